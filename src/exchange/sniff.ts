/** What a file is, by its first bytes. The name and its ending say nothing. */
export type Content =
  | { readonly is: "x12" | "gzip" | "zip" | "json" | "text" | "empty" }
  | { readonly is: "refused"; readonly because: string };

/** So many bytes are looked at. */
export const SNIFF = 8192;

const refused = (because: string): Content => ({ is: "refused", because });

/** First bytes of formats that people put beside their claims, and what to do with each. */
const MAGIC: readonly (readonly [string, string])[] = [
  [
    "%PDF",
    "It is a PDF. Parley reads the 835 itself; ask the payer or clearinghouse for it, or type the claims as CSV.",
  ],
  [
    "\xd0\xcf\x11\xe0",
    "It is an old Office file, or one with a password. Save the sheet as .xlsx without one, or as CSV.",
  ],
  ["{\\rtf", "It is a word processor's file. Save the table as CSV."],
  ["\x89PNG", "It is a picture. Parley reads text files."],
  ["\xff\xd8\xff", "It is a picture. Parley reads text files."],
  ["GIF8", "It is a picture. Parley reads text files."],
  ["II*\x00", "It is a picture (a fax or scan). Parley reads text files."],
  ["MM\x00*", "It is a picture (a fax or scan). Parley reads text files."],
  ["7z\xbc\xaf\x27\x1c", "It is a 7z archive. Unpack it, or pack it as zip."],
  ["Rar!", "It is a rar archive. Unpack it, or pack it as zip."],
  ["BZh", "It is bzip2. Unpack it, or pack it as gz."],
  ["\xfd7zXZ", "It is xz. Unpack it, or pack it as gz."],
  ["\x28\xb5\x2f\xfd", "It is zstd. Unpack it, or pack it as gz."],
  ["SQLite format 3", "It is a database. Export the claims as 837, 835 or CSV."],
  ["PAR1", "It is Parquet. Export the claims as 837, 835 or CSV."],
  ["UNA", "It is EDIFACT, which is not the format of American claims. Ask for X12 837 and 835."],
  ["UNB+", "It is EDIFACT, which is not the format of American claims. Ask for X12 837 and 835."],
  ["MSH|", "It is HL7 version 2. Ask for X12 837 and 835."],
  ["FHS|", "It is HL7 version 2. Ask for X12 837 and 835."],
  ["<?xml", "It is XML. Ask for X12 837 and 835, or type the claims as CSV."],
  ["<", "It is a web page or XML. Ask for X12 837 and 835, or type the claims as CSV."],
  ["-----BEGIN", "It is a key or an encrypted message. Decrypt it first."],
];

const latin1 = (bytes: Uint8Array, to: number): string => {
  let text = "";
  for (let i = 0; i < Math.min(bytes.length, to); i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
};

/** Where the text begins: after a byte order mark and blanks. */
function textStart(head: Uint8Array): number {
  let i = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  while (i < head.length && (head[i] === 32 || (head[i] ?? 0) - 9 < 5) && (head[i] ?? 0) >= 9) i++;
  return i;
}

function isBinary(head: Uint8Array): boolean {
  let odd = 0;
  for (const b of head) if (b < 9 || (b > 13 && b < 28)) odd++;
  return odd * 50 > head.length;
}

/** Segments that claims and remittances are made of; two of them with one separator are no table. */
const SEGMENT =
  /^(?:AMT|BHT|BPR|CAS|CLM|CLP|CUR|DMG|DTM|DTP|GE|GS|HI|HL|IEA|LQ|LX|MIA|MOA|N1|N3|N4|NM1|NTE|PAT|PER|PLB|PRV|PWK|QTY|REF|SBR|SE|ST|SV1|SV2|SVC|SVD|TA1|TRN|TS3)([^A-Za-z0-9\s,;"'_.:-])/;

/** Whether a text is made of X12 segments from its middle: one separator throughout, most pieces begin with a segment id. */
function isPieces(text: string): boolean {
  const first = SEGMENT.exec(text)?.[1];
  if (first === undefined) return false;
  const pieces = text.split(/[~\p{Cc}]+/u, 40).filter((p) => p.trim() !== "");
  const known = pieces.filter((p) => SEGMENT.exec(p.trimStart())?.[1] === first);
  return known.length >= 2 && known.length * 2 > pieces.length;
}

/** Tar has its magic far inside. */
const isTar = (head: Uint8Array): boolean => latin1(head.subarray(257, 262), 5) === "ustar";

const UTF16 = "It is UTF-16 text. Save it as UTF-8 (in a spreadsheet: CSV UTF-8).";

/**
 * Names the content from the first bytes (`head`, up to `SNIFF` of them). Pieces of X12 without an ISA count as X12, so
 * that its reader can say what is missing and where.
 */
export function sniff(head: Uint8Array): Content {
  if (head.length === 0) return { is: "empty" };
  if (head[0] === 0x1f && head[1] === 0x8b) return { is: "gzip" };
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 0) + (head[3] ?? 0) <= 15 && (head[2] ?? 9) < 9)
    return { is: "zip" };
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return refused(UTF16);
  const at = textStart(head);
  if (at === head.length) return { is: "empty" };
  const start = latin1(head.subarray(at), 32);
  if (/^ISA[^A-Za-z0-9\s]/i.test(start)) return { is: "x12" };
  if (/^(GS|ST|BHT|CLP|CLM|BPR)[^A-Za-z0-9\s,;"'_.:-]/.test(start)) return { is: "x12" };
  if (isPieces(latin1(head.subarray(at), SNIFF))) return { is: "x12" };
  for (const [magic, because] of MAGIC) if (start.startsWith(magic)) return refused(because);
  if (isTar(head)) return refused("It is a tar archive. Unpack it, or pack it as zip.");
  if (head.length > 3 && head[1] === 0 && head[3] === 0 && head[0] !== 0) return refused(UTF16);
  if (isBinary(head)) return refused("It is a binary file that Parley does not know.");
  if (start.startsWith("{") || start.startsWith("[")) return { is: "json" };
  // An interchange may follow a mail header or a stray line; the X12 reader then says what it skipped.
  if (/(^|[\r\n])ISA[^A-Za-z0-9\s].{2}\D/.test(latin1(head, SNIFF))) return { is: "x12" };
  return { is: "text" };
}
