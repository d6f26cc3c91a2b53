import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasError, type Problem } from "#base/problem.ts";
import type { SetContext } from "./context.ts";
import { Echo } from "./echo.ts";
import type { ClaimPaymentRecord, ClaimRecord, PaymentRecord, ProviderAdjustment } from "./model.ts";
import { LISTED } from "./problems.ts";
import { readX12, type X12Summary } from "./read.ts";
import { readClaim, readClaimPayment } from "./reread.ts";
import { Tape } from "./tape.ts";

const FIXTURES = new URL("../../fixtures/x12/", import.meta.url);
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, FIXTURES)));
const textOf = (name: string): string => readFileSync(new URL(name, FIXTURES), "utf8");
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const CLAIMS = textOf("claims-837p.edi");
const PAYMENTS = textOf("payments-835.edi");

interface Everything extends X12Summary {
  readonly sets: number;
  readonly contexts: readonly SetContext[];
  readonly read: readonly ClaimRecord[];
  readonly heads: readonly PaymentRecord[];
  readonly paid: readonly ClaimPaymentRecord[];
  readonly adjustments: readonly ProviderAdjustment[];
}

function readAll(bytes: Uint8Array, chunks: readonly number[] = []): Everything {
  const contexts: SetContext[] = [];
  const read: ClaimRecord[] = [];
  const heads: PaymentRecord[] = [];
  const paid: ClaimPaymentRecord[] = [];
  const adjustments: ProviderAdjustment[] = [];
  const reader = readX12("f.edi", {
    set: (c) => contexts.push(c),
    claim: (c) => read.push(c),
    payment: (p) => heads.push(p),
    claimPayment: (c) => paid.push(c),
    providerAdjustment: (a) => adjustments.push(a),
  });
  let at = 0;
  for (const n of chunks) {
    // A copy that is overwritten afterwards: nothing may be kept of a chunk.
    const chunk = bytes.slice(at, at + n);
    reader.push(chunk);
    chunk.fill(0x2a);
    at += n;
  }
  reader.push(bytes.slice(at));
  return { ...reader.end(), contexts, read, heads, paid, adjustments };
}

const codes = (problems: readonly Problem[]): readonly string[] => problems.map((p) => `${p.severity} ${p.code}`);
const show = (value: unknown): string => JSON.stringify(value, (_, v) => (typeof v === "bigint" ? `${v}c` : v));

