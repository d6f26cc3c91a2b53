import { createRoute, z } from "@hono/zod-openapi";
import { HOMES, PERMISSIONS, SCOPES, type Scope } from "#app/desk/people-roles.ts";
import { ROLES } from "#store/tables.ts";
import { day, id, moment, page, pageOf, person, text } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

export const role = z.enum(ROLES).openapi("Role");

/** What a person may do; routes and buttons ask these, never the role. */
export const permission = z.enum(PERMISSIONS).openapi("Permission");

const home = z.enum(HOMES).openapi("Home");

export const client = z
  .object({ id, name: z.string(), prefix: z.string(), cases: z.int(), legalHold: z.string().nullable() })
  .openapi("Client");

export const me = z
  .object({
    person: person.extend({ email: z.string(), role }),
    organization: z.object({ id, name: z.string() }),
    clients: z.array(client.pick({ id: true, name: true, prefix: true })),
    permissions: z.array(permission),
    /** Today where the practice is, and the federal holiday it is, if any. */
    today: day,
    holiday: z.string().nullable(),
    /** True when the data is invented and anybody on this machine may look around. */
    demo: z.boolean(),
    secondFactor: z.boolean(),
    password: z.boolean().openapi({ description: "False for who comes in by a provider alone." }),
    sessionEnds: moment,
    preferences: z.object({ singleKeys: z.boolean(), home: home.nullable() }),
    home: home.openapi({ description: "The page that stands first: the chosen one, else that of the role." }),
    chain: z.object({ events: z.int(), intact: z.boolean().nullable(), checkedAt: moment.nullable() }),
    /** Steps of the first run that are still to do; empty when done or put away. */
    firstSteps: z.array(z.object({ step: z.string(), done: z.boolean(), minutes: z.int() })),
  })
  .openapi("Me");

export const getMe = createRoute({
  method: "get",
  path: "/v1/me",
  tags: ["People"],
  summary: "Who is signed in, for whom, and what they may do",
  responses: { 200: json(me, "The person."), ...refusals },
});

export const changeMe = createRoute({
  method: "patch",
  path: "/v1/me",
  tags: ["People"],
  summary: "One's own preferences",
  request: {
    headers: idempotencyKey,
    body: body(
      z.object({
        singleKeys: z.boolean().optional(),
        firstStepsPutAway: z.boolean().optional(),
        home: home.nullable().optional().openapi({ description: "Null for that of the role." }),
      }),
    ),
  },
  responses: { 200: json(me, "The person as changed."), ...refusals },
});

export const changeOrganization = createRoute({
  method: "patch",
  path: "/v1/organization",
  tags: ["People"],
  summary: "Rename the organization",
  request: { headers: idempotencyKey, body: body(z.object({ name: text(200) })) },
  responses: { 200: json(z.object({ id, name: z.string() }), "The organization."), ...refusals },
});

export const signInToDemo = createRoute({
  method: "post",
  path: "/v1/demo/sign-in",
  tags: ["People"],
  summary: "Sign in to the demo with one click; on this machine only",
  responses: { 204: { description: "Signed in." }, ...refusals },
});

