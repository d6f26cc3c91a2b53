import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { rowsOfEveryTable } from "#test/store-rows.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { unzip, unzipTo, verifyWith } from "#test/unzip.ts";
import { type StoredEvent, verifyChain } from "./audit.ts";
import { append } from "./events.ts";
import { calmName, type ExportReport, exportAll } from "./export.ts";
import { csvField } from "./export-rows.ts";
import { newDataKey } from "./keys.ts";
import { newId } from "./uuid.ts";
import { Vault } from "./vault.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

const PAPER = Buffer.from("%PDF-1.7 the payer's letter");
const NOW = "2026-11-23T15:00:00.000Z";

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe.each(ENGINES)("an export from %s", (_, open) => {
  let at: TestStore;
  let dir = "";
  let org = "";
  let report: ExportReport;
  let entries: Record<string, Buffer> = {};
  let sha256 = "";

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "parley-export-"));
    at = await open();
    const strangers = await organizationIn(at.store, 1);
    await at.store.as({ org: strangers.org, clients: "all" }, (tx) =>
      append(tx, [{ client: strangers.clients[0], type: "noted", body: "STRANGER" }]),
    );
    const made = await organizationIn(at.store, 1);
    const client = made.clients[0] ?? "";
    org = made.org;
    const vault = new Vault({ dir: join(dir, "files"), key: newDataKey(org), fileMax: 1e9 });
    const kept = await vault.put(once(PAPER));
    if (kept.ok) sha256 = kept.value.sha256;
    await at.store.as({ org, clients: "all" }, async (tx) => {
      await rowsOfEveryTable(tx, client);
      const link = await tx.db.selectFrom("case_row").select("id").executeTakeFirstOrThrow();
      await tx.db
        .insertInto("file_link")
        .values({
          org,
          client,
          id: newId(tx.now),
          case_id: link.id,
          name: '../../=HYPERLINK("x").pdf',
          kind: "letter",
          sha256,
          bytes: 1n,
          at: tx.now,
        })
        .execute();
      await append(tx, [
        { client, type: "noted", body: { b: 1, a: '=cmd|"x"' } },
        { type: "noted", body: null },
      ]);
    });
    const file = join(dir, "all.zip");
    report = await exportAll({ store: at.store, org, vault, file, parley: "0.1.0", now: NOW });
    entries = await unzip(file);
  });
  afterAll(async () => {
    await at.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const lines = (name: string): unknown[] =>
    (entries[name]?.toString("utf8") ?? "")
      .split("\n")
      .slice(0, -1)
      .map((l) => JSON.parse(l));

  test("is a zip closed to others, with nothing left beside it", () => {
    expect(statSync(report.file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir).sort()).toEqual(["all.zip", "files"]);
  });

  test("is never written over something", async () => {
    const vault = new Vault({ dir, key: newDataKey(org), fileMax: 1 });
    const again = exportAll({ store: at.store, org, vault, file: report.file, parley: "0.1.0", now: NOW });
    await expect(again).rejects.toMatchObject({ code: "export-exists" });
  });

  test("holds every table twice, with the same rows, and nobody else's", () => {
    const names = Object.keys(entries).filter((n) => n.startsWith("tables/"));
    expect(names).toContain("tables/claim.csv");
    expect(names).toContain("tables/access_log.jsonl");
    for (const name of names.filter((n) => n.endsWith(".jsonl"))) {
      const json = lines(name);
      const csv: unknown[] = parse(entries[name.replace(".jsonl", ".csv")] ?? "", { columns: true });
      expect([name, csv.length]).toEqual([name, json.length]);
      expect(json.length, name).toBeGreaterThan(0);
      expect(json.every((r) => typeof r === "object" && r !== null && "org" in r && r.org === org)).toBe(true);
    }
    expect(Buffer.concat(Object.values(entries)).includes("STRANGER")).toBe(false);
  });

  test("its events verify from the export alone", async () => {
    async function* events(): AsyncGenerator<StoredEvent> {
      yield* lines("events.jsonl") as StoredEvent[];
    }
    const manifest: { head: { seq: number; hash: string } } = JSON.parse(entries["manifest.json"]?.toString() ?? "");
    expect(await verifyChain(org, events(), manifest.head)).toMatchObject({ events: 2, faults: 0 });
    expect(report.chain.faults).toBe(0);
  });

  test("its manifest names every entry with its hash, and files that are not there", () => {
    const manifest: { entries: { name: string; sha256: string }[]; missing: string[] } = JSON.parse(
      entries["manifest.json"]?.toString() ?? "",
    );
    expect(manifest.entries.map((e) => e.name).sort()).toEqual(
      Object.keys(entries)
        .filter((n) => n !== "manifest.json")
        .sort(),
    );
    for (const e of manifest.entries)
      expect(
        createHash("sha256")
          .update(entries[e.name] ?? "")
          .digest("hex"),
      ).toBe(e.sha256);
    expect(manifest.missing).toEqual(["a".repeat(64)]);
    expect(entries["README.txt"]?.toString()).toContain("not encrypted");
  });

  test("the program inside it verifies it without Parley, and names what was changed", () => {
    const folder = join(dir, "unpacked");
    unzipTo(folder, entries);
    const right = verifyWith(folder);
    expect(right).toMatchObject({ code: 0 });
    expect(right.says).toMatch(/2 events verified, one after the other to the last/);
    const lines = (entries["events.jsonl"]?.toString() ?? "").trim().split("\n");
    unzipTo(folder, { "events.jsonl": Buffer.from(`${lines.slice(1).join("\n")}\n`) });
    const cut = verifyWith(folder);
    expect(cut.code).toBe(2);
    expect(cut.says).toContain("events 1 to 1 are missing");
    expect(cut.says).toContain("events.jsonl was changed");
  });

  test("holds the original file under a calm name, and no formula in a CSV", () => {
    expect(entries[`files/${sha256}/_HYPERLINK(_x_).pdf`]).toEqual(PAPER);
    expect(entries["tables/file_link.csv"]?.toString()).not.toMatch(/(^|,)=/m);
  });

  test("of one client it holds that client's rows and events alone", async () => {
    const other = newId(NOW);
    await at.store.as({ org, clients: "all" }, async (tx) => {
      const row = { org, client: other, name: "Practice 9", case_prefix: "P9", made_at: NOW };
      await tx.db.insertInto("client").values(row).execute();
      await append(tx, [{ client: other, type: "noted", body: "of the other" }]);
    });
    const vault = new Vault({ dir: join(dir, "files"), key: newDataKey(org), fileMax: 1 });
    const file = join(dir, "one.zip");
    await exportAll({ store: at.store, org, client: other, vault, file, parley: "0.1.0", now: NOW });
    const one = await unzip(file);
    const of = (name: string): { readonly client?: string }[] =>
      (one[name]?.toString("utf8") ?? "")
        .split("\n")
        .slice(0, -1)
        .map((l) => JSON.parse(l));
    const tables = Object.keys(one).filter((n) => n.endsWith(".jsonl") && n.startsWith("tables/"));
    const rows = tables.flatMap(of);
    expect(rows.every((r) => r.client === other)).toBe(true);
    expect(of("tables/client.jsonl")).toHaveLength(1);
    expect(of("events.jsonl")).toMatchObject([{ client: other, body: "of the other" }]);
  });
});

test.each([
  ["=1+1", "'=1+1"],
  ["+SUM(A1)", "'+SUM(A1)"],
  ["-2+3", "'-2+3"],
  ["@x", "'@x"],
  ["\t=1", "'\t=1"],
  ["|cmd", "'|cmd"],
  ["-12.50", "-12.50"],
  ["+15551234567", "+15551234567"],
  ["a=1", "a=1"],
  ['say "hi", twice', '"say ""hi"", twice"'],
  [" padded ", '" padded "'],
  ["", ""],
])("the CSV field of %j is %s", (text, field) => {
  expect(csvField(text)).toBe(field);
});

test.each([
  ["letter.pdf", "letter.pdf"],
  ["../../etc/passwd", "passwd"],
  ["C:\\x\\a.edi", "a.edi"],
  ["..", "file"],
  [".hidden", "hidden"],
  ["", "file"],
  ["a\u0000b\u202e.pdf", "a_b_.pdf"],
  ["name. ", "name"],
])("a file named %j is exported as %s", (name, calm) => {
  expect(calmName(name)).toBe(calm);
});
