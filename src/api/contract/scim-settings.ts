import { createRoute, z } from "@hono/zod-openapi";
import { day, id, moment, text } from "./form.ts";
import { role } from "./people.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** People from a directory, as Settings show and set it: tokens, what groups give, and whose cases wait for another. */

const clients = z.union([z.literal("all"), z.array(id).max(1000)]);
const grant = z.object({ role, clients }).openapi("Grant");
const given = z.object({ role, clients: z.union([z.literal("all"), z.array(id).min(1).max(1000)]) });

const token = z
  .object({
    id,
    name: z.string(),
    madeAt: moment,
    madeBy: z.string().nullable(),
    endsAt: moment.nullable(),
    usedAt: moment.nullable().openapi({ description: "To the minute; null while it was never used." }),
  })
  .openapi("ScimToken");

const group = z
  .object({
    id,
    name: z.string(),
    members: z.int(),
    grant: grant.nullable().openapi({ description: "Null while nobody said what it gives." }),
  })
  .openapi("ScimGroup");

const scim = z
  .object({
    address: z.string().openapi({ description: "What a directory calls the tenant URL or the base URL." }),
    tokens: z.array(token),
    least: grant.openapi({ description: "What somebody gets whose groups give nothing." }),
    groups: z.array(group),
    inactive: z.array(
      z.object({
        id,
        name: z.string(),
        since: moment,
        cases: z.int().openapi({ description: "Cases not closed that are still theirs." }),
      }),
    ),
  })
  .openapi("Scim");

const tags = ["People"];

export const getScim = createRoute({
  ...{ method: "get", path: "/v1/scim", tags },
  summary: "People from a directory: its tokens, its groups and what they give, and who was let go",
  responses: { 200: json(scim, "As it is."), ...refusals },
});

export const addScimToken = createRoute({
  ...{ method: "post", path: "/v1/scim/tokens", tags },
  summary: "Make a token for a directory; its secret is shown once",
  request: {
    headers: idempotencyKey,
    body: body(z.strictObject({ name: text(100), ends: day.nullable().optional() })),
  },
  responses: { 201: json(z.object({ token, secret: z.string() }), "Made."), ...refusals },
});

export const removeScimToken = createRoute({
  ...{ method: "delete", path: "/v1/scim/tokens/{token}", tags },
  summary: "End a token; with the last one people can be changed by hand again",
  request: { headers: idempotencyKey, params: z.object({ token: id }) },
  responses: { 204: { description: "Ended." }, ...refusals },
});

export const putScimLeast = createRoute({
  ...{ method: "put", path: "/v1/scim/least", tags },
  summary: "Choose what somebody gets whose groups give nothing",
  request: { headers: idempotencyKey, body: body(given) },
  responses: { 200: json(grant, "Kept."), ...refusals },
});

export const mapScimGroup = createRoute({
  ...{ method: "put", path: "/v1/scim/groups/{group}", tags },
  summary: "Say what a group of the directory gives; who is in it may do it at once",
  request: {
    headers: idempotencyKey,
    params: z.object({ group: id }),
    body: body(z.strictObject({ grant: given.nullable() })),
  },
  responses: { 200: json(group, "The group."), ...refusals },
});

export const linkPerson = createRoute({
  ...{ method: "post", path: "/v1/people/{person}/link", tags },
  summary: "Another link to join for somebody who has not, shown once",
  request: { headers: idempotencyKey, params: z.object({ person: id }) },
  responses: { 201: json(z.object({ link: z.string() }), "Made."), ...refusals },
});
