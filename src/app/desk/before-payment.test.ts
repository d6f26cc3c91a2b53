import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { formatUsd, usd } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import { newId } from "#store/uuid.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { FEDERAL_ANSWERS, oneLineClaim } from "#test/invented-claims.ts";
import { actOnCase } from "./case-acts.ts";
import { loadCase } from "./case-log.ts";
import { letterOfCase } from "./letters.ts";
import { adviseOn, type Negotiation, readNegotiation } from "./negotiation.ts";
import { putProfile } from "./settings.ts";

/** A repricer's price on a claim that the plan has not answered, on a real store. */

let at: TestDesk;
let lund: TestPerson;
let mine = "";
let number = 0;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  at.on("2026-11-20");
});
afterAll(() => at.close());

interface Told {
  readonly id: string;
  readonly name: string;
}

async function act(told: Told, given: Act): Promise<void> {
  const saw = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, told.id)))?.state.version ?? 0;
  const said = await actOnCase(at.desk, lund.principal, lund.actor, { caseId: told.id, saw, act: given });
  if (!said.ok) throw new Error(said.error.sentence);
}

/** What the payer allowed the practice for the code on six lines before. */
const allowedBefore = (payer: string): Promise<unknown> =>
  at.desk.store.as(at.owner, async (tx) => {
    const key = { org: at.org, client: mine };
    const batch = newId(tx.now);
    await tx.db
      .insertInto("import_batch")
      .values({ ...key, id: batch, state: "done", started_at: tx.now })
      .execute();
    await tx.db
      .insertInto("own_allowed")
      .values({ ...key, batch, payer_key: payer, service: "99285", amounts: "40000 6" })
      .execute();
  });

/** A claim of $1,000 on the federal road, which the plan got on November 10 and has not answered. */
async function unpaid(payer: string, isKnown = true): Promise<Told> {
  number += 1;
  const name = `BP-${number}`;
  const { claim, remittances } = oneLineClaim(name, payer);
  if (isKnown) await allowedBefore(payer);
  const { caseId: id } = await openCase(at, mine, { claim, remittances: isKnown ? [] : remittances.slice(1) });
  const told = { id, name };
  const facts = FEDERAL_ANSWERS.filter(([fact]) => fact !== "payment_received" && fact !== "qpa");
  for (const [fact, value] of [...facts, ["claim_received", "2026-11-10"] as const])
    await act(told, { type: "answer fact", fact, scope: "claim", key: name, value, source: "card.pdf" });
  return told;
}

const theirs = (told: Told, amount: string, expires?: string): Promise<void> =>
  act(told, {
    ...{ type: "log offer", from: "them", amount: usd(amount), made: at.desk.today(), way: "fax" },
    ...(expires !== undefined && { expires: day(expires) }),
  } as Act);

async function shown(told: Told): Promise<Negotiation> {
  const read = await at.desk.store.as(lund.principal, (tx) => readNegotiation(tx, at.desk, told.id));
  if (read === undefined) throw new Error("there is no such case");
  return await adviseOn(read);
}

describe("a claim that the plan has not answered", () => {
  test("is not advised on while nobody has named a price", async () => {
    const told = await unpaid("payer silent");
    const { advice, table } = await shown(told);
    expect(advice.why).toContain("the payer has not answered");
    expect(table.state?.planCase.foreseen).toBeUndefined();
  });

  test("with their price is: held against what the plan is expected to allow, within the time there is", async () => {
    const told = await unpaid("payer early");
    await theirs(told, "250.00", "2026-12-03");
    const { advice, table, anchors, reasons } = await shown(told);
    expect(advice.why).toBeUndefined();
    // Nothing was allowed yet, and the time there is gives no right.
    expect(anchors.map((a) => a.id)).toEqual(["billed", "ownMedian", "fair value"]);
    expect(reasons.map((r) => r.id)).not.toContain("right");
    expect(table.state?.planCase.foreseen).toMatchObject({ value: usd("400.00"), payBy: "2026-12-10", days: 20 });
    expect([table.window?.label, table.window?.until]).toEqual(["Before payment", "2026-12-03"]);
    expect(advice.turn?.move).not.toBe("accept");
    expect(advice.turn && formatUsd(advice.turn.floor)).toMatch(/^[4-9]\d\d\.\d\d$/);
    const [accept, counter, escalate] = advice.cards;
    expect(accept).toMatchObject({ label: "Accept their $250.00", suggested: false });
    expect(counter?.open).toBe(true);
    expect(escalate).toMatchObject({ open: false, why: expect.stringContaining("opens once the plan has paid") });
    expect(table.turn?.channels[0]?.label).toBe("Let the plan process it");
  });

  test("at a price near the charge it is taken", async () => {
    const told = await unpaid("payer generous");
    await theirs(told, "990.00");
    expect((await shown(told)).advice.turn).toMatchObject({ move: "accept", amount: usd("990.00") });
  });

  test("of whom nothing is known what it allows stays without advice, and says what would help", async () => {
    const told = await unpaid("payer unknown", false);
    await theirs(told, "250.00");
    const { advice } = await shown(told);
    expect(advice.why).toContain("the payer has not answered");
  });

  test("a letter about it says that nothing was paid and that nothing is to wait", async () => {
    const told = await unpaid("payer of a letter");
    await theirs(told, "250.00");
    await at.desk.store.as(at.owner, (tx) =>
      putProfile(tx, mine, 0, {
        ...{ name: "Harbor Ridge", npis: ["1000000004"], letterhead: ["Harbor Ridge", "Phoenix AZ"] },
        signer: { name: "Ines Roy" },
      }),
    );
    const asked = {
      kind: "counter" as const,
      ...{ offer: undefined, amount: usd("700.00"), expires: undefined, terms: { payWithin: 10 } },
      ...{ reference: undefined, because: [], agreement: undefined },
    };
    const as = <T>(work: Parameters<typeof at.desk.store.as<T>>[1]) => at.desk.store.as(lund.principal, work);
    const letter = await letterOfCase(at.desk, as, at.org, told.id, asked);
    const text = letter.ok ? letter.value.text : JSON.stringify(letter.error);
    expect(text).toContain("has not yet paid or denied these services");
    expect(text).toContain("Payment within 10 business days");
  });
});
