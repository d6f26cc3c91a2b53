import { setImmediate as breathe } from "node:timers/promises";
import type { Insertable } from "kysely";
import type { FactWatch } from "#app/fact-problems.ts";
import { servedOn } from "#app/fact-problems.ts";
import type { Day } from "#base/day.ts";
import { CURRENT_LAW } from "#case/deciding.ts";
import { evaluate } from "#case/evaluate.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { coverageOf } from "#claim/answer-facts.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { Books } from "#price/book.ts";
import { type Loadable, load, loadable } from "#store/bulk.ts";
import type { Statement } from "#store/engine.ts";
import type { TenantTx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import { USUAL_PACE } from "./desk.ts";
import type { Ground } from "./evaluate-claim.ts";
import { evaluationRow } from "./evaluate-row.ts";
import {
  BY_IMPORT,
  casesLoads,
  digestOpened,
  type Found,
  type MadeCases,
  makeCases,
  Numbers,
  type OnDay,
  opensCase,
  patientsOf,
  type Renewed,
  renewCases,
} from "./import-cases.ts";
import type { Near, Within } from "./import-near.ts";
import { idIn, type NewRows, type RowsFile } from "./import-new.ts";
import type { RowDigest } from "./import-rows.ts";

/** The second stage of an import: what was matched is evaluated and written, in pieces. */

export interface Evaluating {
  readonly org: string;
  readonly client: string;
  /** The import; null when what is evaluated was typed. */
  readonly batch: string | null;
  readonly asOf: Day;
  readonly ground: Omit<Ground, "recovered">;
  readonly books: Books;
  readonly near: Near;
  /** Ids of its rows. */
  readonly known: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, RowsFile>;
  /** Makes the rows of what came in files; absent when all rows are there already. */
  readonly rows?: NewRows | undefined;
  /** An earlier run of the import was broken off: what is new to the store may be there all the same. */
  readonly isAgain?: boolean;
  readonly watch: FactWatch | undefined;
  readonly within: Within;
  /** Takes in what is opened. */
  readonly openings: RowDigest;
  /** What keeps the counts of each piece, to be sent in its transaction. */
  readonly keep: (counted: Counted) => readonly Statement[];
  readonly told: (counted: Counted, renewed: readonly Renewed[]) => void;
  /** Looks on while each is evaluated. */
  readonly seen?: (matched: MatchedClaim, evaluation: ClaimEvaluation) => void;
}

export interface Counted {
  readonly claims: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly opened: number;
  readonly changed: number;
  readonly unopened: number;
}

/** A piece of what was matched, evaluated: of a claim, or of remittances without one. */
type Piece = Omit<Found, "claim"> & { readonly claim: string | undefined; readonly remittances: readonly string[] };

/** Claims written in one transaction: as many as take about so long, because a page that comes in between waits for it. */
const PIECE_MS = 25;
const PIECE = { first: 50, least: 40, most: 500 } as const;
/** Claims evaluated before others may have the thread: a millisecond or two, for pages and for the database's answers. */
const SLICE = 4;

const nextSize = (size: number, tookMs: number): number =>
  Math.round(Math.min(PIECE.most, size * 2, Math.max(PIECE.least, (size * PIECE_MS) / Math.max(1, tookMs))));

const idsBy =
  (x: Pick<Evaluating, "near" | "files">) =>
  (r: Claim | Remittance): string =>
    x.near.ids.get(r) ?? idIn(x.files, r);

const isNew = (x: Evaluating, r: Remittance): boolean => !x.near.ids.has(r);

/** Says which claim each remittance answers, where that is not what the store says. */
function tying(x: Evaluating, pieces: readonly Piece[]): readonly Statement[] {
  const ids: string[] = [];
  const claims: (string | null)[] = [];
  for (const { claim, matched, remittances } of pieces)
    matched.remittances.forEach((r, i) => {
      const id = remittances[i];
      // What is new was written with its claim.
      const before = isNew(x, r) ? (x.isAgain === true ? null : claim) : x.near.tiedTo.get(r);
      if (id === undefined || claim === before) return;
      ids.push(id);
      claims.push(claim ?? null);
    });
  if (ids.length === 0) return [];
  const sql = `UPDATE remittance SET claim = t.claim FROM unnest($2::uuid[], $3::uuid[]) AS t (id, claim)
     WHERE remittance.org = $1 AND remittance.id = t.id AND remittance.claim IS DISTINCT FROM t.claim`;
  return [{ sql, params: [x.org, ids, claims] }];
}

/** A remittance that had no claim had a row of its own; whatever it answers now, that row goes. */
async function dropLone(tx: TenantTx, x: Evaluating, pieces: readonly Piece[]): Promise<void> {
  const known = pieces.flatMap((p) =>
    p.matched.remittances.flatMap((r, i) => (isNew(x, r) ? [] : [p.remittances[i] ?? ""])),
  );
  if (known.length === 0) return;
  await tx.db.deleteFrom("evaluation").where("org", "=", tx.principal.org).where("claim", "in", known).execute();
}

async function casesOf(tx: TenantTx, claims: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (claims.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "claim"])
    .where("org", "=", tx.principal.org)
    .where("claim", "in", claims)
    .execute();
  return new Map(rows.map((r) => [r.claim, r.id]));
}

