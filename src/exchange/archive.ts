import { crc32, createGunzip } from "node:zlib";
import { type Entry, fromBuffer, open, type ZipFile } from "yauzl";
import { type Problem, problem } from "#base/problem.ts";
import { type ByteSource, readAll } from "./byte-source.ts";
import type { Spool } from "./spool.ts";

/**
 * What a packed file may cost. Claims pack 5 to 20 times; a file that grows far beyond that was made to fill a disk.
 */
export interface ArchiveLimits {
  /** Entries read from one archive. */
  readonly entries: number;
  /** Inflated bytes of one entry. */
  readonly entryBytes: number;
  /** Inflated bytes of everything together. */
  readonly totalBytes: number;
  /** Inflated over packed bytes, looked at once an entry is larger than `ratioFrom`. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** Archives inside archives. */
  readonly depth: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 20_000,
  entryBytes: 16 * 1024 ** 3,
  totalBytes: 64 * 1024 ** 3,
  ratio: 300,
  ratioFrom: 64 * 1024 ** 2,
  depth: 3,
};

/** An inflated entry. `bytes` is absent when nothing of it may be used. */
export interface Inflated {
  readonly name: string;
  readonly bytes?: ByteSource;
  readonly problems: readonly Problem[];
}

/** Counts what has been inflated over all archives of a run. */
export interface Budget {
  readonly limits: ArchiveLimits;
  inflated: number;
}

const CHUNK = 1 << 20;

/** An entry outgrew a limit. */
export class TooMuch extends Error {}

/** Adds a chunk, or throws `TooMuch` when the entry outgrows a limit. */
export function grow(budget: Budget, size: number, packed: number, chunk: Uint8Array): void {
  const { limits } = budget;
  const next = size + chunk.length;
  budget.inflated += chunk.length;
  if (next > limits.entryBytes || budget.inflated > limits.totalBytes) throw new TooMuch();
  if (next > limits.ratioFrom && next > packed * limits.ratio) throw new TooMuch();
}

export const TOO_MUCH =
  "The packed file grows far beyond what claims do, so it is not read. Unpack it yourself and give Parley the files.";
const DAMAGED = "The packed file is damaged or cut. What could be unpacked is read; ask for the file again.";

/** Unpacks a gz file (all its members) into the spool. A damaged or cut one keeps what was whole. */
export async function inflateGzip(source: ByteSource, name: string, spool: Spool, budget: Budget): Promise<Inflated> {
  const entry = spool.entry();
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const problems: Problem[] = [];
  let refused = false;
  const done = new Promise<void>((resolve, reject) => {
    gunzip.on("data", (chunk: Buffer) => {
      try {
        grow(budget, entry.size, source.size, chunk);
        entry.write(chunk);
      } catch (e) {
        refused = e instanceof TooMuch;
        gunzip.destroy(e instanceof Error ? e : new Error("the spool cannot be written"));
      }
    });
    gunzip.on("error", (e) => {
      if ("syscall" in e) reject(e);
      else if (refused) problems.push(problem("error", "archive-too-much", { file: name }, TOO_MUCH));
      else problems.push(problem("error", "archive-damaged", { file: name }, DAMAGED));
      resolve();
    });
    gunzip.on("end", resolve);
  });
  await feed(source, gunzip, () => refused);
  await done;
  if (refused) return { name, problems };
  return { name, bytes: entry.finish(), problems };
}

/** Checksum and size at the end of a gz. Fed alone, so that a wrong one costs none of the bytes before it. */
const TRAILER = 8;

async function feed(source: ByteSource, into: ReturnType<typeof createGunzip>, stop: () => boolean): Promise<void> {
  const body = Math.max(0, source.size - TRAILER);
  for (let at = 0; at < source.size && !stop() && !into.destroyed; ) {
    const chunk = new Uint8Array(Math.min(CHUNK, (at < body ? body : source.size) - at));
    const n = source.read(chunk, at);
    if (n === 0) break;
    at += n;
    await new Promise<void>((resolve) => {
      into.once("close", resolve);
      into.write(chunk.subarray(0, n), () => {
        into.off("close", resolve);
        resolve();
      });
    });
  }
  if (!into.destroyed) into.end();
}

/** Names inside a zip are bytes: UTF-8 when flagged, else an old PC set whose letters beyond ASCII do not matter here. */
export function entryName(entry: Entry): string {
  const raw: unknown = entry.fileName;
  if (!Buffer.isBuffer(raw)) return String(raw).replaceAll("\\", "/");
  const text = (entry.generalPurposeBitFlag & 0x800) !== 0 ? raw.toString("utf8") : raw.toString("latin1");
  // Control characters in a name would reach a terminal.
  return text.replaceAll("\\", "/").replace(/\p{Cc}/gu, "?");
}

