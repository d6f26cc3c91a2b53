import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, dayNumber } from "#base/day.ts";
import type { Claim, Remittance } from "./claim.ts";
import { claim, OTHER_PLAN, paidOn, remittance, reversalOf } from "./invented.ts";
import { ClaimIndex, PayerNames, RemittanceIndex } from "./match-index.ts";
import { Nearests } from "./nearest.ts";
import { ASIDE } from "./set-aside.ts";
import { TIED_BY, type Ties, tie } from "./tie.ts";

interface Sent {
  readonly claim: Claim;
  readonly on?: string;
}

function tied(claims: readonly (Claim | Sent)[], remittances: readonly Remittance[]): Ties {
  const payers = new PayerNames();
  const c = new ClaimIndex(payers);
  const r = new RemittanceIndex(payers);
  for (const x of claims) {
    const sent = "claim" in x ? x : { claim: x };
    c.add(sent.claim, sent.on === undefined ? 0 : dayNumber(day(sent.on)));
  }
  for (const x of remittances) r.add(x);
  return tie(c, r, (rows) => new Nearests(rows));
}

/** "0 by control-number", "alone", "alone, near 1 because ...": the claim of each remittance. */
const shown = (t: Ties): string[] =>
  [...t.claimOf].map((i, j) => {
    if (i >= 0) return `${i} by ${TIED_BY[t.by[j] ?? 0]}`;
    const near = t.nearestClaim.at(j);
    return near === undefined ? "alone" : `alone, near ${near.row} because ${near.why}`;
  });

const asides = (t: Ties): (string | undefined)[] =>
  [...t.asides.as].map((a, i) => (a === 0 ? undefined : `${ASIDE[a]} by ${t.asides.by[i]}`));

const VISIT = ["99285 800.00 c=ED1L1", "93010 90.00 c=ED1L2"];
const LATER = ["99283 400.00 c=ED2L1 on=2026-03-20"];
const bare = (lines: readonly string[]): string[] => lines.map((l) => l.replace(/ c=\S+/, ""));
const paid = (lines: readonly string[]): string[] => lines.map((l) => `${l} paid=10`);

describe("by control number", () => {
  const rows: readonly (readonly [string, readonly Claim[], readonly Remittance[], readonly string[]])[] = [
    [
      "CLP01 is CLM01, whatever else differs",
      [claim("SYN1", VISIT)],
      [remittance("SYN1", paid(LATER))],
      ["0 by control-number"],
    ],
    [
      "leading zeros, case and blanks only when nothing is so written",
      [claim("00ab 12", VISIT)],
      [remittance("AB12", paid(VISIT))],
      ["0 by control-number"],
    ],
    [
      "as written wins over loosely",
      [claim("012", VISIT), claim("12", VISIT)],
      [remittance("12", paid(VISIT)), remittance("012", paid(VISIT))],
      ["1 by control-number", "0 by control-number"],
    ],
    [
      "one number for two visits: the one that fits",
      [claim("ACCT", VISIT), claim("ACCT", LATER)],
      [remittance("ACCT", paid(LATER)), remittance("ACCT", paid(VISIT))],
      ["1 by control-number", "0 by control-number"],
    ],
    [
      "one number for three visits of which one fits nothing",
      [claim("ACCT", VISIT), claim("ACCT", LATER)],
      [remittance("ACCT", paid(["99281 55.00 on=2026-01-05"]))],
      ["alone, near 0 because the control number is the same, but neither a line, nor the day, nor the charge agrees"],
    ],
    [
      "one number, one claim, and the remittance of another visit beside its own",
      [claim("ACCT", VISIT)],
      [remittance("ACCT", paid(VISIT)), remittance("ACCT", paid(["99281 55.00 on=2026-01-05"]))],
      [
        "0 by control-number",
        "alone, near 0 because the control number is the same, but neither a line, nor the day, nor the charge agrees",
      ],
    ],
    [
      "a reversal stays with the claim of its number",
      [claim("ED1", VISIT)],
      [remittance("ED1", paid(VISIT)), reversalOf(remittance("ED1", paid(VISIT)), "2026-05-01")],
      ["0 by control-number", "0 by control-number"],
    ],
    [
      "the same claim to a primary and a secondary payer: each answers its own",
      [claim("ED1", VISIT, { responsibility: "P" }), claim("ED1", VISIT, { responsibility: "S", payer: OTHER_PLAN })],
      [remittance("ED1", paid(VISIT)), remittance("ED1", paid(VISIT), { status: "2", payer: OTHER_PLAN })],
      ["0 by control-number", "1 by control-number"],
    ],
    ["an empty number ties nothing", [claim("", LATER)], [remittance("", paid(VISIT))], ["alone"]],
  ];
  test.each(rows)("%s", (_, claims, remittances, expected) => {
    expect(shown(tied(claims, remittances))).toEqual(expected);
  });
});

