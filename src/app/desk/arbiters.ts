import { z } from "zod";
import { check } from "#base/check.ts";
import { type Day, readDay } from "#base/day.ts";
import { type Cents, formatUsd, readUsd } from "#base/money.ts";
import { hasError, type Problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import { memorySource } from "#exchange/byte-source.ts";
import { readTable } from "#exchange/csv.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { compareEntities, type EntityCompared, type EntityFigures, readFigures } from "#strategy/arbiters.ts";
import { type NotNow, notNow } from "./refused.ts";
import { readSetting, type SettingOf, writeSetting } from "./settings.ts";

/** Figures of dispute entities as a client loaded them, kept with who brought them and when, and compared for a dispute. */

const ARBITERS = "arbiters";
/** A table of every certified entity has a few dozen rows. */
const MOST_ROWS = 2_000;

const row = z.object({
  entity: z.string(),
  specialty: z.string().nullable(),
  disputes: z.int(),
  providerWins: z.int(),
  medianDays: z.int().nullable(),
  feeSingle: z.string().nullable(),
  feeBatch: z.string().nullable(),
  ties: z.array(z.string()),
  source: z.string(),
  date: z.string(),
  line: z.int(),
});
const body = z.object({ name: z.string(), day: z.string(), rows: z.array(row) });

const settingOf = (tx: TenantTx, client: string): SettingOf => ({ org: tx.principal.org, client, name: ARBITERS });

export interface KeptArbiters {
  readonly version: number;
  readonly changedAt: string | null;
  readonly by: string | null;
  /** What the table was called, and the day it was loaded. */
  readonly file: string | undefined;
  readonly loaded: Day | undefined;
  readonly figures: readonly EntityFigures[];
}

const amount = (text: string | null): Cents | undefined => {
  const read = text === null ? undefined : readUsd(text);
  return read?.ok === true ? read.value : undefined;
};

const dayRead = (text: string): Day => {
  const read = readDay(text);
  check(read !== undefined, "the figures of dispute entities hold a day that is none");
  return read;
};

export async function arbitersOf(tx: TenantTx, client: string): Promise<KeptArbiters> {
  const { body: stored, version, changedAt, by } = await readSetting(tx, settingOf(tx, client));
  if (stored === undefined) return { version, changedAt, by, file: undefined, loaded: undefined, figures: [] };
  const read = body.safeParse(stored);
  check(read.success, "the figures of dispute entities are not as they were written");
  const figures = read.data.rows.map((r) => ({
    ...r,
    specialty: r.specialty ?? undefined,
    medianDays: r.medianDays ?? undefined,
    ...{ feeSingle: amount(r.feeSingle), feeBatch: amount(r.feeBatch), date: dayRead(r.date) },
  }));
  return { version, changedAt, by, file: read.data.name, loaded: dayRead(read.data.day), figures };
}

export interface ArbitersGiven {
  readonly client: string;
  readonly saw: number;
  readonly name: string;
  readonly csv: string;
}

/** Keeps a table of figures in the place of the one before. Rows that are wrong are left out and told; without a good one nothing is kept. */
export async function putArbiters(
  tx: TenantTx,
  { client, saw, name, csv }: ArbitersGiven,
  today: Day,
): Promise<Result<{ readonly kept: KeptArbiters; readonly problems: readonly Problem[] }, NotNow>> {
  const here = await tx.db
    .selectFrom("client")
    .select("client")
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  if (here === undefined) return err(notNow("not-found", "There is no such client here."));
  const read = readTable(memorySource(new TextEncoder().encode(csv)), name);
  const { figures, problems: wrong } = readFigures(read.table);
  const problems = [...read.problems, ...wrong];
  const [first] = problems.filter((p) => p.severity === "error");
  if (figures.length === 0 && hasError(problems))
    return err(notNow("not-valid", `${first?.message ?? "No row can be read."} Nothing was kept.`));
  if (figures.length > MOST_ROWS)
    return err(notNow("not-valid", `A table of at most ${MOST_ROWS} rows is kept. Nothing was kept.`));
  const money = (c: Cents | undefined): string | null => (c === undefined ? null : formatUsd(c));
  const rows = figures.map((f) => ({
    ...f,
    ...{ specialty: f.specialty ?? null, medianDays: f.medianDays ?? null, ties: [...f.ties] },
    ...{ feeSingle: money(f.feeSingle), feeBatch: money(f.feeBatch) },
  }));
  const of = settingOf(tx, client);
  const version = await writeSetting(tx, of, saw, { name, day: today, rows }, tx.principal.person ?? null);
  if (version === undefined) {
    const now = await arbitersOf(tx, client);
    const since = [{ what: "Other figures were loaded.", by: now.by ?? "Parley", at: now.changedAt ?? tx.now }];
    return err({ code: "stale-version", sentence: "Somebody else loaded figures. Nothing was changed.", since });
  }
  await append(tx, [
    { type: "arbiters changed", client, subject: client, body: { version, name, rows: figures.length } },
  ]);
  return ok({ kept: await arbitersOf(tx, client), problems });
}

export interface ArbiterRow extends EntityCompared {
  /** Its posted fee for so many lines; undefined where the table has none. */
  readonly fee: Cents | undefined;
  readonly feeSays: string;
}

/** Lines that one batch fee covers before increments begin, 45 CFR 149.510 fee guidance. */
const IN_BATCH = 25;

function feeSays(e: EntityFigures, lines: number): string {
  const { feeSingle, feeBatch } = e;
  if (lines < 2) return feeSingle === undefined ? "its single fee is not in the table" : "single dispute";
  if (feeBatch === undefined) return "its batch fee is not in the table";
  return lines <= IN_BATCH
    ? `batch of ${lines} lines`
    : `batch of ${lines} lines; beyond ${IN_BATCH} it may add a rate`;
}

/** The entities for a dispute of so many lines between these parties, in the order of the comparison. */
export const arbitersFor = (
  figures: readonly EntityFigures[],
  asked: { readonly parties: readonly string[]; readonly specialty?: string | undefined; readonly lines: number },
): readonly ArbiterRow[] =>
  compareEntities(figures, asked).map((e) => ({
    ...e,
    fee: asked.lines < 2 ? e.feeSingle : e.feeBatch,
    feeSays: feeSays(e, asked.lines),
  }));

/** Where public figures are, said while none are loaded. */
export const WHERE_FIGURES =
  "Figures of dispute entities are public: the CMS page “Independent Dispute Resolution Reports” has a file per half year with every decision, its entity and who prevailed; the list of certified entities on cms.gov has each fee. Make a table of entity, disputes, provider wins, source and date, and load it here. Parley brings none.";
