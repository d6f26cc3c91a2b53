import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseEvent } from "#case/event.ts";
import { NO_BOOKS } from "#price/book.ts";
import { openTestDesk, type TestDesk } from "#test/desk.ts";
import { booksKey, markBooksMoved } from "./books-moved.ts";
import { loadCases } from "./case-log.ts";
import { decideJob, decideMarked, type Mark, markCases, resumeMarked } from "./decide-later.ts";
import type { Desk } from "./desk.ts";
import { finishImport, openImport } from "./import.ts";
import { addFile } from "./import-files.ts";
import { renewMap } from "./map-renewal.ts";
import { putProfile, readSetting } from "./settings.ts";
import { undoImport } from "./undo-import.ts";

let at: TestDesk;
let taken = 0;
const nextClient = (): string => at.clients[taken++] ?? "";
beforeAll(async () => {
  at = await openTestDesk(9);
});
afterAll(() => at.close());

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function imported(client: string, name: string, text: string, desk: Desk = at.desk): Promise<string> {
  const opened = await desk.store.as(at.owner, (tx) => openImport(tx, client));
  if (!opened.ok) throw new Error(opened.error.sentence);
  await addFile(desk, at.owner, opened.value.id, name, bytesOf(text));
  const done = await finishImport(desk, at.owner, opened.value.id);
  if (!done.ok || done.value.state !== "done") throw new Error("the import was not done");
  return done.value.id;
}

const HEAD = "claim,date,code,charge,payer,allowed,paid\n";
/** Denied, so that it has a case; a median of its code would be its benchmark. */
const denied = (id: string, payer = "Example Health"): string => `${id},2026-10-01,99285,1000.00,${payer},0.00,0.00\n`;
const paid = (id: string, allowed: string): string =>
  `${id},2026-09-01,99285,1000.00,Example Health,${allowed},${allowed}\n`;
const fivePaid = (allowed: string): string => Array.from({ length: 5 }, (_, i) => paid(`P-${i}`, allowed)).join("");

/** Each open case: claim, class, benchmark, and why it was evaluated again, in their order. */
async function told(client: string): Promise<readonly string[]> {
  return await at.desk.store.as(at.owner, async (tx) => {
    const rows = await tx.db
      .selectFrom("case_row")
      .select(["id", "claim_number", "class", "benchmark", "stake"])
      .where("client", "=", client)
      .orderBy("claim_number")
      .execute();
    const logged = await loadCases(
      tx,
      rows.map((r) => r.id),
    );
    return rows.map((r) => {
      const log: readonly CaseEvent[] = logged.get(r.id)?.state.log ?? [];
      const why = log.flatMap((e) => (e.type === "evaluated again" ? e.body.why : []));
      return [r.claim_number, r.class, r.stake, ...why].join(", ");
    });
  });
}

const PROFILE = {
  contractsComplete: true,
  contracts: [{ payer: "Example Health", network: "Example PPO" }],
};
const ALL: Mark = { why: "the profile", payers: null, butOf: null };

async function marked(client: string): Promise<unknown> {
  const of = { org: at.org, client, name: "cases to decide again" };
  return (await at.desk.store.as(at.owner, (tx) => readSetting(tx, of))).body;
}

