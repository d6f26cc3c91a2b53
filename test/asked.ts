import { callerOf } from "#api/caller.ts";
import type { RouteName } from "#api/contract/routes.ts";
import { ROUTES } from "#api/contract/routes.ts";
import { HANDLERS } from "#api/handlers.ts";
import type { TenantTx } from "#store/store.ts";
import type { Role } from "#store/tables.ts";
import type { TestDesk, TestPerson } from "./desk.ts";

/** Asks a handler of the contract as the server does once it has let a request in. */

interface Given {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly bytes?: Uint8Array;
}

interface Schemas {
  readonly request?: {
    readonly params?: { parse(v: unknown): unknown };
    readonly query?: { parse(v: unknown): unknown };
    readonly body?: { content: { "application/json": { schema: { parse(v: unknown): unknown } } } };
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What the handler of a route gives to a person; throws what it throws. The values are read by the route's own schemas. */
export async function ask<K extends RouteName>(
  at: TestDesk,
  who: TestPerson & { readonly role: Role },
  name: K,
  given: Given = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
): Promise<any> {
  const { request } = ROUTES[name] as Schemas;
  const { id, principal, actor } = who;
  const person = {
    org: at.org,
    id,
    login: id,
    name: actor.name,
    email: "",
    role: who.role,
    clients: principal.clients,
    invitedAt: "",
  };
  const session = { id: "s", token: "t", madeAt: "", endsAt: "" };
  const asked = {
    hall: { open: { desk: at.desk }, autonomy: { soon: () => {} } },
    who: callerOf(person, { session, secondFactor: false, ways: { password: true, code: false } }),
    params: request?.params?.parse(given.params ?? {}),
    query: request?.query?.parse(given.query ?? {}),
    body: request?.body?.content["application/json"].schema.parse(given.body ?? {}),
    id: "request-1",
    as: (work: (tx: TenantTx) => Promise<unknown>) => at.desk.store.as(principal, work),
    bytes: () => once(given.bytes ?? new Uint8Array(0)),
  };
  // A whole Asked has a server behind it; handlers here use what is given.
  const handler = HANDLERS[name] as (given: object) => Promise<unknown>;
  return await handler(asked);
}
