import { FEDERAL } from "#base/calendar.ts";
import { type Day, daysBetween } from "#base/day.ts";
import { type Cents, cents, divide, greatest, readUsd, ZERO } from "#base/money.ts";
import { inForce } from "#case/expected.ts";
import type { CaseView } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { learner, type PastEnd } from "#strategy/learned.ts";
import type { Counterparty } from "#strategy/learning.ts";
import type { PlanCase } from "#strategy/plan-case.ts";
import { playbooksFor } from "#strategy/playbooks/library.ts";
import { NO_VENDOR } from "#strategy/pooled.ts";
import { STARTING_PRIORS } from "#strategy/priors.ts";
import { totalOf } from "#strategy/results.ts";
import { perDollar } from "#strategy/scale.ts";
import { type Piece, pricedBy, recognize, type Sought } from "#strategy/vendors/recognize.ts";
import { loadCases } from "./case-log.ts";
import { ownEntries, soughtOf } from "./directory.ts";
import { writtenPieces } from "./directory-habits.ts";
import { learningSwitch } from "./learning-switch.ts";

/**
 * What one client's closed cases teach: read from its own rows alone, the newest so many, each reckoned once while the
 * process runs. No case of another client, and none of another organization, is ever near.
 */

/** Closed cases on which something was offered or agreed, the newest first: no more are read. */
export const LEARNED_CASES = 300;
/** Cases with offers or agreements among which the closed ones are looked for. */
const MOST_TALKED = 900;

/** One closed case as it is remembered: ratios, days and names of firms. */
interface Read extends Counterparty {
  readonly closed: Day;
  readonly end?: number;
  readonly award?: number;
  readonly won?: boolean;
  readonly replies: readonly number[];
}

/** By case, version and directory: a case that changed is another. Keys are random, so nothing is found by guessing. */
const READ = new Map<string, Read | undefined>();
const SOUGHT = new Map<string, readonly Sought[]>();
const MOST_KEPT = 20_000;

function keep<T>(in_: Map<string, T>, key: string, value: T): T {
  in_.set(key, value);
  const [first] = in_.keys();
  if (in_.size > MOST_KEPT && first !== undefined) in_.delete(first);
  return value;
}

/** The specialty of codes, by the playbook that fits them best; empty when none does. */
export const specialtyOfCodes = (codes: readonly string[]): string =>
  playbooksFor({ lines: codes.map((code) => ({ code, modifiers: [] })), place: undefined, specialties: [] })[0]
    ?.playbook.id ?? "";

/** Who priced a case by the payer's name and by what was written of calls and offers. */
const vendorOfTexts = (sought: readonly Sought[], payer: string, written: readonly Piece[]): string =>
  pricedBy(recognize([{ where: "payer", text: payer, isField: true }, ...written], sought))?.id ?? NO_VENDOR;

export const vendorIn = (view: CaseView, sought: readonly Sought[]): string =>
  vendorOfTexts(sought, view.payer, writtenPieces(view));

const specialtyIn = (view: CaseView): string => specialtyOfCodes(view.first.lines.map((l) => l.code));

/** The last they offered, and the last we asked, of what was not withdrawn. */
const lastBy = (view: CaseView, from: "us" | "them"): Cents | undefined =>
  view.offers.findLast((o) => o.from === from && o.state !== "withdrawn")?.amount;

const ratio = (of: Cents, to: Cents): number | undefined =>
  of > 0n && to > 0n ? perDollar(of) / perDollar(to) : undefined;

/** What was agreed, or the most they offered, over what was allowed first; of who never answered an ask, nothing more. */
function endOf(view: CaseView): number | undefined {
  const allowed = view.first.allowed ?? ZERO;
  const agreed = inForce(view).find((a) => a.kind === "agreement");
  if (agreed !== undefined) return ratio(totalOf(view, agreed), allowed);
  const bids = view.offers.flatMap((o) => (o.from === "them" ? [o.amount] : []));
  if (bids.length > 0) return ratio(greatest(bids.reduce(greatest, ZERO), allowed), allowed);
  const awarded = inForce(view).some((a) => a.kind === "award");
  return !awarded && view.offers.some((o) => o.from === "us") && allowed > 0n ? 1 : undefined;
}

