import { setImmediate as breathe } from "node:timers/promises";
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
import { load } from "#store/bulk.ts";
import type { TenantTx } from "#store/store.ts";
import { idAt } from "#store/uuid.ts";
import { WORK_RATE } from "./desk.ts";
import type { Ground } from "./evaluate-claim.ts";
import { evaluationRow } from "./evaluate-row.ts";
import { BY_IMPORT, type Found, openCases, opensCase, type Renewed, renewCases } from "./import-cases.ts";
import type { Near, Within } from "./import-near.ts";

/** The second stage of an import: what was matched is evaluated and written, in pieces. */

/** A file by the name its rows give as their source. */
export interface RowsFile {
  readonly id: string;
  /** Rows of a list stand at their line, those of X12 at their byte. */
  readonly isList: boolean;
}

export interface Evaluating {
  readonly client: string;
  /** The import; null when what is evaluated was typed. */
  readonly batch: string | null;
  readonly asOf: Day;
  readonly ground: Omit<Ground, "recovered">;
  readonly books: Books;
  readonly near: Near;
  readonly files: ReadonlyMap<string, RowsFile>;
  readonly watch: FactWatch | undefined;
  readonly within: Within;
  /** Keeps what was counted with each piece, in its transaction. */
  readonly keep: (tx: TenantTx, counted: Counted) => Promise<void>;
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
  readonly openings: string;
}

/** A piece of what was matched, evaluated: of a claim, or of remittances without one. */
type Piece = Omit<Found, "claim"> & { readonly claim: string | undefined; readonly remittances: readonly string[] };

const PIECE = 400;
/** Claims evaluated before others may have the thread: a few milliseconds. */
const SLICE = 20;

function idsBy(x: Pick<Evaluating, "near" | "files">): (r: Claim | Remittance) => string {
  return (r) => {
    const known = x.near.ids.get(r);
    if (known !== undefined) return known;
    const file = x.files.get(r.source.file);
    if (file === undefined) throw new Error("Parley bug: a row of an import has no file");
    return idAt(file.id, file.isList ? r.source.segment : r.source.byte);
  };
}

const isNew = (x: Evaluating, r: Remittance): boolean => !x.near.ids.has(r);

/** The claim each remittance answers, where that is not what the store says. */
async function writeTies(tx: TenantTx, x: Evaluating, pieces: readonly Piece[]): Promise<void> {
  const ids: string[] = [];
  const claims: (string | null)[] = [];
  for (const { claim, matched, remittances } of pieces)
    matched.remittances.forEach((r, i) => {
      const id = remittances[i];
      const before = isNew(x, r) ? undefined : x.near.tiedTo.get(r);
      if (id === undefined || claim === before) return;
      ids.push(id);
      claims.push(claim ?? null);
    });
  if (ids.length === 0) return;
  await tx.session.query(
    `UPDATE remittance SET claim = t.claim FROM unnest($2::uuid[], $3::uuid[]) AS t (id, claim)
     WHERE remittance.org = $1 AND remittance.id = t.id AND remittance.claim IS DISTINCT FROM t.claim`,
    [tx.principal.org, ids, claims],
  );
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

async function writePiece(tx: TenantTx, x: Evaluating, pieces: readonly Piece[], sofar: Counted) {
  const { org } = tx.principal;
  const { client, asOf, batch } = x;
  const known = new Set(x.near.ids.values());
  const keyed = pieces.map((p) => ({ p, claim: p.claim ?? [...p.remittances].sort()[0] ?? "" }));
  const before = await batchesOf(
    tx,
    keyed.flatMap(({ claim }) => (known.has(claim) ? [claim] : [])),
  );
  const rows = keyed.map(({ p, claim }) => {
    const made = known.has(claim) ? (before.get(claim) ?? null) : batch;
    return evaluationRow(p.evaluation, { org, client, claim, asOf, batch: made });
  });
  await dropLone(tx, x, pieces);
  await load(tx, "evaluation", rows, "replace");
  await writeTies(tx, x, pieces);
  const claims = pieces.filter(isOfClaim);
  const cases = await casesOf(
    tx,
    claims.map((p) => p.claim),
  );
  const workRate = x.ground.profile?.workRate ?? WORK_RATE;
  const on = { client, today: asOf, workRate, by: BY_IMPORT };
  const toOpen = claims.filter((p) => !cases.has(p.claim) && opensCase(p.matched, p.evaluation));
  const opened = await openCases(tx, toOpen, batch, on, sofar.openings);
  const toRenew = claims.flatMap((p) => {
    const caseId = cases.get(p.claim);
    // A case that this import opened, before it was broken off, is as new as it can be.
    return caseId === undefined || !known.has(p.claim) ? [] : [{ ...p, caseId }];
  });
  const counted: Counted = {
    claims: sofar.claims + pieces.length,
    matched: sofar.matched + claims.reduce((n, p) => n + p.matched.remittances.filter((r) => isNew(x, r)).length, 0),
    unmatched: sofar.unmatched + pieces.reduce((n, p) => n + (p.claim === undefined ? p.remittances.length : 0), 0),
    opened: sofar.opened + opened.opened,
    changed: sofar.changed,
    unopened: sofar.unopened + opened.unopened,
    openings: opened.digest,
  };
  await x.keep(tx, counted);
  const renewed = await renewCases(tx, toRenew, on, "new files");
  return { counted: { ...counted, changed: counted.changed + renewed.length }, renewed };
}

/** Evaluates everything that was matched. What was begun before goes on: rows that are there are written over. */
export async function evaluateMatched(
  x: Evaluating,
  all: Iterable<MatchedClaim>,
  begun: Pick<Counted, "opened" | "openings">,
): Promise<Counted> {
  const idOf = idsBy(x);
  const { ground, books, asOf } = x;
  const shared = { profile: ground.profile, history: ground.history, books, law: CURRENT_LAW, asOf };
  let counted: Counted = { claims: 0, matched: 0, unmatched: 0, changed: 0, unopened: 0, ...begun };
  let pieces: Piece[] = [];
  const write = async (): Promise<void> => {
    const written = pieces;
    pieces = [];
    if (written.length === 0) return;
    const done = await x.within((tx) => writePiece(tx, x, written, counted));
    counted = done.counted;
    x.told(counted, done.renewed);
  };
  let n = 0;
  for (const matched of all) {
    const coverage = coverageOf(matched, ground.profile, ground.answersFor);
    x.watch?.see(coverage.keys, servedOn(matched));
    const evaluation = evaluate({ matched, coverage, ...shared });
    x.seen?.(matched, evaluation);
    pieces.push({
      claim: matched.claim === undefined ? undefined : idOf(matched.claim),
      matched,
      evaluation,
      remittances: matched.remittances.map(idOf),
    });
    n += 1;
    if (n % SLICE === 0) await breathe();
    if (pieces.length >= PIECE) await write();
  }
  await write();
  return counted;
}
