import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { exhibit } from "#law/evidence.ts";
import { POPPLER, pdfInfo, pdfText, strayNumbers } from "#test/pdf.ts";
import {
  type FederalLetter,
  LETTER_KINDS,
  type LetterInput,
  type LetterItem,
  letterOf,
  type OtherLetter,
} from "./letter.ts";
import { openPress, type Press } from "./typst.ts";
import type { Sentence } from "./wording.ts";

const ITEM: LetterItem = {
  line: 1,
  code: "99285",
  modifiers: ["25"],
  day: day("2026-09-01"),
  units: "1",
  paid: usd("200.00"),
  share: usd("1250.00"),
};

const FEDERAL: FederalLetter = {
  road: "federal",
  kind: "counter",
  sentOn: day("2026-11-23"),
  number: "HR-2041",
  claim: "C-1",
  payerClaimNumber: "P-1",
  references: [{ label: "Your reference", value: "CP-884213" }],
  provider: { name: "Invented Practice", npi: "1000000004", tin: "000000001" },
  sender: {
    letterhead: ["Invented Practice", "1 Invented Street", "602 555 0100"],
    signer: "A. Signer",
    title: "Director",
  },
  recipient: { name: "Northfield Mutual", address: ["1 Invented Plaza"], contacts: ["fax (312) 555-0177"] },
  amount: usd("1583.33"),
  theirs: { amount: usd("610.00"), made: day("2026-11-20"), reference: "CP-884213" },
  draft: false,
  final: false,
  expires: day("2026-12-04"),
  terms: { payWithin: 10, release: "these lines", precedent: "none" },
  costSharing: usd("50.00"),
  rights: [
    { label: "Start the dispute", through: day("2027-01-12"), cite: "45 CFR 149.510(b)(2)", assumed: false },
    { label: "Appeal", through: day("2027-03-01"), cite: "29 CFR 2560.503-1", assumed: true },
  ],
  because: ["It lies below the floor."],
  place: "Place of service 23, AZ",
  items: [ITEM, { ...ITEM, line: 2, code: "12002", modifiers: [], share: usd("333.33") }],
  support: [exhibit("federal-idr", "qpa", "Qualifying payment amount disclosed by the plan: $310.00")],
};

const OTHER: OtherLetter = {
  ...FEDERAL,
  road: "other",
  items: [{ ...ITEM, billed: usd("1860.00") }],
  amount: usd("1250.00"),
  support: [{ shows: "The charge is the practice's usual one" }],
};

const plain = (s: readonly Sentence[]): string =>
  s
    .flat()
    .map((r) => (typeof r === "string" ? r : "strong" in r ? r.strong : ""))
    .join("");
const said = (l: LetterInput): string => plain(letterOf(l).said);

describe("each kind says one act", () => {
  test.each<readonly [string, LetterInput, string]>([
    [
      "an opening asks",
      { ...FEDERAL, kind: "opening" },
      "We ask for $1,583.33 as the total for the 2 services below, cost sharing included. This offer stands through December 4, 2026.",
    ],
    [
      "a counter names their offer, refuses it, and offers",
      FEDERAL,
      "We have your offer of $610.00 of November 20, 2026 (CP-884213). We do not accept it.We offer to accept $1,583.33 as the total for the 2 services below, cost sharing included. This offer stands through December 4, 2026.",
    ],
    [
      "an acceptance accepts their amount and nothing else",
      { ...FEDERAL, kind: "acceptance" },
      "We accept your offer of $610.00 of November 20, 2026 (CP-884213) as the total for the 2 services below, cost sharing included.The acceptance is of that amount, for these services and on the terms below, and of nothing else.",
    ],
    [
      "a rejection says why and offers nothing",
      { ...FEDERAL, kind: "rejection" },
      "We do not accept your offer of $610.00 of November 20, 2026 (CP-884213).It lies below the floor.",
    ],
    [
      "a single case agreement binds one case",
      { ...FEDERAL, kind: "single case agreement" },
      "Northfield Mutual (the plan) and Invented Practice (the provider) agree on $1,583.33 in all for the 2 services below, furnished to one patient under the claim named above. It is an agreement for this case alone; the provider joins no network by it.",
    ],
  ])("%s", (_, letter, words) => expect(said(letter)).toBe(words));

  test("it is called the last offer only where it was let out as one", () => {
    expect(said(FEDERAL)).not.toMatch(/last|final/i);
    expect(said({ ...FEDERAL, final: true })).toMatch(/It is our last offer\.$/);
  });

  test("what was not made is a draft, in the title and on the page", () => {
    expect(letterOf({ ...FEDERAL, draft: true })).toMatchObject({
      kind: "Counteroffer, draft",
      title: "Counteroffer, draft, claim P-1",
    });
  });

  test("shares add up to what is offered", () => {
    expect(letterOf(FEDERAL).totals).toEqual({ billed: null, paid: "400.00", share: "1583.33" });
    expect(letterOf({ ...FEDERAL, kind: "rejection" }).totals.share).toBeNull();
  });
});

