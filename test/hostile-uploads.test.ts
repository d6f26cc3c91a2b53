import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, firstOf, firstOwner, type TestServer, testServer } from "#test/server.ts";
import { zip } from "#test/zip-by-hand.ts";

/** Files made to do harm, given as the window gives them: each is refused in a sentence, and what is good beside it is read. */

interface FileSaid {
  readonly name: string;
  readonly state: string;
  readonly because: string | null;
  readonly claims: number;
}
interface ImportSaid {
  readonly id: string;
  readonly state: string;
  readonly files: readonly FileSaid[];
  readonly claims: { readonly new: number; readonly known: number };
  readonly undo: { readonly possible: boolean; readonly because: string | null };
}

interface ProblemSaid {
  readonly severity: string;
  readonly at: { readonly file?: string };
}

let server: TestServer;
let owner: Browser;
let client = "";
beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  client = (await firstOf(server)).client;
});
afterAll(() => server.close());

let serial = 0;
/** A claim list that nobody gave before. */
const good = (): Uint8Array =>
  Buffer.from(`claim,payer,date of service,code,charge\nG-${++serial},Granite Mutual,2026-09-01,99213,120.00\n`);
const X12 = readFileSync(new URL("../fixtures/x12/claims-837p.edi", import.meta.url));

async function opened(): Promise<string> {
  const response = await owner.post("/v1/imports", { client });
  expect(response.status).toBe(201);
  return ((await response.json()) as ImportSaid).id;
}

const put = (id: string, name: string, bytes: Uint8Array): Promise<Response> =>
  server.ask(`/v1/imports/${id}/files?name=${encodeURIComponent(name)}`, {
    method: "PUT",
    headers: { ...owner.headers, "content-type": "application/octet-stream" },
    body: Uint8Array.from(bytes),
  });

async function finished(id: string): Promise<ImportSaid> {
  for (;;) {
    const said = (await (await owner.get(`/v1/imports/${id}`)).json()) as ImportSaid;
    if (said.state !== "reading" && said.state !== "open") return said;
    await wait(50);
  }
}

async function imported(name: string, bytes: Uint8Array): Promise<ImportSaid> {
  const id = await opened();
  expect((await put(id, name, bytes)).status).toBe(201);
  expect((await put(id, "good.csv", good())).status).toBe(201);
  expect((await owner.post(`/v1/imports/${id}/start`)).status).toBe(202);
  return await finished(id);
}

const MEGA = 1024 * 1024;
const nested = (depth: number): Uint8Array =>
  depth === 0 ? X12 : zip([{ name: `${depth}.zip`, data: nested(depth - 1) }]);

