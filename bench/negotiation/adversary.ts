import type { Day } from "../../src/base/day.ts";
import { type Cents, cents } from "../../src/base/money.ts";
import { APPROVABLE, type Approval } from "../../src/strategy/authority.ts";
import { Chance } from "../../src/strategy/chance.ts";
import { BENCHMARK_KINDS } from "../../src/strategy/fair-value.ts";
import { type NegotiationState, type OfferMade, STARTING_PAYER } from "../../src/strategy/negotiation.ts";
import type { PlanCase, PlanItem, Way } from "../../src/strategy/plan-case.ts";
import { STARTING_PRIORS } from "../../src/strategy/priors.ts";
import { type GuardContext, type Proposal, refusalsOf } from "../../src/strategy/proposal-guards.ts";
import { nextTurn, type Turn } from "../../src/strategy/turn.ts";

/** States and proposals made to break something: strange amounts, offers out of order, forged approvals, ended rights. */

const EDGES = [0, 1, 2, 99, 100, 12_345, 500_000, 99_999_999, 10 ** 12];

function amount(r: Chance): Cents {
  const n = r.next() < 0.2 ? r.choice(EDGES) : Math.floor(Math.exp(r.uniform(0, 15)));
  return cents(BigInt(n));
}
const known = (value: Cents) => ({ value, source: "drawn", prior: false });

function item(r: Chance): PlanItem {
  const billed = cents(amount(r) + 1n);
  const allowed = amount(r);
  return {
    ...{ name: "line", billed, allowed: r.next() < 0.05 ? allowed : allowed > billed ? billed : allowed },
    ...(r.next() < 0.7 ? { qpa: known(amount(r)) } : {}),
    ...(r.next() < 0.4 ? { ownMedian: known(amount(r)) } : {}),
    ...(r.next() < 0.2 ? { medicare: known(amount(r)) } : {}),
  };
}

function way(r: Chance, id: Way["id"]): Way {
  return {
    ...{ id, label: id, open: r.next() < 0.6, ready: r.next() < 0.5, why: "drawn", source: "drawn" },
    ...{ daysLeft: Math.floor(r.uniform(0, 12)), chancePermille: Math.floor(r.uniform(0, 1000)) },
  };
}

function approvals(r: Chance, offers: number): readonly Approval[] {
  return APPROVABLE.filter(() => r.next() < 0.5).map((what) => ({
    ...{ what, by: r.next() < 0.1 ? "" : "A. Person", age: Math.floor(r.uniform(-1, 5)) },
    offersThen: r.next() < 0.7 ? offers : Math.floor(r.uniform(0, 9)),
    ...(r.next() < 0.3 ? { upTo: amount(r) } : {}),
  }));
}

function stateOf(r: Chance): NegotiationState {
  let at = 0;
  const offers = Array.from({ length: Math.floor(r.uniform(0, 6)) }, (): OfferMade => {
    at += Math.floor(r.uniform(r.next() < 0.03 ? -3 : 0, 8));
    const n = r.next() < 0.02 ? cents(-1n) : amount(r);
    return { from: r.next() < 0.5 ? "us" : "payer", amount: n, at };
  });
  const fee = amount(r);
  const planCase: PlanCase = {
    ...{ claim: "drawn", asOf: "2026-11-22" as Day, allowedSource: "drawn", answered: true, denied: r.next() < 0.2 },
    items: Array.from({ length: Math.floor(r.uniform(r.next() < 0.01 ? 0 : 1, 3)) }, () => item(r)),
    ...{
      settled: true,
      ways: [way(r, "federal IDR"), way(r, "state process"), way(r, "appeal")],
      openFacts: [],
      notes: [],
    },
    ...(r.next() < 0.9
      ? {
          fees: {
            admin: known(cents(1500n)),
            entity: known(fee > 200_000n ? cents(45_000n) : fee),
            oneEach: r.next() < 0.5,
          },
        }
      : {}),
    talkPermille: { value: Math.floor(r.uniform(0, 1000)), source: "drawn", prior: true },
    ...(r.next() < 0.3 ? { practiceFloor: known(amount(r)) } : {}),
    priors: { ...STARTING_PRIORS, eligible: { ...STARTING_PRIORS.eligible, value: r.uniform(0.5, 1) } },
  };
  return {
    ...{ planCase, offers, payer: STARTING_PAYER, practice: r.next() < 0.5 ? {} : { winners75: known(amount(r)) } },
    clock: {
      window: Math.floor(r.uniform(r.next() < 0.02 ? 0 : 1, 40)),
      elapsed: at + Math.floor(r.uniform(0, 9)),
      asksLeft: Math.floor(r.uniform(0, 6)),
    },
    authority: {
      ...{ stopped: r.next() < 0.05, messagesToday: Math.floor(r.uniform(0, 12)), messagesADay: 10 },
      ...{ offerLimit: cents(500_000n), approvals: approvals(r, offers.length) },
    },
  };
}

