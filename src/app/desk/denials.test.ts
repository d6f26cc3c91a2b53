import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatUsd, usd } from "#base/money.ts";
import { finding } from "#case/story.ts";
import { claim as invented, remittance } from "#claim/invented.ts";
import { openCase, openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { actOnCases } from "./act.ts";
import { denialLog, denialsOf, LOG_COLUMNS } from "./denials.ts";
import { linesOf, pageOfClaims } from "./list-claims.ts";
import { queuePage } from "./queue.ts";

/** Three claims of one plan: two denied, one of them by an earlier Parley that kept no reasons, and one that was closed with money. */

let desk: TestDesk;
let one = "";
let two = "";

const line = (code: string, stake: number, more: object = {}) => ({
  ...{ n: 1, code, class: "denied", billed: 100_000, paid: 0, patient: 0, stake },
  ...more,
});

async function evaluated(claim: string, client: string, lines: readonly object[], stake: bigint): Promise<void> {
  const body = { claim: "C", payer: "INVENTED HEALTH PLAN", payerKey: "99001", lines, remittances: 1 };
  await desk.desk.store.as({ org: desk.org, clients: "all" }, ({ db }) =>
    db
      .insertInto("evaluation")
      .values({
        ...{ org: desk.org, client, claim, as_of: TODAY, class: "denied", payment_state: "denied", billed: 100_000n },
        ...{ paid: 0n, patient_owes: 0n, stake, loss: 0n, channel: "undetermined", body: JSON.stringify(body) },
      })
      .execute(),
  );
}

beforeAll(async () => {
  desk = await openTestDesk();
  [one = "", two = ""] = desk.clients;
  const given = (id: string, reason: string) => ({
    claim: invented(id, ["99285 1000.00"]),
    remittances: [remittance(id, [`99285 1000.00 paid=0 ${reason}=1000.00`])],
    finding: finding(),
    patient: "CANARY, ZELDA",
  });
  const kept = await openCase(desk, one, given("A-1", "CO197"));
  await evaluated(kept.claimId, one, [line("99285", 81_200, { codes: ["CO-197", "N30"] })], 81_200n);
  const earlier = await openCase(desk, one, given("A-2", "CO16"));
  await evaluated(earlier.claimId, one, [line("99285", 10_000)], 10_000n);
  const closed = await openCase(desk, one, given("A-3", "CO197"));
  const { actor, principal } = await desk.person("I. Roy", "negotiator");
  const close = {
    type: "close",
    outcome: "paid on appeal",
    amount: usd("640.00"),
    reason: "the appeal was granted",
  } as const;
  const { refused } = await actOnCases(desk.desk, principal, actor, [{ caseId: closed.caseId, saw: 1, act: close }]);
  expect(refused).toEqual([]);
});
afterAll(() => desk.close());

const as = <T>(work: Parameters<typeof desk.desk.store.as<T>>[1], clients: "all" | string[] = "all"): Promise<T> =>
  desk.desk.store.as({ org: desk.org, clients }, work);

describe("denials by reason, payer and service", () => {
  test("stand with their dollars and with what came of closed cases like them", async () => {
    const d = await as((tx) => denialsOf(tx, {}));
    expect(
      d.rows.map((r) => [r.reason, r.code, r.lines, formatUsd(r.stake), r.outcomes.closed, r.outcomes.paid]),
    ).toEqual([
      ["CO-197", "99285", 1, "812.00", 1, 1],
      // Read from the remittance, because the row of the evaluation kept no reason.
      ["CO-16", "99285", 1, "100.00", 0, 0],
    ]);
    expect([d.lines, formatUsd(d.stake), d.reasons[0]?.next?.tag]).toEqual([2, "912.00", d.rows[0] && "Can be argued"]);
    expect(formatUsd(d.rows[0]?.outcomes.recovered ?? usd("0.00"))).toBe("640.00");
  });

  test.each([
    [{ reason: "197" }, 1],
    [{ reason: "CO-197" }, 1],
    [{ reason: "co-197" }, 1],
    [{ reason: "PR-197" }, 0],
    [{ reason: "16" }, 1],
    [{ code: "93010" }, 0],
    [{ payer: "99001" }, 2],
    [{ payer: "somebody else" }, 0],
  ])("narrowed to %j they are %i", async (of, lines) => {
    expect((await as((tx) => denialsOf(tx, of))).lines).toBe(lines);
  });

  test("a count is as long as its list, and nobody sees another practice's", async () => {
    const list = await as((tx) =>
      pageOfClaims(tx, linesOf({ class: "denied", reason: "CO-197", code: "99285" }), undefined, 10),
    );
    expect(list.rows).toHaveLength(1);
    expect((await as((tx) => denialsOf(tx, {}), [two])).lines).toBe(0);
  });

  test.each([
    ["197", 1],
    ["CO-16", 1],
    ["N30", 0],
    ["CO-97", 0],
  ])("the queue narrowed to %s holds %i open cases", async (reason, n) => {
    const filter = { tab: "team", sort: "loss", reason } as const;
    expect((await as((tx) => queuePage(tx, filter, { limit: 50, today: TODAY }))).rows).toHaveLength(n);
  });
});

test("the log has a row a line with what it asks for, and no patient", async () => {
  const { rows, clients } = await as((tx) => denialLog(tx, {}, new Map()));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toHaveLength(LOG_COLUMNS.length);
  const text = JSON.stringify(rows, (_, v) => (typeof v === "bigint" ? String(v) : v));
  expect(text).toContain("CO-197 N30");
  expect(text).not.toContain("CANARY");
  expect(clients).toEqual([one]);
});
