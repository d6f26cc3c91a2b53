import type { BreakEvenFor } from "#app/portfolio.ts";
import { formatUsd, usd } from "#base/money.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import type { Prospect } from "#strategy/portfolio.ts";

/**
 * The portfolio a person had made last: kept beside the views of that person, under a name no view can have. It holds keys
 * of cases and figures and no number, name or payer, so what is deleted elsewhere leaves nothing here that tells of it.
 */
export interface KeptPortfolio {
  readonly asOf: string;
  readonly madeAt: string;
  /** The client it is about; null for all that the person saw. */
  readonly client: string | null;
  readonly hour: { readonly rate: string; readonly source: string; readonly prior: boolean };
  /** The changes as they were typed. */
  readonly whatIf: string | null;
  /** Cases on which there was nothing to plan. */
  readonly left: number;
  readonly breakEven: {
    readonly admin: readonly [amount: string, source: string];
    readonly entity: readonly [amount: string, source: string];
    readonly line: readonly (readonly [chance: number, least: string])[];
  } | null;
  readonly rows: readonly { readonly prospect: Prospect; readonly after?: Prospect }[];
}

/** Nobody types a name that begins with this. */
const NAME = "\u2063portfolio";

/** Names of what is kept beside the views and is none. */
export const isKeptName = (name: string): boolean => name.startsWith("\u2063");

const AMOUNTS = ["accept", "value", "gain", "fees", "amount"];

const written = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? formatUsd(value as Prospect["accept"]) : value;

const read = (key: string, value: unknown): unknown =>
  AMOUNTS.includes(key) && typeof value === "string" ? usd(value) : value;

/** The break-even line as it is kept. */
export const breakEvenKept = (b: BreakEvenFor | undefined): KeptPortfolio["breakEven"] =>
  b === undefined
    ? null
    : {
        admin: [formatUsd(b.admin.value), b.admin.source],
        entity: [formatUsd(b.entity.value), b.entity.source],
        line: b.line.map((p) => [p.chance, formatUsd(p.least)] as const),
      };

/** Keeps a portfolio in the place of the one before. A program, which has no views, keeps none. */
export async function keepPortfolio(tx: TenantTx, kept: KeptPortfolio): Promise<void> {
  const { org, person } = tx.principal;
  if (person === undefined) return;
  await tx.db
    .deleteFrom("saved_view")
    .where("org", "=", org)
    .where("person", "=", person)
    .where("name", "=", NAME)
    .execute();
  await tx.db
    .insertInto("saved_view")
    .values({
      ...{ org, client: null, person, id: newId(tx.now), name: NAME, changed_at: tx.now },
      body: JSON.stringify(kept, written),
    })
    .execute();
}

/** The portfolio that the person of the transaction had made last; undefined when there is none. */
export async function keptPortfolio(tx: TenantTx): Promise<KeptPortfolio | undefined> {
  const { org, person } = tx.principal;
  if (person === undefined) return undefined;
  const row = await tx.db
    .selectFrom("saved_view")
    .select("body")
    .where("org", "=", org)
    .where("person", "=", person)
    .where("name", "=", NAME)
    .executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.body, read) as KeptPortfolio);
}
