import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { samples, samplesPresent } from "#test/samples.ts";
import { type LawExampleReport, type LawExampleRow, runLawExamples } from "./examples.ts";

const run = (examples: unknown): LawExampleReport => {
  const r = runLawExamples({ as_of: "2026-11-21", examples });
  if (!r.ok) throw new Error(r.error.message);
  return r.value;
};
const one = (facts: object, expected: object): LawExampleRow => {
  const [row] = run([{ id: "x", facts, expected }]).rows;
  if (row === undefined) throw new Error("no row");
  return row;
};
const FACTS = { state: "AZ", plan_funding: "fully_insured", service: "emergency", payment_received: "2026-11-02" };
const WINDOW = {
  step: "open_negotiation_start",
  deadline_id: "nsa.open_neg_initiate",
  from: "2026-11-02",
  safe_last: "2026-12-15",
};

describe("an example passes, fails or is skipped with its reason", () => {
  test("right channel and right days pass", () => {
    expect(one(FACTS, { channels: ["federal_open_negotiation", "federal_idr"], windows: [WINDOW] })).toEqual({
      id: "x",
      outcome: "passed",
    });
  });

  test.each<[string, object, RegExp]>([
    [
      "a wrong last day",
      { windows: [{ ...WINDOW, safe_last: "2026-12-16" }] },
      /safe_last: expected "2026-12-16", found "2026-12-15"/,
    ],
    ["a wrong first day", { windows: [{ ...WINDOW, from: "2026-11-03" }] }, /from/],
    ["a wrong channel", { channels: ["tx_arbitration"] }, /expected tx_arbitration, found federal_open_negotiation/],
    ["channels out of order", { channels: ["federal_idr", "federal_open_negotiation"] }, /channels/],
    [
      "an offered channel that must not be",
      { channels: ["federal_open_negotiation"], not_channels: ["federal_idr"] },
      /must not be offered/,
    ],
    ["a wrong fee", { fees: { admin_per_party_usd: 115 } }, /expected 115, found 15\.00/],
    ["a known channel that is none", { channels: [] }, /channels: expected none, found federal_open_negotiation/],
    ["no window where a day starts one", { windows: [] }, /expected none, but payment_received starts one/],
    [
      "the step of another deadline",
      { windows: [{ ...WINDOW, step: "idr_initiation" }] },
      /step idr_initiation is not that of nsa\.open_neg_initiate/,
    ],
    ["a flag not raised", { flags: ["readings_coincide"] }, /readings_coincide/],
    ["wrong evidence", { channels: ["federal_idr"], admissible_evidence: ["billed_charges"] }, /admissible/],
    [
      "a wrong value beside something not built",
      { fees: { admin_per_party_usd: 115 }, horoscope: "good" },
      /expected 115/,
    ],
  ])("%s fails", (_, expected, reason) => {
    const row = one(FACTS, expected);
    expect(row.outcome).toBe("failed");
    expect(row.reason).toMatch(reason);
  });

  test.each<[string, object, object, RegExp]>([
    ["a fact nobody built", { ...FACTS, moon: "full" }, { channels: ["federal_idr"] }, /fact moon/],
    ["a channel nobody built", FACTS, { channels: ["hawaii_court"] }, /channel hawaii_court/],
    [
      "a barred channel nobody built",
      FACTS,
      { channels: ["federal_idr"], not_channels: ["hawaii_court"] },
      /channel hawaii_court/,
    ],
    ["a step nobody built", FACTS, { windows: [{ ...WINDOW, step: "stargaze" }] }, /step stargaze/],
    ["a deadline nobody built", FACTS, { windows: [{ deadline_id: "hi.x", last: "2026-12-01" }] }, /deadline hi\.x/],
    ["an expected key nobody built", FACTS, { horoscope: "good" }, /expected key horoscope/],
    ["a flag nobody built", FACTS, { flags: ["full_moon"] }, /flag full_moon/],
    ["an amount nobody built", FACTS, { amounts: { goodwill: 5 } }, /amount goodwill/],
    [
      "a date that is no day",
      { ...FACTS, payment_received: "2026-02-30" },
      { windows: [WINDOW] },
      /payment_received cannot be read/,
    ],
    ["a road that needs a fact", { ...FACTS, state: "TX" }, { channels: ["tx_arbitration"] }, /needs provider/],
    ["a window no fact starts", { state: "AZ" }, { windows: [WINDOW] }, /no fact of the example/],
    ["nothing to check", {}, {}, /nothing/],
  ])("%s is skipped, and says so", (_, facts, expected, reason) => {
    const row = one(facts, expected);
    expect(row.outcome).toBe("skipped");
    expect(row.reason).toMatch(reason);
  });

  test.each<[string, object, RegExp]>([
    ["a group nobody built", { group: "martian" }, /group martian/],
    ["an as_of that is no day", { as_of: "2026-02-30" }, /as_of cannot be read/],
    ["an as_of that is no text", { as_of: 20261121 }, /as_of cannot be read/],
  ])("%s is skipped, and says so", (_, more, reason) => {
    const good = { id: "x", facts: FACTS, expected: { channels: ["federal_open_negotiation", "federal_idr"] } };
    expect(run([good]).passed).toBe(1);
    const [row] = run([{ ...good, ...more }]).rows;
    expect(row?.outcome).toBe("skipped");
    expect(row?.reason).toMatch(reason);
  });

  test("who pays back after an award follows from the award", () => {
    const facts = { selected_offer: 700, cost_share: 100, initial_payment: 900, determination: "2026-11-20" };
    const window = { deadline_id: "nsa.award_payment", from: "2026-11-20", last: "2026-12-20" };
    const outcome = (step: string, more = {}): string =>
      one({ ...facts, ...more }, { windows: [{ ...window, step }] }).outcome;
    expect([outcome("provider_refund"), outcome("award_payment")]).toEqual(["passed", "failed"]);
    expect(outcome("award_payment", { selected_offer: 1500 })).toBe("passed");
  });

  test("an example that asks for a sum alone may leave its channels empty", () => {
    const facts = { state: "OR", plan_funding: "fully_insured", service: "emergency", billed: 150, qpa: 220 };
    const sum = { ...facts, deductible_remaining: 0, inn_coinsurance_pct: 20 };
    const expected = { channels: [], windows: [], patient_max_usd: 30 };
    expect(one(sum, expected).outcome).toBe("passed");
    expect(one({ ...sum, payment_received: "2026-11-02" }, expected).outcome).toBe("failed");
  });

  test.each([null, 5, "text", [], {}, { examples: {} }])("%j is not a file of examples", (json) => {
    const r = runLawExamples(json, "mine.json");
    expect(r.ok ? "ok" : [r.error.code, r.error.at.file]).toEqual(["law-examples-malformed", "mine.json"]);
  });

  test("strange entries are skipped one by one and never stop the rest", () => {
    const r = run([
      null,
      3,
      { id: "a" },
      { id: "b", facts: [], expected: {} },
      { id: "c", facts: FACTS, expected: { windows: [7, WINDOW], flags: "x" } },
      { id: "d", facts: { rarc: { a: 1 } }, expected: { channels: [null, 3] } },
    ]);
    expect(r.failed).toBe(0);
    expect(r.skipped + r.passed).toBe(6);
  });

  test("the id decides nothing", () => {
    const facts = { ...FACTS, payment_received: "2026-09-14" };
    const expected = {
      channels: ["federal_open_negotiation"],
      windows: [{ ...WINDOW, from: "2026-09-14", safe_last: "2026-10-26" }],
    };
    for (const id of ["fed-01", "zzz", "st-tx-1"])
      expect(run([{ id, facts, expected }]).rows[0]?.outcome).toBe("passed");
  });
});

