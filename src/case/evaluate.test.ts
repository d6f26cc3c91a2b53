import { describe, expect, test } from "vitest";
import { formatUsd } from "#base/money.ts";
import type { ClaimEvaluation } from "./evaluation.ts";
import { claimJson, type Told, told } from "./invented.ts";

const first = (e: ClaimEvaluation) => {
  const line = e.lines[0];
  if (line === undefined) throw new Error("no line");
  return line;
};

/** An underpayment that the payer itself put under the federal Act: paid 300 and coinsurance 75 of a 1,000 charge. */
const N877 = {
  paid: "300.00",
  cas: [
    ["CO", "45", "625.00"],
    ["PR", "2", "75.00"],
  ],
  remarks: ["N877"],
} as const;
/** The same without a remark: a contractual reduction nobody explained. */
const SILENT = { ...N877, remarks: [] } as const;

describe("a line takes the first class that fits", () => {
  test.each<readonly [sentence: string, t: Told, cls: string, payment: string, rights: string]>([
    ["underpaid under the Act, in time", { remittances: [N877] }, "underpaid", "underpaid", "open"],
    [
      "the 30 business days are over",
      { remittances: [{ ...N877, effective: "2026-09-15" }] },
      "expired",
      "underpaid",
      "expired",
    ],
    ["allowed at the benchmark", { remittances: [N877], median: "375.00" }, "paid in line", "paid in line", "open"],
    ["allowed above the benchmark", { remittances: [N877], median: "100.00" }, "paid in line", "paid in line", "open"],
    ["no benchmark is unknown, not zero", { remittances: [N877], median: "none" }, "unknown", "unknown", "open"],
    ["nobody answered the claim", {}, "unpaid", "unpaid", "none"],
    [
      "denied for medical necessity",
      { remittances: [{ paid: "0.00", cas: [["CO", "50", "1000.00"]] }] },
      "denied",
      "denied",
      "open",
    ],
    [
      "paid 0.00 on deductible is not a denial",
      {
        remittances: [
          {
            paid: "0.00",
            cas: [
              ["PR", "1", "375.00"],
              ["CO", "45", "625.00"],
            ],
            remarks: ["N877"],
          },
        ],
      },
      "underpaid",
      "underpaid",
      "open",
    ],
    [
      "not covered and put on the patient is a denial all the same",
      { remittances: [{ paid: "0.00", cas: [["PR", "204", "1000.00"]] }] },
      "denied",
      "denied",
      "open",
    ],
    ["Medicare Advantage stands apart", { filing: "16", remittances: [N877] }, "not this trade", "unknown", "none"],
    ["workers' compensation stands apart", { filing: "WC", remittances: [N877] }, "not this trade", "unknown", "none"],
    [
      "in network by contract",
      { remittances: [SILENT], profile: { contracts: [{ payer: "Northfield Mutual (synthetic)" }] } },
      "not this trade",
      "unknown",
      "none",
    ],
    [
      "network unknown: the answer changes dollars",
      { remittances: [SILENT], profile: { contractsComplete: false } },
      "needs a fact",
      "underpaid",
      "open",
    ],
    [
      "network unknown, and nothing at stake: no question is worth asking",
      { remittances: [SILENT], profile: { contractsComplete: false }, median: "300.00" },
      "paid in line",
      "paid in line",
      "open",
    ],
    [
      "funding unknown in Texas: state and federal days differ",
      { state: "TX", remittances: [N877] },
      "needs a fact",
      "underpaid",
      "open",
    ],
    [
      "self-funded in Texas is federal",
      { state: "TX", remittances: [N877], facts: [["plan", "northfield", "plan_funding", "self-funded"]] },
      "underpaid",
      "underpaid",
      "open",
    ],
    [
      "fully insured in Texas is the state's",
      { state: "TX", remittances: [N877], facts: [["plan", "northfield", "plan_funding", "fully insured"]] },
      "underpaid",
      "underpaid",
      "open",
    ],
  ])("%s", (_, t, cls, payment, rights) => {
    const line = first(told(t));
    expect({ class: line.class, payment: line.payment, rights: line.rightsState }).toEqual({
      class: cls,
      payment,
      rights,
    });
  });
});

