import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { caseView } from "#api/contract/cases.ts";
import { eob } from "#api/contract/eobs.ts";
import { paymentRow } from "#api/contract/payments.ts";
import { queueRow } from "#api/contract/queue.ts";
import { Refused } from "#api/refused.ts";
import { actWithin } from "#app/desk/act.ts";
import { loadCases } from "#app/desk/case-log.ts";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { paymentOf } from "#case/payment.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { sweepFiles } from "#store/remove.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, RULE, type TestDesk, type TestPerson } from "#test/desk.ts";

/** A day's work on cases, asked of the handlers over a real store. */

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" };

/** A claim of two lines, and the remittance that answers it. Each test has its own, or they would be copies of one claim. */
const claimOf = (number: string) =>
  claim(number, ["99285 1000.00 c=A1 on=2026-09-01", "93010 500.00 c=A2 on=2026-09-01"], {
    payer: PAYER,
    billing: { npi: "1000000004", tin: "000000001", state: "AZ", zip: "85001", name: "Harbor Ridge" },
    filing: "CI",
    place: "23",
  });
const paidOf = (number: string) =>
  remittance(
    number,
    [
      "99285 1000.00 paid=300.00 CO45=512.00 PR1=188.00 c=A1 on=2026-09-01",
      "93010 500.00 paid=100.00 CO45=400.00 c=A2 on=2026-09-01",
    ],
    { payer: PAYER, ...paidOn("2026-11-02") },
  );

let at: TestDesk;
let lund: TestPerson;
let roy: TestPerson;
let reader: TestPerson;
let stranger: TestPerson;
let mine = "";
let caseId = "";
let number = "";
let claims = 1000;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  roy = await at.person("Ines Roy", "director");
  reader = await at.person("Rea Donly", "read-only");
  stranger = await at.person("Stray Nger", "director", [at.clients[1] ?? ""]);
});
afterAll(() => at.close());

beforeEach(async () => {
  at.on("2026-11-20");
  claims += 1;
  number = `ED-${claims}`;
  const given = { claim: claimOf(number), remittances: [paidOf(number)], patient: "CANARY PATIENT" };
  ({ caseId } = await openCase(at, mine, given));
});

const get = (who = lund, query = {}) => ask(at, who, "getCase", { params: { case: caseId }, query });

async function act(given: object, who = lund, saw?: number) {
  const version = saw ?? (await get(who)).row.version;
  return await ask(at, who, "actOnCase", { params: { case: caseId }, body: { saw: version, act: given } });
}

const refusalOf = async (asked: Promise<unknown>): Promise<Refused> => {
  const thrown = await asked.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(thrown instanceof Refused)) throw thrown ?? new Error("it was not refused");
  return thrown;
};

const AGREEMENT = {
  type: "enter agreement",
  kind: "agreement",
  basis: "further payment",
  amount: "630.80",
  lines: [
    { line: 1, amount: "600.00" },
    { line: 2, amount: "30.80" },
  ],
  agreed: "2026-11-20",
  due: "2026-12-20",
  days: "calendar",
  source: "letter of November 19",
};

describe("a question within the practice", () => {
  test("stands in the day of whom it is asked of until it is answered, and for nobody who may not know the patient", async () => {
    const myDay = async () => {
      const { rows } = await ask(at, roy, "getQueue", { query: { tab: "my day" } });
      return rows.map((r: { id: string }) => r.id);
    };
    expect(await myDay()).not.toContain(caseId);
    await act({ type: "ask colleague", to: roy.id, text: "CANARY QUESTION", answerBy: "2026-11-23" });
    expect(await myDay()).toContain(caseId);
    const { thread } = await get(roy);
    expect(thread).toMatchObject([{ text: "CANARY QUESTION", mine: true, answered: false, daysLeft: 2 }]);
    expect((await get(reader)).thread).toEqual([]);
    await act({ type: "answer colleague", question: thread[0].event, text: "Yes." }, roy);
    expect(await myDay()).not.toContain(caseId);
    expect((await get()).thread).toMatchObject([
      { mine: false, answered: true, answers: [{ text: "Yes.", by: { id: roy.id } }] },
    ]);
  });

  test("is not asked of somebody who does not work for the client", async () => {
    const given = { type: "ask colleague", to: stranger.id, text: "Signed?", answerBy: "2026-11-23" };
    expect((await refusalOf(act(given))).type).toBe("not-valid");
  });
});

