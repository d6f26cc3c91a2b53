import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, usd } from "#base/money.ts";
import type { Act, ActOf } from "#case/command.ts";
import { valuesOf, waitingOn } from "#strategy/moves.ts";
import { nextTurn } from "#strategy/turn.ts";
import { withoutTurnReason } from "#strategy/turn-reasons.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { FEDERAL_ANSWERS, oneLineClaim } from "#test/invented-claims.ts";
import { actOnCases } from "./act.ts";
import { listApprovals } from "./approvals.ts";
import { authorityOf, putAuthority, STARTING_AUTHORITY } from "./authority.ts";
import { actOnCase } from "./case-acts.ts";
import { loadCase } from "./case-log.ts";
import { expireOffers } from "./expire-offers.ts";
import { adviseOn, type Negotiation, readNegotiation } from "./negotiation.ts";
import { waitOutlook } from "./negotiation-cards.ts";
import { pastWith } from "./negotiation-memory.ts";
import { rebuildCases } from "./rebuild.ts";

/** A negotiation from the first underpayment to the deal, on a real store. */

let at: TestDesk;
let lund: TestPerson;
let vega: TestPerson;
let [mine, other] = ["", ""];
let number = 0;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = "", other = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  vega = await at.person("R. Vega", "director");
});
afterAll(() => at.close());
beforeEach(() => at.on("2026-11-20"));

interface Told {
  readonly id: string;
  readonly name: string;
}

/** A case of its own payer, so that no test is another's past. */
async function opened(payer = `payer ${number}`, client = mine): Promise<Told> {
  number += 1;
  const name = `ED-${number}`;
  const { caseId } = await openCase(at, client, oneLineClaim(name, payer));
  return { id: caseId, name };
}

async function act(told: Told, given: Act, who = lund): Promise<string> {
  const saw = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, told.id)))?.state.version ?? 0;
  const said = await actOnCase(at.desk, who.principal, who.actor, { caseId: told.id, saw, act: given });
  return said.ok ? `done ${said.value.events.join(" ")}` : `${said.error.code}: ${said.error.sentence}`;
}

/** On the federal road, with everything answered. */
async function ready(payer?: string, client = mine): Promise<Told> {
  const told = await opened(payer, client);
  for (const [fact, value] of FEDERAL_ANSWERS)
    await act(told, { type: "answer fact", fact, scope: "claim", key: told.name, value, source: "card.pdf" });
  await act(told, { type: "attach file", file: "a".repeat(64), name: "card.pdf", kind: "plan card", bytes: 3 });
  return told;
}

async function shown(told: Told, who = lund): Promise<Negotiation> {
  const read = await at.desk.store.as(who.principal, (tx) => readNegotiation(tx, at.desk, told.id));
  if (read === undefined) throw new Error("there is no such case");
  return await adviseOn(read);
}

const card = (n: Negotiation, move: string) => {
  const found = n.advice.cards.find((c) => c.move === move);
  if (found === undefined) throw new Error("there is no such card");
  return found;
};

const offer = (amount: string, more: Partial<ActOf<"make offer">> = {}): Act => ({
  ...{ type: "make offer", amount: usd(amount), way: "fax", reasons: [] },
  ...more,
});
const theirs = (amount: string, more: Partial<ActOf<"log offer">> = {}): Act => ({
  ...{ type: "log offer", from: "them", amount: usd(amount), made: at.desk.today(), way: "fax" },
  ...more,
});

/** Asks for an approval and has it given; the number to name it by. */
async function approvedFor(told: Told, asks: ActOf<"ask approval">["asks"]): Promise<number> {
  const request = Number((await act(told, { type: "ask approval", asks })).split(" ")[1]);
  const [asked] = (await shown(told)).approvals;
  const attested = asked?.body.unproven.map((u) => u.fact) ?? [];
  expect(await act(told, { type: "approve", request, attested }, vega)).toMatch(/^done/);
  return request;
}

/** The first contact with the payer: an offer that another person allowed. */
async function met(told: Told, amount: string): Promise<void> {
  const request = await approvedFor(told, { type: "make offer", amount: usd(amount) });
  expect(await act(told, offer(amount, { request }))).toMatch(/^done/);
}

