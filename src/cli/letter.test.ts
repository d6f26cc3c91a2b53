import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryIo } from "#test/memory-io.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";

/** `letter` and `proposal` as they are typed. */

const folder = mkdtempSync(join(tmpdir(), "parley-letter-"));
const at = (...parts: readonly string[]): string => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

async function parley(...words: readonly string[]) {
  const io = memoryIo({}, { PARLEY_HOME: at("home") });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

const DAY = ["--as-of", "2026-11-23"] as const;
const textOf = (said: readonly (readonly (string | { strong: string })[])[]): string =>
  said.map((s) => s.map((p) => (typeof p === "string" ? p : p.strong)).join("")).join(" ");

beforeAll(async () => {
  await parley("demo", "--out", at("demo"), ...DAY);
}, 60_000);

describe("letter", () => {
  const letter = (claim: string, ...more: readonly string[]) =>
    parley("letter", claim, at("demo"), ...DAY, ...more, "--json");

  test("an appeal of a denied claim names its right, their offer and our reason", async () => {
    const said = ["--theirs", "610.00@2026-11-20", "--because", "The plan paid below its own terms."];
    const { code, out } = await letter("CD-1005", "--kind", "appeal", ...said);
    expect(code).toBe(0);
    const written = JSON.parse(out);
    expect(textOf(written.said)).toBe(
      "We appeal the plan's decision on the 3 services below and ask it to pay what the plan's terms provide. " +
        "It is filed on November 23, 2026, within the time to appeal, which ends on April 19, 2027 (29 CFR 2560.503-1(h)(3)(i); 45 CFR 147.136(b)), counted from the day the remittance states. " +
        "So far you offered $610.00 on November 20, 2026. No agreement was reached. " +
        "The plan paid below its own terms. Please send us the documents and the terms of the plan on which the decision rests.",
    );
    expect(written.title).toMatch(/^Appeal of the payment, draft, claim /);
  });

  test.each([
    ["no right to appeal", "ED-1001", ["--kind", "appeal"], "No right to appeal is alive"],
    ["no offer to counter with", "CD-1005", ["--kind", "counter"], "Nothing says what to offer"],
    ["no offer of theirs to reject", "CD-1005", ["--kind", "rejection", "--because", "Low."], "no offer of theirs"],
    ["an amount that is none", "CD-1005", ["--amount", "much"], "Write an amount above zero"],
    ["their offer without its day", "CD-1005", ["--theirs", "610.00"], "AMOUNT@DAY"],
    ["no such claim", "XX-1", [], "No claim in these files has that number"],
  ])("%s is refused, and nothing is written", async (_, claim, more, says) => {
    const { code, out } = await letter(claim, ...more);
    expect(code).toBe(2);
    const { letter: none, problems } = JSON.parse(out);
    expect([none, JSON.stringify(problems)]).toEqual([null, expect.stringContaining(says)]);
  });
});

describe("proposal", () => {
  const FAX = [
    "Claim number: ED-1001",
    "Billed amount: $2,400.00",
    "Proposed amount: $610.00",
    "Please respond by 12/04/2026",
  ];

  test("its fields come with the places that say so, and nothing else comes out of it", async () => {
    writeFileSync(at("fax.txt"), FAX.join("\n"));
    const { code, out } = await parley(
      "proposal",
      at("fax.txt"),
      "--claim",
      "ED-1001",
      "--billed",
      "2400.00",
      "--json",
    );
    expect(code).toBe(0);
    const { fields, checks } = JSON.parse(out);
    const found = fields.filter((f: { state: string }) => f.state === "found");
    expect(found.map((f: { label: string; value: string }) => [f.label, f.value])).toEqual([
      ["Claim number", "ED-1001"],
      ["Billed", "2400.00"],
      ["Proposed amount", "610.00"],
      ["Expires", "2026-12-04"],
    ]);
    expect(found[2].places[0]).toMatchObject({ line: 3, words: "$610.00", sure: "stated" });
    expect(checks.map((c: { agrees: boolean }) => c.agrees)).toEqual([true, true]);
  });

  test.each([
    ["bytes that are no text", Buffer.from([0xff, 0x00, 0xfe]), "neither text nor a PDF"],
    ["an empty file", Buffer.from(" "), "no text in it"],
  ])("%s are refused", async (_, bytes, says) => {
    writeFileSync(at("bad"), bytes);
    const { code, err } = await parley("proposal", at("bad"));
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });
});
