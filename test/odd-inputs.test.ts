import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openIntake } from "#app/intake.ts";
import { checkX12 } from "#app/x12-check.ts";
import { samples, samplesPresent } from "./samples.ts";

/**
 * The odd inputs that trip other readers, made by an independent generator from twenty good claims: each is read to the
 * last cent, or what was whole is kept and a located error says what was not.
 */

const WORK = mkdtempSync(join(tmpdir(), "parley-odd-"));
afterAll(() => rmSync(WORK, { recursive: true, force: true }));

const odd = (name: string): string => join(WORK, "odd", `${name}.edi`);

/** Claims, lines and cents as the intake reads them. */
async function read(name: string) {
  const intake = await openIntake([odd(name)], { home: join(WORK, "home") });
  let [claims, lines, cents] = [0, 0, 0n];
  for (const { claim } of intake.matched()) {
    if (claim === undefined) continue;
    claims += 1;
    lines += claim.lines.length;
    cents += claim.billed;
  }
  intake.close();
  return { claims, lines, cents };
}

describe.skipIf(!samplesPresent)(`odd inputs${samplesPresent ? "" : " (skipped: no samples)"}`, () => {
  beforeAll(() => {
    const run = (tool: string, ...args: readonly string[]) => execFileSync("node", [samples("tools", tool), ...args]);
    const good = join(WORK, "good.edi");
    run("gen-x12.mjs", "--kind", "837P", "--claims", "20", "--seed", "1", "--out", good);
    run("gen-odd.mjs", good, join(WORK, "odd"));
  });

  test.each<readonly [name: string, says: readonly string[]]>([
    ["02-crlf-after-terminator", []],
    ["03-lf-after-terminator", []],
    ["04-newline-is-terminator", []],
    ["05-custom-delims", []],
    ["06-group-separator-delims", []],
    ["07-isa-not-padded", ["isa-width"]],
    ["10-utf8-bom", []],
    ["11-leading-blank-lines", []],
    ["12-trailing-junk-nul-ctrlz", []],
    ["13-utf8-names", []],
    ["15-wrapped-80-columns", ["line-wrapped"]],
    ["16-isa-inside-name", []],
    ["17-cr-terminator-lf-suffix", []],
    ["18-no-ge-iea", ["interchange-not-closed", "group-not-closed"]],
  ])("%s: every claim, line and cent of the plain file", async (name, says) => {
    const { problems } = await checkX12(odd(name));
    expect(problems.map((p) => p.code)).toEqual(says);
    expect(await read(name)).toEqual(await read("01-plain"));
  });

  test.each(["08-two-interchanges", "09-two-interchanges-second-other-delims"])("%s: both are read", async (name) => {
    const { interchanges, claims, problems } = await checkX12(odd(name));
    expect({ interchanges, claims }).toEqual({ interchanges: 2, claims: 40 });
    expect(problems.filter((p) => p.severity === "error")).toEqual([]);
  });

  test("14-truncated-mid-segment: the claims before the cut are kept, and the cut is located", async () => {
    const { claims, problems } = await checkX12(odd("14-truncated-mid-segment"));
    expect(claims).toBeGreaterThan(5);
    const cut = problems.find((p) => p.code === "segment-cut" || p.code === "claim-cut");
    expect(cut).toMatchObject({ severity: "error", at: { segment: expect.any(Number), byte: expect.any(Number) } });
  });
});
