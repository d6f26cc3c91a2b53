import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatUsd } from "#base/money.ts";
import { claim as invented, paidOn, remittance } from "#claim/invented.ts";
import { openCase, openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { actOnCase } from "./case-acts.ts";
import { standingOf } from "./standing.ts";

/** A claim that was answered in April, and what somebody noted of it since. */

let desk: TestDesk;
let caseId = "";
let version = 1;

beforeAll(async () => {
  desk = await openTestDesk();
  const [one = ""] = desk.clients;
  const answer = remittance("A-1", ["99285 1000.00 paid=300.00 CO45=600.00 PR1=100.00"], paidOn("2026-04-01"));
  caseId = (await openCase(desk, one, { claim: invented("A-1", ["99285 1000.00"]), remittances: [answer] })).caseId;
});
afterAll(() => desk.close());

const read = (clients: "all" | string[] = "all") =>
  desk.desk.store.as({ org: desk.org, clients }, (tx) => standingOf(tx, caseId, TODAY));

async function note(fact: string, value: string): Promise<void> {
  const { actor, principal } = await desk.person("I. Roy", "biller");
  const act = { type: "answer fact", fact, scope: "claim", key: "A-1", value, source: "call" } as const;
  const done = await actOnCase(desk.desk, principal, actor, { caseId, saw: version, act });
  expect(done.ok || done.error).toBe(true);
  version += done.ok ? done.value.events.length : 0;
}

describe("where a claim stands", () => {
  test("is what its remittance shows, until somebody says something newer", async () => {
    expect((await read())?.status.now).toBe("paid");
    await note("claim_status", "pending; 2026-03-20; reference 4417");
    expect((await read())?.status.now).toBe("paid");
    await note("claim_status", "denied; 2026-11-19");
    const { status } = (await read()) ?? {};
    expect(status?.now).toBe("denied");
    expect(status?.entries.map((e) => `${e.day} ${e.status} ${e.source}`)).toEqual([
      "2026-03-20 pending call, noted by I. Roy",
      "2026-04-01 paid a typed EOB",
      "2026-11-19 denied call, noted by I. Roy",
    ]);
  });

  test("and its benefits are the newest that were noted, old after thirty days", async () => {
    expect((await read())?.benefits).toBeUndefined();
    await note("oon_benefits", "yes; as of 2026-10-20; deductible 3000.00, 1200.00 met; coinsurance 40%");
    expect((await read())?.benefits).toMatchObject({ days: 31, old: true, by: "I. Roy", source: "call" });
    await note("oon_benefits", "yes; as of 2026-10-21; coinsurance 30%");
    expect((await read())?.benefits).toMatchObject({ days: 30, old: false, is: { coinsurance: 30 } });
  });

  test("a protected patient's most is reckoned with the benefits, or says what is missing", async () => {
    await desk.desk.store.asSystem(({ db }) =>
      db
        .updateTable("case_row")
        .set({ flags: ["protected"] })
        .where("id", "=", caseId)
        .execute(),
    );
    expect((await read())?.patient).toEqual({ known: false, missing: ["qpa", "deductible_remaining"] });
    await note("qpa", "500.00");
    await note("oon_benefits", "yes; as of 2026-11-20; in-network deductible left 100.00; in-network coinsurance 20%");
    const most = (await read())?.patient;
    // 100.00 of the deductible, and a fifth of the other 400.00.
    expect(most?.known === true && [formatUsd(most.recognized), formatUsd(most.maximum)]).toEqual(["500.00", "180.00"]);
  });

  test("nobody of another practice learns of it", async () => {
    expect(await read([desk.clients[1] ?? ""])).toBeUndefined();
  });
});
