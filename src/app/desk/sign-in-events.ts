import { append } from "#store/events.ts";
import type { Store } from "#store/store.ts";
import { isInvitation } from "./people.ts";

/**
 * Who came in, who tried to, and what changed of how somebody comes in: events of the organization's chain. An e-mail that
 * is nobody's belongs to no organization, so that a try with it is in no chain; the server's log counts it.
 */

export type SignInEvent =
  | "signed in"
  | "sign-in failed"
  | "signed out"
  | "password changed"
  | "second factor added"
  | "second factor removed"
  | "recovery codes made"
  | "passkey added"
  | "passkey removed"
  | "key made"
  | "key ended";

const EVENTS: readonly SignInEvent[] = [
  "signed in",
  "sign-in failed",
  "signed out",
  "password changed",
  "second factor added",
  "second factor removed",
  "recovery codes made",
  "passkey added",
  "passkey removed",
  "key made",
  "key ended",
];

export interface Whose {
  readonly org: string;
  readonly id: string;
}

/** Who is not known to be who they say. */
const UNPROVED = "unproved";

/** Writes down what somebody did; a failed try is nobody's act. `by` is a password, a code, a provider: never its value. */
export async function noteSignIn(
  store: Store,
  { org, id }: Whose,
  type: SignInEvent,
  body: Readonly<Record<string, string | readonly string[] | null>> | null = null,
): Promise<void> {
  const principal = { org, clients: "all", person: id } as const;
  const actor = type === "sign-in failed" ? { actor: UNPROVED } : {};
  await store.asSystem((tx) => append({ ...tx, principal }, [{ type, subject: id, body, ...actor }]));
}

/** Everybody who has joined under an e-mail, in whatever organization. */
export async function peopleByEmail(store: Store, email: string): Promise<readonly Whose[]> {
  const rows = await store.asSystem(({ db }) =>
    db
      .selectFrom("person")
      .select(["org", "id", "login"])
      .where((eb) => eb(eb.fn<string>("lower", ["email"]), "=", email.toLowerCase()))
      .where("left_at", "is", null)
      .execute(),
  );
  return rows.filter((p) => !isInvitation(p.login));
}

export interface SignInRow {
  readonly seq: number;
  readonly at: string;
  readonly what: SignInEvent;
  readonly by: string | null;
}

/** How somebody came in and what changed of it, newest first. Their own, so that they see what they did not do. */
export async function signInsOf(store: Store, { org, id }: Whose, limit: number): Promise<readonly SignInRow[]> {
  const rows = await store.asSystem(({ db }) =>
    db
      .selectFrom("event")
      .select(["seq", "at", "type", "body"])
      .where("org", "=", org)
      .where("subject", "=", id)
      .where("type", "in", [...EVENTS])
      .orderBy("seq", "desc")
      .limit(limit)
      .execute(),
  );
  return rows.map(({ seq, at, type, body }) => ({ seq: Number(seq), at, what: type as SignInEvent, by: byIn(body) }));
}

function byIn(body: string | null): string | null {
  const said: unknown = body === null ? null : JSON.parse(body);
  if (typeof said !== "object" || said === null) return null;
  if ("by" in said && typeof said.by === "string") return said.by;
  return "name" in said && typeof said.name === "string" ? said.name : null;
}
