import type { Answer } from "#web/data/paths.ts";

/** An invented month in figures. */

const WEEKS = ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"];

const spread = <V>(median: V, low25: V, high75: V, sure: readonly [V, V] | null) => ({
  ...{ n: 13, median, low25, high75 },
  median95: sure === null ? null : { low: sure[0], high: sure[1] },
});

export const dashboard: Answer<"getDashboard"> = {
  period: { from: "2026-11-01", to: "2026-11-30", label: "November" },
  said: [
    { text: "We closed 212 cases.", list: "tab=team&state=closed" },
    { text: "Plans first paid $214,310 and in the end $391,480.", list: null },
    { text: "No date was missed.", list: null },
  ],
  funnel: [
    ["Out-of-network lines", 4812, null],
    ["A right was open", 2306, "1,904 paid fairly"],
    ["Notice or appeal sent", 2271, "35 let go"],
    ["Settled in talks", 1486, null],
    ["Paid in full", 1742, "75 short or late"],
  ].map(([stage, count, dropped]) => ({
    stage: String(stage),
    count: Number(count),
    unit: "lines" as const,
    stake: "1000.00",
    dropped: dropped === null ? null : String(dropped),
    list: null,
  })),
  atStake: WEEKS.map((week, i) => ({
    week,
    byRight: { Notice: `${38410 - i * 7000}.00`, Arbitration: `${9000 - i * 1200}.00`, Appeal: "2100.00" },
    lines: 14,
  })),
  firstPaid: [
    ["Northlake Mutual", 38, 94, 286],
    ["Sable Benefit Administrators", 51, 131, 252],
    ["Bluestem Valley Health", 22, 71, null],
  ].map(([payer, n, first, final]) => ({
    payer: String(payer),
    n: Number(n),
    allowedPercent: Number(first),
    finalPercent: final === null ? null : Number(final),
    list: "tab=team",
  })),
  denials: [
    ["CO-97", "bundled", 31],
    ["CO-197", "no prior authorization", 24],
    ["CO-16", "missing information", 19],
    ["CO-50", "medical need", 14],
    ["CO-29", "filed late", 5],
  ].map(([reason, meaning, value]) => ({
    label: String(reason),
    reason: String(reason),
    meaning: String(meaning),
    value: Number(value),
    share: 0,
    dollars: "900.00",
    list: null,
  })),
  importHealth: { files: 14, refused: 1, unmatched: 9, unbalanced: 1, since: "2026-11-01" },
  money: { agreed: "26000.00", received: "19588.00", short: "139.50", late: "1320.00", patient: "27140.00" },
  missed: { rights: 0, stake: "0.00" },
  results: {
    underpaid: { hits: 118, n: 402, low: 0.2512, high: 0.3398 },
    settled: 13,
    before: "7120.40",
    promised: "26000.00",
    received: "19588.00",
    uplift: spread("1210.00", "640.00", "1980.50", ["700.00", "1900.00"]),
    upliftPercent: spread(171, 84, 240, [90, 233]),
    overFirst: { ...spread("355.00", "120.00", "700.00", null), n: 5 },
    overFirstSum: "2110.00",
    atFirst: { hits: 1, n: 5, low: 0.0362, high: 0.6245 },
    withoutForum: { hits: 12, n: 13, low: 0.6669, high: 0.9863 },
    days: { ...spread(34, 21, 48, null), n: 4 },
    acts: spread(9, 6, 14, [6, 13]),
    newestOnly: null,
  },
};
