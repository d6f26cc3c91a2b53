import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, usd, ZERO } from "#base/money.ts";
import type { ClaimEvaluation, RightView } from "#case/evaluation.ts";
import { claim, line, right } from "#test/sample-map.ts";
import { stateBefore } from "./before-talks.ts";
import { planCaseOf } from "./from-evaluation.ts";
import { planOfState } from "./plan.ts";
import type { PlanCase } from "./plan-case.ts";

const asOf = day("2026-11-23");
const verdict = (v: string, missing: readonly string[] = []) => ({ verdict: v, candidates: [], missing, because: [] });
const made = (e: ClaimEvaluation, qpa?: string) => {
  const r = planCaseOf(e, qpa === undefined ? {} : { qpa: { amount: usd(qpa), source: "facts.csv" } }, asOf);
  if (!r.plannable) throw new Error(r.why);
  return r.planCase;
};
const refused = (e: ClaimEvaluation): string => {
  const r = planCaseOf(e, {}, asOf);
  return r.plannable ? "" : r.why;
};
const withRights = (channel: string, rights: readonly RightView[]): ClaimEvaluation =>
  claim({ channel: verdict(channel), rights, lines: [line({ channel: verdict(channel), rights })] });

const plan = (c: PlanCase) => planOfState(stateBefore(c, { window: 30, elapsed: 0, asksLeft: 6 }));

describe("a case to plan", () => {
  test("is made of a line's money, benchmark, road and fees of the day a dispute would begin", () => {
    const c = made(claim(), "300.00");
    expect(c.items).toMatchObject([
      {
        billed: usd("2100.00"),
        allowed: usd("318.77"),
        qpa: { value: usd("300.00") },
        ownMedian: { value: usd("1560.00") },
      },
    ]);
    expect(c.ways.map((w) => [w.id, w.open, w.ready])).toEqual([
      ["federal IDR", true, false],
      ["state process", false, false],
      ["appeal", false, false],
    ]);
    expect(c.fees).toMatchObject({ admin: { value: usd("15.00") }, entity: { value: usd("520.00") }, oneEach: true });
    expect(plan(c).advice).toBe("counter");
  });

  test.each([
    // first safe day of initiation, administrative fee in force on it
    ["2022-06-01", "15.00", "a right already open counts from today"],
    ["2026-12-01", "15.00", "one to come counts from its day"],
  ])("a dispute from %s costs %s: %s", (from, admin) => {
    const idr = right({ id: "nsa.idr_initiate", channel: "federal_idr", safe: [day(from), day("2026-12-04")] });
    const c = made(withRights("federal_idr", [idr]));
    expect(c.fees?.admin.value).toBe(usd(admin));
    expect(c.ways[0]).toMatchObject({ open: true, ready: true, label: "Federal dispute resolution" });
  });

  test("percent of Medicare is triage, and a denied line counts nothing allowed", () => {
    const bench = { amount: usd("900.00"), basis: "percent of Medicare" as const, working: "150% of Medicare" };
    const c = made(claim({ lines: [line({ benchmark: bench, payment: "denied", allowed: ZERO })] }));
    expect(c.items[0]).toMatchObject({ medicare: { value: usd("900.00"), prior: true }, allowed: ZERO });
    expect(c.items[0]?.ownMedian).toBeUndefined();
    expect(c.denied).toBe(true);
  });

  test("several lines share a batch where law allows it, and a QPA for the claim says nothing of each", () => {
    const c = made(
      claim({ lines: [line(), line({ number: 2, class: "paid in line" }), line({ number: 3, code: "99291" })] }),
      "300.00",
    );
    expect(c.items.length).toBe(2);
    expect(c.items.every((i) => i.qpa === undefined)).toBe(true);
    expect(c.fees?.oneEach).toBe(false);
    expect(c.notes.join()).toMatch(/2 of 3 lines.*QPA given is for the claim/);
  });

  test("what may share a batch is decided by the day negotiation began", () => {
    const two = claim({ lines: [line({ code: "99285" }), line({ number: 2, code: "71046" })] });
    const oneEach = (began: string): boolean | undefined => {
      const r = planCaseOf(two, { negotiationStart: day(began) }, asOf);
      return r.plannable ? r.planCase.fees?.oneEach : undefined;
    };
    expect(oneEach("2026-11-02")).toBe(false);
    expect(oneEach("2022-06-01")).toBe(true);
  });

  test.each([
    ["tx_arbitration", "tx.arbitration_request", "state process"],
    ["internal_appeal", "erisa.appeal_file", "appeal"],
    ["corrected_claim", "corrected_claim", "appeal"],
  ])("%s is the road %s", (channel, id, way) => {
    const c = made(withRights(channel, [right({ id, channel, last: "2026-12-30" })]));
    expect(c.ways.filter((w) => w.open).map((w) => w.id)).toEqual([way]);
    expect(plan(c).moves[2]?.dollars).toBeDefined();
  });

  test.each([
    [{ state: "expired" as const, last: "2026-11-20" }, "federal_open_negotiation", "last safe day has passed"],
    [{ state: "unknown" as const }, "federal_open_negotiation", "not known to be open"],
  ])("a right that is %o is closed with its reason", (of, channel, why) => {
    const c = made(withRights(channel, [right({ ...of })]));
    expect(c.ways[0]).toMatchObject({ open: false, why: expect.stringContaining(why) });
  });

  test.each([
    ["undetermined", "not settled: in_network"],
    ["wait_cooling_off", "the pause after a determination"],
    ["tx_arbitration", "Texas arbitration"],
    ["a road of tomorrow", "a road of tomorrow"],
  ])("without rights, %s says why the federal way is closed", (channel, why) => {
    const e = { ...withRights(channel, []), channel: verdict(channel, ["in_network"]) };
    const c = made(e);
    expect(c.ways[0]?.why).toContain(why);
    expect(c.settled).toBe(channel !== "undetermined");
  });

  test("the right that ends first speaks; one to come says when it opens", () => {
    const c = made(
      withRights("federal_idr", [
        right({
          id: "a",
          channel: "federal_idr",
          state: "not yet open",
          last: "2027-01-30",
          daysLeft: 40,
          assumed: true,
        }),
        right({ id: "b", channel: "federal_idr", state: "not yet open", last: "2026-12-30", daysLeft: 20 }),
      ]),
    );
    expect(c.ways[0]).toMatchObject({ daysLeft: 20, ready: false, why: expect.stringContaining("opens 2026-10-15") });
  });

  test("questions of the claim become what is missing, with their dollars", () => {
    const question = {
      fact: "in_network",
      scope: "payer" as const,
      key: "k",
      question: "In network?",
      values: [],
      dollars: usd("50.00"),
      lines: 1,
    };
    expect(made(claim({ questions: [question] })).openFacts).toEqual([
      { fact: "in_network", question: "In network?", worth: usd("50.00") },
    ]);
  });

  test("lines all paid in line are planned for, and accepted", () => {
    const c = made(
      claim({ class: "paid in line", lines: [line({ class: "paid in line", allowed: usd("1600.00"), rights: [] })] }),
    );
    expect(plan(c).advice).toBe("accept");
  });

  test.each([
    [claim({ setAside: "duplicate" }), "set aside"],
    [claim({ lines: [line({ class: "not this trade" })] }), "not this trade"],
    [claim({ lines: [] }), "no line with a charge"],
    [claim({ lines: [line({ billed: ZERO })] }), "no line with a charge"],
    [claim({ lines: [line({ billed: cents(10n ** 13n) })] }), "larger than any"],
  ])("what cannot be planned says why", (e, why) => expect(refused(e)).toContain(why));
});
