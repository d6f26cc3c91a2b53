import { expect, test } from "vitest";
import type { Manifest } from "./book-file.ts";
import { cutOff } from "./cut-off.ts";

const book = (release: string, rows: number, ends?: string, more: Partial<Manifest> = {}): Manifest => ({
  format: 1,
  kind: "rvu",
  release,
  schedule: "single",
  floor: "unstated",
  rows,
  leftOut: 0,
  ...(ends === undefined ? {} : { ends }),
  sha256: release,
  stored: release,
  source: "f.csv",
  sourceSha256: release,
  imported: "2026-01-02",
  order: 1,
  ...more,
});

/** Codes of two releases: the same, and one that CMS deleted or added between them. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  whole: ["00100", "10021", "70010", "99213", "99607", "A0021", "V5364"],
  cut: ["00100", "10021", "A0021", "V5364"],
  tail: ["00100", "10021", "70010", "99213"],
};
const keysOf = (m: Manifest): readonly string[] => CODES[m.source] ?? [];

test.each<readonly [sentence: string, made: Manifest, shelf: readonly Manifest[], cut: string | undefined]>([
  ["nothing to compare with", book("2025D", 9), [], undefined],
  [
    "the same end, fewer rows: codes were deleted",
    book("2025D", 950, "99607"),
    [book("2025C", 990, "99607")],
    undefined,
  ],
  [
    "letters first, cut in the digits",
    book("2025D", 9, "10021", { source: "cut" }),
    [book("2025C", 990, "99607", { source: "whole" })],
    "2025D",
  ],
  [
    "digits first, cut in the digits, so that the letters are gone as well",
    book("2025D", 9, "99213", { source: "tail" }),
    [book("2025C", 990, "V5364", { source: "whole" })],
    "2025D",
  ],
  [
    "whole, and ending otherwise because the year puts letters last",
    book("2022A", 900, "99607", { source: "whole" }),
    [book("2025D", 990, "V5364", { source: "whole" })],
    undefined,
  ],
  [
    "whole, the neighbour having been cut",
    book("2025D", 990, "99607", { source: "whole" }),
    [book("2025C", 9, "10021", { source: "cut" })],
    "2025C",
  ],
  ["another end and as many rows", book("2025D", 990, "99608"), [book("2025C", 990, "99607")], undefined],
  ["no known ends, a fifth missing", book("2025D", 80), [book("2025C", 100)], undefined],
  ["no known ends, more than a fifth missing", book("2025D", 79), [book("2025C", 100)], "2025D"],
  [
    "the nearest before it speaks, not one after",
    book("2025B", 80),
    [book("2025A", 80), book("2025C", 990)],
    undefined,
  ],
  [
    "the nearest after it, when there is none before",
    book("2024D", 80),
    [book("2025C", 990), book("2025A", 80)],
    undefined,
  ],
  ["another kind says nothing", book("2025D", 9), [book("2025C", 99, undefined, { kind: "gpci" })], undefined],
  ["another schedule says nothing", book("2026A", 9), [book("2025D", 99, undefined, { schedule: "qp" })], undefined],
  ["another file of the same release says nothing", book("2025D", 9), [book("2025D", 99)], undefined],
])("%s", (_, made, shelf, cut) => {
  const said = cutOff(made, shelf, keysOf);
  if (cut === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(new RegExp(`^${cut} has .*the file of ${cut} may have been cut off`));
});
