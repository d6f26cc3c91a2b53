import { FEDERAL } from "#base/calendar.ts";
import { type Day, daysBetween } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { inForce } from "#case/expected.ts";
import type { CaseView, Offer } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { ENOUGH_ENDS, learnedReply, USUAL_REPLY } from "#strategy/learned.ts";
import { hypothesesOf } from "#strategy/limits.ts";
import { type PayerHabits, STARTING_PAYER } from "#strategy/negotiation.ts";
import { beliefOf, type Exchange, type Model, type Tactic } from "#strategy/opponent.ts";
import { learnedHold, learnedTactics, type PastNegotiation } from "#strategy/payer-memory.ts";
import { perDollar } from "#strategy/scale.ts";
import { loadCases } from "./case-log.ts";
import type { Learning } from "./learned.ts";

/**
 * What the practice's own negotiations with a payer teach: of one client alone, with nothing from any other, and always
 * with how many it rests on.
 */

/** Cases looked at, the newest first; older ones have faded. */
export const PAST_CASES = 60;
/** Cases with offers among which the closed ones are looked for. */
const MOST_TALKED = 300;

/** Closed cases of the client with this payer on which offers were exchanged, newest first. */
export async function pastWith(
  tx: TenantTx,
  { client, payerKey, not }: { readonly client: string; readonly payerKey: string; readonly not: string },
): Promise<readonly CaseView[]> {
  const { org } = tx.principal;
  // By the offers first: a payer has many cases and few of them are talked about.
  const talked = await tx.db
    .selectFrom("offer")
    .select("case_id")
    .where("org", "=", org)
    .where("client", "=", client)
    .where("payer_key", "=", payerKey)
    .where("case_id", "<>", not)
    .groupBy("case_id")
    .orderBy((eb) => eb.fn.max("day"), "desc")
    .limit(MOST_TALKED)
    .execute();
  if (talked.length === 0) return [];
  const rows = await tx.db
    .selectFrom("case_row")
    .select("id")
    .where("org", "=", org)
    .where(
      "id",
      "in",
      talked.map((t) => t.case_id),
    )
    .where("state", "=", "closed")
    .orderBy("closed_at", "desc")
    .limit(PAST_CASES)
    .execute();
  if (rows.length === 0) return [];
  const cases = await loadCases(
    tx,
    rows.map((r) => r.id),
  );
  return rows.flatMap((r) => cases.get(r.id)?.state.view ?? []);
}

/** The exchanges of a past negotiation: each of our asks with the bid that came after it. */
function exchangesOf(offers: readonly Offer[], window: number): readonly Exchange[] {
  const [start] = offers;
  const found: Exchange[] = [];
  let ask: Offer | undefined;
  for (const o of offers) {
    if (o.from === "us") ask = o;
    else if (ask !== undefined && start !== undefined) {
      const t = Math.min(1, FEDERAL.countAfter(start.made, o.made) / window);
      found.push({ ask: perDollar(ask.amount), bid: perDollar(o.amount), t });
      ask = undefined;
    }
  }
  return found;
}

const SHARES = [1, 1.05, 1.15, 1.3, 1.6, 2] as const;
const PERIOD = 30;

/** A view never changes, and many negotiations look at the same past. */
const READ = new WeakMap<CaseView, { readonly tactics: PastNegotiation["tactics"] | undefined }>();

/** How likely each way of conceding was, by its bids alone; undefined when nothing was exchanged. */
function tacticsOf(view: CaseView): PastNegotiation["tactics"] | undefined {
  const known = READ.get(view);
  if (known !== undefined) return known.tactics;
  const tactics = tacticsRead(view);
  READ.set(view, { tactics });
  return tactics;
}

function tacticsRead(view: CaseView): PastNegotiation["tactics"] | undefined {
  const exchanges = exchangesOf(view.offers, PERIOD);
  const most = exchanges.reduce((m, x) => Math.max(m, x.bid), 0);
  if (most <= 0) return undefined;
  const first = Math.min(most, perDollar(view.first.allowed ?? view.first.paid));
  const guesses = SHARES.map((share) => ({ limit: most * share, weight: 1 / SHARES.length, outside: first }));
  const model: Model = {
    hypotheses: hypothesesOf(STARTING_PAYER.tactics.value, guesses, 1),
    noise: [
      [0.02 * most, 0.6],
      [0.08 * most, 0.4],
    ],
    ready: 0,
    tick: 1,
  };
  const belief = beliefOf(model, { first, exchanges });
  const shares = new Map<string, [Tactic, number]>();
  for (const { tactic, weight } of belief) {
    const key = `${tactic.kind} ${tactic.pace}`;
    shares.set(key, [tactic, (shares.get(key)?.[1] ?? 0) + weight]);
  }
  return shares.size === 0 ? undefined : [...shares.values()];
}

/** What a negotiation came to: agreed, or the most that was bid. */
const endOf = (view: CaseView): Cents | undefined =>
  inForce(view).find((a) => a.kind === "agreement" && a.offer !== undefined)?.amount ??
  view.offers.findLast((o) => o.from === "them")?.amount;

/** Doubt about the logarithm of an outcome over what was allowed, before anything is known. */
const DOUBT = 0.35;

