import { setImmediate as breathe } from "node:timers/promises";
import { payerClaimNumber } from "#app/demo/answer.ts";
import { endedOn, PAST_CASES, type PastMove, type PastStory, pastStory, REPRICERS } from "#app/demo/past.ts";
import { OLDEST_SERVICE } from "#app/demo/when.ts";
import { DEMO_SEED } from "#app/demo.ts";
import { check } from "#base/check.ts";
import { type Day, plusDays } from "#base/day.ts";
import { type Cents, cents, divide, plus, sum, ZERO } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import { decide } from "#case/decider.ts";
import { type Actor, type CaseEvent, instant } from "#case/event.ts";
import { evolve } from "#case/evolve.ts";
import { receivableOf } from "#case/expected.ts";
import type { CaseState, CaseView } from "#case/state.ts";
import { assemble } from "#claim/assemble.ts";
import { type AllowedHistory, historyOfAllowed } from "#claim/history.ts";
import { claimText, remittanceText } from "#claim/stored.ts";
import { claimTyped } from "#claim/typed-claim.ts";
import { remittanceTyped } from "#claim/typed-eob.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { appendAll } from "./case-log.ts";
import { liveColumns } from "./case-row.ts";
import { showAll } from "./case-tables.ts";
import { type Desk, USUAL_PACE } from "./desk.ts";
import { addEntry } from "./directory.ts";
import { evaluateOne } from "./evaluate-claim.ts";
import { type Said, saidBy } from "./evaluate-facts.ts";
import { BY_IMPORT, casesLoads, makeCases, Numbers, openedState } from "./import-cases.ts";
import { VISITOR } from "./sign-in-demo.ts";

/**
 * The past of the demo, written while its pages are served already: closed negotiations of thirty months, keyed as a
 * person keys them and decided act by act on their own days. Claims of the past are evaluated for their cases alone; no
 * map and no median counts them, so what is open today is what it was without them.
 */

/** The moment of a day at which the past writes things down. */
const momentOf = (d: Day): string => `${d}T16:00:00.000Z`;

const NO_HISTORY: AllowedHistory = historyOfAllowed(new Map(), new Map());

/** What a share of the stake comes to beside what was allowed or paid. */
const better = (of: Cents, stake: Cents, share: number): Cents =>
  plus(of, cents(divide(stake * BigInt(share), 1000n, "half-up")));

interface Told {
  readonly on: Day;
  readonly act: (view: CaseView) => Act;
}

const lastBid = (view: CaseView): number | undefined => view.offers.findLast((o) => o.from === "them")?.event;

function offered(m: Extract<PastMove, { is: "ask" | "bid" }>, repricer: string | undefined): Told {
  const act = ({ finding: f }: CaseView): Act => ({
    ...{ type: "log offer", from: m.is === "ask" ? "us" : "them", made: m.on },
    ...{ amount: better(f.allowed ?? f.paid, f.stake, m.share), way: m.is === "ask" ? "portal" : "email" },
    ...(m.final && { final: true }),
    ...(m.is === "bid" && repricer !== undefined && { source: `letter of ${repricer}` }),
  });
  return { on: m.on, act };
}

/** What was settled, its money, and the end of the case a day after. */
function settled(m: Extract<PastMove, { is: "agree" | "award" }>, claim: string): readonly Told[] {
  const kind = m.is === "agree" ? "agreement" : "award";
  const linesOf = ({ finding }: CaseView) =>
    finding.lines.flatMap((l) => {
      const amount = better(l.paid, l.stake, m.share);
      return amount > 0n ? [{ line: l.number, amount }] : [];
    });
  const enter = (view: CaseView): Act => {
    const lines = linesOf(view);
    const offer = m.is === "agree" ? lastBid(view) : undefined;
    return {
      ...{ type: "enter agreement", kind, basis: "total payment", lines, amount: sum(lines.map((l) => l.amount)) },
      ...{ agreed: m.on, due: m.due, days: "business" },
      source: m.is === "agree" ? "letter, countersigned" : "determination of the entity",
      ...(offer !== undefined && { offer }),
    };
  };
  const pay = (view: CaseView): Act => {
    const paid = new Map(view.finding.lines.map((l) => [l.number, l.paid]));
    const lines = linesOf(view).map((l) => ({ ...l, amount: cents(l.amount - (paid.get(l.line) ?? ZERO)) }));
    const remittance = `payment of ${claim} on ${m.paid}`;
    return { type: "record payment", remittance, day: m.paid, amount: sum(lines.map((l) => l.amount)), lines };
  };
  const close = (view: CaseView): Act => ({
    type: "close",
    outcome: m.is === "agree" ? "agreed and paid" : "awarded and paid",
    amount: sum(receivableOf(view, m.paid).expected.map((e) => e.received)),
    reason: "Settled and paid.",
  });
  return [
    { on: m.on, act: enter },
    { on: m.paid, act: pay },
    { on: m.paid, act: close },
  ];
}

