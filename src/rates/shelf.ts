import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Problem, problem } from "#base/problem.ts";
import type { AscBook, AscDeviceBook, AscWageBook, ZipMarketBook } from "#price/asc-book.ts";
import type { AnesBook, BaseUnitBook, Books, GpciBook, RvuBook, ZipBook } from "#price/book.ts";
import {
  anesBook,
  ascBook,
  ascDeviceBook,
  ascWageBook,
  BOOK_KINDS,
  baseUnitBook,
  gpciBook,
  type Made,
  type Manifest,
  rvuBook,
  SHORT,
  sha256,
  zipBook,
  zipMarketBook,
} from "./book-file.ts";

/** The folder books stand in: `KIND-RELEASE-HASH.book.gz` and a `.json` manifest beside each. Any folder will do. */

const MANIFEST = new RegExp(`^(?:${BOOK_KINDS.join("|")})-[0-9A-Z]{4,6}-[0-9a-f]{12}\\.json$`);

const nameOf = (m: Pick<Manifest, "kind" | "release" | "sha256">): string =>
  `${m.kind}-${m.release}-${m.sha256.slice(0, SHORT)}`;

const damaged = (file: string, what: string): Problem =>
  problem(
    "error",
    "book-damaged",
    { file },
    `${what}: this book was left out. Delete it and import its source file again`,
  );

const isText = (v: unknown): v is string => typeof v === "string" && v !== "";
const isCount = (v: unknown): v is number => typeof v === "number" && Number.isInteger(v) && v >= 0;

function isManifest(v: unknown): v is Manifest {
  if (typeof v !== "object" || v === null) return false;
  const m: Partial<Record<keyof Manifest, unknown>> = v;
  return (
    m.format === 1 &&
    (BOOK_KINDS as readonly unknown[]).includes(m.kind) &&
    (m.schedule === "single" || m.schedule === "non-qp" || m.schedule === "qp") &&
    (m.floor === "with" || m.floor === "without" || m.floor === "unstated") &&
    [m.release, m.sha256, m.stored, m.source, m.sourceSha256, m.imported].every(isText) &&
    [m.rows, m.leftOut, m.order].every(isCount)
  );
}

export interface Catalog {
  /** By kind and release, then the preferred version first. */
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

function compare(a: Manifest, b: Manifest): number {
  const [ka, kb] = [`${a.kind} ${a.release}`, `${b.kind} ${b.release}`];
  return ka === kb ? b.order - a.order : ka < kb ? -1 : 1;
}

/** What stands on the shelf. A folder that is not there is an empty shelf. */
export function readCatalog(dir: string): Catalog {
  const problems: Problem[] = [];
  const manifests: Manifest[] = [];
  let names: string[] = [];
  try {
    names = readdirSync(dir).filter((n) => MANIFEST.test(n));
  } catch {
    return { manifests, problems };
  }
  for (const name of names) {
    try {
      const value: unknown = JSON.parse(readFileSync(join(dir, name), "utf8"));
      if (isManifest(value)) manifests.push(value);
      else problems.push(damaged(name, "its manifest is of another format"));
    } catch {
      problems.push(damaged(name, "its manifest could not be read"));
    }
  }
  return { manifests: manifests.sort(compare), problems };
}

/** Adds a book. Content first and manifest last, each by rename, so that a crash leaves no half book. */
export function shelve(dir: string, m: Manifest, made: Made): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const name = join(dir, nameOf(m));
  const put = (path: string, data: Buffer | string): void => {
    writeFileSync(`${path}.part`, data, { mode: 0o600 });
    renameSync(`${path}.part`, path);
    // A book never changes once it stands.
    chmodSync(path, 0o400);
  };
  put(`${name}.book.gz`, made.stored);
  put(`${name}.json`, `${JSON.stringify(m, null, 2)}\n`);
}

/** The rows of a book as they are stored, sorted; none when it cannot be read. */
export function rowsOf(dir: string, m: Manifest): readonly string[] {
  try {
    const text = gunzipSync(readFileSync(join(dir, `${nameOf(m)}.book.gz`)));
    return text.toString("latin1").split("\n").slice(1, -1);
  } catch {
    return [];
  }
}

/** The books of a folder while it is opened. */
interface Opened {
  readonly rvu: RvuBook[];
  readonly gpci: GpciBook[];
  readonly zip: ZipBook[];
  readonly anes: AnesBook[];
  readonly baseUnits: BaseUnitBook[];
  readonly asc: AscBook[];
  readonly ascAncillary: AscBook[];
  readonly ascDevices: AscDeviceBook[];
  readonly ascWages: AscWageBook[];
  readonly zipMarkets: ZipMarketBook[];
}

/** Puts a book among those of its kind; false when its manifest names a release it cannot be of. */
function putBook(opened: Opened, m: Manifest, stored: Buffer): boolean {
  const put = <T>(list: T[], book: T | undefined): boolean => book !== undefined && list.push(book) > 0;
  switch (m.kind) {
    case "rvu":
      return put(opened.rvu, rvuBook(m, stored));
    case "gpci":
      return put(opened.gpci, gpciBook(m, stored));
    case "zip":
      return put(opened.zip, zipBook(m, stored));
    case "anes":
      return put(opened.anes, anesBook(m, stored));
    case "base-units":
      return put(opened.baseUnits, baseUnitBook(m, stored));
    case "asc-aa":
      return put(opened.asc, ascBook(m, stored));
    case "asc-bb":
      return put(opened.ascAncillary, ascBook(m, stored));
    case "asc-ff":
      return put(opened.ascDevices, ascDeviceBook(m, stored));
    case "asc-wages":
      return put(opened.ascWages, ascWageBook(m, stored));
    case "zip-cbsa":
      return put(opened.zipMarkets, zipMarketBook(m, stored));
  }
}

/** Opens every book of a folder. Bytes are read and checked now; rows are taken apart when first asked for. */
export function openBooks(dir: string): { readonly books: Books; readonly problems: readonly Problem[] } {
  const { manifests, problems: first } = readCatalog(dir);
  const problems = [...first];
  const books: Opened = {
    rvu: [],
    gpci: [],
    zip: [],
    anes: [],
    baseUnits: [],
    asc: [],
    ascAncillary: [],
    ascDevices: [],
    ascWages: [],
    zipMarkets: [],
  };
  for (const m of manifests) {
    const name = `${nameOf(m)}.book.gz`;
    let stored: Buffer;
    try {
      stored = readFileSync(join(dir, name));
    } catch {
      problems.push(damaged(name, "the file of the book is missing"));
      continue;
    }
    if (sha256(stored) !== m.stored || !putBook(books, m, stored)) {
      problems.push(damaged(name, "its content is not what was imported"));
    }
  }
  return { books, problems };
}
