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
      ["claim-charge CLP03 0.50", "claim-balance CLP04 0.50"],
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
    ["an adjustment that is none", "CAS*OA*242*200~", "CAS*OA*242*200.005~", ["amount-decimals CAS03 undefined"]],
    ["an adjustment of a claim that is none", "CAS*CO*45*25~", "CAS*CO*45*A FEW~", ["amount CAS03 undefined"]],
    ["an adjustment without amount", "CAS*OA*242*200~", "CAS*OA*242~", ["element-missing CAS03 undefined"]],
    ["a second one without amount", "1*100*1*2*99.75~", "1*100*1*2~", ["element-missing CAS06 undefined"]],
    ["a provider adjustment that is none", "*40*L6*-10~", "*x*L6*-10~", ["amount PLB04 undefined"]],
    ["a provider adjustment without amount", "*40*L6*-10~", "*40*L6~", ["element-missing PLB06 undefined"]],
  ])("%s", (_, from, to, expected) => {
    expect(balances(PAYMENTS.replace(from, to))).toEqual(expected);
  });

  test.each<[string, string, string, string]>([
    ["a service", "*600.25**1~", "600.26**1~", "600.26"],
    ["the charge of a claim", "*1250*700.25*", "*1250.50*700.25*", "1250.50"],
    ["the payment of a claim", "CAS*CO*45*25~", "CAS*CO*45*24~", "45*10.5*12"],
  ])("%s is named where its amount stands", (_, from, to, named) => {
    const text = PAYMENTS.replace(from, from.startsWith("*600") ? `*${to}` : to);
    const reader = readX12("f.edi", {});
    reader.push(new TextEncoder().encode(text));
    expect(reader.end().problems.map((p) => p.at.byte)).toContain(text.indexOf(named));
  });

  test("triplets past the sixth of a CAS and pairs past the sixth of a PLB are read, with a warning", () => {
    // 5 is split into a sixth and a seventh; 30 into seven pairs.
    const text = PAYMENTS.replace("50*5~", "50*4**54*1~").replace(
      "WO:PCN0000009*40*L6*-10~",
      "WO:A*10*WO:B*5*WO:C*5*WO:D*5*WO:E*5*WO:F*5*L6*-5~",
    );
    const reasons: (readonly string[])[] = [];
    const provider: (bigint | undefined)[] = [];
    const reader = readX12("f.edi", {
      claimPayment: (c) => reasons.push(...c.lines.map((l) => l.adjustments.map((a) => a.reason))),
      providerAdjustment: (a) => provider.push(a.amount),
    });
    reader.push(new TextEncoder().encode(text));
    const { problems } = reader.end();
    expect(problems.map((p) => `${p.code} ${p.at.element}`)).toEqual(["element-extra CAS20", "element-extra PLB15"]);
    expect(reasons).toContainEqual(["45", "97", "253", "16", "18", "50", "54"]);
    expect(provider).toEqual([1000n, 500n, 500n, 500n, 500n, 500n, -500n]);
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
            .replace("SVC*HC:80053*.75*0**0", `SVC*HC:80053*${dollars(charge + extra)}*${dollars(paid)}**1`)
            .replace("CAS*CO*197*.75", `CAS*CO*${cas}`)
            .replace("BPR*I*0*", `BPR*I*${dollars(paid)}*`);
          expect(balances(text)).toEqual(extra === 0 ? [] : ["claim-balance CLP04 0.01", "service-balance SVC03 0.01"]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
