import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryIo } from "#test/memory-io.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";
import type { Look } from "./style.ts";
import { width } from "./text.ts";

/** `plan` and `strategy examples` as they are typed, over the demo practice. */

const folder = mkdtempSync(join(tmpdir(), "parley-plan-"));
const at = (...parts: readonly string[]): string => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

async function typed(look: Partial<Look>, ...words: readonly string[]) {
  const io = memoryIo({ columns: 80, ...look }, { PARLEY_HOME: at("home") });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}
const parley = (...words: readonly string[]) => typed({}, ...words);

const DAY = ["--as-of", "2026-11-23"] as const;

interface MapClaim {
  readonly claim: string;
  readonly class: string;
  readonly channel: { readonly verdict: string };
}
let claims: readonly MapClaim[] = [];
/** The number of a claim of the demo that is as asked. */
function numberOf(wanted: (c: MapClaim) => boolean): string {
  const found = claims.find((c) => claims.filter((o) => o.claim === c.claim).length === 1 && wanted(c));
  if (found === undefined) throw new Error("the demo has no such claim");
  return found.claim;
}
const underpaid = (c: MapClaim): boolean => c.class === "underpaid" && c.channel.verdict === "federal_open_negotiation";

beforeAll(async () => {
  await parley("demo", "--out", at("demo"), ...DAY);
  await parley("books", "import", at("demo", "books"));
  claims = JSON.parse((await parley("map", at("demo"), ...DAY, "--json")).out).claims;
});

