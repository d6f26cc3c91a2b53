import { gunzipSync } from "node:zlib";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { type Problem, problem } from "#base/problem.ts";

/** One file as it was published, out of its wrapping. `name` of an archive entry is `archive.zip!entry`. */
export interface Unpacked {
  readonly name: string;
  /** Names from the outside in: the file, then the entry in it. */
  readonly path: readonly string[];
  readonly bytes: Buffer;
}

/**
 * What one file given to Parley may inflate to, everything inside it together. The largest CMS release archive is about
 * 60 MB; a file that would be larger than this is refused, so that a zip bomb costs no memory.
 */
export const MOST_BYTES = 268_435_456;
/** Entries of one archive. A CMS release archive holds about twenty. */
export const MOST_ENTRIES = 1_000;
/** An archive in an archive in an archive is as deep as anyone needs. */
const DEEPEST = 3;

export interface Opened {
  readonly files: readonly Unpacked[];
  readonly problems: readonly Problem[];
}

/** Bytes that may still be inflated out of one file. */
interface Budget {
  left: number;
}

const isGzip = (b: Buffer): boolean => b[0] === 0x1f && b[1] === 0x8b;
const isZip = (b: Buffer): boolean => b[0] === 0x50 && b[1] === 0x4b && b[2] === 0x03 && b[3] === 0x04;
/** Office files are ZIP archives of something else. */
const OFFICE = /\.(?:xlsx|xlsm|docx|pptx)$/i;

const TOO_LARGE = `the file would be larger than ${MOST_BYTES / 1_048_576} MiB when inflated, which no CMS file of these kinds is: it was not read`;

function gunzip(name: string, bytes: Buffer, budget: Budget): Buffer | Problem {
  try {
    const inflated = gunzipSync(bytes, { maxOutputLength: Math.max(1, budget.left) });
    budget.left -= inflated.length;
    return inflated;
  } catch (e) {
    const code = e instanceof Error && "code" in e ? e.code : "";
    return code === "ERR_BUFFER_TOO_LARGE"
      ? problem("error", "book-too-large", { file: name }, TOO_LARGE)
      : problem(
          "error",
          "book-cut",
          { file: name },
          "the gzip file is cut short or damaged: download it again. Nothing of it was kept, because a book must be whole",
        );
  }
}

function readEntry(zip: ZipFile, entry: Entry, budget: Budget): Promise<Buffer | "too-large" | "damaged"> {
  return new Promise((done) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null || stream === undefined) return done("damaged");
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => {
        budget.left -= part.length;
        if (budget.left < 0) {
          stream.destroy();
          done("too-large");
        } else parts.push(part);
      });
      stream.on("error", () => done("damaged"));
      stream.on("end", () => done(Buffer.concat(parts)));
      stream.on("close", () => done("damaged"));
    });
  });
}

function openZip(bytes: Buffer): Promise<ZipFile | undefined> {
  return new Promise((done) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => done(error === null ? zip : undefined));
  });
}

/** The entries of an archive, one after the other; a damaged directory ends the list early and says so. */
function entriesOf(zip: ZipFile): Promise<{ readonly entries: Entry[]; readonly damaged: boolean }> {
  return new Promise((done) => {
    const entries: Entry[] = [];
    zip.on("entry", (e: Entry) => {
      if (entries.length >= MOST_ENTRIES) return done({ entries, damaged: true });
      entries.push(e);
      zip.readEntry();
    });
    zip.on("end", () => done({ entries, damaged: false }));
    zip.on("error", () => done({ entries, damaged: true }));
    zip.readEntry();
  });
}

async function unzip(path: readonly string[], bytes: Buffer, budget: Budget): Promise<Opened> {
  const name = path.join("!");
  const zip = await openZip(bytes);
  if (zip === undefined) {
    return {
      files: [],
      problems: [
        problem("error", "book-cut", { file: name }, "the zip archive is cut short or damaged: download it again"),
      ],
    };
  }
  const { entries, damaged } = await entriesOf(zip);
  const files: Unpacked[] = [];
  const problems: Problem[] = [];
  if (damaged) {
    problems.push(
      problem(
        "error",
        "book-cut",
        { file: name },
        `the archive's directory is damaged or lists more than ${MOST_ENTRIES} files: what was listed before that is read`,
      ),
    );
  }
  for (const entry of entries) {
    if (entry.fileName.endsWith("/")) continue;
    const inner = [...path, entry.fileName];
    const file = inner.join("!");
    const content = entry.uncompressedSize > budget.left ? "too-large" : await readEntry(zip, entry, budget);
    if (content === "too-large") {
      problems.push(problem("error", "book-too-large", { file }, TOO_LARGE));
      break;
    }
    if (content === "damaged") {
      problems.push(
        problem("error", "book-cut", { file }, "this entry of the archive is damaged or encrypted: download it again"),
      );
      continue;
    }
    const opened = await peel(inner, content, budget);
    files.push(...opened.files);
    problems.push(...opened.problems);
  }
  zip.close();
  return { files, problems };
}

async function peel(path: readonly string[], bytes: Buffer, budget: Budget): Promise<Opened> {
  const name = path.join("!");
  const gz = isGzip(bytes);
  const zip = isZip(bytes) && !OFFICE.test(name);
  if (!gz && !zip) return { files: [{ name, path, bytes }], problems: [] };
  if (path.length > DEEPEST) {
    const message = "archives are nested deeper than three: unpack it and import the inner files";
    return { files: [], problems: [problem("error", "book-nested", { file: name }, message)] };
  }
  if (zip) return unzip(path, bytes, budget);
  const inflated = gunzip(name, bytes, budget);
  if (!Buffer.isBuffer(inflated)) return { files: [], problems: [inflated] };
  const more = isGzip(inflated) || isZip(inflated);
  return more ? peel([...path, "inner"], inflated, budget) : { files: [{ name, path, bytes: inflated }], problems: [] };
}

/**
 * Takes a file out of its gzip or zip wrapping, however often wrapped, judged by its first bytes and not by its name.
 * Damage, bombs and encryption give Problems; what was whole is returned. `most` bounds everything inflated together.
 */
export async function unpack(name: string, bytes: Buffer, most: number = MOST_BYTES): Promise<Opened> {
  if (bytes.length > most) {
    return { files: [], problems: [problem("error", "book-too-large", { file: name }, TOO_LARGE)] };
  }
  return peel([name], bytes, { left: most });
}