describe("by line control number, when the control number finds nothing", () => {
  test("REF 6R that one claim has", () => {
    expect(shown(tied([claim("A", VISIT), claim("B", LATER)], [remittance("Z", paid(["1 1.00 c=ED2L1"]))]))).toEqual([
      "1 by line-control",
    ]);
  });
  test("not when two claims have it", () => {
    const t = tied([claim("A", VISIT), claim("B", VISIT)], [remittance("Z", paid(["1 1.00 c=ED1L1"]))]);
    expect(shown(t)).toEqual(["alone, near 0 because a line control number agrees, but several claims have it"]);
  });
  test("a bare line number says nothing", () => {
    const t = tied([claim("A", ["99285 800.00 c=1"])], [remittance("Z", paid(["99281 55.00 c=1 on=2026-01-05"]))]);
    expect(shown(t)).toEqual(["alone"]);
  });
});

describe("by code, day, units and charge, when no number finds anything", () => {
  const a = bare(VISIT);
  const rows: readonly (readonly [string, readonly Claim[], readonly Remittance[], readonly string[]])[] = [
    [
      "all lines agree, in any order",
      [claim("A", a)],
      [remittance("Z", paid([...a].reverse()))],
      ["0 by code-date-charge"],
    ],
    [
      "its reversal and correction come along",
      [claim("A", a)],
      [
        remittance("Z", paid(a)),
        reversalOf(remittance("Z", paid(a)), "2026-05-01"),
        remittance("Z", ["99285 800.00 paid=11", "93010 90.00 paid=1"], paidOn("2026-05-01")),
      ],
      ["0 by code-date-charge", "0 by code-date-charge", "0 by code-date-charge"],
    ],
    [
      "its reversal comes along",
      [claim("A", a)],
      [remittance("Z", paid(a)), reversalOf(remittance("Z", paid(a)), "2026-05-01")],
      ["0 by code-date-charge", "0 by code-date-charge"],
    ],
    [
      "two claims alike: neither",
      [claim("A", a), claim("B", a)],
      [remittance("Z", paid(a))],
      ["alone, near 0 because all lines agree by code, day, units and charge, but more than one fits"],
    ],
    [
      "another payer: no",
      [claim("A", a)],
      [remittance("Z", paid(a), { payer: OTHER_PLAN })],
      ["alone, near 0 because all lines agree by code, day, units and charge, but the payer is another"],
    ],
    [
      "another provider: no",
      [claim("A", a, { rendering: { npi: "1" } })],
      [remittance("Z", paid(a), { rendering: { npi: "2" } })],
      ["alone, near 0 because all lines agree by code, day, units and charge, but the provider is another"],
    ],
    [
      "other units: no",
      [claim("A", ["96372 300.00 x3"])],
      [remittance("Z", ["96372 300.00 x2 paid=1"])],
      [
        "alone, near 0 because a line agrees by code, day and charge, but the control numbers differ and the claim as a whole does not agree",
      ],
    ],
    [
      "a claim that has its own answer is not taken",
      [claim("A", a)],
      [remittance("A", paid(a)), remittance("Z", paid(a))],
      ["0 by control-number", "alone"],
    ],
    [
      "day and total alone are a hint, no tie",
      [claim("A", ["99285 890.00"])],
      [remittance("Z", paid(a))],
      ["alone, near 0 because day and total charge agree, but neither the control number nor a line does"],
    ],
  ];
  test.each(rows)("%s", (_, claims, remittances, expected) => {
    expect(shown(tied(claims, remittances))).toEqual(expected);
  });

  test.each<[string, Claim, Remittance, string]>([
    [
      "another payer",
      claim("A", a),
      remittance("Z", paid(a), { payer: OTHER_PLAN }),
      "all lines agree by code, day, units and charge, but the payer is another",
    ],
    [
      "another charge",
      claim("A", ["99285 800.00"]),
      remittance("Z", ["99285 640.00 paid=10"], { payer: OTHER_PLAN }),
      "a code and the day of service agree, but no whole line by code, day and charge",
    ],
    [
      "another day",
      claim("A", ["99285 800.00"]),
      remittance("Z", ["99285 800.00 on=2026-03-09 paid=10"], { payer: OTHER_PLAN }),
      "a code and its charge agree, but not the day of service",
    ],
    [
      "payer and day alone",
      claim("A", ["99285 800.00"]),
      remittance("Z", ["99213 90.00 paid=10"]),
      "payer and day of service agree, and nothing nearer was found",
    ],
  ])("a claim and a remittance left alone name each other and say the same: %s", (_, one, other, why) => {
    const t = tied([one], [other]);
    expect(t.nearestRemittance.at(0)).toEqual({ row: 0, why });
    expect(t.nearestClaim.at(0)).toEqual({ row: 0, why });
  });

  test("nothing shared, nothing near", () => {
    const t = tied([claim("A", ["99285 800.00"])], [remittance("Z", ["99213 9.00 on=2026-05-02"])]);
    expect([t.nearestRemittance.at(0), t.nearestClaim.at(0)]).toEqual([undefined, undefined]);
  });

  test("of several the nearest kind wins: day and total, then code and day, then code and charge", () => {
    const claims = [
      claim("PAYER", ["11111 1.00"]),
      claim("CHARGE", ["99285 640.00 on=2026-01-01"]),
      claim("DAY", ["99285 800.00"], { payer: OTHER_PLAN }),
      claim("TOTAL", ["22222 640.00"], { payer: OTHER_PLAN }),
    ];
    const near = (some: readonly Claim[]) =>
      tied(some, [remittance("Z", ["99285 640.00 paid=1"])]).nearestClaim.at(0)?.row;
    expect([near(claims), near(claims.slice(0, 3)), near(claims.slice(0, 2)), near(claims.slice(0, 1))]).toEqual([
      3, 2, 1, 0,
    ]);
  });

  test("a line control number of several claims names the first of them", () => {
    const t = tied(
      [claim("A", ["99285 800.00 c=REF77"]), claim("B", ["99283 90.00 c=REF77"])],
      [remittance("Z", ["11111 5.00 c=REF77 on=2026-05-05"], { payer: OTHER_PLAN })],
    );
    expect(shown(t)).toEqual(["alone, near 0 because a line control number agrees, but several claims have it"]);
  });
});