describe("a claim", () => {
  const [first, second, third] = readAll(bytesOf("claims-837p.edi")).read;

  test("holds what its segments say", () => {
    expect(first).toMatchObject({
      version: "005010X222A1",
      set: "0001",
      interchange: "000000001",
      id: "A-1001",
      charge: 125000n,
      place: "23",
      placeKind: "B",
      frequency: "1",
      assignment: "A",
      benefitsAssigned: "Y",
      causes: ["AA"],
      accidentState: "IL",
      dates: [{ kind: "439", from: "2025-11-03" }],
      refs: [
        { kind: "D9", value: "CH0000001" },
        { kind: "G1", value: "AUTH77", text: "FIRST" },
      ],
      amounts: [{ kind: "F5", amount: 2550n }],
      diagnoses: [
        ["ABK", "S0990XA"],
        ["ABF", "R51"],
      ],
      notes: ["SEEN IN THE EMERGENCY DEPARTMENT"],
    });
  });

  test("has the billing provider and the subscriber above it", () => {
    expect(first?.billing).toMatchObject({
      role: "85",
      kind: "2",
      name: "GAMMA EMERGENCY GROUP",
      id: "1234567893",
      taxonomy: "207P00000X",
      address: { lines: ["12 HARBOR ROAD", "SUITE 4"], city: "SPRINGFIELD", state: "IL", zip: "627010001" },
      refs: [{ kind: "EI", value: "112233445" }],
      contacts: [
        {
          kind: "IC",
          name: "BILLING OFFICE",
          numbers: [
            ["TE", "5555550111"],
            ["EM", "OFFICE AT EXAMPLE"],
          ],
        },
      ],
    });
    expect(first?.subscriber).toMatchObject({
      responsibility: "P",
      relation: "18",
      group: "GRP77",
      groupName: "DELTA WORKS",
      filing: "CI",
      party: { name: "ARDEN", first: "ROWAN", middle: "Q", suffix: "JR", idKind: "MI", birth: "1972-02-29", sex: "F" },
      payer: { name: "OMEGA HEALTH PLAN", idKind: "PI", id: "55501" },
    });
    expect(first?.patient).toBeUndefined();
  });

  test("keeps each party with what follows it", () => {
    expect(first?.parties.map((p) => [p.role, p.name, p.taxonomy, p.refs.length, p.address?.lines])).toEqual([
      ["DN", "HOLLY", undefined, 0, undefined],
      ["82", "BIRCH", "207P00000X", 1, undefined],
      ["77", "SPRINGFIELD HOSPITAL", undefined, 0, ["1 CARE WAY"]],
    ]);
  });

  test("has its lines, and each line its own", () => {
    expect(first?.lines).toMatchObject([
      {
        number: "1",
        procedure: { qualifier: "HC", code: "99285", modifiers: ["25", "GT"] },
        charge: 100000n,
        unit: "UN",
        units: "1",
        diagnosisPointers: [1, 2],
        emergency: true,
        dates: [{ kind: "472", from: "2025-11-03" }],
        refs: [{ kind: "6R", value: "A1001L1" }],
        parties: [],
      },
      {
        units: "1.25",
        emergency: false,
        dates: [{ from: "2025-11-03", to: "2025-11-04" }],
        amounts: [{ kind: "T", amount: 305n }],
        parties: [{ role: "82", name: "CEDAR" }],
      },
    ]);
  });

  test("of a dependent has patient and subscriber, and both other payers of a repeated 2320", () => {
    expect(second?.patient).toMatchObject({ role: "QC", first: "OAK", birth: "2015-07-04" });
    expect(second?.subscriber).toMatchObject({ responsibility: "S", party: { first: "JUNE" } });
    expect(second?.otherPayers).toMatchObject([
      {
        subscriber: { responsibility: "P", filing: "CI", payer: { id: "77001" } },
        adjustments: [
          { group: "CO", reason: "45", amount: 2000n, quantity: "1" },
          { group: "PR", reason: "1", amount: 1050n },
        ],
        amounts: [{ kind: "D", amount: 5000n }],
      },
      { subscriber: { responsibility: "T", payer: { id: "77002" } }, amounts: [{ amount: 0n }] },
    ]);
    // The CAS of 2430 belongs to another payer's answer to the line and is none of the claim's own.
    expect(second?.lines).toHaveLength(1);
  });

  test("under another billing provider has that one, and ISA in a name is a name", () => {
    expect(third?.billing).toMatchObject({ kind: "1", name: "FERN", taxonomy: undefined });
    expect(third?.subscriber?.party).toMatchObject({ name: "ISA", first: "ISAAC" });
    expect(third?.charge).toBe(75n);
  });

  test("of 4010 is read alike", () => {
    const { read, problems } = readAll(bytesOf("claims-837p-4010.edi"));
    expect(problems).toEqual([]);
    expect(read).toMatchObject([
      {
        version: "004010X098A1",
        id: "OLD-1",
        place: "11",
        placeKind: undefined,
        parties: [{ taxonomy: "207P00000X" }],
      },
    ]);
  });
});

