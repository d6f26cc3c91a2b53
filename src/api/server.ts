import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { LocalDoorkeeper } from "#app/local-door.ts";
import { Outage } from "#store/outage.ts";
import { ROUTES, type RouteName } from "./contract/routes.ts";
import { openApiDocument } from "./document.ts";
import type { Hall, Handler } from "./handler.ts";
import { answerLocal } from "./handlers/data-local.ts";
import { HANDLERS } from "./handlers.ts";
import { harden, mustBeOurs, mustBeSameSite, type Names } from "./headers.ts";
import { Idempotency } from "./idempotency.ts";
import type { Log } from "./log.ts";
import { shapeOf, travel, type Way } from "./pipeline.ts";
import { referencePage } from "./reference.ts";
import { problemResponse, Refused } from "./refused.ts";
import { SCIM_PATH, scimFailure, scimFault } from "./scim/answer.ts";
import { answerAuth } from "./sign-in/routes.ts";
import { siteAnswer } from "./site.ts";

export interface Serving {
  readonly hall: Hall;
  readonly log: Log;
  readonly names: Names;
  /** Folder of the built window. */
  readonly site: string;
  /** Lets in the commands of this machine. */
  readonly door: LocalDoorkeeper;
}

interface Vars {
  id: string;
  nonce: string;
  person?: string;
  /** The pattern of the path, for the log. */
  route: string;
}
type Env = { Bindings: HttpBindings; Variables: Vars };

const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);

/** Where a request comes from. Behind a proxy on this machine the proxy says; nobody else is believed. */
function addressOf(c: Context<Env>, names: Names): string {
  const peer = c.env?.incoming?.socket.remoteAddress ?? "";
  if (names.publicUrl === undefined || !isLoopback(peer)) return peer;
  const told = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return isIP(told) === 0 ? peer : told;
}

/** `/v1/cases/{case}` as the router writes it. A name with an ending, `{secret}.ics`, matches the two together. */
export const patternOf = (path: string): string =>
  path.replace(/\{(\w+)\}(\.\w+)?/g, (_, name: string, ending?: string) =>
    ending === undefined ? `:${name}` : `:${name}{[^/]+\\${ending}}`,
  );

function paramsOf(path: string, params: Readonly<Record<string, string>>): Record<string, string> {
  const endings = new Map([...path.matchAll(/\{(\w+)\}(\.\w+)/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
  return Object.fromEntries(
    Object.entries(params).map(([k, v]) => [k, endings.has(k) ? v.slice(0, -(endings.get(k) ?? "").length) : v]),
  );
}

/** What is thrown, as it is answered: a refusal as itself, a failing world as "not ready", the rest as a bug with an id. */
function failed(thrown: unknown, id: string, log: Log, isScim: boolean): Response {
  const told = isScim ? scimFailure(thrown) : undefined;
  if (told !== undefined) return told;
  if (thrown instanceof Refused) return problemResponse(thrown.type, id, thrown.more, thrown.retryAfter);
  log.failed(id, thrown);
  if (isScim) return scimFault(thrown, id);
  if (thrown instanceof Outage)
    return problemResponse("not-ready", id, { detail: thrown.message }, thrown.retry === "safe" ? 1 : undefined);
  const detail = "This is a fault of Parley. Nothing more was changed. Tell the id to whoever runs it.";
  return problemResponse("a-bug", id, { detail });
}

function serveRoute<K extends RouteName>(app: Hono<Env>, serving: Serving, way: Way, name: K): void {
  const route = shapeOf(name);
  const handler = HANDLERS[name] as Handler<K>;
  app.on(route.method.toUpperCase(), patternOf(route.path), (c) => {
    c.set("route", route.path);
    const isLocal = isLoopback(c.env?.incoming?.socket.remoteAddress ?? "") && serving.names.publicUrl === undefined;
    const address = addressOf(c, serving.names);
    const params = paramsOf(route.path, c.req.param());
    const arrived = { request: c.req.raw, id: c.get("id"), params, isLocal, address };
    return travel(way, name, handler, arrived, (person) => c.set("person", person));
  });
}

/** The server as a function of requests. */
export function appOf(serving: Serving): Hono<Env> {
  const { hall, log, names, site } = serving;
  const way: Way = { hall, idempotency: new Idempotency(hall.open.desk.store) };
  const isSecure = names.publicUrl?.startsWith("https:") === true;
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    const began = performance.now();
    c.set("id", randomBytes(9).toString("base64url"));
    c.set("nonce", randomBytes(16).toString("base64"));
    c.set("route", "(none)");
    await next();
    harden(c.res.headers, c.get("nonce"), isSecure);
    c.res.headers.set("x-request-id", c.get("id"));
    const { method } = c.req;
    const ms = Math.round(performance.now() - began);
    log.answered({ id: c.get("id"), method, route: c.get("route"), status: c.res.status, ms, person: c.get("person") });
  });
  app.post("/local/data", (c) => {
    c.set("route", "/local/data");
    return answerLocal(hall, serving.door, c.req.raw);
  });
  app.use(async (c, next) => {
    mustBeOurs(c.req.header("host") ?? null, names);
    if (c.req.path.startsWith("/v1/auth/callback/")) c.set("route", "/v1/auth/callback");
    else if (c.req.path.startsWith("/v1/")) mustBeSameSite(c.req.method, c.req.raw.headers, names);
    if (c.req.path.startsWith("/v1/") || c.req.path.startsWith(SCIM_PATH))
      await hall.limits.count("address", addressOf(c, names));
    await next();
  });
  app.all("/v1/auth/*", (c) => {
    c.set("route", "/v1/auth");
    return answerAuth(hall, c.req.raw, c.get("id"), addressOf(c, names));
  });
  for (const name of Object.keys(ROUTES) as RouteName[]) serveRoute(app, serving, way, name);
  app.get("/openapi.json", (c) => c.json(openApiDocument(hall.version)));
  app.get("/api", (c) => c.html(referencePage(hall.version, c.get("nonce"))));
  for (const path of ["/v1/*", `${SCIM_PATH}*`])
    app.all(path, () => {
      throw new Refused("not-found");
    });
  app.get("*", async (c) => {
    c.set("route", "(window)");
    const answer = await siteAnswer(site, c.req.path, c.get("nonce"));
    if (answer === undefined) throw new Refused("not-found");
    return answer;
  });
  app.notFound((c) => problemResponse("not-found", c.get("id")));
  app.onError((thrown, c) => failed(thrown, c.get("id"), log, c.req.path.startsWith(SCIM_PATH)));
  return app;
}
