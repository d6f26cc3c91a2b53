import { getDocumentProxy } from "unpdf";

/** What a thread is asked to read. */
export interface PdfAsked {
  readonly bytes: Uint8Array;
  readonly pagesMost: number;
  readonly lettersMost: number;
}

export type PdfAnswer =
  | { readonly text: string; readonly pages: number }
  | { readonly fault: "broken" | "password" | "too many pages" | "too long" | "no text" };

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What pdf.js gives of a piece of text; of marks between pieces it gives other things. */
interface Item {
  readonly str?: string;
  /** The last two are where it stands, in points from the foot of the page. */
  readonly transform?: readonly number[];
  readonly width?: number;
  readonly height?: number;
}

/** Two pieces stand on one line when their feet are closer than this share of a letter's height. */
const SAME_LINE = 0.5;
/** A gap as wide as this share of a letter's height is a blank; one this many times as wide parts two columns. */
const BLANK = 0.15;
const COLUMN = 1.2;

/** Pieces in the order they are read: lines from the top, and along each line. */
function linesOf(pieces: readonly Piece[]): readonly string[] {
  const sorted = pieces.filter((p) => p.text.trim() !== "").sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: Piece[][] = [];
  for (const p of sorted) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (first !== undefined && first.y - p.y <= SAME_LINE * Math.max(first.height, p.height)) line?.push(p);
    else lines.push([p]);
  }
  const out: string[] = [];
  let above: Piece | undefined;
  for (const line of lines) {
    const [first] = line;
    // A gap of a line and more is a blank line: what stands apart was meant apart.
    if (above !== undefined && first !== undefined && above.y - first.y > 2.2 * Math.max(above.height, first.height))
      out.push("");
    above = first;
    out.push(joined(line.sort((a, b) => a.x - b.x)));
  }
  return out;
}

function joined(line: readonly Piece[]): string {
  let text = "";
  let end: number | undefined;
  for (const p of line) {
    const gap = end === undefined ? 0 : (p.x - end) / Math.max(p.height, 1);
    text += `${gap > COLUMN ? "   " : gap > BLANK && !text.endsWith(" ") ? " " : ""}${p.text}`;
    end = p.x + p.width;
  }
  return text.trimEnd();
}

/**
 * The text layer of a PDF, page by page, parted by form feeds. Nothing in it is run, drawn or fetched. Never throws: what
 * cannot be read is a fault.
 */
export async function readPdf({ bytes, pagesMost, lettersMost }: PdfAsked): Promise<PdfAnswer> {
  try {
    const pdf = await getDocumentProxy(bytes, {
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      verbosity: 0,
    });
    if (pdf.numPages > pagesMost) return { fault: "too many pages" };
    const pages: string[] = [];
    let letters = 0;
    for (let n = 1; n <= pdf.numPages; n++) {
      const { items } = await (await pdf.getPage(n)).getTextContent();
      const pieces = (items as readonly object[]).flatMap((item): readonly Piece[] => {
        const i = item as Item;
        if (typeof i.str !== "string" || i.transform === undefined) return [];
        const [, , , , x = 0, y = 0] = i.transform;
        return [{ text: i.str, x, y, width: i.width ?? 0, height: i.height ?? 0 }];
      });
      const text = linesOf(pieces).join("\n");
      letters += text.length;
      if (letters > lettersMost) return { fault: "too long" };
      pages.push(text);
    }
    return letters === 0 ? { fault: "no text" } : { text: pages.join("\f"), pages: pages.length };
  } catch (thrown) {
    return { fault: (thrown as { name?: string }).name === "PasswordException" ? "password" : "broken" };
  }
}
