import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { write837 } from "#app/invented-x12.ts";
import { usd } from "#base/money.ts";
import { claim } from "#claim/invented.ts";
import { acknowledgment, ofSets, set } from "#test/answers-x12.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { imported } from "#test/imported.ts";
import { actOnCases } from "./act.ts";
import { loadCase } from "./case-log.ts";
import { addEntry } from "./directory.ts";
import { listOf } from "./lists.ts";
import { taskRejections } from "./rejections.ts";
import { undoImport } from "./undo-import.ts";

/** Claims that were sent back, as tasks of their cases. */

let at: TestDesk;
let taken = 0;
const nextClient = (): string => at.clients[taken++] ?? "";
beforeAll(async () => {
  at = await openTestDesk(12);
});
afterAll(() => at.close());

const sent = write837([claim("A-1", ["99285 800.00"]), claim("A-2", ["99285 700.00"])]);
const rejected = acknowledgment(["A-1", "STC*A1:19*20260403*WQ*800******A7:562:85"]);
const rejectedAgain = acknowledgment(["A-1", "STC*A7:562*20260404*WQ*800"]);
const accepted = acknowledgment(["A-1", "STC*A2:20:PR*20260405*WQ*800"]);
const setRejected = ofSets([set("R")], { verdict: "AK9*R*1*1*0" });

async function caseOf(client: string, number = "A-1") {
  return await at.desk.store.as(at.owner, async (tx) => {
    const row = await tx.db
      .selectFrom("case_row")
      .select(["id", "version"])
      .where("client", "=", client)
      .where("claim_number", "=", number)
      .executeTakeFirst();
    const logged = row && (await loadCase(tx, row.id));
    return row === undefined ? undefined : { id: row.id, version: Number(row.version), view: logged?.state.view };
  });
}

/** Tasks of a case, "open" or "done", with their day. */
const tasksOf = async (client: string, number?: string): Promise<readonly string[]> =>
  ((await caseOf(client, number))?.view?.tasks ?? []).map(
    (t) => `${t.done === undefined ? "open" : "done"} ${t.due ?? "no day"}: ${t.title}`,
  );

async function withCard(client: string): Promise<void> {
  const submission = { payerId: null, address: null, portal: null, timelyDays: 90, appealDays: null };
  const added = await at.desk.store.as(at.owner, (tx) =>
    addEntry(
      tx,
      client,
      {
        ...{ kind: "payer", name: "Invented Plan", extends: null, aliases: [], facts: [], notes: null },
        payers: [claim("A-1", ["99285 800.00"]).payer.key],
        submission: { ...submission, source: "provider manual", day: "2026-02-01" },
      },
      TODAY,
    ),
  );
  if (!added.ok) throw new Error(added.error.sentence);
}

describe("a claim that was rejected", () => {
  test("is a task of its case, without a day where nobody wrote down the days of timely filing", async () => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent });
    await imported(at, client, { "ack.277": rejected });
    expect(await tasksOf(client)).toEqual([
      "open no day: Correct and resubmit: rejected on 2026-04-03, 277CA ack.277, segment 20: A7, code 562. No day of timely filing is known: no submission card of INVENTED HEALTH PLAN names its days.",
    ]);
    expect(await tasksOf(client, "A-2")).toEqual([]);
  });

  test("has the day of timely filing from the card of its payer, counted from the service", async () => {
    const client = nextClient();
    await withCard(client);
    await imported(at, client, { "claims.837": sent, "ack.277": rejected });
    expect(await tasksOf(client)).toEqual([
      expect.stringMatching(
        /^open (\d{4}-\d\d-\d\d): .* Timely filing until \1: 90 days from the service of \d{4}-\d\d-\d\d \(Invented Plan, provider manual, 2026-02-01\)\.$/,
      ),
    ]);
  });

  test.each([
    ["the same file twice", [rejected, rejected]],
    ["two answers", [rejected, rejectedAgain]],
    ["an answer to the claim and one to its set", [rejected, setRejected]],
  ])("has one task after %s", async (_, answers) => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent });
    for (const [i, text] of answers.entries()) await imported(at, client, { [`ack-${i}.edi`]: text });
    expect(await tasksOf(client)).toHaveLength(1);
    expect(await taskRejections(at.desk, at.owner, client)).toBe(0);
  });

  test("has one where its own file comes after the answer, and each claim of a rejected set has its own", async () => {
    const client = nextClient();
    await imported(at, client, { "ack.999": setRejected });
    await imported(at, client, { "claims.837": sent });
    for (const number of ["A-1", "A-2"])
      expect(await tasksOf(client, number)).toEqual([
        expect.stringContaining("999 ack.999, segment 5: set 1 of group 1 rejected"),
      ]);
  });

  test("has none when it was accepted since", async () => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent, "a.277": accepted, "b.277": rejected });
    expect(await tasksOf(client)).toEqual([]);
  });

  test("has none made again once a person did it, until a newer rejection comes", async () => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent, "a.277": rejected });
    const found = await caseOf(client);
    const task = found?.view?.tasks[0]?.event ?? 0;
    const { actor, principal } = await at.person("Lund", "biller");
    const act = { type: "finish task", task } as const;
    const done = await actOnCases(at.desk, principal, actor, [
      { caseId: found?.id ?? "", saw: found?.version ?? 0, act },
    ]);
    expect(done.refused).toEqual([]);
    await imported(at, client, { "b.277": rejectedAgain });
    expect((await tasksOf(client)).map((t) => t.slice(0, 4))).toEqual(["done"]);
    const later = acknowledgment(["A-1", "STC*A7:562*20261125*WQ*800"]);
    await imported(at, client, { "c.277": later });
    expect((await tasksOf(client)).map((t) => t.slice(0, 4))).toEqual(["done", "open"]);
  });

  test("ends with the import that said so, and comes again with it", async () => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent });
    const { id } = await imported(at, client, { "ack.277": rejected });
    expect((await undoImport(at.desk, at.owner, id)).ok).toBe(true);
    expect((await tasksOf(client)).map((t) => t.slice(0, 4))).toEqual(["done"]);
    await imported(at, client, { "ack.277": rejected });
    expect((await tasksOf(client)).map((t) => t.slice(0, 4))).toEqual(["done", "open"]);
  });

  test("does not stand in the way of taking back its own import", async () => {
    const client = nextClient();
    const { id, undo } = await imported(at, client, { "claims.837": sent, "ack.277": rejected });
    expect(undo).toEqual({ possible: true, because: undefined });
    expect((await undoImport(at.desk, at.owner, id)).ok).toBe(true);
    const left = await at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("task").select("id").where("client", "=", client).execute(),
    );
    expect(left).toEqual([]);
  });

  test("stands on a list where no case is open", async () => {
    const client = nextClient();
    await imported(at, client, { "claims.837": sent, "ack.277": rejected });
    const listed = () =>
      at.desk.store.as(at.owner, async (tx) =>
        (await listOf(tx, "rejected", { client, from: TODAY, to: TODAY, today: TODAY })).map((r) => r.claim),
      );
    expect(await listed()).toEqual([]);
    const found = await caseOf(client);
    const { actor, principal } = await at.person("Vale", "biller");
    const act = { type: "close", outcome: "given up", amount: usd("0.00"), reason: "too small" } as const;
    const done = await actOnCases(at.desk, principal, actor, [
      { caseId: found?.id ?? "", saw: found?.version ?? 0, act },
    ]);
    expect(done.refused).toEqual([]);
    expect(await listed()).toEqual(["A-1"]);
  });
});
