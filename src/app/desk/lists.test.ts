import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { write837 } from "#app/invented-x12.ts";
import { day } from "#base/day.ts";
import { formatUsd, usd } from "#base/money.ts";
import { endingOn } from "#case/story.ts";
import { claim as invented } from "#claim/invented.ts";
import { openCase, openTestDesk, RULE, type TestDesk, TODAY } from "#test/desk.ts";
import { imported } from "#test/imported.ts";
import { actOnCases } from "./act.ts";
import { dashboardOf, periodOf } from "./dashboard.ts";
import { sumOf } from "./list-period.ts";
import { LISTS, type ListName, type ListPlace, listOf, listPage, listSaid, type Totals } from "./lists.ts";
import { monthEndOf } from "./month-end.ts";

/** The lists behind the figures, on a desk of two practices with one settled case. */

let desk: TestDesk;
let one = "";
let two = "";

const asked = { from: day("2026-11-01"), to: day("2026-11-30"), today: TODAY, client: undefined };
const read = (list: ListName, over: object = {}, clients: "all" | string[] = "all") =>
  desk.desk.store.as({ org: desk.org, clients }, (tx) => listOf(tx, list, { ...asked, ...over }));

beforeAll(async () => {
  desk = await openTestDesk();
  [one = "", two = ""] = desk.clients;
  const of = (number: string) => ({ claim: invented(number, ["99285 1000.00"]), patient: "CANARY, ZELDA" });
  const { caseId } = await openCase(desk, one, { ...of("A-1"), finding: endingOn("2026-12-01") });
  const other = await openCase(desk, two, { ...of("B-1"), finding: endingOn("2026-12-01") });
  const { actor, principal } = await desk.person("I. Roy", "negotiator");
  const offer = { type: "log offer", from: "us", amount: usd("700.00"), made: TODAY, way: "fax" } as const;
  const split = [{ line: 1, amount: usd("300.00") }];
  const agreement = {
    type: "enter agreement",
    kind: "agreement",
    basis: "further payment",
    amount: usd("300.00"),
    lines: split,
    agreed: TODAY,
    due: day("2026-12-20"),
    days: "calendar",
    source: "letter of 2026-11-20",
  } as const;
  const { refused } = await actOnCases(desk.desk, principal, actor, [{ caseId, saw: 1, act: offer }]);
  const { refused: more } = await actOnCases(desk.desk, principal, actor, [{ caseId, saw: 2, act: agreement }]);
  expect([...refused, ...more]).toEqual([]);
  const came = { type: "record payment", remittance: "r-1", day: TODAY, amount: usd("50.00") } as const;
  const paid = { ...came, lines: [{ line: 1, amount: usd("50.00") }] };
  const { refused: none } = await actOnCases(desk.desk, desk.owner, RULE, [
    { caseId: other.caseId, saw: 1, act: paid },
  ]);
  expect(none).toEqual([]);
});
afterAll(() => desk.close());

