import { createRoute, z } from "@hono/zod-openapi";
import { id, moment, ofClient, page, pageOf, text } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** Settings, the audit trail, and what may be done with all data at once. */

const version = z.int().min(0);

export const getProfile = createRoute({
  method: "get",
  path: "/v1/clients/{client}/profile",
  tags: ["Settings"],
  summary: "The practice profile with its contracts, key for key as a profile file",
  request: { params: z.object({ client: id }) },
  responses: {
    200: json(
      z.object({
        version,
        profile: z.record(z.string(), z.unknown()),
        changedAt: moment.nullable(),
        by: z.string().nullable(),
      }),
      "The profile.",
    ),
    ...refusals,
  },
});

export const putProfile = createRoute({
  method: "put",
  path: "/v1/clients/{client}/profile",
  tags: ["Settings"],
  summary: "Replace the profile; open cases are decided again",
  request: {
    params: z.object({ client: id }),
    headers: idempotencyKey,
    body: body(z.object({ saw: version, profile: z.record(z.string().max(100), z.unknown()) })),
  },
  responses: { 200: json(z.object({ version, said: z.string() }), "Kept."), ...refusals },
});

export const security = z
  .object({
    sessionMinutes: z.int().min(5).max(720),
    secondFactorNeeded: z.boolean(),
    sso: z.array(z.object({ id: z.string(), name: z.string(), issuer: z.string(), clientId: z.string() })),
  })
  .openapi("Security");

export const getSecurity = createRoute({
  method: "get",
  path: "/v1/settings/security",
  tags: ["Settings"],
  summary: "Sessions, second factor, single sign-on",
  responses: { 200: json(security, "Security."), ...refusals },
});

export const putSecurity = createRoute({
  method: "put",
  path: "/v1/settings/security",
  tags: ["Settings"],
  summary: "Change security; asks to prove again that it is you",
  request: {
    headers: idempotencyKey,
    body: body(
      security.extend({
        sso: z
          .array(
            z.object({
              id: text(50),
              name: text(100),
              issuer: z.url().max(500),
              clientId: text(200),
              clientSecret: text(500).optional(),
            }),
          )
          .max(10),
      }),
    ),
  },
  responses: { 200: json(security, "Kept."), ...refusals },
});

export const auditEvent = z
  .object({
    seq: z.int(),
    at: moment,
    actor: z.string(),
    type: z.string(),
    subject: z.string().nullable(),
    what: z.string(),
    hash: z.string(),
    previous: z.string(),
  })
  .openapi("AuditEvent");

export const listEvents = createRoute({
  method: "get",
  path: "/v1/audit/events",
  tags: ["Audit"],
  summary: "The organization's events, newest first",
  request: { query: ofClient.extend({ ...page, type: z.string().max(60).optional() }) },
  responses: { 200: json(pageOf(auditEvent), "Events."), ...refusals },
});

export const verifyChain = createRoute({
  method: "post",
  path: "/v1/audit/verify",
  tags: ["Audit"],
  summary: "Read the whole chain back and name what was changed, is missing or out of order",
  responses: {
    200: json(
      z.object({
        events: z.int(),
        intact: z.boolean(),
        imports: z.int().openapi({ description: "Imports whose rows were compared with the digest in their event." }),
        findings: z.array(z.object({ seq: z.int().nullable(), what: z.string() })),
        checkedAt: moment,
        head: z.string(),
      }),
      "The chain.",
    ),
    ...refusals,
  },
});

export const getData = createRoute({
  method: "get",
  path: "/v1/data",
  tags: ["Settings"],
  summary: "Where the data is, how large, how old the last backup",
  responses: {
    200: json(
      z.object({
        engine: z.enum(["embedded", "postgres"]),
        folder: z.string().nullable(),
        key: z.string().openapi({ description: "Where the master key is kept; never the key." }),
        bytes: z.int(),
        lastBackup: moment.nullable(),
        holds: z.array(z.object({ client: z.string().nullable(), reason: z.string() })),
      }),
      "The data.",
    ),
    ...refusals,
  },
});

export const backUp = createRoute({
  method: "post",
  path: "/v1/data/backup",
  tags: ["Settings"],
  summary: "A backup as a file; the key is not in it",
  responses: { 200: { description: "The backup." }, ...refusals },
});

export const exportAll = createRoute({
  method: "post",
  path: "/v1/data/export",
  tags: ["Settings"],
  summary: "Everything of the organization, or of one client, in open formats, as a zip",
  request: { query: ofClient },
  responses: { 200: { description: "The zip." }, ...refusals },
});

export const removeClient = createRoute({
  method: "delete",
  path: "/v1/clients/{client}",
  tags: ["Settings"],
  summary: "Remove a client's data; refused under a legal hold",
  request: {
    params: z.object({ client: id }),
    headers: idempotencyKey,
    body: body(
      z.object({
        name: text(200).openapi({ description: "The client's name, typed, so that the right one is meant." }),
      }),
    ),
  },
  responses: { 204: { description: "Removed." }, ...refusals },
});

/** What comes over /v1/live, as server-sent events: `event` is `topic`, `data` is this. */
export const liveEvent = z
  .discriminatedUnion("topic", [
    z.object({
      topic: z.literal("import"),
      import: id,
      stage: z.string(),
      done: z.int(),
      of: z.int(),
      state: z.string(),
    }),
    z.object({ topic: z.literal("cases"), cases: z.array(z.object({ case: id, version: z.int() })), by: z.string() }),
    z.object({
      topic: z.literal("deciding").openapi({ description: "Open cases decided again, because `why` moved." }),
      client: id,
      why: z.string(),
      done: z.int(),
      of: z.int(),
    }),
    z.object({ topic: z.literal("map") }),
    z.object({ topic: z.literal("here"), case: id, who: z.array(z.object({ id, initials: z.string() })) }),
  ])
  .openapi("LiveEvent");

export const beHere = createRoute({
  method: "post",
  path: "/v1/cases/{case}/here",
  tags: ["Work"],
  summary: "Say that you look at a case, again every 20 seconds, or no longer; others see your initials",
  request: { params: z.object({ case: id }), body: body(z.object({ here: z.boolean() })) },
  responses: {
    200: json(z.object({ who: z.array(z.object({ id, initials: z.string() })) }), "Who else is there."),
    ...refusals,
  },
});

export const getLive = createRoute({
  method: "get",
  path: "/v1/live",
  tags: ["Work"],
  summary: "Progress and changes as they happen (text/event-stream)",
  responses: {
    200: { description: "A stream of LiveEvent.", content: { "text/event-stream": { schema: liveEvent } } },
    401: refusals[401],
  },
});