describe("a case", () => {
  test("goes out as its contract says, and that it was read is on record", async () => {
    const shown = await get();
    expect(caseView.safeParse(shown).error).toBeUndefined();
    expect(shown.row).toMatchObject({ patient: "CANARY PATIENT", claim: number, version: 1, state: "open" });
    expect(shown.providers.billing).toBe("Harbor Ridge");
    expect(shown.evaluation.lines.map((l: { paid: string }) => l.paid)).toEqual(["300.00", "100.00"]);
    const reads = await at.desk.store.as(at.owner, ({ db }) =>
      db.selectFrom("access_log").select(["act", "person", "request"]).where("subject", "=", caseId).execute(),
    );
    expect(reads).toContainEqual({ act: "case", person: lund.id, request: "request-1" });
  });

  test("hides the patient from who may not see patients, and offers them nothing to do", async () => {
    const shown = await get(reader);
    expect(shown.row.patient).toBe("Patient hidden");
    expect(shown.may).toEqual([]);
    expect(shown.undoable).toEqual([]);
    expect(JSON.stringify(await ask(at, reader, "getQueue", { query: { tab: "team" } }))).not.toContain("CANARY");
    expect((await ask(at, reader, "search", { body: { q: "canary" } })).cases).toEqual([]);
  });

  test.each(["getCase", "getTimeline", "getEobs", "getPlan", "getReport", "getNotice"] as const)(
    "is not there for who works for another client: %s",
    async (name) =>
      expect((await refusalOf(ask(at, stranger, name, { params: { case: caseId } }))).type).toBe("not-found"),
  );

  test("cannot be acted on, nor its files had, by who works for another client", async () => {
    const asked = { params: { case: caseId }, body: { saw: 1, act: { type: "add note", text: "x" } } };
    expect((await refusalOf(ask(at, stranger, "actOnCase", asked))).type).toBe("not-found");
    const put = { params: { case: caseId }, query: { name: "a", kind: "other", saw: 1 }, bytes: Buffer.from("x") };
    expect((await refusalOf(ask(at, stranger, "attachFile", put))).type).toBe("not-found");
    expect((await ask(at, stranger, "getQueue", { query: { tab: "team" } })).rows).toEqual([]);
    expect((await ask(at, stranger, "listPayments")).rows).toEqual([]);
  });

  test("is said as of another day", async () => {
    const later = await get(lund, { asOf: "2027-06-01" });
    expect(later.asOf).toBe("2027-06-01");
    expect(caseView.safeParse(later).error).toBeUndefined();
    expect(later.row.version).toBe(1);
    expect(later.evaluation.rights.every((r: { state: string }) => r.state !== "open")).toBe(true);
  });
});

