import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatUsd } from "#base/money.ts";
import { placeText } from "#base/problem.ts";
import { NO_BOOKS } from "#price/book.ts";
import { priceLine } from "#price/physician.ts";
import { type ImportReport, importFiles } from "./import.ts";
import { readBookFile } from "./read-book.ts";
import { openBooks, readCatalog } from "./shelf.ts";

const FIXTURES = "fixtures/rates";
const CSV = `${FIXTURES}/2025D/PPRRVU2025_Oct.csv`;
const csv = readFileSync(CSV, "latin1");

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-rates-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const books = (): string => join(dir, "books");
const run = (...paths: string[]): Promise<ImportReport> =>
  importFiles({ paths, booksDir: books(), now: "2026-01-02T03:04:05Z" });
const file = (name: string, content: string | Buffer): string => {
  const path = join(dir, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const outcomes = (r: ImportReport): string[] => r.files.map((f) => `${f.outcome} ${f.kind ?? "-"} ${f.release ?? "-"}`);
const problems = (r: ImportReport): string[] =>
  r.problems.map((p) => `${p.severity} ${p.code} ${placeText({ ...p.at, file: "it" })}`);

describe("files as CMS publishes them", () => {
  test("every layout is read, and the same rows in csv, fixed width, gz and zip are one book", async () => {
    const r = await run(FIXTURES);
    expect(outcomes(r)).toEqual([
      "imported anes 2025D",
      "already there anes 2025D",
      "imported gpci 2025D",
      "already there gpci 2025D",
      "imported rvu 2025D",
      "already there rvu 2025D",
      "imported zip 2025Q4",
      "imported gpci 2026A",
      "imported gpci 2026A",
      "imported rvu 2026A",
      "imported rvu 2026A",
      "imported zip 2026Q1",
      "skipped - -",
      "imported base-units 2024",
      "imported anes 2024A",
      "imported gpci 2024A",
      "imported rvu 2024A",
      "imported rvu 2024AR",
      "already there rvu 2025D",
      "already there rvu 2025D",
      "already there gpci 2025D",
      "skipped - -",
      "skipped - -",
      "skipped - -",
      "skipped - -",
    ]);
    expect(r.problems.filter((p) => p.severity === "error")).toEqual([]);
    expect(r.files.find((f) => f.kind === "rvu")?.rows).toBe(15);
  });

  test("a file cut between two rows is told once a neighbouring release is there, whichever comes first", async () => {
    const lines = csv.trimEnd().split(/\r?\n/);
    const half = file("2025C/PPRRVU2025_Jul.csv", `${lines.slice(0, -6).join("\n")}\n`);
    const maybeCut = (r: ImportReport): string[] =>
      r.problems.filter((p) => p.code === "book-maybe-cut").map((p) => p.message);
    expect(maybeCut(await run(half))).toEqual([]);
    const [told, ...more] = maybeCut(await run(CSV));
    expect([told, more]).toEqual([
      expect.stringMatching(/^2025C has 9 rows .* 2025D has 15 rows .* may have been cut off/),
      [],
    ]);
    const other = join(dir, "other");
    const again = await importFiles({ paths: [CSV, half], booksDir: other, now: "2026-01-02T03:04:05Z" });
    expect(maybeCut(again)).toEqual([told]);
  });

  test("rows read by name are the same with a column inserted", async () => {
    await run(`${FIXTURES}/2025D`, `${FIXTURES}/2026A`);
    const [rvu25, rvu26] = ["2025D", "2026A"].map((id) =>
      openBooks(books()).books.rvu.find((b) => b.release.id === id),
    );
    const old = rvu25?.row("Z0003", "TC");
    expect(old).toMatchObject({
      work: 0n,
      peNonFacility: 542n,
      malpractice: 4n,
      pcTc: "1",
      oppsPeFacility: 347n,
      oppsMalpractice: 1n,
      conversionFactor: 323_465n,
      naFacility: true,
      naNonFacility: false,
      imagingFamily: "88",
    });
    expect(rvu26?.row("Z0003", "TC")).toEqual({
      ...old,
      conversionFactor: rvu26?.row("Z0003", "TC")?.conversionFactor,
    });
    expect(rvu25?.row("Z0006", "")).toMatchObject({
      preShare: 10n,
      intraShare: 80n,
      postShare: 10n,
      endoscopicBase: "Z0005",
      globalDays: "010",
    });
  });

  test("QP and non-QP are two schedules of one release", async () => {
    await run(`${FIXTURES}/2026A`);
    const { rvu, gpci } = openBooks(books()).books;
    expect(rvu.map((b) => [b.schedule, b.row("Z0001", "")?.conversionFactor]).sort()).toEqual([
      ["non-qp", 334_009n],
      ["qp", 335_675n],
    ]);
    expect(gpci.map((b) => [b.floor, b.locality("99992", "99")?.work]).sort()).toEqual([
      ["with", 1000n],
      ["without", 980n],
    ]);
  });

  test("what was imported can be priced, in whatever order it came", async () => {
    const price = (): string => {
      const p = priceLine(openBooks(books()).books, {
        code: "Z0001",
        modifiers: [],
        zip: "00101",
        setting: "nonfacility",
        release: "2025D",
      });
      return p.priced ? formatUsd(p.amount) : p.problem;
    };
    await run(`${FIXTURES}/2025D/ZIP5_OCT2025.txt`, `${FIXTURES}/2025D/GPCI2025.txt`);
    expect(price()).toContain("not imported");
    await run(CSV);
    // (1.30 x 1.065 + 1.35 x 1.166 + 0.10 x 1.656) x 32.3465 = 101.0566...
    expect(price()).toBe("101.06");
  });

  test("any order of files gives the same books", async () => {
    const paths = [
      "2025D/PPRRVU2025_Oct.csv",
      "2025D/GPCI2025.csv",
      "2026A/GPCI2026.csv",
      "plain/rvu24ar_pprrvu.csv",
    ].map((p) => `${FIXTURES}/${p}`);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(paths, { minLength: paths.length }), async (order) => {
        rmSync(books(), { recursive: true, force: true });
        await run(...order);
        seen.add(
          readCatalog(books())
            .manifests.map((m) => m.sha256)
            .sort()
            .join(),
        );
      }),
      { numRuns: 5 },
    );
    expect(seen.size).toBe(1);
  });

  test("line ends, a byte order mark and quotes do not change a book", async () => {
    await run(CSV);
    const quoted = csv
      .split("\r\n")
      .map((l) =>
        l.startsWith("Z")
          ? l
              .split(",")
              .map((c) => `"${c}"`)
              .join(",")
          : l,
      )
      .join("\n");
    for (const [i, text] of [
      csv.replaceAll("\r\n", "\n"),
      csv.replaceAll("\r\n", "\r"),
      `\u00ef\u00bb\u00bf${csv}`,
      quoted,
      `${csv}\u001a,,,\r\n`,
    ].entries()) {
      expect(outcomes(await run(file(`v${i}/PPRRVU2025_Oct.csv`, Buffer.from(text, "latin1"))))).toEqual([
        "already there rvu 2025D",
      ]);
    }
  });
});

