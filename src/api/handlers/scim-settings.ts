import { randomBytes } from "node:crypto";
import type { HandlersOf } from "#api/handler.ts";
import { originOf } from "#api/headers.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { momentAfter } from "#app/clock.ts";
import { type Grant, invitationLogin, type Reach, relink } from "#app/desk/people.ts";
import { leastOf } from "#app/desk/scim-grants.ts";
import { listScimGroups, mapScimGroup, putLeast, type ScimGroup } from "#app/desk/scim-groups.ts";
import { inactivePeople } from "#app/desk/scim-inactive.ts";
import { addScimToken, endScimToken, listScimTokens } from "#app/desk/scim-token.ts";
import { digestOf, grantOf, SECRET_BYTES } from "./people.ts";
import { scimBase } from "./scim.ts";

/** People from a directory, as Settings show and set it. */

const DAY_MS = 86_400_000;

const reachOf = (clients: Reach): "all" | string[] => (clients === "all" ? "all" : [...clients]);
const grantOut = ({ role, clients }: Grant) => ({ role, clients: reachOf(clients) });

const groupOut = ({ id, name, members, role, clients }: ScimGroup) => ({
  ...{ id, name, members: members.length },
  grant: role === null ? null : grantOut({ role, clients }),
});

/** The end of a day in UTC; null for never. */
function endOf(day: string | null | undefined, now: string): string | null {
  if (day === null || day === undefined) return null;
  const start = Date.parse(`${day}T00:00:00Z`);
  if (!(start >= Date.parse(now)))
    throw new Refused("not-valid", { fields: [{ path: "ends", message: "Tomorrow or later." }] });
  return momentAfter(`${day}T00:00:00.000Z`, DAY_MS);
}

type Names = "getScim" | "addScimToken" | "removeScimToken" | "putScimLeast" | "mapScimGroup" | "linkPerson";

/** Who opens or closes a door for everybody works for all clients. */
function mustBeOfAll({ person }: { readonly person: { readonly clients: Reach } }): void {
  if (person.clients !== "all")
    throw new Refused("not-allowed", "Only somebody who works for all clients connects a directory. Ask an owner.");
}

export const SCIM_SETTINGS: HandlersOf<Names> = {
  getScim: async (asked) => {
    mustBeOfAll(asked.who);
    const { tokens, groups, least, inactive } = await asked.as(async (tx) => ({
      tokens: await listScimTokens(tx),
      groups: await listScimGroups(tx),
      least: await leastOf(tx),
      inactive: await inactivePeople(tx),
    }));
    return {
      address: scimBase(asked),
      tokens: tokens.map((t) => ({ ...t })),
      least: grantOut(least),
      groups: groups.map(groupOut),
      inactive: [...inactive],
    };
  },

  addScimToken: async (asked) => {
    mustBeOfAll(asked.who);
    const { name, ends } = asked.body;
    const given = { name, endsAt: endOf(ends, asked.hall.now()), role: asked.who.person.role };
    const { token, secret } = orRefuse(await asked.as((tx) => addScimToken(tx, given)));
    return { token: { ...token }, secret };
  },

  removeScimToken: async (asked) => {
    mustBeOfAll(asked.who);
    return orRefuse(await asked.as((tx) => endScimToken(tx, asked.params.token)));
  },

  putScimLeast: async (asked) => {
    mustBeOfAll(asked.who);
    const by = grantOf(asked.who);
    const least = await asked.as(async (tx) => orRefuse(await putLeast(tx, by, asked.body)));
    asked.hall.signIn.forget();
    return grantOut(least);
  },

  mapScimGroup: async (asked) => {
    mustBeOfAll(asked.who);
    const by = grantOf(asked.who);
    const { group } = asked.params;
    const mapped = await asked.as(async (tx) => orRefuse(await mapScimGroup(tx, by, group, asked.body.grant)));
    asked.hall.signIn.forget();
    return groupOut(mapped);
  },

  linkPerson: async (asked) => {
    const secret = randomBytes(SECRET_BYTES).toString("base64url");
    const login = invitationLogin(digestOf(secret));
    orRefuse(await asked.as((tx) => relink(tx, grantOf(asked.who), asked.params.person, login)));
    return { link: `${originOf(asked.request)}/join#${secret}` };
  },
};
