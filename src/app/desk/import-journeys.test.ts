import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { write835, write837 } from "#app/invented-x12.ts";
import { runMap } from "#app/map.ts";
import { claim, OTHER_PLAN, paidOn, remittance, reversalOf } from "#claim/invented.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { type Files, filled as filledOn, imported as importedOn } from "#test/imported.ts";
import { BENCHMARK_TABLE } from "./benchmark-rows.ts";
import { loadCases } from "./case-log.ts";
import { clientTableOf } from "./client-table.ts";
import { claimSums } from "./evaluate-row.ts";
import { finishImport, getImport, type Import, listProblems, openImport } from "./import.ts";
import { undoImport } from "./undo-import.ts";

let at: TestDesk;
const CLIENTS = 24;
let taken = 0;
const nextClient = (): string => at.clients[taken++]!;

beforeAll(async () => {
  at = await openTestDesk(CLIENTS);
});
afterAll(() => at.close());

const filled = (client: string, files: Files): Promise<string> => filledOn(at, client, files);
const imported = (client: string, files: Files): Promise<Import> => importedOn(at, client, files);

/** What the store says of the client's claims that count: "A-1 underpaid 800.00 ...". */
async function says(client: string): Promise<readonly string[]> {
  const rows = await at.desk.store.as(at.owner, (tx) =>
    tx.db.selectFrom("evaluation").selectAll().where("client", "=", client).where("set_aside", "is", null).execute(),
  );
  return rows
    .map(
      (r) =>
        `${claimSums(r.body ?? "").claim} ${r.class} ${r.billed} ${r.allowed ?? "-"} ${r.paid} ${r.stake} ${r.loss}`,
    )
    .sort();
}

/** What the map of all these files together says. */
async function mapSays(...all: readonly Files[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "parley-map-"));
  for (const files of all)
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
  const said: string[] = [];
  const run = await runMap({
    paths: [folder],
    asOf: TODAY,
    home: folder,
    booksDir: join(folder, "none"),
    json: false,
    onCase: ({ evaluation: e }) =>
      said.push(`${e.claim} ${e.class} ${e.billed} ${e.allowed ?? "-"} ${e.paid} ${e.stake} ${e.loss}`),
  });
  run.close();
  rmSync(folder, { recursive: true, force: true });
  return said.sort();
}

