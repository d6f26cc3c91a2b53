import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { type GuestIn, guestOf } from "#app/desk/guest.ts";
import { type Directory, openScimToken } from "#app/desk/scim-token.ts";
import { check } from "#base/check.ts";
import { bytesOf, wholeOf } from "./body.ts";
import type { Caller } from "./caller.ts";
import { need } from "./caller.ts";
import { ROUTES, type RouteName } from "./contract/routes.ts";
import type { Asked, Hall, Handler } from "./handler.ts";
import type { Idempotency } from "./idempotency.ts";
import { Refused } from "./refused.ts";
import { roomCookie } from "./room-cookie.ts";
import { asksToProve, RULES, type Rule } from "./rules.ts";

/** The way of a request through a route: who, may they, is it well formed, is it new; then the handler. */

const JSON_MAX = 2 << 20;
const KEY_MIN = 8;
const KEY_MAX = 100;

/** One request as the server received it. */
export interface Arrived {
  readonly request: Request;
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
  readonly isLocal: boolean;
  readonly address: string;
}

interface RouteShape {
  readonly method: string;
  readonly path: string;
  readonly request?: {
    readonly params?: z.ZodType;
    readonly query?: z.ZodType;
    readonly body?: { readonly content: { readonly "application/json"?: { readonly schema: z.ZodType } } };
  };
  readonly responses: Readonly<Record<number, unknown>>;
}

/** A route as plain data, whatever its own type says in detail. */
export const shapeOf = (name: RouteName): RouteShape => ROUTES[name] as RouteShape;

const goodStatus = (route: RouteShape): number => {
  const status = Object.keys(route.responses)
    .map(Number)
    .find((s) => s >= 200 && s < 300);
  check(status !== undefined, "a route has no good answer");
  return status;
};

/** Names of fields are ours; a key that is not one of them may be anything, so it is not repeated. */
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((p) => (typeof p === "number" || /^[A-Za-z][A-Za-z0-9-]{0,40}$/.test(String(p)) ? String(p) : "?"))
    .join(".");

const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys" ? "There is a field that does not belong here." : issue.message;

function parsed(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return undefined;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  if (where === "path") throw new Refused("not-found");
  const fields = read.error.issues.map((i) => ({ path: pathText(i.path), message: messageOf(i) }));
  throw new Refused("not-valid", { detail: "Nothing was changed.", fields });
}

/** Schemas of queries that were closed already: closing one compiles it. */
const closedBefore = new WeakMap<z.ZodType, z.ZodType>();

/** A schema that says itself that more may come. */
const isOpen = ({ def }: z.ZodObject): boolean => def.catchall !== undefined;

/** A filter that nobody knows would be left out and the answer taken for a filtered one, so it is refused. */
function closed(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (!(schema instanceof z.ZodObject) || isOpen(schema)) return schema;
  const strict = closedBefore.get(schema) ?? schema.strict();
  closedBefore.set(schema, strict);
  return strict;
}

async function jsonBody(request: Request, schema: z.ZodType): Promise<{ value: unknown; bytes: Buffer }> {
  const kind = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (kind !== "application/json") throw new Refused("not-this-kind", "Send the body as application/json.");
  const bytes = await wholeOf(request, JSON_MAX);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Refused("not-valid", "The body is not JSON. Nothing was changed.");
  }
  return { value: parsed(schema, json, "body"), bytes };
}

/** Everything the way needs that is not of one request. */
export interface Way {
  readonly hall: Hall;
  readonly idempotency: Idempotency;
}

/** The guest of a room by the cookie of the request. Throws Refused when there is none. */
async function guestIn({ hall }: Way, request: Request): Promise<GuestIn> {
  const token = roomCookie(request.headers);
  const guest = token === undefined ? undefined : await guestOf(hall.open.desk, token);
  if (guest === undefined) throw new Refused("not-signed-in", "Open the link again and type the passcode.");
  await hall.limits.count("person", guest.room);
  return guest;
}

/** The directory of an organization by the token of the request. Throws Refused when there is none. */
async function directoryIn({ hall }: Way, request: Request): Promise<Directory> {
  const secret = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const directory = secret === undefined ? undefined : await openScimToken(hall.open.desk.store, secret);
  // 32 random bytes are not found by trying; how often an address may ask at all is counted before.
  if (directory === undefined)
    throw new Refused("not-signed-in", "Send the token of the directory, made in Settings, as Authorization: Bearer.");
  await hall.limits.count("person", directory.token);
  return directory;
}

/** Whoever comes by a door of their own, and is no person. */
const isOther = ({ who }: Rule): boolean => who === "anyone" || who === "guest" || who === "directory";