describe("acts, each refused or done and then taken back", () => {
  test.each([
    ["assigned", { type: "assign", to: "ROY" }, (s: Shown) => s.row.owner?.name, "Ines Roy", undefined],
    ["snoozed", { type: "snooze", until: "2026-11-24", reason: "waits" }, (s: Shown) => s.row.because, "waits", null],
    ["held", { type: "hold", reason: "records" }, (s: Shown) => s.row.state, "held", "open"],
    ["a task", { type: "add task", title: "Call", due: "2026-11-23" }, (s: Shown) => s.tasks.length, 1, 0],
    [
      "an offer",
      { type: "log offer", from: "them", amount: "700", made: "2026-11-20", way: "fax" },
      (s: Shown) => s.row.lastOffer?.amount,
      "700.00",
      undefined,
    ],
    ["an agreement", AGREEMENT, (s: Shown) => s.expected[0]?.expected, "630.80", undefined],
  ])("%s", async (_, given, look, done, undone) => {
    const given2 = "to" in given ? { ...given, to: roy.id } : given;
    const { case: after, events } = await act(given2);
    expect(caseView.safeParse(after).error).toBeUndefined();
    expect(look(after)).toEqual(done);
    expect(after.undoable.map((u: { event: number }) => u.event)).toContain(events[0]);
    const { case: back } = await act({ type: "undo", event: events[0] });
    expect(look(back)).toEqual(undone);
    expect((await get()).row).toEqual(back.row);
  });

  test.each([
    [
      "a snooze past the last safe day",
      { type: "snooze", until: "2027-12-01", reason: "x" },
      /last safe day .* is 20\d\d-/,
      true,
    ],
    ["an agreement whose lines do not add up", { ...AGREEMENT, amount: "630.81" }, /add up to \$0.01 less/, false],
    ["a release of what is not held", { type: "release" }, /not on hold/, false],
    [
      "an end as agreed without an agreement",
      { type: "close", outcome: "agreed and paid", amount: "1" },
      /No agreement/,
      false,
    ],
    ["an undo of what never was", { type: "undo", event: 99 }, /no such event/, false],
  ])("%s is refused with its reason", async (_, given, sentence, cites) => {
    const { type, more } = await refusalOf(act(given));
    expect(type).toBe("not-now");
    expect(more.detail).toMatch(sentence);
    expect(more.cite !== undefined).toBe(cites);
    expect((await get()).row.version).toBe(1);
  });

  test.each([
    ["a day that never was", { type: "snooze", until: "2026-02-30", reason: "x" }, "act.until"],
    ["nobody of this client", { type: "assign", to: "00000000-0000-7000-8000-000000000000" }, "act.to"],
    ["an outcome we do not have", { type: "close", outcome: "won", amount: "1" }, "act.outcome"],
  ])("%s is not valid", async (_, given, path) => {
    const { type, more } = await refusalOf(act(given));
    expect([type, more.fields?.[0]?.path]).toEqual(["not-valid", path]);
  });

  test("nobody gives a case to somebody who does not work for its client", async () =>
    expect((await refusalOf(act({ type: "assign", to: stranger.id }))).type).toBe("not-valid"));

  test.each([
    ["read-only", () => reader, { type: "add note", text: "x" }],
    ["a negotiator of another client", () => stranger, { type: "add note", text: "x" }],
  ])("%s may not", async (_, who, given) =>
    expect(["not-allowed", "not-found"]).toContain((await refusalOf(act(given, who(), 1))).type),
  );
});

type Shown = Awaited<ReturnType<typeof get>>;

test("of two at once the second is told what the first did, and nothing of theirs is kept", async () => {
  await act({ type: "hold", reason: "records" }, roy, 1);
  const { type, more } = await refusalOf(act({ type: "assign", to: lund.id }, lund, 1));
  expect(type).toBe("stale-version");
  expect(more.since).toEqual([{ what: "Put on hold", by: "Ines Roy", at: expect.any(String) }]);
  const [a, b] = await Promise.allSettled([
    act({ type: "add note", text: "one" }, roy, 2),
    act({ type: "add note", text: "two" }, lund, 2),
  ]);
  expect([a?.status, b?.status].sort()).toEqual(["fulfilled", "rejected"]);
  expect((await get()).row.version).toBe(3);
});