describe("importing again", () => {
  test("the same file is already there, and nothing is written", async () => {
    await run(FIXTURES);
    const before = readdirSync(books());
    const r = await run(FIXTURES);
    expect(new Set(r.files.map((f) => f.outcome))).toEqual(new Set(["already there", "skipped"]));
    expect(readdirSync(books())).toEqual(before);
  });

  test("another file of the same release is kept beside the first, said so, and preferred", async () => {
    await run(CSV);
    const changed = csv.replace("Z0001,,invented,A,,1.30", "Z0001,,invented,A,,1.40");
    const r = await run(file("2025D/PPRRVU2025_Oct.csv", changed));
    expect(problems(r)).toEqual(["warning book-second-version it"]);
    const { rvu } = openBooks(books()).books;
    expect(rvu.map((b) => b.row("Z0001", "")?.work)).toEqual([140n, 130n]);
  });

  test("books are private to their owner and cannot be written", async () => {
    await run(CSV);
    expect(
      readdirSync(books())
        .sort()
        .map((n) => n.replace(/[0-9a-f]{12}/, "HASH")),
    ).toEqual(["rvu-2025D-HASH.book.gz", "rvu-2025D-HASH.json"]);
    const [m] = readCatalog(books()).manifests;
    expect(m).toMatchObject({
      kind: "rvu",
      release: "2025D",
      rows: 15,
      leftOut: 0,
      source: "PPRRVU2025_Oct.csv",
      imported: "2026-01-02T03:04:05Z",
    });
  });
});

