import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

/** The process itself: what a shell sees. */

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-terminal-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `parley` from source; `readAtMost` closes standard output after so many bytes, as `head` does. */
async function parley(
  words: readonly string[],
  readAtMost = Number.POSITIVE_INFINITY,
  env: Record<string, string> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...words], {
    env: { PATH: "", HOME: folder, PARLEY_HOME: join(folder, "home"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
    if (out.length >= readAtMost) child.stdout.destroy();
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

test("prints in a pipe without colour, and with it when asked", async () => {
  const { code, out, err } = await parley(["--help"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).not.toContain("\x1b");
  expect((await parley(["--help"], undefined, { FORCE_COLOR: "1" })).out).toContain("\x1b[");
});

test("ends with 2 and a sentence when the line is not understood", async () => {
  expect(await parley(["chek"])).toMatchObject({ code: 2, out: "" });
});

test("heeds COLUMNS", async () => {
  const { out } = await parley(["map", "--help"], undefined, { COLUMNS: "60" });
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(75);
});

test("stops quietly when nobody reads on", async () => {
  const set = `ST*835*0001~${"NTE*ADD*A LINE OF NO MEANING AT ALL~".repeat(60_000)}SE*60002*0001~`;
  const isa =
    "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261123*0900*^*00501*000000001*0*T*:~";
  writeFileSync(
    join(folder, "long.835"),
    `${isa}GS*HP*A*B*20261123*0900*1*X*005010X221A1~${set}GE*1*1~IEA*1*000000001~`,
  );
  const { code, err } = await parley(["x12", "show", join(folder, "long.835")], 100);
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