describe("a payment", () => {
  const all = readAll(bytesOf("payments-835.edi"));
  const [one, reversal, corrected, denied] = all.paid;

  test("has one head for each payee", () => {
    expect(all.heads).toMatchObject([
      {
        set: "0001",
        fileDay: "2026-01-05",
        handling: "I",
        amount: 67525n,
        creditDebit: "C",
        method: "ACH",
        effective: "2026-01-10",
        trace: "EFT0001",
        payerTaxId: "1999999999",
        produced: "2026-01-09",
        payer: {
          role: "PR",
          name: "OMEGA HEALTH PLAN",
          id: "55501",
          refs: [{ kind: "2U" }],
          contacts: [{ kind: "BL" }],
        },
        payee: { role: "PE", id: "1234567893", refs: [{ kind: "TJ", value: "112233445" }] },
      },
      { set: "0002", payee: { name: "FERN WILLOW" } },
    ]);
    expect(all.paid.map((c) => c.payment === all.heads[0])).toEqual([true, true, true, false]);
  });

  test("has its claims with everything in its place", () => {
    expect(one).toMatchObject({
      provider: "1234567893",
      id: "A-1001",
      status: "1",
      charge: 125000n,
      paid: 70025n,
      patient: 19975n,
      filing: "12",
      payerClaimNumber: "PCN0000001",
      facilityCode: "23",
      frequency: "1",
      adjustments: [],
      remarks: ["N877", "N830"],
      refs: [{ kind: "1L", value: "GRP77" }],
      contacts: [{ kind: "CX", numbers: [["TE", "5555550199"]] }],
      amounts: [{ kind: "AU", amount: 90000n }],
      quantities: [["CA", "1"]],
    });
    expect(one?.dates.map((d) => [d.kind, d.from])).toEqual([
      ["232", "2025-11-03"],
      ["233", "2025-11-04"],
      ["050", "2025-11-20"],
    ]);
  });

  test("has services with CAS of up to six triplets, 6R and remarks", () => {
    expect(one?.lines).toMatchObject([
      {
        procedure: { code: "99285", modifiers: ["25"] },
        units: "1",
        adjustments: [
          { group: "OA", reason: "242", amount: 20000n },
          { group: "PR", reason: "1", amount: 10000n, quantity: "1" },
          { group: "PR", reason: "2", amount: 9975n },
        ],
        refs: [{ kind: "6R", value: "A1001L1" }],
        amounts: [{ kind: "B6", amount: 80000n }],
        remarks: ["N877", "M15"],
      },
      { submitted: { code: "12002" }, billedUnits: "2", adjustments: { length: 6 } },
    ]);
  });

  test("keeps reversal and correction as written, chained by their numbers", () => {
    expect(reversal).toMatchObject({ id: "A-1002", status: "22", paid: -4000n, refs: [{ kind: "F8" }] });
    expect(corrected).toMatchObject({ id: "A-1002", status: "1", paid: 4500n });
    expect(denied).toMatchObject({ status: "4", paid: 0n, patient: 0n, lines: [{ remarks: ["N657"] }] });
  });

  test("tells its provider adjustments", () => {
    expect(all.adjustments).toMatchObject([
      { provider: "1234567893", fiscalEnd: "2026-12-31", reason: "WO", reference: "PCN0000009", amount: 4000n },
      { reason: "L6", reference: undefined, amount: -1000n },
    ]);
  });

  test("is in balance", () => expect(all.problems).toEqual([]));
});

const CLEAN: readonly string[] = [];
describe("odd but real shapes hold the same claims", () => {
  const plain = show(
    readAll(utf8(CLAIMS)).read.map((c) => [c.id, c.charge, c.subscriber, c.lines.map((l) => l.procedure)]),
  );
  test.each<[string, Uint8Array, readonly string[]]>([
    ["CRLF after the terminator", utf8(CLAIMS.replaceAll("~\n", "~\r\n")), CLEAN],
    ["nothing after the terminator", utf8(CLAIMS.replaceAll("~\n", "~")), CLEAN],
    ["newline is the terminator", bytesOf("newline-terminates.edi"), CLEAN],
    ["return is the terminator", bytesOf("return-terminates.edi"), CLEAN],
    [
      "control characters delimit",
      utf8(CLAIMS.replaceAll("*", "\x1d").replaceAll(":", "\x1f").replaceAll("~", "\x1e")),
      CLEAN,
    ],
    ["ISA without padding", bytesOf("isa-not-padded.edi"), ["warning isa-width"]],
    ["byte order mark", utf8(`\uFEFF${CLAIMS}`), CLEAN],
    ["blank lines first", utf8(`\r\n\r\n${CLAIMS}`), CLEAN],
    ["NUL and ^Z last", utf8(`${CLAIMS}\r\n\x1a\0\0`), CLEAN],
    ["indented segments", utf8(CLAIMS.replaceAll("~\n", "~\n  ")), CLEAN],
    ["lines wrapped at 80", bytesOf("wrapped-at-80.edi"), ["warning line-wrapped"]],
    ["the last terminator missing", bytesOf("last-terminator-missing.edi"), ["warning terminator-missing"]],
    ["lower-case ids", bytesOf("lower-case-ids.edi"), ["warning segment-lower-case", "warning segment-lower-case"]],
    ["empty segments", bytesOf("empty-segments.edi"), ["warning segment-empty", "warning segment-empty"]],
    ["text after the IEA", bytesOf("text-after-interchange.edi"), ["warning text-after-interchange"]],
    ["a wrong SE01", bytesOf("wrong-se-count.edi"), ["warning count"]],
  ])("%s", (_, bytes, problems) => {
    const all = readAll(bytes);
    expect(show(all.read.map((c) => [c.id, c.charge, c.subscriber, c.lines.map((l) => l.procedure)]))).toBe(plain);
    expect(codes(all.problems)).toEqual(problems);
    expect([all.interchanges, all.groups, all.sets, all.segments, all.claims]).toEqual([1, 1, 1, 97, 3]);
  });

  test("an ISA without ISA16 ends at its terminator, and nothing is told apart below the elements", () => {
    const { read } = readAll(utf8(CLAIMS.replace("*T*:~", "*T*~")));
    expect(read.map((c) => [c.charge, c.place])).toEqual([
      [125000n, "23:B:1"],
      [8050n, "11:B:7"],
      [75n, "81:B:1"],
    ]);
  });

  test("two interchanges with delimiters of their own", () => {
    const all = readAll(bytesOf("two-interchanges-two-delimiters.edi"));
    expect(all.problems).toEqual([]);
    expect(all.read.map((c) => [c.interchange, c.id, c.lines[0]?.procedure?.code])).toEqual([
      ["000000001", "A-1001", "99285"],
      ["000000001", "A-1002", "99213"],
      ["000000001", "A-1003", "80053"],
      ["000000002", "A-1001", "99285"],
      ["000000002", "A-1002", "99213"],
      ["000000002", "A-1003", "80053"],
    ]);
    expect(all.contexts.map((c) => c.delimiters.terminator)).toEqual([126, 33]);
  });

  test.each([
    ["names-in-utf8.edi", "UTF-8"],
    ["names-in-latin1.edi", "ISO 8859-1"],
  ])("%s: names in %s keep their letters", (file) => {
    expect(readAll(bytesOf(file)).read[1]?.subscriber?.party).toMatchObject({ name: "NÚÑEZ", first: "ZOË" });
  });
});

