import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd, ZERO } from "#base/money.ts";
import { type Brief, exhibit } from "#law/evidence.ts";
import { type NoticeInput, type NoticeItem, noticeOf } from "./notice.ts";
import { serviceWords } from "./service-words.ts";
import type { Sentence } from "./wording.ts";

const ITEM: NoticeItem = {
  line: 1,
  code: "99285",
  modifiers: ["25"],
  day: day("2026-09-01"),
  units: "1",
  firstPaid: usd("200.00"),
  refused: false,
  qpa: usd("310.00"),
  offer: usd("1250.00"),
};

const INPUT: NoticeInput = {
  sentOn: day("2026-11-23"),
  claim: "C-1",
  payerClaimNumber: "P-1",
  provider: { name: "Invented Practice", npi: "1000000004", tin: "000000001" },
  sender: { letterhead: ["Invented Practice", "602 555 0100"], signer: "A. Signer", title: "Director" },
  recipient: { name: "Northfield Mutual", address: ["1 Invented Plaza"], contacts: ["telephone (800) 555-0199"] },
  planFunding: "self_funded_erisa",
  group: "GRP1",
  kind: "emergency",
  place: "Place of service 23, AZ",
  firstAnswer: { day: day("2026-11-02"), assumed: true, trace: "T0" },
  items: [ITEM],
  costSharing: usd("50.00"),
  exhibits: [],
};

const plain = (s: readonly Sentence[]): string =>
  s
    .flat()
    .map((r) => (typeof r === "string" ? r : "strong" in r ? r.strong : ""))
    .join("");
const fieldOf = (n: NoticeInput, label: string) => noticeOf(n).form.find((f) => f.label === label);

describe("every field of the standard form stands in the notice", () => {
  test.each([
    ["Provider", "Invented Practice", "NPI 1000000004, TIN 000000001"],
    ["Plan or issuer", "Northfield Mutual", "1 Invented Plaza, telephone (800) 555-0199"],
    ["Claim number", "P-1", "Ours C-1"],
    ["Plan type", "Self-funded, private employer", "Group GRP1"],
    ["Items and services", "Emergency services", "Place of service 23, AZ"],
    ["Furnished", "September 1, 2026", "By a nonparticipating provider"],
    ["First payment", "November 2, 2026", "As dated by the remittance, trace T0"],
    ["Notice sent", "November 23, 2026", "To the payer as its remittance names it"],
  ])("%s: %s", (label, value, small) => expect(fieldOf(INPUT, label)).toEqual({ label, value, small }));

  test("items with code, service, day, units, first payment, QPA and offer; totals beneath", () => {
    const n = noticeOf(INPUT);
    expect(n.items).toEqual([
      {
        line: 1,
        code: "99285-25",
        service: "Emergency visit",
        day: "2026-09-01",
        units: "1",
        firstPaid: "200.00",
        refused: false,
        qpa: "310.00",
        offer: "1250.00",
      },
    ]);
    expect(n.totals).toEqual({ firstPaid: "200.00", qpa: "310.00", offer: "1250.00" });
    expect(noticeOf({ ...INPUT, items: [ITEM, { ...ITEM, qpa: undefined }] }).totals.qpa).toBeNull();
    expect([n.signer, n.signerTitle, n.letterhead[0]]).toEqual([
      "A. Signer",
      "Director, for Invented Practice",
      "Invented Practice",
    ]);
  });

  test("what is not known of the plan is said so, and a denial is called one", () => {
    expect(fieldOf({ ...INPUT, planFunding: undefined, group: undefined }, "Plan type")).toMatchObject({
      value: "Not stated to us",
      small: "",
    });
    expect(fieldOf({ ...INPUT, planFunding: "medicare" }, "Plan type")).toMatchObject({ value: "Not stated to us" });
    const refused = {
      ...INPUT,
      items: [{ ...ITEM, refused: true }] as const,
      firstAnswer: { ...INPUT.firstAnswer, assumed: false, trace: undefined },
    };
    expect(fieldOf(refused, "Notice of denial")).toMatchObject({ small: "As received" });
    expect(fieldOf({ ...INPUT, provider: { ...INPUT.provider, tin: undefined } }, "Provider")?.small).toBe(
      "NPI 1000000004",
    );
    expect(noticeOf({ ...INPUT, sender: { ...INPUT.sender, title: undefined } }).signerTitle).toBe(
      "for Invented Practice",
    );
  });

  test("the offer is the whole rate, cost sharing included", () => {
    expect(plain(noticeOf(INPUT).offer)).toBe(
      "We offer to accept $1,250.00 as the total out-of-network rate for the 1 item above, cost sharing included, as payment in full, paid within 30 calendar days of agreement. The patient will not be billed above the in-network cost share, which you gave as $50.00.",
    );
    expect(plain(noticeOf({ ...INPUT, costSharing: ZERO }).offer)).toMatch(/in-network cost share\.$/);
  });
});

