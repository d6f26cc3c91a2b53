import createClient from "openapi-fetch";
import type { Paths } from "./paths.ts";
import { problemFrom } from "./problem.ts";

/**
 * The door to the API. The session is a cookie that only our own pages send (SameSite=Strict), so a write needs no token;
 * the header below cannot be set by a form of another site, which is the second lock.
 */
export const api = createClient<Paths>({
  baseUrl: globalThis.location?.origin ?? "http://127.0.0.1",
  credentials: "same-origin",
  headers: { accept: "application/json, application/problem+json", "x-requested-with": "parley" },
});

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer; throws ApiProblem for everything else. `answered(api.GET("/v1/me"))`. */
export async function answered<T>(asked: Promise<Answered<T>>): Promise<NonNullable<T>> {
  let answer: Answered<T>;
  try {
    answer = await asked;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") throw thrown;
    throw problemFrom(undefined, undefined);
  }
  if (!answer.response.ok) throw problemFrom(answer.error, answer.response);
  // 204 has no body; whoever asks for one knows that.
  return (answer.data ?? undefined) as NonNullable<T>;
}

/** Sent with every write, new for every act, so that a retry is not done twice. */
export const newKey = (): { "idempotency-key": string } => ({ "idempotency-key": crypto.randomUUID() });