describe("what was whole is read, and the error says what was not", () => {
  const OPEN = ["error interchange-not-closed", "error group-not-closed"];
  test.each<[string, number, readonly string[]]>([
    // file                        records whole   problems
    ["empty.edi", 0, ["error no-isa"]],
    ["no-isa.edi", 0, ["error no-isa"]],
    ["cut-in-a-claim.edi", 1, [...OPEN, "error set-not-closed", "error claim-cut", "error cut"]],
    // The cut segment was to begin the next payment, so the one before it is whole.
    ["cut-in-a-payment.edi", 2, [...OPEN, "error set-not-closed", "warning payment-balance", "error cut"]],
    ["set-not-closed.edi", 4, ["error set-not-closed"]],
    ["group-not-closed.edi", 3, ["error group-not-closed"]],
    ["interchange-not-closed.edi", 3, ["error interchange-not-closed"]],
    ["same-interchange-twice.edi", 6, ["warning interchange-repeated"]],
    ["unknown-segment.edi", 3, ["warning segment-unexpected", "warning count"]],
    ["amount-with-three-decimals.edi", 3, ["warning amount-decimals"]],
  ])("%s: %i records", (file, records, problems) => {
    const all = readAll(bytesOf(file));
    expect([all.read.length + all.paid.length, codes(all.problems)]).toEqual([records, problems]);
  });

  test("every Problem names file, byte and segment", () => {
    for (const name of readdirSync(FIXTURES)) {
      for (const p of readAll(bytesOf(name)).problems) {
        expect([name, p.at.file, typeof p.at.byte, typeof p.at.segment]).toEqual([name, "f.edi", "number", "number"]);
      }
    }
  });

  test("the byte of an element is where it stands", () => {
    const text = textOf("amount-with-three-decimals.edi");
    expect(readAll(utf8(text)).problems[0]?.at).toEqual({
      file: "f.edi",
      byte: text.indexOf("250.005"),
      segment: text.slice(0, text.indexOf("250.005")).split("~").length,
      loop: "2400",
      element: "SV102",
    });
  });

  test("no message repeats a value of the file", () => {
    for (const name of readdirSync(FIXTURES)) {
      for (const { message } of readAll(bytesOf(name)).problems) {
        for (const word of ["ARDEN", "MAPLE", "ROWAN", "DLT0", "A-100", "OMEGA"]) expect(message).not.toContain(word);
      }
    }
  });
});

