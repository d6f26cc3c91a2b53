import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** PDFs read by poppler (poppler-utils), an independent reader that `.ci/run` installs. */

function ran(program: string, args: readonly string[]): string {
  // What poppler thinks of a file goes to standard error and is not the test's.
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

function isThere(program: string): boolean {
  try {
    ran("sh", ["-c", `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
}

export const POPPLER = ["pdftotext", "pdfinfo", "pdffonts"].every(isThere);
export const NO_POPPLER = "poppler-utils is not installed, so no PDF is read back: apt-get install poppler-utils";
if (!POPPLER) console.warn(NO_POPPLER);

function onFile<T>(pdf: Uint8Array, read: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "parley-pdf-"));
  try {
    const path = join(folder, "paper.pdf");
    writeFileSync(path, pdf);
    return read(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All text in the order of the page, without the marks that only allow a break. */
export const pdfText = (pdf: Uint8Array): string =>
  onFile(pdf, (path) => ran("pdftotext", ["-layout", path, "-"])).replaceAll("\u200b", "");

/** "Title", "Tagged", "Pages" and the rest of what the file says of itself. */
export function pdfInfo(pdf: Uint8Array): ReadonlyMap<string, string> {
  const lines = onFile(pdf, (path) => ran("pdfinfo", [path])).split("\n");
  return new Map(
    lines.flatMap((l) => {
      const m = /^([^:]+):\s+(.*)$/.exec(l);
      return m === null ? [] : [[m[1] ?? "", m[2] ?? ""] as const];
    }),
  );
}

/** Name, and whether it is embedded, of every font. */
export const pdfFonts = (pdf: Uint8Array): readonly { readonly name: string; readonly embedded: boolean }[] =>
  onFile(pdf, (path) => ran("pdffonts", [path]))
    .split("\n")
    .slice(2)
    .filter((l) => l.trim() !== "")
    .map((l) => ({
      name: l.split(/\s+/)[0] ?? "",
      embedded: /\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d/.exec(l)?.[1] === "yes",
    }));

const numbersIn = (text: string): readonly string[] =>
  [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map((m) => m[0].replaceAll(",", "").replace(/^0+(?=\d)/, ""));

/** Letters of a word with breaks allowed between them, as a narrow column may have set it. */
const broken = (word: string): RegExp =>
  new RegExp([...word].map((c) => c.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s*"), "g");

/**
 * Numbers that stand in a paper's text and not in its data. Hashes and names of files are taken out whole first, because
 * a column may break them anywhere; page numbers are the paper's own.
 */
export function strayNumbers(
  text: string,
  json: string,
  own: string,
  names: readonly string[] = [],
): readonly string[] {
  const hashes = [own, ...[...json.matchAll(/\b[0-9a-f]{64}\b/g)].map((m) => m[0])];
  let rest = text.replace(/page \d+ of \d+/g, " ").replace(/sha256 [0-9a-f]{4} [0-9a-f]{4} … [0-9a-f]{4}/g, " ");
  for (const word of [...hashes, ...names].filter((w) => w !== "")) rest = rest.replace(broken(word), " ");
  const known = new Set(numbersIn(json));
  return [...new Set(numbersIn(rest))].filter((n) => !known.has(n));
}
