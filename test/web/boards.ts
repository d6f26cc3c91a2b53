import type { Browser, Page, Route } from "playwright-core";
import { settled } from "#test/browser.ts";
import type { Answer } from "#web/data/paths.ts";
import type { Permission } from "#web/data/words.ts";
import { counts, me, rowOf } from "./invented.ts";
import * as boards from "./invented-boards.ts";
import { dashboard, denials, missedList, monthEnd } from "./invented-dashboard.ts";
import { knowledge } from "./invented-knowledge.ts";
import { authority, waiting } from "./invented-negotiation.ts";
import type { Serving } from "./serve.ts";

/** A page about many cases in a browser, with an invented API that says what it was told. */

export type Scheme = "light" | "dark";
export type Width = 1440 | 390;
export const LOOKS: readonly (readonly [Scheme, Width])[] = [
  ["light", 1440],
  ["dark", 1440],
  ["light", 390],
  ["dark", 390],
];
const HEIGHTS = { 1440: 900, 390: 844 } as const;

const EVERY: readonly Permission[] = [
  "see cases",
  "see patients",
  "work cases",
  "import files",
  "undo imports",
  "answer facts",
  "export",
  "see audit",
  "manage people",
  "manage clients",
  "manage rates",
  "manage settings",
  "manage data",
];

export const owner = { ...me, person: { ...me.person, role: "owner" as const }, permissions: [...EVERY] };
const client = { ...me.clients[0], cases: 203, legalHold: null };

const load = {
  cases: 0,
  ours: 0,
  asleep: 0,
  today: 0,
  late: 0,
  expiring: 0,
  stake: "0.00",
  loss: "0.00",
  minutes: 0,
  unplanned: 0,
};
const team: Answer<"getTeam"> = {
  ...{ today: "2026-11-23", until: "2026-12-08" },
  planned: { asOf: "2026-11-23", madeAt: "2026-11-23T08:00:00.000Z", source: "30 minutes for a notice, as assumed" },
  rows: [
    {
      owner: null,
      role: null,
      load: { ...load, cases: 41, ours: 12, stake: "61204.10", loss: "8020.00", minutes: null, unplanned: 41 },
    },
    {
      owner: { id: me.person.id, name: me.person.name, initials: "ML" },
      role: "negotiator",
      load: {
        ...{ cases: 120, ours: 31, asleep: 4, today: 3, late: 2, expiring: 9, stake: "482911.00", loss: "31877.45" },
        ...{ minutes: 2510, unplanned: 4 },
      },
    },
    { owner: { id: "0196a7c0-0000-7000-8000-0000000000b9", name: "New Comer", initials: "NC" }, role: "biller", load },
  ],
};

/** Answers by method and path; a function is given what was sent. */
export type Answers = Readonly<Record<string, unknown | ((body: unknown, url: URL) => unknown)>>;

