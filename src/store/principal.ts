import { check } from "#base/check.ts";
import { isId } from "./uuid.ts";

/**
 * Whose rows a transaction reaches. What a role may do is decided above the store; that nobody reaches another
 * organization or another client is decided by the database itself, from these keys.
 */
export interface Principal {
  readonly org: string;
  /** Clients whose rows it sees and writes; "all" is every client of the organization and what belongs to the whole. */
  readonly clients: "all" | readonly string[];
  /** Absent for Parley's own work within the organization, such as a job. */
  readonly person?: string | undefined;
}

/** SET LOCAL ROLE as a function, so that an opening is one statement, which is prepared once. */
const role = (name: string): string => `set_config('role', '${name}', true)`;

/** Statement that makes the rest of a transaction act for the principal. Every value is an id, so nothing needs quoting. */
export function openingFor(who: Principal): string {
  const ids = [
    who.org,
    ...(who.clients === "all" ? [] : who.clients),
    ...(who.person === undefined ? [] : [who.person]),
  ];
  check(ids.every(isId), "a principal has a key that is no id");
  const clients = who.clients === "all" ? "*" : who.clients.join(",");
  return `SELECT set_config('parley.org', '${who.org}', true), set_config('parley.clients', '${clients}', true),
    set_config('parley.person', '${who.person ?? ""}', true), ${role("parley_app")}`;
}

/** A guest of a room: what it reaches is the case of that room, for as long as the room is not closed. */
export interface Guest {
  readonly org: string;
  readonly room: string;
}

/** The same for a guest, who has no client and is no person. */
export function openingForGuest({ org, room }: Guest): string {
  check([org, room].every(isId), "a guest has a key that is no id");
  return `SELECT set_config('parley.org', '${org}', true), set_config('parley.room', '${room}', true),
    ${role("parley_guest")}`;
}

/** The same for Parley itself, over all organizations: sign-in, jobs, export, removal. */
export const OPENING_FOR_SYSTEM = `SELECT ${role("parley_system")}`;
