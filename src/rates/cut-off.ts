import type { Manifest } from "./book-file.ts";

/**
 * A file cut exactly between two rows reads as a whole one, and nothing in it says how many rows there were. What can be
 * known is what a neighbour looks like, a release before or after it: CMS sorts by code, so where a whole file ends, the
 * neighbour ends too, or goes on with codes the file has (years order digits and letters differently).
 */

/** Two files of a kind may differ this much without one being cut, where their last keys are not known. */
const MOST_MISSING = 0.2;

/** The release on the shelf that stands nearest before a book, else nearest after it. */
function neighbour(of: Manifest, shelf: readonly Manifest[]): Manifest | undefined {
  const others = shelf.filter((m) => m.kind === of.kind && m.schedule === of.schedule && m.release !== of.release);
  const before = others.filter((m) => m.release < of.release);
  return before.length > 0
    ? before.reduce((a, b) => (b.release > a.release ? b : a))
    : others.reduce<Manifest | undefined>((a, b) => (a === undefined || b.release < a.release ? b : a), undefined);
}

/** The keys of a book's rows, sorted. */
export type KeysOf = (m: Manifest) => readonly string[];

function isShorter(a: Manifest, b: Manifest, keysOf: KeysOf): boolean {
  if (a.rows >= b.rows) return false;
  const { ends } = a;
  if (ends === undefined || b.ends === undefined) return a.rows < b.rows * (1 - MOST_MISSING);
  if (ends === b.ends) return false;
  const next = keysOf(b).find((key) => key > ends);
  return next !== undefined && !keysOf(a).includes(next);
}

const shown = (m: Manifest): string =>
  `${m.release} has ${m.rows} rows${m.ends === undefined ? "" : ` and ends with ${m.ends}`}`;

/** Why a book, or its neighbour on the shelf, may have been cut off; undefined when neither looks so. */
export function cutOff(made: Manifest, shelf: readonly Manifest[], keysOf: KeysOf): string | undefined {
  const other = neighbour(made, shelf);
  if (other === undefined) return undefined;
  const short = isShorter(made, other, keysOf) ? made : isShorter(other, made, keysOf) ? other : undefined;
  if (short === undefined) return undefined;
  const long = short === made ? other : made;
  return `${shown(short)}, where ${shown(long)}: the file of ${short.release} may have been cut off. Compare its size with the one at CMS, and import it again`;
}
