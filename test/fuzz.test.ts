import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { inputAt, poolOf } from "./fuzz/inputs.ts";
import { failuresOf } from "./fuzz/properties.ts";

const WORK = mkdtempSync(join(tmpdir(), "parley-fuzz-"));
afterAll(() => rmSync(WORK, { recursive: true, force: true }));

const ONCE_FAILED = fileURLToPath(new URL("../fixtures/fuzz/", import.meta.url));
/** Beside what is fixed here, `npm run fuzz` tries as many as one likes. */
const SEED = 1;
const INPUTS = 2000;
/** An input may take two seconds; tests share the machine with others. */
const SLOWEST_MS = 2000;

describe("any input ends well", () => {
  test(`${INPUTS} inputs of seed ${SEED}, broken and grown`, { timeout: 240_000 }, async () => {
    const pool = poolOf(false);
    const failed: string[] = [];
    let grown = 0;
    for (let i = 0; i < INPUTS; i++) {
      const input = inputAt(SEED, i, pool);
      if (input.grown) grown++;
      const from = performance.now();
      for (const f of await failuresOf(input, WORK)) failed.push(`${i}: ${f}`);
      if (performance.now() - from > SLOWEST_MS) failed.push(`${i}: too slow`);
    }
    expect(failed).toEqual([]);
    expect(grown).toBeGreaterThan(INPUTS / 10);
  });

  test.each(readdirSync(ONCE_FAILED).filter((f) => f.endsWith(".edi")))("%s, which once did not", async (file) => {
    const bytes = new Uint8Array(readFileSync(join(ONCE_FAILED, file)));
    expect(await failuresOf({ bytes, grown: false }, WORK)).toEqual([]);
  });

  test("the same seed gives the same input", () => {
    const pool = poolOf(false);
    expect(inputAt(7, 11, pool)).toEqual(inputAt(7, 11, pool));
    expect(inputAt(7, 11, pool)).not.toEqual(inputAt(8, 11, pool));
  });
});
