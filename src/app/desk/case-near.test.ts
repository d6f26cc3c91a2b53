import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDemo } from "#app/demo.ts";
import { claimFrom, remittanceFrom } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { imported } from "#test/imported.ts";
import { findNearCase } from "./case-near.ts";
import { rowOf } from "./case-sheet.ts";
import { findNear, type Near } from "./import-near.ts";
import { Wanted } from "./import-rows.ts";

let at: TestDesk;
beforeAll(async () => {
  at = await openTestDesk();
  const files = makeDemo({ seed: 11, asOf: TODAY }).filter((f) => /\.(837|835)/.test(f.path));
  await imported(at, at.clients[0]!, Object.fromEntries(files.map((f) => [f.path, f.text])));
  await imported(at, at.clients[1]!, Object.fromEntries(files.map((f) => [f.path, f.text])));
}, 120_000);
afterAll(() => at.close());

/** Ids of claims and remittances in their order, and what each remittance was tied to. */
const told = ({ claims, remittances, ids, tiedTo }: Near) => ({
  claims: claims.map((c) => ids.get(c.claim)),
  remittances: remittances.map((r) => [ids.get(r), tiedTo.get(r)]),
});

/** The same from the bodies of the claim and of what is tied to it, read first. */
async function fromBodies(tx: TenantTx, client: string, claim: string): Promise<Near> {
  const wanted = new Wanted();
  const bodies = await tx.db.selectFrom("claim").select("body").where("id", "=", claim).execute();
  for (const { body } of bodies) wanted.claim(claimFrom(body));
  const tied = await tx.db.selectFrom("remittance").select("body").where("claim", "=", claim).execute();
  for (const { body } of tied) wanted.remittance(remittanceFrom(body));
  return await findNear((work) => work(tx), { client, files: [], nearest: true }, wanted);
}

describe("what lies near the claim of a case", () => {
  test("is for each case what its numbers, its days and its client find", async () => {
    await at.desk.store.as(at.owner, async (tx) => {
      const cases = await tx.db.selectFrom("case_row").select(["id", "client", "claim"]).execute();
      expect(cases.length).toBeGreaterThan(50);
      let [more, untied] = [0, 0];
      for (const { id, client, claim } of cases) {
        const near = await findNearCase(tx, id, rowOf(tx, id));
        expect(told(near)).toEqual(told(await fromBodies(tx, client, claim)));
        expect(told(near).claims).toContain(claim);
        if (near.remittances.length > 1) more += 1;
        if (near.remittances.some((r) => near.tiedTo.get(r) === undefined)) untied += 1;
      }
      // Else it would not have been tried.
      expect(more).toBeGreaterThan(0);
      expect(untied).toBeGreaterThan(0);
    });
  });

  test("holds the claim itself where no number and no day finds it", async () => {
    const row = await at.desk.store.asSystem(async ({ db }) => {
      const { id, claim } = await db.selectFrom("case_row").select(["id", "claim"]).executeTakeFirstOrThrow();
      await db.updateTable("claim").set({ loose: "" }).where("id", "=", claim).execute();
      await db.updateTable("remittance").set({ loose: "", payer_number: null }).where("claim", "=", claim).execute();
      return { id, claim };
    });
    await at.desk.store.as(at.owner, async (tx) => {
      const near = await findNearCase(tx, row.id, rowOf(tx, row.id));
      expect(told(near).claims).toContain(row.claim);
    });
  });

  test("is nothing for a case that the principal may not see", async () => {
    const [mine, other] = at.clients;
    const { id } = await at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("case_row").select("id").where("client", "=", other!).executeTakeFirstOrThrow(),
    );
    await at.desk.store.as({ ...at.owner, clients: [mine!] }, async (tx) => {
      expect(told(await findNearCase(tx, id, rowOf(tx, id)))).toEqual({ claims: [], remittances: [] });
    });
  });
});
