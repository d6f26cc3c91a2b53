import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { POPPLER, pdfInfo, pdfText, strayNumbers } from "#test/pdf.ts";
import { type SingleCaseInput, singleCasePaper } from "./single-case.ts";
import { openPress, type Press } from "./typst.ts";

const INPUT: SingleCaseInput = {
  ...{ name: "SCA-7", draft: false, sentOn: day("2026-11-20"), patient: "Jane Doe (synthetic)", member: "M-1" },
  provider: { name: "Harbor Ridge Behavioral", npi: "1000000004", tin: "000000001" },
  sender: {
    letterhead: ["Harbor Ridge Behavioral", "1 Main St", "Phoenix AZ 85001"],
    signer: "Ines Roy",
    title: "Director",
  },
  plan: { name: "Northfield Mutual (synthetic)", person: "R. Vega, network management" },
  ...{ from: day("2026-12-01"), to: day("2027-02-28"), authorization: "AUTH-77", claimsTo: "Claims unit, Box 9" },
  ...{ fileWithin: 90, payWithin: 30, days: "calendar", note: undefined },
  rates: [
    { code: "97153", modifiers: [], price: { basis: "per unit", amount: usd("180.00") }, units: 20 },
    { code: "97155", modifiers: ["HN"], price: { basis: "per claim", amount: usd("250.00") }, units: 4 },
  ],
  because: ["The network lists two providers; neither takes new patients."],
  searches: [
    {
      ...{ by: "Sam Hale", on: day("2026-11-02"), directory: "Plan directory, 25 miles", found: "None takes children" },
      ...{ miles: 41, waitDays: 120 },
    },
  ],
};

describe("a single case agreement as data", () => {
  test("names every code with its units, rate and what it comes to", () => {
    const { rows, total, said, kind } = singleCasePaper(INPUT);
    expect(rows).toMatchObject([
      { code: "97153", units: "20", rate: "$180.00 a unit", worth: "3600.00" },
      { code: "97155-HN", units: "4", rate: "$250.00 a claim", worth: "1000.00" },
    ]);
    expect([kind, total]).toEqual(["Single case agreement", "4600.00"]);
    expect(said[0]).toContainEqual({ strong: "$4,600.00" });
  });

  test.each<readonly [string, Partial<SingleCaseInput>, readonly string[]]>([
    [
      "its days, number, address and times",
      {},
      [
        "from December 1, 2026 to February 28, 2027",
        "number AUTH-77",
        "Claims unit",
        "within 90 days",
        "within 30 calendar days",
      ],
    ],
    ["business days, where they are agreed", { days: "business", payWithin: 1 }, ["within 1 business day of a claim"]],
    ["that the patient owes no more than the cost share", {}, ["will not be billed for more than that cost share"]],
    [
      "which price of Medicare is meant",
      {
        rates: [
          { code: "97153", modifiers: [], price: { basis: "percent of Medicare", hundredths: 15_000 }, units: 4 },
        ],
      },
      ["in force on the day of service"],
    ],
    ["what was added", { note: "Drugs are billed apart." }, ["Drugs are billed apart."]],
  ])("its terms say %s", (_, more, wanted) => {
    const said = singleCasePaper({ ...INPUT, ...more }).terms.join(" ");
    for (const w of wanted) expect(said).toContain(w);
  });

  test("what was not given is not said", () => {
    const bare = singleCasePaper({
      ...INPUT,
      ...{ authorization: undefined, claimsTo: undefined, fileWithin: undefined, member: undefined, draft: true },
      rates: [
        { code: "97153", modifiers: [], price: { basis: "percent of billed", hundredths: 6250 }, units: undefined },
      ],
      ...{ because: [], searches: [], plan: { name: "P", person: undefined } },
    });
    expect(bare.rows).toEqual([
      { code: "97153", service: expect.any(String), units: "as ordered", rate: "62.5% of the charge", worth: null },
    ]);
    expect([bare.kind, bare.total, bare.support]).toEqual(["Single case agreement, draft", null, []]);
    expect(JSON.stringify(bare)).not.toMatch(/undefined|Claims are sent|comes to/);
    expect(bare.form.find((f) => f.label === "Authorization")?.value).toBe("To be given by the plan");
  });
});

describe("on paper", () => {
  let press: Press;
  beforeAll(async () => {
    press = await openPress();
  }, 120_000);

  test("tagged, titled, in English, one page, and every number stands in the JSON", () => {
    const paper = singleCasePaper(INPUT);
    const json = `${JSON.stringify(paper, null, 2)}\n`;
    const own = createHash("sha256").update(json).digest("hex");
    const pdf = press.print("single-case", json, own);
    expect(Buffer.compare(press.print("single-case", json, own), pdf)).toBe(0);
    expect(Buffer.from(pdf).toString("latin1")).toMatch(/\/Lang *\(en-US\)/);
    if (!POPPLER) return;
    const info = pdfInfo(pdf);
    expect([info.get("Title"), info.get("Tagged"), info.get("Pages")]).toEqual([paper.title, "yes", "1"]);
    const text = pdfText(pdf);
    expect(strayNumbers(text, json, own)).toEqual([]);
    expect(text).toContain("Why no network provider");
  });

  test.each([
    ["markup", '#panic("x") *b* $x^2$ `c` @ref'],
    ["turned text", "A\u202eB\u0000C"],
    ["a word without end", "W".repeat(400)],
  ])("%s in every field does no harm", (_, text) => {
    const paper = singleCasePaper({
      ...INPUT,
      ...{ name: text, patient: text, member: text, authorization: text, claimsTo: text, note: text, because: [text] },
      plan: { name: text, person: text },
    });
    expect(press.print("single-case", JSON.stringify(paper), "0".repeat(64)).length).toBeGreaterThan(1000);
  });
});
