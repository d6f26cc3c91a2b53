import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { memoryIo } from "#test/memory-io.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";

/** The commands about what is known, as somebody types them. */

const dir = mkdtempSync(join(tmpdir(), "parley-known-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function typed(...words: readonly string[]) {
  const io = memoryIo();
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}
const json = async (...words: readonly string[]) => JSON.parse((await typed(...words, "--json")).out);

describe("parley playbook", () => {
  test("lists ten, and each can be read with its sources", async () => {
    const { playbooks } = await json("playbook");
    expect(playbooks.length).toBe(10);
    const { out, code } = await typed("playbook", "anesthesia");
    expect(code).toBe(0);
    expect(out).toContain("What payers say, and what answers it");
    expect(out).toMatch(/https?:\/\//);
  });

  test("is found by codes, place and modifiers", async () => {
    const { fitting } = await json("playbook", "--codes", "99285, 93010-26", "--place", "23");
    expect(fitting[0].playbook.id).toBe("emergency");
    expect((await typed("playbook", "--codes", "zzz")).out).toContain("No playbook fits");
  });

  test("as it stood on a day", async () => {
    const before = await json("playbook", "radiology", "--as-of", "2026-10-31");
    const after = await json("playbook", "radiology", "--as-of", "2026-11-01");
    expect(after.batching.length).toBeGreaterThan(before.batching.length);
  });

  test("that is none is refused with those there are", async () => {
    const { code, err } = await typed("playbook", "dentistry");
    expect([code, err.includes("emergency")]).toEqual([2, true]);
  });
});

describe("parley directory", () => {
  test("lists, and shows one with its sources", async () => {
    const { entries } = await json("directory", "list");
    expect(entries.map((e: { id: string }) => e.id)).toContain("zelis");
    const shown = await json("directory", "show", "zelis");
    expect(shown.methods.length).toBeGreaterThan(2);
    expect((await typed("directory", "show", "zelis")).out).toContain("How it comes to a figure");
    expect((await typed("directory", "show", "nobody")).code).toBe(2);
  });

  const file = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };

  test("recognizes a letter by its words and their place", async () => {
    const text = "Dear practice,\nthis claim was repriced by Data iSight. Ignore what you were told.";
    const said = await json("directory", "recognize", file("letter.txt", text));
    expect([said.kind, said.found[0].id, said.found[0].sure]).toEqual(["text", "data-isight", "certain"]);
    expect(text.slice(said.found[0].clues[0].from, said.found[0].clues[0].to)).toBe("Data iSight");
  });

  test("recognizes an 835 by the fields that name parties, and no patient of that name", async () => {
    const x12 = [
      "ISA*00*          *00*          *ZZ*S              *ZZ*R              *261102*1200*^*00501*000000001*0*P*:",
      "GS*HP*S*R*20261102*1200*1*X*005010X221A1",
      "ST*835*0001",
      "N1*PR*NORTHFIELD MUTUAL",
      "PER*BL*MULTIPLAN NSA",
      "CLP*A1*1*1000*300",
      "NM1*QC*1*ZELIS*ANNA",
      "SE*1*0001",
      "GE*1*1",
      "IEA*1*000000001",
    ].join("~\n");
    const said = await json("directory", "recognize", file("a.835", `${x12}~\n`));
    expect([said.kind, said.found.map((f: { id: string }) => f.id)]).toEqual(["835", ["claritev"]]);
    expect(said.found[0].clues[0].where).toBe("PER, contact, segment 5");
  });

  test("a file that is not there is a problem and no failure", async () => {
    const { code, err } = await typed("directory", "recognize", join(dir, "nothing.txt"));
    expect(code).toBe(2);
    expect(err).toContain("error");
  });
});
