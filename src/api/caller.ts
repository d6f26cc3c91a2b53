import type { Person } from "#app/desk/people.ts";
import { MAY, type Permission, SCOPES, type Scope } from "#app/desk/people-roles.ts";
import type { Principal } from "#store/principal.ts";
import { Refused } from "./refused.ts";

/** The session of a person's browser. */
export interface SessionOf {
  readonly id: string;
  /** Its secret; never written anywhere. */
  readonly token: string;
  readonly madeAt: string;
  readonly endsAt: string;
}

/** Who calls: a person in a browser, or a program with a key that a person made for it. */
export interface Caller {
  readonly person: Person;
  readonly principal: Principal;
  readonly may: ReadonlySet<Permission>;
  /** Undefined for a program. */
  readonly session: SessionOf | undefined;
  readonly scopes: readonly Scope[] | undefined;
  /** Whether the sign-in asks this person for a second factor. */
  readonly secondFactor: boolean;
  /** What the person can prove themselves by; neither for one who only comes in by a provider. */
  readonly ways: Ways;
}

/** Whether a password and a code of an authenticator open an account. */
export interface Ways {
  readonly password: boolean;
  readonly code: boolean;
}

export function callerOf(
  person: Person,
  by:
    | { readonly session: SessionOf; readonly secondFactor: boolean; readonly ways: Ways }
    | { readonly scopes: readonly Scope[] },
): Caller {
  const all = MAY[person.role];
  const principal = { org: person.org, clients: person.clients, person: person.id };
  if ("session" in by)
    return {
      person,
      principal,
      may: new Set(all),
      session: by.session,
      scopes: undefined,
      secondFactor: by.secondFactor,
      ways: by.ways,
    };
  const scoped = new Set(by.scopes.flatMap((s) => SCOPES[s]));
  const may = new Set(all.filter((p) => scoped.has(p)));
  return {
    person,
    principal,
    may,
    session: undefined,
    scopes: by.scopes,
    secondFactor: false,
    ways: { password: false, code: false },
  };
}

/** Goes on when the caller may, else refuses. */
export function need(who: Caller, permission: Permission): void {
  if (!who.may.has(permission))
    throw new Refused("not-allowed", `This needs the permission "${permission}". Ask an owner for another role.`);
}
