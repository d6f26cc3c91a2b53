import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ROUTES } from "#api/contract/routes.ts";
import { Refused } from "#api/refused.ts";
import { putProfile } from "#app/desk/settings.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { twoLineClaim } from "#test/invented-claims.ts";

/** Letters of a case: made of its offers, drafts where there is none, refused with what they lack. */

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" };
let at: TestDesk;
let lund: TestPerson;
let roy: TestPerson;
let stranger: TestPerson;
let mine = "";
let caseId = "";
let claims = 6000;

const PROFILE = {
  name: "Harbor Ridge",
  npis: ["1000000004"],
  tins: ["000000001"],
  letterhead: ["Harbor Ridge", "1 Invented Street", "602 555 0100"],
  signer: { name: "Ines Roy", title: "Director" },
};

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  roy = await at.person("Ines Roy", "director");
  stranger = await at.person("Stray Nger", "director", [at.clients[1] ?? ""]);
});
afterAll(() => at.close());

beforeEach(async () => {
  claims += 1;
  const number = `ED-${claims}`;
  const given = twoLineClaim(number, PAYER);
  ({ caseId } = await openCase(at, mine, given));
});

const withProfile = async (): Promise<void> => {
  await at.desk.store.as(at.owner, async (tx) => {
    const now = await tx.db
      .selectFrom("setting")
      .select("version")
      .where("client", "=", mine)
      .where("name", "=", "practice profile")
      .executeTakeFirst();
    const put = await putProfile(tx, mine, now?.version ?? 0, PROFILE);
    if (!put.ok) throw new Error(put.error.refused.sentence);
  });
};
const act = async (given: object, who = lund) => {
  const { row } = await ask(at, who, "getCase", { params: { case: caseId }, query: {} });
  return (await ask(at, who, "actOnCase", { params: { case: caseId }, body: { saw: row.version, act: given } }))
    .events[0] as number;
};
const letter = async (body: object, who = lund) =>
  JSON.parse(
    await (await ask(at, who, "writeLetter", { params: { case: caseId }, body: { format: "json", ...body } })).text(),
  );
const refusalOf = async (asked: Promise<unknown>): Promise<Refused> => {
  const thrown = await asked.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(thrown instanceof Refused)) throw thrown ?? new Error("it was not refused");
  return thrown;
};
const THEIRS = { type: "log offer", from: "them", amount: "610.00", made: "2026-11-18", way: "fax" };

test("what it lacks is named, each with where to give it", async () => {
  const no = await refusalOf(letter({ kind: "rejection" }));
  expect(no.more.missing?.map((m) => m.fact)).toEqual(["sender", "signer", "offer", "reason"]);
});

