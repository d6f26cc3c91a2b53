import { basename } from "node:path";
import { importBooks } from "#app/books.ts";
import { now } from "#app/clock.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Column, cell, count, counted, row, widest } from "./draw.ts";
import { exitFor, type Io, listProblems, print, printJson, say } from "./io.ts";
import { progressOn } from "./progress.ts";
import { clean } from "./text.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const booksDir = typed.values.books ?? io.config.booksDir;
  const progress = progressOn(io);
  const done = await importBooks({
    paths: typed.args,
    booksDir,
    now: now(),
    onFile: (file, index, of) => progress.show(`reading ${clean(basename(file))}`, index, of),
  });
  await progress.end();
  if (typed.switches.has("json")) await printJson(io, { booksDir, ...done });
  else {
    const made = done.files.filter((f) => f.outcome === "imported" || f.outcome === "already there");
    const columns: Column[] = [
      {
        title: "",
        align: "left",
        width: widest(
          made.map((f) => f.kind ?? ""),
          4,
          12,
        ),
      },
      { title: "", align: "left", width: 8 },
      { title: "", align: "left", width: 13 },
      { title: "", align: "right", width: 12 },
      { title: "", align: "left", width: Math.max(12, io.look.columns - 60) },
    ];
    for (const f of made)
      await print(
        io,
        row(io.look, columns, [
          cell(f.kind ?? ""),
          cell(f.release ?? "", "strong"),
          cell(f.outcome, f.outcome === "imported" ? "paid" : "quiet"),
          cell(f.rows === undefined ? "" : `${count(f.rows)} rows`),
          cell(clean(basename(f.file)), "quiet"),
        ]),
      );
    await print(
      io,
      `${counted(done.imported, "book")} imported, ${count(done.alreadyThere)} already there, ${counted(done.skipped, "file")} skipped, ${count(done.refused)} refused. Books are in ${booksDir}.`,
    );
  }
  if (done.problems.length > 0 && typed.switches.has("json"))
    await say(io, `${counted(done.problems.length, "problem")}, listed in the JSON.`);
  else await listProblems(io, done.problems);
  return exitFor(done.problems);
}
