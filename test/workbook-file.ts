import { readFileSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";
import readXlsxFile from "read-excel-file/node";

/**
 * Workbooks read back by two readers that know nothing of our writer: `read-excel-file` tells what cells hold, and what it
 * does not tell (styles, panes, filters, widths, formulas) is read from the parts of the file. Every part is checked on the
 * way: its checksum, its size, and that it is XML that a strict parser takes.
 */
export interface ReadCell {
  readonly value: unknown;
  /** The code of its number format; "General" when it has none of its own. */
  readonly format: string;
  readonly bold: boolean;
  /** Whether a spreadsheet program keeps it as text when somebody edits it. */
  readonly quoted: boolean;
  /** How the file types it: "inlineStr" for text, "n" for a number or a day. Nothing for a cell that is not there. */
  readonly type: string | undefined;
}

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly unknown[])[];
  readonly xml: string;
  /** A cell by its column (from 0) and row (from 1, the head). */
  at(column: number, row: number): ReadCell;
}

const END_RECORD = Buffer.from([0x50, 0x4b, 5, 6]);

/** The parts of a zip file as its central directory lists them (PKWARE APPNOTE 6.3, 4.3.12). */
export function partsOf(zip: Buffer): ReadonlyMap<string, string> {
  const end = zip.lastIndexOf(END_RECORD);
  const parts = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [crc, packed, size] = [16, 20, 24].map((o) => zip.readUInt32LE(at + o)) as [number, number, number];
    const [nameLength, extra, comment] = [28, 30, 32].map((o) => zip.readUInt16LE(at + o)) as [number, number, number];
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = inflateRawSync(zip.subarray(from, from + packed));
    if (bytes.length !== size || crc32(bytes) !== crc) throw new Error(`${name}: not the bytes its entry promises`);
    parts.set(name, bytes.toString("utf8"));
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

/** One tag, or the text up to the next: text with `&` only as an entity, attributes quoted and without `<`. */
const TOKEN =
  /<\?xml [^<>]*\?>\n?|<(\/?)([A-Za-z][\w:]*)((?:\s+[\w:]+="(?:[^<&"]|&(?:amp|lt|gt|quot);)*")*)\s*(\/?)>|[^<&]+|&(?:amp|lt|gt|quot);/gy;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 forbids
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Why a text is not well-formed XML, as far as our parts use XML; nothing when it is. */
export function notXml(text: string): string | undefined {
  if (FORBIDDEN.test(text)) return "a character XML cannot hold";
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const found = TOKEN.exec(text);
    if (found === null) return `no tag and no text at ${at}`;
    const [, closing, name, attributes, empty] = found;
    if (name === undefined || empty === "/") continue;
    if (closing === "/" && attributes !== "") return `a closing tag with attributes at ${at}`;
    if (closing !== "/") open.push(name);
    else if (open.pop() !== name) return `</${name}> closes another tag at ${at}`;
  }
  return open.length === 0 ? undefined : `<${open.join("><")}> stays open`;
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
const tags = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}[ />][^>]*>`, "g"))].map((m) => m[0]);
const between = (xml: string, name: string): string => xml.split(`<${name}`)[1]?.split(`</${name}>`)[0] ?? "";

type Style = Pick<ReadCell, "format" | "bold" | "quoted">;

/** What each style of the file means, in the order cells name them (ECMA-376 part 1, 18.8.10). */
function stylesOf(xml: string): readonly Style[] {
  const formats = new Map([
    ["0", "General"],
    ["49", "@"],
  ]);
  for (const f of tags(xml, "numFmt")) formats.set(attribute(f, "numFmtId") ?? "", attribute(f, "formatCode") ?? "");
  const fonts = between(xml, "fonts").split("<font>").slice(1);
  return tags(between(xml, "cellXfs"), "xf").map((xf) => ({
    format: formats.get(attribute(xf, "numFmtId") ?? "") ?? "unknown",
    bold: attribute(xf, "applyFont") === "1" && (fonts[Number(attribute(xf, "fontId"))] ?? "").includes("<b/>"),
    quoted: attribute(xf, "quotePrefix") === "1",
  }));
}

/** The letters of a column, from 0. */
export const columnLetters = (n: number): string =>
  (n < 26 ? "" : columnLetters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

function sheetOf(name: string, rows: ReadSheet["rows"], xml: string, styles: readonly Style[]): ReadSheet {
  return {
    name,
    rows,
    xml,
    at(column, row) {
      const tag = tags(xml, "c").find((c) => attribute(c, "r") === `${columnLetters(column)}${row}`);
      const style = tag === undefined ? undefined : styles[Number(attribute(tag, "s") ?? 0)];
      if (tag !== undefined && style === undefined) throw new Error(`${name}: a cell names a style that is not there`);
      return {
        value: rows[row - 1]?.[column] ?? null,
        ...(style ?? { format: "General", bold: false, quoted: false }),
        type: tag === undefined ? undefined : (attribute(tag, "t") ?? "n"),
      };
    },
  };
}

/** The sheets of a workbook in order. Throws when a part is damaged, is no XML, or the readers disagree on the sheets. */
export async function readWorkbook(path: string): Promise<readonly ReadSheet[]> {
  const file = readFileSync(path);
  const parts = partsOf(file);
  for (const [name, text] of parts) {
    const wrong = notXml(text);
    if (wrong !== undefined) throw new Error(`${name}: ${wrong}`);
  }
  const part = (name: string): string => {
    const text = parts.get(name);
    if (text === undefined) throw new Error(`no part ${name}`);
    return text;
  };
  const styles = stylesOf(part("xl/styles.xml"));
  const targets = new Map(
    tags(part("xl/_rels/workbook.xml.rels"), "Relationship").map((r) => [attribute(r, "Id"), attribute(r, "Target")]),
  );
  const listed = tags(part("xl/workbook.xml"), "sheet").map((s) => part(`xl/${targets.get(attribute(s, "r:id"))}`));
  const read = await readXlsxFile(file, { trim: false });
  if (read.length !== listed.length) throw new Error("the readers count different sheets");
  return read.map((s, i) => sheetOf(s.sheet, s.data, listed[i] ?? "", styles));
}
