import { z } from "zod";
import { type Day, plusDays } from "#base/day.ts";
import { type Cents, cents, usd } from "#base/money.ts";
import type { Conditions } from "#case/event.ts";
import { PRECEDENTS, RELEASES } from "#case/event-lists.ts";
import type { TenantTx } from "#store/store.ts";
import { BASES, type Basis, percentOfBasis } from "#strategy/package-split.ts";
import { lockRows } from "./case-log.ts";
import type { Sheet } from "./package-sheet.ts";

/** Deals over many cases as they are kept, and as they stand on a day. */

export const KINDS = ["package", "single case agreement"] as const;
/** draft: its first word waits for a second person, and nothing was said yet. */
export const PACKAGE_STATES = ["draft", "open", "accepted", "declined", "withdrawn", "expired"] as const;
export type PackageState = (typeof PACKAGE_STATES)[number];

export const termsForm = z.object({
  payWithin: z.int().exactOptional(),
  interestWaived: z.boolean().exactOptional(),
  release: z.enum(RELEASES).exactOptional(),
  confidential: z.boolean().exactOptional(),
  precedent: z.enum(PRECEDENTS).exactOptional(),
  noBalanceBill: z.boolean().exactOptional(),
  note: z.string().exactOptional(),
});

const move = z.object({
  from: z.enum(["us", "them"]),
  amount: z.string(),
  /** "42.5% of billed", where it was said so. */
  percent: z.string().nullable(),
  made: z.string(),
  expires: z.string().nullable(),
  way: z.string(),
  note: z.string().nullable(),
  /** Why it was said though a line gets less than its floor. */
  belowFloor: z.string().nullable(),
  by: z.string(),
  terms: termsForm.default({}),
  /** The day it was written down here, and whether the guardrails let it leave; unknown of the oldest. */
  on: z.string().exactOptional(),
  guarded: z.boolean().default(false),
  /** The approval it left with. */
  request: z.string().nullable().default(null),
});
export type Move = z.output<typeof move>;

const body = z.object({
  basis: z.enum(BASES),
  cases: z.array(z.string()),
  moves: z.array(move),
  /** How it ended, by whom and why. */
  ended: z.object({ how: z.string(), by: z.string(), on: z.string() }).nullable(),
  /** What each line gets of what was said last; absent of the oldest. */
  split: z
    .array(z.object({ case: z.string(), lines: z.array(z.object({ line: z.number(), amount: z.string() })) }))
    .exactOptional(),
});
export type PackageBody = z.output<typeof body>;

export interface PackageRow {
  readonly id: string;
  readonly client: string;
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
  readonly payerKey: string;
  readonly payer: string;
  readonly state: PackageState;
  readonly version: number;
  readonly amount: Cents;
  readonly expires: Day | null;
  readonly cases: number;
  readonly changedAt: string;
  readonly body: PackageBody;
}

/** What is proposed: an amount, or so many hundredths of a percent of a basis. */
export type Asked = { readonly amount: Cents } | { readonly of: Basis; readonly hundredths: number };

export interface MoveAsked {
  readonly from: "us" | "them";
  readonly asked: Asked;
  readonly made: Day;
  readonly expires: Day | undefined;
  readonly way: string;
  readonly note: string | undefined;
  readonly belowFloor: string | undefined;
  readonly terms: Conditions;
  /** The approval that it rests on. */
  readonly request: string | undefined;
}

export const PACKAGE_COLUMNS = [
  "id",
  "client",
  "kind",
  "name",
  "payer_key",
  "payer_name",
  "state",
  "version",
  "amount",
  "expires",
  "cases",
  "changed_at",
  "body",
] as const;

type Kept = { [K in (typeof PACKAGE_COLUMNS)[number]]: unknown };

/** As it stands on a day: an open deal past its day has expired, whether or not the night has written that down. */
export function packageIn(r: Kept, today: Day): PackageRow {
  const expires = r.expires as Day | null;
  const state = r.state as PackageState;
  return {
    ...{ id: r.id as string, client: r.client as string, kind: r.kind as PackageRow["kind"], name: r.name as string },
    ...{
      payerKey: r.payer_key as string,
      payer: r.payer_name as string,
      version: Number(r.version),
      cases: Number(r.cases),
      expires,
    },
    state: state === "open" && expires !== null && expires < today ? "expired" : state,
    amount: cents(BigInt(r.amount as string)),
    changedAt: r.changed_at as string,
    body: body.parse(JSON.parse(r.body as string)),
  };
}

export async function packageOf(tx: TenantTx, id: string, today: Day, lock = false): Promise<PackageRow | undefined> {
  const found = tx.db
    .selectFrom("package")
    .select(PACKAGE_COLUMNS)
    .where("org", "=", tx.principal.org)
    .where("id", "=", id);
  const row = await (lock ? found.forUpdate() : found).executeTakeFirst();
  return row && packageIn(row, today);
}

