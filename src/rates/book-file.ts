import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { AscBook, AscDated, AscDeviceBook, AscRow, AscWageBook, ZipMarketBook } from "#price/asc-book.ts";
import type {
  AnesBook,
  BaseUnitBook,
  Gpci,
  GpciBook,
  RvuBook,
  RvuRow,
  Schedule,
  ZipBook,
  ZipPlace,
} from "#price/book.ts";
import { readRelease } from "#price/release.ts";

/**
 * A book on disk: gzip of a text whose first line names it and whose other lines are its rows, sorted, tab-separated.
 * The SHA-256 of that text is the book's identity, so the same rows read from csv or fixed width are one book. Rows
 * are found by scanning for their keys once and are only taken apart when asked for, which keeps opening cheap.
 */
export const BOOK_KINDS = [
  "rvu",
  "gpci",
  "zip",
  "anes",
  "base-units",
  "asc-aa",
  "asc-bb",
  "asc-ff",
  "asc-wages",
  "zip-cbsa",
] as const;
export type BookKind = (typeof BOOK_KINDS)[number];

/** What a book is of, and what is known about where it came from. Stored beside the book as JSON. */
export interface Manifest {
  readonly format: 1;
  readonly kind: BookKind;
  /** `2025D`; the year alone for a GPCI, anesthesia or base-unit file that names no quarter; `2025Q4` for a ZIP file or a crosswalk. */
  readonly release: string;
  readonly schedule: Schedule;
  readonly floor: GpciBook["floor"];
  readonly rows: number;
  /** Rows of the source that could not be read. */
  readonly leftOut: number;
  /** The key the source ends with, where files of its kind end alike. */
  readonly ends?: string;
  readonly sha256: string;
  /** SHA-256 of the stored gzip file: opening checks it, so a damaged book is never read. */
  readonly stored: string;
  /** File it was imported from, without folders, and the SHA-256 of its inflated bytes. */
  readonly source: string;
  readonly sourceSha256: string;
  /** When it was imported, as the caller gave it, and in which order: the last import of a release is preferred. */
  readonly imported: string;
  readonly order: number;
}

export const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");

/** Length of the short hash that names a book. */
export const SHORT = 12;

export interface Made {
  readonly sha256: string;
  readonly stored: Buffer;
}

/** Writes the normalized text of a book and seals it. The floor is left out: it says how to read rows, not what they are. */
export function makeBook(kind: BookKind, release: string, schedule: Schedule, rows: readonly string[]): Made {
  const text = `parley-book 1 ${kind} ${release} ${schedule}\n${rows.join("\n")}\n`;
  return { sha256: sha256(text), stored: gzipSync(text, { level: 6 }) };
}

/** Finds rows by their first `keys` fields. Inflated on the first question, and kept. */
function lookup(stored: Buffer, keys: 1 | 2): (key: string) => readonly string[] | undefined {
  let found: { readonly text: string; readonly at: ReadonlyMap<string, number> } | undefined;
  const index = (): NonNullable<typeof found> => {
    const text = gunzipSync(stored).toString("latin1");
    const at = new Map<string, number>();
    let from = text.indexOf("\n") + 1;
    while (from < text.length) {
      let end = text.indexOf("\t", from);
      if (keys === 2) end = text.indexOf("\t", end + 1);
      if (end < 0) break;
      at.set(text.slice(from, end), from);
      const next = text.indexOf("\n", end);
      if (next < 0) break;
      from = next + 1;
    }
    return { text, at };
  };
  return (key) => {
    found ??= index();
    const from = found.at.get(key);
    return from === undefined ? undefined : found.text.slice(from, found.text.indexOf("\n", from)).split("\t");
  };
}

/** Keeps what was taken apart once: a practice bills a few hundred codes over and over. */
function kept<T>(make: (key: string) => T | undefined): (key: string) => T | undefined {
  const known = new Map<string, T | undefined>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before;
    const made = make(key);
    if (known.size < 100_000) known.set(key, made);
    return made;
  };
}

const seal = (m: Manifest) => ({ id: m.sha256.slice(0, SHORT), sha256: m.sha256, source: m.source });
const whole = (text: string | undefined): bigint => BigInt(text ?? "0");

function rvuRow(f: readonly string[]): RvuRow {
  return {
    code: f[0] ?? "",
    modifier: f[1] ?? "",
    status: f[2] ?? "",
    work: whole(f[3]),
    peNonFacility: whole(f[4]),
    peFacility: whole(f[5]),
    malpractice: whole(f[6]),
    naNonFacility: f[7] === "NA",
    naFacility: f[8] === "NA",
    pcTc: f[9] ?? "",
    globalDays: f[10] ?? "",
    preShare: whole(f[11]),
    intraShare: whole(f[12]),
    postShare: whole(f[13]),
    multipleProcedure: f[14] ?? "",
    bilateral: f[15] ?? "",
    assistant: f[16] ?? "",
    coSurgeon: f[17] ?? "",
    team: f[18] ?? "",
    endoscopicBase: f[19] ?? "",
    imagingFamily: f[20] ?? "",
    conversionFactor: whole(f[21]),
    oppsPeNonFacility: whole(f[22]),
    oppsPeFacility: whole(f[23]),
    oppsMalpractice: whole(f[24]),
  };
}

