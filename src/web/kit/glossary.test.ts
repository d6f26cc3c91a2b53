import { describe, expect, test } from "vitest";
import { GLOSSARY, piecesOf, WORDS } from "./glossary.ts";

describe("a label", () => {
  test.each([
    ["Allowed", "[Allowed=allowed]"],
    ["At stake", "[At stake=stake]"],
    ["Patient", "[Patient=patient share]"],
    ["Floor", "[Floor=floor]"],
    ["Open negotiation notice", "[Open negotiation=open negotiation] notice"],
    ["Begin federal IDR", "Begin federal [IDR=IDR]"],
    ["Is the plan self-funded?", "Is the plan [self-funded=self funded]?"],
    ["Single case agreements", "[Single case agreement=single case agreement]s"],
    ["Cooling-off until Jan 4", "[Cooling-off=cooling off] until Jan 4"],
    ["QPA and UCR p80", "[QPA=QPA] and [UCR=UCR] p80"],
    ["Lines of the floor above", "Lines of the floor above"],
    ["On our right", "On our right"],
    ["A balance bill goes out", "A [balance bill=balance billing] goes out"],
    ["No balance billing", "No [balance billing=balance billing]"],
    ["What is usual and customary", "What is [usual and customary=UCR]"],
    ["Case", "Case"],
    ["Cascade", "Cascade"],
    ["", ""],
  ])("%j has the words %j", (label, wanted) => {
    const said = piecesOf(label).map((p) => (p.word === undefined ? p.text : `[${p.text}=${p.word}]`));
    expect(said.join("")).toBe(wanted);
  });
});

test("the glossary stands in the order of the alphabet, and each word says a sentence", () => {
  const inOrder = Object.keys(GLOSSARY).every((w) => WORDS.includes(w as (typeof WORDS)[number]));
  expect(inOrder).toBe(true);
  expect(WORDS.map((w) => w.toLowerCase())).toEqual(WORDS.map((w) => w.toLowerCase()).toSorted());
  expect(WORDS.filter((w) => !/^[A-Z].*\.$/.test(GLOSSARY[w]))).toEqual([]);
});
