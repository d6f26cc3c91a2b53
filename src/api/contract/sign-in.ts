import { createRoute, z } from "@hono/zod-openapi";
import { moment, text } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/**
 * How people begin, join and prove that they are themselves. Signing in, out, TOTP, recovery codes, passkeys and single
 * sign-on are the library's own routes under /v1/auth; sign-in/routes.ts lists those that are open.
 */

/** Twelve characters or more; refused when it is among the passwords everybody tries. */
export const password = z.string().min(12).max(200);

const owner = z.object({
  code: text(40).openapi({ description: "The setup code that `npm start` printed on the terminal." }),
  organization: text(200),
  practice: text(200),
  prefix: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{0,5}$/)
    .openapi({ description: "Letters its cases are numbered by: HR." }),
  name: text(200),
  email: z.email().max(200),
  password,
});

export const makeFirstOwner = createRoute({
  method: "post",
  path: "/v1/first-owner",
  tags: ["People"],
  summary: "Begin: the organization, its first practice, its owner; signs in",
  request: { body: body(owner) },
  responses: { 204: { description: "Made and signed in." }, ...refusals },
});

const secret = z.string().min(20).max(100);

export const readInvitation = createRoute({
  method: "post",
  path: "/v1/invitation",
  tags: ["People"],
  summary: "Whom a link to join is for",
  request: { body: body(z.object({ secret })) },
  responses: {
    200: json(z.object({ organization: z.string(), name: z.string(), email: z.string() }), "The invitation."),
    ...refusals,
  },
});

export const join = createRoute({
  method: "post",
  path: "/v1/join",
  tags: ["People"],
  summary: "Take an invitation; who has no account yet chooses a password; signs in",
  request: { body: body(z.object({ secret, password })) },
  responses: { 204: { description: "Joined and signed in." }, ...refusals },
});

export const prove = createRoute({
  method: "post",
  path: "/v1/prove",
  tags: ["People"],
  summary: "Prove again that it is you, by password or a code of the second factor; good for ten minutes",
  request: {
    headers: idempotencyKey,
    body: body(z.object({ password: z.string().max(200).optional(), code: z.string().max(20).optional() })),
  },
  responses: { 204: { description: "Proved." }, ...refusals },
});

export const listSignIns = createRoute({
  method: "get",
  path: "/v1/me/sign-ins",
  tags: ["People"],
  summary: "How you came in lately, failed tries with your e-mail, and what changed of your password, factors and keys",
  responses: {
    200: json(
      z.object({
        rows: z.array(
          z.object({
            seq: z.int().openapi({ description: "Number of the event in the organization's chain." }),
            at: moment,
            what: z.string().openapi({ example: "signed in" }),
            by: z.string().nullable().openapi({ description: "By what: password, code, passkey, a provider." }),
          }),
        ),
      }),
      "Newest first.",
    ),
    ...refusals,
  },
});
