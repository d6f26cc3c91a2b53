import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { AS_OF, type Told, told } from "#case/invented.ts";
import { type PlanFigures, type Report, type ReportInput, reportOf } from "./report.ts";
import { axisOf } from "./report-axis.ts";
import { findingsOf } from "./report-findings.ts";
import { roadOf } from "./report-road.ts";
import type { Sentence } from "./wording.ts";

const NO_FIGURES: PlanFigures = { floor: undefined, target: undefined, opening: undefined, fair: new Map() };
const ADVICE = {
  says: "Accept.",
  because: [],
  alerts: [],
  figures: [],
  moves: [],
  change: [],
  missing: [],
  approvals: [],
};

function input(e: ClaimEvaluation, more: Partial<ReportInput> = {}): ReportInput {
  return {
    evaluation: e,
    asOf: AS_OF,
    practice: { name: "Invented Practice", npi: "1000000004", tin: "000000001" },
    payerClaimNumber: "P-1",
    served: [day("2026-09-01"), day("2026-09-01")],
    figures: NO_FIGURES,
    advice: ADVICE,
    plan: undefined,
    proof: { says: "", own: "C-1.report.json", files: [], books: [] },
    ...more,
  };
}
const reportTold = (t: Told, more: Partial<ReportInput> = {}): Report => reportOf(input(told(t), more));
const plain = (s: Sentence): string =>
  s.map((r) => (typeof r === "string" ? r : "strong" in r ? r.strong : `[${r.note}]`)).join("");

const FUNDED = [["claim", "C-1", "plan_funding", "self_funded"]] as const;
const LOW: Told = { remittances: [{ paid: "200.00", stated: "250.00" }], facts: FUNDED };

describe("the lead says what was paid, what is at stake and by when", () => {
  test.each<[string, Told, string]>([
    [
      "paid low",
      LOW,
      "The plan paid $200.00 and allowed $250.00 on charges of $1,000.00.[1] Against our benchmark of $800.00, $550.00 is still at stake. The next right, open negotiation, must be used by December 15, 2026.[2]",
    ],
    [
      "allowed what it paid",
      { ...LOW, remittances: [{ paid: "200.00", stated: "200.00" }] },
      "The plan paid $200.00 on charges of $1,000.00.[1]",
    ],
    ["nobody answered", { facts: FUNDED }, "No remittance answers this claim of $1,000.00.[1]"],
    ["no benchmark", { ...LOW, median: "none" }, "on charges of $1,000.00.[1] The next right"],
    ["window gone", { ...LOW, asOf: "2027-02-01" }, 'The last safe day of "open negotiation" was December 15, 2026.'],
    [
      "funding unknown in New York",
      { ...LOW, facts: [], state: "NY" },
      "Which road governs is not settled; the first clock, open negotiation, must be used by December 15, 2026.[2]",
    ],
    [
      "another programme",
      { ...LOW, facts: [], filing: "MA" },
      "It is not this trade: a programme or a contract sets its price.",
    ],
  ])("%s", (_, t, words) => expect(plain(reportTold(t).lead)).toContain(words));

  test("a copy says that another one counts, and no clock", () => {
    const e = { ...told(LOW), setAside: "duplicate" };
    expect(plain(reportOf(input(e)).lead)).toMatch(/^This sending of the claim counts in no total \(duplicate\)/);
    expect(plain(reportOf(input(e)).lead)).not.toContain("next right");
  });
});

describe("header and lines", () => {
  test("left is billed less allowed, and unknown when nobody allowed anything", () => {
    expect(reportTold(LOW).money).toMatchObject({
      billed: "1000.00",
      allowed: "250.00",
      paid: "200.00",
      left: "750.00",
      stake: "550.00",
    });
    expect(reportTold({}).money).toMatchObject({ allowed: null, left: null });
  });

  test("what nobody knows is said to be not known", () => {
    const e: ClaimEvaluation = { ...told({}), state: undefined };
    const head = reportOf(input(e, { practice: {}, served: undefined, payerClaimNumber: undefined })).head;
    expect(head.map((h) => h.value)).toEqual(expect.arrayContaining(["Not known"]));
    expect(head.find((h) => h.label === "Served")).toEqual({ label: "Served", value: "Not known", small: "" });
    expect(reportOf(input(e, { practice: {}, served: undefined })).subtitle).toBe("Day of service not known.");
  });

  test("fair values stand by their line and add up", () => {
    const fair = new Map([[1, { median: usd("600.00"), low: usd("400.00"), high: usd("900.00") }]]);
    const r = reportTold(LOW, { figures: { ...NO_FIGURES, fair } });
    expect(r.lines[0]).toMatchObject({ fairValue: "600.00", fairRange: ["400.00", "900.00"] });
    expect(r.money.fairValue).toBe("600.00");
    expect(r.sources.map((s) => s.figure)).toContain("Fair value, what to ask");
  });

  test("a day that all lines share stands once; days that differ stand by each line", () => {
    const e = told(LOW);
    const [line] = e.lines;
    if (line === undefined) throw new Error("the invented claim has a line");
    expect(reportOf(input(e)).oneDay).toBe("2026-09-01");
    expect(reportOf(input({ ...e, lines: [line, { ...line, number: 2, date: day("2026-09-02") }] })).oneDay).toBeNull();
  });
});

