import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STORIES } from "#app/demo/stories.ts";
import { writeDemo } from "#app/demo-write.ts";
import { runMap } from "#app/map.ts";
import { day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { MoneyMap } from "#case/money-map.ts";
import { importFiles } from "#rates/import.ts";

/**
 * The whole walk over the demo: its files are read, matched, judged and drawn exactly as a user's would be, and every
 * story must come out as its table says. A Monday, a Saturday, a holiday and leap day, and both ends of the years.
 */
const DAYS = [
  ["2026-11-23", "a Monday"],
  ["2026-11-21", "a Saturday"],
  ["2024-02-29", "leap day"],
  ["2023-01-02", "New Year's Day, observed"],
  ["2030-12-25", "Christmas"],
] as const;

const home = mkdtempSync(join(tmpdir(), "parley-stories-"));
afterAll(() => rmSync(home, { recursive: true }));

interface Drawn {
  readonly map: MoneyMap;
  readonly problems: readonly Problem[];
  readonly claims: ReadonlyMap<string, readonly ClaimEvaluation[]>;
}

async function draw(asOf: string): Promise<Drawn> {
  const folder = join(home, asOf);
  await writeDemo(join(folder, "demo"), { asOf: day(asOf), seed: 7 });
  const booksDir = join(folder, "books");
  const imported = await importFiles({ paths: [join(folder, "demo/books")], booksDir, now: asOf });
  expect(imported.problems).toEqual([]);
  const claims = new Map<string, ClaimEvaluation[]>();
  const run = await runMap({
    paths: [join(folder, "demo")],
    asOf: day(asOf),
    home: folder,
    booksDir,
    json: false,
    onCase: ({ evaluation: e }) => claims.set(e.claim, [...(claims.get(e.claim) ?? []), e]),
  });
  run.close();
  return { map: run.map, problems: run.problems, claims };
}

/** The row that counts: a second sending is a row of its own, set aside. */
const counting = (rows: readonly ClaimEvaluation[]): ClaimEvaluation | undefined =>
  rows.find((e) => e.setAside === undefined);

describe.each(DAYS)("as of %s, %s", (asOf) => {
  let drawn: Drawn;
  beforeAll(async () => {
    drawn = await draw(asOf);
  });

  test("every claim, remittance, profile and facts file is read without a Problem", () => {
    expect(drawn.problems.filter((p) => !p.at.file.includes("_INVENTED"))).toEqual([]);
    expect(drawn.map.totals.duplicateFiles).toBe(0);
  });

  test.each(STORIES.map((s) => [s.claim, s.title, s.expect] as const))("%s: %s", (claim, _, expected) => {
    const rows = drawn.claims.get(claim) ?? [];
    const found = counting(rows);
    const lead = found?.lines.find((l) => l.class === found.class);
    expect({
      class: found?.class,
      payment: found?.payment,
      rights: lead?.rightsState,
      channel: found?.channel.verdict,
    }).toEqual({
      class: expected.class,
      payment: expected.payment,
      rights: expected.rights,
      channel: expected.channel,
    });
    const flags = rows.flatMap((r) => r.flags);
    for (const flag of expected.flags) expect(flags).toContain(flag);
    if (expected.missing !== undefined) expect(found?.channel.missing).toContain(expected.missing);
    if (expected.daysLeft !== undefined) expect(found?.rights.map((r) => r.daysLeft)).toContain(expected.daysLeft);
  });

  test("about a quarter of a million dollars are at stake, and classes add up to the whole", () => {
    const { totals } = drawn.map;
    expect(totals.stake).toBeGreaterThan(18_000_000n);
    expect(totals.stake).toBeLessThan(34_000_000n);
    const classes = Object.values(totals.byClass);
    expect(classes.reduce((t, c) => t + c.stake, 0n)).toBe(totals.stake);
    expect(classes.reduce((t, c) => t + c.lines, 0)).toBe(totals.lines);
  });

  test("the questions hold dollars, and those of the stories are among them", () => {
    const asked = drawn.map.questions.map((q) => `${q.fact} ${q.key}`);
    expect(asked).toContain("plan_funding SYN05|GRP51010");
    expect(asked.some((q) => q.startsWith("facility_in_network "))).toBe(true);
    expect(drawn.map.questions[0]?.dollars ?? 0n, formatUsd(drawn.map.totals.stake)).toBeGreaterThan(0n);
  });
});
