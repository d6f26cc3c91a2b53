import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Refused } from "#api/refused.ts";
import { putProfile } from "#app/desk/settings.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";

/** A single case agreement from its draft to the claims that come under it. */

const NORTH = { key: "60054", id: "60054", name: "Northfield Mutual (synthetic)" };
let at: TestDesk;
let roy: TestPerson;
let lund: TestPerson;
let desk: TestPerson;
let mine = "";

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  roy = await at.person("Ines Roy", "director");
  lund = await at.person("Maren Lund", "negotiator");
  desk = await at.person("Sam Hale", "read-only");
  at.on("2026-11-20");
});
afterAll(() => at.close());

const RATE = { code: "97153", modifiers: [], basis: "per unit", amount: "180", percent: null, units: 10 } as const;
const WORDS = {
  ...{ payer: "Northfield Mutual (synthetic)", patient: "Doe, Jane", member: "M-1" },
  ...{ from: "2026-10-01", to: "2026-12-31" },
  ...{ authorization: null, planPerson: null, claimsTo: "Claims unit", fileWithin: 90, payWithin: 30 },
  ...{ days: "calendar", because: null, note: null },
  rates: [RATE],
  searches: [{ by: "Sam Hale", on: "2026-09-20", directory: "Plan directory, 25 miles", found: "None takes children" }],
};

type Row = { readonly id: string; readonly version: number };
interface Whole {
  readonly row: Row & Record<string, unknown>;
  readonly claims: readonly Record<string, unknown>[];
  readonly use: readonly Record<string, unknown>[];
  readonly words: Record<string, unknown>;
  readonly log: readonly { readonly what: string }[];
}
const make = async (words: object = WORDS, who = lund, more: object = {}): Promise<Whole> =>
  (await ask(at, who, "makeSingleCase", { body: { client: mine, words, ...more } })) as Whole;
const get = async (id: string, who = lund): Promise<Whole> =>
  (await ask(at, who, "getSingleCase", { params: { agreement: id } })) as Whole;
const act = async (row: Row, given: object, who = lund): Promise<Whole> =>
  (await ask(at, who, "actOnSingleCase", {
    params: { agreement: row.id },
    body: { saw: row.version, act: given },
  })) as Whole;
const why = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.more.detail ?? thrown.type;
    throw thrown;
  }
  return "done";
};

const SIGNED = { type: "agree", on: "2026-11-19", source: "Signed by both, November 19", authorization: "AUTH-77" };

async function agreed(words: object = WORDS): Promise<Whole> {
  const proposed = await act((await make(words)).row, { type: "propose", way: "fax", to: "network management" });
  return await act(proposed.row, SIGNED);
}

let claims = 8100;
async function claimOf(day: string, units: number, allowed: string | undefined, more: object = {}) {
  claims += 1;
  const number = `SC-${claims}`;
  const charge = `97153 ${units * 250}.00 x${units}`;
  const paid = allowed === undefined ? [] : [`${charge} ${allowed} c=A1 on=${day}`];
  return await openCase(at, mine, {
    claim: { ...claim(number, [`${charge} c=A1 on=${day}`], { payer: NORTH, filing: "CI", place: "11" }), ...more },
    remittances: paid.map((l) => remittance(number, [l], { payer: NORTH, ...paidOn("2026-11-18") })),
    patient: "Jane Doe",
  });
}

