import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import type {
  ClaimLineRecord,
  ClaimPaymentRecord,
  ClaimRecord,
  Party,
  PaymentRecord,
  ServicePaymentRecord,
} from "#x12/model.ts";
import { checkSent, claimOf } from "./from-x12.ts";
import { checkPayment, paymentOf, remittanceOf } from "./remittance-from-x12.ts";

const span = { from: 100, to: 200, segment: 7 };

const party = (role: string, more: Partial<Party> = {}): Party => ({ role, refs: [], contacts: [], ...more });

const line = (more: Partial<ClaimLineRecord> = {}): ClaimLineRecord => ({
  span,
  diagnosisPointers: [],
  emergency: false,
  dates: [],
  refs: [],
  amounts: [],
  parties: [],
  ...more,
});

const record = (more: Partial<ClaimRecord> = {}): ClaimRecord => ({
  span,
  version: "005010X222A1",
  set: "0001",
  interchange: "1",
  id: "ED-1",
  causes: [],
  parties: [],
  dates: [],
  refs: [],
  amounts: [],
  diagnoses: [],
  notes: [],
  otherPayers: [],
  lines: [],
  ...more,
});

const hc = (code: string): { qualifier: string; code: string; modifiers: string[] } => ({
  qualifier: "HC",
  code,
  modifiers: [],
});

const payment: PaymentRecord = { span, version: "005010X221A1", set: "0001", interchange: "1", refs: [] };

const paid = (more: Partial<ClaimPaymentRecord> = {}): ClaimPaymentRecord => ({
  span,
  payment,
  id: "ED-1",
  adjustments: [],
  parties: [],
  remarks: [],
  refs: [],
  dates: [],
  contacts: [],
  amounts: [],
  quantities: [],
  lines: [],
  ...more,
});

const service = (more: Partial<ServicePaymentRecord> = {}): ServicePaymentRecord => ({
  span,
  adjustments: [],
  dates: [],
  refs: [],
  amounts: [],
  quantities: [],
  remarks: [],
  ...more,
});

function claimFrom(more: Partial<ClaimRecord>): { claim: ReturnType<typeof claimOf>; codes: string[] } {
  const problems: Problem[] = [];
  const claim = claimOf(record(more), "a.837", (p) => problems.push(p));
  return { claim, codes: problems.map((p) => p.code) };
}

function remittanceFrom(more: Partial<ClaimPaymentRecord>): {
  remittance: ReturnType<typeof remittanceOf>;
  codes: string[];
} {
  const problems: Problem[] = [];
  const remittance = remittanceOf(paid({ status: "1", paid: usd("0"), ...more }), "b.835", (p) => problems.push(p));
  return { remittance, codes: problems.map((p) => p.code) };
}

const procedure = { qualifier: "HC", code: "99285", modifiers: ["25"] };