describe("every letter reserves the rights that are alive", () => {
  test.each(LETTER_KINDS)("%s", (kind) => {
    const { reserved } = letterOf({ ...FEDERAL, kind });
    expect(reserved[0]).toMatch(/gives up no right of the provider or the patient/);
    expect(reserved.join(" ")).toContain("start the dispute, through January 12, 2027 (45 CFR 149.510(b)(2)).");
    expect(reserved.join(" ")).toContain(
      "through March 1, 2027 (29 CFR 2560.503-1), counted from the day the remittance states.",
    );
  });
  test("without a right there is the general reservation alone", () =>
    expect(letterOf({ ...FEDERAL, rights: [] }).reserved).toHaveLength(1));
  test("an opening on the federal road says that it is not the notice", () => {
    expect(letterOf({ ...FEDERAL, kind: "opening" }).reserved.at(-1)).toMatch(/is not the open negotiation notice/);
    expect(letterOf({ ...OTHER, kind: "opening" }).reserved.at(-1)).not.toMatch(/notice/);
  });
});

describe("an appeal", () => {
  const RIGHT = { label: "File the internal appeal", through: day("2027-03-01"), cite: "29 CFR 2560.503-1(h)(3)(i)" };
  const APPEAL: LetterInput = {
    ...{ ...FEDERAL, kind: "appeal" as const, appeals: { ...RIGHT, assumed: true } },
    offers: [
      { from: "us", amount: usd("1583.33"), made: day("2026-11-02") },
      { from: "them", amount: usd("610.00"), made: day("2026-11-20") },
    ],
  };
  const text = (l: LetterInput): string =>
    letterOf(l)
      .said.map((s) => s.map((p) => (typeof p === "string" ? p : "strong" in p ? p.strong : "")).join(""))
      .join(" ");

  test("asks for the amount, within its time by its rule, and carries what both sides offered", () => {
    expect(text(APPEAL)).toBe(
      "We appeal the plan's decision and ask it to pay $1,583.33 as the total for the 2 services below, cost sharing included. " +
        "It is filed on November 23, 2026, within the time to appeal, which ends on March 1, 2027 (29 CFR 2560.503-1(h)(3)(i)), counted from the day the remittance states. " +
        "So far we asked for $1,583.33 on November 2, 2026 and you offered $610.00 on November 20, 2026. No agreement was reached. " +
        "It lies below the floor. Please send us the documents and the terms of the plan on which the decision rests.",
    );
  });

  test("without offers or an amount it says nothing of them", () => {
    const bare = text({ ...APPEAL, offers: [], amount: undefined });
    expect(bare).toMatch(/^We appeal the plan's decision on the 2 services below and ask it to pay what/);
    expect(bare).not.toContain("So far");
  });

  test("its reasons are those the forum may weigh, and the rights stay reserved", () => {
    const { support, reserved } = letterOf(APPEAL);
    expect(support).toEqual({ title: "Why", texts: ["Qualifying payment amount disclosed by the plan: $310.00."] });
    expect(reserved.length).toBe(3);
  });
});

describe("terms are those that were asked for", () => {
  test.each<readonly [string, LetterInput, readonly (string | RegExp)[]]>([
    [
      "federal: the patient is never billed beyond the share",
      { ...FEDERAL, terms: {} },
      [/in-network cost share, which you gave as \$50\.00/],
    ],
    ["elsewhere nothing is said that was not asked", { ...OTHER, terms: {} }, []],
    ["payment in ten business days", { ...OTHER, terms: { payWithin: 10 } }, [/within 10 business days/]],
    ["one business day", { ...OTHER, terms: { payWithin: 1 } }, [/within 1 business day of/]],
    [
      "all of them",
      {
        ...OTHER,
        terms: {
          interestWaived: true,
          release: "all claims",
          confidential: true,
          precedent: "this code",
          noBalanceBill: true,
          note: "Mind the gap.",
        },
      },
      [/all claims/, /no interest/, /confidential/, /later claims/, /not be billed/, /Mind the gap/],
    ],
    [
      "a single case agreement protects the patient and the payment",
      { ...OTHER, kind: "single case agreement", terms: {} },
      [/not be billed for more than the cost share/, /takes nothing back/],
    ],
    ["a rejection has none", { ...FEDERAL, kind: "rejection" }, []],
  ])("%s", (_, letter, terms) => {
    const found = letterOf(letter).terms;
    expect(found).toHaveLength(terms.length);
    for (const [i, t] of terms.entries()) expect(found[i]).toMatch(t);
  });
});

describe("the firewall of evidence", () => {
  test("charges, percentiles of charges and public rates have no way into a federal letter, by type", () => {
    // @ts-expect-error an item of a federal letter has no charge
    const charged: FederalLetter["items"][number] = { ...ITEM, billed: usd("1860.00") };
    // @ts-expect-error a billed charge is no exhibit of a federal dispute
    const billed: FederalLetter["support"] = [exhibit("federal-idr", "billed_charges", "")];
    // @ts-expect-error nor is a rate of a public programme
    const rate: FederalLetter["support"] = [exhibit("federal-idr", "public_payer_rates", "")];
    // @ts-expect-error nor words that no forum vouches for
    const words: FederalLetter["support"] = [{ shows: "Medicare pays $95.00" }];
    expect([billed, rate, words].length).toBe(3);
    // Even where a type was talked round, a charge is not carried over.
    expect(JSON.stringify(letterOf({ ...FEDERAL, items: [charged] }))).not.toContain("1860");
  });
  test("on another road the charge may stand", () => expect(letterOf(OTHER).totals.billed).toBe("1860.00"));
});

describe("on paper", () => {
  let press: Press;
  beforeAll(async () => {
    press = await openPress();
  }, 120_000);
  const cases = LETTER_KINDS.flatMap((kind) => [
    [kind, "federal", { ...FEDERAL, kind }] as const,
    [kind, "other", { ...OTHER, kind, final: kind === "counter" }] as const,
  ]);
  test.each(cases)(
    "%s, %s road: tagged, titled, in English, and every number stands in the JSON",
    (_, __, input, context?: never) => {
      void context;
      const letter = letterOf(input);
      const json = `${JSON.stringify(letter, null, 2)}\n`;
      const own = createHash("sha256").update(json).digest("hex");
      const pdf = press.print("offer", json, own);
      expect(Buffer.compare(press.print("offer", json, own), pdf)).toBe(0);
      expect(Buffer.from(pdf).toString("latin1")).toMatch(/\/Lang *\(en-US\)/);
      if (!POPPLER) return;
      const info = pdfInfo(pdf);
      expect([info.get("Title"), info.get("Tagged"), info.get("Pages")]).toEqual([letter.title, "yes", "1"]);
      const text = pdfText(pdf);
      expect([...text.matchAll(/\d+/g)].length).toBeGreaterThan(30);
      expect(strayNumbers(text, json, own)).toEqual([]);
      expect(text).toContain("Rights reserved");
    },
  );

  test("by either compiler the same bytes", async () => {
    const json = JSON.stringify(letterOf(FEDERAL));
    const wasm = await openPress("wasm");
    expect(Buffer.compare(wasm.print("offer", json, "0".repeat(64)), press.print("offer", json, "0".repeat(64)))).toBe(
      0,
    );
  }, 120_000);

  test.each([
    ["markup", '#panic("x") *b* $x^2$ `c` @ref'],
    ["turned text", "A\u202eB\u0000C"],
    ["a word without end", "W".repeat(400)],
  ])("%s in every field does no harm", (_, text) => {
    const letter = letterOf({
      ...FEDERAL,
      number: text,
      claim: text,
      payerClaimNumber: text,
      references: [{ label: "Your reference", value: text }],
      recipient: { name: text, address: [text], contacts: [text] },
      terms: { note: text },
      because: [text],
    });
    expect(press.print("offer", JSON.stringify(letter), "0".repeat(64)).length).toBeGreaterThan(1000);
  });
});
