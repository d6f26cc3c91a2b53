import { readFileSync } from "node:fs";
import { readX12 } from "#x12/read.ts";

/** Changes to the segments of a file, by their numbers in it, and what reading the changed file tells. */

export type Change = (segments: readonly string[]) => readonly string[];

export const drop =
  (n: number): Change =>
  (all) =>
    all.toSpliced(n - 1, 1);
export const insert =
  (after: number, ...texts: readonly string[]): Change =>
  (all) =>
    all.toSpliced(after, 0, ...texts);
export const double =
  (n: number): Change =>
  (all) =>
    all.toSpliced(n, 0, all[n - 1] as string);
/** Moves segment `n` to right behind segment `after`, both numbered as before. */
export const move =
  (n: number, after: number): Change =>
  (all) =>
    all.flatMap((s, k) => (k === n - 1 ? [] : k === after - 1 ? [s, all[n - 1] as string] : [s]));
export const edit =
  (n: number, from: string, to: string): Change =>
  (all) => {
    if (!all[n - 1]?.includes(from)) throw new Error(`segment ${n} has no ${from}`);
    return all.with(n - 1, (all[n - 1] as string).replace(from, to));
  };
/** So many copies of segments `from` to `to` in their place. */
export const repeat =
  (from: number, to: number, times: number): Change =>
  (all) =>
    all.toSpliced(from - 1, to - from + 1, ...Array.from({ length: times }, () => all.slice(from - 1, to)).flat());
export const both =
  (...changes: readonly Change[]): Change =>
  (all) =>
    changes.reduce((now, change) => change(now), all);

export const segmentsOf = (fixture: string): readonly string[] =>
  readFileSync(new URL(`../fixtures/x12/${fixture}.edi`, import.meta.url), "latin1")
    .replaceAll("\n", "")
    .split("~")
    .slice(0, -1);

/** The text of a file with its sets counted anew, so that a change is only what it says. */
export function fileOf(segments: readonly string[]): string {
  let first = 0;
  const counted = segments.map((s, k) => {
    if (s.startsWith("ST*")) first = k;
    return s.startsWith("SE*") ? s.replace(/^SE\*\d+/, `SE*${k - first + 1}`) : s;
  });
  return `${counted.join("~\n")}~\n`;
}

/** Each Problem as "code loop element #segment". */
export function told(text: string): readonly string[] {
  const reader = readX12("f.edi", {});
  reader.push(new TextEncoder().encode(text));
  return reader
    .end()
    .problems.map(({ code, at }) =>
      [code, at.loop, at.element, `#${at.segment}`].filter((x) => x !== undefined).join(" "),
    );
}
