import { readDay } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import { lawDeadlinesFrom } from "#law/deadline.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Column, cell, row, showDay, widest } from "./draw.ts";
import { type Io, listProblems, print, printJson } from "./io.ts";

const refusal = (message: string, column?: string): Problem =>
  problem(
    "error",
    "law-deadlines",
    { file: "command line", ...(column === undefined ? {} : { column: `--${column}` }) },
    message,
  );

async function refuse(typed: Invocation, io: Io, p: Problem): Promise<ExitCode> {
  if (typed.switches.has("json")) await printJson(io, { problems: [p] });
  await listProblems(io, [p]);
  return 2;
}

/** "exclusive.opens" reads "exclusive, opens". */
const words = (path: readonly string[]): string => path.join(", ").replaceAll("_", " ");

/** The days of the answer, however deep they stand, in the order of the JSON. */
function days(value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[words(path), value]];
  if (Array.isArray(value))
    return [
      [words([...path, "first day"]), String(value[0])],
      [words([...path, "last day"]), String(value[1])],
    ];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([k, v]) => days(v, [...path, k]))
    : [];
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const [given, second] = Object.entries(typed.values);
  if (given === undefined || second !== undefined)
    return refuse(typed, io, refusal("Give exactly one event, such as --received 2026-10-15."));
  const [event, text] = given;
  const answer = lawDeadlinesFrom(event, text);
  if (!answer.ok)
    return refuse(
      typed,
      io,
      refusal("The day is outside the years that the federal calendar covers; give a day from 1972 to 2190.", event),
    );
  if (typed.switches.has("json")) {
    await printJson(io, answer.value);
    return 0;
  }
  const rows = days(answer.value);
  const columns: Column[] = [
    {
      title: "",
      align: "left",
      width: widest(
        rows.map(([what]) => what),
        10,
        60,
      ),
    },
    { title: "", align: "left", width: 10 },
    { title: "", align: "left", width: 20 },
  ];
  for (const [what, d] of rows) {
    const of = readDay(d);
    const tone = what.startsWith("safe") ? ("time" as const) : undefined;
    await print(
      io,
      row(io.look, columns, [cell(what, tone), cell(d, "strong"), cell(of === undefined ? "" : showDay(of), "quiet")]),
    );
  }
  return 0;
}
