/**
 * A number as two parties write it. The first step compares as written (blanks around it aside); only the second step,
 * which a reader is told about, also looks past case, blanks inside and leading zeros, which systems add and drop.
 */
export const asWritten = (id: string): string => id.trim();

export function loosely(id: string): string {
  const bare = /\s/.test(id) ? id.replace(/\s+/g, "") : id;
  let from = 0;
  while (from < bare.length - 1 && bare.charCodeAt(from) === 48) from++;
  return (from === 0 ? bare : bare.slice(from)).toUpperCase();
}
