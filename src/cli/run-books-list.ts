import { listBooks } from "#app/books.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Column, cell, count, header, row, widest } from "./draw.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";
import { clean } from "./text.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const booksDir = typed.values.books ?? io.config.booksDir;
  const { books, problems } = listBooks(booksDir);
  if (typed.switches.has("json")) await printJson(io, { booksDir, books, problems });
  else if (books.length === 0)
    await print(io, `No price book in ${booksDir} yet. Next: parley books import PATH, with the files CMS publishes.`);
  else {
    const columns: Column[] = [
      {
        title: "Book",
        align: "left",
        width: widest(
          books.map((b) => b.kind),
          4,
          12,
        ),
      },
      { title: "Release", align: "left", width: 8 },
      { title: "From", align: "left", width: 10 },
      { title: "Until", align: "left", width: 10 },
      { title: "Rows", align: "right", width: 9 },
      { title: "Hash", align: "left", width: 12 },
      { title: "Made from", align: "left", width: Math.max(10, Math.min(80, io.look.columns - 70)) },
    ];
    await print(io, header(io.look, columns));
    for (const b of books)
      await print(
        io,
        row(io.look, columns, [
          cell(b.kind),
          cell(b.release, "strong"),
          cell(b.from ?? ""),
          cell(b.until ?? ""),
          cell(count(b.rows)),
          cell(b.book, "quiet"),
          cell(`${b.inUse ? "" : "not used, "}${clean(b.source)}`, "quiet"),
        ]),
      );
  }
  if (!typed.switches.has("json")) await listProblems(io, problems);
  return exitFor(problems);
}