describe("a file that was made to do harm", () => {
  test.each<[string, string, () => Uint8Array, RegExp]>([
    ["a gz that grows a thousandfold", "bomb.835.gz", () => gzipSync(Buffer.alloc(96 * MEGA)), /far beyond/],
    [
      "a zip that grows a thousandfold",
      "bomb.zip",
      () => zip([{ name: "a.835", data: Buffer.alloc(96 * MEGA) }]),
      /far beyond/,
    ],
    ["archives in archives without end", "deep.zip", () => nested(6), /archive/i],
    [
      "a zip cut in the middle",
      "cut.zip",
      () => zip([{ name: "a.837", data: X12 }]).subarray(0, 400),
      /damaged|cut|cannot/,
    ],
    ["a program", "claims.837", () => Buffer.concat([Buffer.from("MZ\x90\0\x03"), Buffer.alloc(4096, 7)]), /./],
    ["a picture", "eob.835", () => Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"), /./],
    ["a page of the web", "claims.csv", () => Buffer.from("<!doctype html><script>alert(1)</script>"), /./],
    ["nothing", "empty.835", () => new Uint8Array(), /empty|nothing/i],
    ["brackets without end", "a.json", () => Buffer.from("[".repeat(2 * MEGA)), /./],
    ["one line without end", "line.csv", () => Buffer.alloc(40 * MEGA, "x"), /./],
  ])("%s is refused in a sentence, and the file beside it is read", async (_, name, bytes, because) => {
    const said = await imported(name, bytes());
    const bad = said.files.filter((f) => f.name !== "good.csv" && f.state !== "read");
    const read = said.files.filter((f) => f.state === "read" && f.claims > 0);
    expect({ state: said.state, read: read.map((f) => f.claims) }).toEqual({ state: "done", read: [1] });
    expect(bad.map((f) => f.state)).toEqual(["refused"]);
    expect(bad[0]?.because).toMatch(because);
    expect(said.claims.new).toBe(1);
  });

  test.each<[string, string, () => Uint8Array]>([
    ["a zip whose entry is not what it says", "lie.zip", () => zip([{ name: "a.837", data: X12, crc: 1 }])],
    ["a claim cut off and then zeroes", "zero.837", () => Buffer.concat([X12.subarray(0, 90), Buffer.alloc(MEGA)])],
  ])("%s is read as far as it goes, and what is wrong is told with its place", async (_, name, bytes) => {
    const { id, state } = await imported(name, bytes());
    const { rows } = (await (await owner.get(`/v1/imports/${id}/problems`)).json()) as { rows: ProblemSaid[] };
    expect(state).toBe("done");
    expect(rows.filter((p) => p.severity === "error" && (p.at.file ?? "").startsWith(name)).length).toBeGreaterThan(0);
  });

  test("leaves no working file behind", () => {
    const tmp = join(server.open.dataDir, "..", "tmp");
    expect(existsSync(tmp) ? readdirSync(tmp) : []).toEqual([]);
  });
});

describe("a name", () => {
  test.each([
    ["../../../../etc/cron.d/evil.csv", "etc/cron.d/evil.csv"],
    ["C:\\Windows\\..\\evil2.csv", "C:/Windows/evil2.csv"],
    ["/etc/passwd", "etc/passwd"],
    ["a\u0000b\u001b[31m.csv", "a?b?[31m.csv"],
    ["..", "file"],
  ])("%j is kept as %j", async (given, shown) => {
    const response = await put(await opened(), given, good());
    expect(response.status).toBe(201);
    expect(((await response.json()) as FileSaid).name).toBe(shown);
  });

  test.each([
    ["longer than any file's", "x".repeat(501)],
    ["of nothing", ""],
  ])("%s is refused", async (_, name) => {
    expect((await put(await opened(), name, good())).status).toBe(422);
  });

  test("in an archive leads nowhere outside it", async () => {
    const said = await imported(
      "names.zip",
      zip([
        { name: "../../up.csv", data: good() },
        { name: "/root/abs.csv", data: good() },
      ]),
    );
    expect(said.state).toBe("done");
    expect(said.files.every((f) => !f.name.includes("..") && !f.name.startsWith("/"))).toBe(true);
  });
});

describe("at the same time", () => {
  test("an import started ten times is read once", async () => {
    const id = await opened();
    await put(id, "once.csv", good());
    const all = await Promise.all(Array.from({ length: 10 }, () => owner.post(`/v1/imports/${id}/start`)));
    expect(all.every((r) => r.status === 202 || r.status === 409)).toBe(true);
    const said = await finished(id);
    expect([said.state, said.claims.new, said.claims.known]).toEqual(["done", 1, 0]);
  });

  test("the same bytes given ten times are read once", async () => {
    const id = await opened();
    const bytes = good();
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => put(id, `copy ${n}.csv`, bytes)));
    expect(all.map((r) => r.status)).toEqual(all.map(() => 201));
    await owner.post(`/v1/imports/${id}/start`);
    const said = await finished(id);
    expect([said.state, said.claims.new]).toEqual(["done", 1]);
    expect(said.files.filter((f) => f.state === "read").length).toBe(1);
  });

  test("files of one name are told apart", async () => {
    const id = await opened();
    const names = await Promise.all(
      Array.from({ length: 5 }, async () => ((await (await put(id, "march.csv", good())).json()) as FileSaid).name),
    );
    expect(new Set(names).size).toBe(5);
  });

  test("an import that is taken back ten times is taken back once", async () => {
    const id = await opened();
    await put(id, "back.csv", good());
    await owner.post(`/v1/imports/${id}/start`);
    expect((await finished(id)).undo).toEqual({ possible: true, because: null });
    const all = await Promise.all(Array.from({ length: 10 }, () => owner.post(`/v1/imports/${id}/undo`)));
    expect(all.filter((r) => r.status === 200).length).toBe(1);
    expect(all.filter((r) => r.status === 409).length).toBe(9);
    expect((await finished(id)).state).toBe("undone");
  });
});
