import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { unpack } from "./unpack.ts";

const archive = readFileSync("fixtures/rates/zip/RVU25D.zip");
const codes = (o: Awaited<ReturnType<typeof unpack>>): string[] => o.problems.map((p) => p.code);

describe("wrapping is told by the first bytes", () => {
  test("a plain file is itself", async () => {
    const o = await unpack("a.csv", Buffer.from("x"));
    expect(o).toEqual({ files: [{ name: "a.csv", path: ["a.csv"], bytes: Buffer.from("x") }], problems: [] });
  });

  test("gzip under any name, also twice", async () => {
    const o = await unpack("a.csv", gzipSync(gzipSync("x")));
    expect(o.files.map((f) => f.bytes.toString())).toEqual(["x"]);
  });

  test("a zip gives its entries under their own names", async () => {
    const o = await unpack("RVU25D.zip", archive);
    expect(o.files.map((f) => f.name)).toContain("RVU25D.zip!PPRRVU2025_Oct.csv");
    expect(o.files).toHaveLength(6);
  });

  test("a gzip of a zip is opened too", async () => {
    expect((await unpack("a.gz", gzipSync(archive))).files).toHaveLength(6);
  });

  test("an Office file is not opened though it is a zip", async () => {
    expect((await unpack("a.xlsx", archive)).files.map((f) => f.name)).toEqual(["a.xlsx"]);
  });
});

describe("hostile wrapping", () => {
  test.each([
    ["a cut gzip", gzipSync("x".repeat(10_000)).subarray(0, 30), "book-cut"],
    [
      "a gzip with a changed byte",
      Buffer.concat([gzipSync("hello").subarray(0, 12), Buffer.from([1, 2, 3]), gzipSync("hello").subarray(15)]),
      "book-cut",
    ],
    ["only a gzip's first two bytes", Buffer.from([0x1f, 0x8b]), "book-cut"],
    ["a zip cut in the middle", archive.subarray(0, archive.length >> 1), "book-cut"],
    ["a zip without its directory", archive.subarray(0, archive.length - 40), "book-cut"],
  ])("%s gives no file and says so", async (_, bytes, code) => {
    const o = await unpack("bad", bytes);
    expect(o.files).toEqual([]);
    expect(codes(o)).toEqual([code]);
    expect(o.problems[0]?.at.file).toBe("bad");
  });

  test("one changed byte in a zip's data costs at most that entry", async () => {
    const broken = Buffer.from(archive);
    for (let i = 60; i < 90; i++) broken[i] = 0xff;
    const o = await unpack("a.zip", broken);
    expect(o.files.length + o.problems.length).toBeGreaterThanOrEqual(5);
    expect(codes(o).every((c) => c === "book-cut")).toBe(true);
  });

  test("nothing is inflated past the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(2_000_000));
    expect(codes(await unpack("bomb.gz", bomb, 1_000_000))).toEqual(["book-too-large"]);
    expect(codes(await unpack("a.zip", archive, 3_000))).toContain("book-too-large");
    expect((await unpack("fine.gz", bomb, 2_000_000)).problems).toEqual([]);
  });

  test("the limit counts everything inside together, so nested bombs do not add up", async () => {
    const twice = gzipSync(gzipSync(Buffer.alloc(900_000)));
    expect(codes(await unpack("a.gz", twice, 900_500))).toEqual(["book-too-large"]);
  });

  test("wrapping deeper than three is refused", async () => {
    expect(codes(await unpack("a", gzipSync(gzipSync(gzipSync(gzipSync("x"))))))).toEqual(["book-nested"]);
  });
});
