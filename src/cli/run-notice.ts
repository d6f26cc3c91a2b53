import { runNotice, writeNotice } from "#app/notice.ts";
import { type Cents, readUsd } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import { askClaim, claimAsked } from "./claim-asked.ts";
import type { ExitCode, Invocation } from "./command.ts";
import type { Io } from "./io.ts";
import { answerPaper } from "./paper.ts";

const UNREADABLE: Problem = problem(
  "error",
  "offer-unreadable",
  { file: "--offer" },
  "The offer is an amount above zero, such as 1250.00.",
);

/** `--offer`, with or without a dollar sign and commas; undefined when it is no amount. */
function offerOf(text: string): Cents | undefined {
  const read = readUsd(text.replace(/[$,\s]/g, ""));
  return read.ok && read.value > 0n ? read.value : undefined;
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const asked = claimAsked(typed, io);
  const paper = { kind: "notice", asked, write: writeNotice, after: "Nothing was sent." } as const;
  const offer = typed.values.offer === undefined ? undefined : offerOf(typed.values.offer);
  if (typed.values.offer !== undefined && offer === undefined)
    return answerPaper(typed, io, { ...paper, answer: undefined, paper: undefined, problems: [UNREADABLE] });
  const { answer, notice, problems } = await askClaim(io, { ...asked, offer }, runNotice);
  return answerPaper(typed, io, { ...paper, answer, paper: notice, problems });
}
