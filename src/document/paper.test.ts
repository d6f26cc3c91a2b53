import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { LineEvaluation } from "#case/evaluation.ts";
import { told } from "#case/invented.ts";
import { exhibit } from "#law/evidence.ts";
import { NO_POPPLER, POPPLER, pdfFonts, pdfInfo, pdfText, strayNumbers } from "#test/pdf.ts";
import { type NoticeInput, noticeOf } from "./notice.ts";
import { type Report, reportOf } from "./report.ts";
import { openPress, type PaperName, type Press } from "./typst.ts";

/** Papers as printed: by both compilers, read back by another program. */

const sha = (data: string): string => createHash("sha256").update(data).digest("hex");

const EVALUATION = told({
  remittances: [{ paid: "200.00", stated: "250.00", cas: [["PI", "242", "750.00"]], remarks: ["N877"] }],
  facts: [["claim", "C-1", "plan_funding", "self_funded"]],
});

function report(
  change: {
    readonly claim?: string;
    readonly payer?: string;
    readonly practice?: string;
    readonly lines?: number;
  } = {},
): Report {
  const { claim = "C-1", payer = "Northfield Mutual (synthetic)", practice = "Invented Practice" } = change;
  const [line] = EVALUATION.lines as readonly [LineEvaluation];
  const lines = Array.from({ length: change.lines ?? 3 }, (_, i) => ({ ...line, number: i + 1 }));
  return reportOf({
    evaluation: { ...EVALUATION, claim, payer, lines },
    asOf: day("2026-11-20"),
    practice: { name: practice, npi: "1000000004", tin: "000000001" },
    payerClaimNumber: "P-1",
    served: [day("2026-09-01"), day("2026-09-01")],
    figures: {
      floor: usd("250.00"),
      target: usd("500.00"),
      opening: usd("700.00"),
      fair: new Map([[1, { median: usd("800.00"), low: usd("300.00"), high: usd("1900.00") }]]),
    },
    advice: {
      says: "Counter: ask the payer.",
      because: ["An award is a prior."],
      alerts: ["3 business days left."],
      figures: [{ name: "Opening", amount: "$700.00", about: "what to ask first" }],
      moves: [
        {
          move: "Counter",
          what: "Ask.",
          worth: "$420.50",
          chance: "41%",
          days: "45",
          fees: "$0.00",
          reasons: [{ effect: "+$12.34", text: "A reason", source: "a source" }],
        },
      ],
      change: ["Accept an offer of $650.00."],
      missing: ["Which QPA? It decides $77.00."],
      approvals: ["first contact"],
    },
    plan: undefined,
    proof: {
      says: "Check.",
      own: "C-1.report.json",
      files: [{ name: "claims/a.837", sha256: sha("a") }],
      books: [{ name: "Book from b.csv", sha256: sha("b") }],
    },
  });
}

const NOTICE: NoticeInput = {
  sentOn: day("2026-11-23"),
  claim: "C-1",
  payerClaimNumber: "P-1",
  provider: { name: "Invented Practice", npi: "1000000004", tin: "000000001" },
  sender: {
    letterhead: ["Invented Practice", "1 Invented Street", "602 555 0100"],
    signer: "A. Signer",
    title: "Director",
  },
  recipient: {
    name: "Northfield Mutual (synthetic)",
    address: ["1 Invented Plaza", "Phoenix", "AZ 85004"],
    contacts: ["telephone (800) 555-0199"],
  },
  planFunding: "self_funded_erisa",
  group: "GRP1",
  kind: "emergency",
  place: "Place of service 23, AZ",
  firstAnswer: { day: day("2026-11-02"), assumed: true, trace: "T0" },
  items: [
    {
      line: 1,
      code: "99285",
      modifiers: ["25"],
      day: day("2026-09-01"),
      units: "1",
      firstPaid: usd("200.00"),
      refused: false,
      qpa: usd("310.00"),
      offer: usd("1250.00"),
    },
    {
      line: 2,
      code: "12002",
      modifiers: [],
      day: day("2026-09-02"),
      units: "1",
      firstPaid: usd("0.00"),
      refused: true,
      qpa: undefined,
      offer: usd("333.33"),
    },
  ],
  costSharing: usd("50.00"),
  exhibits: [exhibit("federal-idr", "qpa", "Qualifying payment amount disclosed by the plan: $310.00")],
};

let press: Press;
beforeAll(async () => {
  press = await openPress("wasm");
}, 120_000);

const printed = (
  paper: PaperName,
  data: object,
  by: Press = press,
): { readonly pdf: Uint8Array; readonly own: string; readonly json: string } => {
  const json = `${JSON.stringify(data, null, 2)}\n`;
  return { json, own: sha(json), pdf: by.print(paper, json, sha(json)) };
};

