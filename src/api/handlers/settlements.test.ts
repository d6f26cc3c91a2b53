import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Refused } from "#api/refused.ts";
import { putProfile } from "#app/desk/settings.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { twoLineClaim } from "#test/invented-claims.ts";

/** From an offer that is taken to the paper both sides sign: the list before signing, the paper, its copy on the case. */

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" };
let at: TestDesk;
let lund: TestPerson;
let roy: TestPerson;
let stranger: TestPerson;
let mine = "";
let caseId = "";
let claims = 7000;

const PROFILE = {
  name: "Harbor Ridge",
  npis: ["1000000004"],
  tins: ["000000001"],
  letterhead: ["Harbor Ridge", "1 Invented Street"],
  signer: { name: "Ines Roy", title: "Director" },
};

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  roy = await at.person("Ines Roy", "director");
  stranger = await at.person("Stray Nger", "director", [at.clients[1] ?? ""]);
  await at.desk.store.as(at.owner, async (tx) => {
    const put = await putProfile(tx, mine, 0, PROFILE);
    if (!put.ok) throw new Error(put.error.refused.sentence);
  });
});
afterAll(() => at.close());

beforeEach(async () => {
  claims += 1;
  const number = `ED-${claims}`;
  ({ caseId } = await openCase(at, mine, twoLineClaim(number, PAYER)));
});

const get = (who = lund) => ask(at, who, "getCase", { params: { case: caseId }, query: {} });
const act = async (given: object, who = lund) => {
  const { row } = await get(who);
  return (await ask(at, who, "actOnCase", { params: { case: caseId }, body: { saw: row.version, act: given } }))
    .events[0] as number;
};
const theirs = (more: object = {}) =>
  act({ ...{ type: "log offer", from: "them", amount: "1100.01", made: "2026-11-18", way: "fax" }, ...more });
const enter = (more: object = {}, who = lund) =>
  act(
    {
      ...{ type: "enter agreement", kind: "agreement", basis: "total payment", amount: "912.01" },
      ...{ agreed: "2026-11-20", due: "2026-12-08", days: "business", source: "letter of November 20" },
      lines: [
        { line: 1, amount: "700.01" },
        { line: 2, amount: "212.00" },
      ],
      ...more,
    },
    who,
  );
const settlement = async (body: object = {}, who = lund) =>
  JSON.parse(
    await (
      await ask(at, who, "writeSettlement", { params: { case: caseId }, body: { format: "json", ...body } })
    ).text(),
  );
const checks = async (body: object, who = lund) =>
  (await ask(at, who, "checkSigning", { params: { case: caseId }, body })) as {
    checks: readonly { id: string; is: string; says: string; source: string; allowed: boolean }[];
    clear: boolean;
  };
const said = async (body: object, who = lund) =>
  Object.fromEntries((await checks(body, who)).checks.map((c) => [c.id, c.is]));
const keep = async (paper: object, who = lund) => {
  const { row } = await get(who);
  return await ask(at, who, "keepPaper", { params: { case: caseId }, body: { saw: row.version, paper } });
};
const refusalOf = async (asked: Promise<unknown>): Promise<Refused> => {
  const thrown = await asked.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(thrown instanceof Refused)) throw thrown ?? new Error("it was not refused");
  return thrown;
};

