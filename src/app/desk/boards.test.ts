import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { formatUsd, plus, usd } from "#base/money.ts";
import { endingOn, finding } from "#case/story.ts";
import { claim as invented } from "#claim/invented.ts";
import { NO_BOOKS } from "#price/book.ts";
import { openCase, openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { claim, line } from "#test/sample-map.ts";
import { actOnCases } from "./act.ts";
import { calendarOf, MOST_DAYS } from "./calendar.ts";
import { feedText, makeFeed, ownerOfFeed } from "./calendar-feed.ts";
import { dashboardOf, periodOf } from "./dashboard.ts";
import { casesAsking, drawKept, emptyMap, keepMap, keptMap, linesOf } from "./money-map.ts";
import { queuePage } from "./queue.ts";
import { coverageOf, lookUp, missingOf } from "./rates.ts";

/** Calendar, dashboard, money map and rates of an organization of two practices. */

let desk: TestDesk;
let one = "";
let two = "";
let caseId = "";

beforeAll(async () => {
  desk = await openTestDesk();
  [one = "", two = ""] = desk.clients;
  const given = { claim: invented("A-1", ["99285 1000.00"]), patient: "CANARY, ZELDA" };
  caseId = (await openCase(desk, one, { ...given, finding: endingOn("2026-12-01") })).caseId;
  await openCase(desk, one, { ...given, finding: endingOn("2026-12-01", { stake: usd("100.00") }) });
  await openCase(desk, two, { ...given, finding: finding() });
});

afterAll(() => desk.close());

const as = <T>(work: Parameters<typeof desk.desk.store.as<T>>[1], clients: "all" | string[] = "all"): Promise<T> =>
  desk.desk.store.as({ org: desk.org, clients }, work);

test("a question of the map names an open case that asks it, and the lines of a claim are counted", async () => {
  const question = { fact: "f", scope: "claim", key: "A-1", about: "", question: "", values: [], dollars: "1.00" };
  const asked = (claim: string | undefined) => ({
    ...question,
    claims: 1,
    lines: 1,
    client: one,
    ...(claim !== undefined && { claim }),
  });
  const found = await as((tx) =>
    casesAsking(tx, [asked("A-1"), asked("NOBODY"), asked(undefined), { ...asked("A-1"), client: two }]),
  );
  expect(found.slice(1, 3)).toEqual([undefined, undefined]);
  // Another practice has a claim of the same number, and it is that one's case that is asked.
  expect(found[0]).toBe(caseId);
  expect(found[3]).not.toBe(caseId);
  expect(await as((tx) => casesAsking(tx, [asked("A-1")]), [])).toEqual([undefined]);
  const rows = await as((tx) => tx.db.selectFrom("case_row").select("claim").execute());
  const lines = await as((tx) =>
    linesOf(
      tx,
      rows.map((r) => r.claim),
    ),
  );
  expect([...lines.values()]).toEqual(rows.map(() => 1));
});

describe("the calendar", () => {
  const of = (clients: "all" | string[], client?: string) =>
    as((tx) => calendarOf(tx, { from: day("2026-11-23"), to: day("2026-12-20"), client }), clients);

  test("puts each case on the last safe day of the right that ends first, with its dollars", async () => {
    const days = await of("all");
    const due = days.filter((d) => d.count > 0).map((d) => [d.day, d.count, formatUsd(d.dollars)]);
    expect(due).toEqual([
      ["2026-12-01", 2, "1012.00"],
      ["2026-12-15", 1, "912.00"],
    ]);
    expect(days.find((d) => d.day === "2026-12-01")?.first[0]?.case).toBe(caseId);
  });

  test("what a day counts is what its list in the queue holds, whether something is due or a right ends", async () => {
    for (const d of (await of("all")).filter((x) => x.count > 0)) {
      const filter = { tab: "team", sort: "loss", on: d.day } as const;
      const { rows } = await as((tx) => queuePage(tx, filter, { limit: 50, today: TODAY }));
      expect(rows.length, d.day).toBe(d.count);
    }
    const ends = { tab: "team", sort: "loss", endsFrom: day("2026-12-02"), endsTo: day("2026-12-31") } as const;
    expect((await as((tx) => queuePage(tx, ends, { limit: 50, today: TODAY }))).rows).toHaveLength(1);
  });

  test("names the days that do not count", async () => {
    const days = await of("all");
    expect(days.find((d) => d.day === "2026-11-26")).toMatchObject({ business: false, holiday: "Thanksgiving Day" });
    expect(days.find((d) => d.day === "2026-11-28")).toMatchObject({ business: false, holiday: null });
  });

  test("shows one practice, and only what the principal may see", async () => {
    expect((await of("all", two)).reduce((n, d) => n + d.count, 0)).toBe(1);
    expect((await of([one])).reduce((n, d) => n + d.count, 0)).toBe(2);
    expect((await of([one], two)).reduce((n, d) => n + d.count, 0)).toBe(0);
  });

  test("is at most a hundred days long, and empty backwards", async () => {
    const long = await as((tx) => calendarOf(tx, { from: day("2026-01-01"), to: day("2027-01-01") }));
    expect(long).toHaveLength(MOST_DAYS);
    expect(await as((tx) => calendarOf(tx, { from: day("2026-02-01"), to: day("2026-01-01") }))).toEqual([]);
  });
});

describe("the calendar as a feed", () => {
  test("its address opens the days of its person, without a name, until a new one is made", async () => {
    const biller = await desk.person("M. Lund", "biller", [one]);
    const secret = await desk.desk.store.as(biller.principal, makeFeed);
    expect(await ownerOfFeed(desk.desk.store, secret ?? "")).toBe(`login-${biller.id}`);
    const text = await feedText(desk.desk.store, biller.principal, TODAY);
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text).toContain("DTSTART;VALUE=DATE:20261201");
    expect(text).not.toContain("CANARY");
    await desk.desk.store.as(biller.principal, makeFeed);
    expect(await ownerOfFeed(desk.desk.store, secret ?? "")).toBeUndefined();
  });

  test("a program has no calendar", async () => {
    expect(await as(makeFeed)).toBeUndefined();
  });
});