describe("a claim from its record", () => {
  test("nothing but an id: defaults, and a Problem for the charge", () => {
    const { claim, codes } = claimFrom({});
    expect(claim).toMatchObject({
      id: "ED-1",
      billed: usd("0"),
      payer: { key: "unknown", name: "" },
      billing: {},
      lines: [],
    });
    expect(claim.source).toEqual({ file: "a.837", byte: 100, segment: 7 });
    expect(codes).toEqual(["claim-charge-absent"]);
  });

  test("no patient comes along", () => {
    const person = party("IL", {
      kind: "1",
      name: "SECRET",
      first: "SECRET",
      idKind: "MI",
      id: "SECRET",
      birth: day("1980-01-01"),
    });
    const { claim } = claimFrom({
      patient: person,
      subscriber: {
        party: person,
        group: "G1",
        filing: "CI",
        responsibility: "P",
        payer: party("PR", { name: "Some Plan" }),
      },
      notes: ["SECRET"],
      parties: [person],
      charge: usd("1"),
    });
    expect(JSON.stringify(claim, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v))).not.toContain("SECRET");
    expect(claim).toMatchObject({ group: "G1", filing: "CI", responsibility: "P" });
  });

  const payers: readonly (readonly [Party | undefined, string, string])[] = [
    [party("PR", { name: "Some  PLAN", idKind: "PI", id: "00123" }), "00123", "an id is the key"],
    [party("PR", { name: " Some  PLAN " }), "some plan", "else the name, in lower case"],
    [party("PR", { name: "P", refs: [{ kind: "2U", value: "77" }] }), "77", "REF 2U is an id"],
    [undefined, "unknown", "nobody"],
  ];
  test.each(payers)("payer %#: key %s, %s", (payer, key) => {
    expect(claimFrom({ subscriber: payer === undefined ? {} : { payer } }).claim.payer.key).toBe(key);
  });

  test.each([
    ["005010X222A1", "professional"],
    ["004010X098A1", "professional"],
    ["005010X223A2", "institutional"],
    ["005010X224A2", "dental"],
    ["", "unknown"],
  ])("guide %s is %s", (version, form) => {
    expect(claimFrom({ version }).claim.form).toBe(form);
  });

  test.each<[string | undefined, readonly string[]]>([
    ["2026-03-02", []],
    ["2026-03-01", ["date-future"]],
    [undefined, []],
  ])("a service of 2026-03-02 in a file of %s: %j", (sent, told) => {
    const { claim } = claimFrom({ lines: [line({ dates: [{ kind: "472", from: day("2026-03-02") }] })] });
    const codes: string[] = [];
    checkSent(claim, sent === undefined ? undefined : day(sent), span, (p) => codes.push(p.code));
    expect(codes).toEqual(told);
  });

  describe("a facility's claim", () => {
    const facility = (lines: readonly ClaimLineRecord[]) =>
      claimFrom({ version: "005010X223A2", place: "13", placeKind: "A", frequency: "1", lines });

    test("has a type of bill and no place of service", () => {
      const { claim } = facility([]);
      expect([claim.form, claim.bill, claim.place]).toEqual(["institutional", "131", undefined]);
    });

    test.each<[string, Partial<ClaimLineRecord>, readonly unknown[]]>([
      ["a procedure and its revenue code", { revenue: "0450", procedure: hc("99284") }, ["99284", undefined, "0450"]],
      ["a revenue code alone is the code", { revenue: "0250" }, ["0250", "revenue", "0250"]],
      ["three digits are four", { revenue: "450" }, ["0450", "revenue", "0450"]],
    ])("line with %s", (_, more, expected) => {
      const { claim, codes } = facility([line(more)]);
      const [l] = claim.lines;
      expect([l?.code, l?.codeKind, l?.revenue]).toEqual(expected);
      expect(codes).not.toContain("line-without-code");
    });
  });

  test.each<[string, Partial<ServicePaymentRecord>, readonly unknown[]]>([
    ["SVC01 with NU", { procedure: { ...hc("450"), qualifier: "NU" } }, ["0450", "0450"]],
    ["SVC01 and SVC04", { procedure: hc("99284"), revenueCode: "450" }, ["99284", "0450"]],
    ["SVC04 alone", { revenueCode: "0250" }, ["0250", "0250"]],
  ])("a revenue code in a remittance: %s", (_, more, expected) => {
    const [l] = remittanceOf(paid({ lines: [service(more)] }), "r.835", () => {}).lines;
    expect([l?.code, l?.revenue]).toEqual(expected);
  });

  test("a social security number is no tax id", () => {
    const ssn = party("85", { idKind: "XX", id: "1", refs: [{ kind: "SY", value: "SECRET" }] });
    expect(claimFrom({ billing: ssn }).claim.billing).toMatchObject({ npi: "1", tin: undefined });
    expect(claimFrom({ billing: party("85", { refs: [{ kind: "EI", value: "99" }] }) }).claim.billing.tin).toBe("99");
  });

  test("lines: number, control, units, day; the claim's days span them", () => {
    const { claim, codes } = claimFrom({
      charge: usd("890"),
      lines: [
        line({
          number: "1",
          procedure,
          charge: usd("800"),
          units: "1.25",
          dates: [{ kind: "472", from: day("2026-03-04") }],
          refs: [{ kind: "6R", value: "C1" }],
        }),
        line({
          number: "x",
          charge: usd("90"),
          units: "many",
          dates: [{ kind: "472", from: day("2026-03-02"), to: day("2026-03-03") }],
        }),
      ],
    });
    expect(claim.lines).toMatchObject([
      { number: 1, code: "99285", modifiers: ["25"], units: "1.25", unit: "UN", control: "C1", date: "2026-03-04" },
      { number: 2, code: "", modifiers: [], units: "1", date: "2026-03-02" },
    ]);
    expect([claim.from, claim.to]).toEqual(["2026-03-02", "2026-03-04"]);
    expect(codes).toEqual(["line-without-code"]);
  });

  test.each([
    ["1999-12-31", undefined, ["date-unlikely"]],
    ["2000-01-01", undefined, []],
    ["2026-03-02", "2026-03-01", ["date-order"]],
  ])("service from %s to %s: %j", (from, to, expected) => {
    const range = { kind: "472", from: day(from), ...(to !== undefined && { to: day(to) }) };
    expect(claimFrom({ charge: usd("1"), lines: [line({ procedure, dates: [range] })] }).codes).toEqual(expected);
  });

  test("without dates on its lines, the statement's", () => {
    const { claim } = claimFrom({
      dates: [
        { kind: "431", from: day("2020-01-01") },
        { kind: "434", from: day("2026-03-01"), to: day("2026-03-05") },
      ],
    });
    expect([claim.from, claim.to]).toEqual(["2026-03-01", "2026-03-05"]);
  });

  test("authorization, replaced number, assignment", () => {
    const refs = [
      { kind: "G1", value: "PA1" },
      { kind: "F8", value: "ICN" },
    ];
    expect(claimFrom({ refs, benefitsAssigned: "Y", frequency: "7" }).claim).toMatchObject({
      priorAuthorization: "PA1",
      replaces: "ICN",
      benefitsAssigned: true,
      frequency: "7",
    });
    expect(claimFrom({ benefitsAssigned: "N" }).claim.benefitsAssigned).toBe(false);
    expect(claimFrom({ benefitsAssigned: "W" }).claim.benefitsAssigned).toBeUndefined();
  });
});