describe("refused and left aside", () => {
  test.each([
    ["OPPSCAP_Oct.csv", "anything", "book-not-an-input"],
    [
      "x.csv",
      "HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE\nZ0001,TC,A,99991,00,1.00,1.00\n",
      "book-not-an-input",
    ],
    ["PFREV4.txt", "anything", "book-not-an-input"],
    ["x.txt", '"2025","99991","00","Z0001","  ","0000077.78"\n', "book-not-an-input"],
    [
      "derivation.csv",
      "contractor,locality,work_gpci,pe_gpci,mp_gpci,anes_cf\n99991,00,1,1,1,19.31\n",
      "book-not-an-input",
    ],
    ["25LOCCO.csv", "anything", "book-not-read-yet"],
    ["RVU25D.pdf", "%PDF", "book-not-an-input"],
    ["PPRRVU2025_Oct.xlsx", "PK", "book-not-an-input"],
  ])("%s is known and not an input: a warning", async (name, content, code) => {
    const r = await run(file(name, content));
    expect(outcomes(r)).toEqual(["skipped - -"]);
    expect(problems(r)).toEqual([`warning ${code} it`]);
  });

  test.each<[string, string | Buffer, string]>([
    ["web.zip", "<!DOCTYPE html><html></html>", "a page saved under a data file's name"],
    ["notes.txt", "hello\n", "text of no known shape"],
    ["noise.csv", Buffer.from([1, 2, 0, 4, 0, 6]), "binary"],
    ["utf16.csv", Buffer.from("HCPCS,MOD\n", "utf16le"), "UTF-16"],
    ["empty.csv", "", "nothing"],
  ])("%s is unknown: an error when asked for, a warning in a folder (%s)", async (name, content) => {
    const asked = await run(file(`in/${name}`, content));
    expect(asked.files.map((f) => f.outcome)).toEqual(["refused"]);
    expect(asked.problems[0]?.severity).toBe("error");
    const found = await run(join(dir, "in"));
    expect(found.files.map((f) => f.outcome)).toEqual(["skipped"]);
    expect(found.problems[0]?.severity).toBe("warning");
  });

  test("a path that is not there is an error, and the others are imported", async () => {
    const r = await run(join(dir, "nowhere"), CSV);
    expect(problems(r)).toEqual(["error book-no-file it"]);
    expect(outcomes(r)).toEqual(["imported rvu 2025D"]);
  });

  test("a cut archive in a folder is an error, and the others are imported", async () => {
    cpSync(`${FIXTURES}/2025D`, join(dir, "in"), { recursive: true });
    file("in/PPRRVU2025_Jul.csv.gz", gzipSync(csv).subarray(0, 400));
    const r = await run(join(dir, "in"));
    expect(problems(r)).toEqual(["error book-cut it"]);
    expect(r.files.filter((f) => f.outcome === "imported")).toHaveLength(4);
  });
});

