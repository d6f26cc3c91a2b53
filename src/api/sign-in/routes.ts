import { wholeOf } from "#api/body.ts";
import { PROBLEMS, type ProblemType } from "#api/contract/problem.ts";
import type { Hall } from "#api/handler.ts";
import { problemResponse, Refused } from "#api/refused.ts";
import { check } from "#base/check.ts";
import { AUTH_PATH } from "./options.ts";
import { weaknessOf } from "./passwords.ts";
import { type Answered, type Before, before, record } from "./record.ts";

/**
 * The routes of the sign-in library that are open to the world, under /v1/auth; every other answers "not here". Making
 * accounts and keys goes through our own routes, which ask for permission first.
 */

interface Open {
  readonly method: "GET" | "POST";
  /** Counted as a try to sign in. */
  readonly isTry?: true;
  /** Asks to have proved within ten minutes that it is the same person. */
  readonly proved?: true;
  /** Takes a password; without one it asks to have proved within ten minutes. */
  readonly byPassword?: true;
  /** Changes what is known of somebody's second factor. */
  readonly changes?: true;
}

export const AUTH_ROUTES: Readonly<Record<string, Open>> = {
  "/sign-in/email": { method: "POST", isTry: true },
  "/sign-in/social": { method: "POST", isTry: true },
  "/sign-out": { method: "POST" },
  "/change-password": { method: "POST", isTry: true },
  "/two-factor/enable": { method: "POST", isTry: true, byPassword: true, changes: true },
  "/two-factor/disable": { method: "POST", isTry: true, proved: true, changes: true },
  "/two-factor/verify-totp": { method: "POST", isTry: true, changes: true },
  "/two-factor/verify-backup-code": { method: "POST", isTry: true },
  "/two-factor/generate-backup-codes": { method: "POST", isTry: true, proved: true },
  "/passkey/generate-register-options": { method: "GET", proved: true },
  "/passkey/verify-registration": { method: "POST", proved: true, changes: true },
  "/passkey/generate-authenticate-options": { method: "GET" },
  "/passkey/verify-authentication": { method: "POST", isTry: true },
  "/passkey/list-user-passkeys": { method: "GET" },
  "/passkey/delete-passkey": { method: "POST", proved: true, changes: true },
};

/** A provider sends the browser back to here, by link or by form. */
const CALLBACK = /^\/callback\/[a-z0-9-]{1,50}$/;

const BODY_MAX = 64 << 10;

/** What the library's codes mean to a person. What is not here gets the title of its kind. */
const SENTENCES: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: "E-mail or password is not right.",
  INVALID_PASSWORD: "The password is not right.",
  INVALID_CODE: "The code is not right, or its half minute is over. Type the one you see now.",
  INVALID_BACKUP_CODE: "This recovery code is not right, or was used.",
  INVALID_TWO_FACTOR_COOKIE: "This took too long. Sign in again.",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "Too many wrong codes. Sign in again.",
  ACCOUNT_TEMPORARILY_LOCKED: "Too many wrong codes. Wait a quarter of an hour and sign in again.",
  TOTP_ALREADY_ENABLED: "A second factor is set up already.",
  PASSKEY_NOT_FOUND: "This passkey is not known here. Sign in with your password.",
  AUTHENTICATION_FAILED: "The passkey did not fit. Try again.",
  SESSION_NOT_FRESH: "Type your password or a code again; it is good for ten minutes.",
};

function kindOf(status: number, code: string): ProblemType {
  if (code === "SESSION_NOT_FRESH") return "step-up-needed";
  const kind = (Object.keys(PROBLEMS) as ProblemType[]).find((k) => PROBLEMS[k] === status);
  if (status === 400) return "not-valid";
  return kind ?? (status >= 500 ? "a-bug" : "not-valid");
}