describe("departures from the guide are warnings", () => {
  const claims = (from: string | RegExp, to: string) => CLAIMS.replace(from, to);
  const payments = (from: string | RegExp, to: string) => PAYMENTS.replace(from, to);
  test.each<[string, string, string, string | undefined]>([
    // what                           file                                              code                  element
    ["GE01", claims("GE*1*", "GE*2*"), "count", "GE01"],
    ["IEA01", claims("IEA*1*", "IEA*3*"), "count", "IEA01"],
    ["SE02", claims(/(SE\*\d+)\*0001/, "$1*0009"), "control-number", "SE02"],
    ["GE02", claims("GE*1*1", "GE*1*8"), "control-number", "GE02"],
    ["IEA02", claims("IEA*1*000000001", "IEA*1*000000007"), "control-number", "IEA02"],
    ["a day that is none", claims("472*D8*20251110", "472*D8*20251131"), "date", "DTP03"],
    ["a year out of range", claims("472*D8*20251110", "472*D8*17761110"), "date", "DTP03"],
    ["a day of nine digits", claims("472*D8*20251110", "472*D8*202511109"), "date", "DTP03"],
    ["a period as a day", claims("472*D8*20251110", "472*D8*20251110-20251111"), "date", "DTP03"],
    ["a period too long", claims("20251103-20251104", "20251103-202511049"), "date", "DTP03"],
    ["no unit at all", claims("UN*1.25", "UN*0.0"), "units-zero", "SV104"],
    [
      "no unit paid for",
      payments("SVC*HC:99285:25*1000*600.25**1", "SVC*HC:99285:25*1000*600.25**0"),
      "units-zero",
      "SVC05",
    ],
    ["more elements than there are", claims("LX*1~", "LX*1*2~"), "element-extra", "LX02"],
    ["a period backwards", claims("20251103-20251104", "20251104-20251103"), "date-order", "DTP03"],
    ["an unknown form of date", claims("472*D8*20251110", "472*ZZ*20251110"), "code", "DTP02"],
    ["negative units", claims("UN*1.25", "UN*-1.25"), "units-negative", "SV104"],
    ["units that are none", claims("UN*1.25", "UN*ONE"), "units", "SV104"],
    ["an amount that is none", claims("AMT*F5*25.5", "AMT*F5*A FEW"), "amount", "AMT02"],
    ["an amount beyond belief", claims("AMT*F5*25.5", "AMT*F5*99999999999999999"), "amount", "AMT02"],
    ["a charge below zero", claims("A-1002*80.5", "A-1002*-80.5"), "amount-negative", "CLM02"],
    ["lines that do not add up", claims("A-1002*80.5", "A-1002*81"), "claim-total", "CLM02"],
    ["a required element", claims("CLM*A-1002*80.5***11:B:7", "CLM*A-1002*80.5***"), "element-missing", "CLM05"],
    ["a required segment", claims("DTP*472*D8*20251110~\n", ""), "segment-missing", undefined],
    ["a segment twice", claims("PAT*19~\n", "PAT*19~\nPAT*19~\n"), "segment-repeated", undefined],
    [
      "a segment too late",
      claims("LX*1~\nSV1*HC:99285", "HI*ABF:R52~\nLX*1~\nSV1*HC:99285"),
      "segment-order",
      undefined,
    ],
    ["a role unheard of", claims("NM1*DN*1", "NM1*X9*1"), "loop-unlisted", undefined],
    ["levels misnumbered", claims("HL*6*5*22", "HL*9*5*22"), "hl-number", "HL01"],
    ["a level without parent", claims("HL*6*5*22", "HL*6*4*22"), "hl-parent", "HL02"],
    ["a level below a childless one", claims("HL*3*1*22*1", "HL*3*1*22*0"), "hl-child", "HL02"],
    ["a pointer out of range", claims("***1:2**Y", "***1:13**Y"), "code", "SV107-2"],
    ["a status unknown", payments("CLP*A-1003*4", "CLP*A-1003*99"), "code", "CLP02"],
    ["a group of adjustments unknown", payments("CAS*CO*197", "CAS*XX*197"), "code", "CAS01"],
    ["a reason without amount", payments("CAS*CO*197*.75", "CAS*CO*197*.75**18"), "element-missing", "CAS06"],
    ["a reversal that pays", payments("22*-80.5*-40", "22*80.5*40"), "reversal-sign", "CLP03"],
    ["a claim payment without LX", payments("LX*1~\nCLP*A-1003", "CLP*A-1003"), "loop-unlisted", undefined],
  ])("%s", (_, text, code, element) => {
    const { problems } = readAll(utf8(text));
    expect(hasError(problems)).toBe(false);
    expect(problems.map((p) => p.code)).toContain(code);
    if (element !== undefined) expect(problems.map((p) => p.at.element)).toContain(element);
  });

  test("a stray NM1 ends no claim, and its lines stay", () => {
    const { read } = readAll(
      utf8(claims("LX*1~\nSV1*HC:99285", "NM1*85*2*OTHER~\nPRV*BI*PXC*X~\nLX*1~\nSV1*HC:99285")),
    );
    expect(read.map((c) => [c.id, c.lines.length, c.billing?.taxonomy])).toEqual([
      ["A-1001", 2, "207P00000X"],
      ["A-1002", 1, "207P00000X"],
      ["A-1003", 1, undefined],
    ]);
  });

  test("a guide not yet read stays segments and says so", () => {
    const all = readAll(utf8(CLAIMS.replaceAll("005010X222A1", "005010X224A2")));
    expect([all.claims, all.read.length, codes(all.problems)]).toEqual([3, 0, ["warning guide-not-read"]]);
    expect(all.problems[0]?.at.element).toBe("ST03");
  });
});

