import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { hasError } from "#base/problem.ts";
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
    const more = one.problems.filter((p) => p.code === "more");
    // The sets are the same set again and again, so all but the first repeat its number, too.
    expect(more.map((p) => /^\d+ more of "[a-z-]+"/.exec(p.message)?.[0])).toEqual([
      '200 more of "date"',
      '199 more of "set-repeated"',
    ]);
    expect(more.map((p) => p.at.element)).toEqual(["DTP03", "ST02"]);
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
