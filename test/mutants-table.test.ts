import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** A path from the root of the checkout. */
const at = (path: string): URL => new URL(`../${path}`, import.meta.url);

type Row = readonly [file: string, find: string, replace: string, broken: string];
const { MUTANTS }: { readonly MUTANTS: readonly Row[] } = await import(at("scripts/mutants-table.mjs").href);

/** `npm run mutants` takes minutes and is not run with every change; a row that no longer fits the code shows at once. */
test.each(MUTANTS.map(([file, find, , broken]) => ({ file, find, broken })))(
  "still stands once to be broken: $broken",
  ({ file, find }) => {
    expect(readFileSync(at(file), "utf8").split(find)).toHaveLength(2);
  },
);