describe("the money map is kept as it was drawn", () => {
  const evaluations = [claim({ lines: [line({ class: "underpaid", stake: usd("40.00") })] })];

  test("of a client and of the whole organization apart, the newest in the place of the one before", async () => {
    const drawn = await drawKept(evaluations, { asOf: TODAY, assumptions: ["assumed"] });
    await as((tx) => keepMap(tx, one, drawn));
    await as((tx) => keepMap(tx, one, { ...drawn, assumptions: ["again"] }));
    expect((await as((tx) => keptMap(tx, one)))?.assumptions).toEqual(["again"]);
    expect(await as((tx) => keptMap(tx, two))).toBeUndefined();
    expect((await as((tx) => keptMap(tx, undefined)))?.assumptions).toEqual(["again"]);
    expect(await as((tx) => keptMap(tx, undefined), [two])).toBeUndefined();
    expect(await as((tx) => keptMap(tx, one), [two])).toBeUndefined();
  });

  test("amounts are text with two decimals", async () => {
    const drawn = await drawKept(evaluations, { asOf: TODAY, assumptions: [] });
    expect(drawn.totals).toMatchObject({ stake: "40.00", recoverable: "40.00" });
    expect(drawn.board.payers[0]).toMatchObject({ recoverable: "40.00", byClass: { underpaid: "40.00" } });
  });

  test("a practice without claims has a map of nothing", async () => {
    const map = await emptyMap(TODAY, "2026-11-20T15:00:00.000Z");
    expect(map.totals).toMatchObject({ claims: 0, stake: "0.00" });
  });
});

describe("the dashboard", () => {
  test.each([
    { kind: "month", of: "2026-11-20", from: "2026-11-01", to: "2026-11-30", label: "November 2026" },
    { kind: "month", of: "2024-02-29", from: "2024-02-01", to: "2024-02-29", label: "February 2024" },
    { kind: "quarter", of: "2026-11-20", from: "2026-10-01", to: "2026-12-31", label: "Quarter 4, 2026" },
    { kind: "year", of: "2026-11-20", from: "2026-01-01", to: "2026-12-31", label: "2026" },
  ] as const)("$label is $from to $to", ({ kind, of, from, to, label }) => {
    expect(periodOf(kind, day(of))).toEqual({ kind, from, to, label });
  });

  test("counts what was done in the period, and the money of agreements", async () => {
    const { actor, principal } = await desk.person("I. Roy", "negotiator");
    const split = [{ line: 1, amount: usd("300.00") }];
    const { refused } = await actOnCases(desk.desk, principal, actor, [
      {
        caseId,
        saw: 1,
        act: {
          type: "enter agreement",
          kind: "agreement",
          basis: "further payment",
          amount: usd("300.00"),
          lines: split,
          agreed: TODAY,
          due: day("2026-12-20"),
          days: "calendar",
          source: "letter of 2026-11-20",
        },
      },
    ]);
    expect(refused).toEqual([]);
    const d = await as((tx) =>
      dashboardOf(tx, { period: periodOf("month", day("2026-11-23")), today: TODAY, client: undefined }),
    );
    expect(d.funnel.find((s) => s.stage === "Open cases")?.count).toBe(3);
    expect(d.funnel.find((s) => s.stage === "Agreed or awarded")?.count).toBe(1);
    expect(formatUsd(d.money.agreed)).toBe("300.00");
    expect(d.atStake.map((w) => [w.week, w.cases])).toEqual([
      ["2026-11-30", 2],
      ["2026-12-14", 1],
    ]);
    expect(d.said[0]?.text).toBe("$40 can still be recovered, on 3 open cases.");
    expect(d.results.settled).toBe(1);
    expect(formatUsd(d.results.promised) === formatUsd(plus(d.results.before, usd("300.00")))).toBe(true);
    expect([d.results.withoutForum.hits, d.results.acts?.median, d.results.overFirst]).toEqual([1, 1, undefined]);
    const before = await as((tx) =>
      dashboardOf(tx, { period: periodOf("month", day("2025-11-23")), today: TODAY, client: undefined }),
    );
    expect(before.results.settled).toBe(0);
  });
});

