import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MemoryIo, memoryIo } from "#test/memory-io.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";

/** Every command as it is typed, over the demo practice, in this process. */

const folder = mkdtempSync(join(tmpdir(), "parley-commands-"));
const at = (...parts: readonly string[]): string => join(folder, ...parts);
const env = { PARLEY_HOME: at("home") };
afterAll(() => rmSync(folder, { recursive: true }));

interface Typed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly io: MemoryIo;
}

async function parley(...words: readonly string[]): Promise<Typed> {
  const io = memoryIo({ columns: 100 }, env);
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err, io };
}

const DAY = ["--as-of", "2026-11-23"] as const;
const claimFile = (): string =>
  at("demo", "claims", readdirSync(at("demo", "claims")).find((f) => f.endsWith(".837")) ?? "");

beforeAll(async () => {
  await parley("demo", "--out", at("demo"), ...DAY);
  await parley("books", "import", at("demo", "books"));
});

describe("demo", () => {
  test("writes claims, remittances, a profile and facts", () => {
    expect(readdirSync(at("demo"))).toEqual(
      expect.arrayContaining(["claims", "remittances", "practice.json", "facts.csv"]),
    );
  });

  test("says what to do next, and --json lists the files", async () => {
    const { out } = await parley("demo", "--out", at("again"), ...DAY);
    expect(out).toContain(`parley start ${at("again")} --as-of 2026-11-23`);
    const { out: json } = await parley("demo", "--out", at("again"), ...DAY, "--json");
    expect(JSON.parse(json)).toMatchObject({ seed: 1, asOf: "2026-11-23", problems: [] });
  });

  test("writes as many claims as were asked for", async () => {
    const { code, out } = await parley("demo", "--out", at("large"), "--claims", "50", ...DAY, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ claims: 50, billed: expect.stringMatching(/^\d+\.\d\d$/) });
  });
});