/** What an award is measured by: the QPA where it was answered and the claim has one line, else the guess from the first payment. */
function baseOf(view: CaseView): Cents | undefined {
  const said = view.facts.findLast((f) => f.fact === "qpa" && f.withdrawn === undefined);
  const qpa = said === undefined ? undefined : readUsd(said.value);
  if (qpa?.ok === true && qpa.value > 0n && view.first.lines.length === 1) return qpa.value;
  const { allowed } = view.first;
  const { share } = STARTING_PRIORS.allowedOverQpa.value;
  if (allowed === undefined || allowed <= 0n) return undefined;
  return cents(divide(allowed * 1000n, BigInt(Math.round(share * 1000)), "half-up"));
}

/** Above what they offered by this much, the arbitrator took ours: one of the two offers is taken as it is. */
const ABOVE_THEIRS = 1.01;

const awardIn = (view: CaseView) => inForce(view).find((x) => x.kind === "award");

/** Whether the award took our figure; undefined where there is none, or no offer of either side says so. */
export function wonAward(view: CaseView): boolean | undefined {
  const a = awardIn(view);
  if (a === undefined) return undefined;
  const total = totalOf(view, a);
  const [theirs, ours] = [lastBy(view, "them"), lastBy(view, "us")];
  if (theirs !== undefined) return perDollar(total) > perDollar(theirs) * ABOVE_THEIRS;
  return ours === undefined ? undefined : total >= ours;
}

function awardOf(view: CaseView): Pick<Read, "award" | "won"> {
  const a = awardIn(view);
  const base = a === undefined ? undefined : baseOf(view);
  if (a === undefined || base === undefined) return {};
  const award = ratio(totalOf(view, a), base);
  if (award === undefined) return {};
  const won = wonAward(view);
  return { award, ...(won !== undefined && { won }) };
}

/** Business days from each of our asks to the answer before we asked again. */
function repliesOf(view: CaseView): readonly number[] {
  const offers = view.offers.toSorted((a, b) => (a.made === b.made ? a.event - b.event : a.made < b.made ? -1 : 1));
  return offers.flatMap((o, i) => {
    const next = offers[i + 1];
    return o.from === "us" && next?.from === "them" ? [FEDERAL.countAfter(o.made, next.made)] : [];
  });
}

function readOf(view: CaseView, sought: readonly Sought[]): Read | undefined {
  if (view.phase.is !== "closed") return undefined;
  const end = endOf(view);
  return {
    payer: view.payerKey,
    vendor: vendorIn(view, sought),
    specialty: specialtyIn(view),
    closed: view.phase.on,
    ...(end !== undefined && { end }),
    ...awardOf(view),
    replies: repliesOf(view),
  };
}

/** Changes whenever an entry that could name a vendor does. */
export async function directoryStamp(tx: TenantTx, client: string): Promise<string> {
  const row = await tx.db
    .selectFrom("directory_entry")
    .select(({ fn }) => [fn.countAll<string>().as("n"), fn.max("changed_at").as("at")])
    .where("org", "=", tx.principal.org)
    .where((eb) => eb.or([eb("client", "=", client), eb("client", "is", null)]))
    .executeTakeFirst();
  return `${row?.n ?? 0} ${row?.at ?? ""}`;
}

async function talkedIds(tx: TenantTx, client: string): Promise<readonly string[]> {
  const { org } = tx.principal;
  const talked = await tx.db
    .selectFrom("offer")
    .select("case_id")
    .where("org", "=", org)
    .where("client", "=", client)
    .groupBy("case_id")
    .orderBy((eb) => eb.fn.max("day"), "desc")
    .limit(MOST_TALKED)
    .execute();
  const settled = await tx.db
    .selectFrom("agreement")
    .select("case_id")
    .where("org", "=", org)
    .where("client", "=", client)
    .orderBy("id", "desc")
    .limit(MOST_TALKED)
    .execute();
  return [...new Set([...talked, ...settled].map((r) => r.case_id))];
}

async function closedOf(tx: TenantTx, client: string) {
  const ids = await talkedIds(tx, client);
  if (ids.length === 0) return [];
  return await tx.db
    .selectFrom("case_row")
    .select(["id", "version"])
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("id", "in", ids)
    .where("state", "=", "closed")
    .orderBy("closed_at", "desc")
    .orderBy("id")
    .limit(LEARNED_CASES)
    .execute();
}

