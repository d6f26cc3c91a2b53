import type { MapQuestion } from "#case/money-map.ts";

/**
 * A facts file to fill in: one row a question, in the order of the dollars it decides, with an empty value. Rows without a
 * value answer nothing, so a half-filled file can be given back to `--facts` at any time.
 */
export function factsTemplate(questions: readonly MapQuestion[]): string {
  const rows = questions.map((q) => [q.scope, q.key, q.fact, "", "", ""].map(csvCell).join(","));
  return ["scope,key,fact,value,source,date", ...rows, ""].join("\r\n");
}

/** A CSV cell by RFC 4180. A key that a spreadsheet would run as a formula is quoted by a leading apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
