import { type Caller, callerOf, type SessionOf, type Ways } from "#api/caller.ts";
import { Refused } from "#api/refused.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import { type Person, personOf } from "#app/desk/people.ts";
import { everySecurity, type Security } from "#app/desk/settings.ts";
import { joinBySso } from "#app/desk/sign-in.ts";
import { hasSecondFactor, waysOf } from "./accounts.ts";
import { type Auth, authOf, cookiesOf } from "./auth.ts";
import { type Believed, BelievedSessions } from "./believed.ts";
import { openKey } from "./keys.ts";
import { type OpenProvider, RENEWED_SECONDS, SESSION_HOURS } from "./options.ts";
import { subjectsOf } from "./subjects.ts";

/** How long what is known of a person or a session is believed; a change made here is heeded at once. */
const BELIEVED_MS = 5_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const PROVED_MS = 10 * 60_000;

/** Who a request comes from, and the cookies that keep them signed in. */
export interface Seen {
  readonly caller: Caller | undefined;
  readonly cookies: readonly string[];
}

interface Known {
  readonly person: Person | undefined;
  readonly hasFactor: boolean;
  readonly ways: Ways;
  readonly at: number;
}

/** What one organization asks of a sign-in. */
type OwnSecurity = Security & { readonly org: string };

const secretOf = (headers: Headers): string | undefined => {
  const bearer = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1];
  return bearer ?? headers.get("x-api-key") ?? undefined;
};

/** The place under which a provider's secret is sealed. */
export const placeOfSecret = (provider: string): string => `sso secret of ${provider}`;

/** Knows who somebody is: sessions of browsers and keys of programs, and what is set about them. */
export class SignIn {
  private readonly open: OpenDesk;
  private readonly publicUrl: string | undefined;
  private readonly known = new Map<string, Known>();
  private readonly sessions = new BelievedSessions();
  private security: readonly OwnSecurity[];
  private current: Auth;

  private constructor(open: OpenDesk, publicUrl: string | undefined, security: readonly OwnSecurity[]) {
    this.open = open;
    this.publicUrl = publicUrl;
    this.security = security;
    this.current = this.make();
  }

  static async open(open: OpenDesk, publicUrl: string | undefined): Promise<SignIn> {
    return new SignIn(open, publicUrl, await everySecurity(open.desk.store));
  }

  get auth(): Auth {
    return this.current;
  }

  /** Providers of single sign-on, for the page of the sign-in. */
  get providers(): readonly { readonly id: string; readonly name: string }[] {
    return this.security.flatMap((s) => s.sso.map(({ id, name }) => ({ id, name })));
  }

  /** Reads security again, after it changed. */
  async renew(): Promise<void> {
    this.security = await everySecurity(this.open.desk.store);
    this.current = this.make();
    this.forget();
  }

  /** Believes nothing about people and their sessions any more, after one of them changed. */
  forget(): void {
    this.known.clear();
    this.sessions.forget();
  }

  /** Who sends these headers. */
  async who(headers: Headers): Promise<Seen> {
    const secret = secretOf(headers);
    if (secret !== undefined) return { caller: await this.program(secret), cookies: [] };
    const cookies = headers.get("cookie");
    if (cookies === null) return { caller: undefined, cookies: [] };
    const believed = this.sessions.of(cookies, Date.parse(this.open.now()));
    if (believed !== undefined) return { caller: await this.personBehind(believed), cookies: [] };
    const keep = this.sessions.looking();
    const { response, headers: answered } = await this.current.api.getSession({ headers, returnHeaders: true });
    const renewed = cookiesOf(answered);
    if (response === null) return { caller: undefined, cookies: renewed };
    const { session, user } = response;
    if (this.ageMs(session.createdAt.toISOString()) > SESSION_HOURS * HOUR_MS) {
      const ctx = await this.current.$context;
      await ctx.internalAdapter.deleteSession(session.token);
      return { caller: undefined, cookies: renewed };
    }
    const of: SessionOf = {
      id: session.id,
      token: session.token,
      madeAt: session.createdAt.toISOString(),
      endsAt: session.expiresAt.toISOString(),
    };
    const found = { login: user.id, session: of };
    keep(cookies, found, this.believedUntil(of));
    return { caller: await this.personBehind(found), cookies: renewed };
  }

  /** Whether a session was opened, or its person proved themselves, within ten minutes. */
  isProved(session: SessionOf): boolean {
    return this.ageMs(session.madeAt) <= PROVED_MS;
  }

