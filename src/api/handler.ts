import type { z } from "@hono/zod-openapi";
import type { AutonomyRounds } from "#app/desk/autonomy-rounds.ts";
import type { GuestIn } from "#app/desk/guest.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import type { Directory } from "#app/desk/scim-token.ts";
import type { WebhookRounds } from "#app/desk/webhook-rounds.ts";
import type { How } from "#store/engine.ts";
import type { TenantTx } from "#store/store.ts";
import type { Caller } from "./caller.ts";
import type { ROUTES, RouteName } from "./contract/routes.ts";
import type { Cursors } from "./cursor.ts";
import type { Limits } from "./limits.ts";
import type { LiveHub } from "./live.ts";
import type { SignIn } from "./sign-in/sign-in.ts";

/** What the server has for every handler. */
export interface Hall {
  readonly open: OpenDesk;
  readonly signIn: SignIn;
  readonly live: LiveHub;
  readonly limits: Limits;
  readonly cursors: Cursors;
  readonly webhooks: WebhookRounds;
  readonly autonomy: AutonomyRounds;
  readonly version: string;
  /** Where the server is reached from outside; undefined on this machine alone. */
  readonly publicUrl: string | undefined;
  /** This moment. */
  readonly now: () => string;
  /** Printed on the terminal while there is no owner; undefined once there is one. */
  readonly setupCode: () => string | undefined;
  /** Writes down that something beside a request went wrong. */
  readonly failed: (what: string, thrown: unknown) => void;
  /** There is an owner now. */
  readonly begun: () => void;
}

type RouteOf<K extends RouteName> = (typeof ROUTES)[K];

type Of<R, P extends "params" | "query"> = R extends { request: Record<P, infer S extends z.ZodType> }
  ? z.output<S>
  : undefined;

type BodyOf<R> = R extends {
  request: { body: { content: { "application/json": { schema: infer S extends z.ZodType } } } };
}
  ? z.output<S>
  : undefined;

type Success = 200 | 201 | 202 | 204;
type JsonIn<T> = T extends { content: { "application/json": { schema: infer S extends z.ZodType } } }
  ? z.input<S>
  : never;
type Good<R> = R extends { responses: infer A } ? { [S in keyof A & Success]: JsonIn<A[S]> }[keyof A & Success] : never;
type IsDone<R> = R extends { responses: infer A } ? (204 extends keyof A ? true : false) : false;

/** What a handler gives: the value of the route's good answer, nothing where it has none, or a whole Response. */
export type Answer<K extends RouteName> =
  | Response
  | (IsDone<RouteOf<K>> extends true ? undefined : never)
  | ([Good<RouteOf<K>>] extends [never] ? never : Good<RouteOf<K>>);

/** One request, already checked: allowed, well formed, and new. */
export interface Asked<K extends RouteName = RouteName> {
  readonly hall: Hall;
  /** Who asks. A route that anyone may call has nobody here, and looking is a bug. */
  readonly who: Caller;
  /** The guest of a room who asks. On a route that is not a guest's there is none, and looking is a bug. */
  readonly guest: GuestIn;
  /** The directory that asks. On a route that is not a directory's there is none, and looking is a bug. */
  readonly directory: Directory;
  /** Where the request comes from. */
  readonly address: string;
  readonly params: Of<RouteOf<K>, "params">;
  readonly query: Of<RouteOf<K>, "query">;
  readonly body: BodyOf<RouteOf<K>>;
  /** Names the request in the log and in the access log. */
  readonly id: string;
  readonly request: Request;
  /** Aborted when whoever asked is gone. */
  readonly signal: AbortSignal;
  /** Whether it comes from this very machine. */
  readonly isLocal: boolean;
  /** Runs a transaction for whoever asks. */
  as<T>(work: (tx: TenantTx) => Promise<T>, how?: How): Promise<T>;
  /** The bytes of an upload as they come. Throws Refused when they are too many or too slow. */
  bytes(max: number): AsyncIterable<Uint8Array>;
}

export type Handler<K extends RouteName> = (asked: Asked<K>) => Promise<Answer<K>>;

/** Handlers of some routes. */
export type HandlersOf<K extends RouteName> = { readonly [N in K]: Handler<N> };
