import { makeHome } from "#app/home.ts";
import { runPlan } from "#app/plan.ts";
import { planJson } from "#strategy/plan-json.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { exitFor, type Io, listProblems, printJson } from "./io.ts";
import { planView, severalView } from "./plan-view.ts";
import { progressOn } from "./progress.ts";
import { dayOf } from "./run-demo.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { facts, profile, mapping, books } = typed.values;
  const [claim = "", ...paths] = typed.args;
  const asOf = dayOf(typed);
  makeHome(io.config.home);
  const progress = progressOn(io);
  const { answer, problems } = await runPlan({
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
  if (typed.switches.has("json")) {
    await printJson(
      io,
      answer.found === "plan"
        ? { ...planJson(answer.plan, answer.sources), problems }
        : { claim, asOf, advice: null, ...(answer.found === "several" ? { claims: answer.claims } : {}), problems },
    );
    return exitFor(problems);
  }
  if (answer.found === "plan") await io.out.write(planView(io.look, answer.plan, answer.evaluation));
  if (answer.found === "several") await io.out.write(severalView(io.look, answer));
  await listProblems(
    io,
    problems.filter((p) => p.severity === "error" || p.code === "plan-nothing"),
  );
  return exitFor(problems);
}