describe("map", () => {
  test("--json is the map alone, also with --out, and the files are written", async () => {
    const { code, out, err } = await parley("map", at("demo"), ...DAY, "--json", "--out", at("map"));
    const map = JSON.parse(out);
    expect(Object.keys(map)).toEqual(expect.arrayContaining(["asOf", "totals", "files", "claims", "questions"]));
    expect(map.asOf).toBe("2026-11-23");
    expect(map.claims.length).toBe(map.totals.claims);
    expect(map.claims.length).toBeGreaterThan(100);
    expect(readFileSync(at("map", "money-map.json"), "utf8")).toBe(out);
    expect(readFileSync(at("map", "questions.csv"), "utf8")).toMatch(/^scope,key,fact,value,source,date\r\n/);
    expect(statSync(at("map", "money-map.xlsx")).size).toBeGreaterThan(10_000);
    expect(err).toContain("money-map.xlsx");
    expect(code).toBe(0);
  });

  test("for a person is the picture, with the files to open next", async () => {
    const { code, out } = await parley("map", at("demo"), ...DAY, "--out", at("map"));
    expect(code).toBe(0);
    expect(out).toMatch(/^Money map +Mon, Nov 23, 2026\n\n\$[\d,]+ can still be recovered on \d+ lines\.\n/);
    expect(out).toContain(at("map", "money-map.xlsx"));
    expect(out).toContain(`parley map ${at("demo")} --as-of 2026-11-23 --facts`);
  });

  test("--first says how long the do-first list is", async () => {
    const { out } = await parley("map", at("demo"), ...DAY, "--first", "3");
    const rows = out
      .split("Do first")[1]
      ?.split("Questions")[0]
      ?.match(/^ {2,4}\d+ {2}/gm);
    expect(rows?.length).toBe(3);
  });

  test("keeps PARLEY_HOME to its owner", () => {
    expect(statSync(at("home")).mode & 0o777).toBe(0o700);
  });

  test("a missing path is an error with its place, and the exit code is 2", async () => {
    const { code, out, err } = await parley("map", at("nowhere"), "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out).files[0].problems[0]).toMatchObject({ severity: "error", at: { file: at("nowhere") } });
    expect(err).toMatch(/^error {2}/);
  });

  test("a file that cannot be read never stops the rest", async () => {
    writeFileSync(at("cut.835"), "ISA*00*   ");
    const whole = JSON.parse((await parley("map", at("demo"), ...DAY, "--json")).out);
    const { code, out } = await parley("map", at("demo"), at("cut.835"), ...DAY, "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out).totals).toEqual(whole.totals);
  });
});

describe("facts list", () => {
  test("--json is the questions of the map, most dollars first", async () => {
    const { code, out } = await parley("facts", "list", at("demo"), ...DAY, "--json");
    const { questions } = JSON.parse(out);
    expect(code).toBe(0);
    expect(questions.length).toBeGreaterThan(5);
    const dollars = questions.map((q: { dollars: string }) => Number(q.dollars));
    expect(dollars).toEqual([...dollars].sort((a, b) => b - a));
  });

  test("--out is a facts file that map takes", async () => {
    const { code, err, out } = await parley("facts", "list", at("demo"), ...DAY, "--out", at("made", "facts.csv"));
    expect(code).toBe(0);
    expect(err).toContain(`--facts ${at("made", "facts.csv")}`);
    expect(out).toMatch(/\d+ questions\./);
    expect((await parley("map", at("demo"), ...DAY, "--facts", at("made", "facts.csv"))).code).toBe(0);
  });
});

describe("start", () => {
  test("without a folder makes a demo and draws its map with its own prices", async () => {
    const { code, out } = await parley("start", "--out", at("started"), ...DAY);
    expect(code).toBe(0);
    expect(out).toContain("A demo practice, all of it made up");
    expect(out).toMatch(/\$[\d,]+ can still be recovered/);
    expect(existsSync(at("started", "demo-2026-11-23", "claims"))).toBe(true);
    expect(existsSync(at("started", "money-map.xlsx"))).toBe(true);
  });

  test("with a folder draws the same map, and --json is the map alone", async () => {
    const { code, out } = await parley("start", at("demo"), "--out", at("own"), ...DAY, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out).totals).toEqual(JSON.parse((await parley("map", at("demo"), ...DAY, "--json")).out).totals);
  });
});

describe("x12", () => {
  test("check counts, for people and for programs", async () => {
    const { code, out, err } = await parley("x12", "check", claimFile(), "--json");
    expect(code).toBe(0);
    expect(err).toBe("");
    const checked = JSON.parse(out);
    expect(Object.keys(checked)).toEqual(["file", "interchanges", "groups", "sets", "segments", "claims", "problems"]);
    expect(checked.claims).toBeGreaterThan(0);
    expect((await parley("x12", "check", claimFile())).out).toContain("1 interchange, 1 group, 1 set");
  });

  test("check lists errors and ends with 2", async () => {
    writeFileSync(at("broken.835"), "not a file of this kind");
    const { code, out, err } = await parley("x12", "check", at("broken.835"));
    expect(code).toBe(2);
    expect(out).toMatch(/[1-9]\d* errors?/);
    expect(err).toContain(`error  ${at("broken.835")}`);
  });

  test.each(["check", "show", "echo", "write"])(
    "%s of a file that is not there is a Problem, not a failure",
    async (what) => {
      const { code, err } = await parley("x12", what, at("nowhere.835"));
      expect(code).toBe(2);
      expect(err).toContain("There is no such file");
      const { out } = await parley("x12", what, at("nowhere.835"), "--json");
      expect(JSON.parse(out).problems[0]).toMatchObject({ severity: "error", at: { file: at("nowhere.835") } });
    },
  );

  test("show prints loops, as text and as JSON", async () => {
    const { code, out } = await parley("x12", "show", claimFile());
    expect(code).toBe(0);
    expect(out).toMatch(/^ +1 +ISA\*/);
    const { out: json } = await parley("x12", "show", claimFile(), "--json");
    const { parts, whole, problems } = JSON.parse(json);
    const segments = out.split("\n").filter((l) => /^ {1,6}\d+ /.test(l));
    expect([parts.filter((p: object) => "id" in p).length, whole, problems]).toEqual([segments.length, true, []]);
  });

  test("write makes the same file of that JSON, and refuses what is none", async () => {
    const { out: json } = await parley("x12", "show", claimFile(), "--json");
    writeFileSync(at("claims.json"), json);
    const { code, io } = await parley("x12", "write", at("claims.json"));
    expect(code).toBe(0);
    expect(Buffer.concat(io.written.bytes).equals(readFileSync(claimFile()))).toBe(true);
    const { out } = await parley("x12", "write", at("claims.json"), "--json");
    expect(JSON.parse(out)).toMatchObject({ written: true, bytes: statSync(claimFile()).size, problems: [] });
    const refused = await parley("x12", "write", claimFile());
    expect([refused.code, refused.out, refused.io.written.bytes]).toEqual([2, "", []]);
    expect(refused.err).toContain(`error  ${claimFile()}, byte 0`);
  });

  test("echo writes the same bytes, and --json says so instead", async () => {
    const { code, io } = await parley("x12", "echo", claimFile());
    expect(code).toBe(0);
    expect(Buffer.concat(io.written.bytes).equals(readFileSync(claimFile()))).toBe(true);
    const { out } = await parley("x12", "echo", claimFile(), "--json");
    expect(JSON.parse(out)).toMatchObject({ same: true, bytes: statSync(claimFile()).size });
  });

  test("echo refuses a file with errors and writes nothing", async () => {
    writeFileSync(at("cut.837"), readFileSync(claimFile()).subarray(0, 600));
    const { code, out, err } = await parley("x12", "echo", at("cut.837"));
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/^error {2}/m);
  });
});

