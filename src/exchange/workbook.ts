import { crc32 } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";
import { type Problem, problem } from "#base/problem.ts";
import {
  type Budget,
  entryName,
  entryStream,
  grow,
  type Inflated,
  NESTED,
  nextEntry,
  openZip,
  TOO_MUCH,
  TooMuch,
} from "./archive.ts";
import type { ByteSource } from "./byte-source.ts";
import type { Spool } from "./spool.ts";
import { Styles } from "./workbook-cells.ts";
import { SharedTexts, SheetLines, SheetTooLarge } from "./workbook-sheet.ts";
import { attributesOf, XmlFault, XmlScan, type XmlSeen } from "./xml-scan.ts";

/**
 * Reads the first sheet of an Excel workbook (ECMA-376, .xlsx) as the table that saving it as CSV gives, so that a list or
 * a facts file is one thing whichever way it was saved. Parts are read as they inflate, and only those that are needed.
 */

/** Inflated bytes of a part: a sheet of a list, the texts its cells share, and what only describes. */
const SHEET_MAX = 256 * 1024 ** 2;
const TEXTS_MAX = 64 * 1024 ** 2;
const SMALL_MAX = 8 * 1024 ** 2;
const PARTS = 10_000;

const NO_WORKBOOK = "It is an Office file and no workbook. Save its table as .xlsx or CSV.";
const BINARY = "It is a binary workbook. Save it as .xlsx, or the sheet as CSV.";
const BROKEN = "The workbook is damaged or cut. Open it in a spreadsheet program and save it again as .xlsx or CSV.";
const TOO_LARGE = "The sheet is larger than 16 MiB as text. Split it, or send the claims as 837.";
const OTHERS = "Only the first sheet of a workbook is read. Save the others as workbooks of their own.";

/** The file is no workbook that is read, and why. */
class Refused extends Error {}

interface Parts {
  readonly zip: ZipFile;
  /** By name in small letters, for names of parts have no case. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly budget: Budget;
}

async function partsOf(zip: ZipFile, budget: Budget): Promise<Parts> {
  const entries = new Map<string, Entry>();
  for (let n = 0; ; n++) {
    const entry = await nextEntry(zip);
    if (entry === undefined) return { zip, entries, budget };
    if (n >= PARTS) throw new XmlFault("more parts than a workbook has");
    entries.set(entryName(entry).toLowerCase(), entry);
  }
}

async function readPart(parts: Parts, name: string, max: number, seen: XmlSeen): Promise<void> {
  const entry = parts.entries.get(name.toLowerCase());
  if (entry === undefined) throw new XmlFault("a part that is named is not there");
  const scan = new XmlScan(seen);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  let sum = 0;
  for await (const chunk of await entryStream(parts.zip, entry)) {
    if (!(chunk instanceof Uint8Array)) continue;
    grow(parts.budget, size, entry.compressedSize, chunk);
    size += chunk.length;
    if (size > max) throw new TooMuch();
    sum = crc32(chunk, sum);
    scan.feed(decoder.decode(chunk, { stream: true }));
  }
  scan.feed(decoder.decode());
  scan.end();
  if (sum !== entry.crc32 >>> 0) throw new XmlFault("not the bytes its checksum promises");
}

const NOTHING = (): void => {};

/** Reads a part for its tags alone. */
const readTags = async (parts: Parts, name: string, open: XmlSeen["open"]): Promise<void> =>
  await readPart(parts, name, SMALL_MAX, { open, text: NOTHING, close: NOTHING });

interface Relation {
  readonly id: string;
  /** Last word of its type: worksheet, sharedStrings, styles. */
  readonly kind: string;
  /** Name of the part from the root of the file. */
  readonly part: string;
}

/** Where a target leads, from the folder of the part that names it. */
function resolved(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith("/") ? target : `${folder}/${target}`).split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}

async function relationsOf(parts: Parts, part: string): Promise<readonly Relation[]> {
  const cut = part.lastIndexOf("/");
  const folder = part.slice(0, Math.max(0, cut));
  const found: Relation[] = [];
  await readTags(parts, `${folder === "" ? "" : `${folder}/`}_rels/${part.slice(cut + 1)}.rels`, (name, attributes) => {
    if (name !== "Relationship") return;
    const a = attributesOf(attributes);
    const kind = (a.get("Type") ?? "").split("/").at(-1) ?? "";
    found.push({ id: a.get("Id") ?? "", kind, part: resolved(folder, a.get("Target") ?? "") });
  });
  return found;
}