const count = (client: string, table: "claim" | "remittance" | "case_row" | "evaluation" | "case_opening") =>
  at.desk.store.as(at.owner, async (tx) => {
    const { rows } = await tx.session.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table} WHERE client = $1`,
      [client],
    );
    return rows[0]?.n ?? -1;
  });

const eventsOf = (client: string) =>
  at.desk.store.as(at.owner, async (tx) => {
    const rows = await tx.db.selectFrom("event").select("type").where("client", "=", client).orderBy("seq").execute();
    return rows.map((r) => r.type);
  });

const visits = [
  claim("A-1", ["99285 800.00"]),
  claim("A-2", ["99284 600.00"], { payer: OTHER_PLAN }),
  claim("A-3", ["99283 400.00", "71046 100.00"]),
];
const answers = [
  remittance("A-1", ["99285 800.00 paid=300.00 CO45=500.00"], paidOn("2026-03-20")),
  remittance("A-3", ["99283 400.00 paid=0.00 CO50=400.00", "71046 100.00 paid=0.00 CO50=100.00"], {
    ...paidOn("2026-03-21"),
    status: "4",
  }),
];
const CLAIMS: Files = { "march.837": write837(visits) };
const PAID: Files = { "march.835": write835(answers) };

describe("files in any order come to what the map of all of them says", () => {
  test("claims and their remittances together", async () => {
    const client = nextClient();
    const done = await imported(client, { ...CLAIMS, ...PAID });
    expect(done).toMatchObject({ state: "done", claims: { new: 3 }, remittances: { new: 2, matched: 2 } });
    expect(await says(client)).toEqual(await mapSays(CLAIMS, PAID));
  });

  test("claims first, remittances later: open cases hear of it", async () => {
    const client = nextClient();
    const first = await imported(client, CLAIMS);
    expect(first.cases.opened).toBe(3);
    const then = await imported(client, PAID);
    expect(then).toMatchObject({ remittances: { new: 2, matched: 2 }, cases: { opened: 0, changed: 2 } });
    expect(await says(client)).toEqual(await mapSays(CLAIMS, PAID));
    const events = await eventsOf(client);
    expect(events).toContain("case payment received");
    expect(events).toContain("case evaluated again");
    expect(events.at(-1)).toBe("import done");
  });

  test("remittances first: rows without a claim, which go when the claims come", async () => {
    const client = nextClient();
    const first = await imported(client, PAID);
    expect(first.remittances).toMatchObject({ new: 2, matched: 0, unmatched: 2 });
    expect(await says(client)).toEqual(await mapSays(PAID));
    await imported(client, CLAIMS);
    expect(await says(client)).toEqual(await mapSays(CLAIMS, PAID));
    expect(await count(client, "case_row")).toBe(await count(client, "case_opening"));
  });

  test("a correction after its reversal, a month later", async () => {
    const client = nextClient();
    const [paid] = answers;
    const later: Files = {
      "april.835": write835([
        reversalOf(paid!, "2026-04-20"),
        remittance("A-1", ["99285 800.00 paid=450.00 CO45=350.00"], paidOn("2026-04-20")),
      ]),
    };
    await imported(client, { ...CLAIMS, ...PAID });
    await imported(client, later);
    expect(await says(client)).toEqual(await mapSays(CLAIMS, PAID, later));
  });

  test("a claim replaced by a later sending", async () => {
    const client = nextClient();
    const later: Files = {
      "replaced.837": write837([claim("A-1", ["99285 900.00"], { frequency: "7" })], undefined, 2),
    };
    await imported(client, { ...CLAIMS, ...PAID });
    await imported(client, later);
    expect(await says(client)).toEqual(await mapSays(CLAIMS, PAID, later));
  });
});

describe("what is said of claims that are in already", () => {
  const FACTS: Files = {
    "facts.csv": "scope,key,fact,value,source,date\npayer,99001,in_network,no,payer call,2026-03-01\n",
  };
  const PROFILE: Files = {
    "practice.json": JSON.stringify({
      practice: { name: "Invented Practice" },
      contractsComplete: true,
      contracts: [{ payer: OTHER_PLAN.name }],
    }),
  };

  test("an answer that comes later decides the open cases again", async () => {
    const client = nextClient();
    await imported(client, { ...CLAIMS, ...PAID });
    await imported(client, FACTS);
    expect(await says(client)).toEqual(await mapSays(CLAIMS, PAID, FACTS));
  });

  test("a profile that comes later does so too, and a second one does not take its place", async () => {
    const client = nextClient();
    await imported(client, { ...CLAIMS, ...PAID });
    await imported(client, PROFILE);
    const said = await says(client);
    expect(said).toEqual(await mapSays(CLAIMS, PAID, PROFILE));
    const other = await imported(client, {
      "other.json": PROFILE["practice.json"]!.toString().replace("Invented", "Another"),
    });
    expect(other.files[0]?.because).toMatch(/^the client has a profile already/);
    expect(await says(client)).toEqual(said);
  });
});

describe("a benchmark table among the files", () => {
  const table = (amount: string): Files => ({
    "market.csv": Buffer.from(`kind,code,amount,source,date\nin-network,99285,${amount},Published,2026-10-01\n`),
  });

  test("becomes the client's, and a second one does not take its place", async () => {
    const client = nextClient();
    const first = await imported(client, table("410"));
    expect(first.files[0]?.because).toBeUndefined();
    const kept = async () =>
      (await at.desk.store.as(at.owner, (tx) => clientTableOf(tx, BENCHMARK_TABLE, client))).rows.map((r) => r.amount);
    expect(await kept()).toEqual([410_00n]);
    const second = await imported(client, table("999"));
    expect(second.files[0]?.because).toMatch(/^the client has a benchmark table already/);
    expect(await kept()).toEqual([410_00n]);
  });
});

describe("the same files again", () => {
  test("change nothing, whatever they are called or packed in", async () => {
    const client = nextClient();
    await imported(client, { ...CLAIMS, ...PAID });
    const before = [
      await says(client),
      await count(client, "claim"),
      await count(client, "remittance"),
      await eventsOf(client),
    ];
    const again = await imported(client, { ...CLAIMS, "other name.835": PAID["march.835"]! });
    expect(again.files.map((f) => f.state)).toEqual(["duplicate", "duplicate"]);
    expect(again.files[0]?.because).toMatch(/^the same bytes as march\.83[57], imported on /);
    const after = [
      await says(client),
      await count(client, "claim"),
      await count(client, "remittance"),
      await eventsOf(client),
    ];
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after[3]).toEqual([...(before[3] as string[]), "import done"]);
    await imported(client, { "packed.837.gz": gzipSync(CLAIMS["march.837"]!) });
    expect(await says(client)).toEqual(before[0]);
  });
});

describe("an import that is broken off", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    "at its step %i goes on to the same end, and shows nothing before",
    async (step) => {
      const client = nextClient();
      const id = await filled(client, { ...CLAIMS, ...PAID });
      let told = 0;
      const breaking = {
        ...at.desk,
        tell: () => {
          told += 1;
          if (told === step) throw new Error("broken off");
        },
      };
      await finishImport(breaking, at.owner, id).catch(() => {});
      const half = await at.desk.store.as(at.owner, (tx) => getImport(tx, id));
      if (half?.state !== "done") {
        expect(half?.state).toBe("failed");
        expect([
          await count(client, "case_row"),
          await count(client, "evaluation"),
          await count(client, "case_opening"),
        ]).toEqual([0, 0, 0]);
      }
      const done = half?.state === "done" ? half : await finishImport(at.desk, at.owner, id);
      expect(done).toMatchObject("ok" in done ? { value: { state: "done" } } : { state: "done" });
      expect(await says(client)).toEqual(await mapSays(CLAIMS, PAID));
      expect(await count(client, "case_opening")).toBe(await count(client, "case_row"));
      const events = await eventsOf(client);
      expect(events.filter((e) => e === "import done")).toHaveLength(1);
      // What listens to imports hears of that one that failed, too.
      expect(events.filter((e) => e === "import failed")).toHaveLength(half?.state === "failed" ? 1 : 0);
    },
  );
});

describe("taking an import back", () => {
  test("leaves nothing of it, and the same files may come again", async () => {
    const client = at.clients[CLIENTS - 1]!;
    const first = await imported(client, { ...CLAIMS, ...PAID });
    expect(first.undo.possible).toBe(true);
    expect((await undoImport(at.desk, at.owner, first.id)).ok).toBe(true);
    for (const table of ["claim", "remittance", "evaluation", "case_row", "case_opening"] as const)
      expect(await count(client, table), table).toBe(0);
    // Who keeps the map hears that its claims are gone.
    expect(at.news.at(-1)).toMatchObject({ topic: "import", client, import: first.id, state: "undone" });
    const again = await imported(client, { ...CLAIMS, ...PAID });
    expect(again.files.map((f) => f.state)).toEqual(["read", "read"]);
    expect(await says(client)).toEqual(await mapSays(CLAIMS, PAID));
  });

  test("is refused, by name, once later files are matched with it", async () => {
    const client = at.clients[CLIENTS - 2]!;
    const first = await imported(client, CLAIMS);
    const later = await imported(client, PAID);
    for (const { id } of [first, later]) {
      const refused = await undoImport(at.desk, at.owner, id);
      expect(refused.ok ? "" : refused.error.sentence).toMatch(/^The import stays\. /);
    }
  });
});

describe("while another import of the client is read", () => {
  test("none is taken back, and after it one is", async () => {
    const client = at.clients[CLIENTS - 4]!;
    const first = await imported(client, CLAIMS);
    const other = await at.desk.store.as(at.owner, (tx) => openImport(tx, client));
    const id = other.ok ? other.value.id : "";
    const set = (state: "reading" | "failed") =>
      at.desk.store.as(at.owner, ({ db }) =>
        db.updateTable("import_batch").set({ state }).where("org", "=", at.org).where("id", "=", id).execute(),
      );
    await set("reading");
    const refused = await undoImport(at.desk, at.owner, first.id);
    expect(refused.ok ? "" : refused.error.sentence).toMatch(/Another import is being read/);
    await set("failed");
    expect((await undoImport(at.desk, at.owner, first.id)).ok).toBe(true);
  });
});

describe("what is no claim", () => {
  test("is told with its reason, and answers are kept", async () => {
    const client = at.clients[CLIENTS - 3]!;
    const done = await imported(client, {
      ...CLAIMS,
      "facts.csv":
        "scope,key,fact,value,source,date\npayer,99001,in_network,no,payer call,2026-03-01\nclaim,NONE,in_network,no,call,\n",
      "notes.txt": "call them back\n",
      "cut.835": "ISA*00*          *00*",
    });
    const kinds = Object.fromEntries(done.files.map((f) => [f.name, `${f.state}: ${f.kind}`]));
    expect(kinds).toMatchObject({
      "march.837": "read: 837 claims",
      "facts.csv": "read: facts",
      "notes.txt": "refused: not read",
    });
    const problems = await at.desk.store.as(at.owner, (tx) => listProblems(tx, done.id));
    expect(problems.map((p) => p.code)).toContain("facts-unused");
    const kept = await at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("fact_answer").select(["fact", "file", "line"]).where("client", "=", client).execute(),
    );
    expect(kept).toContainEqual({ fact: "in_network", file: "facts.csv", line: 2 });
  });
});

test("every live row is what its history says", async () => {
  await at.desk.store.as(at.owner, async (tx) => {
    const rows = await tx.db.selectFrom("case_row").select(["id", "version", "class", "stake"]).execute();
    const cases = await loadCases(
      tx,
      rows.map((r) => r.id),
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const r of rows)
      expect([Number(r.version), r.class, r.stake]).toEqual([
        cases.get(r.id)?.state.version,
        cases.get(r.id)?.state.view?.finding.class,
        String(cases.get(r.id)?.state.view?.finding.stake),
      ]);
  });
});