describe("the list before signing", () => {
  test("says of each matter whether it is so and where that is read", async () => {
    const offer = await theirs();
    const { checks: all, clear } = await checks({ offer });
    expect(all.map((c) => c.id)).toEqual(["floor", "authority", "rights", "release", "patient", "payer", "share"]);
    expect(all.every((c) => c.says !== "" && c.source !== "")).toBe(true);
    expect(clear).toBe(all.every((c) => c.is !== "fail"));
  });
  test("a patient who would owe more is no settlement that anybody allows", async () => {
    const offer = await theirs();
    expect((await said({ offer, patient: "188.00" })).share).toBe("pass");
    const more = await checks({ offer, patient: "188.01" }, roy);
    expect(more.checks.find((c) => c.id === "share")).toMatchObject({
      is: "fail",
      says: "$188.00 before, $188.01 after",
      allowed: false,
    });
    expect(more.clear).toBe(false);
  });
  test.each([
    ["a release of everything", { terms: { release: "all claims" } }, "release"],
    ["a right that is given up", { waives: [{ id: "idr", label: "the dispute" }] }, "rights"],
    ["more than one may decide alone", { amount: "6000.00" }, "authority"],
    ["less than the floor", { amount: "401.00" }, "floor"],
  ])("%s fails", async (_, more, matter) => {
    expect((await said({ offer: await theirs(more) }))[matter]).toBe("fail");
  });
  test("who may bind the payer is read from the directory", async () => {
    const offer = await theirs();
    expect((await said({ offer })).payer).toBe("not known");
    const facts = [{ kind: "who may bind", text: "its claims director signs", source: "letter", day: "2026-10-01" }];
    const entry = { kind: "payer", name: PAYER.name, aliases: [], payers: [], facts, notes: null };
    await ask(at, roy, "addDirectoryEntry", { body: { client: mine, ...entry, extends: null } });
    const { checks: all } = await checks({ offer });
    expect(all.find((c) => c.id === "payer")).toMatchObject({ is: "pass", says: "its claims director signs" });
  });
});

describe("the paper", () => {
  test("carries the rate of each line to the cent, its name, and no charge", async () => {
    const agreement = await enter();
    const { row } = await get();
    const s = await settlement({ stands: "2026-12-31" });
    expect(s.claim).toBe(`${row.number}.${agreement}`);
    expect(s.claims[0].rows.map((r: { id: string; rate: string }) => [r.id, r.rate])).toEqual([
      [`${row.number}.${agreement}.1`, "888.01"],
      [`${row.number}.${agreement}.2`, "212.00"],
    ]);
    expect(s.total).toEqual({ before: "400.00", plan: "912.01", patient: "188.00", rate: "1100.01" });
    expect(JSON.stringify(s)).not.toMatch(/1000\.00|1500\.00/);
    expect(s.signers.map((x: { side: string }) => x.side)).toEqual(["For Harbor Ridge", `For ${PAYER.name}`]);
  });
  test("of a further payment counts what came before", async () => {
    await enter({ basis: "further payment", amount: "512.01", lines: [{ line: 1, amount: "512.01" }] });
    expect((await settlement()).total).toEqual({
      before: "300.00",
      plan: "512.01",
      patient: "188.00",
      rate: "1000.01",
    });
  });
  test("nothing agreed is nothing to sign", async () => {
    expect((await refusalOf(settlement())).more.detail).toMatch(/no agreement in force/);
    const agreement = await enter();
    await act({ type: "supersede agreement", agreement, reason: "not signed" });
    expect((await refusalOf(settlement({ agreement }))).type).toBe("not-now");
  });
  test("is refused while a check fails that nobody allowed, and says which", async () => {
    const offer = await theirs();
    const lines = [{ line: 1, amount: "800.00" }];
    await enter({ offer, amount: "800.00", lines, reason: "signed outside" }, roy);
    for (const who of [lund, roy])
      expect((await refusalOf(settlement({}, who))).more.detail).toMatch(
        /owes no more than before is not so: \$188\.00 before, \$300\.01 after/,
      );
  });
  test("a failure that somebody who may allow it wrote down with a reason is told and lets it pass", async () => {
    const agreement = await enter({ amount: "13.00", lines: [{ line: 1, amount: "13.00" }], reason: "small" }, roy);
    const { checks: all, clear } = await checks({ agreement });
    expect(all.find((c) => c.id === "floor")).toMatchObject({
      ...{ is: "fail", allowed: true },
      says: expect.stringMatching(/^\$201\.00 against a floor of .*; allowed by Ines Roy$/),
    });
    expect(clear).toBe(true);
    expect((await settlement()).total.rate).toBe("201.00");
  });
  test("somebody of another client learns of no case", async () => {
    await enter();
    expect((await refusalOf(settlement({}, stranger))).type).toBe("not-found");
    expect((await refusalOf(checks({ agreement: 2 }, stranger))).type).toBe("not-found");
    expect((await refusalOf(keep({ of: "settlement" }, roy).then(() => settlement({}, stranger)))).type).toBe(
      "not-found",
    );
  });
});

