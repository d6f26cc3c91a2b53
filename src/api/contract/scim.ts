import { createRoute, z } from "@hono/zod-openapi";
import { id } from "./form.ts";

/**
 * SCIM 2.0 (RFC 7643, 7644), for a directory that says who works here: Okta, Microsoft Entra. Its forms and its errors are the
 * RFC's, not ours: what is sent is read by api/scim, because directories send more than they need and each in its own way.
 */

const TYPE = "application/scim+json";

const loose = z.record(z.string(), z.unknown()).openapi("ScimResource", {
  description: "A resource of RFC 7643: a User, a Group, a ListResponse or a description of them.",
});

const scimError = z
  .object({
    schemas: z.array(z.string()),
    status: z.string().openapi({ example: "409" }),
    scimType: z.string().optional().openapi({ example: "uniqueness" }),
    detail: z.string(),
  })
  .openapi("ScimError");

const answer = (description: string) => ({ description, content: { [TYPE]: { schema: loose } } });
const failure = (description: string) => ({ description, content: { [TYPE]: { schema: scimError } } });

const refusals = {
  400: failure("The request is not right; scimType says in what."),
  401: failure("The token is none, was ended, or is past its end."),
  403: failure("It would leave the organization without an owner."),
  404: failure("Nothing by that id here."),
  409: failure("The name is somebody's already."),
  412: failure("It was changed since; read it again."),
  429: failure("Too many requests; wait as Retry-After says."),
} as const;

const given = { required: true, content: { [TYPE]: { schema: loose } } };
const user = z.object({ user: id });
const group = z.object({ group: id });

const picked = {
  attributes: z.string().max(2000).optional(),
  excludedAttributes: z.string().max(2000).optional(),
};
const one = z.looseObject(picked);
const list = z.looseObject({
  ...picked,
  filter: z.string().max(4000).optional().openapi({ example: 'userName eq "maren@harbor.example"' }),
  startIndex: z.string().max(20).optional(),
  count: z.string().max(20).optional(),
});

const tags = ["SCIM"];
const shared = { tags };

export const getScimConfig = createRoute({
  ...{ method: "get", path: "/scim/v2/ServiceProviderConfig", ...shared },
  summary: "What of SCIM is spoken here",
  responses: { 200: answer("The configuration."), ...refusals },
});

export const listScimTypes = createRoute({
  ...{ method: "get", path: "/scim/v2/ResourceTypes", ...shared },
  summary: "Users and Groups, and where they are",
  responses: { 200: answer("Types."), ...refusals },
});

export const listScimSchemas = createRoute({
  ...{ method: "get", path: "/scim/v2/Schemas", ...shared },
  summary: "What is kept of a user and of a group",
  responses: { 200: answer("Schemas."), ...refusals },
});

export const listScimUsers = createRoute({
  ...{ method: "get", path: "/scim/v2/Users", tags },
  summary: "Users, filtered and paged",
  request: { query: list },
  responses: { 200: answer("Users."), ...refusals },
});

export const addScimUser = createRoute({
  ...{ method: "post", path: "/scim/v2/Users", tags },
  summary: "Make a user, who comes in by the organization's provider or by a link",
  request: { query: one, body: given },
  responses: { 201: answer("Made."), ...refusals },
});

export const getScimUser = createRoute({
  ...{ method: "get", path: "/scim/v2/Users/{user}", tags },
  summary: "One user",
  request: { params: user, query: one },
  responses: { 200: answer("The user."), ...refusals },
});

export const putScimUser = createRoute({
  ...{ method: "put", path: "/scim/v2/Users/{user}", tags },
  summary: "Make a user what the directory says, in all it says",
  request: { params: user, query: one, body: given },
  responses: { 200: answer("The user."), ...refusals },
});

export const patchScimUser = createRoute({
  ...{ method: "patch", path: "/scim/v2/Users/{user}", tags },
  summary: "Change some of a user; inactive, they are out at once",
  request: { params: user, query: one, body: given },
  responses: { 200: answer("The user."), ...refusals },
});

export const removeScimUser = createRoute({
  ...{ method: "delete", path: "/scim/v2/Users/{user}", tags },
  summary: "End a user's access and forget what the directory said; what they did stays",
  request: { params: user },
  responses: { 204: { description: "Ended." }, ...refusals },
});

export const listScimGroups = createRoute({
  ...{ method: "get", path: "/scim/v2/Groups", tags },
  summary: "Groups, filtered and paged",
  request: { query: list },
  responses: { 200: answer("Groups."), ...refusals },
});

export const addScimGroup = createRoute({
  ...{ method: "post", path: "/scim/v2/Groups", tags },
  summary: "Make a group; it gives nothing until Settings say what",
  request: { query: one, body: given },
  responses: { 201: answer("Made."), ...refusals },
});

export const getScimGroup = createRoute({
  ...{ method: "get", path: "/scim/v2/Groups/{group}", tags },
  summary: "One group with its members",
  request: { params: group, query: one },
  responses: { 200: answer("The group."), ...refusals },
});

export const putScimGroup = createRoute({
  ...{ method: "put", path: "/scim/v2/Groups/{group}", tags },
  summary: "Make a group what the directory says, with all its members",
  request: { params: group, query: one, body: given },
  responses: { 200: answer("The group."), ...refusals },
});

export const patchScimGroup = createRoute({
  ...{ method: "patch", path: "/scim/v2/Groups/{group}", tags },
  summary: "Put people into a group or take them out; they may do at once what their groups say",
  request: { params: group, query: one, body: given },
  responses: { 200: answer("The group."), ...refusals },
});

export const removeScimGroup = createRoute({
  ...{ method: "delete", path: "/scim/v2/Groups/{group}", tags },
  summary: "Remove a group; what it gave is gone with it",
  request: { params: group },
  responses: { 204: { description: "Removed." }, ...refusals },
});
