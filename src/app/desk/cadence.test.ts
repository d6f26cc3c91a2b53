import { afterAll, beforeAll, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { claim } from "#claim/invented.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { actOnCase } from "./case-acts.ts";
import { evaluateMany } from "./evaluate-again.ts";
import { putProfile } from "./settings.ts";

/** The days after which a practice asks again, from its profile to the day in the queue. */

let at: TestDesk;
let lund: TestPerson;
let mine = "";

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
});
afterAll(() => at.close());

const dueOf = (id: string) =>
  at.desk.store.as(at.owner, (tx) =>
    tx.db.selectFrom("case_row").select(["due", "step"]).where("id", "=", id).executeTakeFirstOrThrow(),
  );
const puts = (saw: number, followUp: Readonly<Record<string, unknown>>) =>
  at.desk.store.as(at.owner, (tx) => putProfile(tx, mine, saw, { followUp }));

test("an offer is asked after on the practice's day, and on another when the practice changes it", async () => {
  at.on("2026-11-20");
  await puts(0, { first: 2, every: 4 });
  const { caseId } = await openCase(at, mine, { claim: claim("FU-1", ["99285 1000.00 c=A1 on=2026-10-20"]) });
  const made = at.desk.today();
  const act = { type: "log offer", from: "us", amount: usd("700.00"), made, way: "email" } as const;
  const said = await actOnCase(at.desk, lund.principal, lund.actor, { caseId, saw: 1, act });
  expect(said.ok ? "logged" : said.error.sentence).toBe("logged");
  expect(await dueOf(caseId)).toMatchObject({
    due: "2026-11-24",
    step: expect.stringContaining("ask after our offer"),
  });
  await puts(1, { first: 2, ways: { email: 6 } });
  await evaluateMany(at.desk, at.owner, mine, { all: true, why: "the profile" });
  expect(await dueOf(caseId)).toMatchObject({ due: "2026-12-01" });
});
