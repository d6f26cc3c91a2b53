import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ClaimRecord } from "./model.ts";
import { readX12 } from "./read.ts";

const FILE = readFileSync(new URL("../../fixtures/x12/claims-837i.edi", import.meta.url), "utf8");

interface Read {
  readonly claim: ClaimRecord | undefined;
  /** "segment-order 2300 HI": code, loop and element of each Problem. */
  readonly problems: readonly string[];
}

function read(text: string): Read {
  let claim: ClaimRecord | undefined;
  const reader = readX12("f.edi", {
    claim(c) {
      claim = c;
    },
  });
  reader.push(new TextEncoder().encode(text));
  const problems = reader
    .end()
    .problems.map((p) => [p.code, p.at.loop, p.at.element].filter((x) => x !== undefined).join(" "));
  return { claim, problems };
}

/** The file with a change; the counts of segments are not what these tests are about. */
const changed = (from: string, to: string): Read => {
  expect(FILE).toContain(from);
  const { claim, problems } = read(FILE.replace(from, to));
  return { claim, problems: problems.filter((p) => p !== "count SE01") };
};

describe("a facility's claim", () => {
  const { claim, problems } = read(FILE);

  test("has no Problem", () => expect(problems).toEqual([]));

  test("holds what its segments say", () => {
    expect(claim).toMatchObject({
      id: "H-2001",
      charge: 189050n,
      place: "13",
      placeKind: "A",
      frequency: "1",
      dates: [
        { kind: "434", from: "2025-11-03", to: "2025-11-04" },
        { kind: "435", from: "2025-11-03" },
      ],
      diagnoses: [
        ["ABK", "S0990XA"],
        ["APR", "R51"],
        ["ABF", "I10"],
        ["ABF", "E119"],
      ],
      facility: {
        admission: "1",
        origin: "7",
        discharge: "01",
        drg: "089",
        procedures: [{ qualifier: "BBR", code: "0T9B70Z", day: "2025-11-03" }],
        occurrences: [
          { kind: "71", from: "2025-10-01", to: "2025-10-04" },
          { kind: "11", from: "2025-11-03" },
        ],
        values: [
          ["80", "3"],
          ["A1", "125.5"],
        ],
        conditions: ["17", "67"],
        others: [["TC", "A4A"]],
      },
    });
    expect(claim?.parties.map((p) => [p.role, p.id, p.taxonomy, p.address?.city])).toEqual([
      ["71", "1000000020", "207P00000X", undefined],
      ["72", "1000000038", undefined, undefined],
      ["ZZ", "1000000046", undefined, undefined],
      ["77", "1000000053", undefined, "PEKIN"],
    ]);
  });

  test("lines have revenue code, procedure or none, charge and units", () => {
    expect(
      claim?.lines.map((l) => [l.revenue, l.procedure?.code, l.procedure?.modifiers, l.charge, l.unit, l.units]),
    ).toEqual([
      ["0450", "99284", ["25"], 125000n, "UN", "1"],
      ["0250", undefined, undefined, 14050n, "UN", "3"],
      ["0300", "80053", [], 50000n, "UN", "1"],
    ]);
  });

  test("of 4010 is read as well", () => {
    const old = FILE.replaceAll("005010X223A2", "004010X096A1").replace("*^*00501*", "*U*00401*");
    expect(read(old).claim?.lines.length).toBe(3);
  });
});

describe("departures from the guide", () => {
  const repeated = (text: string, times: number): string => text.repeat(times);
  const OTHERS = "SBR*S*18~\nOI***Y***Y~\nNM1*IL*1*A~\nNM1*PR*2*B*****PI*1~\n";
  test.each<[string, string, string, readonly string[]]>([
    ["a total that the lines do not make", "CLM*H-2001*1890.5*", "CLM*H-2001*1890*", ["claim-total 2300 CLM02"]],
    ["a charge that is none", "**140.5*UN", "**14O.5*UN", ["amount 2400 SV203"]],
    ["a line without its revenue code", "SV2*0450*", "SV2**", ["element-missing 2400 SV201"]],
    ["an occurrence with no day", "BH:11:D8:20251103", "BH:11:D8:20251399", ["date 2300 HI01-4"]],
    ["a span that is one day", "RD8:20251001-20251004", "RD8:20251001", ["date 2300 HI01-4"]],
    ["a value with no number", "BE:80:::3", "BE:80:::X", ["amount 2300 HI01-5"]],
    ["a value without its number", "BE:80:::3", "BE:80", ["amount 2300 HI01-5"]],
    ["a qualifier without a code", "HI*DR:089", "HI*DR", ["element-missing 2300 HI01-2"]],
    ["no statement dates", "DTP*434*RD8*20251103-20251104~\nDTP*435*DT*202511030915~\n", "", ["segment-missing 2300"]],
    ["a second CL1, behind its place", "HI*TC:A4A~", "HI*TC:A4A~\nCL1*1*7*01~", ["segment-repeated 2300"]],
    ["two attending providers", "NM1*72*1*KNIFE", "NM1*71*1*KNIFE", ["loop-repeated 2310A"]],
    ["ten notes for the payer", "HI*ABK", `${repeated("K3*A~\n", 10)}HI*ABK`, []],
    ["twelve of them: told once", "HI*ABK", `${repeated("K3*A~\n", 12)}HI*ABK`, ["segment-repeated 2300"]],
    ["ten other payers", "LX*1~", `${OTHERS.repeat(10)}LX*1~`, []],
    ["eleven of them", "LX*1~", `${OTHERS.repeat(11)}LX*1~`, ["loop-repeated 2320"]],
    [
      "a professional line",
      "SV2*0450*HC:99284:25*1250*UN*1",
      "SV1*HC:99284:25*1250*UN*1",
      ["claim-total 2300 CLM02", "segment-missing 2400", "segment-unexpected 2400"],
    ],
  ])("%s: %s", (_, from, to, expected) => {
    const { claim, problems } = changed(from, to);
    expect(claim?.id).toBe("H-2001");
    expect(problems).toEqual(expected);
  });

  test("counts begin again with each loop", () => {
    const one = FILE.slice(FILE.indexOf("CLM*"), FILE.indexOf("SE*"));
    const claims = one.replace("HI*ABK", `${"K3*A~\n".repeat(10)}HI*ABK`).repeat(3);
    const { problems } = read(FILE.replace(one, claims));
    expect(problems.filter((p) => p !== "count SE01")).toEqual([]);
  });
});
