import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem.ts";

/** Refusals are answers: asking again gives the same one. Only a server that did not answer is asked again. */
const mayRetry = (count: number, thrown: unknown): boolean =>
  count < 2 && !(thrown instanceof ApiProblem && thrown.said.status >= 400 && thrown.said.status < 500);

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: mayRetry, refetchOnWindowFocus: "always" },
      // An act is sent again only by the person: with its input kept, and knowing what happened.
      mutations: { retry: false },
    },
  });