describe("the channel follows the facts, and says which is missing", () => {
  test.each<readonly [string, Told, string, readonly string[]]>([
    ["Arizona has no process of its own", { remittances: [N877] }, "federal_open_negotiation", []],
    ["Texas, funding unknown", { state: "TX", remittances: [N877] }, "undetermined", ["plan_funding"]],
    [
      "Texas, fully insured",
      { state: "TX", remittances: [N877], facts: [["claim", "C-1", "plan_funding", "fully_insured"]] },
      "tx_arbitration",
      [],
    ],
    [
      "New York, self-funded",
      { state: "NY", remittances: [N877], facts: [["claim", "C-1", "plan_funding", "self_funded_erisa"]] },
      "federal_open_negotiation",
      [],
    ],
    [
      "a consent waiver ends the federal road",
      { remittances: [{ ...N877, remarks: ["N882"] }], place: "22", emergency: false },
      "patient_agreement",
      [],
    ],
  ])("%s", (_, t, verdict, missing) => {
    const { channel } = first(told(t));
    expect(channel.verdict).toBe(verdict);
    expect(channel.missing).toEqual(missing);
  });

  test("until a fact is given every candidate's clock is shown, and the earliest safe day ranks the line", () => {
    const line = first(told({ state: "TX", remittances: [N877] }));
    const days = line.rights.map((r) => r.safe?.[1]);
    expect(line.rights.map((r) => r.id)).toEqual(
      expect.arrayContaining(["nsa.open_neg_initiate", "tx.arbitration_request"]),
    );
    expect(line.loss?.daysLeft).toBe(
      Math.min(...line.rights.flatMap((r) => (r.daysLeft === undefined ? [] : [r.daysLeft]))),
    );
    expect(days).toContain("2026-12-15");
  });
});

describe("days left count business days with today", () => {
  test.each([
    // asOf        left  because
    ["2026-12-15", 1, "the last safe day itself"],
    ["2026-12-14", 2, "the day before"],
    ["2026-12-13", 2, "a Sunday: Monday and Tuesday are left"],
    ["2026-11-25", 14, "Thanksgiving is not counted"],
    ["2026-12-16", 0, "past"],
  ])("received 2026-11-02, seen on %s: %i left, %s", (asOf, left) => {
    const right = first(told({ remittances: [N877], asOf })).rights.find((r) => r.id === "nsa.open_neg_initiate");
    expect(right).toMatchObject({ safe: ["2026-11-02", "2026-12-15"], daysLeft: left, assumed: true });
  });

  test("receipt is the earlier of BPR16 and the file's own date, and says so", () => {
    const right = first(told({ remittances: [{ ...N877, effective: "2026-11-05", fileDay: "2026-11-03" }] })).rights[0];
    expect(right?.starts?.day).toBe("2026-11-03");
    expect(right?.starts?.source).toMatch(/assumed/);
  });

  test("an answered receipt is no longer assumed", () => {
    const right = first(told({ remittances: [N877], facts: [["claim", "C-1", "payment_received", "2026-11-09"]] }))
      .rights[0];
    expect(right).toMatchObject({ assumed: false, safe: ["2026-11-09", "2026-12-22"] });
  });
});

