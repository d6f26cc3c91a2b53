import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { factsTemplate } from "#app/facts-list.ts";
import { makeHome } from "#app/home.ts";
import { runMap } from "#app/map.ts";
import { questionJson } from "#case/claim-json.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted } from "./draw.ts";
import { exitFor, type Io, listProblems, print, printJson, say } from "./io.ts";
import { question } from "./map-questions.ts";
import { shellWord } from "./map-view.ts";
import { progressOn } from "./progress.ts";
import { dayOf } from "./run-demo.ts";
import { againOf } from "./run-map.ts";
import { plain } from "./style.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { facts, profile, mapping, books, out } = typed.values;
  makeHome(io.config.home);
  const progress = progressOn(io);
  const drawn = await runMap({
    paths: typed.args,
    asOf: dayOf(typed),
    home: io.config.home,
    booksDir: books ?? io.config.booksDir,
    facts,
    profile,
    mapping,
    progress: (done, total, stage) => progress.show(stage, done, total),
    json: false,
  });
  await progress.end();
  drawn.close();
  const { questions } = drawn.map;
  if (out !== undefined) {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, factsTemplate(questions));
  }
  if (typed.switches.has("json"))
    await printJson(io, { asOf: drawn.map.asOf, questions: questions.map(questionJson), problems: drawn.problems });
  else {
    const room = Math.min(io.look.columns, 120);
    for (const q of questions) await print(io, plain(io.look, question(io.look, q, room).join("\n")));
    await print(
      io,
      questions.length === 0
        ? "No open question decides any dollars here."
        : `\n${counted(questions.length, "question")}. Each row is scope,key,fact,value,source,date of a facts file.`,
    );
  }
  const next = `${io.program} map ${againOf(typed).map(shellWord).join(" ")} --facts ${shellWord(out ?? "facts.csv")}`;
  if (out !== undefined) await say(io, `Wrote ${out}. Fill in the column value, then: ${next}`);
  await listProblems(
    io,
    drawn.problems.filter((p) => p.severity === "error"),
  );
  return exitFor(drawn.problems);
}
