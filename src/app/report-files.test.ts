import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { sha256 } from "#rates/book-file.ts";
import { hashFiles, safeName, shownName, writePaper } from "./report-files.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-papers-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a claim number as the name of a file", () => {
  test.each(["ED-1001", "a_b", "20022"])("%s stays what it is", (claim) => expect(safeName(claim)).toBe(claim));

  test.each([
    ["../../etc/passwd", "etc_passwd"],
    ["C:\\temp\\x", "C_temp_x"],
    ["a/b", "a_b"],
    [".", "claim"],
    ["", "claim"],
    ["-rf", "rf"],
    ["NUL", "NUL"],
    ["x\u0000y\n", "x_y"],
    ["#panic()", "panic"],
    ["W".repeat(300), "W".repeat(60)],
    ["שלום", "claim"],
  ])("%j begins %s, and its hash keeps it apart", (claim, begins) => {
    expect(safeName(claim)).toMatch(new RegExp(`^${begins}-[0-9a-f]{8}$`));
    expect(safeName(claim)).not.toBe(safeName(`${claim}!`));
  });
});

describe("names of files on paper", () => {
  test.each([
    [["/a/demo"], "/a/demo/claims/x.837", "claims/x.837", "below the folder that was given"],
    [["/a/demo/"], "/a/demo/x.837", "x.837", "a slash at its end is nothing"],
    [["/a/demo/x.835"], "/a/demo/x.835", "x.835", "a file that was given itself"],
    [["/a/demo", "/b/more"], "/b/more/x.837", "more/x.837", "of several folders, each by its own name"],
    [["."], "claims/x.837", "claims/x.837", "the folder one is in"],
    [["/a"], "/a/z.zip!x.837", "z.zip!x.837", "an entry of an archive"],
    [["/a"], "elsewhere.json", "elsewhere.json", "what was given by flag"],
  ])("%j: %s is shown as %s: %s", (paths, name, shown) => expect(shownName(paths)(name)).toBe(shown));
});

test("every file has the hash that sha256sum would give", async () => {
  writeFileSync(join(folder, "a.txt"), "abc");
  const hashes = await hashFiles([folder], join(folder, "home"));
  expect(hashes.get(join(folder, "a.txt"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256("abc")).toBe(hashes.get(join(folder, "a.txt")));
});

test("a paper is written whole, and only its owner may read it", () => {
  const path = join(folder, "p.pdf");
  writePaper(path, "x");
  writePaper(path, "yz");
  expect(readFileSync(path, "utf8")).toBe("yz");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((f) => f.endsWith(".part"))).toEqual([]);
});
