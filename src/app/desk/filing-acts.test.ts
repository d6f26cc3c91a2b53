import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Act, ActOf } from "#case/command.ts";
import type { CaseView } from "#case/state.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { FEDERAL_ANSWERS } from "#test/invented-claims.ts";
import { backtest } from "./backtest.ts";
import { actOnCase } from "./case-acts.ts";
import { loadCase } from "./case-log.ts";
import { readCase } from "./case-sheet.ts";
import { addContact, addEntry, ownEntry } from "./directory.ts";
import { readFiling } from "./filing.ts";
import { adviseOn, readNegotiation } from "./negotiation.ts";
import { unprovenOf } from "./negotiation-table.ts";
import { rebuildCases } from "./rebuild.ts";
import { readTimeline } from "./timeline.ts";

/** From the notice that was sent to the dispute that was filed, on a real store. */

let at: TestDesk;
let lund: TestPerson;
let vega: TestPerson;
let mine = "";
let number = 0;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  vega = await at.person("R. Vega", "director");
});
afterAll(() => at.close());
beforeEach(() => at.on("2026-11-20"));

interface Told {
  readonly id: string;
  readonly name: string;
}

const viewOf = async ({ id }: Told): Promise<CaseView> => {
  const view = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, id)))?.state.view;
  if (view === undefined) throw new Error("there is no such case");
  return view;
};

async function act(told: Told, given: Act, who = lund): Promise<string> {
  const saw = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, told.id)))?.state.version ?? 0;
  const said = await actOnCase(at.desk, who.principal, who.actor, { caseId: told.id, saw, act: given });
  return said.ok ? `done ${said.value.events.join(" ")}` : `${said.error.code}: ${said.error.sentence}`;
}
const did = async (told: Told, given: Act, who = lund): Promise<number> => {
  const said = await act(told, given, who);
  expect(said).toMatch(/^done \d+/);
  return Number(said.split(" ")[1]);
};

/** A case on the federal road, everything answered from a card that is attached. */
async function ready(payer?: string): Promise<Told> {
  number += 1;
  const name = `FD-${number}`;
  const key = payer ?? `payer ${number}`;
  const of = {
    payer: { key, name: key },
    billing: { npi: "1000000004", tin: "000000001", name: "Harbor Ridge" },
  };
  const line = "99285 1000.00";
  const paid = remittance(name, [`${line} paid=300.00 CO45=600.00 PR1=100.00 c=A1 on=2026-10-20`], {
    payer: of.payer,
    ...paidOn("2026-11-10"),
  });
  const { caseId: id } = await openCase(at, mine, {
    claim: claim(name, [`${line} c=A1 on=2026-10-20`], of),
    remittances: [paid],
  });
  const told = { id, name };
  for (const [fact, value] of FEDERAL_ANSWERS)
    await did(told, { type: "answer fact", fact, scope: "claim", key: name, value, source: "card.pdf" });
  await did(told, { type: "attach file", file: "a".repeat(64), name: "card.pdf", kind: "plan card", bytes: 3 });
  return told;
}

const NOTICE = (more: Partial<ActOf<"send paper">> = {}): ActOf<"send paper"> => ({
  ...{ type: "send paper", paper: "notice", to: { name: "the plan" }, way: "email", day: at.desk.today() },
  ...more,
});
const rightsOf = async (told: Told): Promise<readonly string[]> => (await viewOf(told)).finding.rights.map((r) => r.id);
const unproven = async ({ id }: Told): Promise<readonly string[]> => {
  const read = await at.desk.store.as(lund.principal, (tx) => readNegotiation(tx, at.desk, id));
  return read === undefined ? [] : unprovenOf((await adviseOn(read)).table).map((u) => u.fact);
};
const answersIn = (told: Told) =>
  at.desk.store.as(at.owner, (tx) =>
    tx.db
      .selectFrom("fact_answer")
      .select(["value", "source", "superseded_by"])
      .where("case_id", "=", told.id)
      .where("fact", "=", "open_negotiation_start")
      .execute(),
  );

async function proved(told: Told, sent: number): Promise<void> {
  const file = await did(told, {
    ...{ type: "attach file", file: "b".repeat(64), name: "receipt.eml", kind: "proof of delivery", bytes: 3 },
  });
  await did(told, { type: "prove delivery", sent, outcome: "delivered", day: at.desk.today(), file });
}

