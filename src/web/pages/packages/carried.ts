/** The cases chosen elsewhere for one deal, kept in this window until others are chosen. */
const KEY = "parley-package";

export const carryToPackage = (cases: readonly string[]): void => sessionStorage.setItem(KEY, JSON.stringify(cases));

export function carriedCases(): readonly string[] {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter((x): x is string => typeof x === "string") : [];
  } catch {
    return [];
  }
}
