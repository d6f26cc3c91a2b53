import { type ZipEntry, zip } from "./zip-by-hand.ts";

/** A workbook as a spreadsheet program writes it, with its parts by hand, so that each can be left out or broken. */
export interface HandSheet {
  /** XML of the rows: what stands in `sheetData`. */
  readonly rows: string;
  /** XML of each shared text: what stands in `si`. */
  readonly texts?: readonly string[];
  /** Format codes of the styles, in their order; a number names a format that has no code. */
  readonly formats?: readonly (string | number)[];
  /** XML of `workbook` before its sheets. */
  readonly before?: string;
  /** XML of `sheets`; sheet1 has the rows, sheet2 none. */
  readonly sheets?: string;
  /** Parts in the place of those written, by name; nothing leaves one out. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const relations = (list: readonly (readonly [string, string, string])[]): string =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${KIND}/${kind}" Target="${target}"/>`)
    .join("")}</Relationships>`;

const attribute = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

function styles(formats: readonly (string | number)[]): string {
  const own = formats.flatMap((f, i) =>
    typeof f === "string" ? `<numFmt numFmtId="${164 + i}" formatCode="${attribute(f)}"/>` : [],
  );
  const used = formats.map((f, i) => `<xf numFmtId="${typeof f === "string" ? 164 + i : f}"/>`);
  return `${HEAD}<styleSheet ${MAIN}><numFmts>${own.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${used.join("")}</cellXfs></styleSheet>`;
}

export function sheetByHand(given: HandSheet): Uint8Array {
  const sheets = given.sheets ?? '<sheet name="Claims" sheetId="1" r:id="rId1"/>';
  const sheet = (rows: string): string => `${HEAD}<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`;
  const parts: Readonly<Record<string, string | Uint8Array | undefined>> = {
    "[Content_Types].xml": `${HEAD}<Types/>`,
    "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `${HEAD}<workbook ${MAIN} xmlns:r="${KIND}">${given.before ?? ""}<sheets>${sheets}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "worksheet", "/xl/worksheets/sheet2.xml"],
      ["rId3", "sharedStrings", "sharedStrings.xml"],
      ["rId4", "styles", "styles.xml"],
    ]),
    "xl/worksheets/sheet1.xml": sheet(given.rows),
    "xl/worksheets/sheet2.xml": sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>other</t></is></c></row>'),
    "xl/sharedStrings.xml": `${HEAD}<sst ${MAIN}>${(given.texts ?? []).map((t) => `<si>${t}</si>`).join("")}</sst>`,
    "xl/styles.xml": styles(given.formats ?? [0]),
    ...given.parts,
  };
  const entries: ZipEntry[] = Object.entries(parts).flatMap(([name, data]) =>
    data === undefined ? [] : { name, data: typeof data === "string" ? new TextEncoder().encode(data) : data },
  );
  return zip(entries);
}
