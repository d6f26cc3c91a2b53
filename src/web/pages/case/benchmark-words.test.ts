import { expect, test } from "vitest";
import { withoutBenchmark } from "./benchmark-words.ts";

const line = (code: string, text?: string, benchmark: string | null = null) => ({
  ...{ code, modifiers: [], benchmark },
  because: text === undefined ? [] : [{ text: "allowed as stated" }, { text }],
});
const NO_BOOK = "no benchmark: no book of the physician fee schedule is loaded";
const PACKAGED = "no benchmark: surgery center: packaged with the procedure";
const NO_ADDENDUM = "no benchmark: surgery center: no rate; missing: Addendum AA of the quarter";

test.each<readonly [string, Parameters<typeof withoutBenchmark>[0], readonly unknown[]]>([
  ["a line that has one is not named", [line("99285", undefined, "400.00")], []],
  [
    "services of one reason stand together, and a book would help",
    [line("99285", NO_BOOK), line("93010", NO_BOOK)],
    [[["99285", "93010"], "no book of the physician fee schedule is loaded", true]],
  ],
  [
    "what a center's procedure pays for has no price in any book",
    [line("64483", PACKAGED)],
    [[["64483"], "surgery center: packaged with the procedure", false]],
  ],
  [
    "a center's line whose addendum is missing gets one by loading it",
    [line("64483", NO_ADDENDUM), line("64484", PACKAGED)],
    [
      [["64483"], "surgery center: no rate; missing: Addendum AA of the quarter", true],
      [["64484"], "surgery center: packaged with the procedure", false],
    ],
  ],
  ["a line without a reason is named all the same", [line("A0431")], [[["A0431"], undefined, true]]],
])("%s", (_, lines, said) => {
  expect(withoutBenchmark(lines).map((w) => [w.codes, w.why, w.isLoadable])).toEqual(said);
});