interface Book {
  readonly sheets: readonly string[];
  readonly texts: string | undefined;
  readonly styles: string | undefined;
  readonly from1904: boolean;
}

/** What a workbook is made of: its sheets that are shown, in their order. */
async function bookOf(parts: Parts): Promise<Book> {
  const main = (await relationsOf(parts, "")).find((r) => r.kind === "officeDocument")?.part ?? "";
  if (/workbook[^/]*\.bin$/i.test(main)) throw new Refused(BINARY);
  if (!/\.xml$/i.test(main)) throw new Refused(NO_WORKBOOK);
  const listed: string[] = [];
  let root = "";
  let from1904 = false;
  await readTags(parts, main, (name, attributes) => {
    if (root === "") root = name;
    const a = attributesOf(attributes);
    if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(a.get("date1904") ?? "");
    if (name === "sheet" && (a.get("state") ?? "visible") === "visible") listed.push(a.get("id") ?? "");
  });
  if (root !== "workbook") throw new Refused(NO_WORKBOOK);
  const relations = await relationsOf(parts, main);
  const kind = (k: string): string | undefined => relations.find((r) => r.kind === k)?.part;
  const sheets = listed.flatMap((id) => relations.find((r) => r.id === id && r.kind === "worksheet")?.part ?? []);
  if (sheets.length === 0) throw new Refused("The workbook has no sheet with cells.");
  return { sheets, texts: kind("sharedStrings"), styles: kind("styles"), from1904 };
}

async function readSheet(parts: Parts, name: string, spool: Spool): Promise<Inflated> {
  const book = await bookOf(parts);
  const texts = new SharedTexts();
  if (book.texts !== undefined) await readPart(parts, book.texts, TEXTS_MAX, texts);
  const styles = new Styles();
  if (book.styles !== undefined)
    await readPart(parts, book.styles, SMALL_MAX, {
      open: (tag, attributes) => styles.open(tag, attributes),
      close: (tag) => styles.close(tag),
      text: NOTHING,
    });
  const out = spool.entry();
  const write = (text: string): void => out.write(Buffer.from(text, "utf8"));
  const lines = new SheetLines({ file: name, texts: texts.all, styles: styles.shown, from1904: book.from1904, write });
  await readPart(parts, book.sheets[0] ?? "", SHEET_MAX, lines);
  lines.end();
  const others = book.sheets.length > 1 ? [problem("warning", "workbook-sheets", { file: name }, OTHERS)] : [];
  return { name, bytes: out.finish(), problems: [...lines.problems, ...others] };
}

function problemOf(e: unknown, file: string): Problem {
  if (e instanceof Refused) return problem("warning", "file-not-read", { file }, e.message);
  if (e instanceof TooMuch) return problem("error", "archive-too-much", { file }, TOO_MUCH);
  if (e instanceof SheetTooLarge) return problem("error", "csv-too-large", { file, line: e.row }, TOO_LARGE);
  return problem("error", "workbook-damaged", { file }, BROKEN);
}

/**
 * The first sheet of a workbook as a delimited table in the spool. A workbook of which anything needed is damaged, cut or
 * too large is not read at all, for a list with rows missing is worse than none. Throws only when the disk fails.
 */
export async function inflateWorkbook(
  source: ByteSource,
  name: string,
  path: string | undefined,
  spool: Spool,
  budget: Budget,
): Promise<Inflated> {
  if (path === undefined && source.size > NESTED)
    return { name, problems: [problem("error", "archive-too-much", { file: name }, TOO_MUCH)] };
  let zip: ZipFile | undefined;
  try {
    zip = await openZip(source, path);
    return await readSheet(await partsOf(zip, budget), name, spool);
  } catch (e) {
    if (e instanceof Error && "syscall" in e) throw e;
    return { name, problems: [problemOf(e, name)] };
  } finally {
    zip?.close();
  }
}
