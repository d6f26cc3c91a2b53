import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "#document/report.ts";
import { sha256 } from "#rates/book-file.ts";
import { memoryIo } from "#test/memory-io.ts";
import { NO_POPPLER, POPPLER, pdfInfo, pdfText, strayNumbers } from "#test/pdf.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";

/** `report`, `notice` and `map --reports` as they are typed, over the demo practice. */

const folder = mkdtempSync(join(tmpdir(), "parley-report-"));
const at = (...parts: readonly string[]): string => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

async function parley(...words: readonly string[]) {
  const io = memoryIo({}, { PARLEY_HOME: at("home") });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

const DAY = ["--as-of", "2026-11-23"] as const;

beforeAll(async () => {
  await parley("demo", "--out", at("demo"), ...DAY);
  await parley("books", "import", at("demo", "books"));
});

/** A profile of the demo without some fields, beside nothing else. */
function profileWithout(name: string, ...fields: readonly string[]): string {
  const profile = JSON.parse(readFileSync(at("demo", "practice.json"), "utf8"));
  for (const f of fields) delete profile[f];
  writeFileSync(at(name), JSON.stringify(profile));
  return at(name);
}

/** The demo's files without its profile, which would be found in the folder. */
function folderWithoutProfile(): readonly string[] {
  return ["claims", "remittances", "facts.csv"].map((f) => at("demo", f));
}

describe("report", () => {
  // A story of each kind: underpaid, missed, denied, no answer, no claim, undetermined, taken back, apart, paid in line.
  const STORIES = [
    "ED-1001",
    "ED-1002",
    "CD-1005",
    "SC-1015",
    "SC-1016",
    "ED-1010",
    "ED-1012",
    "CD-1014",
    "SC-1017",
    "SC-1021",
    "AN-1020",
  ];

  test.each(STORIES)("%s: PDF and JSON, each number of the PDF in the JSON, in two pages", async (claim) => {
    const { code, out } = await parley("report", claim, at("demo"), ...DAY, "--out", at("papers"));
    expect(code).toBe(0);
    expect(out).toContain(`Wrote ${at("papers", `${claim}.report.pdf`)}`);
    const json = readFileSync(at("papers", `${claim}.report.json`), "utf8");
    const report: Report = JSON.parse(json);
    expect(report.claim).toBe(claim);
    if (!POPPLER) return console.warn(NO_POPPLER);
    const pdf = readFileSync(at("papers", `${claim}.report.pdf`));
    const text = pdfText(pdf);
    const own = sha256(json);
    expect(text.replace(/\s+/g, "")).toContain(own);
    const { files, books } = report.proof;
    expect(strayNumbers(text, json, own, [report.proof.own, ...[...files, ...books].map((f) => f.name)])).toEqual([]);
    if (report.lines.length <= 3) expect(pdfInfo(pdf).get("Pages")).toBe("2");
  });

  test("the same input gives the same bytes, wherever the folder stands", async () => {
    await parley("demo", "--out", at("elsewhere", "demo"), ...DAY);
    await parley("report", "ED-1001", at("demo"), ...DAY, "--out", at("one"));
    await parley("report", " ed-1001", at("elsewhere", "demo"), ...DAY, "--out", at("two"));
    for (const end of ["pdf", "json"])
      expect(
        Buffer.compare(
          readFileSync(at("one", `ED-1001.report.${end}`)),
          readFileSync(at("two", `ED-1001.report.${end}`)),
        ),
      ).toBe(0);
  });

  test("--json prints the JSON alone, with the hash of every file and book it rests on", async () => {
    const { code, out, err } = await parley("report", "ED-1001", at("demo"), ...DAY, "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const report: Report = JSON.parse(out);
    const claims = report.proof.files.find((f) => f.name.startsWith("claims/"));
    expect(claims?.sha256).toBe(sha256(readFileSync(at("demo", claims?.name ?? ""))));
    expect(report.proof.files.map((f) => f.name)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^remittances\/.*\.835$/),
        expect.stringMatching(/^\d+ other files read$/),
      ]),
    );
    expect(report.proof.books.length).toBeGreaterThan(0);
    expect(report.plan).toMatchObject({ claim: "ED-1001", moves: expect.any(Array) });
    expect(report.sources.map((s) => s.source).join()).toMatch(/claims\/.*, segment \d+, claim/);
  });

  test("when there is not enough to advise, the datum that would help most comes first", async () => {
    const report: Report = JSON.parse((await parley("report", "ED-1010", at("demo"), ...DAY, "--json")).out);
    expect(report.advice.says).toBe("Not enough to advise.");
    expect(report.advice.missing[0]).toMatch(/Is the plan insured.*It decides \$/);
  });

  test.each([[], ["--json"]])("no claim of the number: exit 2, nothing is written %j", async (...flags) => {
    const { code, out, err } = await parley("report", "NOPE", at("demo"), ...DAY, "--out", at("none"), ...flags);
    expect(code).toBe(2);
    expect(out + err).toContain("No claim in these files has that number");
    expect(existsSync(at("none"))).toBe(false);
  });

  test("several claims of one number are listed", async () => {
    mkdirSync(at("twice"), { recursive: true });
    const file = readdirSync(at("demo", "claims")).find((f) => f.startsWith("ED")) ?? "";
    const text = readFileSync(at("demo", "claims", file), "latin1");
    const claim = /CLM\*([^*]+)/.exec(text)?.[1] ?? "";
    writeFileSync(at("twice", "a.837"), text, "latin1");
    writeFileSync(
      at("twice", "b.837"),
      text.replaceAll(/\*(SYN\d\d)~/g, "*OTHER~").replaceAll("DESERT LANTERN", "OTHER LANTERN"),
      "latin1",
    );
    const { code, out } = await parley("report", claim, at("twice"), ...DAY, "--json");
    expect([0, 2]).toContain(code);
    if (code === 2) expect(JSON.parse(out)).toMatchObject({ report: null, claims: expect.any(Array) });
  });
});

