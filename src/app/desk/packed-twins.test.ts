import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { write835, write837 } from "#app/invented-x12.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { openTestDesk, type TestDesk } from "#test/desk.ts";
import { sheetByHand } from "#test/sheet-by-hand.ts";
import { zip } from "#test/zip-by-hand.ts";
import { finishImport, openImport } from "./import.ts";
import { addFile } from "./import-files.ts";

/** The same file plain, in gz, in a zip and as a workbook is read once, in whichever order it comes. */

let at: TestDesk;
let taken = 0;
beforeAll(async () => {
  at = await openTestDesk(16);
});
afterAll(() => at.close());

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

type File = readonly [name: string, bytes: Uint8Array];

/** "name state" of each file of an import that was done. */
async function imported(client: string, files: readonly File[]): Promise<readonly string[]> {
  const opened = await at.desk.store.as(at.owner, (tx) => openImport(tx, client));
  if (!opened.ok) throw new Error(opened.error.sentence);
  for (const [name, bytes] of files) await addFile(at.desk, at.owner, opened.value.id, name, bytesOf(bytes));
  const done = await finishImport(at.desk, at.owner, opened.value.id);
  if (!done.ok) throw new Error(done.error.sentence);
  return done.value.files.map((f) => `${f.name} ${f.state}`);
}

const rowsOf = (client: string): Promise<readonly [number, number]> =>
  at.desk.store.as(at.owner, async ({ session }) => {
    const { rows } = await session.query<{ c: number; r: number }>(
      "SELECT (SELECT count(*) FROM claim WHERE client = $1)::int AS c, (SELECT count(*) FROM remittance WHERE client = $1)::int AS r",
      [client],
    );
    return [rows[0]?.c ?? -1, rows[0]?.r ?? -1];
  });

const x12 = Buffer.from(write835([remittance("A-1", ["99285 800.00 paid=300.00 CO45=500.00"], paidOn("2026-03-20"))]));
const claims = Buffer.from(write837([claim("A-1", ["99285 800.00"])]));
const sheet = sheetByHand({
  rows: `<row>${["claim", "date", "code", "charge"].map((t) => `<c t="inlineStr"><is><t>${t}</t></is></c>`).join("")}</row>
    <row><c t="inlineStr"><is><t>L-1</t></is></c><c t="inlineStr"><is><t>2026-10-01</t></is></c><c><v>99285</v></c><c><v>800</v></c></row>`,
});

const plain: File = ["a.835", x12];
const packed: File = ["b.835.gz", gzipSync(x12)];
const harder: File = ["c.835.gz", gzipSync(x12, { level: 0 })];
const inZip: File = ["d.zip", zip([{ name: "inner.835", data: x12 }])];

test.each<[string, File, File, string]>([
  ["plain, then gz", plain, packed, "b.835.gz duplicate"],
  ["gz, then plain", packed, plain, "a.835 duplicate"],
  ["gz, then the same packed otherwise", packed, harder, "c.835.gz duplicate"],
  ["gz, then zip", packed, inZip, "d.zip!inner.835 duplicate"],
  ["zip, then gz", inZip, packed, "b.835.gz duplicate"],
  [
    "a workbook, then the same in a zip",
    ["l.xlsx", sheet],
    ["m.zip", zip([{ name: "l.xlsx", data: sheet }])],
    "m.zip!l.xlsx duplicate",
  ],
])("%s: in two imports", async (_, first, second, told) => {
  const client = at.clients[taken++] ?? "";
  await imported(client, [["sent.837", claims], first]);
  const rows = await rowsOf(client);
  expect(await imported(client, [second])).toContain(told);
  expect(await rowsOf(client)).toEqual(rows);
});

test("side by side in one import", async () => {
  const client = at.clients[taken++] ?? "";
  const told = await imported(client, [plain, packed, harder, inZip]);
  expect(told.filter((t) => t.endsWith("duplicate")).length).toBe(3);
  expect(await rowsOf(client)).toEqual([0, 1]);
});
