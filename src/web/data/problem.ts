import type { ProblemType } from "#api/contract/problem.ts";

/** A refusal or failure as the server said it, or as we must say it when no server answered. */
export interface ProblemSaid {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
  /** Names the request in the log. */
  readonly id?: string | undefined;
  readonly fields?: readonly { readonly path: string; readonly message: string }[] | undefined;
  readonly since?: readonly { readonly what: string; readonly by: string; readonly at: string }[] | undefined;
  readonly cite?: string | undefined;
  readonly missing?: readonly { readonly fact: string; readonly question: string }[] | undefined;
}

/** Thrown by every question and act that was not answered well; pages show `said`, they never word it anew. */
export class ApiProblem extends Error {
  readonly said: ProblemSaid;

  constructor(said: ProblemSaid) {
    super(said.title);
    this.name = "ApiProblem";
    this.said = said;
  }

  /** `problem.is("stale-version")`. */
  is(type: ProblemType): boolean {
    return this.said.type === `/problems/${type}`;
  }
}

const UNREACHED: ProblemSaid = {
  type: "/problems/unreached",
  title: "Parley does not answer",
  status: 0,
  detail: "Nothing was changed. Start Parley again on this machine, or check the network, then try again.",
};

/** Any failure as a problem: the server's own words where it gave some. */
export function problemFrom(body: unknown, response: Response | undefined): ApiProblem {
  if (response === undefined) return new ApiProblem(UNREACHED);
  if (typeof body === "object" && body !== null && "type" in body && "title" in body && "status" in body)
    return new ApiProblem(body as ProblemSaid);
  return new ApiProblem({
    type: "/problems/not-understood",
    title: "Parley gave no answer that can be read",
    status: response.status,
    detail: "Nothing more is known about what happened. Load the page again before trying once more.",
  });
}

/** The problem inside whatever a query or act threw. */
export const asProblem = (thrown: unknown): ApiProblem =>
  thrown instanceof ApiProblem
    ? thrown
    : new ApiProblem({
        type: "/problems/window",
        title: "This page failed",
        status: 0,
        detail: "Nothing was sent. Load the page again; if it fails once more, tell us what you did last.",
      });
