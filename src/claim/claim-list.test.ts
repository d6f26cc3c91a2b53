import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { allowedOf } from "./allowed.ts";
import { readClaimList } from "./claim-list.ts";
import {
  columnsByMapping,
  columnsByName,
  headerText,
  mappingOf,
  missingFields,
  readMapping,
  resemblesList,
} from "./list-columns.ts";

const read = (header: string, ...rows: readonly string[]) => {
  const names = header.split(",");
  const table = { file: "list.csv", header: names, rows: rows.map((r, i) => ({ line: i + 2, cells: r.split(",") })) };
  return readClaimList(table, columnsByName(names));
};

const USUAL = "Claim #,DOS,CPT,Charge";

describe("a claim list", () => {
  test("rows of one number make one claim, wherever they stand", () => {
    const { claims, problems } = read(
      USUAL,
      "A,3/2/2026,99285-25,800",
      "B,2026-03-03,99283,75",
      "A,03/04/26,93010,90.00",
    );
    expect(problems).toEqual([]);
    expect(claims.map((c) => [c.claim.id, c.claim.billed, c.claim.from, c.claim.to, c.remittance])).toEqual([
      ["A", usd("890"), "2026-03-02", "2026-03-04", undefined],
      ["B", usd("75"), "2026-03-03", "2026-03-03", undefined],
    ]);
    expect(claims[0]?.claim.lines.map((l) => [l.number, l.code, l.modifiers, l.units])).toEqual([
      [1, "99285", ["25"], "1"],
      [2, "93010", [], "1"],
    ]);
    expect(claims[0]?.claim).toMatchObject({
      form: "list",
      source: { file: "list.csv", segment: 2 },
      payer: { key: "unknown" },
    });
  });

  test("payer, place, providers and diagnoses", () => {
    const header = `${USUAL},Payer,Payer ID,POS,NPI,Rendering NPI,Facility NPI,State,Zip,Dx,Mod1,Mod2,EMG,Units,Filing,Group`;
    const [found] = read(
      header,
      "A,2026-03-02,99285,800,Some  Plan,00123,5,1,2,3,tx,75001,S06.0X0A I10,25,59,Y,2,ci,G1",
    ).claims;
    expect(found?.claim).toMatchObject({
      payer: { key: "00123", name: "Some  Plan", id: "00123" },
      place: "05",
      billing: { npi: "1", state: "TX", zip: "75001" },
      rendering: { npi: "2" },
      facility: { npi: "3", state: "TX" },
      diagnoses: ["S060X0A", "I10"],
      filing: "CI",
      group: "G1",
      lines: [{ modifiers: ["25", "59"], emergency: true, units: "2" }],
    });
  });

  test.each([
    // allowed, paid, patient, reasons -> paid, allowed and its basis, adjustments
    ["400,320,80,CO-45;PR-2", "320.00", "400.00", "stated", ["PR-2 80.00", "CO-45 400.00"]],
    ["400,320,,", "320.00", "400.00", "stated", ["PR- 80.00", "CO- 400.00"]],
    [",320,80,45", "320.00", "400.00", "paid plus patient", ["PR- 80.00", "CO-45 400.00"]],
    [",0,,50", "0.00", "0.00", "paid plus patient", ["CO-50 800.00"]],
    [",0,,CO50 N130X 16", "0.00", "0.00", "paid plus patient", ["CO-50 800.00", "CO-16 0.00"]],
    ["400,0,400,PR1", "0.00", "400.00", "stated", ["PR-1 400.00", "CO- 400.00"]],
  ])("posted %s: paid %s, allowed %s, %s", (posted, paid, allowed, basis, adjustments) => {
    const [found] = read(`${USUAL},Allowed,Paid,Pt Resp,Reason Codes`, `A,2026-03-02,99285,800,${posted}`).claims;
    const [line] = found?.remittance?.lines ?? [];
    if (line === undefined) throw new Error("nothing posted");
    expect(found?.remittance?.paid).toBe(usd(paid));
    expect(allowedOf(line)).toMatchObject({ amount: usd(allowed), basis });
    expect(line.adjustments.map((a) => `${a.group}-${a.reason} ${(Number(a.amount) / 100).toFixed(2)}`)).toEqual(
      adjustments,
    );
    // What a list posts balances: charge less adjustments is what was paid.
    expect(line.adjustments.reduce((n, a) => n - a.amount, line.charge as bigint)).toBe(line.paid);
  });

  test.each([
    ["A,2026-03-02,99285,12.345", "list-amount", "Charge", "three decimals"],
    ["A,2026-03-02,99285,free", "list-amount", "Charge", "no amount"],
    ["A,2026-03-02,99285,-800", "list-negative", "Charge", "below zero"],
    ["A,2026-02-30,99285,800", "list-date", "DOS", "no such day"],
    ["A,2026-03-02,,800", "list-code", "CPT", "no procedure"],
    [",2026-03-02,99285,800", "list-claim", "Claim #", "no number"],
  ])("%s: %s at column %s, because of %s", (row, code, column) => {
    expect(read(USUAL, row).problems).toMatchObject([{ code, at: { file: "list.csv", line: 2, column } }]);
  });

  test.each([
    ["0", "0", ["list-units"]],
    ["0.00", "0.00", ["list-units"]],
    ["-1", "1", ["list-units"]],
    ["0.5", "0.5", []],
  ])("units %s are kept as %s and told: %j", (units, kept, codes) => {
    const { claims, problems } = read(`${USUAL},Units`, `A,2026-03-02,99285,800,${units}`);
    expect(claims[0]?.claim.lines[0]?.units).toBe(kept);
    expect(problems.map((p) => p.code)).toEqual(codes);
  });

  test.each([
    ["$1,250.50", "1250.50"],
    ["(12.00)", "-12.00"],
    ["1250", "1250.00"],
  ])("an amount written %s is %s", (text, amount) => {
    const table = {
      file: "f",
      header: ["claim", "dos", "cpt", "charge"],
      rows: [{ line: 2, cells: ["A", "2026-03-02", "1", text] }],
    };
    expect(readClaimList(table, columnsByName(table.header)).claims[0]?.claim.billed).toBe(usd(amount));
  });

  test("whatever the cells, no throw; every row with a number is in a claim", () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom("A", "2026-03-02", "99285", "800", "-1", ""));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), (rows) => {
        const table = {
          file: "f",
          header: ["claim", "dos", "cpt", "charge", "paid", "units"],
          rows: rows.map((cells, i) => ({ line: i + 2, cells })),
        };
        const { claims } = readClaimList(table, columnsByName(table.header));
        const numbered = rows.filter((r) => (r[0] ?? "").trim() !== "").length;
        expect(claims.reduce((n, c) => n + c.claim.lines.length, 0)).toBe(numbered);
      }),
    );
  });
});