describe("what the desk says", () => {
  test("before the road is known: figures, no advice, and the fact that would help", async () => {
    const n = await shown(await opened());
    expect(n.advice.why).toMatch(/^Not enough to advise: /);
    expect(n.advice.turn).toBeUndefined();
    expect(n.advice.askFirst?.question).toMatch(/\?$/);
    expect(n.advice.cards.map((c) => [c.move, c.suggested])).toEqual([
      ["accept", false],
      ["counter", false],
      ["escalate", false],
      ["wait", false],
    ]);
  });

  test("with everything answered: a move, its figure within the bounds, and every way out with its reason", async () => {
    const n = await shown(await ready());
    const { turn, zone } = n.advice;
    expect(turn?.move).toBe("open");
    expect(turn?.amount).toBeGreaterThanOrEqual(zone?.floor ?? 0n);
    expect(turn?.amount).toBeLessThanOrEqual(zone?.cap ?? 0n);
    expect(n.advice.cards.filter((c) => c.suggested).map((c) => c.move)).toEqual(["counter"]);
    expect(n.table.turn?.channels.map((c) => [c.id, c.available])).toEqual([
      ["accept", true],
      ["federal IDR", true],
      ["state process", false],
      ["appeal", false],
      ["lawsuit", false],
    ]);
    expect(n.table.turn?.channels.every((c) => c.why !== "")).toBe(true);
    expect(n.table.window).toMatchObject({ from: "2026-11-10", until: "2026-12-23", talks: false });
    expect(card(n, "escalate")).toMatchObject({ open: false, why: expect.stringMatching(/^not yet: /) });
  });

  test("the charge may not be said where a federal dispute decides, and nothing that no file shows", async () => {
    const n = await shown(await ready());
    const said = new Map(n.reasons.map((r) => [r.id, r.admissible]));
    expect([said.get("qpa"), said.get("billed"), said.get("acuity_complexity")]).toEqual([true, false, false]);
    expect(n.anchors.filter((a) => !a.admissible && a.whyNot === undefined)).toEqual([]);
  });

  test("a reason taken out and the state run again gives its stated effect, to the cent", async () => {
    const told = await ready();
    await act(told, theirs("480.00"));
    const n = await shown(told);
    const { state } = n.table;
    if (state === undefined) throw new Error("there is a state");
    const now = valuesOf(state);
    let seen = 0;
    for (const move of ["accept", "counter", "escalate"] as const)
      for (const reason of card(n, move).reasons) {
        const without = valuesOf(withoutTurnReason(state, reason.id));
        expect(cents((now?.[move] ?? 0n) - (without?.[move] ?? without?.accept ?? 0n))).toBe(reason.effect);
        seen += 1;
      }
    expect(seen).toBeGreaterThan(10);
    const turn = nextTurn(state);
    expect(turn.ok && card(n, "counter").value).toBe(turn.ok && turn.value.value);
  });

  test("waiting has its interval and its chance, those of the course as it would stand then", async () => {
    const told = await ready();
    await act(told, theirs("480.00"));
    const n = await shown(told);
    const { state, turn, replyDays } = n.table;
    if (state === undefined || turn === undefined) throw new Error("there is a state");
    const then = waitingOn(state, turn, Math.max(1, Math.round(replyDays)));
    const { value, low, high, chance } = card(n, "wait");
    expect([value, chance]).toEqual([then?.value, then?.turn.step.agreement]);
    expect(Number(low)).toBeLessThan(Number(value));
    expect(Number(high)).toBeGreaterThan(Number(value));
    expect(Number(value)).toBeLessThanOrEqual(Number(card(n, "counter").value));
  });

  test.each([
    ["what was allowed, which is sure", "walk", 1, true],
    ["a road, with its own chance and what doubt leaves", "escalate", 0.4, false],
  ] as const)("waiting may leave %s", async (_, move, chance, isSure) => {
    const { state, turn } = (await shown(await ready())).table;
    if (state === undefined || turn === undefined) throw new Error("there is a state");
    const value = usd("900.00");
    const wayOut = { ...turn.wayOut, ...turn.channels.find((c) => c.id === "federal IDR"), chance: 0.4 };
    const said = waitOutlook({ value, state, turn: { ...turn, move, wayOut } });
    expect(said).toMatchObject({ value, chance });
    expect((said.low ?? value) <= value && (said.high ?? value) >= value).toBe(true);
    expect(said.low === said.high).toBe(isSure);
  });

  test("their first offer is warned of, with the step that is likely next", async () => {
    const told = await ready();
    await act(told, theirs("480.00"));
    const { firstOffer, turn } = (await shown(told)).advice;
    expect(turn?.move).not.toBe("accept");
    expect(firstOffer).toMatchObject({
      warn: true,
      says: expect.stringMatching(/^\$480.00 is their first offer. Do not settle/),
    });
    await act(told, theirs("520.00"));
    expect((await shown(told)).advice.firstOffer).toBeUndefined();
  });

  test("an offer that would be taken and stands no more is asked for again", async () => {
    const told = await ready();
    await act(told, theirs("1000.00", { expires: day("2026-11-20") }));
    expect((await shown(told)).advice.turn?.move).toBe("accept");
    at.on("2026-11-23");
    expect((await shown(told)).advice.turn).toMatchObject({
      move: "hold",
      because: expect.stringMatching(/stands no more/),
    });
  });

  test("suggestions that are switched off are not made; the figures stay", async () => {
    const told = await ready("quiet", other);
    const off = { ...STARTING_AUTHORITY, autonomy: "off" as const };
    await at.desk.store.as(at.owner, (tx) => putAuthority(tx, other, 0, off));
    const n = await shown(told);
    expect([n.advice.why, n.advice.turn]).toEqual(["Suggestions are switched off in the settings.", undefined]);
    expect(card(n, "counter").value).toBeGreaterThan(0n);
  });
});

