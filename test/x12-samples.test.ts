import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { latin1 } from "#app/read-bytes.ts";
import { checkX12 } from "#app/x12-check.ts";
import { echoX12 } from "#app/x12-echo.ts";
import { showX12Json, writeX12 } from "#app/x12-json.ts";
import { hasError } from "#base/problem.ts";
import { readX12 } from "#x12/read.ts";
import { samples, samplesPresent } from "./samples.ts";

const WORK = mkdtempSync(join(tmpdir(), "parley-x12-samples-"));
afterAll(() => rmSync(WORK, { recursive: true, force: true }));

/** Through the JSON of show and back, by the document alone. */
async function rewritten(path: string): Promise<boolean> {
  const document = join(WORK, "document.json");
  let text = "";
  await showX12Json(path, {
    write: async (t) => {
      text += t;
    },
  });
  writeFileSync(document, text);
  const parts: Uint8Array[] = [];
  const { problems } = await writeX12(document, { write: async (b) => void parts.push(Uint8Array.from(b)) });
  return problems.length === 0 && Buffer.concat(parts).equals(readFileSync(path));
}

async function echoed(path: string): Promise<{ readonly written: boolean; readonly same: boolean }> {
  const parts: Uint8Array[] = [];
  const { written } = await echoX12(path, { write: async (b) => void parts.push(Uint8Array.from(b)) });
  return { written, same: Buffer.concat(parts).equals(readFileSync(path)) };
}

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
    "%s: of %i files %i refused for a stated reason, the rest read and echoed; all through JSON and back",
    async (folder, _n, _r, files) => {
      for (const file of files) {
        const path = join(root, folder, file);
        const { problems, sets } = await checkX12(path);
        const errors = [...new Set(problems.filter((p) => p.severity === "error").map((p) => p.code))].sort();
        expect([file, errors]).toEqual([file, REFUSED[file] ?? []]);
        if (errors.length === 0) expect([file, sets > 0]).toEqual([file, true]);
        expect([file, await rewritten(path)]).toEqual([file, true]);
        expect([file, await echoed(path)]).toEqual([file, { written: errors.length === 0, same: errors.length === 0 }]);
      }
    },
  );

  test("every CLM of an 837P or 837I, and every CLP, becomes a record", () => {
    let institutional = 0;
    for (const file of rows.flatMap(([folder, , , files]) => files.map((f) => join(root, folder, f)))) {
      let records = 0;
      const count = (c: { readonly version?: string }): void => {
        records++;
        if (/X223|X096/.test(c.version ?? "")) institutional++;
      };
      const reader = readX12(file, { claim: count, claimPayment: () => count({}) }, latin1);
      reader.push(new Uint8Array(readFileSync(file)));
      const { claims, problems } = reader.end();
      if (problems.some((p) => p.severity === "error" || p.code === "guide-not-read")) continue;
      expect([file, records]).toEqual([file, claims]);
    }
    expect(institutional).toBeGreaterThanOrEqual(30);
  });

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
