import { z } from "@hono/zod-openapi";
import { because, problemOfInput } from "./form.ts";

/**
 * Every refusal and failure, as RFC 9457 says it (application/problem+json). `detail` is a sentence for the person:
 * what happened, what was and was not changed, what to do. It never holds a value of a claim.
 */
export const problem = z
  .object({
    type: z.string().openapi({ example: "/problems/stale-version" }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    /** Names the request in the log, so that somebody can be helped. */
    id: z.string(),
    /** Fields of the request that are wrong, by path. */
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** Of a stale version: what happened since, and by whom. */
    since: z.array(z.object({ what: z.string(), by: z.string(), at: z.string() })).optional(),
    /** Of a refused act: the rule. */
    cite: z.string().optional(),
    because: z.array(because).optional(),
    problems: z.array(problemOfInput).optional(),
    /** Facts a paper cannot be written without. */
    missing: z.array(z.object({ fact: z.string(), question: z.string() })).optional(),
  })
  .openapi("Problem");

/** The kinds of refusal, by their `type`. */
export const PROBLEMS = {
  "not-signed-in": 401,
  "step-up-needed": 401,
  "not-allowed": 403,
  "not-found": 404,
  "too-slow": 408,
  "stale-version": 409,
  "not-now": 409,
  "same-key-other-request": 409,
  "too-large": 413,
  "not-this-kind": 415,
  "not-valid": 422,
  "too-many": 429,
  "a-bug": 500,
  "not-ready": 503,
} as const;
export type ProblemType = keyof typeof PROBLEMS;

const problemBody = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problem } },
});

/** What every route may answer beside its own. */
export const refusals = {
  401: problemBody("Sign in, or prove again that it is you."),
  403: problemBody("Not allowed to this role or client."),
  404: problemBody("Nothing by that key that you may see."),
  409: problemBody("Not possible as things stand now."),
  422: problemBody("The request is not right; the fields say where."),
  429: problemBody("Too many requests; wait as Retry-After says."),
} as const;

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

export const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** Sent with every write: the same key and request give the same answer, once done. */
export const idempotencyKey = z.object({
  "idempotency-key": z
    .string()
    .min(8)
    .max(100)
    .optional()
    .openapi({ description: "Made by the sender, new for every act." }),
});
