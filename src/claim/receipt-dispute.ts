import { factOf, readFactDay } from "#law/fact.ts";
import type { FactAnswer } from "./fact-answer.ts";

/** Whether a row states on what day the payment or the denial came. */
export const isReceipt = (a: FactAnswer): boolean => factOf(a.fact)?.id === "payment_received";

const sourceOf = (a: FactAnswer): string => a.source.trim().toLowerCase();

/** Whether two rows are two sources stating different days of receipt. One source that says otherwise later corrects itself. */
function contests(a: FactAnswer, b: FactAnswer): boolean {
  if (!isReceipt(a) || !isReceipt(b) || sourceOf(a) === sourceOf(b)) return false;
  const [x, y] = [readFactDay(a.value), readFactDay(b.value)];
  return x !== undefined && y !== undefined && x !== y;
}

/** A row with the earlier rows it contests, where it contests any; else the row, which outranks what came before. */
export function withContested(a: FactAnswer, before: FactAnswer | undefined): FactAnswer {
  if (before === undefined) return a;
  // An answer that nobody can read takes no day away.
  if (isReceipt(a) && readFactDay(a.value) === undefined && readFactDay(before.value) !== undefined) return before;
  const { against: more = [], ...first } = before;
  const against = [first, ...more].filter((b) => contests(a, b));
  return against.length === 0 ? a : { ...a, against };
}
