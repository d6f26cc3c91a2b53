import { sentenceAt } from "./proposal-sentence.ts";
import type { Passage, ProposalText } from "./proposal-text.ts";

/** Words of the other side that try to instruct whoever, or whatever, reads them. They are found to be shown, not obeyed. */
const ORDERS =
  /\b(?:ignore|disregard|forget|override)\b[^.\f]{0,40}\b(?:previous|prior|earlier|above|all|your)\b[^.\f]{0,30}\b(?:instructions?|rules?|prompts?|guardrails?|limits?|polic(?:y|ies))\b|(?:^|\n)\s*(?:system|assistant|developer)\s?:|\bnote to (?:the )?(?:software|ai|bot|system|model|agent)\b|\b(?:ai|software|automated|language)\s(?:agents?|models?|assistants?|systems?)\b[^.\f]{0,40}\b(?:must|should|shall|accept|approve|treat|set)\b|\b(?:accept|approve|set)\b[^.\f]{0,40}\b(?:automatically|at once|without (?:review|approval|human))\b|\bset the (?:floor|reservation|limit)\b/gi;

/** The first place where words speak to software; undefined where none does. */
export function speaksToSoftware(t: ProposalText): Passage | undefined {
  const [m] = t.text.matchAll(ORDERS);
  return m === undefined ? undefined : sentenceAt(t, m.index, m.index + m[0].length);
}