/** How far each end lay from the ends before it, in standard deviations; the first says nothing. */
function residualsOf(oldestFirst: readonly CaseView[]): readonly number[] {
  let [sum, n] = [0, 0];
  return oldestFirst.map((view) => {
    const end = endOf(view);
    const start = view.first.allowed ?? view.first.paid;
    if (end === undefined || end <= 0n || start <= 0n) return 0;
    const x = Math.log(perDollar(end) / perDollar(start));
    const residual = n === 0 ? 0 : (x - sum / n) / DOUBT;
    [sum, n] = [sum + x, n + 1];
    return residual;
  });
}

const closedOn = (view: CaseView): Day => (view.phase.is === "closed" ? view.phase.on : view.opened.on);

function pastOf(views: readonly CaseView[], asOf: Day): readonly PastNegotiation[] {
  const oldestFirst = views.toReversed();
  const residuals = residualsOf(oldestFirst);
  return oldestFirst.flatMap((view, i) => {
    const tactics = tacticsOf(view);
    const age = Math.max(0, daysBetween(closedOn(view), asOf));
    return tactics === undefined ? [] : [{ age, tactics, residual: residuals[i] ?? 0 }];
  });
}

/** Business days from each of our asks to the answer that followed it. */
function repliesOf(views: readonly CaseView[]): { readonly days: readonly number[]; readonly asks: number } {
  const days: number[] = [];
  let asks = 0;
  for (const { offers } of views)
    for (const [i, o] of offers.entries()) {
      if (o.from !== "us") continue;
      asks += 1;
      const answer = offers.slice(i + 1).find((x) => x.from === "them");
      if (answer !== undefined) days.push(FEDERAL.countAfter(o.made, answer.made));
    }
  return { days, asks };
}

const median = (of: readonly number[]): number | undefined => {
  const sorted = of.toSorted((a, b) => a - b);
  const mid = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? mid - 1 : mid], sorted[mid]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
};

export interface Habit {
  readonly text: string;
  /** How many show it, of how many looked at. */
  readonly n: number;
  readonly of: number;
  readonly source: string;
}

export interface PayerMemory {
  readonly habits: PayerHabits;
  readonly replyDays: number;
  /** Answers that the days to a reply rest on; 0 when they are assumed. */
  readonly replies: number;
  readonly cases: number;
  readonly coach: readonly Habit[];
}

/** Fewer than these say nothing of a habit. */
const ENOUGH = 2;

function coachOf(views: readonly CaseView[], payer: string): readonly Habit[] {
  const source = `own closed negotiations with ${payer}`;
  const habits: Habit[] = [];
  const say = (text: string, n: number, of: number): void => {
    if (of >= ENOUGH && n > 0) habits.push({ text, n, of, source });
  };
  const { days, asks } = repliesOf(views);
  const reply = median(days);
  if (reply !== undefined && days.length >= ENOUGH)
    say(`Answers in ${reply} business day${reply === 1 ? "" : "s"} at the median.`, days.length, asks);
  const final = views.filter((v) => v.offers.some((o) => o.from === "them" && o.final));
  const moved = final.filter((v) => {
    const at = v.offers.findIndex((o) => o.from === "them" && o.final);
    const said = v.offers[at];
    return v.offers.slice(at + 1).some((o) => o.from === "them" && said !== undefined && o.amount > said.amount);
  });
  say("Went higher after calling an offer final.", moved.length, final.length);
  const agreed = views.filter((v) => inForce(v).some((a) => a.kind === "agreement"));
  say("Ended in an agreement.", agreed.length, views.length);
  const rises = views.filter((v) => {
    const bids = v.offers.filter((o) => o.from === "them");
    const [one, last] = [bids[0], bids.at(-1)];
    return one !== undefined && last !== undefined && last.amount > one.amount;
  });
  say("Went above its first offer.", rises.length, views.filter((v) => v.offers.some((o) => o.from === "them")).length);
  return habits;
}

/** The payer as its own past shows it, or as payers are thought to be where there is none. */
export function memoryOf(views: readonly CaseView[], payer: string, asOf: Day): PayerMemory {
  const past = pastOf(views, asOf);
  const tactics = past.length === 0 ? STARTING_PAYER.tactics.value : learnedTactics(STARTING_PAYER.tactics.value, past);
  const hold = learnedHold(tactics, past.length);
  const said = `learned from ${past.length} closed negotiation${past.length === 1 ? "" : "s"} of this practice with ${payer}`;
  const { days } = repliesOf(views);
  return {
    habits: {
      ...STARTING_PAYER,
      ...(past.length > 0 && { tactics: { value: tactics, source: said, prior: false } }),
      ...(hold !== undefined && { hold: { value: hold, source: said, prior: false } }),
    },
    replyDays: median(days) ?? USUAL_REPLY,
    ...{ replies: days.length, cases: past.length, coach: coachOf(views, payer) },
  };
}

/** Business days to a reply: of this payer where it answered often enough, else pooled over all of the client's payers. */
export function replyDaysOf(memory: PayerMemory, { past, target }: Learning): number {
  const learned = memory.replies < ENOUGH_ENDS ? learnedReply(past, target) : undefined;
  return learned === undefined || learned.n < ENOUGH_ENDS ? memory.replyDays : learned.days;
}