describe("limits", () => {
  test("identical Problems are counted past the first thousand", () => {
    const { problems } = readAll(utf8(CLAIMS.replace("~\nLX*2", `${"~".repeat(LISTED + 500)}\nLX*2`)));
    expect(problems).toHaveLength(LISTED + 1);
    expect(problems.at(-1)).toMatchObject({ code: "more", severity: "warning" });
    expect(problems.at(-1)?.message).toContain("499 more");
  });

  test("a segment without end is refused where it begins, and the claims before it kept", () => {
    const at = CLAIMS.indexOf("LX*1~\nSV1*HC:99213");
    const all = readAll(utf8(CLAIMS.slice(0, at) + "X".repeat(3_000_000)), [70_000, 1, 999_999, 500_000]);
    expect(all.read.map((c) => c.id)).toEqual(["A-1001"]);
    expect(all.problems.find((p) => p.code === "segment-too-long")?.at.byte).toBe(at);
  });

  test("a large file that is no X12 is refused at once", () => {
    const reader = readX12("f.bin", {});
    const chunk = new Uint8Array(1 << 20).fill(73);
    let pushed = 0;
    for (; !reader.stopped && pushed < 64; pushed++) reader.push(chunk);
    expect(pushed).toBeLessThan(4);
    expect(codes(reader.end().problems)).toEqual(["error no-isa"]);
  });

  test("a segment without end is refused alike when all bytes come at once, even when a terminator comes much later", () => {
    const at = CLAIMS.indexOf("LX*1~\nSV1*HC:99213");
    for (const junk of ["X".repeat(3_000_000), "*".repeat(6_000_000)]) {
      const bytes = utf8(`${CLAIMS.slice(0, at)}${junk}~${CLAIMS.slice(at)}`);
      const said = show(readAll(bytes, [70_000, 1, 999_999, 500_000, 9_000_000]));
      expect(show(readAll(bytes))).toBe(said);
      expect(said).toContain(`"code":"segment-too-long","severity":"error","at":{"file":"f.edi","byte":${at}`);
    }
  });

  test("a chunk of several MiB reads as the same bytes in small ones", () => {
    const bytes = utf8(CLAIMS.repeat(Math.ceil(3_000_000 / CLAIMS.length)));
    const all = readAll(bytes);
    expect(show(readAll(bytes, new Array<number>(60).fill(65_521)))).toBe(show(all));
    expect(all.interchanges).toBe(Math.ceil(3_000_000 / CLAIMS.length));
  });

  test("interchanges of other terminators in one chunk", () => {
    const other = CLAIMS.replaceAll("~\n", "\u001d");
    const all = readAll(utf8(CLAIMS + other + CLAIMS));
    expect([all.interchanges, all.claims]).toEqual([3, 9]);
  });

  test("a segment of very many elements is read", () => {
    const many = "*1".repeat(5000);
    const all = readAll(utf8(CLAIMS.replace("HI*ABK:J069", `K3${many}~\nHI*ABK:J069`)), [3000, 2000, 1500]);
    expect([all.segments, codes(all.problems)]).toEqual([98, ["warning element-extra", "warning count"]]);
  });
});

