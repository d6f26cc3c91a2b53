import type { Answer } from "#web/data/paths.ts";

/** Where an invented claim stands with its plan, and what the plan stated of it. */

export const standing: Answer<"getStanding"> = {
  status: {
    now: "pending",
    entries: [
      { status: "submitted", day: "2026-09-01", reference: null, source: "the 837", set: null },
      {
        ...{ status: "rejected", day: "2026-09-02", reference: null },
        source: "999 answers.edi, segment 5: set 1 of group 22 rejected (R 5)",
        set: {
          outcome: "rejected",
          errors: [
            { words: "HI, segment 40 from the ST: its loop comes too often (code 4)", where: "another claim" },
            {
              words: "SV1, segment 21 from the ST, element 2: its code is not on the list (code 7)",
              where: "this claim",
            },
          ],
        },
      },
      {
        ...{ status: "pending", day: "2026-10-20", reference: "4417", set: null },
        source: "call with the plan, noted by M. Lund",
      },
    ],
  },
  benefits: {
    ...{ covered: true, asOf: "2026-10-01", days: 53, old: true, source: "portal of the plan", by: "M. Lund" },
    deductible: { amount: "3000.00", met: "1200.00", left: "1800.00" },
    coinsurance: 40,
    outOfPocket: null,
    method: "140% of Medicare",
    inNetworkDeductibleLeft: "500.00",
    inNetworkCoinsurance: 20,
    inNetworkCopay: null,
  },
  submission: [
    {
      ...{ of: "Lone Star Health", payerId: "LSH01", address: null, portal: "portal.lsh.example", timelyDays: 95 },
      ...{ appealDays: 180, source: "provider manual", day: "2026-01-05" },
    },
  ],
  patient: { maximum: null, recognized: null, missing: ["qpa"], cites: [] },
};
