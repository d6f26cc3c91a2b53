import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import type { ActOf } from "./command.ts";
import { PAPERS } from "./event-lists.ts";
import { AGREEMENT, asks, given, OFFER, outcomeOf, type Told, viewOf } from "./story.ts";

/** Calls and letters as one thread: each knows what it is about, and a paper is kept once. */

const CALL: ActOf<"log call"> = { type: "log call", who: "Dana Quill", said: "They will look at it." };
const LETTER: ActOf<"keep letter"> = {
  type: "keep letter",
  ...{ paper: "counter", to: "Northfield Mutual", sha256: "d1", file: "f1", name: "counter.pdf", bytes: 3 },
};
const FILE: ActOf<"attach file"> = { type: "attach file", file: "f1", name: "a.pdf", kind: "other", bytes: 3 };
const REMOVE: ActOf<"remove file"> = { type: "remove file", file: 2, reason: "wrong case" };
const CLOSE: ActOf<"close"> = { type: "close", outcome: "given up", amount: 0n as never, reason: "too small" };

test.each<readonly [string, readonly Told[], Told, string]>([
  ["a call about their offer", [OFFER], { ...CALL, answers: 2 }, "call logged"],
  ["a call about a letter of ours", [LETTER], { ...CALL, answers: 3 }, "call logged"],
  ["a call about a file is about nothing", [LETTER], { ...CALL, answers: 2 }, "refused: not-there"],
  ["a call about what is not there", [], { ...CALL, answers: 9 }, "refused: not-there"],
  [
    "a call with all that was said of it",
    [],
    { ...CALL, direction: "to us", phone: "602 555 0100", contact: "c1", recording: "given" },
    "call logged",
  ],
  ["a letter is written and its PDF attached", [], LETTER, "file attached, letter written"],
  ["the same PDF is attached once", [FILE], LETTER, "letter written"],
  ["the same paper is kept once", [LETTER], LETTER, "refused: already-so"],
  ["and again once its file was removed", [LETTER, REMOVE], LETTER, "file attached, letter written"],
  ["the same data printed anew is the same paper", [LETTER], { ...LETTER, file: "f2" }, "refused: already-so"],
  ["a letter goes to somebody", [], { ...LETTER, to: " " }, "refused: reason-missing"],
  ["a letter about an offer", [OFFER], { ...LETTER, offer: 2 }, "file attached, letter written"],
  ["a letter about an offer that is not there", [], { ...LETTER, offer: 2 }, "refused: not-there"],
  ["a settlement of an agreement", [AGREEMENT], { ...LETTER, agreement: 2 }, "file attached, letter written"],
  ["a settlement of no agreement", [OFFER], { ...LETTER, agreement: 2 }, "refused: not-there"],
  ["a rate is confirmed after the case was closed", [CLOSE], LETTER, "file attached, letter written"],
  [
    "an offer under a letter is not undone",
    [OFFER, { ...LETTER, offer: 2 }],
    { type: "undo", event: 2 },
    "refused: built-on",
  ],
  ["nor one that was spoken of", [OFFER, { ...CALL, answers: 2 }], { type: "undo", event: 2 }, "refused: built-on"],
  ["a signed copy belongs to an agreement", [AGREEMENT], { ...FILE, agreement: 2 }, "file attached"],
  ["and to none that is not there", [], { ...FILE, agreement: 2 }, "refused: not-there"],
  [
    "an agreement that was signed is not undone",
    [AGREEMENT, { ...FILE, agreement: 2 }],
    { type: "undo", event: 2 },
    "refused: built-on",
  ],
  ["a letter that was written stays", [LETTER], { type: "undo", event: 3 }, "refused: not-undoable"],
])("%s", (_, before, act, outcome) => expect(outcomeOf(asks(given(...before), act))).toBe(outcome));

test("what a letter says is kept as it was", () => {
  const view = viewOf(given(OFFER, { ...LETTER, offer: 2, reference: "CP-1", answerBy: day("2026-12-01") }));
  expect(view.letters).toMatchObject([
    { event: 4, paper: "counter", sha256: "d1", file: "f1", offer: 2, reference: "CP-1", answerBy: "2026-12-01" },
  ]);
  expect(view.files).toMatchObject([{ event: 3, file: "f1", kind: "own letter", name: "counter.pdf" }]);
});

describe("every paper is kept among the files", () => {
  test.each(PAPERS)("%s", (paper) => {
    const [file] = viewOf(given({ ...LETTER, paper })).files;
    expect(file?.kind).toBe(paper === "dispute" ? "dispute filing" : "own letter");
  });
});
