import { describe, expect, test } from "vitest";
import { type Day, day } from "#base/day.ts";
import { usd, ZERO } from "#base/money.ts";
import { type ChannelFinding, decideChannel } from "./channel.ts";
import type { Facts } from "./fact.ts";
import { readRemarks } from "./remark.ts";
import { type Right, rightsOf } from "./right.ts";

/** A denied line whose remark starts the federal days: the appeal and the negotiation run at once. */

const TODAY = day("2026-11-21");
const RECEIVED = day("2026-11-02");
const DENIED: Facts = {
  date_of_service: day("2026-09-10"),
  in_network: false,
  service: "emergency",
  provider: "physician",
  state: "AZ",
  payment: ZERO,
};
const decide = (facts: Facts): ChannelFinding => decideChannel({ ...DENIED, ...facts }, TODAY);
const roles = (f: ChannelFinding): readonly string[] => f.candidates.map((c) => `${c.channel} ${c.role}`);
const rights = (facts: Facts, paymentReceived: Day | undefined = RECEIVED): readonly Right[] => {
  const whole = { ...DENIED, ...facts };
  return rightsOf(decide(facts), { paymentReceived, paymentAssumed: false }, readRemarks(whole).denial, TODAY);
};

const APPEAL = ["internal_appeal first", "external_review next"];
const CORRECT = ["corrected_claim first", "internal_appeal also"];

describe("a remark that starts the federal days stands beside every denial", () => {
  test.each<[string, readonly string[], readonly string[], string]>([
    ["not necessary", ["50"], APPEAL, "internal_appeal"],
    ["not covered", ["96"], APPEAL, "internal_appeal"],
    ["no approval", ["197"], APPEAL, "internal_appeal"],
    ["bundled", ["97"], APPEAL, "internal_appeal"],
    ["no reason", ["A1"], APPEAL, "internal_appeal"],
    ["information missing", ["16"], CORRECT, "corrected_claim"],
    ["filed late", ["29"], CORRECT, "corrected_claim"],
    ["another payer", ["22"], CORRECT, "corrected_claim"],
    ["not eligible", ["27"], CORRECT, "corrected_claim"],
  ])("%s: what answers the denial is unchanged, and the negotiation is added", (_, carc, answer, verdict) => {
    const alone = decide({ carc });
    const refused = decide({ carc, rarc: ["N876"] });
    const paid = decide({ carc, rarc: ["N877"] });
    expect([alone.verdict, refused.verdict, paid.verdict]).toEqual([verdict, verdict, verdict]);
    expect(roles(alone)).toEqual(answer);
    expect(roles(refused)).toEqual([...answer, "federal_open_negotiation first", "federal_idr next"]);
    expect(roles(paid)).toEqual([...answer, "federal_open_negotiation also", "federal_idr next"]);
    expect(refused.excluded).not.toContainEqual(expect.objectContaining({ channel: "federal_idr" }));
    expect(refused.flags).toContain("denied_with_federal_clock");
  });

  test("both clocks are scheduled: thirty business days and one hundred and eighty days", () => {
    for (const rarc of [["N876"], ["N877"]]) {
      const list = rights({ carc: ["50"], rarc });
      expect(list.map((r) => [r.id, r.status, r.safe?.[1]])).toEqual([
        ["erisa.appeal_file", "open", "2027-05-01"],
        ["aca.external_review_file", "not_yet_open", undefined],
        ["nsa.open_neg_initiate", "open", "2026-12-15"],
      ]);
    }
  });

  test("the reason says which remark starts the days, and the statute is cited", () => {
    const negotiate = decide({ carc: ["50"], rarc: ["N876"] }).candidates.find(
      (c) => c.channel === "federal_open_negotiation",
    );
    expect(negotiate?.because[0]).toMatch(/covered.*thirty business days/);
    expect(negotiate?.cites.map((c) => c.text).join()).toContain("300gg-111(c)(1)(A)");
  });

  test("of N876 and N877 together the refusal is believed", () => {
    expect(roles(decide({ carc: ["50"], rarc: ["N877", "N876"] }))).toContain("federal_open_negotiation first");
  });

  test.each([
    ["no remark at all", []],
    ["a remark of the Act that starts no clock", ["N859"]],
    ["a plan that refuses the Act is its own road", ["N885"]],
  ])("%s adds nothing to the appeal's own roads", (_, rarc) => {
    const found = decide({ carc: ["50"], rarc });
    expect(found.flags).not.toContain("denied_with_federal_clock");
    expect(roles(found)).not.toContain("federal_open_negotiation also");
    expect(roles(found)).not.toContain("federal_open_negotiation first");
  });

  test("before the Act no remark starts its days", () => {
    const old = decide({ carc: ["50"], rarc: ["N876"], date_of_service: day("2021-12-31") });
    expect(roles(old)).toEqual(APPEAL);
  });

  test("a contract and a programme stay what they are", () => {
    expect(roles(decide({ carc: ["50"], rarc: ["N876"], in_network: true }))).toEqual(["contract first"]);
    expect(decide({ carc: ["50"], rarc: ["N876"], plan_funding: "medicaid" }).verdict).toBe("not_this_channel");
  });

  test("a line paid in part is priced, and no denial stands beside it", () => {
    expect(roles(decide({ carc: ["50"], rarc: ["N877"], payment: usd("40.00") }))).toEqual([
      "federal_open_negotiation first",
      "federal_idr next",
    ]);
  });
});

describe("where a state may govern", () => {
  const texas = { state: "TX", carc: ["50"], rarc: ["N876"] } as const;

  test("funding unknown: the appeal, both roads of the price, and the question", () => {
    const found = decide(texas);
    expect([found.verdict, found.missing]).toEqual(["undetermined", ["plan_funding"]]);
    expect(roles(found)).toEqual([
      ...APPEAL,
      "tx_arbitration first",
      "federal_open_negotiation first",
      "federal_idr next",
    ]);
    expect(rights(texas).map((r) => r.id)).toEqual([
      "erisa.appeal_file",
      "aca.external_review_file",
      "tx.arbitration_request",
      "nsa.open_neg_initiate",
    ]);
  });

  test("insured: the state's road, and the date the remark started is kept", () => {
    const found = decide({ ...texas, rarc: ["N877"], plan_funding: "fully_insured" });
    expect([found.verdict, found.missing]).toEqual(["internal_appeal", []]);
    expect(roles(found)).toEqual([...APPEAL, "tx_arbitration also", "federal_open_negotiation_protective also"]);
    expect(found.state?.law.code).toBe("TX");
  });

  test("self-funded: the federal road, with the opt-in to confirm", () => {
    const found = decide({ ...texas, plan_funding: "self_funded_erisa" });
    expect(found.verdict).toBe("internal_appeal");
    expect(roles(found)).toEqual([...APPEAL, "federal_open_negotiation first", "federal_idr next"]);
    expect(found.confirm).toEqual(["opted_in"]);
  });

  test("place unknown: the appeal first, and what would say which law", () => {
    const found = decideChannel({ in_network: false, carc: ["16"], rarc: ["N877"], payment: ZERO }, TODAY);
    expect([found.verdict, found.missing]).toEqual(["undetermined", ["plan_funding", "state"]]);
    expect(roles(found).slice(0, 2)).toEqual(CORRECT);
    expect(found.candidates.map((c) => c.channel)).toContain("federal_open_negotiation");
  });
});

test("lines that differ only in the remark that starts the clock do not share a finding", () => {
  const found = [["N859"], ["N877"], ["N876"]].map((rarc) => roles(decide({ carc: ["50"], rarc })).join());
  expect(new Set(found).size).toBe(3);
});
