/**
 * The cases that were chosen elsewhere, carried to the batch page: too many for an address, and nobody's business but this
 * window's. They stay until others are chosen, so that loading the page again shows the same.
 */
const KEY = "parley-batch";

export const carryToBatch = (cases: readonly string[]): void => sessionStorage.setItem(KEY, JSON.stringify(cases));

/** Keys of the carried cases; none when nothing was chosen in this window. */
export function carried(): readonly string[] {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter((x): x is string => typeof x === "string") : [];
  } catch {
    return [];
  }
}
