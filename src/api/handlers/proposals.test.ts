import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { proposal } from "#api/contract/proposals.ts";
import { Refused } from "#api/refused.ts";
import { attachFile } from "#app/desk/case-files.ts";
import { readProposalOn } from "#app/desk/proposal.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import type { Store } from "#store/store.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";

/** A proposal brought to a case: read, kept as a letter, and no offer before a person confirms it. */

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" };
let at: TestDesk;
let lund: TestPerson;
let stranger: TestPerson;
let mine = "";
let caseId = "";
let number = "";
let claims = 4000;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  stranger = await at.person("Stray Nger", "director", [at.clients[1] ?? ""]);
});
afterAll(() => at.close());

beforeEach(async () => {
  claims += 1;
  number = `ED-${claims}`;
  const given = {
    claim: claim(number, ["99285 1000.00 c=A1 on=2026-09-01"], {
      payer: PAYER,
      billing: { npi: "1000000004", tin: "000000001", state: "AZ", zip: "85001", name: "Harbor Ridge" },
      filing: "CI",
      place: "23",
    }),
    remittances: [
      remittance(number, ["99285 1000.00 paid=300.00 CO45=512.00 PR1=188.00 c=A1 on=2026-09-01"], {
        payer: PAYER,
        ...paidOn("2026-11-02"),
      }),
    ],
  };
  ({ caseId } = await openCase(at, mine, given));
});

const view = () => ask(at, lund, "getCase", { params: { case: caseId }, query: {} });
const read = async (text: string | Buffer, { who = lund, saw = undefined as number | undefined } = {}) =>
  proposal.parse(
    await ask(at, who, "readProposal", {
      params: { case: caseId },
      query: { name: "fax from ClearPath.txt", saw: saw ?? (await view()).row.version },
      bytes: Buffer.from(text),
    }),
  );
const letter = () =>
  `ClearPath Repricing\nClaim number: ${number}\nBilled: $1,000.00\nOffer: $400.00\nPayment within 10 business days.\nExpires 12/04/2026`;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function refusalOf(asked: Promise<unknown>): Promise<Refused> {
  const thrown = await asked.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(thrown instanceof Refused)) throw thrown ?? new Error("it was not refused");
  return thrown;
}

describe("a proposal that was read", () => {
  test("has its fields, agrees with the case, is worth its terms, and warns of a first offer", async () => {
    const p = await read(letter());
    const of = (id: string) => p.fields.find((f) => f.field === id)?.value;
    expect([of("proposed"), of("billed"), of("expires"), of("vendor")]).toEqual([
      "400.00",
      "1000.00",
      "2026-12-04",
      "ClearPath Repricing",
    ]);
    expect(p.checks.map((c) => c.agrees)).toEqual([true, true]);
    expect(p.terms).toEqual({ payWithin: 10 });
    expect(p.worth?.amount).toBe("400.00");
    expect(p.worth?.terms.map((t) => t.label)).toEqual(["paid within 10 business days"]);
    expect(p.firstOffer).toMatch(/first offer on this case/);
    expect(
      p.text.slice(
        ...(([f]) => [f?.at.from, f?.at.to] as const)(p.fields.find((x) => x.field === "proposed")?.found ?? []),
      ),
    ).toBe("$400.00");
  });

  test("keeps the letter on the case and nothing else", async () => {
    const p = await read(letter());
    const now = await view();
    expect(now.files).toMatchObject([{ event: p.file.event, name: "fax from ClearPath.txt", kind: "letter" }]);
    expect([now.offers, now.row.version]).toEqual([[], p.version]);
  });

  test("names its own file though another is attached before it answers", async () => {
    let isAttached = false;
    const other = { name: "another.txt", kind: "letter" as const, bytes: once(Buffer.from("Another letter.")) };
    const as: Store["as"] = async (...given) => {
      if (isAttached) {
        isAttached = false;
        const kept = await attachFile(at.desk, lund.principal, lund.actor, { caseId, saw: 2, ...other });
        expect(kept).toEqual({ ok: true, value: { event: 3, name: "another.txt" } });
      }
      return await at.desk.store.as(...given);
    };
    const tell = () => {
      isAttached = true;
    };
    const desk = { ...at.desk, tell, store: Object.assign(Object.create(at.desk.store), { as }) };
    const given = { caseId, saw: 1, name: "fax.txt", bytes: Buffer.from(letter()) };
    const p = await readProposalOn(desk, lund.principal, lund.actor, given);
    expect(p.ok && [p.value.file, Number(p.value.row.version)]).toEqual([{ event: 2, name: "fax.txt" }, 3]);
  });

  test("becomes an offer with who read it from what, and is no first offer again", async () => {
    const p = await read(letter());
    const act = {
      type: "log offer",
      from: "them",
      amount: "400.00",
      made: "2026-11-20",
      expires: "2026-12-04",
      way: "fax",
      terms: { payWithin: 10 },
      source: `read from ${p.file.name}, confirmed by Maren Lund`,
    };
    await ask(at, lund, "actOnCase", { params: { case: caseId }, body: { saw: p.version, act } });
    expect((await view()).offers).toMatchObject([{ from: "them", amount: "400.00" }]);
    expect((await read(`${letter()}\nsecond`)).firstOffer).toBeNull();
  });

  test("below the floor the warning says so where there is a plan", async () => {
    const p = await read(letter().replace("$400.00", "$1.00"));
    expect(p.firstOffer).toMatch(/first offer/);
  });
});

describe("refused, and nothing kept", () => {
  test.each<readonly [string, string | Buffer, RegExp]>([
    ["nothing", "", /no text/],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00]), /neither text nor a PDF/],
    ["a zero in it", "Offer: $1.00\0", /neither text nor a PDF/],
    ["too much", "x".repeat(200_001), /more than 200000/],
    ["a PDF that is none", Buffer.from("%PDF-1.7 x"), /cannot be read/],
  ])("%s", async (_, bytes, says) => {
    const no = await refusalOf(read(bytes));
    expect([no.type, no.more.detail]).toEqual(["not-valid", expect.stringMatching(says)]);
    expect(no.more.detail).toMatch(/Nothing was kept\.$/);
    expect((await view()).files).toEqual([]);
  });

  test("a version that is not the last", async () => {
    expect((await refusalOf(read(letter(), { saw: 99 }))).type).toBe("stale-version");
    expect((await view()).files).toEqual([]);
  });

  test("somebody of another client", async () => {
    expect((await refusalOf(read(letter(), { who: stranger, saw: 1 }))).type).toBe("not-found");
  });
});