describe("stake is the benchmark less what was allowed, between zero and the charge", () => {
  test.each([
    // median     charge      stake      because
    ["800.00", "1000.00", "425.00", "800.00 less 375.00 allowed"],
    ["5000.00", "1000.00", "1000.00", "never more than the charge"],
    ["100.00", "1000.00", "0.00", "never less than nothing"],
  ])("median %s, charge %s: stake %s, %s", (median, charge, stake) => {
    const line = first(told({ remittances: [N877], median, charge }));
    expect(formatUsd(line.stake)).toBe(stake);
    expect(line.benchmark?.working).toContain("over 10 lines");
  });

  test("the benchmark is per unit", () => {
    const line = first(told({ remittances: [N877], median: "200.00", units: "3" }));
    expect(formatUsd(line.benchmark?.amount ?? (0n as never))).toBe("600.00");
  });

  test.each([
    [{ ...N877, stated: "400.00" }, "400.00", "stated (AMT*B6)"],
    [N877, "375.00", "paid plus patient responsibility"],
    [
      {
        ...SILENT,
        cas: [
          ["PR", "45", "625.00"],
          ["PR", "2", "75.00"],
        ] as const,
      },
      "375.00",
      "paid plus the patient's cost share (the rest was not allowed)",
    ],
  ])("allowed says where it comes from", (r, allowed, from) => {
    const line = first(told({ remittances: [r] }));
    expect([line.allowed === undefined ? "" : formatUsd(line.allowed), line.allowedFrom]).toEqual([allowed, from]);
  });
});

describe("flags", () => {
  test.each<readonly [string, Told, readonly string[]]>([
    [
      "under the Act CO-45 is a legal hold-harmless, yet it must not be posted away",
      { remittances: [N877] },
      ["protected", "write-off guard"],
    ],
    [
      "CO-45 without contract or remark is an asserted discount",
      { remittances: [SILENT] },
      ["protected", "asserted discount", "write-off guard"],
    ],
    [
      "CARC 131 claims an agreement",
      {
        remittances: [
          {
            ...SILENT,
            cas: [
              ["CO", "131", "625.00"],
              ["PR", "2", "75.00"],
            ],
          },
        ],
      },
      ["protected", "asserted discount", "write-off guard"],
    ],
    [
      "PI-45 is the honest code: no discount is asserted, and yet systems post it away",
      {
        remittances: [
          {
            ...SILENT,
            cas: [
              ["PI", "45", "625.00"],
              ["PR", "2", "75.00"],
            ],
          },
        ],
      },
      ["protected", "write-off guard"],
    ],
    [
      "a right that is gone leaves nothing to guard",
      { remittances: [{ ...N877, effective: "2026-08-01" }] },
      ["protected"],
    ],
    [
      "a reversal without a correction is a takeback",
      {
        remittances: [
          N877,
          {
            ...N877,
            status: "22",
            paid: "-300.00",
            charge: "-1000.00",
            cas: [
              ["CO", "45", "-625.00"],
              ["PR", "2", "-75.00"],
            ],
            effective: "2026-11-10",
          },
        ],
      },
      ["protected", "takeback"],
    ],
  ])("%s", (_, t, flags) => expect([...first(told(t)).flags].sort()).toEqual([...flags].sort()));
});

describe("what the payer settled, said first or said twice", () => {
  test("an amount agreed or awarded leaves nothing at stake", () => {
    for (const remark of ["N874", "N875"]) {
      const line = first(told({ remittances: [{ ...N877, remarks: [remark] }] }));
      expect([line.class, formatUsd(line.stake)]).toEqual(["paid in line", "0.00"]);
    }
  });

  test("a correction does not start the federal clock again", () => {
    const reversal = {
      ...N877,
      status: "22",
      paid: "-300.00",
      charge: "-1000.00",
      cas: [
        ["CO", "45", "-625.00"],
        ["PR", "2", "-75.00"],
      ],
      effective: "2026-11-16",
    } as const;
    const correction = { ...N877, effective: "2026-11-16" };
    const right = first(told({ remittances: [{ ...N877, effective: "2026-10-19" }, reversal, correction] })).rights[0];
    expect(right).toMatchObject({ id: "nsa.open_neg_initiate", safe: ["2026-10-19", "2026-12-01"], assumed: true });
  });

  test("the payer's own clock runs beside the appeal of a denial", () => {
    const line = first(told({ remittances: [{ paid: "0.00", cas: [["CO", "50", "1000.00"]], remarks: ["N876"] }] }));
    expect(line.rights.map((r) => r.id)).toEqual(
      expect.arrayContaining(["nsa.open_neg_initiate", "erisa.appeal_file"]),
    );
  });

  test("an appeal counted from an assumed receipt is assumed, and its loss asks for the day", () => {
    const e = told({ remittances: [{ paid: "0.00", cas: [["CO", "50", "1000.00"]] }], asOf: "2027-05-10" });
    expect([first(e).class, first(e).rights[0]?.assumed]).toEqual(["expired", true]);
    expect(e.questions.map((q) => q.fact)).toContain("payment_received");
  });

  test("what the payer stated as allowed is taken as stated, even below what it paid", () => {
    const line = first(told({ remittances: [{ ...N877, stated: "250.00" }] }));
    expect(formatUsd(line.allowed ?? (0n as never))).toBe("250.00");
  });

  test("a denial as duplicate with no other answer here has its stake", () => {
    const line = first(told({ remittances: [{ paid: "0.00", cas: [["CO", "18", "1000.00"]] }] }));
    expect([formatUsd(line.stake), line.flags.includes("duplicate")]).toEqual(["800.00", true]);
  });
});