test("a call with a promise makes a task that waits for it, and breaks when the day has passed", async () => {
  const { case: after, events } = await act({
    type: "log call",
    who: "Rep Dana",
    reference: "C-77",
    said: "They reprocess it.",
    promise: { what: "new EOB", by: "2026-11-24" },
  });
  expect(events.length).toBe(2);
  expect(after.tasks).toMatchObject([{ title: "new EOB", due: "2026-11-24", waits: "payer", call: events[0] }]);
  expect(after.row.turn).toBe("theirs");
  at.on("2026-11-25");
  expect((await get()).row.turn).toBe("ours");
  const { case: done } = await act({ type: "finish task", task: events[1] });
  expect(done.tasks[0].done).toBe(true);
  const { rows } = await ask(at, lund, "getTimeline", { params: { case: caseId } });
  expect(rows.map((r: { what: string }) => r.what)).toEqual([
    'Task done: "new EOB"',
    "Promise to watch: new EOB, due 2026-11-24",
    "Call with Rep Dana, reference C-77",
    expect.stringMatching(/^Case opened: /),
  ]);
  expect(rows[1]).toMatchObject({
    side: "we",
    kind: "task",
    seq: expect.any(Number),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

describe("what was agreed and what came", () => {
  const laterOf = (id: string) =>
    remittance(
      id,
      [
        "99285 1000.00 paid=881.60 CO45=118.40 c=A1 on=2026-09-01",
        "93010 500.00 paid=130.80 CO45=369.20 c=A2 on=2026-09-01",
      ],
      { payer: PAYER, ...paidOn("2026-12-18") },
    );
  /** The further payment of an 835 that came later, as an import records it. */
  const came = async (amounts: string) => {
    const [one = "0", two = "0"] = amounts.split(" ");
    const body = paymentOf(claimOf(number), laterOf(number), day("2026-12-18"));
    const lines = [
      { line: 1, amount: usd(one) },
      { line: 2, amount: usd(two) },
    ];
    const payment = { ...body, amount: (usd(one) + usd(two)) as typeof body.amount, lines };
    await at.desk.store.as(at.owner, async (tx) => {
      const [of] = [...(await loadCases(tx, [caseId])).values()];
      const asked = { caseId, saw: of?.state.version ?? 0, act: { type: "record payment" as const, ...payment } };
      const { refused } = await actWithin(tx, [asked], RULE, { today: at.desk.today() });
      expect(refused).toEqual([]);
    });
  };
  const payments = async (state?: string) => {
    const out = await ask(at, lund, "listPayments", { query: { limit: 500, ...(state && { state }) } });
    for (const row of out.rows) expect(paymentRow.safeParse(row).error).toBeUndefined();
    return { rows: out.rows.filter((r: { case: string }) => r.case === caseId), totals: out.totals };
  };

  test("is short by $18.40 on the line that is, and whole when the rest comes", async () => {
    await act(AGREEMENT);
    expect((await payments("expected")).rows).toMatchObject([{ expected: "630.80", received: "0.00", daysLate: null }]);
    at.on("2026-12-22");
    expect((await payments("late")).rows).toMatchObject([{ state: "late", daysLate: 2 }]);
    await came("581.60 30.80");
    const { rows } = await payments("short");
    expect(rows).toMatchObject([
      {
        state: "short",
        received: "612.40",
        difference: "-18.40",
        lines: [
          { line: 1, difference: "-18.40", working: "line 1: 600.00 agreed; 581.60 on 2026-12-18; 18.40 short" },
          { line: 2, difference: "0.00" },
        ],
        remittances: [{ day: "2026-12-18", amount: "612.40", trace: "T2026-12-18" }],
      },
    ]);
    const shown = await get();
    expect(shown.row.turn).toBe("ours");
    const { rows: wrong } = await ask(at, lund, "getQueue", { query: { tab: "paid wrong", limit: 500 } });
    expect(wrong.map((r: { id: string }) => r.id)).toContain(caseId);
    for (const row of wrong) expect(queueRow.safeParse(row).error).toBeUndefined();
  });

  test("a case is closed with a reason for what is owed, takes money that comes late, and is opened again", async () => {
    await act(AGREEMENT);
    at.on("2026-12-22");
    const close = { type: "close", outcome: "agreed and paid", amount: "400" };
    expect((await refusalOf(act(close))).more.detail).toMatch(/\$630.80 is still owed/);
    const { case: closed } = await act({ ...close, reason: "sent to counsel" });
    expect(closed.row.state).toBe("closed");
    expect(closed.may).toEqual(["reopen", "add note", "attach file", "undo"]);
    expect((await refusalOf(act({ type: "hold", reason: "x" }))).more.detail).toMatch(/^The case was closed/);
    await came("600.00 30.80");
    const { case: open } = await act({ type: "reopen", reason: "it was paid" });
    expect(open.expected).toMatchObject([{ state: "paid", difference: "0.00" }]);
    const { case: done } = await act({ ...close, amount: "1030.80" });
    expect(done.row.state).toBe("closed");
  });

  test("totals add up over all states", async () => {
    const { totals } = await payments();
    expect(totals.map((t: { state: string }) => t.state)).toEqual(["expected", "late", "short", "paid", "over"]);
    for (const t of totals) expect(usd(t.difference)).toBe(usd(t.received) - usd(t.expected));
  });
});

describe("files of a case", () => {
  const attach = async (name: string, bytes: Uint8Array, kind = "EOB") =>
    await ask(at, lund, "attachFile", {
      params: { case: caseId },
      query: { name, kind, saw: (await get()).row.version },
      bytes,
    });
  const BYTES = Buffer.from("%PDF-1.7 CANARY <script>alert(1)</script>");

  test("come back byte for byte, to be saved and never to be shown", async () => {
    const shown = await attach("EOB of Jos\u00e9.pdf", BYTES);
    const [file] = shown.files;
    expect(file).toMatchObject({ name: "EOB of Jos\u00e9.pdf", kind: "EOB", bytes: BYTES.length, by: "Maren Lund" });
    const answer: Response = await ask(at, lund, "getFile", { params: { case: caseId, event: file.event } });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(BYTES);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="EOB of Jos_.pdf"; filename*=UTF-8''EOB%20of%20Jos%C3%A9.pdf`,
      "x-content-type-options": "nosniff",
      "content-length": String(BYTES.length),
    });
  });

  test("keep the record that holds them from being swept", async () => {
    await attach("a.txt", Buffer.from(`kept ${caseId}`));
    const vault = await at.desk.vault(at.org);
    await sweepFiles(at.desk.store, vault, at.org, Number.MAX_SAFE_INTEGER);
    const { event } = (await get()).files[0];
    const answer: Response = await ask(at, lund, "getFile", { params: { case: caseId, event } });
    expect(await answer.text()).toBe(`kept ${caseId}`);
  });

  test.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\temp\\a.pdf", "a.pdf"],
    ['x"\r\nset-cookie: a=b.pdf', "x_set-cookie_ a=b.pdf"],
    ["\u202Efdp.exe", "fdp.exe"],
    ["...", "file"],
    [`${"w".repeat(180)}.pdf`, `${"w".repeat(116)}.pdf`],
  ])("%j is named %j", async (given, name) =>
    expect((await attach(given, Buffer.from(given))).files[0].name).toBe(name),
  );

  test("the same file twice, an empty one and an unknown kind are refused", async () => {
    await attach("a.pdf", BYTES);
    expect((await refusalOf(attach("b.pdf", BYTES))).more.detail).toMatch(/attached to this case already/);
    expect((await refusalOf(attach("c.pdf", new Uint8Array(0)))).more.detail).toMatch(/empty/);
    // A kind that is none is refused by the contract itself.
    await expect(attach("d.pdf", BYTES, "malware")).rejects.toThrow(/Invalid option/);
  });

  test("a removed file is given to nobody", async () => {
    const { event } = (await attach("a.pdf", BYTES)).files[0];
    await act({ type: "remove file", file: event, reason: "wrong case" });
    expect((await get()).files).toEqual([]);
    expect((await refusalOf(ask(at, lund, "getFile", { params: { case: caseId, event } }))).type).toBe("not-found");
  });
});

describe("what the payer said, and papers", () => {
  test("EOBs add up, with each reason in our words", async () => {
    const { rows } = await ask(at, lund, "getEobs", { params: { case: caseId } });
    expect(eob.safeParse(rows[0]).error).toBeUndefined();
    expect(rows).toMatchObject([
      {
        paid: "400.00",
        fate: { what: "stands" },
        balance: { balances: true, out: "0.00", text: "Balances to the cent" },
        lines: [
          { charge: "1000.00", takenOff: "512.00", allowed: "488.00", patient: "188.00", paid: "300.00" },
          { charge: "500.00", takenOff: "400.00", allowed: "100.00", patient: "0.00", paid: "100.00" },
        ],
      },
    ]);
    expect(rows[0].lines[0].adjustments.map((a: { code: string; owes: string }) => [a.code, a.owes])).toEqual([
      ["CO-45", "nobody, says the payer"],
      ["PR-1", "the patient"],
    ]);
  });

  test("the plan is that of the terminal", async () => {
    const answer = await ask(at, lund, "getPlan", { params: { case: caseId } }).catch((e: unknown) => e);
    if (answer instanceof Refused) expect(answer.more.detail).toMatch(/^There is nothing to plan/);
    else expect(answer).toMatchObject({ claim: number, asOf: "2026-11-20" });
  });

  test("a report is printed, and is on record", async () => {
    const answer: Response = await ask(at, lund, "getReport", { params: { case: caseId } });
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    const json: Response = await ask(at, lund, "getReport", { params: { case: caseId }, query: { format: "json" } });
    expect(await json.json()).toMatchObject({ asOf: expect.anything() });
    const acts = await at.desk.store.as(at.owner, ({ db }) =>
      db.selectFrom("access_log").select("act").where("subject", "=", caseId).execute(),
    );
    expect(acts.map((a) => a.act)).toContain("report");
  }, 30_000);

  test("a notice that lacks facts is refused with the facts it lacks", async () => {
    const notice = () => ask(at, lund, "getNotice", { params: { case: caseId } });
    const { type, more } = await refusalOf(notice());
    expect(type).toBe("not-now");
    expect(more.missing?.map((m) => m.fact)).toEqual(["in_network"]);
    const answer = {
      type: "answer fact",
      fact: "in_network",
      scope: "claim",
      key: number,
      value: "no",
      source: "call 12",
    };
    await act(answer);
    const lacks = await refusalOf(notice());
    expect(lacks.more.missing?.map((m) => m.fact)).toContain("recipient");
    expect(lacks.more.missing?.map((m) => m.fact)).not.toContain("in_network");
  });
});

describe("an answer", () => {
  const ANSWER = () => ({
    type: "answer fact",
    fact: "in_network",
    scope: "claim",
    key: number,
    value: "no",
    source: "call 12",
  });

  test("decides the case again, says what it changed, and is taken back whole", async () => {
    const before = await get();
    expect(before.flips.map((f: { fact: string; answer: string }) => `${f.fact}: ${f.answer}`)).toEqual(
      expect.arrayContaining(["in_network: yes", "in_network: no"]),
    );
    const { case: after, said, events } = await act(ANSWER());
    expect(said).toMatch(/Channel set to /);
    expect(after.evaluation.channel.verdict).not.toBe("undetermined");
    const { answer } = after.questions.find((q: { fact: string }) => q.fact === "in_network");
    expect(answer).toEqual({ event: events[0], value: "no", source: "call 12" });
    expect(after.evaluation.channel.facts).toContainEqual({
      text: "in_network is false",
      source: `${after.row.number}, event 2: call 12`,
    });
    const { case: back } = await act({ type: "undo", event: events[0] });
    expect(back.evaluation).toEqual(before.evaluation);
    expect(back.questions).toEqual(before.questions);
    expect({ ...back.row, version: 0 }).toEqual({ ...before.row, version: 0 });
  });

  test("is withdrawn with a reason, and may be given again", async () => {
    const { events } = await act(ANSWER());
    expect((await refusalOf(act({ type: "withdraw fact", answer: 1, reason: "x" }))).type).toBe("not-now");
    const { case: without } = await act({ type: "withdraw fact", answer: events[0], reason: "wrong card" });
    expect(without.evaluation.channel.verdict).toBe("undetermined");
    const { case: again } = await act({ ...ANSWER(), value: "yes" });
    expect(again.evaluation.channel.verdict).toBe("contract");
  });

  test("stays when its withdrawal is refused", async () => {
    const { events, case: after } = await act(ANSWER());
    const refused = await refusalOf(act({ type: "withdraw fact", answer: events[0], reason: "late" }, roy, 1));
    expect(refused.type).toBe("stale-version");
    expect((await get()).evaluation.channel).toEqual(after.evaluation.channel);
  });

  test("for a payer decides the other cases of that payer too", async () => {
    const other = await openCase(at, mine, { claim: claimOf(`${number}-B`), remittances: [paidOf(`${number}-B`)] });
    await act({ ...ANSWER(), scope: "payer", key: PAYER.key });
    const shown = await ask(at, lund, "getCase", { params: { case: other.caseId } });
    expect([shown.row.version, shown.evaluation.channel.verdict]).toEqual([2, "federal_open_negotiation"]);
    const { rows } = await ask(at, lund, "getTimeline", { params: { case: other.caseId } });
    expect(rows[0]).toMatchObject({ what: "Evaluated again: an answer elsewhere", side: "rule", kind: "decision" });
    const { undoable } = await get();
    await act({ type: "undo", event: undoable[0].event });
  });

  test("that law cannot read is refused, and nothing is kept of it", async () => {
    expect((await refusalOf(act({ ...ANSWER(), value: "perhaps" }))).more.detail).toMatch(/cannot be read/);
    const kept = await at.desk.store.as(at.owner, ({ db }) =>
      db.selectFrom("fact_answer").select("id").where("key", "=", number).execute(),
    );
    expect(kept).toEqual([]);
  });
});
