import { entryOn, publicEntry } from "#strategy/vendors/library.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, print, printJson } from "./io.ts";
import { dayAsked, heading, statementJson, tell } from "./knowledge-view.ts";
import { refused } from "./stored-data.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const found = publicEntry((typed.args[0] ?? "").toLowerCase());
  if (found === undefined)
    return await refused(typed, io, {
      code: "no-entry",
      sentence:
        "Parley brings no such entry. `parley directory list` prints those it does; your own are in the workbench.",
    });
  const entry = entryOn(found, dayAsked(typed));
  if (typed.switches.has("json")) {
    await printJson(io, {
      id: entry.id,
      kind: entry.kind,
      name: entry.name,
      of: entry.of ?? null,
      signs: entry.signs.map((s) => s.words),
      methods: entry.methods.map(statementJson),
      tactics: entry.tactics.map(statementJson),
      problems: [],
    });
    return 0;
  }
  await print(io, `${entry.name}, ${entry.kind}`);
  await print(io, `Recognized by: ${entry.signs.map((s) => s.words).join(", ")}`);
  await heading(io, "How it comes to a figure");
  for (const s of entry.methods) await tell(io, s);
  if (entry.tactics.length > 0) await heading(io, "What it was seen to do, and who decides");
  for (const s of entry.tactics) await tell(io, s);
  return 0;
}