describe("the notice", () => {
  test("sent, it is the answer when talks began; the claim has the days to initiate, and the row is the history's", async () => {
    const told = await ready();
    expect(await rightsOf(told)).toContain("nsa.open_neg_initiate");
    const sent = await did(told, NOTICE());
    expect(await rightsOf(told)).toContain("nsa.idr_initiate");
    expect(await answersIn(told)).toEqual([
      { value: "2026-11-20", source: "sent by email to the plan on 2026-11-20", superseded_by: null },
    ]);
    const sheet = await at.desk.store.as(lund.principal, (tx) => readCase(tx, at.desk, told.id));
    expect(sheet?.questions.find((q) => q.fact === "open_negotiation_start")?.answer?.event).toBe(sent);
    expect(sheet?.undoable.map((u) => u.event)).toContain(sent);
    expect((await rebuildCases(at.desk, at.owner, mine)).differed).toEqual([]);
  });

  test("is not proven until a file shows that it arrived", async () => {
    const told = await ready();
    const sent = await did(told, NOTICE());
    expect(await unproven(told)).toContain("open_negotiation_start");
    await proved(told, sent);
    expect(await unproven(told)).not.toContain("open_negotiation_start");
    const file = (await viewOf(told)).files.at(-1)?.event ?? 0;
    await did(told, { type: "remove file", file, reason: "of another case" });
    expect(await unproven(told)).toContain("open_negotiation_start");
  });

  test("came back: the right to send stands again, and sending again answers with the later day", async () => {
    const told = await ready();
    const sent = await did(told, NOTICE());
    at.on("2026-11-23");
    const back = await did(told, { type: "prove delivery", sent, outcome: "bounced", day: day("2026-11-23") });
    expect(await rightsOf(told)).toContain("nsa.open_neg_initiate");
    expect((await answersIn(told)).map((a) => a.superseded_by === null)).toEqual([false]);
    await did(told, { type: "undo", event: back });
    expect(await rightsOf(told)).toContain("nsa.idr_initiate");
    expect((await answersIn(told)).map((a) => a.superseded_by)).toEqual([null]);
    await did(told, { type: "prove delivery", sent, outcome: "bounced", day: day("2026-11-23") });
    await did(told, NOTICE({ way: "fax" }));
    const standing = (await answersIn(told)).filter((a) => a.superseded_by === null);
    expect(standing.map((a) => a.value)).toEqual(["2026-11-23"]);
    expect((await rebuildCases(at.desk, at.owner, mine)).differed).toEqual([]);
  });

  test("taken back, the clock it began is gone", async () => {
    const told = await ready();
    await did(told, { type: "undo", event: await did(told, NOTICE()) });
    expect(await rightsOf(told)).toContain("nsa.open_neg_initiate");
    expect((await answersIn(told)).filter((a) => a.superseded_by === null)).toEqual([]);
  });

  test("of a day that was answered by hand before, it states nothing twice", async () => {
    const told = await ready();
    const by = { fact: "open_negotiation_start", scope: "claim", key: told.name, value: "2026-11-12" } as const;
    await did(told, { type: "answer fact", ...by, source: "mail log" });
    await did(told, NOTICE({ day: day("2026-11-12") }));
    expect((await answersIn(told)).map((a) => a.source)).toEqual(["mail log"]);
  });
});

describe("a proof of delivery", () => {
  test("says of the address in the directory that it works, or that it does not, with its case", async () => {
    const told = await ready();
    const entry = await at.desk.store.as(at.owner, async (tx) => {
      const facts = { aliases: [], payers: [], facts: [], notes: null, submission: null };
      const given = { kind: "payer", name: "The plan", extends: null, ...facts } as const;
      const made = await addEntry(tx, mine, given, at.desk.today());
      if (!made.ok) throw new Error(made.error.sentence);
      for (const [channel, address] of [
        ["fax", "+1 (602) 555-0100"],
        ["fax", "602 555 0199"],
      ] as const)
        await addContact(tx, made.value.id, {
          channel,
          address,
          whose: "payer",
          purpose: null,
          source: "card",
        } as never);
      return made.value.id;
    });
    const says = async () =>
      (await at.desk.store.as(at.owner, (tx) => ownEntry(tx, entry)))?.contacts.map((c) => [
        c.works,
        c.proofs.map((p) => `${p.what}, ${p.source}`),
      ]);
    const sent = await did(told, NOTICE({ way: "fax", to: { name: "the plan", address: "602-555-0100" } }));
    expect(await says()).toEqual([
      [null, []],
      [null, []],
    ]);
    await proved(told, sent);
    const { number: of } = await viewOf(told);
    const delivered = `delivered, case ${of}, event ${sent + 2}`;
    expect(await says()).toEqual(
      expect.arrayContaining([
        [true, [delivered]],
        [null, []],
      ]),
    );
  });
});