/** What is broken by a turn; nothing when all is kept. Written apart from the guardrails themselves. */
function brokenBy(s: NegotiationState, t: Turn): string | undefined {
  const floor = s.planCase.practiceFloor?.value ?? 0n;
  const ours = s.offers.filter((o) => o.from === "us").at(-1)?.amount;
  const theirs = s.offers.filter((o) => o.from === "payer").at(-1)?.amount;
  const billed = s.planCase.items.reduce((x, i) => x + i.billed, 0n);
  const asks = t.move === "open" || t.move === "counter";
  if (asks && t.amount === undefined) return "an ask without an amount";
  if (asks && t.amount! < floor) return "an ask below the floor";
  if (asks && (t.amount! > billed || t.amount! > t.worth.cap)) return "an ask above the bill or the cap";
  if (asks && ours !== undefined && t.amount! > ours) return "an ask that rises";
  if (t.move === "accept" && (t.amount !== theirs || t.amount! < floor)) return "a bad acceptance";
  if (s.authority.stopped && (asks || t.move === "accept" || t.move === "escalate")) return "sent though stopped";
  if (s.authority.messagesToday >= 10 && (asks || t.move === "accept" || t.move === "escalate"))
    return "too many messages";
  const allowed = (what: string, n?: Cents): boolean =>
    s.authority.approvals.some(
      (a) =>
        a.what === what &&
        a.by !== "" &&
        a.age >= 0 &&
        a.age <= 2 &&
        a.offersThen === s.offers.length &&
        (a.upTo === undefined || (n !== undefined && n <= a.upTo)),
    );
  if (t.refusals.length === 0) {
    if (t.move === "escalate" && !allowed("filing")) return "a filing nobody approved";
    if (t.move === "open" && s.offers.length === 0 && !allowed("first contact", t.amount))
      return "a first contact nobody approved";
    if (asks && t.amount! > 500_000n && !allowed("large offer", t.amount)) return "a large offer nobody approved";
    if (
      t.move === "escalate" &&
      t.wayOut.id === "federal IDR" &&
      s.planCase.priors.eligible.value < 0.8 &&
      !allowed("eligibility")
    )
      return "a doubtful road nobody decided on";
  }
  return undefined;
}

const ACTS = ["offer", "accept", "file", "final offer", "release", "sue", "hold", "message to patient"] as const;
const STATEMENTS = ["final", "other award", "deadline", "statistic"] as const;
const ORIGINS = ["engine", "person", "counterparty text"] as const;

/** Any proposal at all against the guardrails: what passes must be clean by another reckoning. */
function brokenProposal(r: Chance): string | undefined {
  const limits = { floor: amount(r), billed: amount(r), cap: amount(r) };
  const p: Proposal = {
    ...{ act: r.choice(ACTS), amount: amount(r), billsPatient: r.next() < 0.1, origin: r.choice(ORIGINS) },
    statements:
      r.next() < 0.5
        ? []
        : [{ kind: r.choice(STATEMENTS), source: r.next() < 0.5 ? "" : "file", holds: r.next() < 0.5 }],
    ...(r.next() < 0.5 ? { forum: "federal-idr" as const } : {}),
    evidence: BENCHMARK_KINDS.filter(() => r.next() < 0.2),
    ratesOf: r.next() < 0.8 ? [] : [r.choice(["client", "another"])],
  };
  const c: GuardContext = {
    ...{
      client: "client",
      limits,
      offersMade: 2,
      firstContact: r.next() < 0.3,
      eligible: r.uniform(0.5, 1),
      finalFromModel: true,
    },
    authority: {
      stopped: r.next() < 0.1,
      messagesToday: 3,
      messagesADay: 10,
      offerLimit: cents(500_000n),
      approvals: approvals(r, 2),
    },
    ...(r.next() < 0.3 ? { endingRight: { label: "x", daysLeft: Math.floor(r.uniform(0, 3)) } } : {}),
  };
  if (refusalsOf(p, c).length > 0) return undefined;
  const n = p.amount!;
  const priced = p.act === "offer" || p.act === "accept" || p.act === "final offer";
  if (priced && n < limits.floor) return "G1 let through";
  if ((p.act === "offer" || p.act === "final offer") && (n > limits.cap || n > limits.billed)) return "G2 let through";
  if (p.statements.some((s) => !s.holds || s.source === "")) return "G3 let through";
  if (p.forum !== undefined && p.evidence.some((k) => ["billed", "ucr_percentile", "medicare_multiple"].includes(k)))
    return "G5 let through";
  if ((p.act === "hold" || p.act === "offer") && (c.endingRight?.daysLeft ?? 9) <= 1) return "G7 let through";
  if (p.billsPatient || p.act === "message to patient") return "G8 let through";
  if (p.ratesOf.includes("another")) return "G9 let through";
  if (c.authority.stopped && p.act !== "hold") return "G10 let through";
  return p.origin === "counterparty text" ? "G11 let through" : undefined;
}

export interface Attacked {
  readonly breaches: readonly string[];
  readonly moves: Readonly<Record<string, number>>;
  readonly p95: number;
}

export function adversarial(n: number, seed: number): Attacked {
  const r = new Chance(seed);
  const breaches: string[] = [];
  const moves: Record<string, number> = {};
  const times: number[] = [];
  for (let i = 0; i < n; i++) {
    const s = stateOf(r);
    const from = performance.now();
    const t = nextTurn(s);
    times.push(performance.now() - from);
    const move = t.ok ? t.value.move : "unsound";
    moves[move] = (moves[move] ?? 0) + 1;
    for (const broken of [t.ok ? brokenBy(s, t.value) : undefined, brokenProposal(r)])
      if (broken !== undefined) breaches.push(`case ${i}: ${broken}`);
  }
  return { breaches, moves, p95: times.sort((a, b) => a - b)[Math.floor(n * 0.95)] ?? 0 };
}