describe.each<readonly [PaperName, object, readonly string[]]>([
  ["report", report(), ["claims/a.837", "C-1.report.json"]],
  ["notice", noticeOf(NOTICE), []],
])("the %s", (paper, data, names) => {
  test("is the same to the byte when printed again, and by either compiler", async () => {
    const { pdf } = printed(paper, data);
    expect(Buffer.compare(printed(paper, data).pdf, pdf)).toBe(0);
    const best = await openPress();
    expect(Buffer.compare(printed(paper, data, best).pdf, pdf)).toBe(0);
  });

  test("is tagged, titled, in a language, with its fonts inside and page x of y", (context) => {
    if (!POPPLER) return context.skip(NO_POPPLER);
    const { pdf } = printed(paper, data);
    const info = pdfInfo(pdf);
    expect(info.get("Title")).toBe((data as { title: string }).title);
    expect(info.get("Tagged")).toBe("yes");
    expect(Buffer.from(pdf).toString("latin1")).toMatch(/\/Lang *\(en-US\)/);
    const fonts = pdfFonts(pdf);
    expect(fonts.length).toBeGreaterThan(1);
    expect(fonts.filter((f) => !f.embedded || !/SourceSerif4|Inter/.test(f.name))).toEqual([]);
    expect(pdfText(pdf)).toContain(`page 1 of ${info.get("Pages")}`);
    expect(info.get("CreationDate")).toContain((data as { asOf: string }).asOf.slice(0, 4));
  });

  test("every number in its text stands in its JSON", (context) => {
    if (!POPPLER) return context.skip(NO_POPPLER);
    const { pdf, json, own } = printed(paper, data);
    const text = pdfText(pdf);
    expect([...text.matchAll(/\d+/g)].length).toBeGreaterThan(40);
    expect(strayNumbers(text, json, own, names)).toEqual([]);
  });
});

test("a number that is in no JSON is found", () => {
  expect(strayNumbers("Paid $1,234.50 and 77, page 1 of 2", '{"a":"1234.50"}', "")).toEqual(["77"]);
  expect(strayNumbers("0a0b 0c1", "{}", "0a0b0c1")).toEqual([]);
});

describe("what a claim says does no harm on paper", () => {
  test.each([
    ["markup of a function", '#panic("x") #import "/etc/passwd"'],
    ["marks of markup", "*bold* _it_ $x^2$ `code` = head \\ @ref <label> // -- ~ [b] {c}"],
    ["a control character", "A\u0000B\u0007C"],
    ["a mark that turns the writing", "A\u202eB\u2066C"],
    ["half of a character", "A\ud83dB"],
    ["other scripts", "שלום עולם مرحبا Привет Ελλάδα 漢字 łódź"],
    ["a word without end", "W".repeat(400)],
    ["a path", "../../../../etc/passwd\\..\\x"],
  ])("%s", (_, text) => {
    const data = report({ claim: text, payer: text, practice: text });
    expect(JSON.stringify(data)).not.toMatch(/\\u00|[\u202a-\u202e\u2066-\u2069]/);
    const { pdf } = printed("report", data);
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
    const notice = noticeOf({
      ...NOTICE,
      claim: text,
      provider: { ...NOTICE.provider, name: text },
      sender: { letterhead: [text], signer: text, title: undefined },
      recipient: { name: text, address: [text], contacts: [text] },
    });
    expect(printed("notice", notice).pdf.length).toBeGreaterThan(1000);
    if (!POPPLER) return;
    const told = pdfText(pdf).replace(/\s+/g, "");
    // Writing from right to left is shown from right to left, so only its presence is asked for.
    if (!/[\u0590-\u06ff]/.test(text)) expect(told).toContain(data.payer.name.replace(/\s+/g, ""));
  });

  test("two claims printed one after the other share nothing", (context) => {
    if (!POPPLER) return context.skip(NO_POPPLER);
    printed("report", report({ payer: "First Payer" }));
    expect(pdfText(printed("report", report({ payer: "Second Payer" })).pdf)).not.toContain("First Payer");
  });
});

describe("long and short claims", () => {
  test.each([
    [1, 2],
    [3, 2],
    [40, 4],
    [300, 16],
  ])("a claim of %i lines takes at most %i pages and keeps its heads", (lines, most) => {
    const { pdf } = printed("report", report({ lines }));
    if (!POPPLER) return;
    expect(Number(pdfInfo(pdf).get("Pages"))).toBeLessThanOrEqual(most);
    const text = pdfText(pdf);
    expect([...text.matchAll(/\n *\d+ +99285/g)].length).toBe(lines);
  });
});

test("a compiler that is asked for by name and is not there is told", async () => {
  await expect(
    openPress("native").then(
      (p) => p.engine,
      (e: Error) => e.message,
    ),
  ).resolves.toMatch(/native/);
});

test("a template that fails says so, by either compiler, and names no value", async () => {
  for (const by of [press, await openPress()]) {
    const fail = () => by.print("report", '{"secret":1}', "");
    expect(fail).toThrow(/template of the report does not compile/);
    expect(fail).not.toThrow(/secret/);
  }
});
