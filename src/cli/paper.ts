import type { ClaimAnswer, ClaimAsked } from "#app/find-claim.ts";
import { paperText, type WrittenPaper } from "#app/report-files.ts";
import type { Problem } from "#base/problem.ts";
import { openPress, type Press } from "#document/typst.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { OUT } from "./draw-map.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";
import { severalView } from "./plan-view.ts";

/** A paper about one claim that a command was asked for. */
interface Paper<T extends object> {
  readonly kind: "report" | "notice" | "letter";
  readonly asked: ClaimAsked;
  readonly answer: ClaimAnswer | undefined;
  /** Undefined when there is none, which the Problems explain. */
  readonly paper: T | undefined;
  readonly problems: readonly Problem[];
  readonly write: (paper: T, press: Press, dir: string) => WrittenPaper;
  /** Said after the names of the files. */
  readonly after?: string;
}

/** Writes a paper and says where, prints its JSON, or tells why there is none. */
export async function answerPaper<T extends object>(typed: Invocation, io: Io, run: Paper<T>): Promise<ExitCode> {
  const { kind, asked, answer, paper, problems } = run;
  const { out } = typed.values;
  const json = typed.switches.has("json");
  if (paper === undefined) {
    const several = answer?.found === "several" ? { claims: answer.claims } : {};
    const { claim, asOf } = asked;
    if (json) await printJson(io, { claim, asOf, [kind]: null, ...several, problems });
    else if (answer?.found === "several") await io.out.write(severalView(io.look, answer));
  } else if (json && out === undefined) {
    await io.out.write(paperText(paper));
  } else {
    const written = run.write(paper, await openPress(), out ?? OUT);
    if (json) await io.out.write(paperText(paper));
    else await print(io, [`Wrote ${written.pdf}`, `Wrote ${written.json}`, run.after].filter(Boolean).join("\n"));
  }
  await listProblems(io, json ? [] : problems.filter((p) => p.severity === "error"));
  return exitFor(problems);
}
