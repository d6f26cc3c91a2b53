import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, usd } from "#base/money.ts";
import { type Board, drawBoard } from "#case/board.ts";
import { questionJson, totalsJson } from "#case/claim-json.ts";
import { drawMap } from "#case/draw-map.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { LeftOut } from "#case/money-map.ts";
import { claimFrom } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { addMaps } from "./money-map-sum.ts";

/**
 * The money map of a client, or of the whole organization: drawn once when claims changed and kept, so that the page is
 * one read. What moves every minute (the cases to do first) is asked of the live rows by whoever shows the page.
 */

/** A map as it is kept: text that JSON.parse reads, amounts with two decimals. */
export interface KeptMap {
  readonly asOf: Day;
  readonly madeAt: string;
  readonly totals: Totals;
  readonly board: BoardJson;
  readonly questions: readonly Question[];
  readonly leftOut: readonly LeftOutJson[];
  readonly assumptions: readonly string[];
}

/** Totals as `totalsJson` writes them. */
export interface Totals {
  readonly [name: string]: unknown;
  readonly lines: number;
  readonly claims: number;
  readonly stake: string;
  readonly recoverable: string;
  readonly patient: string;
  readonly byClass: Readonly<
    Record<string, { readonly claims: number; readonly lines: number; readonly stake: string }>
  >;
  readonly unmatched: { readonly claims: number; readonly remittances: number };
}

/** A question as `questionJson` writes it. */
export interface Question {
  readonly fact: string;
  readonly scope: string;
  readonly key: string;
  readonly about: string;
  readonly question: string;
  readonly values: readonly string[];
  readonly dollars: string;
  readonly claims: number;
  readonly lines: number;
  /** Number of the claim that leaves the most dollars open by it. */
  readonly claim?: string;
  /** Whose claims it is about; said when a kept map is read. */
  readonly client?: string;
}

export interface LeftOutJson {
  readonly what: string;
  readonly because: string;
  readonly claims: number;
  readonly billed: string;
}

type Plain<T> = T extends Cents
  ? string
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Plain<T[K]> }
      : T;
export type BoardJson = Plain<Board>;

const amounts = (_: string, value: unknown): unknown => (typeof value === "bigint" ? formatUsd(value as Cents) : value);

export interface Drawing {
  readonly asOf: Day;
  readonly assumptions: readonly string[];
  readonly leftOut?: readonly LeftOut[];
  readonly duplicateFiles?: number;
}

/** A map that is drawn one evaluation at a time. */
export interface KeptDrawing {
  add(e: ClaimEvaluation): void;
  finish(): Omit<KeptMap, "madeAt">;
}

/** The claim that leaves the most dollars open by each question; of two alike the lower number. */
function askingClaims() {
  const asking = new Map<string, { readonly claim: string; readonly dollars: Cents }>();
  const isMore = (e: ClaimEvaluation, dollars: Cents, known: { claim: string; dollars: Cents }): boolean =>
    dollars === known.dollars ? e.claim < known.claim : dollars > known.dollars;
  return {
    add(e: ClaimEvaluation): void {
      for (const q of e.questions) {
        const known = asking.get(questionKey(q));
        if (known === undefined || isMore(e, q.dollars, known))
          asking.set(questionKey(q), { claim: e.claim, dollars: q.dollars });
      }
    },
    of: (q: Pick<Question, "fact" | "scope" | "key">): string | undefined => asking.get(questionKey(q))?.claim,
  };
}

export function keptDrawing({ asOf, assumptions, leftOut = [], duplicateFiles = 0 }: Drawing): KeptDrawing {
  const map = drawMap(asOf, 0);
  const board = drawBoard(asOf);
  const asking = askingClaims();
  return {
    add(e) {
      map.add(e);
      board.add(e);
      if (e.setAside === undefined) asking.add(e);
    },
    finish() {
      for (const item of leftOut) map.leaveOut(item);
      const drawn = map.finish({ files: [], assumptions, duplicateFiles });
      const questions = drawn.questions.slice(0, QUESTIONS).map((q) => ({ ...questionJson(q), claim: asking.of(q) }));
      const { totals, leftOut: out } = drawn;
      const kept = { asOf, totals: totalsJson(totals), board: board.finish(), questions, leftOut: out, assumptions };
      return JSON.parse(JSON.stringify(kept, amounts)) as Omit<KeptMap, "madeAt">;
    },
  };
}