describe("the days come from law, by both ways of counting", () => {
  test.each([
    [
      "2026-11-23",
      "January 6, 2027, or January 7, 2027 where",
      "January 8 to January 12, 2027",
      "a Monday before Thanksgiving",
    ],
    [
      "2026-12-01",
      "January 13, 2027, or January 14, 2027 where",
      "January 15 to January 20, 2027",
      "New Year and the January holiday fall inside",
    ],
    ["2026-11-14", "December 29, 2026.", "December 30, 2026 to January 5, 2027", "a Saturday is nobody's day one"],
  ])("sent on %s: talk ends %s, a dispute may follow %s, as %s", (sent, ends, follow) => {
    const n = noticeOf({ ...INPUT, sentOn: day(sent) });
    expect(plain(n.reply)).toContain(ends);
    expect(n.afterwards).toContain(follow);
  });
});

describe("the firewall of evidence", () => {
  test("charges, percentiles of charges and public rates have no way in, by type", () => {
    // @ts-expect-error an item has no charge
    const charged: NoticeItem = { ...ITEM, charge: usd("1860.00") };
    // @ts-expect-error a billed charge is no exhibit of a federal dispute
    const billed: NoticeInput["exhibits"] = [exhibit("federal-idr", "billed_charges", "")];
    // @ts-expect-error nor is a percentile of charges
    const usual: NoticeInput["exhibits"] = [exhibit("federal-idr", "usual_customary_charges", "")];
    // @ts-expect-error nor is a rate of a public programme
    const publicRate: NoticeInput["exhibits"] = [exhibit("federal-idr", "public_payer_rates", "")];
    // @ts-expect-error nor is what another forum may weigh
    const elsewhere: NoticeInput["exhibits"] = [exhibit("tx_arbitration", "usual_customary_charges", "")];
    expect([charged, billed, usual, publicRate, elsewhere].length).toBe(5);
    // Even where a type was talked round, a charge is not carried over.
    expect(JSON.stringify(noticeOf({ ...INPUT, items: [charged] }))).not.toContain("1860");
  });

  test("what a federal dispute may weigh is told in its words, once", () => {
    const brief: Brief<"federal-idr"> = {
      forum: "federal-idr",
      exhibits: [exhibit("federal-idr", "qpa", "QPA: $310.00")],
    };
    expect(noticeOf({ ...INPUT, exhibits: [...brief.exhibits, ...brief.exhibits] }).support).toEqual(["QPA: $310.00."]);
    const air = exhibit("federal-idr-air", "crew_training", "The crew was trained.");
    expect(noticeOf({ ...INPUT, kind: "air ambulance", exhibits: [air] }).support).toEqual(["The crew was trained."]);
  });
});

test.each([
  ["99285", "Emergency visit"],
  ["00840", "Anesthesia"],
  ["64721", "Gland and nerve procedure"],
  ["93306", "Heart service"],
  ["A0431", "Ambulance"],
  ["0450", "Service"],
  ["ZZZZZ", "Service"],
])("%s is called: %s", (code, words) => expect(serviceWords(code)).toBe(words));