describe("plan", () => {
  test("--json has the figures, three moves whose reasons name their effect, and the sources", async () => {
    const { code, out } = await parley("plan", numberOf(underpaid), at("demo"), ...DAY, "--json");
    const plan = JSON.parse(out);
    expect(code).toBe(0);
    expect(plan.asOf).toBe("2026-11-23");
    expect(plan.moves.map((m: { move: string }) => m.move)).toEqual(["accept", "counter", "escalate"]);
    for (const m of plan.moves) expect(m.dollars).toMatch(/^\d+\.\d\d$/);
    for (const r of plan.moves[2].reasons)
      expect(r).toMatchObject({
        text: expect.any(String),
        effect: expect.stringMatching(/^-?\d+\.\d\d$/),
        source: expect.any(String),
      });
    const [floor, target, opening, billed] = [plan.floor, plan.target, plan.opening, plan.billed].map(Number);
    expect(floor).toBeLessThanOrEqual(target ?? 0);
    expect(target).toBeLessThanOrEqual(opening ?? 0);
    expect(opening).toBeLessThanOrEqual(billed ?? 0);
    expect(plan.sources.length).toBeGreaterThan(1);
    expect(plan.ways.map((w: { way: string }) => w.way)).toEqual(["federal IDR", "state process", "appeal"]);
  });

  test("finds the claim in any case and with blanks", async () => {
    const number = numberOf(underpaid);
    const asWritten = await parley("plan", number, at("demo"), ...DAY, "--json");
    const asTyped = await parley(
      "plan",
      ` ${number.toLowerCase().slice(0, 4)} ${number.toLowerCase().slice(4)} `,
      at("demo"),
      ...DAY,
      "--json",
    );
    expect(asTyped.out).toBe(asWritten.out);
  });

  test("a benchmark table among the files counts in the fair value, and names its line", async () => {
    const number = numberOf(underpaid);
    const plan = async (...paths: readonly string[]) =>
      JSON.parse((await parley("plan", number, at("demo"), ...paths, ...DAY, "--json")).out);
    const before = await plan();
    const [, code = ""] = /, (\w+)/.exec(before.lines[0].line) ?? [];
    writeFileSync(
      at("market.csv"),
      `kind,code,amount,source,date\nin-network,${code},77.00,Published,2026-10-01\ncharges,${code},1,,2026-10-01\n`,
    );
    const after = await plan(at("market.csv"));
    expect(after.problems).toContainEqual(
      expect.objectContaining({ code: "benchmarks-row", at: expect.objectContaining({ line: 3, column: "source" }) }),
    );
    expect(after.lines[0].arguedFederal.exhibits).toContainEqual(
      expect.objectContaining({ shows: "Published in-network rates: $77.00" }),
    );
    expect(Number(after.lines[0].fairValue.median)).toBeLessThan(Number(before.lines[0].fairValue.median));
    const reasons = after.moves.flatMap((m: { reasons: readonly { id: string; source: string }[] }) => m.reasons);
    expect(reasons).toContainEqual(
      expect.objectContaining({
        id: "in-network rates",
        source: "Published, 2026-10-01, line 2 of the benchmark table: $77.00 a unit",
      }),
    );
  });

  test.each([{}, { unicode: false }, { columns: 40 }])("for a person fits the terminal: %o", async (look) => {
    const { code, out } = await typed(look, "plan", numberOf(underpaid), at("demo"), ...DAY);
    expect(code).toBe(0);
    const room = "columns" in look ? 60 : 80;
    expect(out.split("\n").filter((l) => width(l) > room)).toEqual([]);
    for (const word of [
      "Plan for",
      "opening",
      "target",
      "floor",
      "accept",
      "counter",
      "escalate",
      "What would change the advice",
      "Ways out",
    ])
      expect(out).toContain(word);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: anything outside ASCII is what must not be there
    if ("unicode" in look) expect(out).toMatch(/^[\x00-\x7f]*$/);
  });

  test("a QPA from the facts file is used, with its source, and changes the plan", async () => {
    const number = "Q-1";
    mkdirSync(at("listed"), { recursive: true });
    const header = "claim,dos,cpt,units,charge,pos,payer,payerid,state,allowed,paid,remarks,paiddate";
    writeFileSync(
      at("listed", "list.csv"),
      `${header}\n${number},2026-10-01,99285,1,2100.00,23,Hazel Mutual,HZ1,KS,240.00,200.00,N877,2026-11-02\n`,
    );
    writeFileSync(
      at("qpa.csv"),
      `scope,key,fact,value,source,date\nclaim,${number},qpa,250.00,remittance letter,2026-10-01\n`,
    );
    const plain = JSON.parse((await parley("plan", number, at("listed"), ...DAY, "--json")).out);
    const told = JSON.parse(
      (await parley("plan", number, at("listed"), ...DAY, "--json", "--facts", at("qpa.csv"))).out,
    );
    expect(told.moves[2].reasons.map((r: { id: string }) => r.id)).toContain("qpa");
    expect(told.moves[2].dollars).not.toBe(plain.moves[2].dollars);
    expect(plain.missing.map((m: { fact: string }) => m.fact)).toContain("qpa");
    // The stated effect is what a run without the fact shows.
    const effect = told.moves[2].reasons.find((r: { id: string }) => r.id === "qpa").effect;
    const inCents = (amount: string): number => Math.round(Number(amount) * 100);
    expect(inCents(told.moves[2].dollars) - inCents(plain.moves[2].dollars)).toBe(inCents(effect));
    expect(JSON.stringify(told.lines[0].arguedFederal)).toContain("$250.00");
    expect(told.missing.map((m: { fact: string }) => m.fact)).not.toContain("qpa");
  });

  test("what the facts file gets wrong is told as the map tells it, and a disputed receipt shows both clocks", async () => {
    const number = numberOf(underpaid);
    const rows = [
      `claim,${number},payment_received,2026-11-02,the payer's letter,`,
      `claim,${number},payment_received,2026-11-09,our mail log,`,
      "claim,NO-SUCH,payment_received,2026-12-24,portal,",
      `claim,${number},favourite_colour,blue,portal,`,
    ];
    writeFileSync(at("disputed.csv"), ["scope,key,fact,value,source,date", ...rows, ""].join("\n"));
    const facts = ["--facts", at("disputed.csv")] as const;
    const plan = JSON.parse((await parley("plan", number, at("demo"), ...DAY, "--json", ...facts)).out);
    const map = JSON.parse((await parley("map", at("demo"), ...DAY, "--json", ...facts)).out);
    interface Told {
      readonly code: string;
      readonly at: { readonly file: string; readonly line: number };
    }
    const of = (told: readonly Told[]): unknown =>
      told.filter((p) => p.at.file.endsWith("disputed.csv")).map((p) => [p.code, p.at.line]);
    expect(of(plan.problems)).toEqual([
      ["receipt-disputed", 3],
      ["fact-unknown", 5],
      ["fact-future", 4],
      ["facts-unused", 4],
    ]);
    const file = map.files.find((f: { file: string }) => f.file.endsWith("disputed.csv"));
    expect(of(file.problems)).toEqual(of(plan.problems));
    const way = plan.ways.find((w: { way: string }) => w.way === "federal IDR");
    expect(way.why).toContain("through 2026-12-15; the day of receipt is disputed: from 2026-11-02");
    expect(way.why).toContain(
      "from 2026-11-09 (facts file line 3: our mail log) it would run 2026-11-09 to 2026-12-22",
    );
  });

  test("an undecided road gives figures, no advice, and the fact that decides first", async () => {
    const number = numberOf((c) => c.class === "needs a fact");
    const { code, out } = await parley("plan", number, at("demo"), ...DAY, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      advice: "not enough to advise",
      because: expect.arrayContaining([expect.stringContaining("which road governs")]),
    });
    expect((await parley("plan", number, at("demo"), ...DAY)).out).toContain("Not enough to advise.");
  });

  test("a claim that is not this trade has nothing to plan, and says why", async () => {
    const number = numberOf((c) => c.class === "not this trade");
    const { code, out, err } = await parley("plan", number, at("demo"), ...DAY);
    expect([code, out]).toEqual([0, ""]);
    expect(err).toContain("not this trade");
  });

  test("a number nobody has is an error that does not repeat it", async () => {
    const { code, out, err } = await parley("plan", "NOBODY-1", at("demo"), ...DAY);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("No claim in these files has that number");
    expect(err).not.toContain("NOBODY-1");
    const json = JSON.parse((await parley("plan", "NOBODY-1", at("demo"), ...DAY, "--json")).out);
    expect(json).toMatchObject({
      advice: null,
      problems: expect.arrayContaining([expect.objectContaining({ code: "plan-no-claim" })]),
    });
  });

  test("no number finds no claim", async () => expect((await parley("plan", " ", at("demo"), ...DAY)).code).toBe(2));

  test("a number that several claims have lists them", async () => {
    const file = readdirSync(at("demo", "claims")).find((f) => f.startsWith("ED") && f.endsWith(".837")) ?? "";
    const text = readFileSync(at("demo", "claims", file), "latin1");
    const [, number = ""] = /CLM\*([^*]+)\*/.exec(text) ?? [];
    mkdirSync(at("twice"));
    writeFileSync(at("twice", "a.837"), text, "latin1");
    // The same number for another patient and another bill.
    const other = text
      .replaceAll(/NM1\*IL\*1\*[^*]+\*[^*]*/g, "NM1*IL*1*OTHER*PERSON")
      .replaceAll(/DTP\*472\*D8\*\d{8}/g, "DTP*472*D8*20260801")
      .replace(`CLM*${number}*`, `CLM*${number.toLowerCase()}*1`);
    writeFileSync(at("twice", "b.837"), other, "latin1");
    const { code, out } = await parley("plan", number.replace("-", " -"), at("twice"), ...DAY);
    expect(code).toBe(2);
    expect([number, number.toLowerCase()].map((n) => out.includes(n))).toEqual([true, true]);
    const json = JSON.parse((await parley("plan", number.replace("-", " -"), at("twice"), ...DAY, "--json")).out);
    expect(json.claims.length).toBe(2);
    expect((await parley("plan", number, at("twice"), ...DAY)).code).toBe(0);
  });

  test("without a path it says what is missing", async () => expect((await parley("plan", "X")).code).toBe(2));
});

