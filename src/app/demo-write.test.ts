import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { checksOf, claimsOf, total } from "./demo/weigh.ts";
import { makeDemo } from "./demo.ts";
import { writeDemo, writeLargeDemo } from "./demo-write.ts";

const home = mkdtempSync(join(tmpdir(), "parley-demo-"));
afterAll(() => rmSync(home, { recursive: true }));

const OPTIONS = { asOf: day("2026-11-21"), seed: 7 };

describe("writing the demo", () => {
  test("puts every file in its place, and compresses those that end in .gz", async () => {
    const folder = join(home, "new", "demo");
    const written = await writeDemo(folder, OPTIONS);
    const files = makeDemo(OPTIONS);
    expect(written.map((p) => relative(folder, p).replaceAll("\\", "/"))).toEqual(files.map((f) => f.path));
    for (const { path, text } of files) {
      const bytes = readFileSync(join(folder, path));
      expect((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1")).toBe(text);
    }
  });

  test("writes over an earlier demo", async () => {
    const folder = join(home, "again");
    await writeDemo(folder, OPTIONS);
    await expect(writeDemo(folder, OPTIONS)).resolves.toHaveLength(makeDemo(OPTIONS).length);
  });
});

describe("writing a large demo", () => {
  test("leaves files whose totals are the ones returned", async () => {
    const folder = join(home, "large");
    const totals = await writeLargeDemo(folder, { ...OPTIONS, claims: 1500 });
    const claims = claimsOf(readFileSync(join(folder, "claims.837"), "latin1"));
    const checks = checksOf(readFileSync(join(folder, "remittances.835"), "latin1"));
    expect(claims).toHaveLength(1500);
    expect(totals).toMatchObject({ claims: 1500, billed: BigInt(total(claims.map((c) => c.charge))) });
    expect(totals.checks).toBe(BigInt(total(checks.map((c) => c.amount))));
    expect(statSync(join(folder, "practice.json")).size).toBeGreaterThan(0);
  });
});
