import { join } from "node:path";
import { today } from "#app/clock.ts";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo, writeLargeDemo } from "#app/demo-write.ts";
import { type Day, readDay } from "#base/day.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted, money } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { shellWord } from "./map-view.ts";

/** `--as-of`, already checked to be a day, else today. */
export function dayOf(typed: Invocation): Day {
  const text = typed.values["as-of"];
  return (text === undefined ? undefined : readDay(text)) ?? today();
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const folder = typed.values.out ?? join("parley-out", "demo");
  const asOf = dayOf(typed);
  const seed = Number(typed.values.seed ?? DEMO_SEED);
  const json = typed.switches.has("json");
  if (typed.values.claims !== undefined) {
    const claims = Number(typed.values.claims);
    const totals = await writeLargeDemo(folder, { claims, seed, asOf });
    if (json) await printJson(io, { folder, asOf, seed, ...totals, problems: [] });
    else
      await print(
        io,
        `Wrote ${counted(totals.claims, "claim")} with ${counted(totals.lines, "line")} and ${counted(totals.remittances, "remittance")} to ${folder}: billed ${money(io.look, totals.billed)}. All of it is made up.`,
      );
    return 0;
  }
  const files = await writeDemo(folder, { asOf, seed });
  if (json) await printJson(io, { folder, asOf, seed, files, problems: [] });
  else {
    await print(
      io,
      `Wrote a synthetic practice of ${counted(files.length, "file")} to ${folder}. All of it is made up.`,
    );
    await print(
      io,
      `Next: parley start ${shellWord(folder)}${typed.values["as-of"] === undefined ? "" : ` --as-of ${asOf}`}`,
    );
  }
  return 0;
}
