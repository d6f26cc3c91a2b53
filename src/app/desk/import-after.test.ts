import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeDemo } from "#app/demo-write.ts";
import { runMap } from "#app/map.ts";
import { usd } from "#base/money.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { Remittance } from "#claim/claim.ts";
import { remittanceFrom, remittanceText } from "#claim/stored.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { decideAgain, evaluateMany } from "./evaluate-again.ts";
import { evaluateStored } from "./evaluate-claim.ts";
import type { Import } from "./import.ts";
import { filesOf } from "./import-batch.ts";
import { importFolder } from "./import-folder.ts";
import { verifyImport, verifyImports } from "./import-verify.ts";
import { renewMap } from "./map-renewal.ts";
import { rebuildCases } from "./rebuild.ts";
import { typeClaim, typeEob } from "./typed.ts";

/** The nearest remittance of a claim that none answers is looked for over all of a map; one claim alone does not name it. */
const saidOf = (e: ClaimEvaluation): string =>
  [e.claim, e.class, e.billed, e.allowed ?? "", e.stake, e.loss, e.benchmark ?? "", e.match, e.questions.length].join(
    " ",
  );

describe("after the demo was imported", () => {
  let at: TestDesk;
  let folder: string;
  let done: Import;
  let client: string;
  const mapped = new Map<string, string>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "parley-demo-"));
    await writeDemo(folder, { asOf: TODAY, seed: 7 });
    const onCase = ({ evaluation: e }: { readonly evaluation: ClaimEvaluation }): void => {
      mapped.set(e.claim, saidOf(e));
    };
    const booksDir = join(folder, ".no-books");
    const run = await runMap({ paths: [folder], asOf: TODAY, home: folder, booksDir, json: false, onCase });
    run.close();
    at = await openTestDesk();
    client = at.clients[0]!;
    const imported = await importFolder(at.desk, at.owner, { client, paths: [folder] });
    if (!imported.ok) throw new Error(imported.error.sentence);
    done = imported.value;
  });
  afterAll(async () => {
    await at.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const rows = () =>
    at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("case_row").selectAll().where("client", "=", client).orderBy("id").execute(),
    );

  const keptMap = () =>
    at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("money_map").select("body").where("client", "=", client).executeTakeFirst(),
    );

  test("the map that the first import of a client drew is the one drawn of all its claims afterwards", async () => {
    const drawn = JSON.parse((await keptMap())?.body ?? "{}");
    expect(drawn.totals?.claims).toBeGreaterThan(10);
    expect(drawn.questions.length).toBeGreaterThan(1);
    await renewMap(at.desk, at.owner, client);
    expect(JSON.parse((await keptMap())?.body ?? "{}")).toEqual(drawn);
  });

  test("each file says what its remittances paid, to the cent", async () => {
    const [files, sums] = await at.desk.store.as(at.owner, async (tx) => [
      await filesOf(tx, [done.id]),
      await tx.db
        .selectFrom("remittance")
        .select(["file", (eb) => eb.fn.sum("paid").as("paid")])
        .groupBy("file")
        .execute(),
    ]);
    const paid = new Map(sums.map((s) => [s.file, Number(s.paid)]));
    expect(sums.length).toBeGreaterThan(1);
    expect(files.map((f) => f.body.paid)).toEqual(files.map((f) => paid.get(f.id) ?? 0));
  });

  test("each claim of the store alone is evaluated as in the map, and names the same nearest remittance", async () => {
    const some = await rows();
    expect(some.length).toBeGreaterThan(3);
    for (const { claim, claim_number } of some) {
      const said = await at.desk.store.as(at.owner, (tx) => evaluateStored(tx, at.desk, claim, { asOf: TODAY }));
      expect(said && saidOf(said.evaluation)).toBe(mapped.get(claim_number));
    }
  });

  test("the live rows made again from zero are the ones that are there", async () => {
    const rebuilt = await rebuildCases(at.desk, at.owner, client);
    expect(rebuilt.cases).toBe(done.cases.opened);
    expect(rebuilt.differed).toEqual([]);
  });

  test("a live row that was tampered with is named, and put right", async () => {
    const [row] = await rows();
    await at.desk.store.as(at.owner, (tx) =>
      tx.db.updateTable("case_row").set({ stake: 1n }).where("id", "=", row!.id).execute(),
    );
    expect((await rebuildCases(at.desk, at.owner, client, { write: true })).differed).toEqual([row!.number]);
    expect((await rebuildCases(at.desk, at.owner, client)).differed).toEqual([]);
  });

  test("its rows are the ones its event speaks of, until one is changed", async () => {
    const verify = () => at.desk.store.as(at.owner, (tx) => verifyImport(tx, done.id));
    expect(await verify()).toMatchObject({ import: done.id, fault: undefined });
    const change = (by: (r: Remittance) => Remittance) =>
      at.desk.store.as(at.owner, async (tx) => {
        const row = await tx.db
          .selectFrom("remittance")
          .select(["id", "body"])
          .orderBy("id")
          .limit(1)
          .executeTakeFirstOrThrow();
        const body = remittanceText(by(remittanceFrom(row.body)));
        await tx.db.updateTable("remittance").set({ body }).where("id", "=", row.id).execute();
      });
    let was: Remittance["paid"] = usd("0.00");
    await change((r) => {
      was = r.paid;
      return { ...r, paid: usd("1.00") };
    });
    expect((await verify()).fault).toMatch(/^Remittances of file .* were changed, removed or added\.$/);
    const all = await at.desk.store.as(at.owner, verifyImports);
    expect([all.imports, all.findings.map((f) => f.import)]).toEqual([1, [done.id]]);
    await change((r) => ({ ...r, paid: was }));
    expect((await verify()).fault).toBeUndefined();
    expect(await at.desk.store.as(at.owner, verifyImports)).toEqual({ imports: 1, findings: [] });
  });

  test("the night's run says every open case as of the new day, and its history still makes the same rows", async () => {
    at.on("2026-12-01");
    const night = await evaluateMany(at.desk, at.owner, client);
    expect(night.cases).toBe(done.cases.opened);
    expect(night.evaluated).toBeLessThanOrEqual(night.cases);
    expect((await rows()).every((r) => r.as_of === "2026-12-01")).toBe(true);
    expect((await rebuildCases(at.desk, at.owner, client)).differed).toEqual([]);
    expect((await evaluateMany(at.desk, at.owner, client)).changed).toBe(0);
    at.on(TODAY);
  });

  test("an answer for a payer decides every open case of that payer again, and no other", async () => {
    const asking = (await rows()).filter((r) => r.class === "needs a fact");
    const payer = asking[0]!;
    const answer = {
      scope: "payer",
      key: payer.payer_key,
      fact: "in_network",
      value: "yes",
      source: "contract",
    } as const;
    await at.desk.store.as(at.owner, (tx) =>
      tx.db
        .insertInto("fact_answer")
        .values({ ...answer, org: at.org, client, id: client, at: tx.now })
        .execute(),
    );
    const changed = await decideAgain(at.desk, at.owner, client, [{ ...answer, file: "", line: 0 }]);
    expect(changed.length).toBeGreaterThan(0);
    const touched = new Set(changed.map((c) => c.case));
    for (const r of await rows()) if (touched.has(r.id)) expect(r.payer_key).toBe(payer.payer_key);
    expect((await rebuildCases(at.desk, at.owner, client)).differed).toEqual([]);
  });
});

