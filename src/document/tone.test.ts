import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { CLAUSES } from "./clauses.ts";
import { LETTER_KINDS, type LetterInput, letterOf } from "./letter.ts";
import { TONE_KINDS, toneOf } from "./tone.ts";

const kinds = (text: string): string =>
  toneOf(text)
    .map((f) => f.kind)
    .join(", ");

describe("what is pointed at", () => {
  test.each<readonly [string, string]>([
    ["We will sue if this is not paid.", "threat"],
    ["We'll report you to the commissioner.", "threat"],
    ["Pay, or else.", "threat"],
    ["You will regret this", "threat"],
    ["PAY THIS CLAIM NOW", "threat"],
    ["Where is it??", "threat"],
    ["You never answer.", "absolute"],
    ["We never agreed to that price, and never received the records.", ""],
    ["This is clearly wrong.", "absolute"],
    ["Nobody pays that.", "absolute"],
    ["Your offer is a joke.", "insult"],
    ["That is ridiculous and your analyst is incompetent.", "insult, insult"],
    ["This is our final offer.", "final"],
    ["Take it or leave it.", "final"],
    ["We waive the appeal.", "waives"],
    ["We accept it as payment in full.", "waives"],
    ["We will not dispute this claim.", "waives"],
    ["The allowed amount is correct, but we ask for more.", "admits"],
    ["Your QPA was fair.", "admits"],
    ["We agree with your pricing.", "admits"],
    ["It was correctly priced.", "admits"],
    ["The patient's diagnosis of cancer was new.", "patient, patient"],
    ["SSN 123-45-6789", "patient, patient"],
    ["Her date of birth is May 1.", "patient"],
  ])("%s", (text, found) => expect(kinds(text)).toBe(found));

  test("the curled apostrophe is one too", () => expect(kinds("We’ll sue.")).toBe("threat"));
  test("it gives the place, the words as written and a calmer way", () => {
    const [f] = toneOf("The offer is Ridiculous.");
    expect(f).toMatchObject({ from: 13, to: 23, words: "Ridiculous", confirm: false });
    expect(f?.calmer).not.toBe("");
  });
  test("only words that give something away are confirmed", () => {
    expect(toneOf("We waive it. Your rate was fair. Or else. Ridiculous.").map((f) => f.confirm)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  test("every kind is reached by a row above, and each has its own words", () => {
    const all = "Or else never ridiculous final offer we waive correctly priced cancer";
    expect(new Set(toneOf(all).map((f) => f.kind))).toEqual(new Set(TONE_KINDS));
  });
});

describe("what is left alone", () => {
  test.each([
    "We offer to accept $1,250.00 as the total for the 2 services below, cost sharing included.",
    "This offer stands through December 4, 2026.",
    "We keep our right to start the dispute, through January 12, 2027.",
    "Please say what the rate was reckoned from, and by whom it may be changed.",
    "Dana said the claim is with pricing; she calls back by Friday.",
    "The remittance of November 2 allows $488.00; the plan's own QPA is $610.00.",
    "Nevertheless we ask for more; the joker in the pack is the modifier.",
    "The release of records went by fax.",
    "Payment within 10 business days",
    "",
  ])("%s", (text) => expect(toneOf(text)).toEqual([]));

  test("a text that would be slow is read quickly", () => {
    const from = performance.now();
    toneOf("we will ".repeat(50_000));
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe("our own sentences pass", () => {
  const ITEM = { line: 1, code: "99285", modifiers: [], day: day("2026-09-01"), units: "1" };
  const letter: LetterInput = {
    ...{ road: "other", kind: "counter", sentOn: day("2026-11-23"), number: "HR-1", claim: "C-1", place: undefined },
    ...{ payerClaimNumber: "P-1", references: [], draft: false, final: false, expires: day("2026-12-04") },
    provider: { name: "Practice", npi: "1000000004", tin: undefined },
    sender: { letterhead: ["Practice"], signer: "A. Signer", title: undefined },
    recipient: { name: "Plan", address: [], contacts: [] },
    amount: usd("900.00"),
    theirs: { amount: usd("610.00"), made: day("2026-11-20"), reference: undefined },
    terms: { payWithin: 10, release: "none", interestWaived: true, confidential: true, noBalanceBill: true },
    costSharing: usd("50.00"),
    rights: [{ label: "Appeal", through: day("2027-03-01"), cite: "29 CFR 2560.503-1", assumed: true }],
    because: ["It lies below the plan's own rate."],
    items: [{ ...ITEM, paid: usd("200.00"), share: usd("900.00") }],
    support: [{ shows: "The charge is the practice's usual one" }],
  };
  /** Releasing is what an agreement is for; it says so in its terms. */
  const isTerm = (words: string): boolean => /^(we )?(release|settle)/i.test(words);

  test.each(LETTER_KINDS.flatMap((kind) => [false, true].map((federal) => [kind, federal] as const)))(
    "a letter: %s, federal %s",
    (kind, federal) => {
      const { said, terms, reserved, support } = letterOf(
        federal
          ? {
              ...letter,
              kind,
              road: "federal",
              items: [{ ...ITEM, paid: usd("1.00"), share: usd("2.00") }],
              support: [],
            }
          : { ...letter, kind },
      );
      const plain = said.flat().map((r) => (typeof r === "string" ? r : ""));
      expect(
        toneOf([...plain, ...terms, ...reserved, ...support.texts].join(" ")).filter((f) => !isTerm(f.words)),
      ).toEqual([]);
    },
  );
  test.each(CLAUSES.map((c) => [c.id, c.text] as const))("a clause: %s", (_, text) =>
    expect(toneOf(text).filter((f) => !isTerm(f.words))).toEqual([]),
  );
  test("the sentences of the notice, as its sources hold them", () => {
    const source = readFileSync(new URL("./notice.ts", import.meta.url), "utf8");
    const sentences = [...source.matchAll(/"([A-Z][^"\n]{30,})"|`([A-Z][^`\n]{30,})`/g)].map((m) => m[1] ?? m[2] ?? "");
    expect(sentences.length).toBeGreaterThan(3);
    expect(sentences.flatMap((s) => toneOf(s).map((f) => `${f.words}: ${s}`))).toEqual([]);
  });
});
