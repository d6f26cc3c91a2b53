import { mkdir, open, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Day } from "#base/day.ts";
import { inventedBooks } from "./demo/book.ts";
import { type LargeDemo, type LargeTotals, largeClaims, largeRemittances } from "./demo/large.ts";
import { factsFile, practiceFile } from "./demo/practice-file.ts";
import { type DemoFile, makeDemo } from "./demo.ts";

/** The edge of the demo: puts what it makes into a folder. */

async function write(folder: string, files: readonly DemoFile[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { path, text } of files) {
    const target = join(folder, ...path.split("/"));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, path.endsWith(".gz") ? gzipSync(text) : text);
    paths.push(target);
  }
  return paths;
}

/**
 * Writes the demo practice into `folder`, which is made when absent, over what an earlier demo left there. Returns the
 * paths written. Throws what the file system throws.
 */
export const writeDemo = (
  folder: string,
  options: { readonly asOf: Day; readonly seed: number },
): Promise<readonly string[]> => write(folder, makeDemo(options));

/** Pieces are gathered to about this many characters before they go to disk. */
const GATHERED = 1 << 20;

async function pour(path: string, pieces: Generator<string, LargeTotals>): Promise<LargeTotals> {
  const file = await open(path, "w");
  try {
    let gathered = "";
    for (;;) {
      const next = pieces.next();
      if (next.done === true) {
        await file.write(gathered);
        return next.value;
      }
      gathered += next.value;
      if (gathered.length >= GATHERED) {
        await file.write(gathered);
        gathered = "";
      }
    }
  } finally {
    await file.close();
  }
}

/**
 * Writes everyday claims and their remittances for measuring: `claims.837`, `remittances.835` (in another order), and the
 * profile, facts and invented books that go with them. Memory stays flat. Returns the totals a reader must find.
 */
export async function writeLargeDemo(folder: string, options: LargeDemo): Promise<LargeTotals> {
  await write(folder, [
    { path: "practice.json", text: practiceFile(options.asOf) },
    { path: "facts.csv", text: factsFile(options.asOf) },
    ...inventedBooks(options.asOf),
  ]);
  const asked = await pour(join(folder, "claims.837"), largeClaims(options));
  const answered = await pour(join(folder, "remittances.835"), largeRemittances(options));
  const { claims, lines, billed, unanswered } = asked;
  return { ...answered, claims, lines, billed, unanswered };
}
