import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { hasError } from "#base/problem.ts";
import { readX12 } from "#x12/read.ts";
import { samples, samplesPresent } from "../../test/samples.ts";
import { latin1 } from "./read-bytes.ts";
import { checkX12 } from "./x12-check.ts";
import { echoX12 } from "./x12-echo.ts";
import { showX12 } from "./x12-show.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/x12/", import.meta.url));
const fixtures = readdirSync(FIXTURES).map((name) => join(FIXTURES, name));
const WORK = mkdtempSync(join(tmpdir(), "parley-x12-"));
afterAll(() => rmSync(WORK, { recursive: true, force: true }));

async function echoed(path: string): Promise<{ readonly written: boolean; readonly same: boolean }> {
  const parts: Uint8Array[] = [];
  const { written } = await echoX12(path, { write: async (b) => void parts.push(Uint8Array.from(b)) });
  return { written, same: Buffer.concat(parts).equals(readFileSync(path)) };
}

async function shown(path: string): Promise<string> {
  let text = "";
  await showX12(path, {
    write: async (chunk) => {
      text += chunk;
    },
  });
  return text;
}

describe("echo", () => {
  test.each(fixtures.map((f) => [f.slice(FIXTURES.length), f]))(
    "%s is written byte for byte, or refused",
    async (_, f) => {
      const { problems } = await checkX12(f);
      expect(await echoed(f)).toEqual({
        written: !hasError(problems),
        same: !hasError(problems) || statSync(f).size === 0,
      });
    },
  );
});

describe("workers give the same answer as one thread", () => {
  // Every defect, twice over and in one file each, in lots so small that each set goes to another thread.
  test.each([1, 2])("%i beside the main one", async (workers) => {
    const all = join(WORK, "all.edi");
    writeFileSync(all, Buffer.concat([...fixtures, ...fixtures].map((f) => readFileSync(f))));
    const cut = join(FIXTURES, "cut-in-a-claim.edi");
    for (const path of [all, cut]) {
      expect(await checkX12(path, { workers, lot: 1 })).toEqual(await checkX12(path, { workers: 0 }));
    }
  });

  test("also when Problems are too many to list", async () => {
    const path = join(WORK, "many.edi");
    const claims = readFileSync(join(FIXTURES, "claims-837p.edi"), "utf8");
    const set = /ST\*837[\s\S]*SE\*\d+\*0001~\n/.exec(claims)?.[0].replace("472*D8*20251110", "472*D8*20251131") ?? "";
    writeFileSync(path, claims.replace(/ST\*837[\s\S]*SE\*\d+\*0001~\n/, set.repeat(1200)));
    const one = await checkX12(path, { workers: 0 });
    expect(one.problems.filter((p) => p.code === "date")).toHaveLength(1000);
    expect(one.problems.at(-1)?.message).toContain("200 more");
    expect(await checkX12(path, { workers: 2, lot: 50_000 })).toEqual(one);
  });
});

describe("show", () => {
  test("prints loops by depth, with amounts and days in words", async () => {
    const text = await shown(join(FIXTURES, "claims-837p.edi"));
    const line = /\n {5}22 +CLM\*A-1001\*1250.+\n/.exec(text)?.[0].trim();
    expect(line).toMatch(
      /^22 {10,}CLM\*A-1001\*1250\*\*\*23:B:1\*Y\*A\*Y\*Y\*\*AA:::IL {2}\(Claim, charge \$1,250\.00\)$/,
    );
    expect(text).toMatch(/\n {9,}2310B Rendering provider\n/);
    expect(text).toContain("(Date, on 2025-11-03)");
    expect(text.split("\n").filter((l) => /^ {1,6}\d+ /.test(l))).toHaveLength(97);
  });

  test("lets nothing in the file command the terminal", async () => {
    const path = join(WORK, "escape.edi");
    const claims = readFileSync(join(FIXTURES, "claims-837p.edi"), "utf8");
    writeFileSync(path, claims.replace("SEEN IN", "SEEN\u001b[2J\u009b31m\u202eIN"));
    const text = await shown(path);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text).toContain("SEEN·[2J·31m·IN");
  });
});

const WITHOUT = samplesPresent ? "" : " (skipped: the sample files are not beside this checkout)";

