import type { ClaimAsked } from "#app/find-claim.ts";
import { makeHome } from "#app/home.ts";
import type { Invocation } from "./command.ts";
import type { Io } from "./io.ts";
import { progressOn } from "./progress.ts";
import { dayOf } from "./run-demo.ts";

/** The claim, the files and the flags that every command about one claim takes. */
export function claimAsked(typed: Invocation, io: Io): ClaimAsked {
  const { facts, profile, mapping, books } = typed.values;
  const [claim = "", ...paths] = typed.args;
  const { home, booksDir } = io.config;
  return { claim, paths, asOf: dayOf(typed), home, booksDir: books ?? booksDir, facts, profile, mapping };
}

/** Asks with a progress bar, which is gone before anything is answered. */
export async function askClaim<A extends ClaimAsked, T>(io: Io, asked: A, run: (asked: A) => Promise<T>): Promise<T> {
  makeHome(io.config.home);
  const progress = progressOn(io);
  const answer = await run({ ...asked, progress: (done, total, stage) => progress.show(stage, done, total) });
  await progress.end();
  return answer;
}
