import { z } from "zod";
import { check } from "#base/check.ts";
import { day } from "#base/day.ts";
import { type Cents, usd } from "#base/money.ts";
import { moneyJson } from "#document/wording.ts";
import { compareEntities, type EntityCompared, type EntityFigures, readFigures } from "#strategy/arbiters.ts";
import { type ClientTable, kept } from "./client-table.ts";

/** Figures of dispute entities as a client loaded them, and compared for a dispute. */

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

function unpack(stored: unknown): readonly EntityFigures[] {
  const read = z.array(row).safeParse(stored);
  check(read.success, "the figures of dispute entities are not as they were written");
  return read.data.map((r) => ({
    ...r,
    specialty: r.specialty ?? undefined,
    medianDays: r.medianDays ?? undefined,
    ...{ feeSingle: kept(r.feeSingle, usd), feeBatch: kept(r.feeBatch, usd), date: day(r.date) },
  }));
}

/** A table of every certified entity has a few dozen rows. */
export const ARBITERS: ClientTable<EntityFigures> = {
  ...{ setting: "arbiters", event: "arbiters changed", most: 2_000, what: "figures" },
  read: readFigures,
  pack: (f) => ({
    ...f,
    ...{ specialty: f.specialty ?? null, medianDays: f.medianDays ?? null, ties: [...f.ties] },
    ...{ feeSingle: moneyJson(f.feeSingle), feeBatch: moneyJson(f.feeBatch) },
  }),
  unpack,
};

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