describe("a denied line always has a clock or a question", () => {
  test.each([
    "4",
    "16",
    "18",
    "22",
    "26",
    "29",
    "40",
    "50",
    "55",
    "96",
    "97",
    "109",
    "119",
    "197",
    "204",
    "227",
    "236",
    "242",
    "243",
    "252",
    "A1",
    "B7",
    "999",
  ])("CO-%s", (reason) => {
    for (const state of ["AZ", "TX", "NY", "CA", "XX"]) {
      for (const complete of [true, false]) {
        const e = told({
          state,
          remittances: [{ paid: "0.00", cas: [["CO", reason, "1000.00"]] }],
          profile: { contractsComplete: complete },
        });
        const line = first(e);
        const clock = line.rights.some((r) => r.safe !== undefined);
        expect(clock || e.questions.length > 0, `${reason} in ${state}`).toBe(true);
      }
    }
  });
});

describe("a claim", () => {
  test("is what its line with the largest stake is", () => {
    const e = told({ remittances: [N877] });
    expect([e.class, formatUsd(e.stake), formatUsd(e.loss)]).toEqual([
      "underpaid",
      "425.00",
      formatUsd(first(e).loss?.amount ?? (0n as never)),
    ]);
  });

  test("a remittance without its claim is a row", () => {
    const e = told({ noClaim: true, remittances: [N877] });
    expect([e.claim, e.unmatched, formatUsd(e.paid)]).toEqual(["C-1", "remittance", "300.00"]);
  });

  test("what stands after a reversal and a correction counts", () => {
    const e = told({
      remittances: [
        N877,
        {
          ...N877,
          status: "22",
          paid: "-300.00",
          charge: "-1000.00",
          cas: [
            ["CO", "45", "-625.00"],
            ["PR", "2", "-75.00"],
          ],
          effective: "2026-11-09",
        },
        {
          ...N877,
          paid: "500.00",
          cas: [
            ["CO", "45", "400.00"],
            ["PR", "2", "100.00"],
          ],
          effective: "2026-11-09",
        },
      ],
    });
    expect([formatUsd(e.paid), e.flags.includes("takeback")]).toEqual(["500.00", false]);
  });

  test("as JSON holds money as text with two decimals and unknown as null", () => {
    const json = JSON.parse(claimJson(told({ remittances: [N877], median: "none" })));
    expect(json).toMatchObject({
      claim: "C-1",
      billed: "1000.00",
      allowed: "375.00",
      paid: "300.00",
      patient: "75.00",
      benchmark: null,
      stake: "0.00",
    });
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining([
        "claim",
        "payer",
        "dateOfService",
        "billed",
        "allowed",
        "paid",
        "patient",
        "payment",
        "class",
        "flags",
        "stake",
        "benchmark",
        "channel",
        "rights",
        "loss",
        "lines",
      ]),
    );
  });
});