describe("from a draft to an agreement", () => {
  test("a draft has a number, its worth, and is changed until it is agreed", async () => {
    const made = await make();
    expect(made.row).toMatchObject({ state: "draft", worth: "1800.00", claims: 0, renew: [] });
    expect(made.row.name).toMatch(/^SCA-\d+$/);
    const words = {
      ...WORDS,
      rates: [
        { ...RATE, units: 20 },
        { ...RATE, code: "97155", basis: "percent of billed", amount: null, percent: "62.5" },
      ],
    };
    const params = { agreement: made.row.id };
    const changed = (await ask(at, lund, "changeSingleCase", { params, body: { saw: 1, words } })) as Whole;
    expect(changed.row).toMatchObject({ version: 2, worth: null });
    expect(changed.words.rates).toMatchObject([{ units: 20 }, { percent: "62.5", amount: null }]);
    expect(await why(ask(at, lund, "changeSingleCase", { params, body: { saw: 1, words } }))).toContain(
      "Somebody else",
    );
    expect(changed.log.map((l) => l.what)).toEqual(["written", "changed"]);
  });

  test.each<readonly [string, object, string]>([
    ["its last day before its first", { from: "2027-01-01" }, "The last day of service lies before the first."],
    ["a code twice", { rates: [RATE, RATE] }, "97153 is named twice."],
    ["a search still to come", { searches: [{ ...WORDS.searches[0], on: "2026-12-01" }] }, "still to come"],
  ])("one with %s is refused with a sentence", async (_, more, wanted) => {
    expect(await why(make({ ...WORDS, ...more }))).toContain(wanted);
  });

  test("a percent without a percent is refused by its field", async () => {
    const thrown = await make({ ...WORDS, rates: [{ ...RATE, basis: "percent of billed" }] }).catch((e: unknown) => e);
    expect((thrown as Refused).more.fields).toMatchObject([{ path: "words.rates.0.percent" }]);
  });

  test("rates beyond one's own limit are proposed by somebody who approves offers", async () => {
    const dear = await make({ ...WORDS, rates: [{ ...RATE, units: 100 }] });
    const propose = { type: "propose", way: "email" };
    expect(await why(act(dear.row, propose))).toBe(
      "Its rates come to $18,000.00, more than the $5,000.00 you may offer alone. Let somebody who approves offers propose it.",
    );
    expect((await act(dear.row, propose, roy)).row.state).toBe("proposed");
    const open = await make({ ...WORDS, rates: [{ ...RATE, units: null }] });
    expect(await why(act(open.row, propose))).toContain("has no limit");
    // Other rates are another offer: what was proposed is a draft again.
    const small = await act((await make()).row, propose);
    const changed = (await ask(at, lund, "changeSingleCase", {
      ...{ params: { agreement: small.row.id } },
      body: { saw: small.row.version, words: { ...WORDS, rates: [{ ...RATE, units: 100 }] } },
    })) as Whole;
    expect(changed.row.state).toBe("draft");
    expect(await why(act(changed.row, propose))).toContain("more than the $5,000.00");
  });

  test("it is agreed when it was proposed, declined, opened again and ended, each on record", async () => {
    const made = await make();
    expect(await why(act(made.row, SIGNED))).toContain("This agreement is draft");
    const proposed = await act(made.row, { type: "propose", way: "fax" });
    expect(await why(act(proposed.row, { ...SIGNED, on: "2026-11-21" }))).toContain("still to come");
    const declined = await act(proposed.row, { type: "decline", reason: "They found somebody." });
    const again = await act(declined.row, { type: "reopen", reason: "They have not." });
    const signed = await act(again.row, SIGNED);
    expect(signed).toMatchObject({ agreedOn: "2026-11-19", words: { authorization: "AUTH-77" } });
    expect(await why(act(signed.row, { type: "end", on: "2027-01-05", reason: "Done." }))).toContain("own days");
    const ended = await act(signed.row, { type: "end", on: "2026-11-20", reason: "Done." });
    expect(ended.row).toMatchObject({ state: "ended", to: "2026-11-20" });
    expect(ended.log.map((l) => l.what)).toEqual([
      "written",
      "proposed",
      "declined",
      "opened again",
      "agreed",
      "ended",
    ]);
  });

  test("the chain holds what was agreed, and no patient", async () => {
    const made = await agreed();
    const rows = await at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("event").select(["type", "body"]).where("subject", "=", made.row.id).orderBy("seq").execute(),
    );
    expect(rows.map((r) => r.type)).toEqual([
      "single case agreement written",
      "single case agreement proposed",
      "single case agreement agreed",
    ]);
    expect(JSON.stringify(rows)).toContain("97153");
    expect(JSON.stringify(rows)).not.toMatch(/Doe|Jane|M-1/);
  });

  test("who may not see patients sees no name, and changes nothing", async () => {
    const made = await make();
    const shown = await get(made.row.id, desk);
    expect(JSON.stringify(shown)).not.toMatch(/Doe|Jane|M-1/);
    expect(shown.words.patient).toBe("Patient hidden");
  });
});