describe("nothing leaves past the guardrails", () => {
  test("the first offer to a payer needs another person, and then leaves once", async () => {
    const told = await ready();
    expect(await act(told, offer("700.00"))).toBe(
      "not-now: G4: it is the first contact with this payer (an approval lifts it). Nothing was changed.",
    );
    const request = await approvedFor(told, { type: "make offer", amount: usd("700.00") });
    expect(await act(told, offer("700.01", { request }))).toMatch(/It was given for something else: offer \$700.00/);
    expect(await act(told, offer("700.00", { request }))).toMatch(/^done/);
    expect(await act(told, offer("700.00", { request }))).toMatch(/was used before|has ended/);
    expect(await act(told, offer("690.00"))).toMatch(/^done/);
  });

  test("an offer written down today as made outside spares nobody the second person", async () => {
    const told = await ready("written");
    await act(told, { type: "log offer", from: "us", amount: usd("790.00"), made: day("2026-11-12"), way: "fax" });
    expect(await act(told, offer("780.00"))).toMatch(/G4: it is the first contact with this payer/);
  });

  test("a step is measured from the last offer that left through the guardrails", async () => {
    const told = await ready();
    await met(told, "790.00");
    await act(told, { type: "log offer", from: "us", amount: usd("560.00"), made: at.desk.today(), way: "fax" });
    expect(await act(told, offer("540.00"))).toMatch(/G4: it gives up more than 30% in one step/);
  });

  test("less than they offer themselves is never asked", async () => {
    const told = await ready();
    await act(told, theirs("760.00"));
    expect(await act(told, offer("700.00"))).toMatch(/They offer \$760.00. Ask for more, or accept it./);
  });

  test("a release of all claims is a person's decision, in our offer and in theirs", async () => {
    const told = await ready();
    await met(told, "790.00");
    const conditions = { release: "all claims" } as const;
    expect(await act(told, offer("780.00", { conditions }))).toMatch(/G4: it lets go of more than the price/);
    await act(told, theirs("770.00", { conditions }));
    const taken = (lines: ActOf<"accept offer">["lines"], event: number): ActOf<"accept offer"> => ({
      ...{ type: "accept offer", offer: event, lines },
      ...{ due: day("2026-12-20"), days: "calendar", source: "fax" },
    });
    const lines = [{ line: 1, amount: usd("770.00") }];
    const event = (await shown(told)).offers.at(-1)?.event ?? 0;
    expect(await act(told, taken(lines, event))).toMatch(/G4: it lets go of more than the price/);
  });

  test("an agreement that names their offer is no way round the floor, but for somebody who may allow it", async () => {
    const told = await ready();
    await act(told, theirs("401.00"));
    const agreement: ActOf<"enter agreement"> = {
      ...{ type: "enter agreement", kind: "agreement", basis: "total payment", amount: usd("401.00") },
      ...{ lines: [{ line: 1, amount: usd("401.00") }], agreed: at.desk.today(), due: day("2026-12-20") },
      ...{ days: "calendar", source: "fax", offer: (await shown(told)).offers.at(-1)?.event ?? 0 },
    };
    expect(await act(told, agreement)).toMatch(/G1: the figure would lie below the floor.*let somebody who may/);
    expect(await act(told, agreement, vega)).toMatch(/^reason|Say why it is agreed all the same/);
    expect(await act(told, { ...agreement, reason: "cash is short" }, vega)).toMatch(/^done/);
  });

  const outside = (amount: string, more: Partial<ActOf<"enter agreement">> = {}): Act => ({
    ...{ type: "enter agreement", kind: "agreement", basis: "total payment", amount: usd(amount) },
    ...{ lines: [{ line: 1, amount: usd(amount) }], agreed: day("2026-11-20"), due: day("2026-12-20") },
    ...{ days: "calendar", source: "a call", ...more },
  });
  // The patient's 100.00 count in: the plan's 700.00 are 800.00 in all.
  const RELEASE = { conditions: { release: "all claims" } } as const;
  test.each<readonly [string, Act, "anybody" | "who may, with a reason"]>([
    ["above the floor", outside("700.00"), "anybody"],
    ["more than was billed could ever be defended", outside("900.00"), "anybody"],
    ["below the floor", outside("320.00"), "who may, with a reason"],
    [
      "below the floor, of what was paid before and what is to come",
      outside("20.00", { basis: "further payment" }),
      "who may, with a reason",
    ],
    ["that lets go of all claims", outside("700.00", RELEASE), "who may, with a reason"],
    ["of an arbitrator, which is no choice", outside("320.00", { kind: "award" }), "anybody"],
  ])("what was agreed outside is written down: %s", async (_, agreement, who) => {
    const told = await ready();
    const alone = await act(told, agreement);
    if (who === "anybody") {
      expect(alone).toMatch(/^done/);
      return;
    }
    expect(alone).toMatch(/^not-now: G[14]: .*let somebody who may approve it write this down/);
    expect(await act(told, agreement, vega)).toMatch(/G[14]: .*Say why it is agreed all the same/);
    expect(await act(told, { ...agreement, reason: "cash is short" } as Act, vega)).toMatch(/^done/);
  });

  test.each<readonly [string, Act, RegExp]>([
    ["below the floor", offer("401.00"), /G1: the figure would lie below the floor/],
    ["above what was billed", offer("1000.01"), /G2: the figure would lie above the billed charge/],
    ["called final while asks are left", offer("700.00", { final: true }), /G3: "final" is not shown to be true/],
    ["for a reason nobody knows", offer("700.00", { reasons: ["so it is"] }), /G3: "statistic" is not shown/],
    ["for the charge", offer("700.00", { reasons: ["billed"] }), /G5: billed may not be put before this forum/],
    [
      "for care that no file shows",
      offer("700.00", { reasons: ["acuity_complexity"] }),
      /G3: "How ill the patient was/,
    ],
  ])("an offer %s", async (_, given, says) => {
    const told = await ready();
    await act(told, { type: "log offer", from: "us", amount: usd("790.00"), made: at.desk.today(), way: "fax" });
    await act(told, { type: "remove file", file: 9, reason: "wrong one" });
    expect(await act(told, given)).toMatch(says);
  });

  test("a right that ends today comes before any offer (G7)", async () => {
    const told = await ready();
    await act(told, { type: "log offer", from: "us", amount: usd("790.00"), made: at.desk.today(), way: "fax" });
    const start = {
      fact: "open_negotiation_start",
      scope: "claim",
      key: told.name,
      value: "2026-11-10",
      source: "card.pdf",
    } as const;
    await act(told, { type: "answer fact", ...start });
    const right = (await shown(told)).table.ground.evaluation.rights.find((r) => r.id === "nsa.idr_initiate");
    const last = right?.safe?.[1];
    expect(last).toBeDefined();
    at.on(last ?? "");
    expect(await act(told, offer("700.00"))).toMatch(/G7: .* ends today/);
    const n = await shown(told);
    expect(n.advice.turn?.move).toBe("escalate");
    expect(card(n, "wait").needs.map((g) => g.guard)).toEqual(["G7"]);
  });

  test("on the last safe day of the open negotiation notice nothing is offered before the notice is sent (G7)", async () => {
    const told = await ready();
    await met(told, "790.00");
    const last = (await shown(told)).table.window?.until ?? "";
    at.on("2026-12-22");
    expect(await act(told, offer("780.00"))).toMatch(/^done/);
    at.on(last);
    const no = /G7: Open negotiation ends today: it is used before anything is held or offered\. Nothing was changed\./;
    expect(await act(told, offer("700.00"))).toMatch(no);
    expect(await act(told, { type: "ask approval", asks: { type: "make offer", amount: usd("700.00") } })).toMatch(
      /G7: .*No approval lifts it/,
    );
    const n = await shown(told);
    expect([last, n.advice.turn?.move]).toEqual(["2026-12-23", "escalate"]);
    expect(card(n, "counter").needs.map((g) => g.guard)).toContain("G7");
    const sent = {
      fact: "open_negotiation_start",
      scope: "claim",
      key: told.name,
      value: last,
      source: "fax",
    } as const;
    await act(told, { type: "answer fact", ...sent });
    expect(await act(told, offer("700.00"))).toMatch(/^done/);
  });

  test("the switch stops everything of a client, also where the organization set it", async () => {
    const told = await ready();
    const stop = (stopped: boolean, saw: number) =>
      at.desk.store.as(at.owner, (tx) => putAuthority(tx, null, saw, { ...STARTING_AUTHORITY, stopped }));
    await met(told, "790.00");
    await stop(true, 0);
    expect(await act(told, offer("700.00"))).toMatch(/G10: sending is switched off/);
    await stop(false, 1);
    expect(await act(told, offer("700.00"))).toMatch(/^done/);
  });

  test("messages of a day are counted, and a day's end lets more out", async () => {
    const told = await ready();
    await met(told, "790.00");
    const sent = async () =>
      (await at.desk.store.as(at.owner, (tx) => authorityOf(tx, mine, at.desk.today()))).messagesToday;
    const before = await sent();
    const set = { ...STARTING_AUTHORITY, messagesADay: before + 1 };
    await at.desk.store.as(at.owner, (tx) => putAuthority(tx, mine, 0, set));
    expect(await act(told, offer("780.00"))).toMatch(/^done/);
    expect(await sent()).toBe(before + 1);
    expect(await act(told, offer("770.00"))).toMatch(/G10: \d+ messages have gone out today/);
    at.on("2026-11-23");
    expect(await act(told, offer("770.00"))).toMatch(/^done/);
    await at.desk.store.as(at.owner, (tx) => putAuthority(tx, mine, 1, STARTING_AUTHORITY));
  });

  test("a person's own limit counts for what they offer and for what they approve", async () => {
    const told = await ready();
    await act(told, { type: "log offer", from: "us", amount: usd("790.00"), made: at.desk.today(), way: "fax" });
    const { version } = await at.desk.store.as(at.owner, (tx) => authorityOf(tx, mine, at.desk.today()));
    const people = [
      { person: lund.id, upTo: usd("500.00") },
      { person: vega.id, upTo: usd("600.00") },
    ];
    await at.desk.store.as(at.owner, (tx) => putAuthority(tx, mine, version, { ...STARTING_AUTHORITY, people }));
    expect(await act(told, offer("700.00"))).toMatch(/G4: it is over \$500/);
    const asked = await act(told, { type: "ask approval", asks: { type: "make offer", amount: usd("700.00") } });
    const request = Number(asked.split(" ")[1]);
    expect(await act(told, { type: "approve", request, attested: [] }, vega)).toBe(
      "not-allowed: You may approve up to $600.00. Ask somebody who may approve more. Nothing was changed.",
    );
    await at.desk.store.as(at.owner, (tx) => putAuthority(tx, mine, version + 1, STARTING_AUTHORITY));
    expect(await act(told, { type: "approve", request, attested: [] }, vega)).toMatch(/^done/);
  });
});

