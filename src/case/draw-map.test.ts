import { describe, expect, test } from "vitest";
import { formatUsd, usd } from "#base/money.ts";
import { claim, line, right } from "#test/sample-map.ts";
import { setAsideJson, totalsJson } from "./claim-json.ts";
import { drawMap } from "./draw-map.ts";
import type { ClaimEvaluation } from "./evaluation.ts";
import { AS_OF } from "./invented.ts";

const REST = { files: [], assumptions: [], duplicateFiles: 0 };

function drawn(...claims: readonly ClaimEvaluation[]) {
  const drawing = drawMap(AS_OF, 2);
  for (const c of claims) drawing.add(c);
  return drawing.finish(REST);
}

const twoLines = claim({
  lines: [
    line({
      billed: usd("100.00"),
      paid: usd("10.00"),
      patient: usd("1.00"),
      stake: usd("40.00"),
      flags: ["protected"],
    }),
    line({ billed: usd("50.00"), paid: usd("5.00"), patient: usd("2.00"), stake: usd("0.00"), class: "paid in line" }),
  ],
});

describe("totals are summed from the lines of the claims that count", () => {
  test("billed, paid, patient and stake add up, over classes too", () => {
    const { totals } = drawn(twoLines, twoLines);
    expect([totals.billed, totals.paid, totals.patient, totals.stake].map(formatUsd)).toEqual([
      "300.00",
      "30.00",
      "6.00",
      "80.00",
    ]);
    const classes = Object.values(totals.byClass);
    expect(classes.reduce((n, c) => n + c.lines, 0)).toBe(totals.lines);
    expect(classes.reduce((n, c) => n + c.stake, 0n)).toBe(totals.stake);
    expect([totals.byFlag.protected.lines, totals.claims]).toEqual([2, 2]);
  });

  test("a sending that was set aside counts in no total but its own", () => {
    const aside = claim({ setAside: "duplicate", billed: usd("150.00") });
    const map = drawn(twoLines, aside);
    expect([map.totals.claims, formatUsd(map.totals.billed)]).toEqual([1, "150.00"]);
    expect(map.totals.setAside.claims).toBe(1);
    expect(map.leftOut[0]).toMatchObject({ what: "Claims sent twice", claims: 1 });
    expect(JSON.parse(setAsideJson(aside))).toMatchObject({ as: "duplicate", billed: "150.00" });
  });

  test("another reason to set aside has words too", () => {
    expect(drawn(claim({ setAside: "mislaid" })).leftOut[0]?.what).toBe("Claims set aside");
  });

  test("a claim without lines adds what it billed itself", () => {
    expect(formatUsd(drawn(claim({ lines: [], billed: usd("70.00") })).totals.billed)).toBe("70.00");
  });

  test("takebacks and rows without a partner are counted", () => {
    const { totals } = drawn(
      claim({ takeback: { how: "reversal without a correction", amount: usd("30.00") }, unmatched: "claim" }),
      claim({ unmatched: "remittance" }),
    );
    expect(totalsJson(totals)).toMatchObject({ takenBack: "30.00", unmatched: { claims: 1, remittances: 1 } });
  });
});

describe("a line ages by the right that ends first", () => {
  const aged = (of: Parameters<typeof line>[0]) =>
    drawn(claim({ lines: [line({ stake: usd("10.00"), ...of })] })).totals.aging.find((b) => b.lines === 1)?.label;
  test.each([
    [1, "today"],
    [3, "2 to 3 days"],
    [10, "4 to 10 days"],
    [30, "11 to 30 days"],
    [31, "over 30 days"],
  ])("%i days left: %s", (daysLeft, label) => {
    expect(aged({ rights: [right({ last: "2027-06-01" }), right({ last: "2026-12-01", daysLeft })] })).toBe(label);
  });
  test("no right with a day has no clock", () => {
    expect(aged({ rights: [] })).toBe("no clock");
    expect(aged({ rights: [right({ state: "unknown" })] })).toBe("no clock");
  });
  test("an expired line is expired", () => expect(aged({ class: "expired" })).toBe("expired"));
  test.each(["paid in line", "not this trade"] as const)("%s has no age", (cls) => {
    expect(aged({ class: cls })).toBeUndefined();
  });
});

describe("the do-first list", () => {
  const at = (id: string, loss: string, stake: string) => claim({ claim: id, loss: usd(loss), stake: usd(stake) });
  test("keeps the most lost, then the most at stake, then by number", () => {
    const map = drawn(
      at("B", "1.00", "5.00"),
      at("A", "1.00", "5.00"),
      at("C", "1.00", "9.00"),
      at("D", "9.00", "9.00"),
    );
    expect(map.first.map((c) => c.claim)).toEqual(["D", "C"]);
    expect(drawn(at("B", "1.00", "5.00"), at("A", "1.00", "5.00")).first.map((c) => c.claim)).toEqual(["A", "B"]);
  });
  test("stays short over many claims", () => {
    const many = Array.from({ length: 300 }, (_, i) => at(`C${i}`, `${i}.00`, `${i + 1}.00`));
    expect(drawn(...many).first.map((c) => c.claim)).toEqual(["C299", "C298"]);
  });
  test("leaves out what cannot come in", () => {
    expect(drawn(claim({ class: "expired" }), claim({ stake: usd("0.00") })).first).toEqual([]);
  });
});

test("one question waits behind many claims, and the dearest comes first", () => {
  const q = (fact: string, scope: "payer" | "claim", key: string, dollars: string) => ({
    fact,
    scope,
    key,
    question: "?",
    values: [],
    dollars: usd(dollars),
    lines: 1,
  });
  const map = drawn(
    claim({ questions: [q("in_network", "payer", "P1", "10.00"), q("qpa", "claim", "C1", "15.00")] }),
    claim({ questions: [q("in_network", "payer", "P1", "10.00"), q("service", "claim", "C2", "15.00")] }),
  );
  expect(map.questions.map((x) => [x.fact, x.about, formatUsd(x.dollars), x.claims])).toEqual([
    ["in_network", "Bluestem Valley Health", "20.00", 2],
    ["qpa", "C1", "15.00", 1],
    ["service", "C2", "15.00", 1],
  ]);
});