const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false } as const;

/** Opens a zip that lies in a file (`path`) or in `source`. */
export function openZip(source: ByteSource, path: string | undefined): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const opened = (e: Error | null, zip: ZipFile): void => (e === null ? resolve(zip) : reject(e));
    if (path !== undefined) open(path, OPTIONS, opened);
    else fromBuffer(Buffer.from(readAll(source, NESTED)), OPTIONS, opened);
  });
}

/** A zip inside another archive is read in memory, so it may not be larger. */
export const NESTED = 256 * 1024 ** 2;

/** The next entry of the directory; undefined after the last. Throws when the directory is damaged. */
export const nextEntry = (zip: ZipFile): Promise<Entry | undefined> =>
  new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      zip.removeAllListeners();
      act();
    };
    zip.once("entry", (e: Entry) => settle(() => resolve(e)));
    zip.once("end", () => settle(() => resolve(undefined)));
    zip.once("error", (e: Error) => settle(() => reject(e)));
    zip.readEntry();
  });

/** The bytes of an entry, inflated as they are read. Throws when it is encrypted or packed by another method. */
export function entryStream(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (e, stream) => (e === null ? resolve(stream) : reject(e)));
  });
}

const METHOD = "The entry is packed by a method Parley does not unpack, or is encrypted. Unpack it yourself.";

async function inflateEntry(zip: ZipFile, entry: Entry, name: string, spool: Spool, budget: Budget): Promise<Inflated> {
  const fail = (code: string, message: string): Inflated => ({
    name,
    problems: [problem("error", code, { file: name }, message)],
  });
  if ((entry.generalPurposeBitFlag & 1) !== 0 || (entry.compressionMethod !== 0 && entry.compressionMethod !== 8))
    return fail("archive-entry-packed", METHOD);
  const out = spool.entry();
  let sum = 0;
  let damaged = false;
  try {
    for await (const chunk of await entryStream(zip, entry)) {
      if (!(chunk instanceof Uint8Array)) continue;
      grow(budget, out.size, entry.compressedSize, chunk);
      out.write(chunk);
      sum = crc32(chunk, sum);
    }
  } catch (e) {
    if (e instanceof TooMuch) return fail("archive-too-much", TOO_MUCH);
    if (e instanceof Error && "syscall" in e) throw e;
    damaged = true;
  }
  damaged ||= sum !== entry.crc32 >>> 0 || out.size !== entry.uncompressedSize;
  const problems = damaged ? [problem("error", "archive-damaged", { file: name }, DAMAGED)] : [];
  return { name, bytes: out.finish(), problems };
}

/** Entries that systems add by themselves and nobody means to send. */
const isNoise = (name: string): boolean =>
  name.endsWith("/") || name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");

/** The parts of an Office file, which is a zip too. */
const isOffice = (name: string): boolean => name === "[Content_Types].xml";

export interface ZipRead {
  readonly entries: readonly Inflated[];
  readonly problems: readonly Problem[];
  /** Set when the zip is an Office file. */
  readonly office: boolean;
}

/**
 * Unpacks every entry of a zip into the spool, in the order of their names. Names are only shown, never written to disk.
 * A damaged entry keeps what was whole; a damaged directory keeps the entries before it.
 */
export async function inflateZip(
  source: ByteSource,
  name: string,
  path: string | undefined,
  spool: Spool,
  budget: Budget,
): Promise<ZipRead> {
  const problems: Problem[] = [];
  const entries: Inflated[] = [];
  let zip: ZipFile | undefined;
  const report = (code: string, message: string): void => {
    problems.push(problem("error", code, { file: name }, message));
  };
  if (path === undefined && source.size > NESTED) {
    report("archive-nested-large", "A zip inside an archive may not be larger than 256 MiB. Unpack it yourself.");
    return { entries, problems, office: false };
  }
  try {
    zip = await openZip(source, path);
    for (let n = 0; ; n++) {
      const entry = await nextEntry(zip);
      if (entry === undefined) break;
      if (n >= budget.limits.entries) {
        report(
          "archive-entries",
          "The archive has more entries than Parley reads from one. Split it, or unpack it yourself.",
        );
        break;
      }
      const inner = entryName(entry);
      if (isOffice(inner)) return { entries: [], problems: [], office: true };
      if (isNoise(inner)) continue;
      entries.push(await inflateEntry(zip, entry, `${name}!${inner}`, spool, budget));
    }
  } catch (e) {
    if (e instanceof Error && "syscall" in e) throw e;
    report("archive-damaged", DAMAGED);
  } finally {
    zip?.close();
  }
  return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)), problems, office: false };
}