describe("with a profile", () => {
  beforeEach(withProfile);

  test("a draft of a counter says that it is one, splits to the cent and names the call", async () => {
    await act({ type: "log call", who: "Dana Quill", reference: "88-12", said: "They will look at it." });
    const l = await letter({ kind: "counter", amount: "900.01", reference: "CP-1", terms: { payWithin: 10 } });
    expect(l.kind).toBe("Counteroffer, draft");
    expect(l.totals.share).toBe("900.01");
    expect(l.form.map((f: { label: string; value: string }) => `${f.label}: ${f.value}`)).toEqual(
      expect.arrayContaining(["Your reference: CP-1", "Call of November 20, 2026: Dana Quill, reference 88-12"]),
    );
    expect(l.terms[0]).toMatch(/within 10 business days/);
    expect(l.reserved.length).toBeGreaterThan(1);
  });

  test("an offer of ours that was written down is a counter to theirs: a draft, and never the last, unless the guardrails let it be", async () => {
    await act(THEIRS);
    const offer = await act({
      type: "log offer",
      from: "us",
      amount: "900.00",
      made: "2026-11-19",
      way: "fax",
      final: true,
    });
    const l = await letter({ kind: "counter", offer });
    expect(l.kind).toBe("Counteroffer, draft");
    expect(JSON.stringify(l.said)).toMatch(/610\.00.*We do not accept it.*900\.00/);
    expect(JSON.stringify(l.said)).not.toMatch(/last offer/);
  });

  test("an offer of ours that left through the guardrails is a letter while it stands, else a draft", async () => {
    const made = { amount: "900.00", expires: "2026-11-23" };
    const request = await act({ type: "ask approval", act: { type: "make offer", ...made } });
    const { approvals } = await ask(at, roy, "getNegotiation", { params: { case: caseId } });
    const attested = approvals[0].unproven.map((u: { fact: string }) => u.fact);
    await act({ type: "approve", request, attested }, roy);
    const offer = await act({ type: "make offer", way: "fax", request, ...made });
    const { kind, support } = await letter({ kind: "opening", offer });
    // What was not chosen to be said is not said, though the plan would have it.
    expect(support.texts).toEqual([]);
    const kinds = [kind];
    at.on("2026-11-24");
    kinds.push((await letter({ kind: "opening", offer })).kind);
    at.on("2026-11-20");
    await act({ type: "withdraw offer", offer, reason: "a wrong line" });
    kinds.push((await letter({ kind: "opening", offer })).kind);
    const opening = "Request for payment of a fair rate";
    expect(kinds).toEqual([opening, `${opening}, draft`, `${opening}, draft`]);
  });

  test("an acceptance takes their amount; before it was accepted it is a draft", async () => {
    const offer = await act(THEIRS);
    const l = await letter({ kind: "acceptance", offer });
    expect([l.kind, l.totals.share]).toEqual(["Acceptance of your offer, draft", "610.00"]);
  });

  test("a rejection says why; a single case agreement what shows the gap", async () => {
    await act(THEIRS);
    const no = await letter({
      kind: "rejection",
      because: "it lies below the plan's own rate\n\nit names no day of payment",
    });
    expect(no.said.flat().join(" ")).toMatch(/It lies below.*It names no day/);
    const sca = await letter({
      kind: "single case agreement",
      amount: "700.00",
      because: "No surgeon within 60 miles.",
    });
    expect([sca.support.title, sca.support.texts, sca.columns.billed]).toEqual([
      "Why no network provider",
      ["No surgeon within 60 miles."],
      expect.any(Boolean),
    ]);
  });

  const SEARCH = { by: "R. Okafor", on: "2026-11-02", directory: "Plan directory", found: "no surgeon", miles: 84 };
  test("a single case agreement says its days, its number and every search", async () => {
    const l = await letter({
      ...{ kind: "single case agreement", amount: "700.00" },
      agreement: { from: "2026-01-01", to: "2026-12-31", authorization: "A-77", fileWithin: 90, searches: [SEARCH] },
    });
    expect(l.terms.slice(0, 3)).toEqual([
      "It covers services furnished from January 1 to December 31, 2026.",
      "The plan authorized the services under number A-77.",
      "A claim is in time within 90 days of the service.",
    ]);
    expect(l.support.texts).toEqual([
      "Plan directory: no surgeon; the nearest lies 84 miles away (searched by R. Okafor, November 2, 2026).",
    ]);
  });

  test.each([
    ["without proof of the gap", "single case agreement", {}, /network has nobody/],
    [
      "with its days backwards",
      "single case agreement",
      { from: "2026-12-31", to: "2026-01-01" },
      /lies before the first/,
    ],
    ["that does not reach the claim", "single case agreement", { to: "2020-01-01" }, /outside the days/],
    ["in another letter", "opening", {}, /another letter/],
  ])("an agreement %s is not written", async (_, kind, agreement, why) => {
    const refusal = await refusalOf(letter({ kind, amount: "700.00", agreement }));
    expect(JSON.stringify(refusal)).toMatch(why);
  });

  test("what may go to the federal process names no charge", async () => {
    const l = await letter({ kind: "opening", amount: "900.00" });
    expect(l.columns.billed).toBe(false);
    expect(JSON.stringify(l)).not.toMatch(/1000\.00|1500\.00/);
  });

  test.each([
    ["an offer that is not there", { kind: "counter", offer: 99 }, "not-now"],
    ["a counter that is theirs", { kind: "counter" }, "not-now"],
  ])("%s is refused", async (_, body, type) => {
    const offer = await act(THEIRS);
    expect((await refusalOf(letter({ offer, ...body }))).type).toBe(type);
  });

  test("somebody of another client learns of no case", async () => {
    expect((await refusalOf(letter({ kind: "counter", amount: "1.00" }, stranger))).type).toBe("not-found");
  });

  test("as PDF, and the reading is written down", async () => {
    const pdf = await ask(at, lund, "writeLetter", {
      params: { case: caseId },
      body: { kind: "opening", amount: "900.00" },
    });
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect(pdf.headers.get("content-disposition")).toMatch(/\.opening\.pdf/);
    const { rows } = await at.desk.store.asSystem(({ session }) =>
      session.query("SELECT act FROM access_log WHERE act = 'offer' AND subject = $1", [caseId]),
    );
    expect(rows).toHaveLength(1);
  });
});

describe("what somebody typed travels in a body", () => {
  /** Names that some route takes in its address. */
  const inAddresses = Object.values(ROUTES).flatMap((r) => {
    const { request } = r as { request?: { query?: { shape?: object } } };
    return Object.keys(request?.query?.shape ?? {});
  });
  test.each(["because", "reference", "note", "terms", "reason", "said", "text"])("no address takes %s", (name) =>
    expect(inAddresses).not.toContain(name),
  );
  test("the addresses were looked at", () => expect(inAddresses).toContain("format"));
  test("a word of the letter that nobody knows is refused and not passed over", async () => {
    await expect(letter({ kind: "opening", amount: "1.00", becuase: "x" })).rejects.toThrow(/becuase/);
  });
});
