import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { faulty, mustMatch, scimAnswer, scimBody } from "#api/scim/answer.ts";
import type { Json } from "#api/scim/filter.ts";
import { listed, shown } from "#api/scim/list.ts";
import { type Fault, keptIn, patched, type Shape } from "#api/scim/patch.ts";
import { GROUP, readGroup, readPerson, USER } from "#api/scim/resource.ts";
import { configOf, schemasOf, typesOf } from "#api/scim/schemas.ts";
import { etagOf, groupView, userView } from "#api/scim/views.ts";
import { endSignIn } from "#api/sign-in/ended.ts";
import { inTurn } from "#app/desk/people.ts";
import type { NotNow } from "#app/desk/refused.ts";
import {
  addScimGroup,
  listScimGroups,
  putScimGroup,
  removeScimGroup,
  type ScimGroup,
  scimGroup,
} from "#app/desk/scim-groups.ts";
import {
  addScimPerson,
  listScimPeople,
  putScimPerson,
  removeScimPerson,
  type ScimPerson,
  scimPerson,
} from "#app/desk/scim-people.ts";
import type { Result } from "#base/result.ts";
import type { TenantTx } from "#store/store.ts";

/** SCIM 2.0: what a directory reads and writes. A refusal is thrown inside its transaction, so that nothing of it stays. */

type Of = Pick<Asked, "hall" | "directory" | "request">;

/** The address of /scim/v2 as whoever asks reaches it. */
export const scimBase = ({ hall, request }: Pick<Asked, "hall" | "request">): string =>
  `${(hall.publicUrl ?? new URL(request.url).origin).replace(/\/$/, "")}/scim/v2`;

const reading = <T>({ hall, directory }: Of, work: (tx: TenantTx) => Promise<T>): Promise<T> =>
  hall.open.desk.store.as({ org: directory.org, clients: "all" }, work);

/** A change: one after the other in an organization, so that two at once never make the same name, or no owner. */
const writing = <T>(asked: Of, work: (tx: TenantTx) => Promise<Result<T, NotNow>>): Promise<T> =>
  reading(asked, async (tx) => {
    await inTurn(tx);
    return orRefuse(await work(tx));
  });

function orFault<T>(read: Result<T, Fault>): T {
  if (!read.ok) throw faulty(read.error);
  return read.value;
}

const none = (what: string): Refused => new Refused("not-found", `There is no such ${what} here.`);

/** What a PATCH leaves of a resource as it is now. */
const patchedView = (shape: Shape, view: Json, body: Json): Json => orFault(patched(shape, keptIn(shape, view), body));

interface Picked {
  readonly query: { readonly attributes?: string | undefined; readonly excludedAttributes?: string | undefined };
}

function answerOf(asked: Of & Picked, of: ScimPerson | ScimGroup, view: Json, status = 200): Response {
  const where = status === 201 ? { location: String((view.meta as Json).location) } : {};
  return scimAnswer(shown(view, asked.query), status, { etag: etagOf(of), ...where });
}

const userAnswer = (asked: Of & Picked, of: ScimPerson, status?: number): Response =>
  answerOf(asked, of, userView(of, scimBase(asked)), status);

const groupAnswer = (asked: Of & Picked, of: ScimGroup, status?: number): Response =>
  answerOf(asked, of, groupView(of, scimBase(asked)), status);

async function userIn(asked: Of, tx: TenantTx, id: string): Promise<ScimPerson> {
  const user = await scimPerson(tx, id);
  if (user === undefined) throw none("user");
  mustMatch(asked.request, etagOf(user));
  return user;
}

async function groupIn(asked: Of, tx: TenantTx, id: string): Promise<ScimGroup> {
  const group = await scimGroup(tx, id);
  if (group === undefined) throw none("group");
  mustMatch(asked.request, etagOf(group));
  return group;
}

