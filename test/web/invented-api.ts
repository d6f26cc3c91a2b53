import type { Page, Route } from "playwright-core";
import type { QueueRow } from "#web/data/words.ts";
import { counts, INES, LUND, me, rowOf } from "./invented.ts";
import { caseOf, eobs, timeline } from "./invented-case.ts";
import { filing } from "./invented-filing.ts";
import { casePlaybooks, caseVendor, complaintBodies, counterparty, expectedLines } from "./invented-knowledge.ts";
import { negotiation, signing, waiting } from "./invented-negotiation.ts";
import { plan } from "./invented-plan.ts";
import { standing } from "./invented-standing.ts";

/** An API that answers a browser with invented cases, keeps what is done to them, and can be told to refuse. */

interface Told {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const json = (route: Route, body: unknown, status = 200) =>
  route.fulfill({
    status,
    contentType: status < 400 ? "application/json" : "application/problem+json",
    body: JSON.stringify(body),
  });

const problem = (type: string, status: number, title: string, more: object = {}) => ({
  type: `/problems/${type}`,
  title,
  status,
  id: "req-7f3a",
  ...more,
});

/** Whether a filter lets a value through. */
const same = (asked: string | null, is: string | null): boolean => asked === null || asked === is;

/** What an act in bulk makes of a row. */
function made(act: { type: string; until?: string; reason?: string; to?: string | null }): Partial<QueueRow> {
  const because = act.reason ?? null;
  if (act.type === "snooze") return { state: "snoozed", snoozedUntil: act.until ?? null, because };
  if (act.type === "hold") return { state: "held", because };
  if (act.type === "close") return { state: "closed", because };
  if (act.type === "assign") return { owner: [INES, LUND].find((p) => p.id === act.to) ?? null };
  return act.type === "wake" || act.type === "release" ? { state: "open", snoozedUntil: null, because: null } : {};
}

export class InventedApi {
  readonly told: Told[] = [];
  rows: QueueRow[];
  /** Path of the next requests to answer with this instead. */
  readonly instead = new Map<string, { readonly status: number; readonly body: object }>();
  /** Cases that refuse every act in bulk, with the reason. */
  readonly refusing = new Map<string, string>();
  /** Events to stream to whoever listens next. */
  live: string[] = [];
  /** What a colleague does while the next act is on its way: earlier, the page might hear of it and no longer be stale. */
  meanwhile: (() => void) | undefined;
  views: object[] = [];
  /** What each page of the queue was asked for with. */
  readonly pages: URLSearchParams[] = [];
  /** How the desk of every case stands. */
  negotiation = negotiation;

  constructor(rows = 13) {
    this.rows = Array.from({ length: rows }, (_, n) => rowOf(n));
  }

  /** Answers everything this page asks of /v1. */
  async on(page: Page): Promise<void> {
    await page.route("**/v1/**", (route) => this.answer(route));
  }

  private answer(route: Route): Promise<void> {
    const request = route.request();
    const url = new URL(request.url());
    const path = url.pathname;
    const method = request.method();
    const text = request.postData();
    const body: unknown = text === null || !text.startsWith("{") ? undefined : JSON.parse(text);
    // A search is a question in a body, because its words may be a name; nothing is told by it.
    if (path === "/v1/search") return json(route, { cases: [] });
    if (path === "/v1/queue/search") return json(route, this.page(url.searchParams, (body as { q: string }).q));
    // That somebody looks is said by every case page, and changes nothing.
    if (path.endsWith("/here")) return json(route, { who: [] });
    if (method === "POST" && path.endsWith("/acts")) {
      this.meanwhile?.();
      this.meanwhile = undefined;
    }
    if (method !== "GET") this.told.push({ method, path: `${path}${url.search}`, body });
    const other = this.instead.get(path);
    if (other !== undefined) return json(route, other.body, other.status);
    if (path === "/v1/me") return json(route, me);
    if (path === "/v1/tone") return json(route, { found: [], confirm: false });
    if (path === "/v1/queue/counts") return json(route, counts);
    if (path === "/v1/approvals")
      return json(route, { rows: url.searchParams.get("state") === "waiting" ? [waiting] : [], next: null });
    if (path === "/v1/views") return this.view(route, method, body);
    if (path === "/v1/queue") {
      this.pages.push(url.searchParams);
      return json(route, this.page(url.searchParams));
    }
    if (path === "/v1/queue/sum") return json(route, this.sum(url.searchParams));
    if (path === "/v1/queue/acts") return json(route, this.bulk(body));
    if (path.startsWith("/v1/queue/acts/")) return json(route, this.undone());
    if (path === "/v1/live") {
      const sent = this.live.splice(0);
      return route.fulfill({ contentType: "text/event-stream", body: `retry: 300\n\n${sent.join("")}` });
    }
    return this.ofCase(route, path, method, body);
  }

  private view(route: Route, method: string, body: unknown): Promise<void> {
    if (method === "GET") return json(route, { rows: this.views });
    const kept = { ...(body as object), id: crypto.randomUUID(), mine: true, changedAt: "2026-11-23T12:00:00.000Z" };
    this.views.push(kept);
    return json(route, kept, 201);
  }

