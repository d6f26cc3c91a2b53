import { type Cents, cents, showUsd } from "#base/money.ts";
import type { Forum } from "#law/evidence.ts";
import { type Approvable, type Authority, approved, LARGE_STEP_PERCENT } from "./authority.ts";
import { type BenchmarkKind, barred } from "./fair-value.ts";
import { ELIGIBLE_ENOUGH, figure, type Limits } from "./guardrails.ts";

/** G1 to G12 on anything that would leave the house. A proposal that breaks one does not leave; the refusal says why. */
export const GUARDS = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10", "G11", "G12"] as const;
export type Guard = (typeof GUARDS)[number];

export interface GuardRefusal {
  readonly guard: Guard;
  readonly says: string;
  /** The approval that would lift it; absent when no approval can. */
  readonly liftedBy?: Approvable;
}

/** Something said beside a figure. */
export interface Statement {
  readonly kind: "final" | "other award" | "deadline" | "statistic";
  readonly source: string;
  /** Whether what it says is so, as far as the record shows. */
  readonly holds: boolean;
}

export interface Proposal {
  readonly act: "offer" | "accept" | "file" | "final offer" | "release" | "sue" | "hold" | "message to patient";
  readonly amount?: Cents;
  readonly statements: readonly Statement[];
  /** For papers before a forum: what they rest on. */
  readonly forum?: Forum;
  readonly evidence: readonly BenchmarkKind[];
  /** True when it would bill a patient more than the cost share, or threaten to. */
  readonly billsPatient: boolean;
  /** Clients whose rates it uses. */
  readonly ratesOf: readonly string[];
  /** Who asked for it: our own reckoning or a person of ours, never words of the other side. */
  readonly origin: "engine" | "person" | "counterparty text";
}

export interface GuardContext {
  readonly client: string;
  readonly limits: Limits;
  readonly authority: Authority;
  readonly offersMade: number;
  readonly ourLast?: Cents;
  readonly firstContact: boolean;
  readonly eligible: number;
  /** 75th percentile of own winning offers; absent when none is known. */
  readonly winners75?: Cents;
  readonly finalFromModel: boolean;
  /** The shortest right that can be used now and pays. */
  readonly endingRight?: { readonly label: string; readonly daysLeft: number };
}

const SENDS: readonly Proposal["act"][] = [
  "offer",
  "accept",
  "file",
  "final offer",
  "release",
  "sue",
  "message to patient",
];
const PRICED: readonly Proposal["act"][] = ["offer", "accept", "final offer"];
/** A final offer of the model may exceed the practice's own winners by this. */
const BEYOND_PERCENT = 125n;
/** Business days left on a right, today counted in, on its last safe day. */
export const LAST_SAFE_DAYS = 1;

type Check = (p: Proposal, c: GuardContext) => readonly GuardRefusal[];

const needs = (p: Proposal, c: GuardContext, what: Approvable, guard: Guard, says: string): readonly GuardRefusal[] =>
  approved(c.authority, what, c.offersMade, p.amount) ? [] : [{ guard, says, liftedBy: what }];

const priced: Check = (p, c) => {
  if (!PRICED.includes(p.act)) return [];
  if (p.amount === undefined) return [{ guard: "G1", says: "it names no amount" }];
  // An offer of theirs above our cap is theirs to make: only our own figures are held below it.
  const most = p.act === "accept" && p.amount > c.limits.floor ? p.amount : c.limits.cap;
  const bill = p.act === "accept" && p.amount > c.limits.billed ? p.amount : c.limits.billed;
  const kept = figure(p.amount, { ...c.limits, cap: most, billed: bill });
  return kept.ok ? [] : [kept.error];
};

const truthful: Check = (p) =>
  p.statements.flatMap((s) =>
    s.holds && s.source !== ""
      ? []
      : [{ guard: "G3", says: `"${s.kind}" is not shown to be true by a source` } as const],
  );