function called(m: Extract<PastMove, { is: "call" }>): readonly Told[] {
  const promise = { what: "An answer to our offer in writing", by: m.by };
  const who = m.repricer ?? "claims desk of the plan";
  const log = (): Act => ({ type: "log call", who, said: "They have our offer and will answer.", promise });
  const done = (view: CaseView): Act => ({ type: "finish task", task: view.tasks.at(-1)?.event ?? 0 });
  return [{ on: m.on, act: log }, ...(m.kept ? [{ on: m.by, act: done }] : [])];
}

const GIVEN_UP = "More would cost more than it brings.";

function toldOf(m: PastMove, { repricer, claim }: PastStory): readonly Told[] {
  switch (m.is) {
    case "ask":
    case "bid":
      return [offered(m, repricer)];
    case "call":
      return called(m);
    case "walk":
      return [{ on: m.on, act: () => ({ type: "close", outcome: "given up", amount: ZERO, reason: GIVEN_UP }) }];
    default:
      return settled(m, claim.id);
  }
}

/** Everything a story tells, decided in its order. A refusal is a mistake of ours. */
function played(opened: CaseState, story: PastStory, by: Actor) {
  let state = opened;
  const events: CaseEvent[] = [];
  for (const { on, act } of story.moves.flatMap((m) => toldOf(m, story))) {
    const { view, version } = state;
    if (view === undefined) break;
    const decided = decide(state, { by, at: instant(momentOf(on)), on, saw: version, act: act(view) });
    check(decided.ok, `the past of the demo is refused: ${decided.ok ? "" : decided.error.message}`);
    state = decided.value.reduce(evolve, state);
    events.push(...decided.value);
  }
  return { state, events };
}

/** The claim of a story and its first answer, as they are keyed. */
function keyed({ claim: c, answered, lines }: PastStory, n: number) {
  const payer = { name: c.plan.payer.name, id: c.plan.payer.id };
  const provider = ({
    npi,
    name,
    address,
  }: {
    npi: string;
    name: string;
    address: { state: string; zip: string };
  }) => ({
    ...{ npi, name, state: address.state, zip: address.zip.slice(0, 5) },
  });
  const by = { name: VISITOR.name, on: answered };
  const { facility } = c.site;
  const claim = claimTyped(
    {
      ...{
        claim: c.id,
        form: "professional",
        payer,
        place: c.site.place,
        filing: c.plan.filing[0],
        group: c.plan.group,
      },
      billing: { ...provider(c.practice), tin: c.practice.tin, taxonomy: c.practice.taxonomy },
      ...(facility && { facility: provider(facility) }),
      diagnoses: c.diagnoses,
      lines: c.lines.map((l) => ({
        ...{ code: l.code, modifiers: l.modifiers, units: String(l.units), charge: l.charge, date: c.service },
        emergency: c.emergency,
      })),
    },
    by,
    2 * n + 1,
  );
  const eob = remittanceTyped(
    {
      ...{ claim: c.id, payer, paidOn: answered, eobDay: answered, payerClaimNumber: payerClaimNumber(c) },
      lines: lines.map((l) => ({
        ...{ code: l.code, modifiers: l.modifiers, units: String(l.units), charge: l.charge, date: c.service },
        ...{ adjustments: l.adjustments, paid: l.paid, remarks: l.remarks },
        ...(l.allowed !== undefined && { allowed: l.allowed }),
      })),
    },
    by,
    2 * n + 2,
  );
  check(claim.ok && eob.ok, "a claim of the demo's past cannot be keyed");
  return { claim: claim.value, eob: eob.value, on: answered };
}

interface Whose {
  readonly desk: Desk;
  readonly client: string;
  readonly by: Actor;
  readonly said: Said;
}

/** Writes the rows of what was keyed; gives the key of the claim. */
async function keep(tx: TenantTx, client: string, { claim: c, eob: r, on }: ReturnType<typeof keyed>): Promise<string> {
  const { org, person = null } = tx.principal;
  const [id, remittance] = [newId(tx.now), newId(tx.now)];
  await tx.db
    .insertInto("claim")
    .values({
      ...{ org, client, id, source: "typed", typed_by: person, number: c.id, form: c.form, body: claimText(c, on) },
      ...{ payer_key: c.payer.key, payer_name: c.payer.name, us_state: c.facility?.state ?? c.billing.state ?? null },
      ...{ from_day: c.from ?? null, to_day: c.to ?? null, billed: c.billed, replaces: null },
    })
    .execute();
  await tx.db
    .insertInto("remittance")
    .values({
      ...{ org, client, id: remittance, claim: id, source: "typed", typed_by: person, number: r.id, status: r.status },
      ...{ payer_key: r.payer.key, payer_name: r.payer.name, payer_number: r.payerClaimNumber ?? null },
      ...{ billed: r.billed, paid: r.paid, patient_owes: r.patient ?? null, body: remittanceText(r) },
      ...{ from_day: r.from ?? null, to_day: r.to ?? null },
    })
    .execute();
  return id;
}