/** Draws the map of a stream of evaluations, one at a time. */
export async function drawKept(
  evaluations: AsyncIterable<ClaimEvaluation> | Iterable<ClaimEvaluation>,
  of: Drawing,
): Promise<Omit<KeptMap, "madeAt">> {
  const drawing = keptDrawing(of);
  for await (const e of evaluations) drawing.add(e);
  return drawing.finish();
}

const questionKey = (q: Pick<Question, "fact" | "scope" | "key">): string => `${q.fact}|${q.scope}|${q.key}`;

/** Questions kept with a map, the most dollars first. */
const QUESTIONS = 50;

/** What was allowed of what should have been, in percent with two decimals; undefined when nothing can be measured. */
export function percentAllowed({
  allowed,
  benchmark,
}: Pick<BoardJson["payers"][number], "allowed" | "benchmark">): number | undefined {
  const [part, whole] = [usd(allowed), usd(benchmark)];
  return whole > 0n ? Number((part * 10_000n) / whole) / 100 : undefined;
}

/** Keeps a map in the place of the one before it. `client` is absent for the whole organization. */
export async function keepMap(tx: TenantTx, client: string | undefined, map: Omit<KeptMap, "madeAt">): Promise<void> {
  const { org } = tx.principal;
  const of = client ?? null;
  await tx.db
    .deleteFrom("money_map")
    .where("org", "=", org)
    .where("client", of === null ? "is" : "=", of)
    .execute();
  await tx.db
    .insertInto("money_map")
    .values({ org, client: of, id: newId(tx.now), as_of: map.asOf, made_at: tx.now, body: JSON.stringify(map) })
    // Another server may have kept its own since.
    .onConflict((c) =>
      c.columns(["org", "client", "as_of"]).doUpdateSet((eb) => ({
        made_at: eb.ref("excluded.made_at"),
        body: eb.ref("excluded.body"),
      })),
    )
    .execute();
}

/** The kept map of a client; absent, those of all clients that the principal may see, added up. Undefined while none is kept. */
export async function keptMap(tx: TenantTx, client: string | undefined): Promise<KeptMap | undefined> {
  let rows = tx.db
    .selectFrom("money_map")
    .select(["client", "made_at", "body"])
    .where("org", "=", tx.principal.org)
    .where("client", "is not", null)
    .orderBy("client");
  if (client !== undefined) rows = rows.where("client", "=", client);
  const maps = (await rows.execute()).map((r): KeptMap => {
    const map = JSON.parse(r.body) as Omit<KeptMap, "madeAt">;
    const questions = map.questions.map((q) => (r.client === null ? q : { ...q, client: r.client }));
    return { ...map, questions, madeAt: r.made_at };
  });
  return maps.length === 0 ? undefined : addMaps(maps);
}

/** For each question an open case of its client that asks it, of those the principal sees; undefined where its claim has none. */
export async function casesAsking(
  tx: TenantTx,
  questions: readonly Question[],
): Promise<readonly (string | undefined)[]> {
  const numbers = [...new Set(questions.flatMap((q) => q.claim ?? []))];
  if (numbers.length === 0) return [];
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "client", "claim_number"])
    .where("org", "=", tx.principal.org)
    .where("claim_number", "in", numbers)
    .where("state", "<>", "closed")
    // Of two cases of one claim number the one that waits for a fact is meant.
    .orderBy((eb) => eb("class", "=", "needs a fact"), "desc")
    .orderBy("stake", "desc")
    .execute();
  // Two practices may give two claims one number.
  const keyOf = (client: string, number: string): string => `${client} ${number}`;
  const cases = new Map<string, string>();
  for (const { id, client, claim_number } of rows) {
    const key = keyOf(client, claim_number);
    if (!cases.has(key)) cases.set(key, id);
  }
  return questions.map(({ client, claim }) =>
    client === undefined || claim === undefined ? undefined : cases.get(keyOf(client, claim)),
  );
}

/** How many lines each of these claims bills. */
export async function linesOf(tx: TenantTx, claims: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (claims.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("claim")
    .select(["id", "body"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", claims)
    .execute();
  return new Map(rows.map((r) => [r.id, claimFrom(r.body).lines.length]));
}

/** The map of nothing, which is true of a practice without claims. */
export const emptyMap = async (asOf: Day, now: string): Promise<KeptMap> => ({
  ...(await drawKept([], { asOf, assumptions: [] })),
  madeAt: now,
});
