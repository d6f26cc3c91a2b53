import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Change, readChanges } from "#strategy/portfolio-change.ts";
import { writeLargeDemo } from "./demo-write.ts";
import { runPortfolio } from "./portfolio.ts";

const home = mkdtempSync(join(tmpdir(), "parley-planners-"));
afterAll(() => rmSync(home, { recursive: true }));
beforeAll(async () => {
  await writeLargeDemo(join(home, "demo"), { asOf: day("2026-11-21"), seed: 7, claims: 80 });
});

const changed = readChanges("award=1.8,fee=200.00");
const planned = (workers: number, changes: readonly Change[], signal?: AbortSignal) =>
  runPortfolio({
    ...{ paths: [join(home, "demo")], asOf: day("2026-11-23"), home, booksDir: join(home, "books") },
    ...{ changes, workers, signal },
  });

describe("a portfolio planned on several threads", () => {
  test.each<[string, number, readonly Change[]]>([
    ["one thread beside", 1, []],
    ["two threads beside, and something changed", 2, changed.ok ? changed.value : []],
  ])("%s: every case as one thread plans it, in its order", async (_, workers, changes) => {
    const one = await planned(0, changes);
    expect(one.portfolio.rows.length).toBeGreaterThan(30);
    expect(one.portfolio.rows.every((r) => (r.after === undefined) === (changes.length === 0))).toBe(true);
    expect(await planned(workers, changes)).toEqual(one);
  });

  test("stops with the reason when it is asked to", async () => {
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    await expect(planned(1, [], stop.signal)).rejects.toThrow("enough");
  });
});
