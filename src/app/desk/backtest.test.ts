import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { formatUsd, usd } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import type { PlayedMoment } from "#strategy/backtest.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { FEDERAL_ANSWERS, oneLineClaim } from "#test/invented-claims.ts";
import { backtest, type PlayedAgain } from "./backtest.ts";
import { answersThen, type DatedAnswer } from "./backtest-known.ts";
import { actOnCase } from "./case-acts.ts";
import { loadCase } from "./case-log.ts";
import { adviseOn, readNegotiation } from "./negotiation.ts";

/** Cases that were negotiated, settled and closed, played again on a real store. */

let at: TestDesk;
let lund: TestPerson;
let [mine, other] = ["", ""];
let number = 0;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = "", other = ""] = at.clients;
  lund = await at.person("Maren Lund", "director");
});
afterAll(() => at.close());

interface Told {
  readonly id: string;
  readonly name: string;
}

async function opened(payer: string, client = mine): Promise<Told> {
  at.on("2026-11-20");
  number += 1;
  const name = `BT-${number}`;
  return { id: (await openCase(at, client, oneLineClaim(name, payer))).caseId, name };
}

async function act(told: Told, given: Act): Promise<number> {
  const saw = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, told.id)))?.state.version ?? 0;
  const said = await actOnCase(at.desk, lund.principal, lund.actor, { caseId: told.id, saw, act: given });
  if (!said.ok) throw new Error(said.error.sentence);
  return said.value.events[0] ?? 0;
}

const answer = (told: Told, fact: string, value: string, key = told.name): Promise<number> =>
  act(told, { type: "answer fact", fact, scope: "claim", key, value, source: "card.pdf" });

const logged = (told: Told, from: "us" | "them", amount: string): Promise<number> =>
  act(told, { type: "log offer", from, amount: usd(amount), made: at.desk.today(), way: "fax" });

const agree = (told: Told, amount: string, offer: number): Promise<number> =>
  act(told, {
    ...{ type: "enter agreement", kind: "agreement", basis: "total payment", amount: usd(amount), offer },
    ...{ lines: [{ line: 1, amount: usd(amount) }], agreed: at.desk.today(), due: day("2027-01-15") },
    ...{ days: "business", source: "letter", reason: "as it was agreed then" },
  } as Act);

async function ready(payer: string, client = mine): Promise<Told> {
  const told = await opened(payer, client);
  for (const [fact, value] of FEDERAL_ANSWERS) await answer(told, fact, value);
  return told;
}

const ALL = { from: day("2020-01-01"), to: day("2199-12-30") };
const play = (client = mine, by = at.owner, enough = () => false): Promise<PlayedAgain> =>
  backtest(at.desk, by, { client, ...ALL }, enough);

/** Every moment of the cases that parted from their advice, by case. */
const moments = (b: PlayedAgain, told: Told): readonly PlayedMoment[] =>
  b.partings.find((p) => p.case.id === told.id)?.case.moments ?? [];

/** What the desk itself advises now. */
async function advisedNow(told: Told) {
  const read = await at.desk.store.as(lund.principal, (tx) => readNegotiation(tx, at.desk, told.id));
  if (read === undefined) throw new Error("there is no such case");
  const { advice } = await adviseOn(read);
  return { move: advice.turn?.move, amount: advice.turn?.amount, chance: advice.turn?.step.agreement };
}

/** A negotiation of two rounds, ended below what was advised; gives what the desk advised at each act of ours. */
async function settled(payer: string, client = mine) {
  const told = await ready(payer, client);
  const live = [await advisedNow(told)];
  await logged(told, "us", "900.00");
  at.on("2026-11-24");
  await logged(told, "them", "410.00");
  live.push(await advisedNow(told));
  await logged(told, "us", "640.00");
  at.on("2026-12-01");
  const theirs = await logged(told, "them", "430.00");
  live.push(await advisedNow(told));
  await agree(told, "430.00", theirs);
  return { told, live };
}

const MOVE = { ask: ["open", "counter"], take: ["accept"], wait: ["hold"], escalate: ["escalate"], stop: ["walk"] };

