import { writeFileSync } from "node:fs";
import { type BatchCase, type BatchesJson, batchesCsv, batchesJson, planBatches } from "#app/batch.ts";
import { makeHome } from "#app/home.ts";
import { runMap } from "#app/map.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { prose, section, showDay } from "./draw.ts";
import { exitFor, type Io, listProblems, print, printJson, say } from "./io.ts";
import { progressOn } from "./progress.ts";
import { dayOf } from "./run-demo.ts";
import { type Look, paint, plain } from "./style.ts";
import { clean, padStart, width } from "./text.ts";

const ROOM_MAX = 120;

function batchText(look: Look, b: BatchesJson["batches"][number], i: number, room: number): string[] {
  const lines = b.lines.map(
    (l) =>
      `    ${clean(l.number)} line ${l.line}  ${l.code}  ${l.service ?? ""}  $${l.gain} at ${Math.round(l.chance * 100)}%${l.advice === "in" ? "" : `, better ${l.advice === "alone" ? "alone" : "left out"}`}`,
  );
  const checks = b.checks
    .filter((c) => c.state !== "done")
    .flatMap((c) => prose({ ...look, columns: room }, `${c.what}: ${c.says}.`, 4));
  return [
    section(look, `Batch ${i + 1}`, `${b.lines.length} lines, ${b.relation}`, room),
    ...prose(
      look,
      `${b.because} Worth ${b.worth.batch} as a batch, ${b.worth.singles} as singles; ${b.worth.better === "neither" ? "neither pays" : `better as ${b.worth.better === "batch" ? "a batch" : "singles"}`}. The entity's fee falls on you with a chance of ${Math.round(b.worth.feeFalls * 100)}%; one wrong line sinks it with ${Math.round(b.worth.sinks * 100)}%.`,
      2,
    ),
    ...lines,
    ...prose(look, choiceText(b), 2),
    paint(
      look,
      "quiet",
      b.choice.pays ? "  Before it can be filed:" : "  Costs more than it brings. If it is filed all the same:",
    ),
    ...checks,
  ];
}

/** What brings most of it, where that is not the whole. */
function choiceText({ choice, lines }: BatchesJson["batches"][number]): string {
  if (choice.lines === lines.length) return "";
  const most =
    choice.lines === 0
      ? "No two of its lines pay together"
      : `${choice.lines} of its ${lines.length} lines pay together`;
  return `${most}; so grouped, and the others alone where that pays, it brings $${choice.worth} (--paying).`;
}

function view(given: Look, json: BatchesJson, day: string): string {
  const room = Math.min(given.columns, ROOM_MAX);
  const look = { ...given, columns: room };
  const title = paint(look, "heading", "Batches");
  const left = (name: string, list: BatchesJson["out"]): string[] =>
    list.length === 0
      ? []
      : [
          section(look, name, "", room),
          ...list.flatMap((l) => prose(look, `${clean(l.number)} line ${l.line}, ${l.code}: ${l.because}`, 2)),
        ];
  const blocks = [
    [`${title}${padStart(paint(look, "quiet", day), room - width(title))}`],
    ...json.batches.map((b, i) => batchText(look, b, i, room)),
    left("Alone", json.alone),
    left("Not in a dispute", json.out),
  ];
  return plain(
    given,
    blocks
      .filter((b) => b.length > 0)
      .map((b) => b.join("\n"))
      .join("\n\n"),
  );
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { facts, profile, mapping, books, out, claims } = typed.values;
  const { home, booksDir } = io.config;
  makeHome(home);
  const asOf = dayOf(typed);
  const asked = claims === undefined ? undefined : new Set(claims.split(",").map((c) => c.trim().toLowerCase()));
  const chosen: BatchCase[] = [];
  const progress = progressOn(io);
  const drawn = await runMap({
    ...{ paths: typed.args, asOf, home, booksDir: books ?? booksDir, facts, profile, mapping, json: false },
    progress: (done, total, stage) => progress.show(stage, done, total),
    onCase: (found) => {
      const name = found.evaluation.claim;
      if (asked !== undefined && !asked.has(name.toLowerCase())) return;
      chosen.push({ ...found, id: `${name} ${found.evaluation.sources[0] ?? ""}`, name });
    },
  });
  drawn.close();
  await progress.end();
  const none: readonly Problem[] =
    chosen.length === 0
      ? [problem("error", "batch-no-claim", { file: "--claims" }, "No claim in these files has such a number.")]
      : [];
  const problems = [...drawn.problems, ...none];
  const json = batchesJson(planBatches(chosen, asOf, typed.switches.has("paying") ? "paying" : "all"));
  if (out !== undefined) writeFileSync(out, batchesCsv(json), { mode: 0o600 });
  if (typed.switches.has("json")) await printJson(io, { ...json, problems });
  else {
    if (none.length === 0) await print(io, view(io.look, json, showDay(asOf)));
    await listProblems(
      io,
      problems.filter((p) => p.severity === "error"),
    );
    if (out !== undefined) await say(io, `Wrote the lines to ${out}.`);
  }
  return exitFor(problems);
}
