import { type Cents, cents, sum, ZERO } from "#base/money.ts";
import type { Act, ActOf, GuardSaid, Guards } from "#case/command.ts";
import type { AskedAct, Conditions } from "#case/event.ts";
import type { Offer } from "#case/state.ts";
import { approved } from "#strategy/authority.ts";
import { endingRight } from "#strategy/channels-out.ts";
import type { GuardContext, GuardRefusal, Proposal, Statement } from "#strategy/proposal-guards.ts";
import { refusalsOf } from "#strategy/proposal-guards.ts";
import { forumFor, sayable } from "./negotiation-reasons.ts";
import { floorOf, lineFloors, openLines, type Table, unprovenOf } from "./negotiation-table.ts";

/** The guardrails asked about what a person wants to do on a case, with the very functions the turn is checked by. */

/** The last ask that left through the guardrails; else the last that is written down. A step is measured from there. */
function lastAsk({ view, turn }: Table): Cents | undefined {
  return view.offers.findLast((o) => o.from === "us" && o.guarded)?.amount ?? turn?.standing.ourLast;
}

/** What the guardrails look at of an act. */
export interface Wanted {
  readonly type: AskedAct["type"];
  readonly amount: Cents | undefined;
  readonly final: boolean;
  readonly reasons: readonly string[];
  /** It lets go of more than the price of these lines: a release of all claims, or a right that is waived. */
  readonly releases: boolean;
  /** It was agreed outside and is only written down: what it takes and lets go of counts, and not whether it may be sent. */
  readonly outside?: true;
}

/** Whether terms let go of more than the price of the lines at hand. */
export const letsGo = (o: {
  readonly conditions?: Conditions | undefined;
  readonly waives?: readonly unknown[];
}): boolean => o.conditions?.release === "all claims" || (o.waives ?? []).length > 0;

type Looked = AskedAct | Extract<Act, { type: "make offer" | "accept offer" | "set floor" }>;

const isLooked = (act: Act): act is Extract<Looked, Act> =>
  act.type === "make offer" || act.type === "accept offer" || act.type === "set floor";

/**
 * What an agreement leaves in all, as the floor of the case counts it: what the plan pays, what of its lines the patient owes,
 * and of lines that it is not about their part of the floor, which stays to be asked for.
 */
function leftBy(act: ActOf<"enter agreement">, table: Table): Cents {
  const lines = table.ground.evaluation.lines;
  const its = lines.filter((l) => act.lines.some((x) => x.line === l.number));
  const before = act.basis === "further payment" ? sum(its.map((l) => l.paid)) : ZERO;
  const open = openLines(table);
  const floors = lineFloors(table, open) ?? [];
  const rest = open.flatMap((l, i) => (its.includes(l) ? [] : [floors[i] ?? ZERO]));
  return cents(act.amount + before + sum(its.map((l) => l.patient)) + sum(rest));
}

/** An agreement that names their offer takes it, however it is written down; any other was made outside. An award is no choice. */
function agreedBy(act: ActOf<"enter agreement">, offer: Offer | undefined, table: Table): Wanted | undefined {
  if (act.kind === "award") return undefined;
  const of = { type: "accept offer", final: false, reasons: [] } as const;
  const releases = letsGo(act) || (offer !== undefined && letsGo(offer));
  return offer?.from === "them"
    ? { ...of, amount: offer.amount, releases }
    : { ...of, amount: leftBy(act, table), releases, outside: true };
}

/** What is wanted by an act, or by one that an approval is asked for; undefined for acts that no guardrail looks at. */
export function wantedBy(act: Act, table: Table): Wanted | undefined {
  const offer = (event: number | undefined) => table.view.offers.find((o) => o.event === event);
  if (act.type === "enter agreement") return agreedBy(act, offer(act.offer), table);
  const of: Looked | undefined = act.type === "ask approval" ? act.asks : isLooked(act) ? act : undefined;
  if (of === undefined) return undefined;
  const theirs = "offer" in of ? offer(of.offer) : undefined;
  return {
    type: of.type,
    amount: of.type === "accept offer" ? theirs?.amount : "amount" in of ? of.amount : undefined,
    final: "final" in of && of.final === true,
    reasons: "reasons" in of ? (of.reasons ?? []) : [],
    releases: of.type === "accept offer" ? theirs !== undefined && letsGo(theirs) : "conditions" in of && letsGo(of),
  };
}

const ACTS: Readonly<Record<Exclude<Wanted["type"], "set floor">, Proposal["act"]>> = {
  "make offer": "offer",
  "accept offer": "accept",
  file: "file",
  "final offer": "final offer",
  release: "release",
  sue: "sue",
};

