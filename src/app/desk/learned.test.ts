import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import { STARTING_PRIORS } from "#strategy/priors.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { FEDERAL_ANSWERS, oneLineClaim } from "#test/invented-claims.ts";
import { actOnCase } from "./case-acts.ts";
import { loadCase } from "./case-log.ts";
import { LEARNED_CASES, learningAt, learningGround } from "./learned.ts";
import { putLearning } from "./learning-switch.ts";
import { readNegotiation } from "./negotiation.ts";
import { contextOf } from "./negotiation-guards.ts";
import { floorOf } from "./negotiation-table.ts";
import { planOfCase } from "./plan.ts";

/** What a client's own closed cases teach the next: on a real store, of that client alone, and not at all when switched off. */

let at: TestDesk;
let lund: TestPerson;
let [mine, other, third] = ["", "", ""];
let number = 0;

beforeAll(async () => {
  at = await openTestDesk(3);
  [mine = "", other = "", third = ""] = at.clients;
  lund = await at.person("Maren Lund", "director");
});
afterAll(() => at.close());
beforeEach(() => at.on("2026-11-20"));

async function opened(payer: string, client: string) {
  number += 1;
  const name = `LE-${number}`;
  const given = oneLineClaim(name, payer);
  return { id: (await openCase(at, client, given)).caseId, name };
}

async function act(id: string, given: Act): Promise<void> {
  const saw = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, id)))?.state.version ?? 0;
  const said = await actOnCase(at.desk, lund.principal, lund.actor, { caseId: id, saw, act: given });
  expect(said.ok ? "done" : said.error.sentence).toBe("done");
}

const today = () => at.desk.today();
const call = (who: string): Act => ({ type: "log call", who, said: "They offered." });
const bid = (from: "us" | "them", amount: string): Act => ({
  ...{ type: "log offer", from, amount: usd(amount), made: today(), way: "fax" },
});

/** A case that was decided by an arbitrator for us, and closed. */
async function won(payer: string, client: string, amount = "1000.00", who = "Ann of Viant"): Promise<void> {
  const { id, name } = await opened(payer, client);
  await act(id, { type: "answer fact", fact: "qpa", scope: "claim", key: name, value: "400.00", source: "card.pdf" });
  await act(id, call(who));
  await act(id, bid("us", amount));
  at.on("2026-11-24");
  await act(id, bid("them", "410.00"));
  await act(id, {
    ...{ type: "enter agreement", kind: "award", basis: "total payment", amount: usd("900.00") },
    ...{ lines: [{ line: 1, amount: usd("900.00") }], agreed: today(), due: today(), days: "calendar" },
    source: "the decision",
  });
  await act(id, { type: "close", outcome: "awarded and paid", amount: usd("900.00"), reason: "decided" });
  at.on("2026-11-20");
}

async function ready(payer: string, client: string): Promise<string> {
  const { id, name } = await opened(payer, client);
  for (const [fact, value] of FEDERAL_ANSWERS)
    await act(id, { type: "answer fact", fact, scope: "claim", key: name, value, source: "card.pdf" });
  await act(id, call("Ann of Viant"));
  return id;
}

async function table(id: string) {
  at.on("2026-11-25");
  const read = await at.desk.store.as(at.owner, (tx) => readNegotiation(tx, at.desk, id));
  if (read === undefined) throw new Error("there is no such case");
  return read.table;
}

const ground = (client: string, principal = at.owner) =>
  at.desk.store.as(principal, (tx) => learningGround(tx, client, today()));