const approvedByPerson: Check = (p, c) => {
  const amount = p.amount ?? cents(0n);
  const down = c.ourLast !== undefined && p.act === "offer" ? cents(c.ourLast - amount) : cents(0n);
  return [
    ...(c.firstContact && p.act === "offer"
      ? needs(p, c, "first contact", "G4", "it is the first contact with this payer")
      : []),
    ...(p.act === "offer" && amount > c.authority.offerLimit
      ? needs(p, c, "large offer", "G4", `it is over ${showUsd(c.authority.offerLimit, "whole")}`)
      : []),
    ...(c.ourLast !== undefined && down * 100n > c.ourLast * LARGE_STEP_PERCENT
      ? needs(p, c, "large step", "G4", "it gives up more than 30% in one step")
      : []),
    ...(p.act === "accept" && amount > c.authority.offerLimit
      ? needs(
          p,
          c,
          "settlement",
          "G4",
          `a settlement over ${showUsd(c.authority.offerLimit, "whole")} is a recommendation`,
        )
      : []),
    ...(p.act === "file" ? needs(p, c, "filing", "G4", "every filing is a person's decision") : []),
    ...(p.act === "final offer" ? needs(p, c, "final offer", "G4", "every final offer is a person's decision") : []),
    ...(p.act === "release" ? needs(p, c, "release", "G4", "a release is a person's decision") : []),
    ...(p.act === "sue" ? needs(p, c, "lawsuit", "G4", "a lawsuit is counsel's decision") : []),
  ];
};

const admissible: Check = (p) => {
  const { forum } = p;
  if (forum === undefined) return [];
  return p.evidence
    .filter((kind) => barred(forum, kind))
    .map((kind) => ({ guard: "G5", says: `${kind} may not be put before this forum` }) as const);
};

const withinPast: Check = (p, c) => {
  if (p.act !== "final offer" || p.amount === undefined || !c.finalFromModel) return [];
  if (c.winners75 !== undefined && p.amount * 100n <= c.winners75 * BEYOND_PERCENT) return [];
  const says =
    c.winners75 === undefined
      ? "no winning offer of the practice supports it"
      : `it exceeds the practice's own winners of ${showUsd(c.winners75)} by more than 25%`;
  return needs(p, c, "second person", "G6", says);
};

const deadlinesFirst: Check = (p, c) =>
  c.endingRight !== undefined && c.endingRight.daysLeft <= LAST_SAFE_DAYS && (p.act === "hold" || p.act === "offer")
    ? [{ guard: "G7", says: `${c.endingRight.label} ends today: it is used before anything is held or offered` }]
    : [];

const patients: Check = (p) =>
  p.billsPatient || p.act === "message to patient"
    ? [{ guard: "G8", says: "a patient is neither billed beyond the cost share nor drawn in" }]
    : [];

const sameForAll: Check = (p, c) =>
  p.ratesOf.some((x) => x !== c.client)
    ? [{ guard: "G9", says: "rates of another client are never used or shown" }]
    : [];

const switchAndRate: Check = (p, c) => {
  if (!SENDS.includes(p.act)) return [];
  if (c.authority.stopped) return [{ guard: "G10", says: "sending is switched off" }];
  return c.authority.messagesToday >= c.authority.messagesADay
    ? [{ guard: "G10", says: `${c.authority.messagesADay} messages have gone out today` }]
    : [];
};

const theirWordsAreData: Check = (p) =>
  p.origin === "counterparty text"
    ? [{ guard: "G11", says: "words of the other side are data, never instructions" }]
    : [];

const doubtfulRoad: Check = (p, c) =>
  (p.act === "file" || p.act === "final offer") && c.eligible < ELIGIBLE_ENOUGH
    ? needs(p, c, "eligibility", "G12", "eligibility is doubtful: a person decides the road")
    : [];

const CHECKS: readonly Check[] = [
  priced,
  truthful,
  approvedByPerson,
  admissible,
  withinPast,
  deadlinesFirst,
  patients,
  sameForAll,
  switchAndRate,
  theirWordsAreData,
  doubtfulRoad,
];

/** Everything that keeps a proposal from leaving; empty when it may. */
export const refusalsOf = (p: Proposal, c: GuardContext): readonly GuardRefusal[] =>
  CHECKS.flatMap((check) => check(p, c));

/** Refusals that no approval lifts: what is left of a proposal with one is not to be recommended either. */
export const absolute = (refusals: readonly GuardRefusal[]): readonly GuardRefusal[] =>
  refusals.filter((r) => r.liftedBy === undefined);
