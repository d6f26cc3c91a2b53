import { apiKey } from "@better-auth/api-key";
import { passkey } from "@better-auth/passkey";
import type { BetterAuthOptions } from "better-auth";
import { genericOAuth, twoFactor } from "better-auth/plugins";
import type { Store } from "#store/store.ts";
import { kyselyOfStore, SCHEMA } from "./database.ts";
import { sessions } from "./plugin.ts";

/** How the sign-in library is set up. */

/** A provider of single sign-on with its secret opened. */
export interface OpenProvider {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string | undefined;
}

export interface SignInSetup {
  readonly store: Store;
  readonly secret: string;
  /** Idle minutes after which a session ends: the shortest any organization here asks for. */
  readonly sessionMinutes: number;
  readonly providers: readonly OpenProvider[];
  /** Where the server is reached from outside; undefined on this machine alone. */
  readonly publicUrl: string | undefined;
  /** Called after something was written that may end a session or change whose it is. */
  readonly changed: () => void;
}

/** Longest life of a session, however busy it is. */
export const SESSION_HOURS = 12;
/** The idle time of a session is counted from its last request, to this exactness. */
export const RENEWED_SECONDS = 60;
export const AUTH_PATH = "/v1/auth";

/** What a browser may be told of this machine: a passkey needs a name, and an address of numbers is none. */
const LOCAL_HOSTS = ["127.0.0.1:*", "localhost:*"];

export function optionsOf(setup: SignInSetup) {
  const { publicUrl, providers } = setup;
  const host = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  const isSecure = publicUrl?.startsWith("https:") === true;
  return {
    appName: "Parley",
    secret: setup.secret,
    basePath: AUTH_PATH,
    baseURL: {
      allowedHosts: host === undefined ? LOCAL_HOSTS : [host, ...LOCAL_HOSTS],
      protocol: isSecure ? "https" : "http",
      fallback: publicUrl ?? "http://localhost",
    },
    database: { db: kyselyOfStore(setup.store, setup.changed), type: "postgres", schemaName: SCHEMA },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    session: {
      expiresIn: setup.sessionMinutes * 60,
      updateAge: RENEWED_SECONDS,
      // Adding a passkey asks for a session as fresh as any other dangerous act.
      freshAge: 600,
      // A cookie would vouch for a session that was ended since; believed.ts remembers instead, and forgets at once.
      cookieCache: { enabled: false },
    },
    account: {
      // A provider vouches for the people of its own organization: it never opens an account somebody else has by e-mail.
      accountLinking: { enabled: true, disableImplicitLinking: true },
      encryptOAuthTokens: true,
    },
    // Counted by limits.ts, which knows the person too.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: "parley",
      useSecureCookies: isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      cookies: {
        session_token: { attributes: { sameSite: "strict" } },
      },
      ipAddress: { disableIpTracking: true },
      // A test holds the tables against the library; to read the catalog of the database again at each start takes long.
      database: { validateSchema: false },
    },
    plugins: [
      // Who comes in by a provider has no password to set a code up with: being here within ten minutes stands for it.
      twoFactor({ issuer: "Parley", allowPasswordless: true }),
      passkey({ rpID: host?.replace(/:\d+$/, "") ?? "localhost", rpName: "Parley" }),
      apiKey({
        defaultPrefix: "parley_",
        requireName: true,
        maximumNameLength: 100,
        rateLimit: { enabled: false },
        enableSessionForAPIKeys: false,
      }),
      genericOAuth({
        config: providers.map((p) => ({
          providerId: p.id,
          name: p.name,
          discoveryUrl: `${p.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
          clientId: p.clientId,
          ...(p.secret === undefined ? {} : { clientSecret: p.secret }),
          scopes: ["openid", "email", "profile"],
          pkce: true,
        })),
      }),
      sessions(),
    ],
  } as const satisfies BetterAuthOptions;
}