/** What is known of a client's closed cases, for any of its open ones. */
export interface LearningGround {
  readonly client: string;
  readonly asOf: Day;
  /** Switched off: nothing was read. */
  readonly off: boolean;
  readonly past: readonly (PastEnd & { readonly id: string })[];
  /** Whom to look for in what was written of a case. */
  readonly sought: readonly Sought[];
}

/** Reads what the client's closed cases teach as of a day. Nothing is read while learning is switched off for it. */
export async function learningGround(tx: TenantTx, client: string, asOf: Day): Promise<LearningGround> {
  const stamp = await directoryStamp(tx, client);
  const whose = `${tx.principal.org} ${client} ${stamp}`;
  const sought = SOUGHT.get(whose) ?? keep(SOUGHT, whose, soughtOf(await ownEntries(tx, { client })));
  const { on } = await learningSwitch(tx, client);
  const rows = on ? await closedOf(tx, client) : [];
  const keyOf = (r: { readonly id: string; readonly version: string | number }) => `${r.id} ${r.version} ${stamp}`;
  const missing = rows.filter((r) => !READ.has(keyOf(r)));
  if (missing.length > 0) {
    const cases = await loadCases(
      tx,
      missing.map((r) => r.id),
    );
    for (const r of missing) {
      const view = cases.get(r.id)?.state.view;
      keep(READ, keyOf(r), view === undefined ? undefined : readOf(view, sought));
    }
  }
  return {
    ...{ client, asOf, off: !on, sought },
    past: rows.flatMap((r) => {
      const read = READ.get(keyOf(r));
      if (read === undefined || read.closed > asOf) return [];
      const { closed, ...of } = read;
      return [{ ...of, id: r.id, age: Math.max(0, daysBetween(closed, asOf)) }];
    }),
  };
}

/** What own closed cases teach of one case. */
export interface Learning {
  readonly target: Counterparty;
  readonly off: boolean;
  /** Every closed case of the client but this one. */
  readonly past: readonly PastEnd[];
  /** The plan with what they teach in the place of starting assumptions. */
  learn(c: PlanCase): PlanCase;
}

export interface LearnedCase {
  readonly caseId: string;
  readonly view: CaseView;
}

/** The same for one case that is at hand. */
export function learningOf(ground: LearningGround, { caseId, view }: LearnedCase): Learning {
  const target = {
    payer: view.payerKey,
    vendor: vendorIn(view, ground.sought),
    specialty: specialtyIn(view),
  };
  return learningAt(ground, target, caseId);
}

/** The same for many open cases, each target reckoned once. No open case is among those that closed. */
export function learningsOf(ground: LearningGround): (view: CaseView) => Learning {
  const known = new Map<string, Learning>();
  const vendors = new Map<string, string>();
  const vendorIn = (view: CaseView): string => {
    const written = writtenPieces(view);
    if (written.length > 0) return vendorOfTexts(ground.sought, view.payer, written);
    return vendors.get(view.payer) ?? keep(vendors, view.payer, vendorOfTexts(ground.sought, view.payer, written));
  };
  return (view) => {
    const target = { payer: view.payerKey, vendor: vendorIn(view), specialty: specialtyIn(view) };
    const at = JSON.stringify(target);
    return known.get(at) ?? keep(known, at, learningAt(ground, target));
  };
}

/** The same for a counterparty that is named. */
export function learningAt(ground: LearningGround, target: Counterparty, caseId?: string): Learning {
  const past = ground.past.filter((p) => p.id !== caseId);
  return { target, off: ground.off, past, learn: learner(past, target) };
}

export const learningFor = async (tx: TenantTx, client: string, of: LearnedCase, asOf: Day): Promise<Learning> =>
  learningOf(await learningGround(tx, client, asOf), of);

/** Nothing is learned: what is played again from the past must not know what came later. */
export const NOTHING_LEARNED: Learning = {
  target: { payer: "", vendor: NO_VENDOR, specialty: "" },
  ...{ off: false, past: [], learn: (c: PlanCase) => c },
};