export function rvuBook(m: Manifest, stored: Buffer): RvuBook | undefined {
  const release = readRelease(m.release);
  if (release === undefined) return undefined;
  const find = lookup(stored, 2);
  const rows = kept((key) => {
    const f = find(key);
    return f === undefined ? undefined : rvuRow(f);
  });
  return { seal: seal(m), release, schedule: m.schedule, row: (code, modifier) => rows(`${code}\t${modifier}`) };
}

export function gpciBook(m: Manifest, stored: Buffer): GpciBook | undefined {
  const release = readRelease(m.release);
  const year = Number(m.release.slice(0, 4));
  if (!(year >= 2000)) return undefined;
  const find = lookup(stored, 2);
  const rows = kept((key): Gpci | undefined => {
    const f = find(key);
    return f === undefined
      ? undefined
      : { carrier: f[0] ?? "", locality: f[1] ?? "", work: whole(f[2]), pe: whole(f[3]), malpractice: whole(f[4]) };
  });
  const locality = (carrier: string, number: string): Gpci | undefined => rows(`${carrier}\t${number}`);
  return { seal: seal(m), year, floor: m.floor, locality, ...(release === undefined ? {} : { release }) };
}

/** Books of one number a key, such as a factor or base units. */
function numbers(stored: Buffer, keys: 1 | 2): (key: string) => bigint | undefined {
  const find = lookup(stored, keys);
  return kept((key) => {
    const f = find(key);
    return f === undefined ? undefined : whole(f[keys]);
  });
}

export function anesBook(m: Manifest, stored: Buffer): AnesBook | undefined {
  const release = readRelease(m.release);
  const year = Number(m.release.slice(0, 4));
  if (!(year >= 2000)) return undefined;
  const find = numbers(stored, 2);
  const factor = (carrier: string, locality: string): bigint | undefined => find(`${carrier}\t${locality}`);
  return { seal: seal(m), year, schedule: m.schedule, factor, ...(release === undefined ? {} : { release }) };
}

export function baseUnitBook(m: Manifest, stored: Buffer): BaseUnitBook | undefined {
  const year = Number(m.release.slice(0, 4));
  return year >= 2000 ? { seal: seal(m), year, units: numbers(stored, 1) } : undefined;
}

/** What every surgery center book says of itself; undefined when its manifest names no year. */
function ascDated(m: Manifest): AscDated | undefined {
  const release = readRelease(m.release);
  const year = Number(m.release.slice(0, 4));
  return year >= 2000 ? { seal: seal(m), year, ...(release === undefined ? {} : { release }) } : undefined;
}

export function ascBook(m: Manifest, stored: Buffer): AscBook | undefined {
  const dated = ascDated(m);
  const find = lookup(stored, 1);
  const row = kept((code): AscRow | undefined => {
    const f = find(code);
    return f === undefined
      ? undefined
      : {
          code: f[0] ?? "",
          indicator: f[1] ?? "",
          discounted: f[2] === "Y",
          ...(f[3] ? { weight: whole(f[3]) } : {}),
          ...(f[4] ? { rate: whole(f[4]) } : {}),
        };
  });
  return dated === undefined ? undefined : { ...dated, row };
}

export function ascDeviceBook(m: Manifest, stored: Buffer): AscDeviceBook | undefined {
  const dated = ascDated(m);
  return dated === undefined ? undefined : { ...dated, part: numbers(stored, 1) };
}

export function ascWageBook(m: Manifest, stored: Buffer): AscWageBook | undefined {
  const dated = ascDated(m);
  return dated === undefined ? undefined : { ...dated, index: numbers(stored, 1) };
}

const QUARTER = /^(20\d\d)Q([1-4])$/;

export function zipBook(m: Manifest, stored: Buffer): ZipBook | undefined {
  const q = QUARTER.exec(m.release);
  if (q === null) return undefined;
  const find = lookup(stored, 1);
  const place = kept((zip): ZipPlace | undefined => {
    const f = find(zip);
    return f === undefined ? undefined : { carrier: f[1] ?? "", locality: f[2] ?? "", needsPlusFour: f[3] === "1" };
  });
  return { seal: seal(m), year: Number(q[1]), quarter: Number(q[2]), place };
}

/** A crosswalk of a quarter, or of a year, which counts from its first quarter. */
export function zipMarketBook(m: Manifest, stored: Buffer): ZipMarketBook | undefined {
  const q = QUARTER.exec(m.release);
  const year = Number(q?.[1] ?? m.release);
  if (!(year >= 2000)) return undefined;
  const find = lookup(stored, 1);
  return {
    ...{ seal: seal(m), release: m.release, year, quarter: Number(q?.[2] ?? 1) },
    markets: kept((zip) => find(zip)?.slice(1)),
  };
}
