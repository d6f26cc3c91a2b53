import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cents, readUsd } from "#base/money.ts";
import { memoryIo } from "#test/memory-io.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";
import { width } from "./text.ts";

/** `portfolio` as it is typed, over the demo practice. */

const folder = mkdtempSync(join(tmpdir(), "parley-portfolio-"));
const at = (...parts: readonly string[]): string => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

async function parley(...words: readonly string[]) {
  const io = memoryIo({ columns: 80 }, { PARLEY_HOME: at("home") });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

interface CaseOut {
  readonly claim: string;
  readonly fate: string;
  readonly course: string;
  readonly step: string;
  readonly firm: boolean;
  readonly gain: string | null;
  readonly minutes: number;
  readonly daysLeft: number | null;
  readonly ifEffect?: string;
}
interface Out {
  readonly week: { readonly minutes: number; readonly used: number; readonly earns: string; readonly loses: string };
  readonly whatIf: { readonly says: string; readonly effect: string; readonly cases: number } | null;
  readonly cases: readonly CaseOut[];
}

const DAY = ["--as-of", "2026-11-23"] as const;
const portfolio = async (...words: readonly string[]): Promise<Out> =>
  JSON.parse((await parley("portfolio", at("demo"), ...DAY, "--json", ...words)).out);
const summed = (amounts: readonly (string | null | undefined)[]): bigint =>
  amounts.reduce((t, a) => {
    const read = readUsd(a ?? "0");
    return t + (read.ok ? read.value : 0n);
  }, 0n);

beforeAll(async () => {
  await parley("demo", "--out", at("demo"), ...DAY);
  await parley("books", "import", at("demo", "books"));
}, 60_000);

describe("portfolio", () => {
  test("--json: the sums of the week are those of its cases, and no minute is spent that there is not", async () => {
    const { week, cases, whatIf } = await portfolio("--minutes", "600");
    const now = cases.filter((c) => c.fate === "this week");
    expect(week.minutes).toBe(600);
    expect(week.used).toBe(now.reduce((n, c) => n + c.minutes, 0));
    expect(week.used).toBeLessThanOrEqual(600);
    expect(summed([week.earns])).toBe(summed(now.map((c) => c.gain)));
    expect(summed([week.loses])).toBe(summed(cases.filter((c) => c.fate === "lost").map((c) => c.gain)));
    expect(whatIf).toBeNull();
  });

  test("nothing that ends this week waits for another, and without a minute all of it is named as lost", async () => {
    const { cases } = await portfolio("--minutes", "0");
    const ending = cases.filter((c) => c.daysLeft !== null && c.daysLeft >= 1 && c.daysLeft <= 5);
    expect(ending.length).toBeGreaterThan(0);
    expect(ending.filter((c) => c.fate === "later" || c.fate === "this week")).toEqual([]);
    expect(cases.filter((c) => c.fate === "lost").length).toBeGreaterThan(0);
  });

  test("a claim has the course that its own plan advises", async () => {
    const { cases } = await portfolio();
    const firm = cases.filter((c) => c.firm && cases.filter((o) => o.claim === c.claim).length === 1);
    for (const course of ["counter", "escalate", "accept"]) {
      const one = firm.find((c) => c.course === course);
      if (one === undefined) throw new Error(`the demo has no claim to ${course}`);
      const plan = JSON.parse((await parley("plan", one.claim, at("demo"), ...DAY, "--json")).out);
      expect([one.claim, plan.advice]).toEqual([one.claim, course]);
    }
  });

  test("--what-if says the sum of what it changes case by case", async () => {
    const { whatIf, cases } = await portfolio("--what-if", "fee=115.00");
    expect(whatIf?.says).toBe("administrative fee $115.00");
    expect(summed([whatIf?.effect])).toBe(summed(cases.map((c) => c.ifEffect)));
    expect(summed([whatIf?.effect]) < 0n).toBe(true);
    expect(cents(summed([(await portfolio("--what-if", "fee=15.00")).whatIf?.effect]))).toBe(0n);
  });

  test.each([
    [["--what-if", "fee=much"], "Write the administrative fee of a federal dispute"],
    [["--what-if", "tax=1"], "There is no such change"],
    [["--out", "week.txt"], "Name a file that ends in .csv or .xlsx"],
    [["--minutes", "100001"], "needs a whole number from 0 to 100000"],
  ])("%j is refused with exit code 2 and a reason: %s", async (words, says) => {
    const { code, err } = await parley("portfolio", at("demo"), ...words);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  test("for reading: 80 columns, the week first, what is lost by name", async () => {
    const { code, out } = await parley("portfolio", at("demo"), ...DAY, "--minutes", "300", "--what-if", "fee=115.00");
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => width(line) > 80)).toEqual([]);
    for (const words of ["This week  5 h 00 min of 5 h 00 min", "Lost for want of time", "What if", "Break-even"])
      expect(out).toContain(words);
  });

  test("a step longer than its column goes on below, every word of it", async () => {
    const { cases } = await portfolio("--minutes", "300");
    const { out } = await parley("portfolio", at("demo"), ...DAY, "--minutes", "300");
    const lines = out.split("\n");
    const shown = (c: CaseOut): boolean => lines.some((l) => l.startsWith(`  ${c.claim} `));
    const first = cases.find((c) => !c.firm && shown(c));
    const at0 = lines.findIndex((l) => l.startsWith(`  ${first?.claim} `));
    const below = lines.slice(
      at0 + 1,
      lines.findIndex((l, i) => i > at0 && !/^ {18}\S/.test(l)),
    );
    const said = [lines[at0]?.slice(18, 38), ...below].map((l) => l?.trim()).join(" ");
    expect(said).toBe(`${first?.step} (not enough to advise)`);
  });

  test.each(["week.csv", "week.xlsx"])("--out %s writes every case", async (name) => {
    const { cases } = await portfolio("--out", at(name));
    const bytes = readFileSync(at(name));
    if (name.endsWith("csv")) expect(bytes.toString("utf8").trimEnd().split("\r\n")).toHaveLength(cases.length + 1);
    else expect(bytes.subarray(0, 2).toString("latin1")).toBe("PK");
  });

  test("Ctrl-C stops it: exit code 1, a sentence, and no file", async () => {
    await parley("demo", "--out", at("big"), "--claims", "3000", ...DAY);
    const main = join(import.meta.dirname, "../main.ts");
    const words = ["--import", "tsx", main, "portfolio", at("big"), ...DAY, "--out", at("never.csv")];
    const child = spawn(process.execPath, words, { env: { PARLEY_HOME: at("home") } });
    let err = "";
    child.stderr.on("data", (d) => {
      err += String(d);
    });
    setTimeout(() => child.kill("SIGINT"), 2500);
    const code = await new Promise((done) => child.on("close", done));
    expect([code, err.trim().split("\n").at(-1)]).toEqual([1, "Stopped. Nothing was written."]);
    expect(existsSync(at("never.csv"))).toBe(false);
  }, 60_000);
});