/** Changes a user; who is not active, or was not until now, has no session and no key of before. */
async function changeUser(
  asked: Asked<"putScimUser" | "patchScimUser">,
  next: (view: Json, body: Json) => Json,
): Promise<Response> {
  const body = await scimBody(asked.request);
  const { user: id } = asked.params;
  const { was, is } = await writing(asked, async (tx) => {
    const was = await userIn(asked, tx, id);
    const given = orFault(readPerson(next(userView(was, ""), body)));
    const is = await putScimPerson(tx, asked.directory, id, given);
    return is.ok ? { ok: true, value: { was, is: is.value } } : is;
  });
  if (!was.active || !is.active) await endSignIn(asked.hall, is.login);
  asked.hall.signIn.forget();
  return userAnswer(asked, is);
}

async function changeGroup(
  asked: Asked<"putScimGroup" | "patchScimGroup">,
  next: (view: Json, body: Json) => Json,
): Promise<Response> {
  const body = await scimBody(asked.request);
  const { group: id } = asked.params;
  const group = await writing(asked, async (tx) => {
    const was = await groupIn(asked, tx, id);
    return await putScimGroup(tx, asked.directory, id, orFault(readGroup(next(groupView(was, ""), body))));
  });
  asked.hall.signIn.forget();
  return groupAnswer(asked, group);
}

type Names =
  | "getScimConfig"
  | "listScimTypes"
  | "listScimSchemas"
  | "listScimUsers"
  | "addScimUser"
  | "getScimUser"
  | "putScimUser"
  | "patchScimUser"
  | "removeScimUser"
  | "listScimGroups"
  | "addScimGroup"
  | "getScimGroup"
  | "putScimGroup"
  | "patchScimGroup"
  | "removeScimGroup";

export const SCIM: HandlersOf<Names> = {
  getScimConfig: async (asked) => scimAnswer(configOf(scimBase(asked))),
  listScimTypes: async (asked) => scimAnswer(listed(typesOf(scimBase(asked)), {})),
  listScimSchemas: async (asked) => scimAnswer(listed(schemasOf(scimBase(asked)), {})),

  listScimUsers: async (asked) => {
    const base = scimBase(asked);
    const people = await reading(asked, listScimPeople);
    return scimAnswer(
      listed(
        people.map((p) => userView(p, base)),
        asked.query,
      ),
    );
  },

  addScimUser: async (asked) => {
    const given = orFault(readPerson(await scimBody(asked.request)));
    const user = await writing(asked, (tx) => addScimPerson(tx, asked.directory, given));
    // Who tried to come in a moment before is let in now.
    asked.hall.signIn.forget();
    return userAnswer(asked, user, 201);
  },

  getScimUser: async (asked) => {
    const user = await reading(asked, (tx) => scimPerson(tx, asked.params.user));
    if (user === undefined) throw none("user");
    return userAnswer(asked, user);
  },

  putScimUser: (asked) => changeUser(asked, (_, body) => body),
  patchScimUser: (asked) => changeUser(asked, (view, body) => patchedView(USER, view, body)),

  removeScimUser: async (asked) => {
    const gone = await writing(asked, async (tx) => {
      await userIn(asked, tx, asked.params.user);
      return await removeScimPerson(tx, asked.directory, asked.params.user);
    });
    await endSignIn(asked.hall, gone.login);
    asked.hall.signIn.forget();
    return undefined;
  },

  listScimGroups: async (asked) => {
    const base = scimBase(asked);
    const groups = await reading(asked, listScimGroups);
    return scimAnswer(
      listed(
        groups.map((g) => groupView(g, base)),
        asked.query,
      ),
    );
  },

  addScimGroup: async (asked) => {
    const given = orFault(readGroup(await scimBody(asked.request)));
    const group = await writing(asked, (tx) => addScimGroup(tx, asked.directory, given));
    asked.hall.signIn.forget();
    return groupAnswer(asked, group, 201);
  },

  getScimGroup: async (asked) => {
    const group = await reading(asked, (tx) => scimGroup(tx, asked.params.group));
    if (group === undefined) throw none("group");
    return groupAnswer(asked, group);
  },

  putScimGroup: (asked) => changeGroup(asked, (_, body) => body),
  patchScimGroup: (asked) => changeGroup(asked, (view, body) => patchedView(GROUP, view, body)),

  removeScimGroup: async (asked) => {
    await writing(asked, async (tx) => {
      await groupIn(asked, tx, asked.params.group);
      return await removeScimGroup(tx, asked.directory, asked.params.group);
    });
    asked.hall.signIn.forget();
    return undefined;
  },
};