interface Example {
  id: string;
  group: string;
  facts: Record<string, unknown>;
  expected: Record<string, unknown>;
}

describe.skipIf(!samplesPresent)("the shared examples (skipped when PARLEY_SAMPLES is absent)", () => {
  const file: { as_of: string; examples: Example[] } = samplesPresent
    ? JSON.parse(readFileSync(samples("reference", "law-examples.json"), "utf8"))
    : { as_of: "2026-11-21", examples: [] };
  const report = run(file.examples);
  const outcome = new Map(report.rows.map((r) => [r.id, r]));

  test("none fails, and every federal, appeal, other-payer and patient example passes", () => {
    expect(report.rows.filter((r) => r.outcome === "failed")).toEqual([]);
    const federal = file.examples.filter((e) => e.group !== "state");
    expect(federal.length).toBeGreaterThanOrEqual(57);
    expect(federal.filter((e) => outcome.get(e.id)?.outcome !== "passed").map((e) => e.id)).toEqual([]);
    expect(report.passed).toBeGreaterThanOrEqual(70);
    for (const r of report.rows) if (r.outcome === "skipped") expect(r.reason?.length).toBeGreaterThan(10);
  });

  /** One wrong value: a day moved by one, a dollar added, a truth turned, a list with a stranger in it. */
  function wrong(value: unknown): unknown {
    if (typeof value === "number") return value + 1;
    if (typeof value === "boolean") return !value;
    if (typeof value === "string") {
      const m = /^(\d{4}-\d{2}-)(\d{2})(.*)$/.exec(value);
      return m === null ? `${value}?` : `${m[1]}${m[2] === "01" ? "02" : "01"}${m[3]}`;
    }
    return value;
  }

  /** Every copy of what is expected in which exactly one leaf is wrong. */
  function mutants(value: unknown): unknown[] {
    if (Array.isArray(value)) return value.flatMap((item, i) => mutants(item).map((m) => value.with(i, m)));
    if (typeof value === "object" && value !== null)
      return Object.entries(value).flatMap(([k, v]) =>
        ["deadline_id", "note"].includes(k) ? [] : mutants(v).map((m) => ({ ...value, [k]: m })),
      );
    return value === null || value === undefined ? [] : [wrong(value)];
  }

  const passed = file.examples.filter((e) => outcome.get(e.id)?.outcome === "passed");

  test("one wrong value anywhere in windows, fees, amounts or the patient's maximum makes an example fail", () => {
    const survivors: string[] = [];
    let tried = 0;
    for (const e of passed)
      for (const key of ["windows", "fees", "amounts", "patient_max_usd"])
        for (const m of mutants(e.expected[key])) {
          tried += 1;
          const row = run([{ ...e, expected: { ...e.expected, [key]: m } }]).rows[0];
          // An unknown step is skipped with its reason; every other wrong value fails.
          const word = /"step":"[a-z_]+\?"/.test(JSON.stringify(m));
          if (row?.outcome !== (word ? "skipped" : "failed"))
            survivors.push(`${e.id} ${key} ${JSON.stringify(m)} ${row?.outcome}`);
        }
    expect(tried).toBeGreaterThan(200);
    expect(survivors).toEqual([]);
  });

  test("a channel put in place of another makes an example fail", () => {
    const survivors = passed
      .filter((e) => Array.isArray(e.expected.channels) && e.expected.channels.length > 0)
      .filter((e) => {
        const other = (e.expected.channels as string[]).includes("ppdr") ? "cms_complaint" : "ppdr";
        return run([{ ...e, expected: { ...e.expected, channels: [other] } }]).rows[0]?.outcome === "passed";
      });
    expect(survivors.map((e) => e.id)).toEqual([]);
  });

  test("no channels, or the step of another window, makes an example with a road or a window fail", () => {
    const claims = passed.filter((e) => Array.isArray(e.expected.channels) && e.expected.channels.length > 0);
    expect(claims.length).toBeGreaterThan(30);
    const emptied = claims.map((e) => ({ ...e, expected: { ...e.expected, channels: [] } }));
    const quiet = run(emptied).rows.filter((r) => r.outcome !== "failed");
    expect(quiet.map((r) => r.id)).toEqual([]);
    const dated = passed.filter((e) => Array.isArray(e.expected.windows) && e.expected.windows.length > 0);
    expect(dated.length).toBeGreaterThan(30);
    for (const e of dated) {
      const [first, ...rest] = e.expected.windows as Record<string, unknown>[];
      const step = first?.step === "cure" ? "gfe" : "cure";
      const windows = [{ ...first, step }, ...rest];
      expect(run([{ ...e, expected: { ...e.expected, windows } }]).rows[0]?.outcome, e.id).toBe("failed");
    }
  });

  test("a channel that is found, named as one that must not be offered, makes an example fail or skip, never pass", () => {
    for (const e of passed) {
      const [first] = (e.expected.channels as string[] | undefined) ?? [];
      if (first === undefined) continue;
      const row = run([{ ...e, expected: { ...e.expected, not_channels: [first] } }]).rows[0];
      expect(row?.outcome, e.id).not.toBe("passed");
    }
  });

  test("evidence with a stranger in it makes an example fail", () => {
    for (const e of passed.filter((x) => Array.isArray(x.expected.admissible_evidence))) {
      const more = [...(e.expected.admissible_evidence as string[]), "astrology"];
      expect(run([{ ...e, expected: { ...e.expected, admissible_evidence: more } }]).rows[0]?.outcome, e.id).toBe(
        "failed",
      );
    }
  });

  test("a moved trigger moves the days: the same windows fail", () => {
    for (const e of passed.filter(
      (x) => typeof x.facts.payment_received === "string" && (x.expected.windows as unknown[]).length > 0,
    )) {
      const row = run([{ ...e, facts: { ...e.facts, payment_received: "2026-03-04" } }]).rows[0];
      expect(row?.outcome, e.id).toBe("failed");
    }
  });
});
