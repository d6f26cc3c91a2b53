import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { hasError } from "#base/problem.ts";
import { claim, OTHER_PLAN, remittance } from "#claim/invented.ts";
import type { MatchedClaim } from "#claim/match.ts";
import { type Intake, openIntake } from "./intake.ts";
import { MOST_ADJUSTMENTS } from "./intake-adjustments.ts";
import { write835, write837 } from "./invented-x12.ts";

const root = mkdtempSync(join(tmpdir(), "parley-money-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;

async function draw(
  files: Readonly<Record<string, string | Uint8Array>>,
  keepBytes?: number,
): Promise<{ readonly rows: readonly MatchedClaim[]; readonly intake: Intake }> {
  const path = join(root, `folder-${++folders}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  const intake = await openIntake([path], { home: join(root, "home"), keepBytes });
  try {
    return { rows: [...intake.matched()], intake };
  } finally {
    intake.close();
  }
}

const codes = (i: Intake): string[] => i.files.flatMap((f) => f.problems.map((p) => p.code));

const VISIT = ["99285 800.00 c=ED1L1"];
const PAID = ["99285 800.00 c=ED1L1 paid=300.00 CO45=500.00"];
const first = remittance("ED-1", PAID, { payerClaimNumber: "ICN00001" });
const plb = (...rest: string[]): string[] => ["PLB", "1000000004", "20261231", ...rest];

describe.each([
  ["held in memory", undefined],
  ["read again from its files", 0],
])("a folder %s", (_, keep) => {
  test("a claim sent again says so; the set aside row and the others do not", async () => {
    const { rows } = await draw(
      {
        "1.837": write837([claim("ED-1", VISIT), claim("ED-2", VISIT)]),
        "2.837": write837([claim("ED-1", VISIT)], undefined, 2),
        "b.835": write835([first]),
      },
      keep,
    );
    expect(rows.map((m) => [m.claim?.id, m.setAside?.as, m.sentAgain])).toEqual([
      ["ED-1", undefined, true],
      ["ED-2", undefined, undefined],
      ["ED-1", "duplicate", undefined],
    ]);
  });

  test("every provider adjustment is listed, with its claim when the folder has it", async () => {
    const { intake } = await draw(
      {
        "a.837": write837([claim("ED-1", VISIT)]),
        "b.835": write835(
          [first, remittance("LONE", ["93010 90.00 on=2026-03-20 paid=9 CO45=81.00"])],
          [
            plb("WO:ICN00001", "50.00"),
            plb("WO:ICN99999", "70.00"),
            plb("FB", "12.00"),
            plb("L6:00ED-1 X", "-3.00"),
            plb("72:LONE", "1.00"),
            plb("CS:ZERO", "0.00"),
          ],
        ),
      },
      keep,
    );
    const shown = intake.providerAdjustments.map((a) => [a.reason, a.reference, a.amount, a.claim]);
    expect(shown).toEqual([
      ["WO", "ICN00001", usd("50.00"), "ED-1"],
      ["WO", "ICN99999", usd("70.00"), undefined],
      ["FB", undefined, usd("12.00"), undefined],
      ["L6", "00ED-1 X", usd("-3.00"), "ED-1"],
      ["72", "LONE", usd("1.00"), "LONE"],
    ]);
    expect(intake.providerAdjustments[0]?.file).toMatch(/b\.835$/);
    expect(intake.providerAdjustments[0]?.segment).toBeGreaterThan(1);
  });
});

test("more provider adjustments than are kept are told", async () => {
  const many = Array.from({ length: MOST_ADJUSTMENTS + 2 }, (_, i) => plb(`WO:N${i}`, "1.00"));
  const { intake } = await draw({ "b.835": write835([first], many) });
  expect(intake.providerAdjustments).toHaveLength(MOST_ADJUSTMENTS);
  expect(codes(intake).filter((c) => c === "provider-adjustments-cut")).toHaveLength(1);
});

describe("a remittance tied by nothing but its control number", () => {
  const answer = (lines: readonly string[], more = {}): Promise<readonly MatchedClaim[]> =>
    draw({
      "a.837": write837([claim("ED-1", VISIT)]),
      "b.835": write835([remittance("ED-1", lines, more)]),
    }).then((d) => d.rows);

  test("stays tied, with a note", async () => {
    const [row] = await answer(["99213 90.00 on=2026-02-01 paid=10 CO45=80.00"], { payer: OTHER_PLAN });
    expect(row?.by).toBe("control-number");
    expect(row?.notes.join()).toContain("Only the control number");
  });

  test.each([
    ["payer", ["99213 90.00 on=2026-02-01 paid=10 CO45=80.00"], {}],
    ["day", ["99213 90.00 paid=10 CO45=80.00"], { payer: OTHER_PLAN }],
    ["code", ["99285 90.00 on=2026-02-01 paid=10 CO45=80.00"], { payer: OTHER_PLAN }],
    ["charge", ["99213 800.00 on=2026-02-01 paid=10 CO45=790.00"], { payer: OTHER_PLAN }],
  ])("has no note when the %s agrees", async (_, lines, more) => {
    const [row] = await answer(lines, more);
    expect(row?.notes.join()).not.toContain("Only the control number");
  });
});

describe("X12 without its ISA", () => {
  const whole = write837([claim("ED-1", VISIT)]);
  test.each([
    ["from its GS", "a.txt", whole.slice(whole.indexOf("GS*"))],
    ["from its ST", "a.txt", whole.slice(whole.indexOf("ST*"))],
    ["from the middle", "a.txt", whole.slice(whole.indexOf("NM1*"))],
    ["from a claim, a segment a line", "a.txt", whole.slice(whole.indexOf("CLM*")).replaceAll("~", "~\n")],
    ["with another separator", "a.txt", whole.slice(whole.indexOf("NM1*")).replaceAll("*", "|")],
    ["cut inside a segment, by its name", "a.837", whole.slice(whole.indexOf("NM1*") + 2)],
    ["words, by its name", "A.EDI", "nothing of use\nat all\n"],
  ])("%s is an error", async (_, name, content) => {
    const { intake } = await draw({ [name]: content });
    expect(codes(intake)).toContain("no-isa");
    expect(hasError(intake.files.flatMap((f) => f.problems))).toBe(true);
  });

  test.each([
    ["a list with bars", "l.csv", "REF|CLAIM|DOS\nREF1|2|3\n"],
    ["a text that begins like a segment", "t.txt", "ST* is a segment\nof X12\n".replace("ST", "REF")],
  ])("%s is none", async (_, name, content) => {
    const { intake } = await draw({ [name]: content });
    expect(codes(intake)).not.toContain("no-isa");
  });

  test("a claim list keeps whatever name it has", async () => {
    const { rows, intake } = await draw({ "l.835": "claim,date,code,charge\n1,2026-03-02,99285,800\n" });
    expect(rows).toHaveLength(1);
    expect(hasError(intake.files.flatMap((f) => f.problems))).toBe(false);
  });

  test("ST01 that is no number is not repeated", async () => {
    const { intake } = await draw({ "a.x12": whole.replaceAll("ST*837", "ST*SECRET") });
    expect(intake.files[0]?.kind).toBe("unknown sets");
    expect(JSON.stringify(intake.files)).not.toContain("SECRET");
  });
});