describe("wrong content is located", () => {
  const edit = async (from: string, to: string): Promise<ImportReport> =>
    run(file("2025D/PPRRVU2025_Oct.csv", csv.replace(from, to)));

  test.each([
    [
      "Z0001,,invented,A,,1.30",
      "Z0001,,invented,A,,one",
      "error book-bad-cell it, line 11, column WORK RVU",
      "a word for a number",
    ],
    [
      "Z0001,,invented,A,,1.30",
      "Z0001,,invented,A,,-1.30",
      "error book-bad-cell it, line 11, column WORK RVU",
      "a negative number",
    ],
    [
      "Z0001,,invented,A,,1.30",
      "Z0001,,invented,A,,1.305",
      "error book-bad-cell it, line 11, column WORK RVU",
      "three decimals",
    ],
    [
      "Z0001,,invented,A,,1.30",
      "Z0001,,invented,A,,",
      "error book-bad-cell it, line 11, column WORK RVU",
      "an empty number in a priced row",
    ],
    [
      "Z0001,,invented,A,",
      "Z0001,,invented,1,",
      "error book-bad-cell it, line 11, column STATUS CODE",
      "a digit for a status",
    ],
    ["Z0001,,", "Z0001,262,", "error book-bad-cell it, line 11, column MOD", "a modifier of three letters"],
    ["Z0001,,", "Z00001,,", "error book-bad-cell it, line 11, column HCPCS", "a code of six letters"],
    ["Z0002,,", "Z0001,,", "error book-row-twice it, line 12, column HCPCS", "a second, different row"],
  ])("%j as %j: %s (%s), and the rest is read", async (from, to, expected) => {
    const r = await edit(from, to);
    expect(problems(r)).toEqual([expected]);
    expect(r.files[0]).toMatchObject({ outcome: "imported", rows: 14 });
    expect(readCatalog(books()).manifests[0]?.leftOut).toBe(1);
  });

  test("of two different rows for one code the first counts", async () => {
    await edit("Z0002,,", "Z0001,,");
    expect(openBooks(books()).books.rvu[0]?.row("Z0001", "")?.work).toBe(130n);
  });

  test("the same row twice is read once", async () => {
    const line = csv.split("\r\n")[10] ?? "";
    const r = await run(file("2025D/PPRRVU2025_Oct.csv", `${csv}${line}\r\n`));
    expect(problems(r)).toEqual(["warning book-row-twice it, line 26, column HCPCS"]);
    expect(r.files[0]).toMatchObject({ outcome: "imported", rows: 15 });
  });

  test.each([
    ["CONV,", "CORN,", "error book-no-column it, line 10, column CONV FACTOR"],
    ["WORK,", "WURK,", "error book-no-column it, line 10, column WORK RVU"],
  ])("a header with %j as %j: %s, and no book", async (from, to, expected) => {
    const r = await edit(from, to);
    expect(problems(r)).toEqual([expected]);
    expect(outcomes(r)).toEqual(["refused - -"]);
  });

  test("lost leading zeros are put back and mentioned once", async () => {
    const lost = csv.replace("Z0001,,", "100,,").replace("Z0009,,", "102,,");
    const r = await run(file("2025D/PPRRVU2025_Oct.csv", lost));
    expect(problems(r)).toEqual(["warning book-zeros-lost it, line 11, column HCPCS"]);
    expect(openBooks(books()).books.rvu[0]?.row("00100", "")?.work).toBe(130n);
  });

  test("a quotation mark that never closes is located, and nothing is guessed", async () => {
    const r = await edit("Z0005,53,invented", 'Z0005,53,"invented');
    expect(r.problems[0]).toMatchObject({ severity: "error", code: "book-quote" });
    expect(outcomes(r)).toEqual(["refused - -"]);
  });

  test("a file whose release nothing tells is an error that says what to do", async () => {
    const r = await run(file("somewhere/values.csv", csv.replace("2025 National", "National")));
    expect(r.problems[0]).toMatchObject({ severity: "error", code: "book-no-release" });
    expect(r.problems[0]?.message).toContain("folder named like 2025D");
  });

  test.each([
    [
      "99992,ZZ,01,INVENTED CITY,1.065",
      "99992,ZZ,01,INVENTED CITY,high",
      "error book-bad-cell it, line 5, column PW GPCI (with 1.0 Floor)",
    ],
    ["99992,ZZ,01", "Carrier,ZZ,01", "error book-bad-cell it, line 5, column MAC"],
    ["99992,ZZ,99", "99992,ZZ,01", "error book-row-twice it, line 6, column MAC"],
  ])("a GPCI file with %j as %j: %s", async (from, to, expected) => {
    const gpci = readFileSync(`${FIXTURES}/2025D/GPCI2025.csv`, "latin1");
    const r = await run(file("2025D/GPCI2025.csv", gpci.replace(from, to)));
    expect(
      r.problems.map((p) =>
        `${p.severity} ${p.code} ${placeText({ ...p.at, file: "it" })}`.replace(
          "PW GPCI,",
          "PW GPCI (with 1.0 Floor),",
        ),
      ),
    ).toEqual([expected]);
    expect(r.files[0]).toMatchObject({ outcome: "imported", rows: 4 });
  });

  test.each([
    ["ZZ,00101,", "ZZ,1O101,", "error book-bad-cell it, line 2, column ZIP CODE"],
    ["ZZ,00101,99992", "ZZ,00101,9999Z", "error book-bad-cell it, line 2, column CARRIER"],
    ["ZZ,00101,99992,01", "ZZ,00101,99992,001", "error book-bad-cell it, line 2, column LOCALITY"],
    ["Z9,B,1,A", "Z9,B,yes,A", "error book-bad-cell it, line 4, column PLUS 4 FLAG"],
    ["ZZ,00102,99992,99", "ZZ,00101,99992,99", "error book-row-twice it, line 3, column ZIP CODE"],
    [
      "ZZ,00102,99992,99,R,Z9,R,0,A,20261\n",
      "ZZ,00101,99992,01,,Z9,,0,A,20261\n",
      "warning book-row-twice it, line 3, column ZIP CODE",
    ],
    ["PLUS 4 FLAG", "PLUS FIVE", "error book-no-column it, line 1, column PLUS 4 FLAG"],
  ])("a ZIP file with %j as %j: %s", async (from, to, expected) => {
    const zip = readFileSync(`${FIXTURES}/2026A/ZIP5_JAN2026.csv`, "latin1");
    expect(problems(await run(file("ZIP5_JAN2026.csv", zip.replace(from, to))))).toEqual([expected]);
  });

  test("a ZIP file without a quarter in name or rows, and a GPCI file without a year, say what to do", async () => {
    const zip = readFileSync(`${FIXTURES}/2026A/ZIP5_JAN2026.csv`, "latin1").replaceAll("20261", "");
    const gpci = readFileSync(`${FIXTURES}/plain/rvu24a_gpci.csv`, "latin1");
    const r = await run(file("zips.csv", zip), file("indices.csv", gpci));
    expect(r.problems.map((p) => [p.severity, p.code])).toEqual([
      ["error", "book-no-release"],
      ["error", "book-no-release"],
    ]);
  });

  test("a GPCI file without any work column is refused", async () => {
    const gpci = readFileSync(`${FIXTURES}/plain/rvu24a_gpci.csv`, "latin1").replace("gpci_work", "gpci_toil");
    expect(problems(await run(file("rvu24a_gpci.csv", gpci)))).toEqual([
      "error book-no-column it, line 1, column PW GPCI",
    ]);
  });

  test("a file with a header and no row makes no book", async () => {
    const r = await run(file("2025D/PPRRVU2025_Oct.csv", csv.split("\r\n").slice(0, 10).join("\r\n")));
    expect(r.problems.map((p) => p.code)).toEqual(["book-empty"]);
  });

  test("a wholly wrong file tells fifty Problems and counts the rest", async () => {
    const rows = Array.from(
      { length: 500 },
      (_, i) => `Q${i.toString().padStart(4, "0")},,invented,A,,bad${",".repeat(26)}`,
    ).join("\r\n");
    const r = await run(file("2025D/PPRRVU2025_Oct.csv", `${csv}${rows}\r\n`));
    expect(r.problems).toHaveLength(51);
    expect(r.problems[50]).toMatchObject({ code: "book-more", message: expect.stringContaining("450 more") });
  });

  test("no Problem repeats a cell of the file", async () => {
    const r = await edit("Z0001,,invented,A,,1.30", "SECRT,,invented,A,,Jane Doe");
    expect(JSON.stringify(r.problems)).not.toMatch(/SECRT|Jane/);
  });

  test("property: any bytes at all give an answer and never a throw", () => {
    const mutated = fc
      .tuple(fc.nat(csv.length - 1), fc.string({ maxLength: 5 }))
      .map(([at, s]) => Buffer.from(csv.slice(0, at) + s + csv.slice(at + s.length), "latin1"));
    fc.assert(
      fc.property(
        fc.oneof(
          mutated,
          fc.uint8Array({ maxLength: 300 }).map((b) => Buffer.from(b)),
        ),
        (bytes) => {
          const r = readBookFile({ file: "f", bytes, path: ["f"], names: ["PPRRVU2025_Oct.csv"], asked: true });
          expect(r.books.length > 0 || r.problems.length > 0).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("opening", () => {
  test("a folder that is not there is an empty shelf", () => {
    expect(openBooks(join(dir, "none"))).toEqual({ books: NO_BOOKS, problems: [] });
  });

  test.each([
    [
      "a changed byte",
      (b: Buffer) => Buffer.concat([b.subarray(0, 40), Buffer.from([b.readUInt8(40) ^ 1]), b.subarray(41)]),
    ],
    ["a cut book", (b: Buffer) => b.subarray(0, 50)],
    ["other content", () => gzipSync("parley-book 1 rvu 2025D single\n")],
  ])("%s is noticed, and the other books open", async (_, damage) => {
    await run(`${FIXTURES}/2025D`);
    const name = readdirSync(books()).find((n) => n.startsWith("rvu") && n.endsWith(".gz")) ?? "";
    chmodSync(join(books(), name), 0o600);
    writeFileSync(join(books(), name), damage(readFileSync(join(books(), name))));
    const opened = openBooks(books());
    expect(opened.problems.map((p) => [p.code, p.at.file])).toEqual([["book-damaged", name]]);
    expect([opened.books.rvu.length, opened.books.gpci.length, opened.books.zip.length]).toEqual([0, 1, 1]);
  });

  test("a manifest that is no manifest is noticed", async () => {
    mkdirSync(books());
    writeFileSync(join(books(), "rvu-2025D-0123456789ab.json"), "{}");
    writeFileSync(join(books(), "gpci-2025D-0123456789ab.json"), "not json");
    expect(openBooks(books()).problems.map((p) => p.code)).toEqual(["book-damaged", "book-damaged"]);
  });

  test("a stored book is readable text under gzip", async () => {
    await run(CSV);
    const name = readdirSync(books()).find((n) => n.endsWith(".gz")) ?? "";
    expect(
      gunzipSync(readFileSync(join(books(), name)))
        .toString()
        .split("\n")
        .slice(0, 2),
    ).toEqual([
      "parley-book 1 rvu 2025D single",
      [
        "00Z12",
        "",
        "X",
        ..."0000".split(""),
        "",
        "",
        "9",
        "XXX",
        "0",
        "0",
        "0",
        "9",
        "9",
        "9",
        "9",
        "9",
        "",
        "99",
        "323465",
        "0",
        "0",
        "0",
      ].join("\t"),
    ]);
  });
});

describe("a file cut in the middle of a row makes no book", () => {
  const read = (name: string): string => readFileSync(`${FIXTURES}/2025D/${name}`, "latin1");
  /** The text without its last `n` characters before the final line end, and without that. */
  const cutBy = (n: number) => (text: string) => text.trimEnd().slice(0, -n);
  /** A line in the middle loses its end. */
  const damaged = (row: RegExp) => (text: string) => text.replace(row, (line) => line.slice(0, 9));

  test.each<[string, (text: string) => string]>([
    ["PPRRVU2025_Oct.csv", cutBy(20)],
    ["PPRRVU2025_Oct.csv", damaged(/^Z0006.*$/m)],
    ["PPRRVU2025_Oct.txt", cutBy(1)],
    ["PPRRVU2025_Oct.txt", damaged(/^Z0006.*$/m)],
    ["ZIP5_OCT2025.txt", cutBy(3)],
    ["ANES2025.txt", cutBy(1)],
    ["ANES2025.txt", cutBy(4)],
    ["ANES2025.txt", damaged(/^99992 +01.*$/m)],
    ["ANES2025.csv", (text) => text.slice(0, text.indexOf("INVENTED CITY"))],
    ["GPCI2025.csv", (text) => text.replace(/^(99992,[A-Z]{2},).*$/m, "$1")],
    ["GPCI2025.txt", (text) => text.replace(/^( *99992 +[A-Z]{2} ).*$/m, "$1")],
  ])("%s %#: an error, again at every import, and the whole file is not shadowed", async (name, spoil) => {
    const whole = file(`whole/2025D/${name}`, read(name));
    expect((await run(whole)).files.map((f) => f.outcome)).toEqual(["imported"]);
    const cut = file(`cut/2025D/${name}`, spoil(read(name)));
    for (let i = 0; i < 2; i++) {
      const r = await run(cut);
      expect(r.files.map((f) => f.outcome)).toEqual(["refused"]);
      expect(r.problems.map((p) => [p.severity, p.code, typeof p.at.line])).toEqual([["error", "book-cut", "number"]]);
    }
    expect(readCatalog(books()).manifests).toHaveLength(1);
  });

  test("a last line that only lacks its line end is whole, and so are footnotes of one cell", async () => {
    const r = await run(
      file("a/2025D/PPRRVU2025_Oct.csv", csv.trimEnd()),
      file("b/2025D/GPCI2025.csv", `${read("GPCI2025.csv").trimEnd()}\r\n*An invented footnote.`),
    );
    expect(r.files.map((f) => f.outcome)).toEqual(["imported", "imported"]);
    expect(r.problems).toEqual([]);
  });

  test("rows left out are told again when the same bytes are imported again", async () => {
    const bad = file("2025D/PPRRVU2025_Oct.csv", csv.replace("Z0001", "Z-001"));
    const first = await run(bad);
    expect(problems(first)).toHaveLength(1);
    const again = await run(bad);
    expect(outcomes(again)).toEqual(["already there rvu 2025D"]);
    expect(problems(again)).toEqual(problems(first));
  });
});