/** What is said beside the figure: that it is the last, and reasons that are on no list of this case. */
function statementsOf(w: Wanted, table: Table): readonly Statement[] {
  const known = new Set(sayable(table).map((s) => s.id));
  const last: Statement = {
    ...{ kind: "final", source: "the asks that are left" },
    // True only when no further ask is planned.
    holds: table.turn?.lastAsk === true,
  };
  return [
    ...(w.final ? [last] : []),
    ...w.reasons.filter((r) => !known.has(r)).map(() => ({ kind: "statistic", source: "", holds: false }) as const),
  ];
}

function proposalOf(w: Wanted, act: Proposal["act"], table: Table): Proposal {
  const all = sayable(table);
  const forum = forumFor(table);
  return {
    ...{ act, statements: statementsOf(w, table), billsPatient: false, ratesOf: [], origin: "person" },
    evidence: w.reasons.flatMap((r) => all.find((s) => s.id === r)?.kind ?? []),
    ...(w.amount !== undefined && { amount: w.amount }),
    ...(forum !== undefined && { forum }),
  };
}

/** What the guardrails know of the case: as the turn was checked, and with the floor that the practice set. */
export function contextOf(table: Table, floor: Cents): GuardContext | undefined {
  const { state, turn, firstContact, held } = table;
  if (state === undefined || turn === undefined) return undefined;
  const { wayOut, worth } = turn;
  const ourLast = lastAsk(table);
  const ending = endingRight(state.planCase.ways, wayOut, worth.accept);
  return {
    ...{ client: held.client ?? "", limits: { floor, billed: worth.billed, cap: turn.cap } },
    ...{ authority: state.authority, offersMade: table.view.offers.length, firstContact, finalFromModel: true },
    eligible: wayOut.id === "federal IDR" ? state.planCase.priors.eligible.value : 1,
    ...(ourLast !== undefined && { ourLast }),
    ...(state.practice.winners75 !== undefined && { winners75: state.practice.winners75.value }),
    ...(ending !== undefined && { endingRight: ending }),
  };
}

/** Reasons that may not be said here, beyond what the forum bars: they are not shown yet. */
function unshown(w: Wanted, table: Table): readonly GuardRefusal[] {
  return sayable(table)
    .filter((s) => w.reasons.includes(s.id) && !s.admissible && s.kind === undefined)
    .map((s) => ({ guard: "G3", says: `"${s.label}": ${s.whyNot ?? "it is not shown"}` }));
}

/** Everything that stands in the way of what is wanted; undefined where nothing can be reckoned. */
export function refusalsFor(w: Wanted, table: Table): readonly GuardRefusal[] | undefined {
  const floor = floorOf(table);
  const context = floor === undefined ? undefined : contextOf(table, floor);
  if (floor === undefined || context === undefined) return undefined;
  if (w.type === "set floor") {
    const lowers = w.amount !== undefined && w.amount < (table.view.floor?.amount ?? floor);
    const may = !lowers || approved(context.authority, "second person", context.offersMade, w.amount);
    return may ? [] : [{ guard: "G1", says: "it lowers the floor", liftedBy: "second person" }];
  }
  const said = refusalsOf(proposalOf(w, ACTS[w.type], table), context);
  const kept = w.outside === true ? said.filter((r) => r.guard === "G1") : said;
  return [...kept, ...unshown(w, table), ...released(w, context)];
}

/** A release is a person's decision, whatever the price (G4). */
function released(w: Wanted, { authority, offersMade }: GuardContext): readonly GuardRefusal[] {
  if (!w.releases || approved(authority, "release", offersMade, w.amount)) return [];
  return [{ guard: "G4", says: "it lets go of more than the price of these lines", liftedBy: "release" }];
}

/** What stands in the way of doing nothing today: a right that ends (G7). */
export function waitRefusals(table: Table): readonly GuardRefusal[] {
  const floor = floorOf(table);
  const context = floor === undefined ? undefined : contextOf(table, floor);
  if (context === undefined) return [];
  const wait = {
    act: "hold",
    statements: [],
    evidence: [],
    billsPatient: false,
    ratesOf: [],
    origin: "person",
  } as const;
  return refusalsOf(wait, context);
}

const said = ({ guard, says, liftedBy }: GuardRefusal): GuardSaid => ({
  guard,
  says,
  ...(liftedBy !== undefined && { liftedBy }),
});

/** The guardrails' word for the decider; undefined where nothing can be reckoned, so that nothing leaves. */
export function guardsFor(w: Wanted, table: Table): Guards | undefined {
  const refused = refusalsFor(w, table);
  const floor = floorOf(table);
  if (refused === undefined || floor === undefined || table.turn === undefined) return undefined;
  return {
    ...{ on: table.asOf, refused: refused.map(said), floor, cap: table.turn.cap, unproven: unprovenOf(table) },
    ...(w.amount !== undefined && { amount: w.amount }),
  };
}
