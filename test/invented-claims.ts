import { claim, paidOn, remittance } from "#claim/invented.ts";

/** The claims that many tests open a case with, and the remittances that answer them. */

/** One line of 1,000.00, of which the payer allowed 400.00 and the patient owes 100.00. */
export function oneLineClaim(name: string, payer: string) {
  const of = {
    payer: { key: payer, name: payer },
    billing: { npi: "1000000004", tin: "000000001", name: "Harbor Ridge" },
  };
  const line = "99285 1000.00";
  const paid = remittance(name, [`${line} paid=300.00 CO45=600.00 PR1=100.00 c=A1 on=2026-10-20`], {
    payer: of.payer,
    ...paidOn("2026-11-10"),
  });
  return { claim: claim(name, [`${line} c=A1 on=2026-10-20`], of), remittances: [paid] };
}

/** Two lines of emergency care in Arizona, answered on November 2, 2026. */
export function twoLineClaim(number: string, payer: { readonly key: string; readonly name: string }) {
  return {
    claim: claim(number, ["99285 1000.00 c=A1 on=2026-09-01", "93010 500.00 c=A2 on=2026-09-01"], {
      payer,
      billing: { npi: "1000000004", tin: "000000001", state: "AZ", zip: "85001", name: "Harbor Ridge" },
      filing: "CI",
      place: "23",
    }),
    remittances: [
      remittance(
        number,
        [
          "99285 1000.00 paid=300.00 CO45=512.00 PR1=188.00 c=A1 on=2026-09-01",
          "93010 500.00 paid=100.00 CO45=400.00 c=A2 on=2026-09-01",
        ],
        { payer, ...paidOn("2026-11-02") },
      ),
    ],
  };
}

/** What puts such a claim of October 2026 on the federal road with everything answered: fact and value. */
export const FEDERAL_ANSWERS = [
  ["in_network", "no"],
  ["plan_funding", "self_funded_erisa"],
  ["service", "emergency"],
  ["provider", "physician"],
  ["state", "TX"],
  ["payment_received", "2026-11-10"],
  ["qpa", "420.00"],
] as const;