export const getHealth = createRoute({
  method: "get",
  path: "/v1/health",
  tags: ["People"],
  summary: "Whether the server is ready, its version, and how one signs in",
  responses: {
    200: json(
      z.object({
        ready: z.boolean(),
        version: z.string(),
        engine: z.enum(["embedded", "postgres"]),
        /** True until the first owner has an account. */
        empty: z.boolean(),
        demo: z.boolean(),
        sso: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
      "Ready or not.",
    ),
  },
});

const personRow = person
  .extend({
    email: z.string(),
    role,
    clients: z.union([z.literal("all"), z.array(id)]),
    secondFactor: z.boolean(),
    lastSeen: moment.nullable(),
    joined: z
      .boolean()
      .openapi({ description: "False of who was invited, or made by a directory, and never came in." }),
    managed: z
      .enum(["name and access", "everything"])
      .nullable()
      .openapi({ description: "What a directory sets of the person: with everything, role and clients too." }),
  })
  .openapi("Person");
const grant = { role, clients: z.union([z.literal("all"), z.array(id).min(1).max(1000)]) };

export const listPeople = createRoute({
  method: "get",
  path: "/v1/people",
  tags: ["People"],
  summary: "The people of the organization",
  responses: { 200: json(z.object({ rows: z.array(personRow) }), "People."), ...refusals },
});

export const invitePerson = createRoute({
  method: "post",
  path: "/v1/people",
  tags: ["People"],
  summary: "Invite a person; the link to join is shown once",
  request: { headers: idempotencyKey, body: body(z.object({ name: text(200), email: z.email().max(200), ...grant })) },
  responses: { 201: json(z.object({ person: personRow, link: z.string() }), "Invited."), ...refusals },
});

export const changePerson = createRoute({
  method: "patch",
  path: "/v1/people/{person}",
  tags: ["People"],
  summary: "Change a person's role and clients",
  request: { headers: idempotencyKey, params: z.object({ person: id }), body: body(z.object(grant)) },
  responses: { 200: json(personRow, "The person."), ...refusals },
});

export const removePerson = createRoute({
  method: "delete",
  path: "/v1/people/{person}",
  tags: ["People"],
  summary: "End a person's access; what they did stays",
  request: { headers: idempotencyKey, params: z.object({ person: id }) },
  responses: { 204: { description: "Ended." }, ...refusals },
});

export const listClients = createRoute({
  method: "get",
  path: "/v1/clients",
  tags: ["Clients"],
  summary: "The practices this organization works for",
  responses: { 200: json(z.object({ rows: z.array(client) }), "Clients."), ...refusals },
});

const clientGiven = z.object({ name: text(200), prefix: z.string().regex(/^[A-Z][A-Z0-9]{0,5}$/) });

export const addClient = createRoute({
  method: "post",
  path: "/v1/clients",
  tags: ["Clients"],
  summary: "Add a practice",
  request: { headers: idempotencyKey, body: body(clientGiven) },
  responses: { 201: json(client, "Added."), ...refusals },
});

export const changeClient = createRoute({
  method: "patch",
  path: "/v1/clients/{client}",
  tags: ["Clients"],
  summary: "Rename a practice, or hold its data",
  request: {
    headers: idempotencyKey,
    params: z.object({ client: id }),
    body: body(z.object({ name: text(200).optional(), legalHold: text(500).nullable().optional() })),
  },
  responses: { 200: json(client, "The client."), ...refusals },
});

const scope = z.enum(Object.keys(SCOPES) as [Scope, ...Scope[]]);
const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(scope),
    made: moment,
    ends: moment.nullable(),
    lastUsed: moment.nullable(),
  })
  .openapi("ApiKey");

export const listApiKeys = createRoute({
  method: "get",
  path: "/v1/api-keys",
  tags: ["People"],
  summary: "Keys of programs",
  responses: { 200: json(z.object({ rows: z.array(apiKey) }), "Keys, without their secrets."), ...refusals },
});

export const addApiKey = createRoute({
  method: "post",
  path: "/v1/api-keys",
  tags: ["People"],
  summary: "Make a key for a program; its secret is shown once",
  request: {
    headers: idempotencyKey,
    body: body(z.object({ name: text(100), scopes: z.array(scope).min(1), ends: day.nullable().optional() })),
  },
  responses: { 201: json(z.object({ key: apiKey, secret: z.string() }), "Made."), ...refusals },
});

export const removeApiKey = createRoute({
  method: "delete",
  path: "/v1/api-keys/{key}",
  tags: ["People"],
  summary: "End a key",
  request: { headers: idempotencyKey, params: z.object({ key: z.string().max(100) }) },
  responses: { 204: { description: "Ended." }, ...refusals },
});

export const listAccess = createRoute({
  method: "get",
  path: "/v1/access-log",
  tags: ["Audit"],
  summary: "Who read which patient's data, newest first",
  request: { query: z.object({ ...page, case: id.optional(), person: id.optional() }) },
  responses: {
    200: json(
      pageOf(
        z.object({ at: moment, person: z.string().nullable(), act: z.string(), subject: z.string() }).openapi("Access"),
      ),
      "Reads.",
    ),
    ...refusals,
  },
});