/** The cases of a deal that the principal may see, in its order, with what each gets of what was said last. */
export async function membersOf(
  tx: TenantTx,
  { body: { cases, split } }: PackageRow,
): Promise<readonly { readonly id: string; readonly number: string; readonly share: Cents | undefined }[]> {
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "number"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", cases)
    .execute();
  return cases.flatMap((id) => {
    const row = rows.find((r) => r.id === id);
    const lines = split?.find((s) => s.case === id)?.lines;
    return row === undefined
      ? []
      : [{ id, number: row.number, share: lines && cents(lines.reduce((t, l) => t + usd(l.amount), 0n)) }];
  });
}

/** Deals, the newest change first. */
export async function listPackages(
  tx: TenantTx,
  today: Day,
  client: string | undefined,
): Promise<readonly PackageRow[]> {
  let all = tx.db.selectFrom("package").select(PACKAGE_COLUMNS).where("org", "=", tx.principal.org);
  if (client !== undefined) all = all.where("client", "=", client);
  const rows = await all.orderBy("changed_at", "desc").orderBy("id", "desc").limit(500).execute();
  return rows.map((r) => packageIn(r, today));
}

export const totalOf =
  (asked: Asked) =>
  (anchors: Sheet["anchors"]): Cents | undefined => {
    if ("amount" in asked) return asked.amount;
    const basis = anchors[asked.of];
    return basis === undefined ? undefined : percentOfBasis(basis, asked.hundredths);
  };

export const percentSaid = (asked: Asked): string | null =>
  "amount" in asked ? null : `${asked.hundredths / 100}% of ${asked.of}`;

/** What was said last; undefined of a draft. */
export const lastMove = (row: Pick<PackageRow, "body">): Move | undefined => row.body.moves.at(-1);

/** The deal that holds a case now; undefined when none does. */
export async function dealOf(tx: TenantTx, caseId: string, today: Day): Promise<PackageRow | undefined> {
  const held = await tx.db
    .selectFrom("package_case")
    .innerJoin("package", (j) => j.onRef("package.org", "=", "package_case.org").onRef("package.id", "=", "package"))
    .select("package.id")
    .where("package_case.org", "=", tx.principal.org)
    .where("package_case.case_id", "=", caseId)
    .where((eb) => eb.or([eb("package_case.open", "=", true), eb("package.state", "=", "accepted")]))
    .orderBy("package_case.open", "desc")
    .orderBy("package.changed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return held && (await packageOf(tx, held.id, today));
}

/** Our own words over deals: how many left on a day, and whether any ever left to a payer. */
async function ourWords(
  tx: TenantTx,
  of: { readonly client: string | null; readonly payerKey?: string; readonly since?: Day },
): Promise<readonly { readonly on: string; readonly guarded: boolean }[]> {
  let rows = tx.db.selectFrom("package").select(["body", "state"]).where("org", "=", tx.principal.org);
  if (of.client !== null) rows = rows.where("client", "=", of.client);
  if (of.payerKey !== undefined) rows = rows.where("payer_key", "=", of.payerKey);
  // A day of the practice may begin a day before that of the store's clock.
  if (of.since !== undefined) rows = rows.where("changed_at", ">=", `${plusDays(of.since, -1)}T00:00:00.000Z`);
  return (await rows.execute()).flatMap(({ body: kept, state }) => {
    const { moves, ended } = body.parse(JSON.parse(kept));
    const ours = moves.filter((m) => m.from === "us").map((m) => ({ on: m.on ?? m.made, guarded: m.guarded }));
    // Taking their deal is a word of ours; that they took ours is theirs.
    const took = state === "accepted" && ended !== null && moves.at(-1)?.from === "them";
    return took ? [...ours, { on: ended.on, guarded: true }] : ours;
  });
}

/** How many of our words over deals left on a day; each counts as one message, however many cases it is about. */
export const wordsOn = async (tx: TenantTx, client: string | null, day: Day): Promise<number> =>
  (await ourWords(tx, { client, since: day })).filter((w) => w.on === day).length;

/** Whether a word of ours over a deal ever reached this payer, by the guardrails or before the day. */
export const spokeWith = async (tx: TenantTx, client: string, payerKey: string, today: Day): Promise<boolean> =>
  (await ourWords(tx, { client, payerKey })).some((w) => w.guarded || w.on < today);

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Cases that are in another open deal, by their numbers. The cases stay locked until the transaction ends, in the order of
 * their ids as acts lock them, so of two deals that want the same case the second finds it taken.
 */
export async function taken(tx: TenantTx, cases: readonly string[], but?: string): Promise<readonly string[]> {
  await lockRows(tx, cases);
  const rows = await tx.db
    .selectFrom("package_case")
    .innerJoin("case_row", (j) =>
      j.onRef("case_row.org", "=", "package_case.org").onRef("case_row.id", "=", "package_case.case_id"),
    )
    .select("case_row.number")
    .where("package_case.org", "=", tx.principal.org)
    .where("package_case.case_id", "in", cases)
    .where("package_case.open", "=", true)
    .where("package_case.package", "<>", but ?? NOBODY)
    .orderBy("case_row.number")
    .execute();
  return rows.map((r) => r.number);
}