describe("the axis", () => {
  const e = told(LOW);
  test("marks stand in the order of their amounts, between the ends", () => {
    const axis = axisOf(e, { ...NO_FIGURES, floor: usd("250.00"), target: usd("500.00"), opening: usd("700.00") });
    expect(axis?.marks.map((m) => m.label)).toEqual(["Allowed", "Target", "Opening", "Benchmark", "Charge"]);
    expect(axis?.marks.every((m) => m.at >= 0 && m.at <= 1)).toBe(true);
    expect(axis?.range).toEqual([axis?.marks[0]?.at, axis?.marks[2]?.at]);
    expect(axis?.alt).toBe(
      "One axis of dollars: allowed $250.00, target $500.00, opening $700.00, benchmark $800.00, charge $1,000.00.",
    );
  });
  test("without a room between floor and opening there is no range", () => {
    expect(axisOf(e, NO_FIGURES)?.range).toBeNull();
    expect(axisOf(e, { ...NO_FIGURES, floor: usd("700.00"), opening: usd("700.00") })?.range).toBeNull();
  });
  test("one figure, or nothing but zero, is no axis", () => {
    expect(axisOf({ ...e, benchmark: undefined, allowed: undefined }, NO_FIGURES)).toBeUndefined();
    expect(
      axisOf({ ...e, benchmark: undefined, allowed: usd("0.00"), billed: usd("0.00") }, NO_FIGURES),
    ).toBeUndefined();
    expect(axisOf({ ...e, allowed: usd("-5.00") }, NO_FIGURES)?.marks.map((m) => m.label)).toEqual([
      "Benchmark",
      "Charge",
    ]);
  });
});

describe("findings", () => {
  const texts = (t: Told): string =>
    findingsOf(told(t))
      .map((f) => `${f.n}. ${f.title} ${f.text}`)
      .join("\n");
  test.each<[string, Told, string]>([
    [
      "underpaid",
      { ...LOW, remittances: [{ paid: "200.00", cas: [["CO", "45", "800.00"]] }] },
      "Line 1 was paid under the benchmark. Allowed $200.00 of a benchmark of $800.00, which is 25%; $600.00 at stake.",
    ],
    [
      "an asserted discount",
      { ...LOW, remittances: [{ paid: "200.00", cas: [["CO", "45", "800.00"]] }] },
      "A discount was taken without a contract.",
    ],
    [
      "a write-off",
      { ...LOW, remittances: [{ paid: "200.00", cas: [["CO", "45", "800.00"]] }] },
      "Do not write this off.",
    ],
    ["protected", LOW, "The No Surprises Act protects the patient here."],
    ["no answer", { facts: FUNDED }, "Line 1 was not answered."],
    [
      "a code without words of ours",
      { ...LOW, remittances: [{ paid: "200.00", cas: [["CO", "9999", "800.00"]] }] },
      "Also CO-9999.",
    ],
    [
      "money taken back",
      { remittances: [{ paid: "200.00" }, { paid: "-200.00", status: "22", charge: "-1000.00" }], facts: FUNDED },
      "The payer took money back. $200.00, by reversal without a correction.",
    ],
  ])("%s", (_, t, words) => expect(texts(t)).toContain(words));

  test("lines of which the same is true are one finding; what is true of some names them", () => {
    const e = told(LOW);
    const [line] = e.lines;
    if (line === undefined) throw new Error("the invented claim has a line");
    const lines = [1, 2, 3].map((number) => ({ ...line, number, because: number === 2 ? [{ text: "split" }] : [] }));
    const [first, ...rest] = findingsOf({ ...e, lines, notes: ["the claim was read twice"] });
    expect(first).toMatchObject({ n: 1, lines: [1, 2, 3] });
    expect(first?.title).toBe("Lines 1 to 3 were paid under the benchmark.");
    expect(first?.text).toContain("Line 2: split.");
    expect(rest.at(-1)?.title).toBe("The claim was read twice.");
    expect(findingsOf({ ...e, lines: [], flags: ["duplicate"] }).map((f) => f.title)).toEqual([
      "No line is known.",
      "The claim was sent more than once.",
    ]);
    expect(
      findingsOf({ ...e, lines: [line, { ...line, number: 2, flags: [] }] }).find((f) => f.title.startsWith("The No"))
        ?.text,
    ).toContain("Line 1.");
  });
});

