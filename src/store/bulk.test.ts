import type { Insertable } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { load } from "./bulk.ts";
import type { Principal } from "./principal.ts";
import type { ClaimTable, EvaluationTable } from "./tables-claim.ts";
import { idAt, idOfDigest } from "./uuid.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

describe.each(ENGINES)("bulk loads on %s", (_, open) => {
  let at: TestStore;
  let org: string;
  let clients: string[];
  let who: Principal;
  const file = idOfDigest(new Uint8Array(32).fill(7));
  beforeAll(async () => {
    at = await open();
    ({ org, clients } = await organizationIn(at.store, 2));
    who = { org, clients: [clients[0]!] };
  });
  afterAll(() => at.close());

  const claim = (n: number, more: Partial<Insertable<ClaimTable>> = {}): Insertable<ClaimTable> => ({
    org,
    client: clients[0]!,
    id: idAt(file, n),
    source: "edi",
    file,
    byte: n,
    number: `A${n}`,
    form: "professional",
    payer_key: "p",
    payer_name: "Payer",
    billed: 125_000n,
    body: "{}",
    ...more,
  });
  const evaluation = (n: number, more: Partial<Insertable<EvaluationTable>> = {}): Insertable<EvaluationTable> => ({
    org,
    client: clients[0]!,
    claim: idAt(file, n),
    as_of: day("2026-11-23"),
    class: "underpaid",
    payment_state: "underpaid",
    flags: ["protected", 'with "quotes", and\\slash'],
    billed: 125_000n,
    paid: 1n,
    patient_owes: 0n,
    stake: 9_007_199_254_740_993n,
    loss: 0n,
    channel: "undetermined",
    ...more,
  });
  const stored = (n: number) =>
    at.store.as(who, ({ db }) => db.selectFrom("claim").selectAll().where("id", "=", idAt(file, n)).executeTakeFirst());

  test("the same rows twice change nothing, and new ones among them are added", async () => {
    const rows = Array.from({ length: 200 }, (_, n) => claim(1000 + n));
    expect(await at.store.as(who, (tx) => load(tx, "claim", rows))).toBe(200);
    expect(await at.store.as(who, (tx) => load(tx, "claim", rows))).toBe(0);
    expect(await at.store.as(who, (tx) => load(tx, "claim", [...rows.slice(150), claim(1200)]))).toBe(1);
  });

  test.each([
    ["nothing at all", ""],
    ["the word null", "NULL"],
    ["quotes, commas and braces", "{\"a,b\",'c'}"],
    ["backslashes and lines", "a\\b\\N\n\r\tc"],
    ["the mark between values", "a\u001fb"],
    ["the mark for no value", "\u001e"],
    ["letters of the world", "José 𝄞 שלום"],
  ])("a text of %s comes in as it is", async (_, text) => {
    const n = text.length + 5000;
    const rows = [claim(n, { payer_name: text, body: JSON.stringify(text), us_state: null }), claim(n + 100_000)];
    await at.store.as(who, (tx) => load(tx, "claim", rows, "replace"));
    expect(await stored(n)).toMatchObject({ payer_name: text, body: JSON.stringify(text), us_state: null });
  });

  test("one row with an empty text is one row", async () => {
    expect(await at.store.as(who, (tx) => load(tx, "claim", [claim(7000, { payer_name: "" })]))).toBe(1);
  });

  test("an evaluation replaces the one there was only where it differs", async () => {
    const rows = [evaluation(1), evaluation(2)];
    const again = (list: typeof rows) => at.store.as(who, (tx) => load(tx, "evaluation", list, "replace"));
    expect(await again(rows)).toBe(2);
    expect(await again(rows)).toBe(0);
    expect(await again([evaluation(1), evaluation(2, { class: "denied" })])).toBe(1);
    const seen = await at.store.as(who, ({ db }) => db.selectFrom("evaluation").selectAll().orderBy("class").execute());
    expect(seen.map((e) => [e.class, e.stake, e.flags])).toEqual([
      ["denied", "9007199254740993", rows[0]!.flags],
      ["underpaid", "9007199254740993", rows[0]!.flags],
    ]);
  });

  test.each([
    ["another client", () => claim(8000, { client: clients[1]! })],
    ["another organization", () => claim(8000, { org: clients[0]! })],
  ])("one row of %s fails the whole load", async (_, foreign) => {
    const rows = [claim(8001), foreign()];
    await expect(at.store.as(who, (tx) => load(tx, "claim", rows))).rejects.toMatchObject({ code: "42501" });
    expect(await stored(8001)).toBeUndefined();
  });
});
