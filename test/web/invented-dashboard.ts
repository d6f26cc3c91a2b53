import type { Answer } from "#web/data/paths.ts";

/** An invented month in figures. */

const WEEKS = ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"];

const spread = <V>(median: V, low25: V, high75: V, sure: readonly [V, V] | null) => ({
  ...{ n: 13, median, low25, high75 },
  median95: sure === null ? null : { low: sure[0], high: sure[1] },
});

export const dashboard: Answer<"getDashboard"> = {
  period: { kind: "month", from: "2026-11-01", to: "2026-11-30", label: "November" },
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
    list: stage === "Out-of-network lines" ? "list=lines" : null,
  })),
  atStake: WEEKS.map((week, i) => ({
    week,
    byRight: { Notice: `${38410 - i * 7000}.00`, Arbitration: `${9000 - i * 1200}.00`, Appeal: "2100.00" },
    cases: 14,
    list: `tab=team&sort=due&endsFrom=${week}`,
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
    finalCases: final === null ? 0 : 4,
    list: `list=lines&payer=${payer}`,
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
    list: `list=lines&class=denied&reason=${reason}`,
  })),
  importHealth: { files: 14, refused: 1, unanswered: 6, withoutClaim: 3, unbalanced: 1, since: "2026-11-01" },
  money: { agreed: "26000.00", received: "19588.00", short: "139.50", late: "1320.00", patient: "27140.00" },
  missed: { rights: 0, stake: "0.00", before: { lines: 12, stake: "4410.00" } },
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
    net: {
      ...{
        gross: { ...spread("355.00", "120.00", "700.00", null), n: 5 },
        net: { ...spread("262.40", "40.10", "548.00", null), n: 5 },
      },
      ...{ fees: "115.00", staff: "213.33", minutes: 320, delay: "41.20", tookFirst: 1 },
      alike: { negotiated: null, took: null, apart: null },
      says: "Too few cases of the same payer, class and size of stake on both sides, so the comparison is with having taken the first offer on the same cases.",
      rests: ["Which offers were taken was a choice, so those cases may differ from the ones that were negotiated."],
    },
    atFirst: { hits: 1, n: 5, low: 0.0362, high: 0.6245 },
    withoutForum: { hits: 12, n: 13, low: 0.6669, high: 0.9863 },
    days: { ...spread(34, 21, 48, null), n: 4 },
    acts: spread(9, 6, 14, [6, 13]),
    newestOnly: null,
  },
};

export const monthEnd: Answer<"getMonthEnd"> = {
  period: dashboard.period,
  figures: [
    { name: "Cases worked", count: 212, amount: null, says: "a person did something on them", list: "list=worked" },
    {
      name: "First paid",
      count: 13,
      amount: "7120.40",
      says: "on the settled lines of 13 cases",
      list: "list=settled",
    },
    { name: "Final", count: 13, amount: "26000.00", says: "what the plan pays on them", list: "list=settled" },
    { name: "Fees entered", count: null, amount: null, says: "fees are not entered on cases", list: null },
    { name: "Late", count: null, amount: "1320.00", says: "agreed, due and not here", list: "payments=late" },
    { name: "Missed dates", count: 1, amount: "812.00", says: "rights that ended", list: "list=missed&period=month" },
  ],
};

export const missedList: Answer<"getList"> = {
  title: "Rights missed",
  says: "A right ended in the period while the case was open.",
  amount: "Stake",
  other: null,
  period: dashboard.period,
  count: 1,
  sum: "812.00",
  otherSum: "0.00",
  cut: false,
  next: null,
  rows: [
    {
      key: "one",
      client: "01890000-0000-7000-8000-000000000001",
      case: "01890000-0000-7000-8000-000000000002",
      number: "HR-2061",
      import: null,
      claim: "ED-1061",
      payer: "Northlake Mutual",
      what: "open negotiation, line 1",
      day: "2026-11-18",
      amount: "812.00",
      other: null,
    },
  ],
};

const some = { closed: 5, paid: 3, recovered: "1920.00" };
const few = { closed: 0, paid: 0, recovered: "0.00" };
const argue = { tag: "Can be argued", act: "Appeal, with what answers the payer's judgement." };

export const denials: Answer<"getDenials"> = {
  lines: 43,
  stake: "19830.00",
  reasons: [
    { reason: "CO-97", meaning: "bundled", next: argue, lines: 31, stake: "14110.00", outcomes: some },
    { reason: "CO-252", meaning: null, next: null, lines: 12, stake: "5720.00", outcomes: few },
  ],
  rows: [
    {
      ...{ reason: "CO-97", payerKey: "northlake", payer: "Northlake Mutual", code: "99285" },
      ...{ lines: 31, stake: "14110.00", outcomes: some },
    },
    {
      ...{ reason: "CO-252", payerKey: "sable", payer: "Sable Benefit Administrators", code: "93010" },
      ...{ lines: 12, stake: "5720.00", outcomes: few },
    },
  ],
};