describe("a profile that was changed", () => {
  test("reaches the open cases, once, and says how far it is", async () => {
    const client = nextClient();
    await imported(client, "list.csv", HEAD + denied("A-1") + denied("A-2", "Other Mutual"));
    const before = await told(client);
    await at.desk.store.as(at.owner, async (tx) => {
      expect((await putProfile(tx, client, 0, PROFILE)).ok).toBe(true);
      await markCases(tx, at.org, client, ALL);
    });
    expect(await told(client)).toEqual(before);
    at.news.length = 0;
    await decideMarked(at.desk, at.owner, client);
    expect((await told(client))[0]).toMatch(/^A-1, not this trade, .*the profile$/);
    expect(at.news.flatMap((n) => (n.topic === "deciding" ? `${n.why} ${n.done} of ${n.of}` : []))).toEqual([
      "the profile 0 of 2",
      "the profile 2 of 2",
    ]);
    expect(await marked(client)).toEqual([]);
    at.news.length = 0;
    await decideMarked(at.desk, at.owner, client);
    expect(at.news).toEqual([]);
  });

  test("while files are read, reaches the cases they open too, whose mark was struck while nobody saw them", async () => {
    const client = nextClient();
    let saving: Promise<unknown> | undefined;
    const desk: Desk = {
      ...at.desk,
      tell: (org, news) => {
        at.desk.tell(org, news);
        if (news.topic === "import" && news.stage === "evaluating")
          saving ??= at.desk.store.as(at.owner, (tx) => putProfile(tx, client, 0, PROFILE));
      },
    };
    await imported(client, "list.csv", HEAD + denied("A-1"), desk);
    await saving;
    expect(await told(client)).toEqual([expect.stringMatching(/^A-1, not this trade, .*the profile$/)]);
    expect(await marked(client)).toEqual([]);
  });

  test("what a stop breaks off stays marked, and the next start goes on", async () => {
    const client = nextClient();
    await imported(client, "list.csv", HEAD + denied("A-1"));
    await at.desk.store.as(at.owner, async (tx) => {
      await putProfile(tx, client, 0, PROFILE);
      await markCases(tx, at.org, client, ALL);
    });
    await decideMarked(at.desk, at.owner, client, { signal: AbortSignal.abort() });
    expect(await marked(client)).toEqual([ALL]);
    expect(await resumeMarked(at.desk)).toBe(1);
    at.news.length = 0;
    await decideJob(at.desk, { org: at.org, client }, {});
    expect(at.news.at(-1)).toMatchObject({ topic: "map", client });
    expect(await marked(client)).toEqual([]);
    expect(await resumeMarked(at.desk)).toBe(0);
  });

  test("what is stopped while its map is drawn stays marked too, so that the map is drawn by the next", async () => {
    const client = nextClient();
    await imported(client, "list.csv", HEAD + denied("A-1"));
    await at.desk.store.as(at.owner, (tx) => markCases(tx, at.org, client, ALL));
    const stopping = new AbortController();
    const decided = async (): Promise<void> => {
      stopping.abort();
      await renewMap(at.desk, at.owner, client, stopping.signal);
    };
    const work = decideMarked(at.desk, at.owner, client, { decided });
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    expect(await marked(client)).toEqual([ALL]);
    await decideJob(at.desk, { org: at.org, client }, {});
    expect(await marked(client)).toEqual([]);
  });

  test.each<[string, readonly Mark[], readonly Mark[]]>([
    ["the same twice is once", [ALL, ALL], [ALL]],
    [
      "payers add up",
      [
        { why: "new files", payers: ["b"], butOf: null },
        { why: "new files", payers: ["a", "b"], butOf: null },
      ],
      [{ why: "new files", payers: ["a", "b"], butOf: null }],
    ],
    [
      "every payer is more than some",
      [
        { why: "new files", payers: ["b"], butOf: null },
        { why: "new files", payers: null, butOf: null },
      ],
      [{ why: "new files", payers: null, butOf: null }],
    ],
  ])("marks: %s", async (_, given, kept) => {
    const client = at.clients[8] ?? "";
    await at.desk.store.as(at.owner, async (tx) => {
      for (const m of given) await markCases(tx, at.org, client, m);
    });
    expect(await marked(client)).toEqual(kept);
    await decideMarked(at.desk, at.owner, client);
  });
});

describe("medians that an import moved", () => {
  test("reach the open cases of other imports, of that payer alone, and go back with the import", async () => {
    const client = nextClient();
    await imported(client, "first.csv", HEAD + denied("A-1") + denied("A-2", "Other Mutual"));
    const before = await told(client);
    expect(before.every((r) => r.endsWith(", 0"))).toBe(true);
    const second = await imported(client, "second.csv", HEAD + fivePaid("400.00"));
    const [first, other] = await told(client);
    expect(first).toMatch(/^A-1, needs a fact, 40000, new files$/);
    expect(other).toBe(before[1]);
    expect((await undoImport(at.desk, at.owner, second)).ok).toBe(true);
    await decideMarked(at.desk, at.owner, client);
    expect(await told(client)).toEqual([`${before[0]}, new files, new files`, before[1]]);
  });

  test("that stay where they are decide nothing again", async () => {
    const client = nextClient();
    await imported(client, "first.csv", HEAD + denied("A-1") + fivePaid("400.00"));
    const before = await told(client);
    at.news.length = 0;
    await imported(client, "second.csv", HEAD + paid("P-9", "400.00"));
    expect(at.news.filter((n) => n.topic === "deciding")).toEqual([]);
    expect(await told(client)).toEqual(before);
  });
});

test("other price books are noticed however they came, and mark the cases once", async () => {
  const client = nextClient();
  await imported(client, "list.csv", HEAD + denied("A-1"));
  expect((await markBooksMoved(at.desk)).map((c) => c.client)).not.toContain(client);
  const other = { ...at.desk, books: () => ({ ...NO_BOOKS, zip: [{ seal: { id: "a" } }] as never }) };
  expect((await markBooksMoved(other)).map((c) => c.client)).toContain(client);
  expect(await marked(client)).toEqual([{ why: "the price books", payers: null, butOf: null }]);
  expect(await markBooksMoved(other)).toEqual([]);
});

test("the key of books is of what they hold, not of how they lie", () => {
  const [a, b] = [{ seal: { id: "a" } }, { seal: { id: "b" } }] as const;
  const key = (zip: readonly unknown[]): string => booksKey({ ...NO_BOOKS, zip: zip as never });
  expect(key([a, b])).toBe(key([b, a]));
  expect(key([a])).not.toBe(key([b]));
});
