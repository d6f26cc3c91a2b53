import { readFileSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Problem, problem } from "#base/problem.ts";
import { type BookKind, type Manifest, makeBook, sha256 } from "./book-file.ts";
import { cutOff } from "./cut-off.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import { type Oppscap, type Reconciliation, reconcile, reconciliationText } from "./oppscap.ts";
import { readBookFile } from "./read-book.ts";
import type { ReadBook, SourceFile } from "./reading.ts";
import { recognizeByName } from "./recognize.ts";
import { nameRelease } from "./release-name.ts";
import { openBooks, readCatalog, rowsOf, shelve } from "./shelf.ts";
import { MOST_BYTES, unpack } from "./unpack.ts";

/** What became of one file, or of one entry of an archive. A GPCI file with two work columns has two outcomes. */
export interface FileOutcome {
  readonly file: string;
  readonly outcome: "imported" | "already there" | "skipped" | "refused";
  readonly kind?: BookKind;
  readonly release?: string;
  /** SHA-256 of the book. */
  readonly sha256?: string;
  readonly rows?: number;
  /** Of an OPPSCAP file, how its amounts stand to the books. */
  readonly check?: Reconciliation;
}

export interface ImportReport {
  readonly files: readonly FileOutcome[];
  readonly problems: readonly Problem[];
}

export interface ImportOptions {
  /** Files and folders, as CMS publishes them, plain or in gz or zip. */
  readonly paths: readonly string[];
  /** Folder the books are put in; made when it is not there. */
  readonly booksDir: string;
  /** The time to write in the books' manifests, in any form a person reads. */
  readonly now: string;
  /** Called before each file, for a progress bar. */
  readonly onFile?: (file: string, index: number, count: number) => void;
}

/** State of one import: the shelf as it fills, and what there is to tell. */
interface Run {
  readonly dir: string;
  readonly now: string;
  readonly shelf: Manifest[];
  readonly files: FileOutcome[];
  readonly problems: Problem[];
  /** OPPSCAP files met, to compare when every book stands. */
  readonly oppscap: { readonly file: string; readonly content: Oppscap }[];
}

/** Names a release may be read from, nearest first: entries from the inside out, the file, its two folders. */
function namesOf(entries: readonly string[], file: string): string[] {
  const full = resolve(file);
  const inner = entries
    .slice(1)
    .reverse()
    .flatMap((e) => e.split(/[\\/]/).reverse());
  return [...inner, basename(full), basename(dirname(full)), basename(dirname(dirname(full)))];
}

const codeOf = (row: string): string => row.slice(0, row.indexOf("\t"));

function shelveOne(run: Run, source: SourceFile, sourceSha256: string, book: ReadBook): void {
  const { kind, release, schedule, floor, rows, leftOut, ends } = book;
  const made = makeBook(kind, release, schedule, rows);
  const about = { file: source.file, kind, release, sha256: made.sha256, rows: rows.length };
  const same = run.shelf.filter((m) => m.kind === kind && m.release === release && m.schedule === schedule);
  if (same.some((m) => m.sha256 === made.sha256)) {
    run.files.push({ ...about, outcome: "already there" });
    return;
  }
  if (same.some((m) => m.floor === floor)) {
    const message = `a different ${kind} file of ${release} is already imported: both are kept, and the one imported last is used`;
    run.problems.push(problem("warning", "book-second-version", { file: source.file }, message));
  }
  const manifest: Manifest = {
    format: 1,
    kind,
    release,
    schedule,
    floor,
    rows: rows.length,
    leftOut,
    ...(ends === undefined ? {} : { ends }),
    sha256: made.sha256,
    stored: sha256(made.stored),
    source: basename(source.file.split("!").pop() ?? source.file),
    sourceSha256,
    imported: run.now,
    order: 1 + Math.max(0, ...run.shelf.map((m) => m.order)),
  };
  const cut = cutOff(manifest, run.shelf, (m) => (m === manifest ? rows : rowsOf(run.dir, m)).map(codeOf));
  if (cut !== undefined) run.problems.push(problem("warning", "book-maybe-cut", { file: source.file }, cut));
  shelve(run.dir, manifest, made);
  run.shelf.push(manifest);
  run.files.push({ ...about, outcome: "imported" });
}

