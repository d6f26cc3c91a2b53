import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { zip } from "#test/zip-by-hand.ts";
import type { ArchiveLimits } from "./archive.ts";
import { memorySource, OpenFiles, readAll } from "./byte-source.ts";
import { findFiles } from "./files.ts";
import { sniff } from "./sniff.ts";
import { Spool } from "./spool.ts";

const root = mkdtempSync(join(tmpdir(), "parley-files-"));
const spool = join(root, "spool");
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(root, `f${++folders}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function wrongSum(gz: Buffer): Buffer {
  gz.writeUInt32LE(5, gz.length - 8);
  return gz;
}

const ISA = "ISA*00*          *00*";

/** "name kind problem,problem = content": what was found. */
async function find(path: string, limits: Partial<ArchiveLimits> = {}): Promise<string[]> {
  const found = await findFiles([path], { spool, limits });
  try {
    const files = found.files.map((f) => {
      const text = Buffer.from(readAll(f.bytes, 24)).toString("latin1");
      const same = f.duplicateOf === undefined ? "" : ` same as ${f.duplicateOf.slice(path.length + 1)}`;
      return `${f.name.slice(path.length + 1)} ${f.is} ${f.problems.map((p) => p.code).join(",")}${f.is === "refused" ? "" : ` = ${text.trimEnd()}`}${same}`;
    });
    return [...files, ...found.problems.map((p) => `${p.at.file.slice(path.length + 1)} ${p.severity} ${p.code}`)];
  } finally {
    found.close();
  }
}

describe("content, whatever the name", () => {
  test.each([
    ["", "empty"],
    ["  \r\n", "empty"],
    ["\ufeff", "empty"],
    [`${ISA}`, "x12"],
    [`\ufeff\r\n  ${ISA}`, "x12"],
    ["ISA|00|", "x12"],
    ["isa*00*", "x12"],
    ["ST*837*0001~", "x12"],
    [`Subject: claims\r\n\r\n${ISA}`, "x12"],
    ["ISABEL,SMITH", "text"],
    ["STATE,ZIP", "text"],
    ["claim,date", "text"],
    ['{"a":1}', "json"],
    [" [1]", "json"],
    ["%PDF-1.4", "refused"],
    ["UNA:+.? '", "refused"],
    ["MSH|^~", "refused"],
    ["<html>", "refused"],
    ["PK\x03\x04", "zip"],
    ["PK\x05\x06", "zip"],
    ["PKG,NAME", "text"],
    ["a\0b\0c\0", "refused"],
  ])("%j is %s", (text, is) => {
    expect(sniff(bytes(text)).is).toBe(is);
  });

  test.each([
    [[0x1f, 0x8b, 8], "gzip"],
    [[0xff, 0xfe, 0x41, 0], "refused"],
    [[0xd0, 0xcf, 0x11, 0xe0], "refused"],
    [[0x89, 0x50, 0x4e, 0x47], "refused"],
  ])("bytes %j are %s", (start, is) => {
    expect(sniff(Uint8Array.from(start)).is).toBe(is);
  });

  test("any bytes get an answer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (b) => {
        expect(sniff(b).is).toBeTypeOf("string");
      }),
    );
  });
});

describe("folders", () => {
  test("in the order of names; hidden ones and Parley's own output are passed over", async () => {
    const path = folder({
      "b/z.txt": "z",
      "b/a.txt": "aa",
      "a.txt": "aaa",
      ".git/x": "x",
      "parley-out/map.json": "{}",
      "__MACOSX/y": "y",
    });
    expect(await find(path)).toEqual(["a.txt text  = aaa", "b/a.txt text  = aa", "b/z.txt text  = z"]);
  });

  test("links in circles end, a link to nowhere is a warning, a link to a file is read", async () => {
    const path = folder({ "a.txt": "a", "sub/b.txt": "bb" });
    symlinkSync(path, join(path, "sub", "up"));
    symlinkSync(join(path, "gone"), join(path, "dead"));
    symlinkSync(join(path, "sub", "b.txt"), join(path, "z.txt"));
    expect(await find(path)).toEqual([
      "a.txt text  = a",
      "sub/b.txt text  = bb",
      "z.txt text  = bb same as sub/b.txt",
      "dead warning link-broken",
    ]);
  });

  test("a folder that may not be read is an error, and the rest is read", async () => {
    const path = folder({ "a.txt": "a", "no/b.txt": "b" });
    chmodSync(join(path, "no"), 0);
    const found = await find(path);
    chmodSync(join(path, "no"), 0o700);
    // A superuser may read everything.
    expect([
      ["a.txt text  = a", "no error folder-unreadable"],
      ["a.txt text  = a", "no/b.txt text  = b"],
    ]).toContainEqual(found);
  });

  test("the same path twice, and a path that is not there", async () => {
    const path = folder({ "a.txt": "a" });
    const found = await findFiles([path, join(path, "a.txt"), join(path, "absent")], { spool });
    expect(found.files.filter((f) => f.duplicateOf === undefined)).toHaveLength(1);
    expect(found.problems).toMatchObject([{ code: "path-missing", severity: "error" }]);
    found.close();
  });

  test("more files than a process may open", async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`${i}.txt`, `content ${i}`]));
    const path = folder(many);
    const found = await findFiles([path], { spool });
    for (const f of [...found.files, ...found.files])
      expect(Buffer.from(readAll(f.bytes, 99)).toString()).toBe(
        `content ${Number.parseInt(f.name.slice(path.length + 1), 10)}`,
      );
    found.close();
  });
});

describe("archives", () => {
  test("gz, its members, a gz in a zip, a zip in a zip", async () => {
    const path = folder({
      "a.gz": Buffer.concat([gzipSync("one "), gzipSync("two")]),
      "b.zip": zip([
        { name: "d/", data: bytes("") },
        { name: "d/in.gz", data: gzipSync("in gz") },
        { name: "in.zip", data: zip([{ name: "deep.txt", data: bytes("deep"), stored: true }]) },
        { name: "win\\path.txt", data: bytes("w") },
      ]),
    });
    expect(await find(path)).toEqual([
      "a.gz text  = one two",
      "b.zip!d/in.gz text  = in gz",
      "b.zip!in.zip!deep.txt text  = deep",
      "b.zip!win/path.txt text  = w",
    ]);
  });

  test("too deep", async () => {
    let data: Uint8Array = bytes("core");
    for (let i = 0; i < 5; i++) data = gzipSync(data);
    expect(await find(folder({ "a.gz": data }))).toEqual(["a.gz refused file-not-read"]);
  });

  test("names that would leave the folder are only names", async () => {
    const path = folder({
      "a.zip": zip([
        { name: "../../evil.txt", data: bytes("e") },
        { name: "/etc/x\u001b[31m", data: bytes("x") },
      ]),
    });
    const found = await findFiles([path], { spool });
    // The first is passed over as hidden; the second loses its control character.
    expect(found.files.map((f) => f.name.slice(path.length + 1))).toEqual(["a.zip!/etc/x?[31m"]);
    found.close();
  });

  test.each([
    [
      "a cut gz keeps what was whole",
      { "a.gz": gzipSync(Buffer.alloc(100_000, "text "), { level: 0 }).subarray(0, 50_000) },
      ["a.gz text archive-damaged = text text text text text"],
    ],
    ["a gz with a wrong checksum", { "a.gz": wrongSum(gzipSync("text")) }, ["a.gz text archive-damaged = text"]],
    [
      "nothing but the beginning of a gz",
      { "a.gz": Uint8Array.from([0x1f, 0x8b]) },
      ["a.gz empty archive-damaged,file-empty = "],
    ],
    [
      "an entry whose checksum is wrong",
      { "a.zip": zip([{ name: "x", data: bytes("text"), crc: 5 }]) },
      ["a.zip!x text archive-damaged = text"],
    ],
    [
      "an encrypted entry",
      { "a.zip": zip([{ name: "x", data: bytes("text"), flags: 1 }]) },
      ["a.zip!x refused archive-entry-packed"],
    ],
    [
      "a cut zip",
      { "a.zip": zip([{ name: "x", data: bytes("text") }]).subarray(0, 60) },
      ["a.zip refused archive-damaged"],
    ],
    ["an empty zip", { "a.zip": zip([]) }, ["a.zip refused file-not-read"]],
    [
      "an Office file of nothing",
      {
        "a.xlsx": zip([
          { name: "[Content_Types].xml", data: bytes("x") },
          { name: "xl/workbook.xml", data: bytes("x") },
        ]),
      },
      ["a.xlsx refused workbook-damaged"],
    ],
  ])("%s", async (_, files, expected) => {
    expect(await find(folder(files as Record<string, Uint8Array>))).toEqual(expected);
  });

  test("a file made to fill the disk is refused, packed either way", async () => {
    const bomb = Buffer.alloc(3_000_000);
    const path = folder({ "a.gz": gzipSync(bomb), "b.zip": zip([{ name: "x", data: bomb }]), "c.txt": "fine" });
    const limits = { ratio: 100, ratioFrom: 1_000_000 };
    expect(await find(path, limits)).toEqual([
      "a.gz refused archive-too-much",
      "b.zip!x refused archive-too-much",
      "c.txt text  = fine",
    ]);
    expect(await find(path, { totalBytes: 2_000_000 })).toContain("a.gz refused archive-too-much");
  });

  test("more entries than are read", async () => {
    const entries = Array.from({ length: 4 }, (_, i) => ({ name: `${i}`, data: bytes(`${i}`) }));
    expect(await find(folder({ "a.zip": zip(entries) }), { entries: 2 })).toEqual([
      "a.zip refused archive-entries",
      "a.zip!0 text  = 0",
      "a.zip!1 text  = 1",
    ]);
  });
});

describe("the same bytes", () => {
  test("count once, plain, in gz and in zip", async () => {
    const path = folder({
      "a.txt": "same",
      "b.gz": gzipSync("same"),
      "c.zip": zip([{ name: "x", data: bytes("same") }]),
      "d.txt": "diff",
    });
    expect(await find(path)).toEqual([
      "a.txt text  = same",
      "b.gz text  = same same as a.txt",
      "c.zip!x text  = same same as a.txt",
      "d.txt text  = diff",
    ]);
  });
});

describe("what is unpacked", () => {
  test("waits in a private file that is gone when the spool closes", () => {
    const parent = join(root, "private", "tmp");
    const s = new Spool(parent);
    const entry = s.entry();
    const big = Buffer.alloc(3_000_000, "0123456789");
    entry.write(big);
    entry.write(big);
    const small = s.entry();
    const source = entry.finish();
    small.write(bytes("small"));
    const other = small.finish();
    expect(source.size).toBe(6_000_000);
    const part = new Uint8Array(10);
    expect(source.read(part, 3_000_005)).toBe(10);
    expect(Buffer.from(part).toString()).toBe("5678901234");
    expect(source.read(part, 5_999_998)).toBe(2);
    expect(source.read(part, 6_000_000)).toBe(0);
    expect(Buffer.from(readAll(other, 9)).toString()).toBe("small");
    const [made = ""] = readdirSync(parent);
    expect(statSync(join(parent, made)).mode & 0o077).toBe(0);
    s.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  test("small things need no disk", () => {
    const parent = join(root, "never");
    const s = new Spool(parent);
    const e = s.entry();
    e.write(bytes("small"));
    e.finish();
    s.close();
    expect(existsSync(parent)).toBe(false);
  });
});

describe("bytes", () => {
  test("are read at any place, from memory or disk alike", () => {
    const path = join(folder({ x: "0123456789" }), "x");
    const open = new OpenFiles();
    for (const source of [open.source(path), memorySource(bytes("0123456789"))]) {
      const into = new Uint8Array(4);
      expect([source.read(into, 8), source.read(into, 20), source.read(into, 2)]).toEqual([2, 0, 4]);
      expect(Buffer.from(into).toString()).toBe("2345");
    }
    open.close();
  });
});
