import type { Day } from "#base/day.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Actor } from "#case/event.ts";
import type { PaperKind } from "#case/event-lists.ts";
import { sha256 } from "#rates/book-file.ts";
import type { Principal } from "#store/principal.ts";
import { actOnCases } from "./act.ts";
import { refusalSaid } from "./case-acts.ts";
import type { Desk } from "./desk.ts";
import { type Paper, printed } from "./papers.ts";
import { type NotNow, notNow } from "./refused.ts";

/** Keeping a paper of ours on its case: the PDF among its files, and the writing of it in its history. */

export interface LetterKept {
  readonly caseId: string;
  readonly saw: number;
  readonly paper: PaperKind;
  readonly to: string;
  readonly offer?: number | undefined;
  readonly agreement?: number | undefined;
  readonly reference?: string | undefined;
  readonly answerBy?: Day | undefined;
  readonly stands?: Day | undefined;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Prints a paper, keeps it and writes down that it was written. Gives the hash of its data, which stands on its pages. */
export async function keepLetter(
  desk: Desk,
  principal: Principal,
  by: Actor,
  given: LetterKept,
  what: Paper,
): Promise<Result<string, NotNow>> {
  const { caseId, saw, paper, to, ...more } = given;
  const own = sha256(what.text);
  const kept = await (await desk.vault(principal.org)).put(once(await printed(what)));
  if (!kept.ok) return err(notNow("not-valid", kept.error.sentence));
  const said = Object.fromEntries(Object.entries(more).filter(([, v]) => v !== undefined));
  const file = { file: kept.value.sha256, name: `${what.name}.pdf`, bytes: kept.value.size };
  const act = { type: "keep letter", paper, to, sha256: own, ...file, ...said } as const;
  const { refused } = await actOnCases(desk, principal, by, [{ caseId, saw, act }]);
  const [no] = refused;
  return no === undefined ? ok(own) : err(await refusalSaid(desk, principal, caseId, no.refusal));
}