/** The books an earlier import made of these very bytes for the same release, so that nothing need be read again. */
function knownBefore(run: Run, source: SourceFile, sourceSha256: string): readonly Manifest[] {
  const before = run.shelf.filter((m) => m.sourceSha256 === sourceSha256);
  // Rows were left out: the file is read again, so that its Problems are told again.
  if (before.some((m) => m.leftOut > 0)) return [];
  const named = nameRelease(source.names, source.bytes.toString("latin1", 0, 4_000));
  const release = named?.release?.id ?? `${named?.year ?? ""}`;
  return before.filter((m) => m.kind === "zip" || m.kind.startsWith("asc-") || m.release === release);
}

function importOne(run: Run, source: SourceFile): void {
  const digest = sha256(source.bytes);
  const before = recognizeByName(source.path) === undefined ? knownBefore(run, source, digest) : [];
  if (before.length > 0) {
    for (const m of before) {
      run.files.push({
        file: source.file,
        outcome: "already there",
        kind: m.kind,
        release: m.release,
        sha256: m.sha256,
        rows: m.rows,
      });
    }
    return;
  }
  const read = readBookFile(source);
  run.problems.push(...read.problems);
  for (const book of read.books) shelveOne(run, source, digest, book);
  if (read.oppscap !== undefined) run.oppscap.push({ file: source.file, content: read.oppscap });
  else if (read.books.length === 0)
    run.files.push({ file: source.file, outcome: read.verdict === "skipped" ? "skipped" : "refused" });
}

async function importFile(run: Run, found: FoundFile): Promise<void> {
  const at = { file: found.path };
  let bytes: Buffer;
  try {
    if (statSync(found.path).size > MOST_BYTES) {
      run.problems.push(problem("error", "book-too-large", at, `larger than ${MOST_BYTES / 1_048_576} MiB: not read`));
      run.files.push({ file: found.path, outcome: "refused" });
      return;
    }
    bytes = readFileSync(found.path);
  } catch {
    run.problems.push(problem("error", "book-no-file", at, "the file may not be read"));
    run.files.push({ file: found.path, outcome: "refused" });
    return;
  }
  const opened = await unpack(found.path, bytes);
  run.problems.push(...opened.problems);
  if (opened.files.length === 0) run.files.push({ file: found.path, outcome: "refused" });
  for (const inner of opened.files) {
    const asked = found.asked && inner.path.length === 1;
    importOne(run, {
      file: inner.name,
      bytes: inner.bytes,
      path: inner.path,
      names: namesOf(inner.path, found.path),
      asked,
    });
  }
}

/** Compares the OPPSCAP files met with the books as they stand after the import. */
function compareOppscap(run: Run): void {
  if (run.oppscap.length === 0) return;
  const { books } = openBooks(run.dir);
  for (const { file, content } of run.oppscap) {
    const check = reconcile(books, content);
    const code = check.reconciles === false ? "book-does-not-reconcile" : "book-not-an-input";
    run.files.push({ file, outcome: "skipped", check });
    run.problems.push(problem("warning", code, { file }, reconciliationText(check)));
  }
}

/**
 * Imports CMS files into a folder of books. Every file gets an outcome, and whatever is wrong with one never stops the
 * others. The order of files does not matter, except that of two different files for one release the last is preferred.
 */
export async function importFiles(options: ImportOptions): Promise<ImportReport> {
  const found = findFiles(options.paths);
  const catalog = readCatalog(options.booksDir);
  const run: Run = {
    dir: options.booksDir,
    now: options.now,
    shelf: [...catalog.manifests],
    files: [],
    problems: [...catalog.problems, ...found.problems],
    oppscap: [],
  };
  for (const [i, file] of found.files.entries()) {
    options.onFile?.(file.path, i, found.files.length);
    await importFile(run, file);
  }
  compareOppscap(run);
  return { files: run.files, problems: run.problems };
}