describe("own closed cases", () => {
  beforeAll(async () => {
    at.on("2026-11-20");
    for (let i = 0; i < 5; i++) await won("lone star", mine);
    await won("harbor", mine);
    await won("lone star", other, "1000.00", "somebody");
  }, 120_000);

  test("are read as ratios, with payer, vendor and specialty, and whether they were won", async () => {
    at.on("2026-11-25");
    const { past } = await ground(mine);
    expect(past).toHaveLength(6);
    expect(past[0]).toMatchObject({
      vendor: "viant",
      specialty: "emergency",
      award: 2.5,
      won: true,
      replies: [2],
      age: 1,
    });
    expect(past.filter((p) => p.payer === "lone star")).toHaveLength(5);
    expect(LEARNED_CASES).toBe(300);
  });

  test("move the award multiple of a new case, with the sample in its source, on the plan as in the negotiation", async () => {
    const id = await ready("lone star", mine);
    const { award } = (await table(id)).state?.planCase.priors ?? STARTING_PRIORS;
    expect(award.value.multiple).toBeGreaterThan(STARTING_PRIORS.award.value.multiple);
    expect(award).toMatchObject({
      prior: false,
      source: expect.stringContaining("own 6 awards: 5 of this payer, 6 of this vendor, 6 of this specialty"),
    });
    const plan = await at.desk.store.as(at.owner, (tx) => planOfCase(tx, at.desk, id));
    expect(plan.ok && JSON.stringify(plan.value.plan())).toContain("own 6 awards");
  });

  test("of a vendor teach about a payer never met", async () => {
    const { priors } = (await table(await ready("unheard of", mine))).state?.planCase ?? { priors: STARTING_PRIORS };
    expect(priors.award.source).toContain("6 of this vendor");
    expect(priors.award.value.multiple).toBeGreaterThan(STARTING_PRIORS.award.value.multiple);
  });

  test("give the guardrail of final offers its winners (G6)", async () => {
    const t = await table(await ready("lone star", mine));
    const floor = floorOf(t);
    expect(t.state?.practice.winners75).toMatchObject({ value: usd("1000.00"), prior: false });
    expect(floor && contextOf(t, floor)?.winners75).toBe(usd("1000.00"));
  });

  test("of another client of the organization teach nothing", async () => {
    at.on("2026-11-25");
    expect((await ground(third)).past).toEqual([]);
    expect((await ground(other)).past).toHaveLength(1);
    const { priors } = (await table(await ready("lone star", third))).state?.planCase ?? { priors: undefined };
    expect(priors?.award).toEqual(STARTING_PRIORS.award);
  });

  test("are not seen by who works for another client, nor by another organization, though the process read them before", async () => {
    at.on("2026-11-25");
    await ground(mine);
    const stranger = await at.person("Stray Nger", "director", [other]);
    expect((await ground(mine, stranger.principal)).past).toEqual([]);
    const far = { org: "018f0000-0000-7000-8000-00000000dead", clients: "all" } as const;
    expect((await ground(mine, far)).past).toEqual([]);
  });

  test("that changed are read again", async () => {
    at.on("2026-11-25");
    const [first] = (await ground(mine)).past;
    const version = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, first?.id ?? "")))?.state.version;
    await act(first?.id ?? "", { type: "reopen", reason: "a mistake" });
    expect((await ground(mine)).past).toHaveLength(5);
    await act(first?.id ?? "", {
      type: "close",
      outcome: "awarded and paid",
      amount: usd("900.00"),
      reason: "decided",
    });
    expect((await ground(mine)).past).toHaveLength(6);
    expect(version).toBeGreaterThan(0);
  });
});

describe("the switch", () => {
  test("off: no case is read, no payer is remembered, and every belief is the starting one", async () => {
    const id = await ready("lone star", mine);
    const put = (saw: number, on: boolean) => at.desk.store.as(lund.principal, (tx) => putLearning(tx, mine, saw, on));
    expect((await table(id)).memory.cases).toBeGreaterThan(0);
    expect(await put(0, false)).toMatchObject({ ok: true, value: { on: false, version: 1, by: "Maren Lund" } });
    const t = await table(id);
    expect([t.learning.off, t.learning.past, t.memory.cases, t.memory.coach]).toEqual([true, [], 0, []]);
    expect(t.state?.planCase.priors).toEqual(STARTING_PRIORS);
    expect(t.state?.practice).toEqual({});
    expect(await put(0, true)).toMatchObject({ ok: false, error: { code: "stale-version" } });
    expect(await put(1, true)).toMatchObject({ ok: true });
    expect((await table(id)).state?.planCase.priors.award.prior).toBe(false);
  });

  test("is of one client, and nobody switches a client that is not theirs", async () => {
    const stranger = await at.person("Elsa Where", "director", [other]);
    expect(await at.desk.store.as(stranger.principal, (tx) => putLearning(tx, mine, 2, false))).toMatchObject({
      ok: false,
      error: { code: "not-found" },
    });
    expect((await ground(other)).off).toBe(false);
  });

  test("a target without a past is as it was", async () => {
    const { learn, past } = learningAt(await ground(third), { payer: "x", vendor: "", specialty: "" });
    expect([past, learn({ priors: STARTING_PRIORS } as never)]).toEqual([[], { priors: STARTING_PRIORS }]);
  });
});
