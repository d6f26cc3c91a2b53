import type { Json } from "./filter.ts";
import { MOST_COUNT } from "./list.ts";
import { GROUP_SCHEMA, USER_SCHEMA } from "./views.ts";

/** What of SCIM is spoken here, in the forms of RFC 7643, 5 to 7. */

export const configOf = (base: string): Json => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_COUNT },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "Token",
      description: "A token made in Settings, People, sent as Authorization: Bearer.",
      specUri: "https://www.rfc-editor.org/rfc/rfc6750",
      primary: true,
    },
  ],
  meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
});

const typeOf = (base: string, name: "User" | "Group", schema: string, description: string): Json => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
  ...{ id: name, name, endpoint: `/${name}s`, description, schema },
  meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${name}` },
});

export const typesOf = (base: string): readonly Json[] => [
  typeOf(base, "User", USER_SCHEMA, "A person of the organization"),
  typeOf(base, "Group", GROUP_SCHEMA, "A group of the directory; what it gives is said in Settings"),
];

interface More {
  readonly required?: boolean;
  readonly caseExact?: boolean;
  readonly mutability?: "readOnly" | "readWrite" | "immutable";
  readonly uniqueness?: "none" | "server";
  readonly type?: "string" | "boolean" | "complex" | "reference";
  readonly multiValued?: boolean;
  readonly subAttributes?: readonly Json[];
}

const attribute = (name: string, description: string, more: More = {}): Json => ({
  ...{ name, type: "string", multiValued: false, description, required: false, caseExact: false },
  ...{ mutability: "readWrite", returned: "default", uniqueness: "none" },
  ...more,
});

const USER = [
  attribute("userName", "What the directory signs the person in by", { required: true, uniqueness: "server" }),
  attribute("displayName", "The name the person is shown by"),
  attribute("name", "The name in its parts", {
    type: "complex",
    subAttributes: [
      attribute("formatted", "The whole name"),
      attribute("givenName", "First name"),
      attribute("familyName", "Last name"),
    ],
  }),
  attribute("emails", "Addresses; the primary one, else that of work, is the person's", {
    ...{ type: "complex", multiValued: true },
    subAttributes: [
      attribute("value", "The address"),
      attribute("type", "work or another"),
      attribute("primary", "Whether it is the one", { type: "boolean" }),
    ],
  }),
  attribute("active", "False ends the person's access at once", { type: "boolean" }),
  attribute("groups", "Groups the person is in", {
    ...{ type: "complex", multiValued: true, mutability: "readOnly" },
    subAttributes: [
      attribute("value", "Id of the group", { mutability: "readOnly" }),
      attribute("display", "Its name", { mutability: "readOnly" }),
    ],
  }),
];

const GROUP = [
  attribute("displayName", "The group's name", { required: true, uniqueness: "server" }),
  attribute("members", "Who is in it", {
    ...{ type: "complex", multiValued: true },
    subAttributes: [
      attribute("value", "Id of the user", { mutability: "immutable", caseExact: true }),
      attribute("display", "The user's name", { mutability: "readOnly" }),
    ],
  }),
];

const schemaOf = (base: string, id: string, name: string, attributes: readonly Json[]): Json => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
  ...{ id, name, description: name, attributes },
  meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
});

export const schemasOf = (base: string): readonly Json[] => [
  schemaOf(base, USER_SCHEMA, "User", USER),
  schemaOf(base, GROUP_SCHEMA, "Group", GROUP),
];
