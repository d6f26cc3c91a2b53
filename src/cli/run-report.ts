import { makeHome } from "#app/home.ts";
import { reportText, runReport, writeReport } from "#app/report.ts";
import { openPress } from "#document/typst.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { OUT } from "./draw-map.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";
import { severalView } from "./plan-view.ts";
import { progressOn } from "./progress.ts";
import { dayOf } from "./run-demo.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { facts, profile, mapping, books, out } = typed.values;
  const [claim = "", ...paths] = typed.args;
  const asOf = dayOf(typed);
  makeHome(io.config.home);
  const progress = progressOn(io);
  const { answer, report, problems } = await runReport({
    claim,
    paths,
    asOf,
    home: io.config.home,
    booksDir: books ?? io.config.booksDir,
    facts,
    profile,
    mapping,
    progress: (done, total, stage) => progress.show(stage, done, total),
  });
  await progress.end();
  const json = typed.switches.has("json");
  if (report === undefined) {
    const several = answer.found === "several" ? { claims: answer.claims } : {};
    if (json) await printJson(io, { claim, asOf, report: null, ...several, problems });
    else if (answer.found === "several") await io.out.write(severalView(io.look, answer));
  } else if (json && out === undefined) {
    await io.out.write(reportText(report));
  } else {
    const written = writeReport(report, await openPress(), out ?? OUT);
    if (json) await io.out.write(reportText(report));
    else await print(io, `Wrote ${written.pdf}\nWrote ${written.json}`);
  }
  await listProblems(io, json ? [] : problems.filter((p) => p.severity === "error"));
  return exitFor(problems);
}