describe("a settled case played again", () => {
  test("is told at each act of ours what the desk advised then", async () => {
    const { told, live } = await settled("payer as then");
    const played = moments(await play(), told);
    expect(played.map((m) => [m.on, m.done, m.amount && formatUsd(m.amount), m.stood && formatUsd(m.stood)])).toEqual([
      ["2026-11-20", "ask", "900.00", undefined],
      ["2026-11-24", "ask", "640.00", "410.00"],
      ["2026-12-01", "take", "430.00", "430.00"],
    ]);
    for (const [i, m] of played.entries()) {
      expect(MOVE[m.advice?.move ?? "ask"], `act ${i}`).toContain(live[i]?.move);
      expect([m.advice?.amount, m.advice?.chance]).toEqual([live[i]?.amount, live[i]?.chance]);
    }
  });

  test("is advised the same, whatever came later on it, on others of the payer, or of its facts", async () => {
    const payer = "payer of many";
    const first = await settled(payer);
    const before = moments(await play(), first.told);
    expect(before).toHaveLength(3);
    // A later answer turns the road, the QPA is corrected, money comes, and others of the payer settle far higher.
    at.on("2026-12-03");
    await answer(first.told, "qpa", "900.00");
    await answer(first.told, "plan_funding", "fully_insured");
    const high = await ready(payer);
    at.on("2026-12-04");
    await logged(high, "us", "990.00");
    const offer = await logged(high, "them", "980.00");
    await agree(high, "980.00", offer);
    await act(high, { type: "close", outcome: "agreed and paid", amount: usd("100.00"), reason: "done" } as Act);
    await act(first.told, { type: "close", outcome: "agreed and paid", amount: usd("100.00"), reason: "done" } as Act);
    const after = moments(await play(), first.told);
    expect(after.slice(0, 3)).toEqual(before);
  }, 60_000);

  test("that lacked its facts then is not advised, though they are known now", async () => {
    const told = await opened("payer unknown then");
    await logged(told, "us", "700.00");
    for (const [fact, value] of FEDERAL_ANSWERS) await answer(told, fact, value);
    at.on("2026-11-24");
    const theirs = await logged(told, "them", "310.00");
    await agree(told, "310.00", theirs);
    const [one, two] = moments(await play(), told);
    expect([one?.advice, one?.why]).toEqual([undefined, expect.stringMatching(/^Not enough to advise: /)]);
    expect(two?.advice?.move).toBeDefined();
  }, 60_000);
});

describe("all that were settled", () => {
  test("are counted, and few are said to be few", async () => {
    const b = await play();
    expect(b).toMatchObject({ enough: false, left: 0, newestOnly: undefined });
    expect(b.played).toBeGreaterThanOrEqual(4);
    expect(b.calibration.brier).toBeUndefined();
    expect(b.longer.share.hits).toBeGreaterThan(0);
  }, 60_000);

  test("of another client teach nothing here, and nobody sees them who may not", async () => {
    const { told } = await settled("payer as then", other);
    const before = (await play()).played;
    expect(moments(await play(other), told)).toHaveLength(3);
    expect((await play()).played).toBe(before);
    const stranger = await play(other, { org: at.org, clients: [mine] });
    expect([stranger.played, stranger.partings]).toEqual([0, []]);
  }, 60_000);

  test("outside the period are not played", async () => {
    const none = { client: mine, from: day("2020-01-01"), to: day("2020-12-31") };
    expect((await backtest(at.desk, at.owner, none, () => false)).played).toBe(0);
  });

  test("are played a part at a time, and go on where it stopped", async () => {
    const many = "payer of a dozen";
    const client = other;
    for (let i = 0; i < 11; i++) {
      const told = await opened(many, client);
      const theirs = await logged(told, "them", "350.00");
      await agree(told, "350.00", theirs);
    }
    const part = await play(client, at.owner, () => true);
    expect(part.left).toBe(1);
    const whole = await play(client, at.owner, () => true);
    expect([whole.left, whole.played]).toEqual([0, part.played + 1]);
  }, 120_000);
});

describe("an answer", () => {
  const fact = { scope: "claim", key: "C", fact: "qpa", value: "1", source: "s", file: "f", line: 1 } as const;
  const then = { case: "here", event: 5, at: "2026-03-02T10:00:00.000Z" };
  test.each<[string, Omit<DatedAnswer, "answer">, boolean]>([
    ["from a file before", { at: "2026-03-02T09:00:00.000Z" }, true],
    ["from a file after", { at: "2026-03-02T11:00:00.000Z" }, false],
    ["of the case, before", { at: then.at, on: { case: "here", event: 4 } }, true],
    ["of the case, after", { at: then.at, on: { case: "here", event: 5 } }, false],
    ["of another case, before", { at: "2026-03-01T00:00:00.000Z", on: { case: "there", event: 9 } }, true],
    [
      "taken back before",
      { at: "2026-03-01T00:00:00.000Z", back: { at: "2026-03-02T09:59:59.999Z", event: 2 } },
      false,
    ],
    ["taken back after", { at: "2026-03-01T00:00:00.000Z", back: { at: "2026-03-03T00:00:00.000Z", event: 2 } }, true],
    [
      "of the case, taken back by a later event of it",
      { at: then.at, on: { case: "here", event: 2 }, back: { at: then.at, event: 7 } },
      true,
    ],
  ])("%s", (_, dated, counts) => {
    expect(answersThen([{ answer: fact, ...dated }], then)).toHaveLength(counts ? 1 : 0);
  });
});
