import type { Day } from "#base/day.ts";
import { type Cents, formatUsd } from "#base/money.ts";
import { type Board, drawBoard } from "#case/board.ts";
import { questionJson, totalsJson } from "#case/claim-json.ts";
import { drawMap } from "#case/draw-map.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { LeftOut } from "#case/money-map.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";

/**
 * The money map of a client, or of the whole organization: drawn once when claims changed and kept, so that the page is
 * one read. What moves every minute (the cases to do first) is asked of the live rows by whoever shows the page.
 */

/** A map as it is kept: text that JSON.parse reads, amounts with two decimals. */
export interface KeptMap {
  readonly asOf: Day;
  readonly madeAt: string;
  readonly totals: ReturnType<typeof totalsJson>;
  readonly board: BoardJson;
  readonly questions: readonly object[];
  readonly leftOut: readonly object[];
  readonly assumptions: readonly string[];
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

/** Draws the map of a stream of evaluations, one at a time. */
export async function drawKept(
  evaluations: AsyncIterable<ClaimEvaluation> | Iterable<ClaimEvaluation>,
  { asOf, assumptions, leftOut = [], duplicateFiles = 0 }: Drawing,
): Promise<Omit<KeptMap, "madeAt">> {
  const map = drawMap(asOf, 0);
  const board = drawBoard(asOf);
  for await (const e of evaluations) {
    map.add(e);
    board.add(e);
  }
  for (const item of leftOut) map.leaveOut(item);
  const drawn = map.finish({ files: [], assumptions, duplicateFiles });
  return JSON.parse(
    JSON.stringify(
      {
        asOf,
        totals: totalsJson(drawn.totals),
        board: board.finish(),
        questions: drawn.questions.slice(0, QUESTIONS).map(questionJson),
        leftOut: drawn.leftOut,
        assumptions,
      },
      amounts,
    ),
  ) as Omit<KeptMap, "madeAt">;
}

/** Questions kept with a map, the most dollars first. */
const QUESTIONS = 50;

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
    .execute();
}

/** The kept map, or undefined while nothing was drawn for this client (or, absent, for the whole organization). */
export async function keptMap(tx: TenantTx, client: string | undefined): Promise<KeptMap | undefined> {
  const row = await tx.db
    .selectFrom("money_map")
    .select(["made_at", "body"])
    .where("org", "=", tx.principal.org)
    .where("client", client === undefined ? "is" : "=", client ?? null)
    .orderBy("as_of", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...(JSON.parse(row.body) as Omit<KeptMap, "madeAt">), madeAt: row.made_at };
}

/** The map of nothing, which is true of a practice without claims. */
export const emptyMap = async (asOf: Day, now: string): Promise<KeptMap> => ({
  ...(await drawKept([], { asOf, assumptions: [] })),
  madeAt: now,
});