describe("claims that come under it", () => {
  test("are found by number or name, priced to the cent, and use up its units in their order", async () => {
    const words = { ...WORDS, from: "2026-10-05" };
    const made = await agreed(words);
    const first = await claimOf("2026-10-05", 4, "paid=680.00 PR1=40.00 CO45=280.00", {
      priorAuthorization: "auth 77",
    });
    await claimOf("2026-10-12", 4, "paid=500.00 PR1=100.00 CO45=400.00");
    await claimOf("2026-10-19", 4, undefined);
    const shown = await get(made.row.id);
    expect(shown.claims).toMatchObject([
      { tie: "authorization", due: "720.00", allowed: "720.00", state: "paid", onCase: "not entered" },
      { tie: "patient", due: "720.00", allowed: "600.00", state: "short" },
      { tie: "patient", due: "360.00", allowed: null, state: "awaited" },
    ]);
    expect(shown.use[0]).toMatchObject({ used: "12", left: "0", nearlyUsed: true, worth: "1800.00" });
    expect(shown.row).toMatchObject({ claims: 3, due: "1800.00", short: "120.00" });
    expect(shown.row.renew).toEqual(["12 of 10 of 97153 are used"]);
    const { rows } = (await ask(at, lund, "listSingleCases", { query: { client: mine } })) as { rows: Row[] };
    expect(rows.find((r) => r.id === made.row.id)).toEqual(shown.row);
    // Entered on its case it stands under Payments: the rate less what the patient owes.
    const claim = shown.claims[0]?.claim;
    const entered = await act(shown.row, { type: "enter", claims: [claim] });
    expect(entered.claims[0]).toMatchObject({ onCase: "entered", case: { id: first.caseId } });
    const page = (await ask(at, lund, "getCase", { params: { case: first.caseId }, query: {} })) as {
      readonly agreements: readonly unknown[];
    };
    expect(JSON.stringify(page)).toContain("680.00");
    expect(await why(act(entered.row, { type: "enter", claims: [claim] }))).toContain("under the agreement");
  });

  test("one is left out by hand, and another counted in, with nothing guessed", async () => {
    const made = await agreed({ ...WORDS, from: "2026-11-02", to: "2026-11-08", patient: "Roe, Richard" });
    const { claimId } = await claimOf("2026-11-03", 1, undefined);
    const number = `SC-${claims}`;
    const none = await get(made.row.id);
    expect(none.claims).toEqual([]);
    const counted = await act(none.row, { type: "count in", number });
    expect(await why(act(counted.row, { type: "count in", number: "SC-1" }))).toContain("No claim SC-1");
    expect(counted.claims).toMatchObject([{ claim: claimId, tie: "hand", due: "180.00" }]);
    const left = await act(counted.row, { type: "leave out", claim: claimId });
    expect(left.claims).toEqual([]);
  });

  test("a percent of Medicare without a book is said to be not priced, and enters nothing", async () => {
    const rates = [{ ...RATE, basis: "percent of Medicare", amount: null, percent: "150" }];
    const draft = await make({ ...WORDS, from: "2026-10-20", to: "2026-10-22", rates });
    const proposed = await act(draft.row, { type: "propose", way: "fax" }, roy);
    const made = await act(proposed.row, SIGNED);
    await claimOf("2026-10-21", 1, undefined);
    const shown = await get(made.row.id);
    expect(shown.claims).toMatchObject([{ state: "not priced", due: "0.00", lines: [{ due: null }] }]);
    const claim = shown.claims[0]?.claim;
    expect(await why(act(shown.row, { type: "enter", claims: [claim] }))).toContain("none of its lines");
  });

  test("what has no case is not entered, and nothing is", async () => {
    const made = await agreed();
    expect(await why(act(made.row, { type: "enter", claims: [made.row.id] }))).toContain("Nothing was entered");
  });
});

describe("its paper", () => {
  const paper = (id: string, format: string) =>
    ask(at, roy, "writeSingleCase", { params: { agreement: id }, query: { format } }) as Promise<Response>;
  test("says what it lacks, and then every code, rate and search", async () => {
    const made = await agreed();
    const thrown = await paper(made.row.id, "json").catch((e: unknown) => e);
    expect((thrown as Refused).more.missing?.map((m) => m.fact)).toContain("signer");
    await at.desk.store.as(roy.principal, (tx) =>
      putProfile(tx, mine, 0, {
        ...{
          name: "Harbor Ridge",
          npis: ["1000000004"],
          tins: ["000000001"],
          letterhead: ["Harbor Ridge", "Phoenix AZ"],
        },
        signer: { name: "Ines Roy", title: "Director" },
      }),
    );
    const json = (await (await paper(made.row.id, "json")).json()) as Record<string, unknown>;
    expect(json).toMatchObject({
      kind: "Single case agreement",
      rows: [{ code: "97153", units: "10", rate: "$180.00 a unit", worth: "1800.00" }],
      total: null,
    });
    expect(JSON.stringify(json.terms)).toContain("number AUTH-77");
    expect(JSON.stringify(json.support)).toContain("None takes children");
    const pdf = Buffer.from(await (await paper(made.row.id, "pdf")).arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  });
});
