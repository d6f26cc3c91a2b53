import type { GivenGroup, GivenPerson } from "#app/desk/scim-given.ts";
import { err, ok, type Result } from "#base/result.ts";
import { isJson, type Json } from "./filter.ts";
import { type Fault, keptIn, type Shape } from "./patch.ts";

/** What a directory gives of a person or a group, read from its JSON. What Parley has no use for is not kept. */

export const USER: Shape = {
  plain: ["userName", "externalId", "displayName", "active"],
  parts: { name: ["formatted", "givenName", "familyName"] },
  lists: { emails: ["value", "type", "primary"] },
};

export const GROUP: Shape = { plain: ["displayName", "externalId"], parts: {}, lists: { members: ["value"] } };

const TEXT_MAX = 200;
const EMAIL = /^[^\s@<>"',;()]{1,100}@[^\s@<>"',;()]{1,100}\.[^\s@<>"',;()]{1,60}$/;
const EMAILS_MAX = 20;
export const MEMBERS_MAX = 10_000;

const bad = (detail: string): { readonly ok: false; readonly error: Fault } =>
  err({ scimType: "invalidValue", detail });

/** Letters that do not show, or turn the direction of what follows, say another name than is seen. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Text of an attribute, trimmed; undefined when there is none, null when it cannot be taken. */
function textOf(value: unknown): string | undefined | null {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text.length > TEXT_MAX || HIDDEN.test(text) ? null : text || undefined;
}

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** Entra writes "True" and "False". */
const truthOf = (value: unknown): boolean | undefined => TRUTHS[String(value).toLowerCase()];

interface Email {
  readonly value: string;
  readonly type?: string;
  readonly primary?: boolean;
}

function emailsOf(value: unknown): readonly Email[] | undefined {
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  if (list.length > EMAILS_MAX) return undefined;
  const emails: Email[] = [];
  for (const one of list) {
    const [address, type] = isJson(one) ? [textOf(one.value), textOf(one.type)] : [null, null];
    if (address === undefined) continue;
    if (address === null || type === null || !EMAIL.test(address)) return undefined;
    const primary = isJson(one) ? truthOf(one.primary) : undefined;
    emails.push({ value: address, ...(type && { type }), ...(primary !== undefined && { primary }) });
  }
  return emails;
}

const mainOf = (emails: readonly Email[]): string | undefined =>
  (emails.find((e) => e.primary) ?? emails.find((e) => e.type?.toLowerCase() === "work") ?? emails[0])?.value;

/** A person as a directory gives them. `given` holds the names that are kept, as keptIn and patched leave them. */
export function readPerson(given: Json): Result<GivenPerson, Fault> {
  const doc = keptIn(USER, given);
  const userName = textOf(doc.userName);
  if (userName === undefined) return bad("A user has a userName.");
  const name = isJson(doc.name) ? doc.name : {};
  const [displayName, externalId] = [textOf(doc.displayName), textOf(doc.externalId)];
  const [formatted, givenName, familyName] = [textOf(name.formatted), textOf(name.givenName), textOf(name.familyName)];
  if (
    userName === null ||
    displayName === null ||
    externalId === null ||
    formatted === null ||
    givenName === null ||
    familyName === null
  )
    return bad(`Names are text of at most ${TEXT_MAX} letters that can be seen.`);
  const active = doc.active === undefined ? true : truthOf(doc.active);
  if (active === undefined) return bad("active is true or false.");
  const emails = emailsOf(doc.emails);
  if (emails === undefined) return bad("An e-mail is not one, or there are too many.");
  const email = mainOf(emails) ?? (EMAIL.test(userName) ? userName : undefined);
  if (email === undefined) return bad("A user has an e-mail, or a userName that is one.");
  const parts = { ...(formatted && { formatted }), ...(givenName && { givenName }), ...(familyName && { familyName }) };
  const spelled = [givenName, familyName].filter((n) => n !== undefined).join(" ");
  const shown = displayName ?? formatted ?? (spelled === "" ? userName : spelled);
  const body = {
    ...(displayName && { displayName }),
    ...(Object.keys(parts).length > 0 && { name: parts }),
    ...(emails.length > 0 && { emails }),
  };
  return ok({ userName, externalId: externalId ?? null, active, name: shown, email, body });
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A group as a directory gives it, with the ids of who is in it. */
export function readGroup(given: Json): Result<GivenGroup, Fault> {
  const doc = keptIn(GROUP, given);
  const [name, externalId] = [textOf(doc.displayName), textOf(doc.externalId)];
  if (name === undefined) return bad("A group has a displayName.");
  if (name === null || externalId === null)
    return bad(`Names are text of at most ${TEXT_MAX} letters that can be seen.`);
  const list = Array.isArray(doc.members) ? (doc.members as unknown[]) : [];
  if (list.length > MEMBERS_MAX) return bad(`A group has at most ${MEMBERS_MAX} members.`);
  const members = list.map((m) => (isJson(m) && typeof m.value === "string" ? m.value.trim().toLowerCase() : ""));
  if (!members.every((m) => ID.test(m))) return bad("A member is named by the id of a user here.");
  return ok({ name, externalId: externalId ?? null, members: [...new Set(members)] });
}