  private page(asked: URLSearchParams, words?: string) {
    const from = asked.get("dueFrom") ?? "";
    const to = asked.get("dueTo") ?? "9";
    const dayOf = (r: QueueRow) => r.due?.day ?? "2199-12-31";
    const q = words?.toLowerCase();
    const fits = this.rows.filter(
      (r) =>
        dayOf(r) >= from &&
        dayOf(r) <= to &&
        same(asked.get("class"), r.class) &&
        same(asked.get("state"), r.state) &&
        same(asked.get("turn"), r.turn) &&
        same(asked.get("right"), r.right ?? "none") &&
        same(asked.get("owner"), r.owner?.id ?? "nobody") &&
        (q === undefined || `${r.number} ${r.patient}`.toLowerCase().includes(q)) &&
        (asked.get("tab") !== "waiting on records" || q !== undefined),
    );
    const start = Number(asked.get("cursor") ?? 0);
    const end = start + Number(asked.get("limit") ?? 50);
    return { rows: fits.slice(start, end), next: end < fits.length ? String(end) : null };
  }

  private sum(asked: URLSearchParams) {
    const all = new URLSearchParams([...asked, ["limit", String(this.rows.length)]]);
    return { cases: this.page(all).rows.length, stake: "48120.00", loss: "41200.00" };
  }

  private before: readonly QueueRow[] = [];

  private bulk(body: unknown) {
    const { act, cases } = body as {
      act: { type: string; until?: string; reason?: string; to?: string | null };
      cases: { case: string }[];
    };
    this.before = this.rows;
    const ids = new Set(cases.map((c) => c.case).filter((id) => !this.refusing.has(id)));
    this.rows = this.rows.map((r) => (ids.has(r.id) ? { ...r, version: r.version + 1, ...made(act) } : r));
    return {
      id: crypto.randomUUID(),
      done: this.rows.filter((r) => ids.has(r.id)).map((r) => ({ case: r.id, version: r.version })),
      refused: cases
        .filter((c) => this.refusing.has(c.case))
        .map((c) => ({
          case: c.case,
          number: this.rows.find((r) => r.id === c.case)?.number ?? "HR-1",
          because: this.refusing.get(c.case) ?? "",
          cite: "45 CFR 149.510(b)(1)",
        })),
      undo: true,
    };
  }

  private undone() {
    const changed = this.rows.filter((r) => this.before.find((b) => b.id === r.id)?.version !== r.version);
    this.rows = [...this.before];
    return {
      id: crypto.randomUUID(),
      done: changed.map((r) => ({ case: r.id, version: r.version + 1 })),
      refused: [],
      undo: false,
    };
  }

  private ofCase(route: Route, path: string, method: string, body: unknown): Promise<void> {
    const [, id = "", part = ""] = /^\/v1\/cases\/([^/]+)\/?(.*)$/.exec(path) ?? [];
    const row = this.rows.find((r) => r.id === id);
    if (row === undefined) return json(route, problem("not-found", 404, "Nothing by that key"), 404);
    if (part === "timeline") return json(route, { rows: timeline, next: null });
    if (part === "eobs") return json(route, { rows: eobs });
    if (part === "standing") return json(route, standing);
    if (part === "filing") return json(route, filing);
    if (part === "deal") return json(route, { deal: null, agreements: [] });
    if (part === "plan") return json(route, plan);
    if (part === "negotiation") return json(route, { ...this.negotiation, case: id, version: row.version });
    if (part === "rooms") return json(route, { rooms: [], agreement: null });
    if (part === "vendor") return json(route, { ...caseVendor });
    if (part === "signing") return json(route, signing);
    if (part === "counterparty") return json(route, counterparty);
    if (part === "expected") return json(route, expectedLines);
    if (part === "playbooks") return json(route, casePlaybooks);
    if (part === "complaint-bodies") return json(route, complaintBodies);
    if (part === "notice" || part === "report")
      return route.fulfill({ contentType: "application/pdf", body: "%PDF-1.7" });
    if (part === "files" && method === "PUT") return json(route, caseOf(row), 201);
    if (part === "acts") return this.act(route, row, body);
    return json(route, caseOf(row));
  }

  private act(route: Route, row: QueueRow, body: unknown): Promise<void> {
    const { saw, act } = body as { saw: number; act: { type: string } };
    if (saw !== row.version)
      return json(
        route,
        problem("stale-version", 409, "This case has changed", {
          since: [{ what: "assigned to M. Lund", by: "M. Lund", at: "2026-11-23T15:00:00.000Z" }],
        }),
        409,
      );
    const now = { ...row, version: row.version + 1 };
    this.rows = this.rows.map((r) => (r.id === row.id ? now : r));
    const event = now.version;
    const view = caseOf(now);
    return json(route, {
      case: {
        ...view,
        questions: act.type === "answer fact" ? view.questions.slice(1) : view.questions,
        undoable: act.type === "undo" ? [] : [{ event, what: act.type }],
      },
      events: [event],
      said: act.type === "answer fact" ? "Channel set to federal. 9 lines moved." : "",
    });
  }
}