describe("a paper that is kept", () => {
  test("is among the files, in the history by the hash of its data, and beside the agreement", async () => {
    const agreement = await enter();
    const text = await (
      await ask(at, lund, "writeSettlement", {
        params: { case: caseId },
        body: { format: "json", kind: "rate confirmation", stands: "2026-12-31" },
      })
    ).text();
    const { case: now, sha256 } = await keep({ of: "settlement", kind: "rate confirmation", stands: "2026-12-31" });
    expect(sha256).toBe(createHash("sha256").update(text).digest("hex"));
    expect(now.signing).toMatchObject([
      { agreement, papers: [{ paper: "rate confirmation", sha256, stands: "2026-12-31" }], copies: [] },
    ]);
    const [file] = now.files;
    expect(file).toMatchObject({ kind: "own letter", name: expect.stringMatching(/rate-confirmation\.pdf$/) });
    const pdf: Response = await ask(at, lund, "getFile", { params: { case: caseId, event: file.event } });
    expect((await pdf.text()).slice(0, 5)).toBe("%PDF-");
    const { rows } = await ask(at, lund, "getTimeline", { params: { case: caseId }, query: {} });
    expect(rows[0]).toMatchObject({ kind: "letter", what: `Rate confirmation to ${PAYER.name}` });
    expect((await refusalOf(keep({ of: "settlement", kind: "rate confirmation", stands: "2026-12-31" }))).type).toBe(
      "not-now",
    );
  });
  test("the signed copy belongs to its agreement", async () => {
    const agreement = await enter();
    const { row } = await get();
    const query = { name: "signed.pdf", kind: "agreement", saw: row.version, agreement };
    const shown = await ask(at, lund, "attachFile", { params: { case: caseId }, query, bytes: Buffer.from("signed") });
    expect(shown.signing[0].copies).toMatchObject([{ name: "signed.pdf", by: "Maren Lund", on: "2026-11-20" }]);
    expect(shown.signing[0].rates).toEqual([
      { line: 1, id: `${row.number}.${agreement}.1` },
      { line: 2, id: `${row.number}.${agreement}.2` },
    ]);
  });
  test("a letter is kept with its offer, reference and the day it asks an answer by; a call answers it", async () => {
    const offer = await theirs();
    const letter = { of: "letter", kind: "rejection", offer, because: "It is too low.", reference: "CP-1" };
    const { case: now } = await keep({ ...letter, answerBy: "2026-12-01" });
    expect(now.letters).toMatchObject([
      { paper: "rejection", to: PAYER.name, offer, reference: "CP-1", answerBy: "2026-12-01", by: "Maren Lund" },
    ]);
    await act({
      type: "log call",
      who: "Dana",
      said: "They have it.",
      answers: now.letters[0].event,
      recording: "refused",
    });
    const { rows } = await ask(at, lund, "getTimeline", { params: { case: caseId }, query: {} });
    expect(rows[0].detail).toMatch(
      /^about our letter of rejection of 2026-11-20; They have it\..*refused that it is recorded/,
    );
  });
});

describe("the tone of a person's own words", () => {
  test("is told with its place and a calmer way, and nothing is kept", async () => {
    const { found } = await ask(at, lund, "readTone", { body: { text: "We waive the appeal." } });
    expect(found).toMatchObject([{ kind: "waives", from: 0, to: 8, words: "We waive", confirm: true }]);
    expect((await ask(at, lund, "readTone", { body: { text: "We offer $900.00." } })).found).toEqual([]);
  });
});
