import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readX12 } from "./read.ts";

const PAYMENTS = readFileSync(new URL("../../fixtures/x12/payments-835.edi", import.meta.url), "utf8");

function balances(text: string): readonly string[] {
  const reader = readX12("f.edi", {});
  reader.push(new TextEncoder().encode(text));
  const { problems } = reader.end();
  return problems.map((p) => `${p.code} ${p.at.element} ${/ by (-?[\d.]+)\./.exec(p.message)?.[1]}`);
}

describe("an 835 agrees with itself at four levels, or says by how much it does not", () => {
  test.each<[string, string, string, readonly string[]]>([
    // level                      what is written      instead of            what is off
    ["nothing", "QTY*CA*1", "QTY*CA*1", []],
    [
      "service: one cent of CAS",
      "CAS*OA*242*200~",
      "CAS*OA*242*200.01~",
      ["claim-balance CLP04 -0.01", "service-balance SVC03 -0.01"],
    ],
    ["service: the sixth triplet", "50*5~", "50*6~", ["claim-balance CLP04 -1.00", "service-balance SVC03 -1.00"]],
    [
      "service: its payment",
      "SVC*HC:12001*250*100*",
      "SVC*HC:12001*250*99.99*",
      ["claim-paid CLP04 0.01", "service-balance SVC03 0.01"],
    ],
    [
      "claim: its charge",
      "CLP*A-1001*1*1250*",
      "CLP*A-1001*1*1250.50*",
      ["claim-balance CLP04 0.50", "claim-charge CLP03 0.50"],
    ],
    [
      "claim: its payment, and so the payment above",
      "*1250*700.25*",
      "*1250*700.24*",
      ["payment-balance BPR02 0.01", "claim-balance CLP04 0.01", "claim-paid CLP04 -0.01"],
    ],
    ["claim: CAS of a claim without services", "CAS*CO*45*25~", "CAS*CO*45*24~", ["claim-balance CLP04 1.00"]],
    ["claim: a reversal", "CAS*CO*45*-30~", "CAS*CO*45*-31~", ["claim-balance CLP04 1.00"]],
    ["provider adjustment", "*40*L6*-10~", "*40.10*L6*-10~", ["payment-balance BPR02 0.10"]],
    ["payment", "BPR*I*675.25*", "BPR*I*675.24*", ["payment-balance BPR02 -0.01"]],
    // An amount that cannot be read has its own Problem, and no sum is judged by it.
    ["an amount that is none", "*1250*700.25*", "*1250*seven*", ["amount CLP04 undefined"]],
  ])("%s", (_, from, to, expected) => {
    expect(balances(PAYMENTS.replace(from, to))).toEqual(expected);
  });

  test("a claim-level adjustment lowers the claim and no service", () => {
    const text = PAYMENTS.replace("CLP*A-1003*4*.75*0*0", "CLP*A-1003*4*.75*-.10*0")
      .replace("NM1*QC*1*ISA", "CAS*OA*B13*.10~\nNM1*QC*1*ISA")
      .replace("BPR*I*0*", "BPR*I*-.10*");
    expect(balances(text).filter((p) => !p.startsWith("count"))).toEqual([]);
  });

  test("any split of a charge into payment and adjustments balances, and one cent more never does", () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 });
    const dollars = (n: number) => (n / 100).toFixed(2);
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 6 }),
        amount,
        fc.constantFrom(0, 1),
        (cuts, paid, extra) => {
          const charge = cuts.reduce((a, b) => a + b, paid);
          const cas = cuts.map((c, i) => `${45 + i}*${dollars(c)}`).join("**");
          const text = PAYMENTS.replace(
            "CLP*A-1003*4*.75*0*0",
            `CLP*A-1003*1*${dollars(charge + extra)}*${dollars(paid)}*0`,
          )
            .replace("SVC*HC:80053*.75*0*", `SVC*HC:80053*${dollars(charge + extra)}*${dollars(paid)}*`)
            .replace("CAS*CO*197*.75", `CAS*CO*${cas}`)
            .replace("BPR*I*0*", `BPR*I*${dollars(paid)}*`);
          expect(balances(text)).toEqual(extra === 0 ? [] : ["claim-balance CLP04 0.01", "service-balance SVC03 0.01"]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