describe("law", () => {
  test("deadlines prints the object of its event, and the same days for people", async () => {
    const { code, out } = await parley("law", "deadlines", "--open-negotiation-start", "2025-11-17", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      open_negotiation_start: "2025-11-17",
      exclusive: { end: "2025-12-31", opens: "2026-01-02", closes: "2026-01-07" },
      inclusive: { end: "2025-12-30", opens: "2025-12-31", closes: "2026-01-06" },
      safe: ["2026-01-02", "2026-01-06"],
    });
    const { out: text } = await parley("law", "deadlines", "--open-negotiation-start", "2025-11-17");
    expect(text).toContain("safe, last day          2026-01-06  Tue, Jan 6, 2026");
  });

  test.each([
    [[], "Give exactly one event"],
    [["--received", "2026-01-05", "--selected", "2026-01-05"], "Give exactly one event"],
    [["--received", "1901-01-01"], "outside the years"],
  ])("deadlines %j is refused", async (words, told) => {
    const { code, err } = await parley("law", "deadlines", ...words);
    expect(code).toBe(2);
    expect(err).toContain(told);
    const { out } = await parley("law", "deadlines", ...words, "--json");
    expect(JSON.parse(out).problems.length).toBe(1);
  });

  test("examples counts on one line, with reasons beside it", async () => {
    writeFileSync(
      at("examples.json"),
      JSON.stringify({ as_of: "2026-11-21", examples: [{ id: "x", facts: { no_such_fact: 1 }, expected: {} }] }),
    );
    const { code, out, err } = await parley("law", "examples", at("examples.json"));
    expect({ code, out }).toEqual({ code: 0, out: "0 passed, 0 failed, 1 skipped\n" });
    expect(err).toContain("skipped  x: ");
    expect(JSON.parse((await parley("law", "examples", at("examples.json"), "--json")).out)).toMatchObject({
      skipped: 1,
      problems: [],
    });
  });

  test.each([
    ["not JSON", "{"],
    ["another JSON", "[]"],
  ])("examples of %s is an error of the input", async (_, text) => {
    writeFileSync(at("odd.json"), text);
    const { code, err } = await parley("law", "examples", at("odd.json"));
    expect(code).toBe(2);
    expect(err).toContain("[law-examples-malformed]");
  });
});

