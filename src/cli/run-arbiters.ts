import { existsSync, readFileSync } from "node:fs";
import { formatUsd, showUsd } from "#base/money.ts";
import { problem } from "#base/problem.ts";
import { memorySource } from "#exchange/byte-source.ts";
import { readTable } from "#exchange/csv.ts";
import { compareEntities, ENOUGH_DISPUTES, type EntityCompared, readFigures } from "#strategy/arbiters.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { prose, section } from "./draw.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";
import { type Look, plain } from "./style.ts";
import { clean } from "./text.ts";

const percent = (x: number): string => `${Math.round(x * 100)}%`;

function entityText(look: Look, e: EntityCompared): readonly string[] {
  const fees = [
    e.feeSingle === undefined ? "single fee not known" : `single ${showUsd(e.feeSingle)}`,
    e.feeBatch === undefined ? "batch fee not known" : `batch ${showUsd(e.feeBatch)}`,
  ];
  const words = [
    `${percent(e.share)} of ${e.disputes} for providers (95%: ${percent(e.low)} to ${percent(e.high)})`,
    e.medianDays === undefined ? "days not known" : `${e.medianDays} days`,
    ...fees,
    ...(e.disputes < ENOUGH_DISPUTES ? ["too few disputes to order by"] : []),
    ...(e.conflicts.length === 0 ? [] : [`in conflict: tied to ${e.conflicts.map(clean).join(", ")}`]),
    `${clean(e.source)}, ${e.date}, line ${e.line}`,
  ];
  return [
    section(look, clean(e.entity), e.specialty === undefined ? "" : clean(e.specialty), look.columns),
    ...prose(look, `${words.join("; ")}.`, 2),
  ];
}

const outOf = ({ feeSingle, feeBatch, ...e }: EntityCompared) => ({
  ...e,
  specialty: e.specialty ?? null,
  medianDays: e.medianDays ?? null,
  feeSingle: feeSingle === undefined ? null : formatUsd(feeSingle),
  feeBatch: feeBatch === undefined ? null : formatUsd(feeBatch),
});

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const [file = ""] = typed.args;
  const { parties, specialty } = typed.values;
  if (!existsSync(file)) {
    const none = problem("error", "no-file", { file }, "There is no such file.");
    if (typed.switches.has("json")) await printJson(io, { entities: [], problems: [none] });
    await listProblems(io, [none]);
    return 2;
  }
  const read = readTable(memorySource(readFileSync(file)), file);
  const { rows: figures, problems: wrong } = readFigures(read.table);
  const problems = [...read.problems, ...wrong];
  const named = (parties ?? "")
    .split(",")
    .map((p) => p.trim())
    .filter((p) => p !== "");
  const compared = compareEntities(figures, { parties: named, specialty });
  if (typed.switches.has("json")) await printJson(io, { entities: compared.map(outOf), problems });
  else {
    const look = { ...io.look, columns: Math.min(io.look.columns, 120) };
    if (compared.length > 0) await print(io, plain(io.look, compared.flatMap((e) => entityText(look, e)).join("\n")));
    await listProblems(io, problems);
  }
  return exitFor(problems);
}