describe("whoever lowers a floor", () => {
  test("is held to the floor that is given up, and not to the figure it falls to", async () => {
    const told = await ready();
    const floor = (await shown(told)).advice.zone?.floor ?? 0n;
    const { version } = await at.desk.store.as(at.owner, (tx) => authorityOf(tx, mine, at.desk.today()));
    const people = [{ person: vega.id, upTo: cents(floor - 1n) }];
    await at.desk.store.as(at.owner, (tx) => putAuthority(tx, mine, version, { ...STARTING_AUTHORITY, people }));
    const asked = await act(told, { type: "ask approval", asks: { type: "set floor", amount: usd("1.00") } });
    const request = Number(asked.split(" ")[1]);
    const attested = (await shown(told)).approvals[0]?.body.unproven.map((u) => u.fact) ?? [];
    expect(await act(told, { type: "approve", request, attested }, vega)).toMatch(
      /^not-allowed: You may approve up to/,
    );
    await at.desk.store.as(at.owner, (tx) => putAuthority(tx, mine, version + 1, STARTING_AUTHORITY));
    expect(await act(told, { type: "approve", request, attested }, vega)).toMatch(/^done/);
  });
});

describe("to the deal", () => {
  test("an accepted offer enters its agreement, and the live rows are those its history makes", async () => {
    const told = await ready();
    await act(told, theirs("480.00"));
    await act(told, { type: "reject offer", offer: 10, reason: "below the way out" });
    await act(told, theirs("700.00"));
    const accept: Act = {
      ...{ type: "accept offer", offer: 12, due: day("2026-12-20"), days: "calendar", source: "their letter" },
      ...{ lines: [{ line: 1, amount: usd("600.00") }], patient: usd("100.00") },
    };
    expect(await act(told, accept)).toBe("done 13 14");
    const view = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, told.id)))?.state.view;
    expect(view?.agreements).toMatchObject([{ amount: usd("600.00"), offer: 12 }]);
    expect((await rebuildCases(at.desk, at.owner, mine)).differed).toEqual([]);
  });

  test.each(["of an offer", "of an approval that nobody asked for", "that is gone"])(
    "a row %s that no history makes is named, and put right",
    async (what) => {
      const told = await ready();
      await act(told, theirs("480.00"));
      await at.desk.store.as(at.owner, async ({ session }) => {
        if (what === "that is gone") await session.query("DELETE FROM offer WHERE case_id = $1", [told.id]);
        else if (what === "of an offer")
          await session.query("UPDATE offer SET amount = amount + 1 WHERE case_id = $1", [told.id]);
        else
          await session.query(
            `INSERT INTO approval (org, client, id, case_id, event, act, asked_at, ends, state, body)
             SELECT org, client, gen_random_uuid(), id, 3, 'make offer', now(), '2026-12-01', 'waiting', '{}'
             FROM case_row WHERE id = $1`,
            [told.id],
          );
      });
      const found = await rebuildCases(at.desk, at.owner, mine, { write: true });
      expect(found.differed).toHaveLength(1);
      expect((await rebuildCases(at.desk, at.owner, mine)).differed).toEqual([]);
    },
  );

  test("below the floor a second person lowers it first, and both are on record", async () => {
    const told = await ready();
    await act(told, theirs("430.00"));
    const floor = (await shown(told)).advice.zone?.floor ?? 0n;
    expect(floor).toBeGreaterThan(usd("430.00"));
    const lowered = { type: "set floor", amount: usd("420.00"), reason: "the practice closes this year" } as const;
    expect(await act(told, lowered)).toMatch(/G1: it lowers the floor/);
    const request = await approvedFor(told, { type: "set floor", amount: usd("420.00") });
    expect(await act(told, { ...lowered, request })).toMatch(/^done/);
    expect((await shown(told)).advice.zone?.floor).toBe(usd("420.00"));
    const accept: Act = {
      ...{ type: "accept offer", offer: 10, due: day("2026-12-20"), days: "calendar", source: "their letter" },
      lines: [{ line: 1, amount: usd("430.00") }],
    };
    expect(await act(told, accept)).toMatch(/^done/);
  });

  test("the night writes down which offers expired, once", async () => {
    const told = await ready();
    await act(told, theirs("480.00", { expires: day("2026-11-20") }));
    expect(await expireOffers(at.desk)).toBe(0);
    at.on("2026-11-24");
    expect(await expireOffers(at.desk)).toBeGreaterThan(0);
    expect((await shown(told)).offers.at(-1)?.state).toBe("expired");
    expect(await expireOffers(at.desk)).toBe(0);
  });
});

