import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openIntake } from "#app/intake.ts";
import { type Cents, cents, sum, usd } from "#base/money.ts";
import { paidOfMatched } from "#claim/allowed.ts";
import type { MatchedClaim } from "#claim/match.ts";
import { samples, samplesPresent } from "./samples.ts";

const root = mkdtempSync(join(tmpdir(), "parley-intake-samples-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const reason = samplesPresent ? "" : " (skipped: no sample files in PARLEY_SAMPLES)";

async function rowsOf(
  paths: readonly string[],
  keepBytes?: number,
): Promise<{ rows: MatchedClaim[]; files: number; unread: string[] }> {
  const intake = await openIntake(paths, { home: join(root, "home"), keepBytes });
  try {
    const rows = [...intake.matched()];
    const unread = intake.files.filter((f) => f.kind === "not read" && f.problems.length === 0).map((f) => f.file);
    return { rows, files: intake.files.length, unread };
  } finally {
    intake.close();
  }
}

const linesPaid = (rows: readonly MatchedClaim[]): Cents => sum(rows.flatMap((m) => m.lines.map(paidOfMatched)));
const standingPaid = (rows: readonly MatchedClaim[]): Cents => sum(rows.flatMap((m) => m.standing.map((r) => r.paid)));

/** The payments of an 835 by splitting alone: every CLP04. */
const paidBySplitting = (text: string): Cents =>
  cents(text.split("~").reduce((n, s) => (s.startsWith("CLP*") ? n + usd(s.split("*")[4] ?? "0") : n), 0n));

describe.skipIf(!samplesPresent)(`public samples and the independent generator${reason}`, () => {
  test.each([
    ["held in memory", undefined],
    ["read again from the files", 0],
  ])("a generated 837 and 835 of 400 claims, %s: every claim answered, every cent counted once", async (_, keep) => {
    const folder = mkdtempSync(join(root, "pair-"));
    for (const kind of ["837P", "835"])
      execFileSync(process.execPath, [
        samples("tools", "gen-x12.mjs"),
        "--kind",
        kind,
        "--claims",
        "400",
        "--seed",
        "7",
        "--out",
        join(folder, `${kind}.edi`),
      ]);
    const { rows } = await rowsOf([folder], keep);
    expect(rows).toHaveLength(400);
    expect(rows.filter((m) => m.by === "control-number" && m.standing.length === 1)).toHaveLength(400);
    const paid = paidBySplitting(readFileSync(join(folder, "835.edi"), "latin1"));
    expect(standingPaid(rows)).toBe(paid);
    expect(linesPaid(rows)).toBe(paid);
    // Codes differ between the two files; the line control numbers tie the lines all the same.
    const tied = rows.flatMap((m) => m.lines).filter((l) => l.line !== undefined && l.paid.length > 0);
    for (const l of tied) for (const p of l.paid) expect(p.control).toBe(l.line?.control);
    expect(tied.length).toBeGreaterThan(800);
  });

  test("every public X12 file is read or named with a reason, and lines add up to what stands", async () => {
    const small = await rowsOf([samples("data", "x12")]);
    expect(small.files).toBeGreaterThan(190);
    expect(small.unread).toEqual([]);
    expect(small.rows.length).toBeGreaterThan(50);
    expect(linesPaid(small.rows)).toBe(standingPaid(small.rows));
    const large = await rowsOf([samples("data", "x12")], 0);
    expect(large.rows).toEqual(small.rows);
  });
});
