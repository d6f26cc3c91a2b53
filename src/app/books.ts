import type { Problem } from "#base/problem.ts";
import type { Schedule } from "#price/book.ts";
import { readRelease } from "#price/release.ts";
import { type BookKind, type Manifest, SHORT } from "#rates/book-file.ts";
import { type FileOutcome, type ImportOptions, importFiles } from "#rates/import.ts";
import { openBooks, readCatalog } from "#rates/shelf.ts";

/** The engine behind `parley books`: fee schedule books of a folder, imported, listed and opened. */
export { openBooks };

/** A book as the list shows it. Ready for JSON. */
export interface ListedBook {
  readonly kind: BookKind;
  readonly release: string;
  readonly schedule: Schedule;
  /** First and last day of service it is in force for; null for a GPCI file of a whole year and for ZIP files. */
  readonly from: string | null;
  readonly until: string | null;
  readonly rows: number;
  /** Rows of the source file that could not be read and are not in the book. */
  readonly leftOut: number;
  readonly source: string;
  /** Short name of the book, as prices cite it, and the whole hash. */
  readonly book: string;
  readonly sha256: string;
  readonly imported: string;
  /** False when a later import of the same release is used instead. */
  readonly inUse: boolean;
}

export interface BooksList {
  readonly books: readonly ListedBook[];
  readonly problems: readonly Problem[];
}

function listed(m: Manifest, inUse: boolean): ListedBook {
  const release = readRelease(m.release);
  return {
    kind: m.kind,
    release: m.release,
    schedule: m.schedule,
    from: release?.from ?? null,
    until: release?.until ?? null,
    rows: m.rows,
    leftOut: m.leftOut,
    source: m.source,
    book: m.sha256.slice(0, SHORT),
    sha256: m.sha256,
    imported: m.imported,
    inUse,
  };
}

/** Every book of a folder, by kind and release; of two versions of one release the one in use stands first. */
export function listBooks(booksDir: string): BooksList {
  const { manifests, problems } = readCatalog(booksDir);
  const seen = new Set<string>();
  const books = manifests.map((m) => {
    const key = `${m.kind} ${m.release} ${m.schedule} ${m.floor}`;
    const inUse = !seen.has(key);
    seen.add(key);
    return listed(m, inUse);
  });
  return { books, problems };
}

/** What an import did, in total and file by file. */
export interface BooksImport {
  readonly imported: number;
  readonly alreadyThere: number;
  readonly skipped: number;
  readonly refused: number;
  readonly files: readonly FileOutcome[];
  readonly problems: readonly Problem[];
}

/**
 * Imports files and folders of CMS files into a folder of books. Errors among the Problems mean that something which
 * should have become a book did not, wholly or in part.
 */
export async function importBooks(options: ImportOptions): Promise<BooksImport> {
  const { files, problems } = await importFiles(options);
  const count = (outcome: FileOutcome["outcome"]): number => files.filter((f) => f.outcome === outcome).length;
  return {
    imported: count("imported"),
    alreadyThere: count("already there"),
    skipped: count("skipped"),
    refused: count("refused"),
    files,
    problems,
  };
}
