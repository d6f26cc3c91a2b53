import type { ScimGroup } from "#app/desk/scim-groups.ts";
import type { ScimPerson } from "#app/desk/scim-people.ts";
import type { Json } from "./filter.ts";

/** People and groups as SCIM writes them. `base` is the address of /scim/v2 as the directory reaches it. */

export const USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** The version of a resource, weak, as a header and in meta. */
export const etagOf = ({ version }: { readonly version: number }): string => `W/"${version}"`;

const metaOf = (type: "User" | "Group", of: ScimPerson | ScimGroup, base: string): Json => ({
  ...{ resourceType: type, created: of.madeAt, lastModified: of.changedAt },
  ...{ location: `${base}/${type}s/${of.id}`, version: etagOf(of) },
});

export function userView(p: ScimPerson, base: string): Json {
  return {
    schemas: [USER_SCHEMA],
    id: p.id,
    ...(p.externalId !== null && { externalId: p.externalId }),
    userName: p.userName,
    ...(p.managed ? {} : { emails: [{ value: p.email, type: "work", primary: true }] }),
    ...p.body,
    active: p.active,
    groups: p.groups.map((g) => ({ value: g.id, display: g.name, $ref: `${base}/Groups/${g.id}`, type: "direct" })),
    meta: metaOf("User", p, base),
  };
}

export function groupView(g: ScimGroup, base: string): Json {
  return {
    schemas: [GROUP_SCHEMA],
    id: g.id,
    ...(g.externalId !== null && { externalId: g.externalId }),
    displayName: g.name,
    members: g.members.map((m) => ({ value: m.id, display: m.name, $ref: `${base}/Users/${m.id}`, type: "User" })),
    meta: metaOf("Group", g, base),
  };
}
