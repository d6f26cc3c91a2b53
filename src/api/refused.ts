import type { z } from "@hono/zod-openapi";
import type { NotNow } from "#app/desk/refused.ts";
import type { Problem } from "#base/problem.ts";
import type { Result } from "#base/result.ts";
import { PROBLEMS, type ProblemType, type problem } from "./contract/problem.ts";

/** What a problem may say beside its kind; never a value of a claim. */
export type Detail = Omit<z.input<typeof problem>, "type" | "title" | "status" | "id">;

const TITLES: Readonly<Record<ProblemType, string>> = {
  "not-signed-in": "Sign in first",
  "step-up-needed": "Prove again that it is you",
  "not-allowed": "Not allowed",
  "not-found": "Not here",
  "too-slow": "The request came too slowly",
  "stale-version": "Changed by somebody else",
  "not-now": "Not possible now",
  "same-key-other-request": "This key was used for another request",
  "too-large": "Too large",
  "not-this-kind": "Another kind of content is needed",
  "not-valid": "The request is not right",
  "too-many": "Too many requests",
  "a-bug": "Parley failed",
  "not-ready": "Not ready",
};

/** Thrown by a handler, answered as a problem: the request is refused and nothing was changed by it. */
export class Refused extends Error {
  readonly type: ProblemType;
  readonly more: Detail;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(type: ProblemType, detail?: string | Detail, retryAfter?: number) {
    super(type);
    this.name = "Refused";
    this.type = type;
    this.more = typeof detail === "string" ? { detail } : (detail ?? {});
    this.retryAfter = retryAfter;
  }
}

/** The refusal of a use case, to be thrown. */
export function refusedBy({ code, sentence, cite, since }: NotNow, problems: readonly Problem[] = []): Refused {
  return new Refused(code, {
    detail: sentence,
    ...(cite === undefined ? {} : { cite }),
    ...(since === undefined ? {} : { since: since.map((s) => ({ ...s })) }),
    ...(problems.length === 0
      ? {}
      : { problems: problems.map(({ code, severity, at, message }) => ({ code, severity, at, message })) }),
  });
}

/** What a use case gave; throws its refusal. */
export function orRefuse<T>(result: Result<T, NotNow>): T {
  if (!result.ok) throw refusedBy(result.error);
  return result.value;
}

/** A problem as it goes out. `id` names the request in the log. */
export function problemResponse(type: ProblemType, id: string, more: Detail = {}, retryAfter?: number): Response {
  const status = PROBLEMS[type];
  const said = { type: `/problems/${type}`, title: TITLES[type], status, id, ...more };
  return new Response(JSON.stringify(said), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    },
  });
}