describe("the filing", () => {
  const FILING = (request: number, on: string): ActOf<"record filing"> => ({
    ...{ type: "record filing", road: "federal IDR", day: day(on), reference: "DISP-7", request },
    ...{ finalOffer: usd("700.00"), fee: usd("115.00") },
  });

  test("goes from the notice to the dispute, on two people's word, and the law's next days run", async () => {
    const told = await ready();
    const sent = await did(told, NOTICE());
    await proved(told, sent);
    const [from = ""] = (await viewOf(told)).finding.rights.find((r) => r.id === "nsa.idr_initiate")?.safe ?? [];
    at.on(from);
    const asks = { type: "file", forum: "federal IDR", amount: usd("700.00") } as const;
    const request = await did(told, { type: "ask approval", asks });
    expect(await act(told, FILING(request, from))).toMatch(/^not-now: Another person has not approved it yet/);
    const own = { type: "approve", request, attested: [] } as const;
    expect(await act(told, own)).toMatch(/^not-allowed/);
    expect(await act(told, own, vega)).toMatch(/^done/);
    const filed = await did(told, FILING(request, from));
    expect(await rightsOf(told)).toContain("nsa.idre_joint_selection");
    expect((await viewOf(told)).approvals.map((a) => a.state)).toEqual(["used"]);
    expect(await act(told, FILING(request, from))).toMatch(/written down before/);
    const told2 = await at.desk.store.as(lund.principal, (tx) => readTimeline(tx, told.id, { limit: 9 }));
    expect(told2?.entries.filter((e) => e.event >= sent).map((e) => e.what)).toEqual([
      `Filed on ${from}: federal IDR, DISP-7`,
      "Approved: file the federal dispute",
      "Approval asked: file the federal dispute",
      "Open negotiation notice arrived on 2026-11-20",
      "File attached: receipt.eml",
      "Sent by email on 2026-11-20: open negotiation notice, to the plan",
    ]);
    await did(told, { type: "undo", event: filed });
    expect(await rightsOf(told)).toContain("nsa.idr_initiate");
    expect((await rebuildCases(at.desk, at.owner, mine)).differed).toEqual([]);
  });

  test("played again, holds the chance that was stated just before it against how it was decided", async () => {
    const ALL = { client: mine, from: day("2020-01-01"), to: day("2199-12-30") };
    const played = async () => (await backtest(at.desk, at.owner, ALL, () => false)).disputes;
    const stated = async ({ id }: Told) => {
      const read = await at.desk.store.as(lund.principal, (tx) => readNegotiation(tx, at.desk, id));
      const { table, advice } = read === undefined ? {} : await adviseOn(read);
      expect(advice?.why).toBeUndefined();
      return table?.turn?.channels.find((c) => c.id === "federal IDR")?.chance;
    };
    const filed = async () => {
      at.on("2026-11-20");
      const told = await ready();
      await did(told, {
        type: "answer fact",
        fact: "qpa",
        scope: "claim",
        key: told.name,
        value: "480",
        source: "card.pdf",
      });
      await did(told, { type: "log offer", from: "us", amount: usd("700.00"), made: at.desk.today(), way: "fax" });
      await did(told, { type: "log offer", from: "them", amount: usd("420.00"), made: at.desk.today(), way: "fax" });
      await proved(told, await did(told, NOTICE()));
      const [from = ""] = (await viewOf(told)).finding.rights.find((r) => r.id === "nsa.idr_initiate")?.safe ?? [];
      at.on(from);
      const asks = { type: "file", forum: "federal IDR", amount: usd("700.00") } as const;
      const request = await did(told, { type: "ask approval", asks });
      await did(told, { type: "approve", request, attested: [] }, vega);
      const chance = await stated(told);
      await did(told, FILING(request, from));
      return { told, chance };
    };
    const ends = async (told: Told, kind: "award" | "agreement", amount: string) => {
      at.on("2027-04-01");
      await did(
        told,
        {
          ...{ type: "enter agreement", kind, basis: "total payment", amount: usd(amount), agreed: at.desk.today() },
          ...{ lines: [{ line: 1, amount: usd(amount) }], due: day("2027-05-01"), days: "calendar", source: "d.pdf" },
        } as Act,
        vega,
      );
    };
    const before = await played();
    const won = await filed();
    await ends(won.told, "award", "600.00");
    const lost = await filed();
    await ends(lost.told, "award", "320.00");
    const settled = await filed();
    await ends(settled.told, "agreement", "500.00");
    expect(won.chance).toBeGreaterThan(0);
    const after = await played();
    expect([after.n - before.n, after.left - before.left]).toEqual([2, 1]);
    const bin = after.bins.find((b) => won.chance !== undefined && b.from <= won.chance && won.chance < b.to);
    expect([bin?.settled.hits, bin?.settled.n]).toEqual([1, 2]);
    expect(bin?.stated).toBeCloseTo(((won.chance ?? 0) + (lost.chance ?? 0)) / 2, 12);
  });

  test("of one case is an earlier dispute to another of the same payer, and its determination bars for ninety days", async () => {
    const pause = async ({ id }: Told) => {
      const read = await at.desk.store.as(lund.principal, (tx) => readFiling(tx, at.desk, id));
      const found = read?.filing.roads[0]?.requirements.find((r) => r.id === "cooling-off");
      return `${found?.state}: ${found?.says}`;
    };
    const [told, other, elsewhere] = [await ready("twice"), await ready("twice"), await ready()];
    await proved(told, await did(told, NOTICE()));
    const [from = ""] = (await viewOf(told)).finding.rights.find((r) => r.id === "nsa.idr_initiate")?.safe ?? [];
    at.on(from);
    const asks = { type: "file", forum: "federal IDR", amount: usd("700.00") } as const;
    const request = await did(told, { type: "ask approval", asks });
    await did(told, { type: "approve", request, attested: [] }, vega);
    expect(await pause(other)).toMatch(/^not known: no determination is recorded here/);
    await did(told, FILING(request, from));
    expect(await pause(other)).toMatch(/^not known: DISP-7 on case .* \(99285\) was filed on 2027-01-07/);
    at.on("2027-03-01");
    const decided = {
      fact: "determination",
      scope: "claim",
      key: told.name,
      value: "2027-02-26",
      source: "d.pdf",
    } as const;
    await did(told, { type: "answer fact", ...decided });
    expect(await pause(other)).toMatch(
      /^missing: DISP-7 .* was determined on 2027-02-26 \(d.pdf\).* through 2027-05-27/,
    );
    expect(await pause(elsewhere)).toMatch(/^not known: no determination is recorded here/);
    at.on("2027-05-28");
    expect(await pause(other)).toMatch(/^met: /);
  });
});

test("what counsel says of a suit is a way out with its source, and is advised by nobody", async () => {
  const told = await ready();
  const way = async () => {
    const read = await at.desk.store.as(lund.principal, (tx) => readNegotiation(tx, at.desk, told.id));
    return read === undefined ? undefined : (await adviseOn(read)).table.turn?.channels.find((c) => c.id === "lawsuit");
  };
  expect(await way()).toMatchObject({ available: false, why: expect.stringContaining("counsel has not said") });
  const by = { by: "A. Attorney", day: day("2026-11-18") } as const;
  const figures = { chance: 60, amount: usd("950.00"), cost: usd("100.00"), months: 12 } as const;
  await did(told, { type: "record counsel", ...figures, ...by });
  expect(await way()).toMatchObject({
    ...{ available: true, chance: 0.6, days: 365, fees: usd("100.00") },
    why: "A. Attorney, 2026-11-18, written down by Maren Lund; counsel decides",
  });
});