describe("books and prices", () => {
  test("import and list", async () => {
    const { code, out } = await parley("books", "import", at("demo", "books"));
    expect(code).toBe(0);
    expect(out).toMatch(/0 books imported, [1-9]\d* already there/);
    const { books } = JSON.parse((await parley("books", "list", "--json")).out);
    expect(books.map((b: { kind: string }) => b.kind)).toEqual(expect.arrayContaining(["rvu", "gpci"]));
    expect((await parley("books", "list")).out).toContain("2026A");
  });

  test("an empty shelf says how to fill it", async () => {
    expect((await parley("books", "list", "--books", at("none"))).out).toContain("parley books import PATH");
  });

  test("import of nothing is an error", async () => {
    expect((await parley("books", "import", at("nowhere"))).code).toBe(2);
  });

  test("price list writes the rows, priced or with a reason", async () => {
    writeFileSync(
      at("rows.csv"),
      "id,date,code,modifiers,carrier,locality,zip,setting,units,release\n1,2026-10-05,00000,,,,,facility,1,\n",
    );
    const { code, out } = await parley(
      "price",
      "list",
      "--in",
      at("rows.csv"),
      "--out",
      at("deep", "priced.csv"),
      "--json",
    );
    expect(JSON.parse(out)).toMatchObject({ rows: 1, priced: 0, unpriced: 1 });
    expect(code).toBe(0);
    const [header = "", row = ""] = readFileSync(at("deep", "priced.csv"), "utf8").split("\n");
    const cells = row.split(",");
    expect(cells[header.split(",").indexOf("amount")]).toBe("");
  });

  const center = (...words: string[]) =>
    parley("price", "center", ...words, "--date", "2026-05-04", "--books", at("asc"));

  test("price center prices a claim of several lines together, with the working of each", async () => {
    await parley("books", "import", "fixtures/rates-asc/2026B", "--books", at("asc"));
    const { code, out } = await center("Z2002", "Z2001-59", "0278/C1713", "Z3003", "--cbsa", "35614");
    expect(code).toBe(0);
    expect(out).toContain("Z2002  275.00");
    expect(out).toContain("Z2001-59  1100.00");
    expect(out).toContain("0278/C1713  packaged  implant");
    expect(out).toContain("Missing: the invoice, or the contractor's price.");
    expect(out).toContain("Medicare's surgery center schedule: 1375.00, 1650.00 if nothing were halved.");
    expect(out).toContain("1 line of it not known");
    const json = JSON.parse((await center("Z2001:2", "0250", "--json")).out);
    expect(json).toMatchObject({ total: "1500.00", undiscounted: "2000.00", unknown: 0 });
    expect(json.lines[1]).toMatchObject({ outcome: "packaged", amount: null });
  });

  test("price center finds the labor market of a ZIP code in a crosswalk, or says why not", async () => {
    const market = async (zip: string): Promise<string> =>
      (await center("Z2001", "--zip", zip, "--json")).out.replace(/\s+/g, " ");
    expect(await market("00001")).toContain("no crosswalk that would find that of ZIP 00001 is imported");
    await parley("books", "import", "fixtures/rates-asc/ZIP_CBSA_032026.csv", "--books", at("asc"));
    const found = JSON.parse((await center("Z2001", "--zip", "00001", "--json")).out);
    expect([found.total, found.lines[0].book]).toEqual(["1100.00", expect.stringMatching(/ zip-cbsa:[0-9a-f]{12}$/)]);
    expect(await market("00002")).toContain("ZIP 00002 lies in several (10180, 35614; crosswalk 2026Q1");
    expect(await market("00003")).toContain("ZIP 00003 lies in no CBSA");
    expect(await market("00004")).toContain("the wage index file does not have the CBSA 46060");
  });

  test("price center without the addenda says what to get, and a line that is none is refused", async () => {
    const none = await parley("price", "center", "Z2001", "--date", "2026-05-04", "--books", at("none"));
    expect(none.out).toContain("No line has an amount.");
    expect(none.out).not.toContain("0.00");
    const odd = await center("Z2001", "not-a-line");
    expect([odd.code, odd.err.includes("Line 2 is not written as CODE")]).toEqual([2, true]);
    expect((await center("Z2001x", "--json")).out).toContain('"usage"');
  });

  test("price list without --in says so", async () => {
    const { code, err } = await parley("price", "list");
    expect(code).toBe(2);
    expect(err).toContain("--in");
  });
});
