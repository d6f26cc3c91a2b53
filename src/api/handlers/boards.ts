import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { getMap } from "#api/contract/map.ts";
import { dayIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { importBooks, listBooks } from "#app/books.ts";
import { markBooksMoved } from "#app/desk/books-moved.ts";
import { calendarOf } from "#app/desk/calendar.ts";
import { feedText, hasFeed, makeFeed, ownerOfFeed } from "#app/desk/calendar-feed.ts";
import { dashboardOf, periodOf } from "#app/desk/dashboard.ts";
import { dayAsked, openCasesByRight, type Rule, rulesOn, ruleText } from "#app/desk/law.ts";
import { casesAsking, emptyMap, type KeptMap, keptMap, linesOf, percentAllowed } from "#app/desk/money-map.ts";
import { personOf } from "#app/desk/people.ts";
import { queuePage } from "#app/desk/queue.ts";
import { coverageOf, lookUp, missingOf } from "#app/desk/rates.ts";
import { spreadOut } from "#app/desk/spread.ts";
import { daysLeft, lastWithin } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import { LAPSES_SOON } from "#case/board.ts";
import { usdOut } from "./queue-rows.ts";

/** Pages that look at many cases at once: the money map, calendar, dashboard, law register and rates. */

const DO_FIRST = 8;

const clientOf = (query: { readonly client?: string | undefined }): string | undefined => query.client;

/** The cases to do first: live rows, so they are never older than the last act. */
async function doFirst(asked: Asked<"getMap">, today: Day) {
  const filter = { tab: "team", sort: "loss", client: clientOf(asked.query), state: "open" } as const;
  return await asked.as(async (tx) => {
    const page = await queuePage(tx, filter, { limit: DO_FIRST, today });
    const rows = page.rows.filter((r) => BigInt(r.loss) > 0n);
    const lines = await linesOf(
      tx,
      rows.map((r) => r.claim),
    );
    return rows.map((r) => ({
      case: r.id,
      number: r.number,
      payer: r.payer_name,
      step: r.step ?? "",
      lines: lines.get(r.claim) ?? 0,
      loss: usdOut(r.loss),
      stake: usdOut(r.stake),
      due: r.right_last,
      daysLeft: r.right_last === null ? null : daysLeft(today, r.right_last),
    }));
  });
}

const list = (query: Readonly<Record<string, string>>): string =>
  new URLSearchParams({ tab: "team", ...query }).toString();

type MapBody = (typeof getMap)["responses"][200]["content"]["application/json"]["schema"]["_zod"]["input"];

/** A kept map with what is live beside it. */
function mapBody(map: KeptMap, live: Pick<MapBody, "doFirst" | "questions"> & { readonly today: Day }): MapBody {
  const { board } = map;
  return {
    asOf: map.asOf,
    madeAt: map.madeAt,
    totals: map.totals as MapBody["totals"],
    lapsesThisWeek: {
      ...board.lapsesSoon,
      list: list({ sort: "due", endsFrom: live.today, endsTo: lastWithin(live.today, LAPSES_SOON) }),
    },
    rights: board.rights.map((r) => ({ ...r, cells: [...r.cells] })),
    billAging: [...board.billAging],
    payers: board.payers.map(({ allowed, benchmark, byClass, ...p }) => ({
      ...p,
      byClass: { ...byClass } as Record<string, string>,
      allowedPercent: percentAllowed({ allowed, benchmark }) ?? null,
    })),
    doFirst: live.doFirst,
    questions: live.questions,
    writeOffGuard: { ...board.writeOffGuard, list: list({ flag: "write-off guard" }) },
    assumptions: [...map.assumptions],
    leftOut: map.leftOut as MapBody["leftOut"],
  };
}

const ruleRow = (r: Rule, openCases: ReadonlyMap<string, number>) => ({
  id: r.id,
  kind: r.kind,
  title: r.title,
  jurisdiction: r.jurisdiction,
  value: r.value,
  from: r.from,
  until: r.until,
  keyedBy: r.keyedBy,
  confidence: r.confidence,
  cites: r.cites.map((c) => ({ cite: c.text, url: c.url ?? null })),
  openCases: openCases.get(r.id) ?? 0,
});

function booksOf(asked: Pick<Asked, "hall">) {
  return listBooks(asked.hall.open.booksDir)
    .books.filter((b) => b.inUse)
    .map((b) => ({
      id: b.book,
      kind: b.kind,
      release: b.release,
      from: b.from,
      until: b.until,
      rows: b.rows,
      sha256: b.sha256,
      files: [b.source],
      licence: "published by CMS for anybody's use; holds code numbers and no descriptors of ours",
      notes: b.leftOut === 0 ? [] : [`${b.leftOut} rows of the file could not be read and are not in it`],
    }));
}

const BOOK_MAX = 256 * 1024 ** 2;

/** An uploaded CMS file, put where the importer reads it, and gone after. */
async function uploadBook(asked: Asked<"addBook">) {
  const { open } = asked.hall;
  const dir = await mkdtemp(join(open.desk.home, "book-"));
  try {
    const name = basename(asked.query.name).replace(/[^\w.-]/g, "_");
    await pipeline(asked.bytes(BOOK_MAX), createWriteStream(join(dir, name), { mode: 0o600 }));
    const done = await importBooks({ paths: [join(dir, name)], booksDir: open.booksDir, now: asked.hall.now() });
    open.forgetBooks();
    const moved = done.imported === 0 ? [] : await markBooksMoved(open.desk);
    open.background.decideSoon();
    const said = [
      `${done.imported} imported, ${done.alreadyThere} already there, ${done.refused + done.skipped} not used.`,
      ...(moved.length === 0 ? [] : ["Open cases are decided again with it."]),
      ...done.problems.map((p) => p.message),
    ];
    return { books: booksOf(asked), said };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const feedAt = (request: Request, secret: string): string => `${new URL(request.url).origin}/v1/calendar/${secret}.ics`;

const asIs = (n: number): number => n;

const resultsOut = (r: Awaited<ReturnType<typeof dashboardOf>>["results"]) => ({
  ...r,
  before: formatUsd(r.before),
  promised: formatUsd(r.promised),
  received: formatUsd(r.received),
  uplift: spreadOut(r.uplift, formatUsd),
  upliftPercent: spreadOut(r.upliftPercent, asIs),
  overFirst: spreadOut(r.overFirst, formatUsd),
  overFirstSum: formatUsd(r.overFirstSum),
  days: spreadOut(r.days, asIs),
  acts: spreadOut(r.acts, asIs),
  net: {
    ...r.net,
    gross: spreadOut(r.net.gross, formatUsd),
    net: spreadOut(r.net.net, formatUsd),
    fees: formatUsd(r.net.fees),
    staff: formatUsd(r.net.staff),
    delay: formatUsd(r.net.delay),
    alike: {
      negotiated: spreadOut(r.net.alike.negotiated, formatUsd),
      took: spreadOut(r.net.alike.took, formatUsd),
      apart: r.net.alike.apart === undefined ? null : formatUsd(r.net.alike.apart),
    },
  },
});

type Names =
  | "getMap"
  | "getCalendar"
  | "makeFeed"
  | "getFeed"
  | "getDashboard"
  | "getLaw"
  | "getRule"
  | "getRates"
  | "lookUpRate"
  | "addBook";

export const BOARDS: HandlersOf<Names> = {
  getMap: async (asked) => {
    const today = asked.hall.open.desk.today();
    const map =
      (await asked.as((tx) => keptMap(tx, clientOf(asked.query)))) ?? (await emptyMap(today, asked.hall.now()));
    const asking = await asked.as((tx) => casesAsking(tx, map.questions));
    const questions = map.questions.map(({ claim: _, client, ...q }, i) => ({
      ...q,
      client: client ?? null,
      case: asking[i] ?? null,
    }));
    return mapBody(map, {
      doFirst: await doFirst(asked, today),
      questions: questions as MapBody["questions"],
      today,
    });
  },

  getCalendar: async (asked) => {
    const [from, to] = [dayIn(asked.query.from, "from"), dayIn(asked.query.to, "to")];
    const { days, feed } = await asked.as(async (tx) => ({
      days: await calendarOf(tx, { from, to, client: clientOf(asked.query) }),
      feed: await hasFeed(tx),
    }));
    return {
      days: days.map((d) => ({
        ...d,
        dollars: formatUsd(d.dollars),
        first: d.first.map((t) => ({ ...t, dollars: formatUsd(t.dollars) })),
      })),
      feed: feed ? "kept" : null,
    };
  },

  makeFeed: async (asked) => {
    const secret = await asked.as(makeFeed);
    if (secret === undefined) throw new Refused("not-now", "Only a person has a calendar.");
    return { feed: feedAt(asked.request, secret) };
  },

  getFeed: async ({ hall, params }) => {
    const { store, today } = hall.open.desk;
    const login = await ownerOfFeed(store, params.secret);
    const person = login === undefined ? undefined : await personOf(store, login);
    if (person === undefined) throw new Refused("not-found");
    const text = await feedText(store, { org: person.org, clients: person.clients, person: person.id }, today());
    return new Response(text, {
      headers: { "content-type": "text/calendar; charset=utf-8", "cache-control": "no-store" },
    });
  },

  getDashboard: async (asked) => {
    const today = asked.hall.open.desk.today();
    const { period, of } = asked.query;
    const at = {
      period: periodOf(period, of === undefined ? today : dayIn(of, "of")),
      today,
      client: clientOf(asked.query),
    };
    const d = await asked.as((tx) => dashboardOf(tx, at));
    return {
      ...d,
      said: [...d.said],
      funnel: d.funnel.map((s) => ({ ...s, stake: formatUsd(s.stake) })),
      atStake: d.atStake.map((w) => ({ ...w, byRight: { ...w.byRight } })),
      missed: {
        rights: d.missed.rights,
        stake: formatUsd(d.missed.stake),
        before: { lines: d.missed.before.lines, stake: formatUsd(d.missed.before.stake) },
      },
      results: resultsOut(d.results),
      money: {
        agreed: formatUsd(d.money.agreed),
        received: formatUsd(d.money.received),
        short: formatUsd(d.money.short),
        late: formatUsd(d.money.late),
        patient: formatUsd(d.money.patient),
      },
    };
  },

  getLaw: async (asked) => {
    const asOf = dayAsked(asked.query.asOf, asked.hall.open.desk.today());
    const open = await asked.as(openCasesByRight);
    return { asOf, rows: rulesOn(asOf, asked.query).map((r) => ruleRow(r, open)) };
  },

  getRule: async (asked) => {
    const said = ruleText(asked.params.rule);
    if (said === undefined) throw new Refused("not-found", "There is no such rule.");
    const open = await asked.as(openCasesByRight);
    return {
      row: ruleRow(said.rule, open),
      text: [...said.text],
      conditions: [...said.conditions],
      examples: said.examples.map((e) => ({ ...e })),
      versions: said.versions.map((r) => ruleRow(r, open)),
    };
  },

  getRates: async (asked) => {
    const map = await asked.as((tx) => keptMap(tx, clientOf(asked.query)));
    const books = asked.hall.open.desk.books();
    return { books: booksOf(asked), coverage: [...coverageOf(map?.board)], missing: [...missingOf(books, map?.board)] };
  },

  lookUpRate: async (asked) => {
    const said = lookUp(asked.hall.open.desk.books(), { ...asked.query, date: dayIn(asked.query.date, "date") });
    return {
      price: said.price === undefined ? null : formatUsd(said.price),
      working: [...said.working],
      book: said.book ?? null,
      because: said.because,
    };
  },

  addBook: uploadBook,
};