describe("map --reports", () => {
  test("writes the reports of the first two claims to do, beside the map", async () => {
    const { code, out, err } = await parley("map", at("demo"), ...DAY, "--out", at("map"), "--reports", "2");
    expect(code).toBe(0);
    expect(err).toContain(`Wrote 2 reports to ${at("map", "reports")}`);
    const files = readdirSync(at("map", "reports")).sort();
    expect(files.length).toBe(4);
    for (const f of files.filter((n) => n.endsWith(".json"))) expect(out).toContain(f.replace(".report.json", ""));
  });

  test("stands alone for 25, takes all, and leaves the map as it is", async () => {
    const plain = await parley("map", at("demo"), ...DAY, "--json");
    const { out, err } = await parley("map", "--reports", at("demo"), ...DAY, "--json", "--out", at("map25"));
    expect(err).toContain("Wrote 25 reports");
    expect(out).toBe(plain.out);
    const all = await parley(
      "map",
      at("demo", "claims", "ED-2026-10-09.837"),
      at("demo", "remittances"),
      ...DAY,
      "--reports=all",
      "--out",
      at("all"),
    );
    expect(all.err).toMatch(/Wrote \d{2,} reports/);
  });

  test.each(["0", "-1", "100001", "some"])("--reports=%s is refused", async (n) => {
    const { code, err } = await parley("map", at("demo"), `--reports=${n}`);
    expect(code).toBe(2);
    expect(err).toContain("--reports needs a whole number from 1 to 100000, or all");
  });
});

