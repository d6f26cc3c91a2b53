import { createHash, randomBytes } from "node:crypto";
import { momentPlace, pageOf, placeIn } from "#api/cursor.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { originOf } from "#api/headers.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { hasSecondFactor, lastSeen } from "#api/sign-in/accounts.ts";
import { endSignIn } from "#api/sign-in/ended.ts";
import { endKey, listKeys, makeKey } from "#api/sign-in/keys.ts";
import { listAccess } from "#app/desk/access.ts";
import { addClient, changeClient, countClients, renameOrganization } from "#app/desk/clients.ts";
import {
  changeGrant,
  endAccess,
  type Grant,
  invitationLogin,
  invite,
  isInvitation,
  listPeople,
  nameOf,
  type Person,
} from "#app/desk/people.ts";
import { managedPeople } from "#app/desk/scim-managed.ts";
import { noteSignIn } from "#app/desk/sign-in-events.ts";

/** People, clients, keys of programs, and who read what. */

export const SECRET_BYTES = 24;

/** What stands for the secret of an invitation, so that the store does not hold what opens it. */
export const digestOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** What whoever asks may give at most. */
export const grantOf = ({ person }: Asked["who"]): Grant => ({ role: person.role, clients: person.clients });

interface PersonRow {
  id: string;
  name: string;
  initials: string;
  email: string;
  role: Person["role"];
  clients: "all" | string[];
  secondFactor: boolean;
  lastSeen: string | null;
  joined: boolean;
  managed: "name and access" | "everything" | null;
}

const clientsOf = ({ clients }: Pick<Person, "clients">): "all" | string[] =>
  clients === "all" ? "all" : [...clients];

async function rowsOf({ hall, as }: Pick<Asked, "hall" | "as">, people: readonly Person[]): Promise<PersonRow[]> {
  const { auth } = hall.signIn;
  const managed = await as(managedPeople);
  const logins = people.map((p) => p.login).filter((l) => !isInvitation(l));
  const seen = await lastSeen(auth, logins);
  const rows: PersonRow[] = [];
  for (const p of people) {
    const secondFactor = !isInvitation(p.login) && (await hasSecondFactor(auth, p.login));
    const { email, role } = p;
    const by = managed.get(p.id);
    rows.push({
      ...{ ...nameOf(p), email, role, clients: clientsOf(p), secondFactor, lastSeen: seen.get(p.login) ?? null },
      joined: !isInvitation(p.login),
      managed: by === undefined ? null : by.grant ? "everything" : "name and access",
    });
  }
  return rows;
}

async function rowOf(asked: Pick<Asked, "hall" | "as">, person: Person): Promise<PersonRow> {
  const [row] = await rowsOf(asked, [person]);
  if (row === undefined) throw new Refused("not-found");
  return row;
}

const logins = async (asked: Pick<Asked, "as">): Promise<string[]> =>
  (await asked.as(listPeople)).map((p) => p.login).filter((l) => !isInvitation(l));

type Names =
  | "listPeople"
  | "invitePerson"
  | "changePerson"
  | "removePerson"
  | "changeOrganization"
  | "listClients"
  | "addClient"
  | "changeClient"
  | "listApiKeys"
  | "addApiKey"
  | "removeApiKey"
  | "listAccess";

export const PEOPLE: HandlersOf<Names> = {
  listPeople: async (asked) => ({ rows: await rowsOf(asked, await asked.as(listPeople)) }),

  invitePerson: async (asked) => {
    const secret = randomBytes(SECRET_BYTES).toString("base64url");
    const login = invitationLogin(digestOf(secret));
    const person = orRefuse(await asked.as((tx) => invite(tx, grantOf(asked.who), { ...asked.body, login })));
    // After the # so that no server and no log of one ever sees it.
    return { person: await rowOf(asked, person), link: `${originOf(asked.request)}/join#${secret}` };
  },

  changePerson: async (asked) => {
    const { person: id } = asked.params;
    const person = orRefuse(await asked.as((tx) => changeGrant(tx, grantOf(asked.who), id, asked.body)));
    asked.hall.signIn.forget();
    return await rowOf(asked, person);
  },

  removePerson: async (asked) => {
    const person = orRefuse(await asked.as((tx) => endAccess(tx, grantOf(asked.who), asked.params.person)));
    await endSignIn(asked.hall, person.login);
    asked.hall.signIn.forget();
    return undefined;
  },

  changeOrganization: async (asked) => {
    const named = orRefuse(await asked.as((tx) => renameOrganization(tx, asked.body.name)));
    return { id: asked.who.person.org, name: named };
  },

  listClients: async (asked) => ({ rows: [...(await asked.as(countClients))] }),

  addClient: async (asked) => orRefuse(await asked.as((tx) => addClient(tx, asked.body))),

  changeClient: async (asked) => orRefuse(await asked.as((tx) => changeClient(tx, asked.params.client, asked.body))),

  listApiKeys: async (asked) => {
    const keys = await listKeys(asked.hall.signIn.auth, await logins(asked));
    return { rows: keys.map((k) => ({ ...k, scopes: [...k.scopes] })) };
  },

  addApiKey: async (asked) => {
    const { name, scopes, ends } = asked.body;
    const seconds = ends == null ? null : secondsUntil(ends, asked.hall.now());
    const { login } = asked.who.person;
    const { key, secret } = await makeKey(asked.hall.signIn.auth, { login, name, scopes, seconds });
    const body = { name, scopes: [...scopes], ends: ends ?? null };
    await noteSignIn(asked.hall.open.desk.store, asked.who.person, "key made", body);
    return { key: { ...key, scopes: [...key.scopes] }, secret };
  },

  removeApiKey: async (asked) => {
    const ended = await endKey(asked.hall.signIn.auth, await logins(asked), asked.params.key);
    if (ended === undefined) throw new Refused("not-found", "There is no such key.");
    await noteSignIn(asked.hall.open.desk.store, asked.who.person, "key ended", { name: ended.name });
    return undefined;
  },

  listAccess: async (asked) => {
    const { cursor, limit, case: subject, person } = asked.query;
    const after = placeIn(momentPlace, cursor);
    const rows = await asked.as((tx) => listAccess(tx, { limit, after, subject, person }));
    return pageOf(
      rows,
      limit,
      ({ at, id }) => ({ at, id }),
      ({ at, person: name, act, subject: of }) => ({ at, person: name, act, subject: of }),
    );
  },
};

const DAY_SECONDS = 86_400;

/** Seconds until a day is over, in UTC. */
function secondsUntil(day: string, now: string): number {
  const seconds = Math.floor((Date.parse(`${day}T00:00:00Z`) - Date.parse(now)) / 1000) + DAY_SECONDS;
  if (!(seconds >= DAY_SECONDS))
    throw new Refused("not-valid", { fields: [{ path: "ends", message: "Tomorrow or later." }] });
  return seconds;
}