describe("what a person types", () => {
  let at: TestDesk;
  beforeAll(async () => {
    at = await openTestDesk(1);
  });
  afterAll(() => at.close());

  test("a claim opens its case, an EOB answers it, and a second of the same day stands beside it", async () => {
    const client = at.clients[0]!;
    const payer = { name: "INVENTED HEALTH PLAN", id: "99001" };
    const date = TODAY;
    const line = { code: "99285", date, charge: usd("800.00") };
    const claim = { claim: "T-1", form: "professional" as const, payer, billing: {}, lines: [line] };
    const typed = await typeClaim(at.desk, at.owner, client, claim, "M. Lund");
    expect(typed.ok && typed.value.evaluation?.payment).toBe("unpaid");
    expect(typed.ok && typed.value.case).toBeDefined();
    const wrong = await typeEob(
      at.desk,
      at.owner,
      client,
      { claim: "T-1", payer, lines: [{ ...line, adjustments: [], paid: usd("300.00") }] },
      "M. Lund",
    );
    expect(wrong.ok ? [] : wrong.error.map((p) => p.code)).toContain("eob-out-of-balance");
    const adjustments = [{ group: "CO", reason: "45", amount: usd("500.00") }];
    const eob = { claim: "t-1", payer, lines: [{ ...line, adjustments, paid: usd("300.00") }] };
    const answered = await typeEob(at.desk, at.owner, client, eob, "M. Lund");
    expect(answered.ok && [answered.value.claim, answered.value.case]).toEqual(
      typed.ok && [typed.value.claim, typed.value.case],
    );
    expect(answered.ok && answered.value.evaluation?.paid).toBe(usd("300.00"));
    const events = await at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("event").select("type").orderBy("seq").execute(),
    );
    expect(events.map((e) => e.type)).toEqual([
      "claim typed",
      "case payment received",
      "case evaluated again",
      "remittance typed",
    ]);
    expect((await rebuildCases(at.desk, at.owner, client)).differed).toEqual([]);
  });
});
