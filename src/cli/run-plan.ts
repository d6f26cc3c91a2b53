import { runPlan } from "#app/plan.ts";
import { planJson } from "#strategy/plan-json.ts";
import { askClaim, claimAsked } from "./claim-asked.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { exitFor, type Io, listProblems, printJson } from "./io.ts";
import { planView, severalView } from "./plan-view.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  if (typed.switches.has("stored")) return await (await import("./stored-cases.ts")).storedPlan(typed, io);
  const asked = claimAsked(typed, io);
  const { claim, asOf } = asked;
  const { answer, problems } = await askClaim(io, asked, runPlan);
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