describe("strategy examples", () => {
  const zone = { fn: "zopa", input: { reservation: 900, mean: 1000, sd: 200 } };
  const file = (examples: unknown): string => {
    writeFileSync(at("examples.json"), typeof examples === "string" ? examples : JSON.stringify(examples));
    return at("examples.json");
  };

  test("counts what holds and names what is skipped", async () => {
    const path = file({
      examples: [
        { id: "a", ...zone, expected: { prob: 0.6914624612740131 } },
        { id: "b", fn: "dice", input: {}, expected: 1 },
      ],
    });
    const { code, out, err } = await parley("strategy", "examples", path);
    expect([code, out]).toEqual([0, "1 passed, 0 failed, 1 skipped\n"]);
    expect(err).toContain("b: formula dice is not built");
  });

  test("a wrong value fails with exit 2", async () => {
    const path = file({ examples: [{ id: "a", ...zone, expected: { prob: 0.7 } }] });
    const { code, out, err } = await parley("strategy", "examples", path);
    expect([code, out]).toEqual([2, "0 passed, 1 failed, 0 skipped\n"]);
    expect(err).toContain("expected 0.7");
    const json = JSON.parse((await parley("strategy", "examples", path, "--json")).out);
    expect(json).toMatchObject({ failed: 1, examples: [{ id: "a", outcome: "failed" }] });
  });

  test.each([
    ["not JSON", "{"],
    ["another JSON", "[]"],
  ])("%s is refused", async (_, text) => {
    const path = file(text);
    expect((await parley("strategy", "examples", path)).code).toBe(2);
    expect(JSON.parse((await parley("strategy", "examples", path, "--json")).out).problems[0].code).toBe(
      "strategy-examples-malformed",
    );
  });

  test("a file that is not there is a Problem", async () => {
    const { code, err } = await parley("strategy", "examples", at("none.json"));
    expect(code).toBe(2);
    expect(err).toContain("There is no such file");
  });
});