describe("rows without a claim", () => {
  test("one row for each number and day", () => {
    const t = tied(
      [],
      [
        remittance("A", paid(VISIT)),
        remittance("A", paid(LATER)),
        reversalOf(remittance("A", paid(VISIT)), "2026-06-01"),
        remittance("", paid(VISIT)),
        remittance("", paid(VISIT)),
      ],
    );
    expect([...t.alone]).toEqual([0, 1, 3, 4]);
    expect(t.next[0]).toBe(2);
  });
});

describe("claims that do not count", () => {
  const original = claim("ED1", VISIT);
  const other = (more: Partial<Claim>, lines = VISIT): Claim => claim("ED1", lines, more);
  const rows: readonly (readonly [string, readonly (Claim | Sent)[], readonly (string | undefined)[]])[] = [
    ["one claim counts", [original], [undefined]],
    ["sent twice: the second is a duplicate", [original, other({})], [undefined, "duplicate by 0"]],
    [
      "the sending of the earlier day counts, though it was read second",
      [
        { claim: original, on: "2026-05-02" },
        { claim: other({}), on: "2026-04-02" },
      ],
      ["duplicate by 1", undefined],
    ],
    ["another visit under the same number is another claim", [original, other({}, LATER)], [undefined, undefined]],
    ["a line more is not the same claim", [original, other({}, [...VISIT, "J1885 12.00"])], [undefined, undefined]],
    [
      "to the secondary payer it is another claim",
      [original, other({ responsibility: "S", payer: OTHER_PLAN })],
      [undefined, undefined],
    ],
    ["a replacement (7) counts instead", [original, other({ frequency: "7" })], ["replaced by 1", undefined]],
    ["also when it was read first", [other({ frequency: "7" }), original], [undefined, "replaced by 0"]],
    [
      "the last of two replacements counts, by the day they were sent",
      [
        { claim: other({ frequency: "7" }, [...VISIT, "J1885 12.00"]), on: "2026-05-02" },
        { claim: other({ frequency: "7" }), on: "2026-04-02" },
        original,
      ],
      [undefined, "replaced by 0", "replaced by 0"],
    ],
    ["a void (8) removes the claim and itself", [original, other({ frequency: "8" })], ["voided by 1", "void by -1"]],
    [
      "where the number has several visits only the one of the same day is replaced",
      [original, other({}, LATER), other({ frequency: "7" }, ["99282 300.00 on=2026-03-20"])],
      [undefined, "replaced by 2", undefined],
    ],
    ["a replacement of something unseen counts", [other({ frequency: "7" })], [undefined]],
  ];
  test.each(rows)("%s", (_, claims, expected) => {
    expect(asides(tied(claims, []))).toEqual(expected);
  });

  test("the remittance of a replaced claim goes to its replacement", () => {
    const t = tied([original, other({ frequency: "7" })], [remittance("ED1", paid(VISIT))]);
    expect(shown(t)).toEqual(["1 by control-number"]);
  });

  test("a duplicate's remittance goes to the first sending", () => {
    expect(shown(tied([original, other({})], [remittance("ED1", paid(VISIT))]))).toEqual(["0 by control-number"]);
  });

  test("a voided claim that was answered keeps its row", () => {
    const t = tied([original, other({ frequency: "8" })], [remittance("ED1", paid(VISIT))]);
    expect(asides(t)).toEqual([undefined, "void by -1"]);
  });

  test("a replacement under a new number names the payer's number (F8)", () => {
    const t = tied(
      [original, claim("ED1R", VISIT, { frequency: "7", replaces: "P1" })],
      [
        remittance("ED1", paid(VISIT)),
        remittance("ED1R", paid(VISIT), { ...paidOn("2026-06-01"), payerClaimNumber: "P2" }),
      ],
    );
    expect(asides(t)).toEqual(["replaced by 1", undefined]);
    expect(shown(t)).toEqual(["1 by control-number", "1 by control-number"]);
  });
});

