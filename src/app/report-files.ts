import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import type { PaperName, Press } from "#document/typst.ts";
import { findFiles } from "#exchange/files.ts";
import { contentHash } from "#exchange/same-bytes.ts";
import { sha256 } from "#rates/book-file.ts";

/** The files a paper rests on, by their hashes, and the files a paper is written to. */

/**
 * Names as a paper shows them: without the folder that was given, so that the same files say the same on every machine.
 * Where several were given, each begins with its folder's own name.
 */
export function shownName(paths: readonly string[]): (name: string) => string {
  const roots = [...paths].sort((a, b) => b.length - a.length);
  return (name) => {
    for (const root of roots) {
      const plain = root.length > 1 && root.endsWith(sep) ? root.slice(0, -1) : root;
      if (name === plain) return basename(plain);
      if (plain === ".") return name;
      const cut = plain.endsWith(sep) ? plain : `${plain}${sep}`;
      if (name.startsWith(cut))
        return paths.length > 1 ? `${basename(plain)}/${name.slice(cut.length)}` : name.slice(cut.length);
    }
    return name;
  };
}

/** The hash of every file below the paths, packed ones as unpacked, by the name the user gave them. */
export async function hashFiles(
  paths: readonly string[],
  home: string,
  progress?: ((done: number, total: number, stage: string) => void) | undefined,
): Promise<ReadonlyMap<string, string>> {
  const found = await findFiles(paths, { spool: join(home, "tmp") });
  try {
    const hashes = new Map<string, string>();
    found.files.forEach((f, i) => {
      progress?.(i, found.files.length, "hashing");
      if (f.is !== "refused") hashes.set(f.name, contentHash(f.bytes));
    });
    return hashes;
  } finally {
    found.close();
  }
}

/** So many letters of a claim number are kept in a file's name. */
const NAME_MOST = 60;
/** Names that some systems reserve for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A claim number as part of a file's name: letters, digits, dash and underscore, never a path, never empty. Numbers that
 * lost something keep apart from each other by a piece of their hash.
 */
export function safeName(claim: string): string {
  const plain = claim
    .normalize("NFC")
    .replace(/[^A-Za-z0-9_-]+/g, "_")
    .replace(/^[_-]+|[_-]+$/g, "")
    .slice(0, NAME_MOST);
  return plain === claim && plain !== "" && !RESERVED.test(plain)
    ? plain
    : `${plain === "" ? "claim" : plain}-${sha256(claim).slice(0, 8)}`;
}

/** Writes a file whole or not at all. Papers are about patients' claims, so only their owner may read them. */
export function writePaper(path: string, data: string | Uint8Array): void {
  writeFileSync(`${path}.part`, data, { mode: 0o600 });
  renameSync(`${path}.part`, path);
}

/** The bytes of a paper's JSON, whose hash the paper carries. */
export const paperText = (data: object): string => `${JSON.stringify(data, null, 2)}\n`;

export interface WrittenPaper {
  readonly pdf: string;
  readonly json: string;
}

/** Prints a paper by its template and writes PDF and JSON side by side under `name`. Throws when the disk fails. */
export const writePapers = (template: PaperName, data: object, press: Press, name: string): WrittenPaper =>
  printPapers({ template, text: paperText(data), name }, press);

/** As `writePapers`, of a paper whose JSON is made already. */
export function printPapers(
  { template, text, name }: { readonly template: PaperName; readonly text: string; readonly name: string },
  press: Press,
): WrittenPaper {
  const pdf = press.print(template, text, sha256(text));
  mkdirSync(dirname(name), { recursive: true });
  writePaper(`${name}.json`, text);
  writePaper(`${name}.pdf`, pdf);
  return { pdf: `${name}.pdf`, json: `${name}.json` };
}