  /** Throws Refused unless whoever asks proved themselves lately, and says how they do it again. */
  mustBeProved({ session, ways }: Caller): void {
    if (session === undefined || this.isProved(session)) return;
    throw new Refused(
      "step-up-needed",
      ways.password || ways.code
        ? "Type your password or a code again; it is good for ten minutes."
        : "You come in by a provider. Sign out and in again; it is good for ten minutes.",
    );
  }

  /** Whether the organization wants a second factor of somebody who has none. */
  lacksFactor(caller: Caller): boolean {
    const { org } = caller.person;
    return !caller.secondFactor && this.security.some((s) => s.org === org && s.secondFactorNeeded);
  }

  /** Opens a session for a login, and ends another; gives the cookies of it. */
  async openSession(login: string, headers: Headers, instead?: string): Promise<readonly string[]> {
    const body = instead === undefined ? { login } : { login, instead };
    const { headers: answered } = await this.current.api.openSession({ body, headers, returnHeaders: true });
    return cookiesOf(answered);
  }

  private async program(secret: string): Promise<Caller | undefined> {
    const key = await openKey(this.current, secret);
    if (key === undefined) return undefined;
    const { person } = await this.knownOf(key.login);
    return person === undefined ? undefined : callerOf(person, { scopes: key.scopes });
  }

  /** Nobody but this process reaches an embedded store, so what it heard of a session holds until it hears otherwise. */
  private believedUntil({ madeAt, endsAt }: SessionOf): number {
    const renewal = Date.parse(endsAt) - this.sessionMinutes * MINUTE_MS + RENEWED_SECONDS * 1_000;
    const end = Math.min(renewal, Date.parse(endsAt), Date.parse(madeAt) + SESSION_HOURS * HOUR_MS);
    const isAlone = this.open.desk.store.engine.kind === "embedded";
    return isAlone ? end : Math.min(end, Date.parse(this.open.now()) + BELIEVED_MS);
  }

  private async personBehind({ login, session }: Believed): Promise<Caller | undefined> {
    const { person, hasFactor, ways } = await this.knownOf(login);
    return person === undefined ? undefined : callerOf(person, { session, secondFactor: hasFactor, ways });
  }

  private async knownOf(login: string): Promise<Known> {
    const at = Date.parse(this.open.now());
    const known = this.known.get(login);
    if (known !== undefined && at - known.at < BELIEVED_MS) return known;
    const { store } = this.open.desk;
    const person = (await personOf(store, login)) ?? (await this.bySso(login));
    const hasFactor = await hasSecondFactor(this.current, login);
    const fresh = { person, hasFactor, ways: await waysOf(this.current, login), at };
    this.known.set(login, fresh);
    return fresh;
  }

  /** Somebody whom a provider knows, and whom its organization invited or its directory made, has joined by signing in. */
  private async bySso(login: string): Promise<Person | undefined> {
    const { internalAdapter } = await this.current.$context;
    const user = await internalAdapter.findUserById(login);
    if (user === null) return undefined;
    const email = user.emailVerified ? user.email : undefined;
    const accounts = await internalAdapter.findAccounts(login);
    for (const { org, sso } of this.security) {
      const subjects = accounts.flatMap((a) => {
        const provider = sso.find((p) => p.id === a.providerId);
        return provider === undefined ? [] : subjectsOf(a, provider.issuer);
      });
      if (subjects.length > 0) return await joinBySso(this.open.desk.store, org, { email, subjects }, login);
    }
    return undefined;
  }

  private get sessionMinutes(): number {
    return Math.min(...this.security.map((s) => s.sessionMinutes), 720);
  }

  private ageMs(moment: string): number {
    return Date.parse(this.open.now()) - Date.parse(moment);
  }

  private make(): Auth {
    const { desk, signInSecret, secrets } = this.open;
    const providers: OpenProvider[] = this.security.flatMap(({ org, sso }) =>
      sso.map(({ secret, ...p }) => ({
        ...p,
        secret: secret === undefined ? undefined : secrets.open(org, placeOfSecret(p.id), secret),
      })),
    );
    const { sessionMinutes, publicUrl } = this;
    const changed = (): void => this.sessions.forget();
    return authOf({ store: desk.store, secret: signInSecret, sessionMinutes, providers, publicUrl, changed });
  }
}