describe("a list holds what its figure counts", () => {
  test.each<[ListName, readonly string[]]>([
    ["worked", ["A-1 912.00"]],
    ["offered", ["A-1 700.00"]],
    ["agreed", ["A-1 300.00"]],
    ["settled", ["A-1 600.00"]],
    ["received", ["B-1 50.00"]],
    ["unexpected", ["B-1 50.00"]],
    ["closed", []],
    ["missed", []],
  ])("%s in November", async (list, rows) => {
    expect((await read(list)).map((r) => `${r.claim} ${formatUsd(r.amount ?? usd("0.00"))}`)).toEqual(rows);
  });

  test.each(LISTS)("%s shows nothing of another practice, nor of another month, and names no patient", async (list) => {
    const all = await read(list);
    expect((await read(list, {}, [two])).every((r) => r.client === two)).toBe(true);
    expect(JSON.stringify(all, (_, v) => (typeof v === "bigint" ? String(v) : v))).not.toContain("CANARY");
    if (listSaid(list).ofPeriod)
      expect(await read(list, { from: day("2025-01-01"), to: day("2025-01-31") })).toEqual([]);
  });

  test("an offer through the guardrails counts as one that was written down", async () => {
    const stages = async () =>
      await desk.desk.store.as({ org: desk.org, clients: "all" }, async (tx) => {
        const period = periodOf("month", TODAY);
        return (await dashboardOf(tx, { period, today: TODAY, client: undefined })).funnel;
      });
    const count = (all: Awaited<ReturnType<typeof stages>>) => all.find((s) => s.stage === "An offer was made")?.count;
    expect(count(await stages())).toBe(1);
    await desk.desk.store.asSystem(async ({ db }) => {
      const [other] = await db.selectFrom("case_row").select(["id", "client"]).where("client", "=", two).execute();
      const [known] = await db.selectFrom("offer").selectAll().where("org", "=", desk.org).execute();
      if (other === undefined || known === undefined) throw new Error("no case");
      const made = {
        ...known,
        id: other.id,
        client: two,
        case_id: other.id,
        guarded: true,
        amount: BigInt(known.amount),
      };
      await db.insertInto("offer").values(made).execute();
    });
    expect(count(await stages())).toBe(2);
  });
});

describe("the month on one page", () => {
  test("each figure is the length or the sum of its list", async () => {
    const figures = await desk.desk.store.as({ org: desk.org, clients: "all" }, (tx) =>
      monthEndOf(tx, { period: periodOf("month", TODAY), today: TODAY, client: undefined }),
    );
    const said = figures.map((f) => `${f.name}: ${f.count ?? "-"} ${f.amount === null ? "-" : formatUsd(f.amount)}`);
    expect(said).toEqual([
      "Cases worked: 1 -",
      "First paid: 1 300.00",
      "Final: 1 600.00",
      "More than first paid: 1 300.00",
      "Fees entered: - -",
      "Patient balance: 0 0.00",
      "Received: 1 50.00",
      "Late: - 0.00",
      "Short: - 0.00",
      "Closed: 0 -",
      "Missed dates: 0 -",
    ]);
    for (const f of figures) {
      const list = new URLSearchParams(f.list ?? "").get("list") as ListName | null;
      if (list !== null) expect((await read(list)).length, f.name).toBe(f.count);
    }
  });
});

describe("a list page by page", () => {
  beforeAll(async () => {
    const claims = [1, 2, 3, 4, 5, 6].map((n) =>
      // Two and two have the same at stake, so that the claim itself decides where a page ends.
      invented(`L-${n}`, ["99285 900.00", `93010 ${Math.ceil(n / 2)}00.00`, "99284 50.00"]),
    );
    await imported(desk, two, { "lists.837": write837(claims) });
  });
  const pages = (list: ListName, limit: number) =>
    desk.desk.store.as({ org: desk.org, clients: "all" }, async (tx) => {
      const [rows, sizes]: [string[], number[]] = [[], []];
      let totals: Totals | undefined;
      let place: ListPlace | undefined;
      do {
        const page = await listPage(tx, list, asked, { place, limit });
        rows.push(...page.rows.map((r) => r.key));
        sizes.push(page.rows.length);
        totals ??= page.totals;
        expect(page.totals).toEqual(totals);
        place = page.next;
      } while (place !== undefined);
      return { rows, sizes, totals };
    });

  test.each(LISTS.flatMap((list) => [1, 2, 3, 100].map((limit) => [list, limit] as const)))(
    "%s, %i at a time, is the whole list, each row once, and its sums are those of all",
    async (list, limit) => {
      const whole = await read(list);
      const { rows, totals } = await pages(list, limit);
      expect(rows).toEqual(whole.map((r) => r.key));
      expect(totals).toMatchObject({
        count: whole.length,
        sum: sumOf(whole),
        other: sumOf(whole, "other"),
        cut: false,
      });
    },
  );

  test("lines of one claim may stand on two pages", async () => {
    const { sizes } = await pages("lines", 1);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBe(1);
  });
});
