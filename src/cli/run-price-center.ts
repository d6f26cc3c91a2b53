import { openBooks } from "#app/books.ts";
import { readDay } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import { type AscPrice, priceAsc } from "#price/asc.ts";
import type { AscLine, AscLinePrice } from "#price/asc-line.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted, prose } from "./draw.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";
import { refused } from "./stored-data.ts";

const WORD = /^(?:(\d{4})(?:\/|$))?([A-Za-z0-9]{5})?((?:-[A-Za-z0-9]{2})*)(?::(\d+(?:\.\d+)?))?$/;

/** A line as it is typed: a code, its modifiers and units, a revenue code before it: `29881-59:2`, `0278/C1713`, `0250`. */
function lineOf(word: string, number: number): AscLine | undefined {
  const m = WORD.exec(word);
  const [, revenue, code = "", modifiers = "", units = "1"] = m ?? [];
  if (m === null || (code === "" && revenue === undefined)) return undefined;
  return {
    number,
    code: code.toUpperCase(),
    modifiers: modifiers
      .toUpperCase()
      .split("-")
      .filter((x) => x !== ""),
    units,
    ...(revenue === undefined ? {} : { revenue }),
  };
}

const lineJson = (l: AscLinePrice) => ({
  number: l.number,
  code: l.code,
  outcome: l.outcome,
  amount: l.amount === undefined ? null : formatUsd(l.amount),
  alone: l.alone === undefined ? null : formatUsd(l.alone),
  indicator: l.indicator ?? null,
  implant: l.implant,
  rank: l.rank ?? null,
  because: l.because,
  missing: l.missing ?? null,
  release: l.release ?? null,
  book: l.book,
  steps: l.steps,
});

async function show(io: Io, price: AscPrice, typed: readonly string[]): Promise<void> {
  for (const [i, l] of price.lines.entries()) {
    const amount = l.amount === undefined ? l.outcome : formatUsd(l.amount);
    await print(io, `${typed[i] ?? l.code}  ${amount}${l.implant ? "  implant" : ""}`);
    if (l.amount === undefined) {
      const missing = l.missing === undefined ? "" : ` Missing: ${l.missing}.`;
      for (const text of prose(io.look, `No amount: ${l.because}.${missing}`, 2)) await print(io, text);
    }
    for (const s of l.steps) {
      const source = s.source === undefined ? "" : ` (${s.source})`;
      for (const text of prose(io.look, `${s.text}${source}`, 4, "quiet")) await print(io, text);
    }
  }
  const isPaid = price.lines.some((l) => l.amount !== undefined);
  const saved = price.total === price.undiscounted ? "" : `, ${formatUsd(price.undiscounted)} if nothing were halved`;
  await print(
    io,
    isPaid ? `Medicare's surgery center schedule: ${formatUsd(price.total)}${saved}.` : "No line has an amount.",
  );
  if (isPaid && price.unknown > 0) {
    await print(
      io,
      `${counted(price.unknown, "line")} of it not known, so the sum of the whole claim is not known either.`,
    );
  }
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const date = readDay(typed.values.date ?? "");
  const lines = typed.args.map((word, i) => lineOf(word, i + 1));
  const odd = lines.indexOf(undefined);
  if (odd >= 0) {
    return refused(typed, io, {
      code: "usage",
      sentence: `Line ${odd + 1} is not written as CODE, CODE-MODIFIER, CODE:UNITS or REVENUE/CODE, such as 29881-59:2 or 0278/C1713.`,
    });
  }
  const shelf = openBooks(typed.values.books ?? io.config.booksDir);
  const where = { cbsa: typed.values.cbsa, zip: typed.values.zip };
  const price = priceAsc(shelf.books, { lines: lines.flatMap((l) => l ?? []), date, ...where });
  if (typed.switches.has("json")) {
    await printJson(io, {
      date,
      lines: price.lines.map(lineJson),
      total: formatUsd(price.total),
      undiscounted: formatUsd(price.undiscounted),
      unknown: price.unknown,
      problems: shelf.problems,
    });
  } else {
    await show(io, price, typed.args);
    await listProblems(io, shelf.problems);
  }
  return exitFor(shelf.problems);
}
