import { unpack } from "#app/portfolio-packed.ts";
import type { Problem } from "#base/problem.ts";
import { err, ok } from "#base/result.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { mixedWithStored, placeOf, refused } from "./stored-data.ts";

/** `plan` and `portfolio` with --stored. Apart from both, so that a folder is planned without loading a store. */

/** Every open case of the store, where the data are open. */
export async function storedPortfolio(typed: Invocation, io: Io) {
  const mixed = mixedWithStored(typed, typed.args);
  if (mixed !== undefined) return err(mixed);
  const { org, "what-if": whatIf } = typed.values;
  const made = await dataAct(placeOf(typed, io), "portfolio", { org, whatIf });
  return made.ok ? ok({ portfolio: unpack(made.value.packed), problems: [] as readonly Problem[] }) : made;
}

/** The plan of a stored case as JSON, which is how it travels from where the data are open. */
export async function storedPlan(typed: Invocation, io: Io): Promise<ExitCode> {
  const [number = "", ...paths] = typed.args;
  const mixed = mixedWithStored(typed, paths);
  if (mixed !== undefined) return refused(typed, io, mixed);
  const plan = await dataAct(placeOf(typed, io), "plan", { org: typed.values.org, number });
  if (!plan.ok) return refused(typed, io, plan.error);
  await printJson(io, plan.value);
  return 0;
}