const isOfClaim = (p: Piece): p is Piece & Found => p.claim !== undefined;

/** The import that made each row stays with it, so that it can be taken back. */
export async function batchesOf(tx: TenantTx, claims: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (claims.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("evaluation")
    .select(["claim", "batch"])
    .where("org", "=", tx.principal.org)
    .where("claim", "in", claims)
    .execute();
  return new Map(rows.map((r) => [r.claim, r.batch]));
}

/** A piece as it will be written. */
interface Ready {
  readonly pieces: readonly Piece[];
  readonly loads: readonly Loadable[];
  /** Of claims and remittances that were in the store before. */
  readonly known: readonly { readonly p: Piece; readonly claim: string }[];
  readonly patients: ReadonlyMap<string, string | null>;
  /** Cases of claims that are new to the store, and those claims. */
  readonly made: MadeCases;
  readonly fresh: ReadonlySet<string>;
}

const onDay = ({ client, asOf, ground }: Evaluating): OnDay => ({
  client,
  today: asOf,
  pace: ground.profile ?? USUAL_PACE,
  by: BY_IMPORT,
});

/** Makes the rows of a piece while it grows, which needs no database. */
class Rows {
  readonly pieces: Piece[] = [];
  private readonly x: Evaluating;
  private readonly known: { readonly p: Piece; readonly claim: string }[] = [];
  private readonly patients = new Map<string, string | null>();
  private readonly toOpen: Found[] = [];
  private readonly claims: Insertable<Tables["claim"]>[] = [];
  private readonly remittances: Insertable<Tables["remittance"]>[] = [];
  private readonly evaluations: Insertable<Tables["evaluation"]>[] = [];

  constructor(x: Evaluating) {
    this.x = x;
  }

  add(p: Piece): void {
    const { org, client, asOf, batch, rows, known } = this.x;
    this.pieces.push(p);
    const { matched } = p;
    const claim = p.claim ?? [...p.remittances].sort()[0] ?? "";
    const isKnown = known.has(claim);
    if (isKnown) this.known.push({ p, claim });
    else this.evaluations.push(evaluationRow(p.evaluation, { org, client, claim, asOf, batch }));
    if (rows === undefined) return;
    if (matched.claim !== undefined && !isKnown) {
      const row = rows.claim(matched.claim);
      this.patients.set(claim, row.patient ?? null);
      this.claims.push(row);
      // After a run that was broken off it may have its case already.
      if (this.x.isAgain !== true && isOfClaim(p) && opensCase(matched, p.evaluation)) this.toOpen.push(p);
    }
    for (const r of matched.remittances)
      if (isNew(this.x, r)) this.remittances.push(rows.remittance(r, p.claim ?? null));
  }

  async ready(numbers: Numbers): Promise<Ready> {
    const { pieces, known, patients, toOpen, x } = this;
    const { org, batch } = x;
    const made = await makeCases(toOpen, { ...onDay(x), patients }, { org, batch, numbers });
    const whenThere = x.isAgain === true ? "keep" : "new";
    const loads = [
      loadable("claim", this.claims, whenThere),
      loadable("remittance", this.remittances, whenThere),
      loadable("evaluation", this.evaluations, x.isAgain === true ? "replace" : "new"),
      ...casesLoads(made),
    ];
    const fresh = new Set(toOpen.map((f) => f.claim));
    return { pieces, known, patients, made, fresh, loads: loads.filter((l) => l !== undefined) };
  }
}

/** Evaluations of what was in the store before; the import that made each row stays with it. */
async function writeKnown(tx: TenantTx, x: Evaluating, known: Ready["known"]): Promise<void> {
  if (known.length === 0) return;
  const { org } = tx.principal;
  const { client, asOf } = x;
  const before = await batchesOf(
    tx,
    known.map((k) => k.claim),
  );
  const rows = known.map(({ p, claim }) =>
    evaluationRow(p.evaluation, { org, client, claim, asOf, batch: before.get(claim) ?? null }),
  );
  await load(tx, "evaluation", rows, "replace");
}

/** Cases of claims that were in the store before and had none. */
async function openLate(tx: TenantTx, x: Evaluating, ready: Ready, cases: ReadonlyMap<string, string>) {
  const toOpen = ready.pieces.filter(
    (p): p is Piece & Found =>
      isOfClaim(p) && !ready.fresh.has(p.claim) && !cases.has(p.claim) && opensCase(p.matched, p.evaluation),
  );
  const patients = await patientsOf(
    tx,
    toOpen.map((p) => p.claim),
    ready.patients,
  );
  const numbers = new Numbers((work) => work(tx), x.client, 0);
  return await makeCases(toOpen, { ...onDay(x), patients }, { org: x.org, batch: x.batch, numbers });
}

/** Of a piece of new claims nothing is asked, so that it goes to the database whole; what was there before is looked up. */
async function writePiece(tx: TenantTx, x: Evaluating, ready: Ready, sofar: Counted) {
  const { pieces, loads, known, made } = ready;
  await dropLone(tx, x, pieces);
  const claims = pieces.filter(isOfClaim);
  const mayHaveOne = x.isAgain === true ? claims : claims.filter((p) => x.known.has(p.claim));
  const cases = await casesOf(
    tx,
    mayHaveOne.map((p) => p.claim),
  );
  // On their way while more cases are made; the end of the transaction hears of them.
  void tx.session.queries(loads);
  const late = await openLate(tx, x, ready, cases);
  const counted: Counted = {
    claims: sofar.claims + pieces.length,
    matched: sofar.matched + claims.reduce((n, p) => n + p.matched.remittances.filter((r) => isNew(x, r)).length, 0),
    unmatched: sofar.unmatched + pieces.reduce((n, p) => n + (p.claim === undefined ? p.remittances.length : 0), 0),
    opened: sofar.opened + made.rows.length + late.rows.length,
    changed: sofar.changed,
    unopened: sofar.unopened + made.unopened + late.unopened,
  };
  for (const opened of [made, late]) digestOpened(x.openings, opened);
  void tx.session.queries([...casesLoads(late), ...tying(x, pieces), ...x.keep(counted)]);
  await writeKnown(tx, x, known);
  const toRenew = claims.flatMap((p) => {
    const caseId = cases.get(p.claim);
    // A case that this import opened, before it was broken off, is as new as it can be.
    return caseId === undefined || !x.known.has(p.claim) ? [] : [{ ...p, caseId }];
  });
  const renewed = await renewCases(tx, toRenew, onDay(x), "new files");
  return { counted: { ...counted, changed: counted.changed + renewed.length }, renewed };
}

/** Writes one piece while the next is evaluated: as many at a time as the last ones took long. */
class Writing {
  size: number = PIECE.first;
  counted: Counted;
  private readonly x: Evaluating;
  private readonly numbers: Numbers;
  private running: Promise<void> = Promise.resolve();

  constructor(x: Evaluating, begun: Counted) {
    this.x = x;
    this.counted = begun;
    this.numbers = new Numbers(x.within, x.client);
  }

  async write(rows: Rows): Promise<void> {
    if (rows.pieces.length === 0) return;
    const ready = await rows.ready(this.numbers);
    await this.running;
    this.running = this.run(ready);
    // What it throws is thrown where it is waited for.
    this.running.catch(() => {});
  }

  async end(): Promise<void> {
    await this.running;
    await this.numbers.giveBack();
  }

  private async run(ready: Ready): Promise<void> {
    let began = performance.now();
    const done = await this.x.within((tx) => {
      began = performance.now();
      return writePiece(tx, this.x, ready, this.counted);
    });
    this.size = nextSize(this.size, performance.now() - began);
    this.counted = done.counted;
    this.x.told(done.counted, done.renewed);
  }
}

/** Evaluates everything that was matched. What was begun before goes on: rows that are there are written over. */
export async function evaluateMatched(
  asked: Omit<Evaluating, "known">,
  all: Iterable<MatchedClaim>,
  opened: number,
): Promise<Counted> {
  const x: Evaluating = { ...asked, known: new Set(asked.near.ids.values()) };
  const idOf = idsBy(x);
  const { ground, books, asOf } = x;
  const shared = { profile: ground.profile, history: ground.history, books, law: CURRENT_LAW, asOf };
  const writing = new Writing(x, { claims: 0, matched: 0, unmatched: 0, changed: 0, unopened: 0, opened });
  let rows = new Rows(x);
  let n = 0;
  for (const matched of all) {
    const coverage = coverageOf(matched, ground.profile, ground.answersFor);
    x.watch?.see(coverage.keys, servedOn(matched));
    const evaluation = evaluate({ matched, coverage, ...shared });
    x.seen?.(matched, evaluation);
    rows.add({
      claim: matched.claim === undefined ? undefined : idOf(matched.claim),
      matched,
      evaluation,
      remittances: matched.remittances.map(idOf),
    });
    n += 1;
    if (n % SLICE === 0) await breathe();
    if (rows.pieces.length < writing.size) continue;
    await writing.write(rows);
    rows = new Rows(x);
  }
  await writing.write(rows);
  await writing.end();
  return writing.counted;
}
