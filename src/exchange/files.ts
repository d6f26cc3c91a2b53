import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type Problem, problem } from "#base/problem.ts";
import { ARCHIVE_LIMITS, type ArchiveLimits, type Budget, type Inflated, inflateGzip, inflateZip } from "./archive.ts";
import { type ByteSource, OpenFiles, readAll } from "./byte-source.ts";
import { sameBytes } from "./same-bytes.ts";
import { SNIFF, sniff } from "./sniff.ts";
import { Spool } from "./spool.ts";
import { inflateWorkbook } from "./workbook.ts";

/** One thing to read: a plain file, or an entry of an archive, unpacked. */
export interface FoundFile {
  /** As the user gave it; an entry of an archive is written `archive.zip!entry`. */
  readonly name: string;
  readonly is: "x12" | "text" | "json" | "empty" | "refused";
  readonly bytes: ByteSource;
  readonly problems: readonly Problem[];
  /** Refused: why, and what to do. */
  readonly because?: string;
  /** The file that has the same bytes and is read instead. */
  readonly duplicateOf?: string;
}

export interface Found {
  /** In the order of their names. */
  readonly files: readonly FoundFile[];
  /** Problems that belong to no file that could be opened. */
  readonly problems: readonly Problem[];
  /** Gives back what was opened and unpacked. */
  close(): void;
}

export interface FindOptions {
  /** Private folder for what archives hold; made when needed. */
  readonly spool: string;
  readonly limits?: Partial<ArchiveLimits>;
  readonly progress?: ((file: string) => void) | undefined;
}

const FOLDERS_DEEP = 64;
const FILES = 200_000;
/** What Parley itself writes is not read back. */
const OWN_OUTPUT = "parley-out";

interface Walk {
  readonly paths: { name: string; path: string }[];
  readonly problems: Problem[];
  /** Real paths of folders entered, so that links cannot lead in circles. */
  readonly folders: Set<string>;
}

const report = (
  w: Walk,
  code: string,
  file: string,
  message: string,
  severity: "error" | "warning" = "error",
): void => {
  w.problems.push(problem(severity, code, { file }, message));
};

const message = (e: unknown): string =>
  e instanceof Error && "code" in e && (e.code === "EACCES" || e.code === "EPERM")
    ? "Parley may not read this. Give yourself the right to read it."
    : "This cannot be opened. Check that it is still there and whole.";

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function walkFolder(w: Walk, path: string, name: string, depth: number): void {
  if (depth > FOLDERS_DEEP) {
    report(w, "folder-depth", name, `Folders are nested more than ${FOLDERS_DEEP} deep; what is below is not read.`);
    return;
  }
  let entries: string[];
  try {
    const real = realpathSync(path);
    if (w.folders.has(real)) return;
    w.folders.add(real);
    entries = readdirSync(path);
  } catch (e) {
    report(w, "folder-unreadable", name, message(e));
    return;
  }
  for (const entry of entries.sort()) {
    if (entry.startsWith(".") || entry === "__MACOSX" || entry === OWN_OUTPUT) continue;
    walkPath(w, join(path, entry), name.endsWith("/") ? `${name}${entry}` : `${name}/${entry}`, depth + 1);
  }
}

function walkPath(w: Walk, path: string, name: string, depth: number): void {
  const stats = statOf(path);
  if (stats === undefined) {
    let linked = false;
    try {
      linked = lstatSync(path).isSymbolicLink();
    } catch {
      // It is not there at all, which the Problem says.
    }
    const text = linked ? "This link leads nowhere." : "There is no such file or folder. Check the path.";
    report(w, linked ? "link-broken" : "path-missing", name, text, linked ? "warning" : "error");
    return;
  }
  if (stats.isDirectory()) walkFolder(w, path, name, depth);
  else if (!stats.isFile())
    report(w, "not-a-file", name, "This is a device or a pipe, not a file; it is not read.", "warning");
  else if (w.paths.length >= FILES)
    report(w, "too-many-files", name, `More than ${FILES} files; the rest is not read.`);
  else w.paths.push({ name, path });
}

interface Opening {
  readonly open: OpenFiles;
  readonly spool: Spool;
  readonly budget: Budget;
  readonly files: FoundFile[];
}

const headOf = (bytes: ByteSource): Uint8Array => readAll(bytes, SNIFF);

function refuse(o: Opening, name: string, bytes: ByteSource, because: string, problems: readonly Problem[] = []): void {
  const why = problem("warning", "file-not-read", { file: name }, because);
  o.files.push({ name, is: "refused", bytes, because, problems: [...problems, why] });
}

