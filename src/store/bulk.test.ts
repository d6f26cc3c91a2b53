import type { Insertable } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { changing, load } from "./bulk.ts";
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

  const opened = (n: number, client: string) => ({
    ...{ org, client, id: idAt(file, n), number: `B-${n}`, claim: idAt(file, n), claim_number: `A${n}`, version: 1 },
    ...{ state: "open", class: "denied", channel: "undetermined", payer_key: "p", payer_name: "Payer" },
    ...{ billed: 100n, paid: 0n, stake: 0n, loss: 0n, opened_at: "2026-11-23T10:00:00.000Z" },
  });
  const change = async (rows: Parameters<typeof changing>[2]) => {
    const all = { org, clients: "all" as const };
    const statement = changing("case_row", org, rows);
    if (statement !== undefined) await at.store.as(who, (tx) => tx.session.queries([statement]));
    const seen = await at.store.as(all, ({ db }) =>
      db
        .selectFrom("case_row")
        .select(["number", "stake", "due", "awaits", "asks", "hold"])
        .orderBy("number")
        .execute(),
    );
    return seen.map((r) => [r.number, r.stake, r.due, r.awaits.join(" "), r.asks, r.hold]);
  };

  test("rows are changed by their ids in one statement, each to its own values, and no others", async () => {
    const all = { org, clients: "all" as const };
    await at.store.as(all, (tx) =>
      load(tx, "case_row", [
        opened(1, clients[0]!),
        opened(2, clients[0]!),
        opened(3, clients[0]!),
        opened(4, clients[1]!),
      ]),
    );
    const to = (n: number, stake: bigint, hold: string | null, awaits: string[] = []) => ({
      ...{ id: idAt(file, n), stake, due: day("2026-12-01"), asks: true, awaits, hold },
    });
    const untouched = ["B-3", "0", "2199-12-31", "", false, null];
    const ofOthers = ["B-4", "0", "2199-12-31", "", false, null];
    expect(await change([])).toContainEqual(untouched);
    expect(
      await change([to(1, 7n, "a\u001fb", ["us", "them"]), to(2, -9n, null), to(4, 1n, "not theirs to change")]),
    ).toEqual([
      ["B-1", "7", "2026-12-01", "us them", true, "a\u001fb"],
      ["B-2", "-9", "2026-12-01", "", true, null],
      untouched,
      ofOthers,
    ]);
    // Of one row every column is one value for all.
    expect(await change([to(2, 5n, "held")])).toContainEqual(["B-2", "5", "2026-12-01", "", true, "held"]);
    expect(await change([to(4, 1n, null)])).toContainEqual(ofOthers);
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