describe("always", () => {
  const files = readdirSync(FIXTURES).map((name) => ({ name, bytes: bytesOf(name) }));
  const whole = new Map(files.map(({ name, bytes }) => [name, show(readAll(bytes))]));

  test("chunks may end anywhere", () => {
    const cuts = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 900 })), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(fc.constantFrom(...files), cuts, ({ name, bytes }, chunks) => {
        expect(show(readAll(bytes, chunks))).toBe(whole.get(name));
      }),
      { numRuns: 150 },
    );
  });

  test("bytes one at a time", () => {
    for (const { name, bytes } of files) {
      expect(show(readAll(bytes, new Array<number>(bytes.length).fill(1)))).toBe(whole.get(name));
    }
  });

  test("damage never throws, and every answer has located Problems", () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      cut: fc.integer({ min: 0, max: 40 }),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 12 }),
        fc.constantFrom("~", "*", ":", "ISA*", "ST*837*1~", "IEA*1*1~").map(utf8),
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 6 }), ({ bytes }, edits) => {
        let damaged = bytes;
        for (const { at, cut, put } of edits) {
          const i = Math.floor(at * damaged.length);
          damaged = new Uint8Array([...damaged.subarray(0, i), ...put, ...damaged.subarray(i + cut)]);
        }
        const all = readAll(damaged);
        for (const p of all.problems) expect(p.at.byte ?? -1).toBeLessThanOrEqual(damaged.length);
        expect(all.claims).toBeGreaterThanOrEqual(all.read.length + all.paid.length);
      }),
      { numRuns: 400 },
    );
  });

  test("what a tape holds makes the same bytes again, damaged or not", () => {
    const edit = fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 30 }), fc.uint8Array({ maxLength: 8 }));
    const sizes = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(edit, { maxLength: 4 }), sizes, ({ bytes }, edits, chunks) => {
        let damaged = bytes;
        for (const [at, cut, put] of edits) {
          damaged = new Uint8Array([...damaged.subarray(0, at), ...put, ...damaged.subarray(at + cut)]);
        }
        const out: number[] = [];
        const echo = new Echo((part) => out.push(...part));
        const tape = new Tape(echo);
        let at = 0;
        for (const n of [...chunks, damaged.length]) {
          tape.push(damaged.slice(at, at + n));
          at += n;
        }
        tape.end();
        echo.flush();
        expect(out).toEqual([...damaged]);
      }),
      { numRuns: 200 },
    );
  });

  test("any bytes at all never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(hasError(readAll(bytes).problems)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("a span read again gives the same record", () => {
    for (const { name, bytes } of files) {
      const all = readAll(bytes);
      const delimitersOf = (set: { readonly span: { readonly from: number } }) =>
        all.contexts.filter((c) => c.byte <= set.span.from).at(-1)?.delimiters ?? expect.fail("no set");
      for (const c of all.read) {
        const again = readClaim(bytes.slice(c.span.from, c.span.to), delimitersOf(c), c, c.span);
        expect([name, show(again)]).toEqual([name, show(c)]);
      }
      for (const c of all.paid) {
        const part = bytes.slice(c.span.from, c.span.to);
        const again = readClaimPayment(part, delimitersOf(c), c.payment, c.span, { provider: c.provider });
        expect([name, show(again)]).toEqual([name, show(c)]);
      }
    }
  });

  test("spans begin with their segment and end with a terminator", () => {
    for (const { span } of readAll(utf8(CLAIMS)).read) {
      const text = CLAIMS.slice(span.from, span.to);
      expect([text.slice(0, 4), text.slice(-1)]).toEqual(["CLM*", "~"]);
      expect(CLAIMS.slice(0, span.from).split("~")).toHaveLength(span.segment);
    }
  });
});

test.each([
  ["260109", "20260110", "2026-01-09", "a group dated ahead"],
  ["260111", "20260110", "2026-01-10", "an interchange dated after its group"],
  ["200109", "20260110", "2026-01-10", "an interchange dated years before is a mistake"],
])("ISA09 %s and GS04 %s: the file is of %s, %s", (isa, gs, expected) => {
  const text = new TextDecoder("latin1").decode(bytesOf("payments-835.edi"));
  const dated = text.replace(/^((?:[^*]*\*){9})\d{6}/, `$1${isa}`).replace(/(GS(?:\*[^*]*){3}\*)\d{8}/, `$1${gs}`);
  expect(readAll(new TextEncoder().encode(dated)).heads[0]?.fileDay).toBe(expected);
});