describe("road and clock", () => {
  test("the law stands beside the road, each right has its days and authority", () => {
    const road = roadOf(told(LOW));
    expect(plain(road.says)).toBe(
      "Federal open negotiation governs (42 USC 300gg-111(c)(1)(A); 45 CFR 149.510(b)(1)).",
    );
    expect(road.rights[0]).toMatchObject({
      right: "Open negotiation",
      state: "open",
      through: "2026-12-15",
      assumed: true,
    });
    expect(road.rightNotes.join(" ")).toContain("assumed: the earlier of BPR16 and the remittance file's own date");
    expect(road.facts).toContainEqual({
      what: "plan paid by",
      value: "the employer (self-funded, ERISA)",
      source: "facts file line 2: a test",
    });
  });
  test("undetermined: every candidate with its law, and the fact that decides", () => {
    const road = roadOf(told({ ...LOW, facts: [], state: "NY" }));
    expect(plain(road.says)).toMatch(
      /^One fact decides the road: how the plan is funded\. It may be Federal open negotiation \(.*\) or New York/,
    );
    expect(road.questions).not.toEqual([]);
    expect(road.because.every((b) => b.includes(": "))).toBe(true);
  });
  test("outside the trade no road is claimed", () => {
    expect(plain(roadOf(told({ ...LOW, facts: [], filing: "MA" })).says)).toBe(
      "Neither the Act nor a state's law sets a road here.",
    );
  });
  test("the last day is called so, a later opening is told, a fact of another form is kept", () => {
    const e = told({ ...LOW, asOf: "2026-12-15" });
    expect(roadOf(e).short?.note).toContain("Today is the last day.");
    const rights = e.rights.map((r) => ({ ...r, state: "not yet open" as const, assumed: false }));
    expect(plain(roadOf({ ...e, rights }).short?.says ?? [])).toContain(
      "opens on November 2, 2026 and ends on December 15, 2026",
    );
    expect(roadOf({ ...e, facts: [{ text: "odd_fact is some_value" }], rights: [] })).toMatchObject({
      short: null,
      facts: [{ what: "odd fact", value: "some value", source: "not stated" }],
    });
    const missing = { ...e.channel, verdict: "undetermined", missing: ["a_b", "state"], candidates: [] };
    expect(plain(roadOf({ ...e, channel: missing }).says)).toBe(
      "Facts are missing that decide the road: a b and in which state the care was given.",
    );
    expect(plain(roadOf({ ...e, channel: { ...missing, missing: [] } }).says)).toBe(
      "Facts are missing that decide the road.",
    );
  });
  test("a disputed receipt shows the clock of each source", () => {
    const facts = [
      ...FUNDED,
      ["claim", "C-1", "payment_received", "2026-11-02", "portal"],
      ["claim", "C-1", "payment_received", "2026-11-09", "mail log"],
    ] as const;
    expect(roadOf(told({ ...LOW, facts })).rightNotes.join(" ")).toMatch(
      /if received on November 9, 2026 \(.*mail log.*\): November/,
    );
  });
});

test("the JSON of an invented claim's report is the golden one", () => {
  const figures = {
    floor: usd("250.00"),
    target: usd("500.00"),
    opening: usd("700.00"),
    fair: new Map([[1, { median: usd("800.00"), low: usd("300.00"), high: usd("1900.00") }]]),
  };
  const golden = fileURLToPath(new URL("../../test/golden/report.json", import.meta.url));
  expect(`${JSON.stringify(reportTold(LOW, { figures }), null, 2)}\n`).toBe(readFileSync(golden, "utf8"));
});
