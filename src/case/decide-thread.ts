import { type Decide, isBlank, one, thing } from "./deliberation.ts";
import { refuse } from "./refusal.ts";

/** Questions from one of the practice to another, and their answers: a thread that never leaves it. */

/** A question has somebody it goes to and a day by which an answer is hoped for. */
export const askColleague: Decide<"ask colleague"> = (d, { to, text, answerBy }) => {
  if (isBlank(text)) return refuse("reason-missing", "Write what you want to know.");
  if (to.id === d.stamp.by.id) return refuse("not-there", "Ask somebody else; for yourself there are tasks and notes.");
  if (answerBy < d.stamp.on) return refuse("day", `${answerBy} has passed; name a day that an answer can keep.`);
  return one(d, "colleague asked", { to: { id: to.id, name: to.name }, text, answerBy });
};

/** Whoever knows may answer; the question is answered by the first who did not ask it. */
export const answerColleague: Decide<"answer colleague"> = (d, { question, text }) => {
  const found = thing(d.view.thread, question, "question");
  if (!found.ok) return found;
  if (isBlank(text)) return refuse("reason-missing", "The answer is empty.");
  return one(d, "colleague answered", { question, text });
};