/** Refuses who may not call a route. */
function admit({ hall }: Way, rule: Rule, who: Caller | undefined): void {
  if (rule.who === "anyone" || rule.who === "guest" || rule.who === "directory") return;
  if (who === undefined) throw new Refused("not-signed-in");
  if (who.session === undefined && (rule.scope === "no key" || who.scopes?.includes(rule.scope) !== true))
    throw new Refused("not-allowed", "A key of a program may not do this, or was not made for it.");
  if (rule.who !== "signed in") need(who, rule.who);
  if (who.session === undefined) return;
  if (rule.who !== "signed in" && hall.signIn.lacksFactor(who))
    throw new Refused("not-allowed", "Your organization asks for a second factor. Set one up under Settings first.");
  if (rule.proved) hall.signIn.mustBeProved(who);
}

const whoseOf = ({ person }: Caller): string => `${person.org} ${person.id}`;

/** What was asked, with its cursor opened. Throws Refused for a cursor that was not given to whoever asks. */
function withPlace(hall: Hall, who: Caller | undefined, asked: unknown): unknown {
  if (who === undefined || typeof asked !== "object" || asked === null || !("cursor" in asked)) return asked;
  const { cursor } = asked;
  return typeof cursor === "string" ? { ...asked, cursor: hall.cursors.open(whoseOf(who), cursor) } : asked;
}

/** An answer, with the cursor of its next page sealed. */
function withNext(hall: Hall, who: Caller | undefined, answer: unknown): unknown {
  if (who === undefined || typeof answer !== "object" || answer === null || !("rows" in answer && "next" in answer))
    return answer;
  const { next } = answer;
  return typeof next === "string" ? { ...answer, next: hall.cursors.seal(whoseOf(who), next) } : answer;
}

/** Takes a request along the way of a route. Throws Refused and whatever the handler throws. */
export async function travel<K extends RouteName>(
  way: Way,
  name: K,
  handler: Handler<K>,
  arrived: Arrived,
  see: (person: string) => void,
): Promise<Response> {
  const { request, id, isLocal, address } = arrived;
  const { hall } = way;
  const route = shapeOf(name);
  const rule = RULES[name];
  const { caller, cookies } = isOther(rule)
    ? { caller: undefined, cookies: [] }
    : await hall.signIn.who(request.headers);
  if (caller !== undefined) {
    see(caller.person.id);
    await hall.limits.count("person", caller.person.id);
  }
  admit(way, rule, caller);
  const guest = rule.who === "guest" ? await guestIn(way, request) : undefined;
  const directory = rule.who === "directory" ? await directoryIn(way, request) : undefined;
  if (directory !== undefined) see(directory.token);
  const params = parsed(route.request?.params, arrived.params, "path");
  const { searchParams } = new URL(request.url);
  const query = withPlace(
    hall,
    caller,
    parsed(closed(route.request?.query), Object.fromEntries(searchParams), "query"),
  );
  const schema = route.request?.body?.content["application/json"]?.schema;
  const body = schema === undefined ? undefined : await jsonBody(request, schema);
  if (caller !== undefined && asksToProve(name, body?.value)) hall.signIn.mustBeProved(caller);
  const asked = {
    hall,
    get who(): Caller {
      check(caller !== undefined, "a route that anyone may call asked who calls it");
      return caller;
    },
    get guest(): GuestIn {
      check(guest !== undefined, "a route that is no guest's asked which guest calls it");
      return guest;
    },
    get directory(): Directory {
      check(directory !== undefined, "a route that is no directory's asked which directory calls it");
      return directory;
    },
    address,
    params,
    query,
    body: withPlace(hall, caller, body?.value),
    id,
    request,
    signal: request.signal,
    isLocal,
    as: (work, how) => hall.open.desk.store.as(asked.who.principal, work, { signal: request.signal, ...how }),
    bytes: (max) => bytesOf(request, max),
  } as Asked<K>;
  const work = async (): Promise<Response> =>
    responseOf(withNext(hall, caller, await handler(asked)), goodStatus(route), request);
  const response = await keyed(way, caller, request, body?.bytes, work);
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

function keyed(
  { idempotency }: Way,
  who: Caller | undefined,
  request: Request,
  body: Buffer | undefined,
  work: () => Promise<Response>,
): Promise<Response> {
  const key = request.headers.get("idempotency-key");
  if (key === null || who === undefined || request.method === "GET") return work();
  if (key.length < KEY_MIN || key.length > KEY_MAX)
    throw new Refused("not-valid", { fields: [{ path: "idempotency-key", message: "8 to 100 characters." }] });
  const { pathname, search } = new URL(request.url);
  // The bytes of an upload are not read twice: its name and its size stand for them.
  const content = body ?? request.headers.get("content-length") ?? "";
  return idempotency.once({ who, key, request: [request.method, pathname, search, content] }, work);
}

/** The answer of a handler as it goes out; a page that has not changed is not sent again. */
function responseOf(answer: unknown, status: number, request: Request): Response {
  if (answer instanceof Response) return answer;
  if (answer === undefined) return new Response(null, { status, headers: { "cache-control": "no-store" } });
  const text = JSON.stringify(answer);
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  if (request.method === "GET") {
    const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
    headers.set("etag", etag);
    if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  }
  return new Response(text, { status, headers });
}