describe("what the practice's own past teaches", () => {
  const bargained = async (payer: string, client: string, bids: readonly string[]): Promise<void> => {
    const told = await opened(payer, client);
    for (const [i, bid] of bids.entries()) {
      await act(told, {
        type: "log offer",
        from: "us",
        amount: usd(`${900 - i * 50}.00`),
        made: at.desk.today(),
        way: "fax",
      });
      at.on(["2026-11-25", "2026-12-02", "2026-12-09"][i] ?? "2026-12-09");
      await act(told, theirs(bid, { ...(i === 0 && { final: true }) }));
    }
    await act(told, { type: "close", outcome: "given up", amount: usd("0.00"), reason: "enough" });
    at.on("2026-11-20");
  };

  test("is of this client and this payer alone, and says how many it rests on", async () => {
    for (let i = 0; i < 3; i++) await bargained("habitual", mine, ["450.00", "500.00"]);
    await bargained("habitual", other, ["900.00", "910.00"]);
    await bargained("another", mine, ["450.00", "500.00"]);
    at.on("2026-12-15");
    const told = await ready("habitual");
    const { memory } = (await shown(told)).table;
    expect([memory.cases, memory.replies]).toEqual([3, 6]);
    expect(memory.habits.tactics).toMatchObject({
      prior: false,
      source: expect.stringMatching(/^learned from 3 closed/),
    });
    expect(memory.coach.map((c) => [c.text, c.n, c.of])).toEqual([
      ["Answers in 3.5 business days at the median.", 6, 6],
      ["Went higher after calling an offer final.", 3, 3],
      ["Went above its first offer.", 3, 3],
    ]);
    const fresh = (await shown(await ready("unheard of"))).table.memory;
    expect([fresh.cases, fresh.replies, fresh.coach.length, fresh.habits.tactics.prior]).toEqual([0, 0, 0, true]);
  });

  test("is not read by who works for another client", async () => {
    const stranger = await at.person("Stray Nger", "director", [other]);
    const of = { client: mine, payerKey: "habitual", not: mine };
    expect(await at.desk.store.as(stranger.principal, (tx) => pastWith(tx, of))).toEqual([]);
    expect(await at.desk.store.as(at.owner, (tx) => pastWith(tx, of))).toHaveLength(3);
  });
});

