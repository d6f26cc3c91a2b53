import { runReport, writeReport } from "#app/report.ts";
import { askClaim, claimAsked } from "./claim-asked.ts";
import type { ExitCode, Invocation } from "./command.ts";
import type { Io } from "./io.ts";
import { answerPaper } from "./paper.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const asked = claimAsked(typed, io);
  const { answer, report, problems } = await askClaim(io, asked, runReport);
  return answerPaper(typed, io, { kind: "report", asked, answer, paper: report, problems, write: writeReport });
}