describe.skipIf(!samplesPresent)(`public sample files${WITHOUT}`, () => {
  const root = samples("data", "x12");
  const folders = samplesPresent ? readdirSync(root).filter((d) => statSync(join(root, d)).isDirectory()) : [];
  const REFUSED: Readonly<Record<string, readonly string[]>> = {
    "271.edi": ["group-not-closed", "interchange-not-closed"],
    "837_literal7.edi": ["interchange-not-closed", "segment-id"],
    "malformed_files_CC_837I_EDI.txt": ["no-isa"],
    "no_plb_sample.txt": ["segment-id"],
    "segment_terminator.edi": ["interchange-not-closed"],
    "unknown_segment_error.edi": ["outside-set"],
  };
  const rows = folders.map((folder) => {
    const files = readdirSync(join(root, folder));
    return [folder, files.length, files.filter((f) => REFUSED[f] !== undefined).length, files] as const;
  });

  test.each(rows)(
    "%s: of %i files %i refused for a stated reason, the rest read and echoed",
    async (folder, _n, _r, files) => {
      for (const file of files) {
        const path = join(root, folder, file);
        const { problems, sets } = await checkX12(path);
        const errors = [...new Set(problems.filter((p) => p.severity === "error").map((p) => p.code))].sort();
        expect([file, errors]).toEqual([file, REFUSED[file] ?? []]);
        if (errors.length === 0) expect([file, sets > 0]).toEqual([file, true]);
        expect([file, await echoed(path)]).toEqual([file, { written: errors.length === 0, same: errors.length === 0 }]);
      }
    },
  );

  test("there are 196 of them", () => expect(rows.reduce((n, r) => n + r[1], 0)).toBe(196));
});

describe.skipIf(!samplesPresent)(`independent generators${WITHOUT}`, () => {
  const generate = (kind: string, claims: number): string => {
    const out = join(WORK, `${kind}-${claims}.edi`);
    const tool = samples("tools", "gen-x12.mjs");
    execFileSync("node", [tool, "--kind", kind, "--claims", String(claims), "--seed", "42", "--out", out]);
    return out;
  };
  const total = (path: string): readonly [claims: number, lines: number, cents: bigint] => {
    let [claims, lines, cents] = [0, 0, 0n];
    const count = (record: { readonly lines: readonly unknown[] }, amount: bigint | undefined): void => {
      claims++;
      lines += record.lines.length;
      cents += amount ?? 0n;
    };
    const handlers = {
      claim: (c: Parameters<typeof count>[0] & { readonly charge?: bigint | undefined }) => count(c, c.charge),
      claimPayment: (c: Parameters<typeof count>[0] & { readonly paid?: bigint | undefined }) => count(c, c.paid),
    };
    const reader = readX12(path, handlers, latin1);
    reader.push(new Uint8Array(readFileSync(path)));
    expect(reader.end().problems).toEqual([]);
    return [claims, lines, cents];
  };

  test("5,000 claims and 5,000 payments: every claim, line and cent", () => {
    const counted = (path: string, id: string, money: RegExp): readonly [number, number, bigint] => {
      const text = readFileSync(path, "latin1");
      const cents = [...text.matchAll(money)].reduce((n, m) => n + BigInt(Math.round(Number(m[1]) * 100)), 0n);
      return [5000, text.split(id).length - 1, cents];
    };
    const claims = generate("837P", 5000);
    expect(total(claims)).toEqual(counted(claims, "~SV1*", /~CLM\*[^*]*\*([^*~]*)/g));
    const payments = generate("835", 5000);
    expect(total(payments)).toEqual(counted(payments, "~SVC*", /~CLP\*[^*]*\*[^*]*\*[^*]*\*([^*~]*)/g));
  });

  test("each odd shape holds all its claims or says where it was cut", async () => {
    const out = join(WORK, "odd");
    execFileSync("node", [samples("tools", "gen-odd.mjs"), generate("837P", 20), out]);
    const results = await Promise.all(
      readdirSync(out).map(async (name) => {
        const { claims, problems } = await checkX12(join(out, name));
        const at = problems.find((p) => p.code === "cut")?.at.byte;
        return [name.slice(0, 2), claims, hasError(problems) ? `cut at ${at}` : "whole"];
      }),
    );
    const size = statSync(join(out, "14-truncated-mid-segment.edi")).size;
    expect(results.filter(([name]) => name !== "14")).toEqual(
      results
        .filter(([name]) => name !== "14")
        .map(([name]) => [
          name,
          name === "08" || name === "09" ? 40 : 20,
          name === "18" ? "cut at undefined" : "whole",
        ]),
    );
    const cut = results.find(([name]) => name === "14");
    expect(cut?.[1]).toBe(7);
    const byte = Number(/\d+/.exec(String(cut?.[2]))?.[0]);
    expect(byte).toBeGreaterThan(size - 100);
  });
});