/** Looks at what the bytes are; archives are opened and each entry looked at in turn. */
async function admit(
  o: Opening,
  name: string,
  bytes: ByteSource,
  path: string | undefined,
  depth: number,
  problems: readonly Problem[],
): Promise<void> {
  const content = sniff(headOf(bytes));
  switch (content.is) {
    case "gzip":
    case "zip":
      if (depth >= o.budget.limits.depth)
        refuse(o, name, bytes, "Archives are packed in archives too deep. Unpack them yourself.", problems);
      else await admitArchive(o, content.is, name, bytes, path, depth, problems);
      return;
    case "refused":
      refuse(o, name, bytes, content.because, problems);
      return;
    case "empty": {
      const why = "The file is empty.";
      const empty = problem("warning", "file-empty", { file: name }, `${why} Check that it was fully written.`);
      o.files.push({ name, is: "empty", bytes, because: why, problems: [...problems, empty] });
      return;
    }
    default:
      o.files.push({ name, is: content.is, bytes, problems });
  }
}

async function admitArchive(
  o: Opening,
  is: "gzip" | "zip",
  name: string,
  bytes: ByteSource,
  path: string | undefined,
  depth: number,
  problems: readonly Problem[],
): Promise<void> {
  const admitInflated = async (e: Inflated, before: readonly Problem[]): Promise<void> => {
    const all = [...before, ...e.problems];
    if (e.bytes !== undefined) await admit(o, e.name, e.bytes, undefined, depth + 1, all);
    else
      o.files.push({ name: e.name, is: "refused", bytes, because: all[all.length - 1]?.message ?? "", problems: all });
  };
  if (is === "gzip") {
    await admitInflated(await inflateGzip(bytes, name, o.spool, o.budget), problems);
    return;
  }
  const zip = await inflateZip(bytes, name, path, o.spool, o.budget);
  if (zip.office) {
    await admitInflated(await inflateWorkbook(bytes, name, path, o.spool, o.budget), problems);
    return;
  }
  const own = [...problems, ...zip.problems];
  if (own.length > 0)
    o.files.push({ name, is: "refused", bytes, because: own[own.length - 1]?.message ?? "", problems: own });
  else if (zip.entries.length === 0) refuse(o, name, bytes, "The archive holds no file.");
  for (const e of zip.entries) await admitInflated(e, []);
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Something to look at: its name, where it lies on the disk if it does, and how to get at its bytes. */
interface Candidate {
  readonly name: string;
  readonly path?: string;
  readonly bytes: (open: OpenFiles) => ByteSource;
}

/** Looks at each candidate in turn; one that cannot be opened is a Problem. */
async function admitAll(w: Walk, candidates: readonly Candidate[], options: FindOptions): Promise<Found> {
  const open = new OpenFiles();
  const spool = new Spool(options.spool);
  const o: Opening = {
    open,
    spool,
    budget: { limits: { ...ARCHIVE_LIMITS, ...options.limits }, inflated: 0 },
    files: [],
  };
  const close = (): void => {
    open.close();
    spool.close();
  };
  try {
    for (const { name, path, bytes: opened } of candidates) {
      options.progress?.(basename(name));
      let bytes: ByteSource;
      try {
        bytes = opened(open);
        headOf(bytes);
      } catch (e) {
        report(w, "file-unreadable", name, message(e));
        continue;
      }
      await admit(o, name, bytes, path, 0, []);
    }
    const files = o.files.sort(byName);
    const first = sameBytes(files);
    return {
      files: files.map((f, i) => {
        const other = files[first[i] ?? i];
        return other === undefined || other === f ? f : { ...f, duplicateOf: other.name };
      }),
      problems: w.problems,
      close,
    };
  } catch (e) {
    close();
    throw e;
  }
}

/**
 * Finds what there is to read under the paths: files, folders in folders, zip and gz. Each file is known by its content,
 * whatever its name; two files of the same bytes are read once. A bad file never stops the rest. Hidden files are passed
 * over unless they are named. Throws only when the disk fails.
 */
export async function findFiles(paths: readonly string[], options: FindOptions): Promise<Found> {
  const w: Walk = { paths: [], problems: [], folders: new Set() };
  for (const path of paths) walkPath(w, path, path, 0);
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  for (const { name, path } of w.paths.sort(byName)) {
    if (seen.has(path)) continue;
    seen.add(path);
    candidates.push({ name, path, bytes: (open) => open.source(path) });
  }
  return await admitAll(w, candidates, options);
}

/** The same for files whose bytes are at hand, such as those of a store; archives among them are opened. */
export async function findIn(
  files: readonly { readonly name: string; readonly bytes: ByteSource }[],
  options: FindOptions,
): Promise<Found> {
  const candidates = files.map(({ name, bytes }) => ({ name, bytes: () => bytes })).sort(byName);
  return await admitAll({ paths: [], problems: [], folders: new Set() }, candidates, options);
}