describe("notice", () => {
  test("of a claim in the federal channel: made, with everything the form asks, and nothing sent", async () => {
    const { code, out } = await parley("notice", "SC-1021", at("demo"), ...DAY, "--out", at("notices"));
    expect(code).toBe(0);
    expect(out).toContain("Nothing was sent.");
    const json = readFileSync(at("notices", "SC-1021.notice.json"), "utf8");
    const notice = JSON.parse(json);
    expect(notice.recipient).toMatchObject({
      name: expect.any(String),
      address: expect.arrayContaining([expect.any(String)]),
      contacts: [expect.stringContaining("(800) 555-0199")],
    });
    // Of three lines one was denied, and goes another road.
    expect(notice.items.map((i: { line: number }) => i.line)).toEqual([1, 2]);
    if (!POPPLER) return console.warn(NO_POPPLER);
    const text = pdfText(readFileSync(at("notices", "SC-1021.notice.pdf")));
    expect(strayNumbers(text, json, sha256(json))).toEqual([]);
    const { money } = JSON.parse((await parley("report", "SC-1021", at("demo"), ...DAY, "--json")).out);
    expect(text.replaceAll(",", "")).not.toContain(money.billed);
    expect(json).not.toContain(money.benchmark);
  });

  test("--offer is split over the items to the cent", async () => {
    const { out } = await parley("notice", "SC-1021", at("demo"), ...DAY, "--offer", "$3,000.01", "--json");
    const notice = JSON.parse(out);
    expect(notice.totals.offer).toBe("3000.01");
    const cents = notice.items.map((i: { offer: string }) => Number(i.offer.replace(".", "")));
    expect(cents.reduce((a: number, b: number) => a + b, 0)).toBe(300001);
  });

  test.each([["x"], ["0"], ["-5"], ["1.234"]])("--offer=%s is refused", async (offer) => {
    for (const flags of [[], ["--json"]]) {
      const { code, out, err } = await parley("notice", "SC-1021", at("demo"), ...DAY, `--offer=${offer}`, ...flags);
      expect(code).toBe(2);
      expect(out + err).toContain("offer-unreadable");
    }
  });

  test.each([
    ["ED-1002", "notice-window-gone", "the window has passed"],
    ["ED-1009", "notice-other-road", "Texas arbitration governs"],
    ["ED-1010", "notice-undetermined", "nobody said how the plan is funded"],
    ["SC-1015", "notice-unanswered", "no payer has answered"],
    ["CD-1005", "notice-other-road", "a denial goes to appeal"],
    ["CD-1014", "notice-other-road", "Medicare Advantage is outside the Act"],
    ["NOPE", "notice-no-claim", "there is no such claim"],
  ])("%s is refused (%s), as %s", async (claim, code) => {
    const asked = await parley("notice", claim, at("demo"), ...DAY, "--out", at("refused"), "--json");
    expect(asked.code).toBe(2);
    const { notice, problems } = JSON.parse(asked.out);
    expect(notice).toBeNull();
    expect(problems.map((p: { code: string }) => p.code)).toContain(code);
    expect(existsSync(at("refused"))).toBe(false);
  });

  test("a funding that is not known is named, so that a facts file can answer it", async () => {
    const { err } = await parley("notice", "ED-1010", at("demo"), ...DAY);
    expect(err).toContain("plan_funding");
    expect(err).toContain("facts file");
  });

  test("what the profile does not say is listed, each with its field", async () => {
    const profile = profileWithout("bare.json", "letterhead", "signer");
    const { code, err } = await parley("notice", "SC-1021", ...folderWithoutProfile(), ...DAY, "--profile", profile);
    expect(code).toBe(2);
    expect(err).toMatch(/NOTICE, sender: .*letterhead/);
    expect(err).toMatch(/NOTICE, signer: .*signer/);
    writeFileSync(
      at("mute.json"),
      JSON.stringify({ ...JSON.parse(readFileSync(profile, "utf8")), letterhead: ["No Street"], signer: "A" }),
    );
    expect(
      (await parley("notice", "SC-1021", ...folderWithoutProfile(), ...DAY, "--profile", at("mute.json"))).err,
    ).toMatch(/NOTICE, sender contact:/);
  });

  test("a notice that was sent is not sent again", async () => {
    writeFileSync(
      at("sent.csv"),
      "scope,key,fact,value,source,date\nclaim,SC-1021,open_negotiation_start,2026-11-10,mail log,2026-11-10\n",
    );
    const { code, err } = await parley("notice", "SC-1021", at("demo"), ...DAY, "--facts", at("sent.csv"));
    expect(code).toBe(2);
    expect(err).toContain("notice-already-sent");
  });
});