describe("what the price books cover", () => {
  test("without books every kind is missing, with the lines that wait and where it is published", async () => {
    const drawn = await drawKept([claim({ lines: [line({ benchmark: undefined })] })], {
      asOf: TODAY,
      assumptions: [],
    });
    const missing = missingOf(NO_BOOKS, drawn.board);
    expect(missing).toHaveLength(5);
    expect(missing[0]).toMatchObject({ lines: 1, where: expect.stringContaining("cms.gov") });
    expect(coverageOf(drawn.board)).toMatchObject([{ priced: false, lines: 1 }]);
    expect(coverageOf(undefined)).toEqual([]);
  });

  test("of a surgery center's lines its addenda are missing, and what its schedule packages waits for none", async () => {
    const lines = (["unknown", "packaged", "not payable"] as const).map((center, i) =>
      line({ benchmark: undefined, code: `Z200${i}`, center }),
    );
    const { board } = await drawKept([claim({ lines })], { asOf: TODAY, assumptions: [] });
    const missing = missingOf(NO_BOOKS, board);
    expect(missing.map((m) => [m.what.includes("urgery center"), m.lines])).toEqual([
      ...Array(5).fill([false, 0]),
      ...Array(4).fill([true, 1]),
    ]);
    const because = coverageOf(board).map((c) => c.because);
    expect(because[0]).toContain("not in the schedule of its day");
    expect(because[1]).toBe("no line has a benchmark: a surgery center's schedule packages it or does not pay it");
    const asc = [{ seal: { id: "aa" } }] as never;
    expect(missingOf({ ...NO_BOOKS, asc }, undefined).filter((m) => m.what.startsWith("Surgery"))).toHaveLength(3);
  });

  test("codes of which some lines are packaged say how many", async () => {
    const all = [
      line({ center: "paid" }),
      line({ benchmark: undefined, center: "packaged" }),
      line({ benchmark: undefined }),
    ];
    const { board } = await drawKept([claim({ lines: all })], { asOf: TODAY, assumptions: [] });
    expect(coverageOf(board)[0]?.because).toMatch(
      /^1 of 3 lines have a benchmark; 1 of a surgery center that its schedule packages or does not pay$/,
    );
  });

  test("a price that is not known says why", () => {
    const said = lookUp(NO_BOOKS, { code: "99285", date: TODAY, setting: "facility" });
    expect(said.price).toBeUndefined();
    expect(said.because).not.toBe("");
  });

  test("a surgery center's price is looked up by its own schedule, or says what is missing", () => {
    const asked = { code: "z2001", modifier: "74", date: TODAY, setting: "center" } as const;
    expect(lookUp(NO_BOOKS, asked).because).toMatch(/no ASC Addendum AA .*; missing: ASC Addendum AA of/);
    const year = Number(TODAY.slice(0, 4));
    const seal = { id: "aa", sha256: "aa", source: "aa.csv" };
    const row = (code: string) =>
      code === "Z2001" ? { code, indicator: "A2", discounted: true, rate: 10_000_000n } : undefined;
    const wages = [{ seal, year, index: () => 12_000n }];
    const said = lookUp({ ...NO_BOOKS, asc: [{ seal, year, row }], ascWages: wages }, { ...asked, cbsa: "35614" });
    expect([said.price, said.book]).toEqual([110_000n, "asc-aa:aa asc-wages:aa"]);
    const zipMarkets = [{ seal, release: `${year}`, year, quarter: 1, markets: () => ["35614"] }];
    const placed = { ...NO_BOOKS, asc: [{ seal, year, row }], ascWages: wages, zipMarkets };
    expect(lookUp(placed, { ...asked, zip: "00001" }).price).toBe(110_000n);
    const wanted = missingOf({ ...placed, zipMarkets: [] }, undefined).map((m) => m.what);
    expect(wanted).toContain("Crosswalk of ZIP codes to CBSAs");
    expect(missingOf(placed, undefined).map((m) => m.what)).not.toContain("Crosswalk of ZIP codes to CBSAs");
    expect(said.because).toContain("Surgery center, release");
    expect(said.working.join("\n")).toContain(
      "modifier 74: stopped after anesthesia began: in full (42 CFR 416.172(f)",
    );
  });
});
