import type { Caller } from "#api/caller.ts";
import type { Hall } from "#api/handler.ts";
import { personOf } from "#app/desk/people.ts";
import { noteSignIn, peopleByEmail, type SignInEvent, type Whose } from "#app/desk/sign-in-events.ts";

/** Writes what the library's routes did into the chain of the organization. */

/** How each route lets somebody in. */
const WAYS: Readonly<Record<string, string>> = {
  "/sign-in/email": "password",
  "/two-factor/verify-totp": "code",
  "/two-factor/verify-backup-code": "recovery code",
  "/passkey/verify-authentication": "passkey",
};

/** What each route changes of somebody who is in. */
const CHANGES: Readonly<Record<string, SignInEvent>> = {
  "/sign-out": "signed out",
  "/change-password": "password changed",
  "/two-factor/disable": "second factor removed",
  "/two-factor/generate-backup-codes": "recovery codes made",
  "/passkey/verify-registration": "passkey added",
  "/passkey/delete-passkey": "passkey removed",
};

const CALLBACK = /^\/callback\/(.+)$/;

/** Who sent a request, before the library answered it. */
export interface Before {
  readonly caller: Caller | undefined;
  /** Login of somebody who gave the right password and is asked for a code. */
  readonly pending: string | undefined;
  /** Whether the caller has an authenticator already. */
  readonly hasCode: boolean;
}

/** The value of a cookie; undefined when it was not made by us. */
function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** The login that a half-finished sign-in is of: the library keeps it under the value of a cookie. */
async function pendingOf({ signIn }: Hall, request: Request): Promise<string | undefined> {
  const cookie = /(?:^|;\s*)(?:__Secure-)?parley\.two_factor=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1];
  const key = cookie === undefined ? undefined : decoded(cookie)?.split(".")[0];
  if (key === undefined) return undefined;
  const { internalAdapter } = await signIn.auth.$context;
  return (await internalAdapter.findVerificationValue(key))?.value;
}

/** What has to be known before the library answers; undefined for a route that leaves no trace. */
export async function before(hall: Hall, path: string, request: Request): Promise<Before | undefined> {
  const isWay = WAYS[path] !== undefined || CALLBACK.test(path);
  if (!isWay && CHANGES[path] === undefined) return undefined;
  const { caller } = await hall.signIn.who(request.headers);
  const pending = path.startsWith("/two-factor/verify") ? await pendingOf(hall, request) : undefined;
  const { internalAdapter } = await hall.signIn.auth.$context;
  const user = caller === undefined ? null : await internalAdapter.findUserById(caller.person.login);
  return { caller, pending, hasCode: (user as { twoFactorEnabled?: boolean } | null)?.twoFactorEnabled === true };
}

const opensSession = (cookies: readonly string[]): boolean =>
  cookies.some((line) => /session_token=[^;]+/.test(line) && !/max-age=0/i.test(line));

/** Who is signed in by these cookies. */
async function callerBy({ signIn }: Hall, request: Request, cookies: readonly string[]): Promise<Caller | undefined> {
  const headers = new Headers({ cookie: cookies.map((line) => line.split(";")[0]).join("; ") });
  const host = request.headers.get("host");
  if (host !== null) headers.set("host", host);
  return (await signIn.who(headers)).caller;
}

async function failed(hall: Hall, by: string, was: Before, email: string | undefined): Promise<void> {
  const { store } = hall.open.desk;
  const person = was.pending === undefined ? undefined : await personOf(store, was.pending);
  const whose: readonly Whose[] =
    person !== undefined ? [person] : email === undefined ? [] : await peopleByEmail(store, email);
  for (const who of whose) await noteSignIn(store, who, "sign-in failed", { by });
}

export interface Answered {
  readonly path: string;
  readonly request: Request;
  readonly response: Response;
  /** The account that was named. */
  readonly email: string | undefined;
}

/** After the library answered: what it let in, kept out or changed. */
export async function record(hall: Hall, was: Before, { path, request, response, email }: Answered): Promise<void> {
  const { store } = hall.open.desk;
  const provider = CALLBACK.exec(path)?.[1];
  const by = WAYS[path] ?? provider;
  // A code of somebody who is in sets the second factor up; it lets nobody in.
  const isSetUp = was.caller !== undefined && path.startsWith("/two-factor/verify");
  if (response.status >= 400) {
    if (by !== undefined && !isSetUp && response.status < 500) await failed(hall, by, was, email);
    return;
  }
  const change = CHANGES[path] ?? (isSetUp && !was.hasCode ? "second factor added" : undefined);
  if (change !== undefined && was.caller !== undefined) await noteSignIn(store, was.caller.person, change);
  if (change !== undefined || isSetUp) return;
  const cookies = response.headers.getSetCookie();
  if (by === undefined || !opensSession(cookies)) return;
  const caller = await callerBy(hall, request, cookies);
  if (caller !== undefined) await noteSignIn(store, caller.person, "signed in", { by });
}