async function problemOf(response: Response, id: string): Promise<Response> {
  const said: unknown = await response.json().catch(() => null);
  const code = typeof said === "object" && said !== null && "code" in said ? String(said.code) : "";
  const detail = SENTENCES[code];
  const problem = problemResponse(kindOf(response.status, code), id, detail === undefined ? {} : { detail });
  for (const cookie of response.headers.getSetCookie()) problem.headers.append("set-cookie", cookie);
  return problem;
}

/** The secret of a session belongs in its cookie alone, where no script reads it. */
async function withoutToken(response: Response): Promise<Response> {
  if (response.headers.get("content-type")?.startsWith("application/json") !== true) return response;
  const said: unknown = await response.json();
  const shown = typeof said === "object" && said !== null && "token" in said ? { ...said, token: undefined } : said;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  headers.set("cache-control", "no-store");
  return new Response(JSON.stringify(shown), { status: response.status, headers });
}

type Body = Readonly<Record<string, unknown>>;

async function bodyOf(request: Request): Promise<{ bytes: Buffer; body: Body }> {
  const bytes = await wholeOf(request, BODY_MAX);
  if (bytes.length === 0) return { bytes, body: {} };
  try {
    const read: unknown = JSON.parse(bytes.toString("utf8"));
    return { bytes, body: typeof read === "object" && read !== null ? (read as Body) : {} };
  } catch {
    throw new Refused("not-valid", "The body is not JSON. Nothing was changed.");
  }
}

/** Whose failed tries are counted together: the account that is named. */
const accountIn = (body: Body): string | undefined =>
  typeof body.email === "string" ? body.email.trim().toLowerCase().slice(0, 200) : undefined;

async function guard(hall: Hall, open: Open, request: Request, body: Body, address: string): Promise<void> {
  if (open.isTry) await hall.limits.count("tries", address);
  const account = accountIn(body);
  if (account !== undefined) await hall.limits.mustBeOpen(account);
  if (typeof body.newPassword === "string") {
    const weakness = weaknessOf(body.newPassword, []);
    if (weakness !== undefined)
      throw new Refused("not-valid", { fields: [{ path: "newPassword", message: weakness }] });
  }
  if (!open.proved && !open.byPassword) return;
  const { caller } = await hall.signIn.who(request.headers);
  if (caller?.session === undefined) throw new Refused("not-signed-in");
  // The library compares the password that is given; of who has none it would take any.
  if (!open.proved && typeof body.password === "string" && caller.ways.password) return;
  hall.signIn.mustBeProved(caller);
}

/** A try that failed is written down beside its answer: how long it takes must not say whether the account is known. */
async function noted(hall: Hall, was: Before, answered: Answered): Promise<void> {
  const writing = record(hall, was, answered);
  if (answered.response.status < 400) await writing;
  else writing.catch((thrown: unknown) => hall.failed("sign-in", thrown));
}

/** Answers a request under /v1/auth. */
export async function answerAuth(hall: Hall, request: Request, id: string, address: string): Promise<Response> {
  const path = new URL(request.url).pathname.slice(AUTH_PATH.length);
  const isCallback = CALLBACK.test(path);
  const open: Open | undefined = isCallback ? { method: "GET", isTry: true } : AUTH_ROUTES[path];
  const isAllowed = open !== undefined && (open.method === request.method || (isCallback && request.method === "POST"));
  if (!isAllowed) throw new Refused("not-found");
  check(open !== undefined, "a route is open and not there");
  const { bytes, body } = await bodyOf(request);
  await guard(hall, open, request, body, address);
  const given = new Request(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.method === "GET" ? {} : { body: new Uint8Array(bytes) }),
  });
  const was = await before(hall, path, request);
  const response = await hall.signIn.auth.handler(given);
  const account = accountIn(body);
  if (open.changes) hall.signIn.forget();
  if (was !== undefined) await noted(hall, was, { path, request, response, email: account });
  if (response.status >= 300 && response.status < 400) return response;
  if (response.ok) {
    if (account !== undefined) await hall.limits.forgive(account);
    return await withoutToken(response);
  }
  if (account !== undefined && response.status === 401) await hall.limits.count("failures", account);
  return await problemOf(response, id);
}
