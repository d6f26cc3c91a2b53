import { readUsd } from "#base/money.ts";
import type { Books, Schedule } from "#price/book.ts";
import { priceLine } from "#price/physician.ts";
import { cellsOfRecords } from "./cells.ts";
import { findHeader, OPPSCAP_COLUMNS } from "./columns.ts";
import { readDelimited } from "./delimited.ts";

/**
 * OPPSCAP files hold what CMS itself computed for imaging after the outpatient cap. They are oracles, never inputs:
 * comparing one with the books of its release shows that both are whole, or that they do not reconcile.
 */

interface OppscapRow {
  readonly code: string;
  readonly modifier: string;
  readonly status: string;
  readonly carrier: string;
  readonly locality: string;
  readonly facility: string;
  readonly nonfacility: string;
}

export interface Oppscap {
  /** Undefined when neither name nor folder tells it. */
  readonly release: string | undefined;
  readonly schedule: Schedule;
  readonly rows: readonly OppscapRow[];
}

/** The rows of an OPPSCAP file; undefined when the text is none. */
export function readOppscapRows(text: string): readonly OppscapRow[] | undefined {
  if (!/PROCSTAT/i.test(text.slice(0, 4_000))) return undefined;
  const read = readDelimited(text);
  const header = read.ok ? findHeader(OPPSCAP_COLUMNS, read.records.slice(0, 60)) : undefined;
  if (!read.ok || header === undefined || header.missing.length > 0) return undefined;
  const cells = cellsOfRecords(read.records, header);
  const rows: OppscapRow[] = [];
  for (let i = 0; i < cells.count; i++) {
    if (cells.blank(i)) continue;
    rows.push({
      code: cells.cell(i, "code"),
      modifier: cells.cell(i, "modifier"),
      status: cells.cell(i, "status"),
      carrier: cells.cell(i, "carrier"),
      locality: cells.cell(i, "locality"),
      facility: cells.cell(i, "facility"),
      nonfacility: cells.cell(i, "nonfacility"),
    });
  }
  return rows;
}

/** How an OPPSCAP file stands to the books. Ready for JSON. */
export interface Reconciliation {
  /** Release it was compared with; null when it is not known or not imported. */
  readonly release: string | null;
  /** True when every status A row is, to the cent, what the release's books give in both settings; null when not compared. */
  readonly reconciles: boolean | null;
  /** Status A rows compared. */
  readonly compared: number;
  readonly differ: number;
  /** Status C rows: the contractor prices those codes, and the file holds only their caps. */
  readonly capsOnly: number;
}

const SETTINGS = ["facility", "nonfacility"] as const;

/** Whether the books give a row's amounts in both settings. */
function agrees(books: Books, file: Oppscap, row: OppscapRow): boolean {
  const { code, modifier, carrier, locality } = row;
  const schedule = file.schedule === "single" ? undefined : file.schedule;
  return SETTINGS.every((setting) => {
    const published = readUsd(row[setting]);
    const release = file.release;
    const p = priceLine(books, { release, schedule, code, modifiers: [modifier], carrier, locality, setting });
    return published.ok && p.priced && p.amount === published.value;
  });
}

/** Compares every status A row of an OPPSCAP file with the books of its release. */
export function reconcile(books: Books, file: Oppscap): Reconciliation {
  const capsOnly = file.rows.filter((r) => r.status === "C").length;
  const there = books.rvu.some((b) => b.release.id === file.release && b.schedule === file.schedule);
  if (file.release === undefined || !there) {
    return { release: null, reconciles: null, compared: 0, differ: 0, capsOnly };
  }
  const rows = file.rows.filter((r) => r.status === "A");
  const differ = rows.filter((r) => !agrees(books, file, r)).length;
  return {
    release: file.release,
    reconciles: rows.length === 0 ? null : differ === 0,
    compared: rows.length,
    differ,
    capsOnly,
  };
}

const counted = (n: number): string => n.toString().replace(/\B(?=(\d{3})+$)/g, ",");

/** What to tell of it, in a sentence. */
export function reconciliationText(r: Reconciliation): string {
  const what = "the OPPSCAP file holds amounts CMS computed itself: an oracle, not an input, so it was not imported";
  if (r.release === null) {
    return `${what}. It was not compared: its release is not imported, or cannot be told from its name or folder`;
  }
  const caps =
    r.capsOnly === 0 ? "" : ` (its ${counted(r.capsOnly)} status C rows hold only caps and are not compared)`;
  if (r.reconciles === null) return `${what}. It has no status A row to compare with release ${r.release}${caps}`;
  if (r.reconciles) {
    return `${what}. It reconciles with release ${r.release}: all ${counted(r.compared)} status A rows agree to the cent${caps}`;
  }
  return `${what}. It does not reconcile with release ${r.release}: ${counted(r.differ)} of ${counted(r.compared)} status A rows differ from what the imported RVU and GPCI files give${caps}. Some were published so; otherwise import the release again. Prices follow the books`;
}
