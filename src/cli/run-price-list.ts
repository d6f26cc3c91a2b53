import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { openBooks } from "#app/books.ts";
import { priceList } from "#app/price-list.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { count, counted } from "./draw.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";
import { progressOn } from "./progress.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const json = typed.switches.has("json");
  const out = typed.values.out ?? join("parley-out", "priced.csv");
  const shelf = openBooks(typed.values.books ?? io.config.booksDir);
  mkdirSync(dirname(out), { recursive: true });
  const progress = progressOn(io);
  const report = await priceList({
    in: typed.values.in ?? "",
    out,
    books: shelf.books,
    schedule: typed.values.schedule === "qp" || typed.values.schedule === "non-qp" ? typed.values.schedule : undefined,
    onProgress: (bytes, total) => progress.show("pricing", bytes, total),
  });
  await progress.end();
  const problems = [...shelf.problems, ...report.problems];
  if (json) await printJson(io, { ...report, problems });
  else {
    const why = Object.entries(report.reasons)
      .map(([reason, n]) => `${count(n)} ${reason}`)
      .join(", ");
    const unpriced = report.unpriced === 0 ? "" : `, ${count(report.unpriced)} without a price (${why})`;
    await print(
      io,
      report.out === null
        ? "Nothing was priced."
        : `${counted(report.rows, "row")} read, ${count(report.priced)} priced${unpriced}. Written to ${report.out}.`,
    );
    await listProblems(io, problems);
  }
  return exitFor(problems);
}
