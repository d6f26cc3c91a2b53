import { wholeOf } from "#api/body.ts";
import { PROBLEMS } from "#api/contract/problem.ts";
import { Refused } from "#api/refused.ts";
import { Outage } from "#store/outage.ts";
import { isJson, type Json } from "./filter.ts";
import type { Fault } from "./patch.ts";

/** Bodies and errors as SCIM writes them (RFC 7644, 3.12). */

export const SCIM_PATH = "/scim/";
const TYPE = "application/scim+json";
const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
const BODY_MAX = 2 << 20;

/** Thrown by a handler: something of the request is not as RFC 7644 says. */
export class ScimRefused extends Error {
  readonly status: number;
  readonly scimType: Fault["scimType"] | undefined;
  readonly detail: string;

  constructor(status: number, detail: string, scimType?: Fault["scimType"]) {
    super(detail);
    this.name = "ScimRefused";
    this.status = status;
    this.scimType = scimType;
    this.detail = detail;
  }
}

/** The refusal of something that was read. */
export const faulty = ({ scimType, detail }: Fault): ScimRefused => new ScimRefused(400, detail, scimType);

function errorResponse(status: number, detail: string, scimType?: string, retryAfter?: number): Response {
  const said = { schemas: [ERROR], status: String(status), ...(scimType !== undefined && { scimType }), detail };
  return new Response(JSON.stringify(said), {
    status,
    headers: {
      "content-type": TYPE,
      "cache-control": "no-store",
      ...(status === 401 && { "www-authenticate": "Bearer" }),
      ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    },
  });
}

/** A refusal of ours in their words: what is not valid is 400 to them, and of what is not possible now only a name is left. */
function ofRefused({ type, more, retryAfter }: Refused): Response {
  const detail = more.detail ?? "Not possible.";
  if (type === "not-valid") return errorResponse(400, detail, "invalidValue");
  return errorResponse(PROBLEMS[type], detail, type === "not-now" ? "uniqueness" : undefined, retryAfter);
}

/** What was thrown on the way of a directory, as it is answered; undefined where it is a bug or the world that failed. */
export function scimFailure(thrown: unknown): Response | undefined {
  if (thrown instanceof ScimRefused) return errorResponse(thrown.status, thrown.detail, thrown.scimType);
  return thrown instanceof Refused ? ofRefused(thrown) : undefined;
}

/** A bug or a failing world, with the id by which the log knows it. */
export const scimFault = (thrown: unknown, id: string): Response =>
  thrown instanceof Outage
    ? errorResponse(503, thrown.message, undefined, 1)
    : errorResponse(500, `This is a fault of Parley. Tell its id to whoever runs it: ${id}`);

/** A good answer; `version` is the one its ETag says. */
export function scimAnswer(body: Json, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  const all = { "content-type": TYPE, "cache-control": "no-store", ...headers };
  return new Response(JSON.stringify(body), { status, headers: all });
}

const KINDS = ["application/scim+json", "application/json"];

/** The body of a request as a JSON object. Throws ScimRefused and Refused. */
export async function scimBody(request: Request): Promise<Json> {
  const kind = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!KINDS.includes(kind)) throw new ScimRefused(415, `Send the body as ${TYPE}.`);
  const bytes = await wholeOf(request, BODY_MAX);
  let read: unknown;
  try {
    read = JSON.parse(bytes.toString("utf8"));
  } catch {
    read = undefined;
  }
  if (!isJson(read)) throw new ScimRefused(400, "The body is not a JSON object. Nothing was changed.", "invalidSyntax");
  return read;
}

/** Throws ScimRefused when the request is of a version that is no longer the one here. */
export function mustMatch(request: Request, etag: string): void {
  const wanted = request.headers.get("if-match");
  if (wanted === null || wanted.trim() === "*") return;
  if (wanted.split(",").some((w) => w.trim() === etag)) return;
  throw new ScimRefused(412, "It was changed since this version. Read it again.");
}
