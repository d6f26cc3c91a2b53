import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { type Approval, type Authority, approved } from "./authority.ts";
import { absolute, GUARDS, type GuardContext, type Proposal, refusalsOf } from "./proposal-guards.ts";

const yes = (what: Approval["what"], more: Partial<Approval> = {}): Approval => ({
  ...{ what, by: "R. Vega", age: 0, offersThen: 2 },
  ...more,
});
const authority = (approvals: readonly Approval[] = []): Authority => ({
  ...{ stopped: false, messagesToday: 0, messagesADay: 10, offerLimit: usd("5000.00"), approvals },
});
const context = (more: Partial<GuardContext> = {}): GuardContext => ({
  ...{ client: "a", limits: { floor: usd("800.00"), billed: usd("9000.00"), cap: usd("7000.00") } },
  ...{ authority: authority(), offersMade: 2, ourLast: usd("2000.00"), firstContact: false, eligible: 0.9 },
  ...{ winners75: usd("1000.00"), finalFromModel: true },
  ...more,
});
const offer = (more: Partial<Proposal> = {}): Proposal => ({
  ...{
    act: "offer",
    amount: usd("1900.00"),
    statements: [],
    evidence: [],
    billsPatient: false,
    ratesOf: [],
    origin: "engine",
  },
  ...more,
});

describe("guardrails on what would leave the house", () => {
  test("a plain counter-offer passes", () => expect(refusalsOf(offer(), context())).toEqual([]));

  test.each<[string, Partial<Proposal>, Partial<GuardContext>, readonly string[]]>([
    ["a cent below the floor", { amount: usd("799.99") }, { ourLast: usd("1000.00") }, ["G1"]],
    ["at the floor", { amount: usd("800.00") }, { ourLast: usd("1000.00") }, []],
    ["an acceptance below the floor", { act: "accept", amount: usd("799.99") }, {}, ["G1"]],
    ["an offer without an amount", { act: "accept", amount: undefined as never }, {}, ["G1"]],
    ["above what can be defended", { amount: usd("7000.01") }, { ourLast: usd("9000.00") }, ["G2", "G4"]],
    ["an acceptance above our cap is theirs to give", { act: "accept", amount: usd("7000.01") }, {}, ["G4"]],
    ["a final that is none", { statements: [{ kind: "final", source: "plan", holds: false }] }, {}, ["G3"]],
    ["another award without a source", { statements: [{ kind: "other award", source: "", holds: true }] }, {}, ["G3"]],
    ["a deadline that is so", { statements: [{ kind: "deadline", source: "rule", holds: true }] }, {}, []],
    ["a first contact", {}, { firstContact: true }, ["G4"]],
    ["over $5,000", { amount: usd("5000.01") }, { ourLast: usd("6000.00") }, ["G4"]],
    ["at $5,000", { amount: usd("5000.00") }, { ourLast: usd("6000.00") }, []],
    ["30% in one step", { amount: usd("1400.00") }, {}, []],
    ["a cent more than 30% in one step", { amount: usd("1399.99") }, {}, ["G4"]],
    ["a filing", { act: "file" }, {}, ["G4"]],
    ["a release", { act: "release" }, {}, ["G4"]],
    ["a lawsuit", { act: "sue" }, {}, ["G4"]],
    ["a charge before a federal entity", { forum: "federal-idr", evidence: ["qpa", "billed"] }, {}, ["G5"]],
    ["a QPA before a federal entity", { forum: "federal-idr", evidence: ["qpa"] }, {}, []],
    ["a final offer at 125% of own winners", { act: "final offer", amount: usd("1250.00") }, {}, ["G4"]],
    ["a cent above 125%", { act: "final offer", amount: usd("1250.01") }, {}, ["G4", "G6"]],
    ["a right that ends today", {}, { endingRight: { label: "filing", daysLeft: 1 } }, ["G7"]],
    ["a right that ends tomorrow", {}, { endingRight: { label: "filing", daysLeft: 2 } }, []],
    ["billing the patient", { billsPatient: true }, {}, ["G8"]],
    ["a message to a patient", { act: "message to patient" }, {}, ["G8"]],
    ["another client's rates", { ratesOf: ["a", "b"] }, {}, ["G9"]],
    ["its own rates", { ratesOf: ["a"] }, {}, []],
    ["sending is stopped", {}, { authority: { ...authority(), stopped: true } }, ["G10"]],
    ["holding while stopped", { act: "hold" }, { authority: { ...authority(), stopped: true } }, []],
    ["one message too many", {}, { authority: { ...authority(), messagesToday: 10 } }, ["G10"]],
    ["told to by the other side's text", { origin: "counterparty text" }, {}, ["G11"]],
    ["a doubtful road", { act: "file" }, { eligible: 0.79 }, ["G4", "G12"]],
    ["a road sure enough", { act: "file" }, { eligible: 0.8 }, ["G4"]],
  ])("%s", (_, p, c, guards) => expect(refusalsOf(offer(p), context(c)).map((r) => r.guard)).toEqual(guards));

  test("a final offer no winner supports needs a second person", () => {
    const { winners75: _, ...none } = context();
    const p = offer({ act: "final offer", amount: usd("900.00") });
    expect(refusalsOf(p, none).map((r) => r.liftedBy)).toEqual(["final offer", "second person"]);
    const both = authority([yes("final offer"), yes("second person")]);
    expect(refusalsOf(p, { ...none, authority: both })).toEqual([]);
  });

  test.each<[string, Partial<Approval>, boolean]>([
    ["today", {}, true],
    ["two business days ago", { age: 2 }, true],
    ["three business days ago", { age: 3 }, false],
    ["before another offer was made", { offersThen: 1 }, false],
    ["by nobody", { by: "" }, false],
    ["for less", { upTo: usd("1899.99") }, false],
    ["for as much", { upTo: usd("1900.00") }, true],
    ["for something else", { what: "release" }, false],
  ])("an approval given %s", (_, more, stands) => {
    expect(approved(authority([yes("first contact", more)]), "first contact", 2, usd("1900.00"))).toBe(stands);
  });

  test("only approvals lift, and what they cannot lift is absolute", () => {
    const all = refusalsOf(offer({ act: "file", billsPatient: true }), context());
    expect(absolute(all).map((r) => r.guard)).toEqual(["G8"]);
    expect(GUARDS).toHaveLength(12);
  });
});