const ANSWERS: Answers = {
  "GET /v1/me": owner,
  "GET /v1/queue/counts": counts,
  "GET /v1/team": team,
  "GET /v1/queue": { rows: [0, 1, 2, 3].map(rowOf), next: null },
  "GET /v1/queue/sum": { cases: 4, stake: "61204.10", loss: "8020.00" },
  "GET /v1/map": boards.map,
  "GET /v1/imports": { rows: [boards.batch], next: null },
  [`GET /v1/imports/${boards.BATCH}`]: boards.batch,
  [`GET /v1/imports/${boards.BATCH}/problems`]: boards.problems,
  "GET /v1/calendar": boards.calendar,
  "GET /v1/payments": boards.payments,
  "GET /v1/dashboard": dashboard,
  "GET /v1/month-end": monthEnd,
  "GET /v1/denials": denials,
  "GET /v1/lists/missed": missedList,
  "GET /v1/lists/unexpected": { ...missedList, title: "Unexpected money", says: "No agreement expects it." },
  "GET /v1/law": boards.law,
  "GET /v1/law/us.negotiation": boards.oneRule,
  "GET /v1/rates": boards.rates,
  "GET /v1/benchmarks": boards.benchmarks,
  ...knowledge,
  "GET /v1/clients": { rows: [client] },
  "GET /v1/people": {
    rows: [
      {
        ...{ ...me.person, clients: "all", secondFactor: true, lastSeen: "2026-11-23T08:00:00.000Z" },
        ...{ joined: true, managed: null },
      },
    ],
  },
  "GET /v1/scim": {
    address: "https://parley.example/scim/v2",
    tokens: [],
    least: { role: "read-only", clients: "all" },
    groups: [],
    inactive: [],
  },
  "GET /v1/approvals": (_: unknown, url: URL) => ({
    rows: (url.searchParams.get("state") ?? "waiting") === "waiting" ? [waiting] : [],
    next: null,
  }),
  "GET /v1/authority": authority,
  "GET /v1/api-keys": { rows: [] },
  "GET /v1/settings/security": { sessionMinutes: 60, secondFactorNeeded: false, sso: [] },
  "GET /v1/auth/passkey/list-user-passkeys": [],
  "GET /v1/data": {
    engine: "embedded",
    folder: "/home/ines/parley",
    key: "a file beside it",
    bytes: 48_210_000,
    lastBackup: null,
    holds: [],
  },
  "GET /v1/audit/events": {
    rows: [
      {
        seq: 12481,
        at: "2026-11-23T08:40:00.000Z",
        actor: "Ines Okonjo",
        type: "import",
        subject: null,
        what: "Imported 4 files",
        hash: "ab12cd34ef",
        previous: "00",
      },
    ],
    next: null,
  },
  "GET /v1/access-log": { rows: [], next: null },
  "GET /v1/guests": { rows: [], next: null },
  "GET /v1/webhooks": { rows: [] },
  [`GET /v1/clients/${me.clients[0]?.id}/profile`]: {
    version: 2,
    profile: { name: "Harbor Ridge", npis: ["1000000004"], contracts: [{ payer: "99001", network: "Invented PPO" }] },
    changedAt: null,
    by: null,
  },
};

/** A refusal as the server says it: give it as an answer. */
export class Refuse {
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  constructor(type: string, status: number, detail: string) {
    this.type = type;
    this.status = status;
    this.detail = detail;
  }
}

function fulfil(route: Route, answer: unknown): Promise<void> {
  if (answer instanceof Refuse) {
    const { type, status, detail } = answer;
    const body = JSON.stringify({ type: `/problems/${type}`, title: "Not done", status, detail, id: "req-7f3a" });
    return route.fulfill({ status, contentType: "application/problem+json", body });
  }
  if (answer === null) return route.fulfill({ status: 204 });
  return route.fulfill({ status: 200, contentType: "application/json", body: JSON.stringify(answer) });
}

export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly told: { readonly key: string; readonly body: unknown; readonly url: URL }[];
}

/** Opens a page; `over` answers before what is invented here. */
export async function openBoard(
  browser: Browser,
  serving: Serving,
  path: string,
  {
    over = {},
    scheme = "light",
    width = 1440,
  }: { readonly over?: Answers; readonly scheme?: Scheme; readonly width?: Width } = {},
): Promise<Opened> {
  const page = await browser.newPage({
    viewport: { width, height: HEIGHTS[width] },
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  const complaints: string[] = [];
  const told: Opened["told"] = [];
  page.on("console", (m) => {
    if (m.type() === "error" && !/40\d|422/.test(m.text())) complaints.push(m.text());
  });
  page.on("pageerror", (e) => complaints.push(String(e)));
  const answers = { ...ANSWERS, ...over };
  await page.route("**/v1/**", (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const key = `${request.method()} ${url.pathname}`;
    const text = request.postData();
    const body: unknown = text?.startsWith("{") === true ? JSON.parse(text) : text;
    if (request.method() !== "GET") told.push({ key, body, url });
    if (url.pathname === "/v1/live")
      return route.fulfill({ status: 200, contentType: "text/event-stream", body: ": here\n\n" });
    const answer =
      key in answers
        ? answers[key]
        : url.pathname.endsWith("/segments")
          ? boards.segments
          : new Refuse("not-found", 404, "Nothing by that key.");
    return fulfil(route, typeof answer === "function" ? answer(body, url) : answer);
  });
  await page.goto(`${serving.address}${path}`, { waitUntil: "load" });
  await settled(page);
  return { page, complaints, told };
}

export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
