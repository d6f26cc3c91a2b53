import { claimFactsOf } from "#app/plan.ts";
import { staffHourOf } from "#app/staff-hour.ts";
import { FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { type Cents, ZERO } from "#base/money.ts";
import { endedBecause } from "#case/approval.ts";
import type { LineEvaluation } from "#case/evaluation.ts";
import type { Unproven } from "#case/event.ts";
import { inForce } from "#case/expected.ts";
import type { Answer, CaseView } from "#case/state.ts";
import { factOf } from "#law/fact.ts";
import type { TenantTx } from "#store/store.ts";
import { APPROVABLE, type Approvable, type Approval, type Authority } from "#strategy/authority.ts";
import { beforePayment, boxOf } from "#strategy/before-payment.ts";
import { lineOfItem, planCaseOf } from "#strategy/from-evaluation.ts";
import { winners75 } from "#strategy/learned.ts";
import { lineOffers } from "#strategy/line-offers.ts";
import { floorOfTurn } from "#strategy/moves.ts";
import { type NegotiationState, type OfferMade, sound } from "#strategy/negotiation.ts";
import type { PlanCase } from "#strategy/plan-case.ts";
import { atStaffRate } from "#strategy/portfolio.ts";
import { nextTurn, type Turn } from "#strategy/turn.ts";
import { clockOf, type NegotiationWindow, windowOf } from "#strategy/window.ts";
import { aloneUpTo, type Held } from "./authority.ts";
import type { StoredEvaluation } from "./evaluate-claim.ts";
import { type Learning, learningFor, NOTHING_LEARNED } from "./learned.ts";
import { memoryOf, type PayerMemory, pastWith, replyDaysOf } from "./negotiation-memory.ts";
import { spokeWith } from "./package-rows.ts";

/** Everything on the table of one negotiation, built from the stored case: what one turn rests on. */
export interface Table {
  readonly view: CaseView;
  readonly ground: StoredEvaluation;
  readonly asOf: Day;
  readonly window: NegotiationWindow | undefined;
  readonly memory: PayerMemory;
  /** What the client's closed cases teach, of this payer, of others with its vendor, and of the specialty. */
  readonly learning: Learning;
  /** Business days to their answer that the clock counts with. */
  readonly replyDays: number;
  readonly held: Held;
  /** Whether the practice never made this payer an offer before (G4). */
  readonly firstContact: boolean;
  /** Undefined where there is nothing to plan. */
  readonly state: NegotiationState | undefined;
  readonly turn: Turn | undefined;
  /** Why there is no turn. */
  readonly why: string | undefined;
}

export interface TableAsked {
  readonly caseId: string;
  readonly client: string;
  readonly view: CaseView;
  readonly ground: StoredEvaluation;
  readonly held: Held;
  readonly asOf: Day;
  /** Whose own limit counts. */
  readonly person: string | undefined;
  /** The approval that an act rests on; others of the case lift nothing for it. */
  readonly request?: number | undefined;
}

/** Offers as the engine hears them, by the day they were made. What was withdrawn by them is no bid any more. */
function offersMade(view: CaseView, from: Day, elapsed: number): readonly OfferMade[] {
  return view.offers
    .filter((o) => o.from === "us" || o.state !== "withdrawn")
    .toSorted((a, b) => (a.made === b.made ? a.event - b.event : a.made < b.made ? -1 : 1))
    .map((o) => ({
      from: o.from === "us" ? ("us" as const) : ("payer" as const),
      amount: o.amount,
      at: Math.min(elapsed, o.made <= from ? 0 : FEDERAL.countAfter(from, o.made)),
    }));
}

const isApprovable = (what: string): what is Approvable => (APPROVABLE as readonly string[]).includes(what);

/** The approvals of a case that stand, in the words of the engine. */
function approvalsOf({ view, asOf, request }: TableAsked): readonly Approval[] {
  return view.approvals.flatMap((a) => {
    if (a.event !== request || a.state !== "given" || a.decided === undefined) return [];
    if (endedBecause(view, a, asOf) !== undefined) return [];
    const { decided, act } = a;
    return a.what.filter(isApprovable).map((what) => ({
      ...{ what, by: decided.by.name, age: FEDERAL.countAfter(decided.on, asOf), offersThen: a.offersThen },
      ...(act.amount === undefined ? {} : { upTo: act.amount }),
    }));
  });
}

export function authorityFor(asked: TableAsked): Authority {
  const { stopped, messagesToday, messagesADay } = asked.held;
  return {
    ...{ stopped, messagesToday, messagesADay, offerLimit: aloneUpTo(asked.held, asked.person) },
    approvals: approvalsOf(asked),
  };
}

/**
 * Whether no offer of ours to this payer was ever made for this client, on any case or over many. One that was written down today as made
 * outside does not count: it would let anybody spare the second person by writing it.
 */
async function isFirstContact(tx: TenantTx, client: string, payerKey: string, today: Day): Promise<boolean> {
  const before = await tx.db
    .selectFrom("offer")
    .select("id")
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("payer_key", "=", payerKey)
    .where("side", "=", "us")
    .where((eb) => eb.or([eb("guarded", "=", true), eb("at", "<", today)]))
    .limit(1)
    .executeTakeFirst();
  return before === undefined && !(await spokeWith(tx, client, payerKey, today));
}

const floored = (c: PlanCase, view: CaseView): PlanCase => {
  const { floor } = view;
  if (floor === undefined) return c;
  const source = `set by ${floor.by.name} on ${floor.on}: ${floor.reason}`;
  return { ...c, practiceFloor: { value: floor.amount, source, prior: false } };
};

const MONTH_DAYS = 365 / 12;

/** What counsel said of a suit, for the table of ways: it is shown and never chosen. */
function suitOf({ counsel }: CaseView): NegotiationState["suit"] {
  if (counsel === undefined) return undefined;
  const { chance, amount, cost, months, by, day } = counsel.said;
  return {
    value: { chance: chance / 100, amount, cost, days: Math.round(months * MONTH_DAYS) },
    source: `${by}, ${day}, written down by ${counsel.by.name}`,
    prior: false,
  };
}

/** Sets the table. */
export async function tableOf(tx: TenantTx, asked: TableAsked): Promise<Table> {
  const { view, client, caseId } = asked;
  const learning = await learningFor(tx, client, { caseId, view }, asked.asOf);
  // Switched off: neither this payer's past nor anybody's is looked at.
  const past = learning.off ? [] : await pastWith(tx, { client, payerKey: view.payerKey, not: caseId });
  return tableWith(asked, past, await isFirstContact(tx, client, view.payerKey, asked.asOf), learning);
}

/** Sets the table with what is at hand: the closed cases with this payer, newest first. */
export function tableWith(
  asked: TableAsked,
  past: readonly CaseView[],
  firstContact: boolean,
  learning: Learning = NOTHING_LEARNED,
): Table {
  const { view, ground, asOf, held } = asked;
  const memory = memoryOf(past, view.payer, asOf);
  const { window, replyDays, ...made } = stateOf(asked, memory, learning);
  const on = { view, ground, asOf, window, memory, learning, replyDays, held, firstContact };
  const { state, why } = made;
  const turn = state === undefined ? undefined : nextTurn(state);
  return { ...on, state, turn: turn?.ok === true ? turn.value : undefined, why };
}

/** The state of a negotiation, without the turn that it gives. */
export interface StateMade extends Pick<Table, "window" | "replyDays" | "state" | "why"> {}

/** The state that a turn rests on, or why there is no turn. */
export function stateOf(asked: TableAsked, memory: PayerMemory, learning: Learning): StateMade {
  const { view, ground, asOf } = asked;
  const { evaluation, coverage } = ground;
  const replyDays = replyDaysOf(memory, learning);
  const lawful = windowOf(evaluation, coverage.facts, asOf);
  const made = planCaseOf(evaluation, claimFactsOf(ground), asOf);
  if (!made.plannable)
    return { window: lawful, replyDays, state: undefined, why: `There is nothing to plan: ${made.why}.` };
  const theirs = view.offers.findLast((o) => o.from === "them" && o.state !== "withdrawn");
  const days = view.offers.map((o) => o.made).sort();
  // A price they name before the plan has answered is held against what it would answer.
  const before = theirs && beforePayment(made.planCase, evaluation.channel.verdict, coverage.facts.claim_received);
  const planCase = before ?? made.planCase;
  const window = lawful ?? (before && boxOf(before, { first: days[0], expires: theirs?.expires }));
  const on = { window, replyDays };
  const { from, ...clock } = clockOf(window, days[0], asOf, replyDays);
  const won = winners75(learning.past, learning.target, planCase);
  const suit = suitOf(view);
  const state: NegotiationState = {
    ...(suit !== undefined && { suit }),
    planCase: atStaffRate(learning.learn(floored(planCase, view)), staffHourOf(ground.profile)),
    offers: offersMade(view, from, clock.elapsed),
    ...{
      clock,
      payer: memory.habits,
      practice: won === undefined ? {} : { winners75: won },
      authority: authorityFor(asked),
    },
  };
  const checked = sound(state);
  if (checked.ok) return { ...on, state, why: undefined };
  const why = `It cannot be reckoned: ${checked.error.map((u) => `${u.field} ${u.says}`).join("; ")}.`;
  return { ...on, state, why };
}

/**
 * The least that may be asked or taken (G1): the practice's own word where it gave one, else what the way out is worth.
 * Never less than what was allowed already.
 */
export const floorOf = ({ state, turn }: Table): Cents | undefined =>
  state === undefined || turn === undefined ? undefined : floorOfTurn(state, turn);

/** Lines on which nothing more can come in. */
const OUT: readonly LineEvaluation["class"][] = ["not this trade", "paid in line"];

/** Lines that a deal may be about: not settled, not under an agreement. */
export function openLines({ view, ground }: Pick<Table, "view" | "ground">): readonly LineEvaluation[] {
  const agreed = new Set(inForce(view).flatMap((a) => a.lines.map((l) => l.line)));
  return ground.evaluation.lines.filter((l) => !OUT.includes(l.class) && !agreed.has(l.number));
}

/** What a line is thought to be worth. */
export const fairOf = ({ turn }: Pick<Table, "turn">, line: number): Cents | undefined =>
  turn?.worth.items.find((i) => lineOfItem(i) === line)?.fair?.median;

/** The floor of the case on each of its lines, none below what was allowed on it; undefined where the floor is not known. */
export function lineFloors(table: Table, lines: readonly LineEvaluation[]): readonly Cents[] | undefined {
  const floor = floorOf(table);
  return floor === undefined
    ? undefined
    : lineOffers(
        floor,
        lines.map((l) => ({ billed: l.billed, allowed: l.allowed ?? ZERO, fair: fairOf(table, l.number) })),
      );
}

/** Whether what somebody said of a fact is shown by a file of the case: its source names the file, or proves it arrived. */
const isShown = (view: CaseView, { source, event }: Pick<Answer, "source" | "event">): boolean =>
  view.files.some(
    (f) =>
      f.removed === undefined &&
      (source.toLowerCase().includes(f.name.toLowerCase()) ||
        view.papers.some((p) => p.event === event && p.delivery?.file === f.event)),
  );

const SHORT = 200;
const short = (text: string): string => (text.length <= SHORT ? text : `${text.slice(0, SHORT)}...`);

/** Facts that an offer rests on though nothing proves them: open questions, and answers that no file of the case shows. */
export function unprovenOf({
  view,
  ground: { evaluation, coverage },
}: Pick<Table, "view" | "ground">): readonly Unproven[] {
  const found = new Map<string, Unproven>();
  for (const q of evaluation.questions) found.set(q.fact, { fact: q.fact, question: q.question });
  for (const a of view.facts) {
    if (a.withdrawn !== undefined || isShown(view, a)) continue;
    const asked = factOf(a.fact)?.question ?? a.fact;
    const question = `${asked} Answered "${short(a.value)}" from "${short(a.source)}"; no file shows it.`;
    found.set(a.fact, { fact: a.fact, question });
  }
  if (coverage.receiptAssumed)
    found.set("payment_received", {
      fact: "payment_received",
      question: "When did the payment or the denial arrive? The day is assumed from the files.",
    });
  return [...found.values()];
}