test("every remittance is in exactly one row, whatever comes", () => {
  const id = fc.constantFrom("A", "a", "0A", "B", "", "C");
  const lines = fc.constantFrom(VISIT, LATER, bare(VISIT), ["99281 55.00 c=1"], []);
  const claims = fc.array(
    fc.record({
      id,
      lines,
      frequency: fc.constantFrom("1", "7", "8"),
      seat: fc.constantFrom("P", "S"),
      on: fc.constantFrom(undefined, "2026-04-01", "2026-04-02"),
    }),
    { maxLength: 8 },
  );
  const answers = fc.array(fc.record({ id, lines, status: fc.constantFrom("1", "2", "4", "22") }), { maxLength: 8 });
  fc.assert(
    fc.property(claims, answers, (cs, rs) => {
      const t = tied(
        cs.map((x) => ({
          claim: claim(x.id, x.lines, { frequency: x.frequency, responsibility: x.seat }),
          ...(x.on !== undefined && { on: x.on }),
        })),
        rs.map((x) => remittance(x.id, paid(x.lines), { status: x.status })),
      );
      const seen = new Map<number, number>();
      const walk = (first: number): void => {
        for (let j = first; j >= 0; j = t.next[j] ?? -1) seen.set(j, (seen.get(j) ?? 0) + 1);
      };
      for (const first of t.firstOf) walk(first);
      for (const first of t.alone) walk(first);
      expect([...seen.values()].every((n) => n === 1)).toBe(true);
      expect(seen.size).toBe(rs.length);
      t.firstOf.forEach((first, i) => {
        if (first >= 0) expect(t.asides.as[i]).toBe(0);
      });
    }),
  );
});