describe("columns", () => {
  test("are known by many names, the first of two counting", () => {
    const header = ["Acct #", "Date of Service", "Procedure Code", "Billed Amount", "Total Charge", "Insurance"];
    expect(columnsByName(header)).toEqual({ claim: 0, date: 1, code: 2, charge: 3, payer: 5 });
  });

  test("what is missing is named", () => {
    expect(missingFields(columnsByName(["Acct", "CPT"]))).toEqual(["date", "charge"]);
    expect(resemblesList(["Acct", "CPT", "Payer"])).toBe(true);
    expect(resemblesList(["alpha", "beta", "gamma"])).toBe(false);
  });

  test("a mapping names them otherwise, and can be written from what was found", () => {
    const header = ["Konto", "Tag", "Ziffer", "Preis"];
    const mapping = readMapping({
      columns: { claim: "KONTO", date: "Tag", code: "Ziffer", charge: "Preis", nonsense: "x", units: 3 },
    });
    expect(mapping).toEqual({ claim: "KONTO", date: "Tag", code: "Ziffer", charge: "Preis" });
    expect(columnsByMapping(header, mapping ?? {})).toEqual({ claim: 0, date: 1, code: 2, charge: 3 });
    expect(mappingOf(header, { claim: 0, code: 2 })).toEqual({ claim: "Konto", code: "Ziffer" });
    expect(headerText([" KONTO", "tag"])).toBe(headerText(["Konto", "Tag "]));
  });

  test.each([[null], [{}], [{ columns: 3 }], [{ columns: { nonsense: "x" } }], [[]]])("%j is no mapping", (json) => {
    expect(readMapping(json)).toBeUndefined();
  });
});
