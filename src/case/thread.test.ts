import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { ActOf } from "./command.ts";
import { asks, given, LUND, outcomeOf, ROY, type Told, viewOf } from "./story.ts";
import { workOf } from "./work.ts";

/** Questions within the practice: who asked whom, by when, and who said what. */

const ASK: ActOf<"ask colleague"> = {
  type: "ask colleague",
  ...{ to: { id: "roy", name: "I. Roy" }, text: "Did the plan ever disclose a QPA?", answerBy: day("2026-11-23") },
};
const ANSWER: ActOf<"answer colleague"> = { type: "answer colleague", question: 2, text: "In September, page 3." };
const CLOSE: ActOf<"close"> = { type: "close", outcome: "given up", amount: usd("0.00"), reason: "too small" };
const asked: Told = { by: LUND, act: ASK };
const answered: Told = { by: ROY, act: ANSWER };

test.each<readonly [string, readonly Told[], Told, string]>([
  ["a question goes to a colleague", [], asked, "colleague asked"],
  ["nobody asks themselves", [], { by: ROY, act: ASK }, "refused: not-there"],
  ["an empty question", [], { by: LUND, act: { ...ASK, text: " " } }, "refused: reason-missing"],
  ["an answer by yesterday", [], { by: LUND, act: { ...ASK, answerBy: day("2026-11-19") } }, "refused: day"],
  ["an answer by today", [], { by: LUND, act: { ...ASK, answerBy: day("2026-11-20") } }, "colleague asked"],
  ["it is answered", [asked], answered, "colleague answered"],
  ["and answered again", [asked, answered], answered, "colleague answered"],
  ["an empty answer", [asked], { by: ROY, act: { ...ANSWER, text: "" } }, "refused: reason-missing"],
  ["an answer to no question", [], answered, "refused: not-there"],
  ["a closed case is not asked about", [CLOSE], asked, "refused: closed"],
  ["but a question on it is answered", [asked, CLOSE], answered, "colleague answered"],
  ["a question stays", [asked], { type: "undo", event: 2 }, "refused: not-undoable"],
])("%s", (_, before, act, outcome) => expect(outcomeOf(asks(given(...before), act))).toBe(outcome));

describe("a question", () => {
  const dues = (today: string, ...told: readonly Told[]) =>
    workOf(viewOf(given(...told)), { today: day(today), workRate: { top: 1n, bottom: 10n } }).dues;
  const texts = (today: string, ...told: readonly Told[]) => dues(today, ...told).map((d) => [d.text, d.daysLeft]);
  const SAID = "I. Roy is asked by M. Lund: Did the plan ever disclose a QPA?";

  test("is due on its day, and late after it", () => {
    expect(texts("2026-11-20", asked)).toContainEqual([SAID, 2]);
    expect(texts("2026-11-24", asked)).toContainEqual([SAID, 0]);
  });

  test("waits no more once another has answered, and waits on while only the asker adds to it", () => {
    const more: Told = { by: LUND, act: { ...ANSWER, text: "It is about line 2." } };
    expect(texts("2026-11-20", asked, more)).toContainEqual([SAID, 2]);
    expect(texts("2026-11-20", asked, more, answered).map(([t]) => t)).not.toContain(SAID);
    const [question] = viewOf(given(asked, more, answered)).thread;
    expect(question?.answers.map((a) => [a.by.id, a.text])).toEqual([
      ["lund", "It is about line 2."],
      ["roy", "In September, page 3."],
    ]);
    expect(question?.answered?.by.id).toBe("roy");
  });
});