describe("a remittance from its record", () => {
  test("an absent CLP05 stays absent, which is not zero", () => {
    expect(remittanceFrom({}).remittance.patient).toBeUndefined();
    expect(remittanceFrom({ patient: usd("0") }).remittance.patient).toBe(usd("0"));
  });

  test("absent charge and payment are the sums of the lines; the payment is told", () => {
    const lines = [service({ charge: usd("800"), paid: usd("300") }), service({ charge: usd("90"), paid: usd("12") })];
    const { remittance, codes } = remittanceFrom({ paid: undefined, status: undefined, lines });
    expect(remittance).toMatchObject({ billed: usd("890"), paid: usd("312"), status: "" });
    expect(codes).toEqual(["remittance-without-status", "remittance-without-payment"]);
  });

  describe("the days of its payment", () => {
    const days = (p: Partial<PaymentRecord>, from = "2026-03-02") => {
      const dates = [{ kind: "232", from: day(from) }];
      return remittanceFrom({ dates, payment: { ...payment, ...p } });
    };

    test.each<[string, string | undefined, string | undefined, string | undefined]>([
      ["DTM*405 when it is the earlier", "2026-04-02", "2026-04-05", "2026-04-02"],
      ["the envelope's when DTM*405 is later", "2026-04-09", "2026-04-05", "2026-04-05"],
      ["the envelope's alone", undefined, "2026-04-05", "2026-04-05"],
      ["DTM*405 alone", "2026-04-02", undefined, "2026-04-02"],
      ["none when none is there", undefined, undefined, undefined],
      ["60 days ahead can be, and is not the earliest", "2026-06-04", "2026-04-05", "2026-04-05"],
      ["before the service cannot be", "2026-03-01", "2026-04-05", "2026-04-05"],
      ["before 2000 cannot be", "1926-04-02", "2026-04-05", "2026-04-05"],
    ])("the file's own: %s", (_, produced, fileDay, expected) => {
      const p = {
        produced: produced === undefined ? undefined : day(produced),
        fileDay: fileDay === undefined ? undefined : day(fileDay),
      };
      expect(days(p).remittance.payment.fileDay).toBe(expected);
    });

    test.each([
      ["2026-06-04", "2026-06-04", []],
      ["2026-06-05", undefined, ["payment-date-unlikely BPR16"]],
      ["2036-04-05", undefined, ["payment-date-unlikely BPR16"]],
      ["1936-04-05", undefined, ["payment-date-unlikely BPR16"]],
    ])("BPR16 %s of a file of 2026-04-05 is read as %s", (effective, expected, told) => {
      const p: PaymentRecord = { ...payment, effective: day(effective), fileDay: day("2026-04-05") };
      expect(paymentOf(p).effective).toBe(expected);
      const problems: string[] = [];
      checkPayment(p, "r.835", (x) => problems.push(`${x.code} ${x.at.element}`));
      expect(problems).toEqual(told);
    });

    test("a DTM*405 far ahead is told and does not hide the envelope", () => {
      const p: PaymentRecord = { ...payment, produced: day("2027-04-05"), fileDay: day("2026-04-05") };
      const problems: string[] = [];
      checkPayment(p, "r.835", (x) => problems.push(x.code));
      expect([paymentOf(p).fileDay, problems]).toEqual(["2026-04-05", ["payment-date-unlikely"]]);
    });

    test("a payment dated before the service is told", () => {
      expect(days({ fileDay: day("2026-03-01") }).codes).toEqual(["payment-before-service"]);
      expect(days({ fileDay: day("2026-03-02") }).codes).toEqual([]);
    });
  });

  test("lines: units paid, else billed; the claim's day where the line has none; B6; what was submitted", () => {
    const { remittance } = remittanceFrom({
      dates: [
        { kind: "232", from: day("2026-03-02") },
        { kind: "233", from: day("2026-03-04") },
      ],
      lines: [
        service({
          procedure,
          submitted: { qualifier: "HC", code: "99284", modifiers: [] },
          units: "2",
          billedUnits: "3",
          amounts: [{ kind: "B6", amount: usd("400") }],
          dates: [{ kind: "472", from: day("2026-03-03") }],
        }),
        service({ billedUnits: "3", revenueCode: "0450", remarks: ["N877"] }),
        service({}),
      ],
    });
    expect(remittance.lines).toMatchObject([
      { code: "99285", submittedCode: "99284", units: "2", date: "2026-03-03", allowedStated: usd("400") },
      { code: "0450", units: "3", date: "2026-03-02", allowedStated: undefined, remarks: ["N877"] },
      { code: "", units: "1" },
    ]);
    expect([remittance.from, remittance.to]).toEqual(["2026-03-02", "2026-03-04"]);
  });

  test("the patient does not come along", () => {
    const { remittance } = remittanceFrom({
      parties: [party("QC", { name: "SECRET", id: "SECRET" }), party("82", { idKind: "XX", id: "5" })],
    });
    expect(JSON.stringify(remittance, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v))).not.toContain(
      "SECRET",
    );
    expect(remittance.rendering?.npi).toBe("5");
  });
});