/** One closed negotiation, written whole on the day it was closed. */
async function writeOne(tx: TenantTx, { desk, client, by, said }: Whose, story: PastStory, n: number): Promise<void> {
  const { org } = tx.principal;
  const told = keyed(story, n);
  const matched = assemble(told.claim, [told.eob], "control-number");
  const { evaluation } = evaluateOne(desk, { ...said, history: NO_HISTORY }, matched, story.opened);
  if ((evaluation.stake ?? ZERO) <= 0n) return;
  const claim = await keep(tx, client, told);
  const numbers = new Numbers((work) => work({ ...tx, now: momentOf(story.opened) }), client, 0);
  const on = { client, today: story.opened, pace: said.profile ?? USUAL_PACE, by: BY_IMPORT, patients: new Map() };
  const { openings, rows } = await makeCases([{ claim, matched, evaluation }], on, { org, batch: null, numbers });
  const [row] = rows;
  const stamp = { by: BY_IMPORT, at: instant(momentOf(story.opened)), on: story.opened };
  const opened = row && openedState({ claim, matched, evaluation }, row.number, stamp);
  if (row === undefined || opened === undefined) return;
  const { state, events } = played(opened, story, by);
  if (state.view === undefined) return;
  const live = liveColumns(state.view, state.version, desk.today(), said.profile ?? USUAL_PACE);
  await tx.session.queries(casesLoads({ openings, rows: [{ ...row, ...live } as typeof row], unopened: 0 }));
  const shown = { caseId: row.id, client, state, events };
  await showAll(tx, [shown], desk.today());
  await appendAll(tx, [shown]);
}

/** Whose past it is: the visitor of the demo, once the day of work is played on cases that are there. */
async function whose(
  desk: Desk,
): Promise<{ readonly principal: Principal; readonly client: string; by: Actor } | undefined> {
  const found = await desk.store.asSystem(async ({ db }) => {
    const who = await db
      .selectFrom("person")
      .select(["org", "id", "name"])
      .where("email", "=", VISITOR.email)
      .executeTakeFirst();
    if (who === undefined) return undefined;
    const { org } = who;
    const worked = await db
      .selectFrom("event")
      .select("seq")
      .where("org", "=", org)
      .where("type", "like", "case %")
      .limit(1)
      .execute();
    const client = await db
      .selectFrom("client")
      .select("client")
      .where("org", "=", org)
      .orderBy("made_at")
      .executeTakeFirst();
    return worked.length === 0 || client === undefined ? undefined : { who, client: client.client };
  });
  if (found === undefined) return undefined;
  const { org, id, name } = found.who;
  return { principal: { org, clients: "all", person: id }, client: found.client, by: { kind: "person", id, name } };
}

async function nameRepricers(tx: TenantTx, client: string, today: Day): Promise<void> {
  const known = await tx.db.selectFrom("directory_entry").select("name").where("org", "=", tx.principal.org).execute();
  const facts = { aliases: [], payers: [], facts: [], notes: "Invented, for the past of the demo.", submission: null };
  for (const name of REPRICERS)
    if (!known.some((k) => k.name === name))
      await addEntry(tx, client, { kind: "repricer", name, ...facts, extends: null }, today);
}

/** What the demo's facts file answers about plans and places was known when its past began: else nobody could be advised. */
async function knowEarlier(tx: TenantTx, client: string, today: Day): Promise<void> {
  await tx.db
    .updateTable("fact_answer")
    .set({ at: momentOf(plusDays(today, -OLDEST_SERVICE)) })
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("scope", "in", ["plan", "facility"])
    .where("file", "is not", null)
    .execute();
}

/** One telling at a time: a second that is asked for meanwhile is the same. */
const TELLING = new WeakMap<Desk, Promise<void>>();

async function tellAll(desk: Desk): Promise<void> {
  const of = await whose(desk);
  if (of === undefined) return;
  const { principal, client, by } = of;
  const today = desk.today();
  const { said, there } = await desk.store.as(principal, async (tx) => {
    await nameRepricers(tx, client, today);
    await knowEarlier(tx, client, today);
    const rows = await tx.db.selectFrom("claim").select("number").where("org", "=", principal.org).execute();
    return { said: await saidBy(tx, client), there: new Set(rows.map((r) => r.number)) };
  });
  const stories = Array.from({ length: PAST_CASES }, (_, n) => ({ n, story: pastStory(n, DEMO_SEED, today) }));
  const closedOn = ({ story }: (typeof stories)[number]): Day => endedOn(story);
  for (const { n, story } of stories.toSorted((a, b) => (closedOn(a) < closedOn(b) ? -1 : 1))) {
    if (there.has(story.claim.id) || endedOn(story) >= plusDays(today, -3)) continue;
    await desk.store.as(
      principal,
      (tx) => writeOne({ ...tx, now: momentOf(endedOn(story)) }, { desk, client, by, said }, story, n),
      { lane: "bulk" },
    );
    await breathe();
  }
  desk.tell(principal.org, { topic: "evaluated", client });
}

/** Tells the past that is not told yet, one case in a transaction; what was broken off goes on at the next start. */
export function tellPast(desk: Desk): Promise<void> {
  const telling = TELLING.get(desk) ?? tellAll(desk).finally(() => TELLING.delete(desk));
  TELLING.set(desk, telling);
  return telling;
}