describe("the inbox of approvals", () => {
  test("shows what waits, to whom it may be decided by, and a page after the other", async () => {
    const told = await ready();
    for (const amount of ["700.00", "710.00", "720.00"])
      await act(told, { type: "ask approval", asks: { type: "make offer", amount: usd(amount) } });
    const today = at.desk.today();
    const list = (who: TestPerson, more: object) =>
      at.desk.store.as(who.principal, (tx) => listApprovals(tx, { limit: 2, today, state: "waiting", ...more }));
    const first = await list(vega, {});
    expect(first.map((a) => [a.caseId, a.amount, a.mayDecide])).toEqual([
      [told.id, usd("720.00"), true],
      [told.id, usd("710.00"), true],
      [told.id, usd("700.00"), true],
    ]);
    const [, second] = first;
    const next = await list(vega, { after: { at: second?.asked ?? "", id: second?.id ?? "" } });
    expect(next[0]?.amount).toBe(usd("700.00"));
    expect((await list(lund, {}))[0]).toMatchObject({
      mayDecide: false,
      whyNot: "You asked for it; another person approves.",
    });
    await act(told, theirs("480.00"));
    expect((await list(vega, {})).filter((a) => a.caseId === told.id)).toEqual([]);
    expect((await list(vega, { state: "ended" })).filter((a) => a.caseId === told.id)).toHaveLength(3);
  });

  test("what nobody decided ends with its day, without a word of the night", async () => {
    const told = await ready();
    await act(told, { type: "ask approval", asks: { type: "make offer", amount: usd("700.00") } });
    const of = async (today: string, state: "waiting" | "ended") =>
      (
        await at.desk.store.as(vega.principal, (tx) => listApprovals(tx, { limit: 50, today: day(today), state }))
      ).filter((a) => a.caseId === told.id).length;
    expect([
      await of("2026-11-24", "waiting"),
      await of("2026-11-25", "waiting"),
      await of("2026-11-25", "ended"),
    ]).toEqual([1, 0, 1]);
  });

  test("a chore of many cases cannot pass for a guarded act", async () => {
    const told = await ready();
    const saw = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, told.id)))?.state.version ?? 0;
    const said = await actOnCases(at.desk, lund.principal, lund.actor, [
      { caseId: told.id, saw, act: offer("700.00") },
    ]);
    expect(said.refused.map((r) => r.refusal.code)).toEqual(["not-guarded"]);
  });
});
