import { writeFileSync } from "node:fs";
import { makeHome } from "#app/home.ts";
import { runPortfolio } from "#app/portfolio.ts";
import { fated, portfolioCsv, portfolioJson, portfolioXlsx } from "#app/portfolio-out.ts";
import { type Problem, problem } from "#base/problem.ts";
import { ok } from "#base/result.ts";
import { Outage } from "#store/outage.ts";
import { type Change, readChanges } from "#strategy/portfolio-change.ts";
import { weekOf } from "#strategy/portfolio-week.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { exitFor, type Io, listProblems, print, printJson, say } from "./io.ts";
import { portfolioView } from "./portfolio-view.ts";
import { progressOn } from "./progress.ts";
import { dayOf } from "./run-demo.ts";
import { refused } from "./stored-data.ts";

/** Two people, four hours a day each: what a small practice may give to it in a week. */
const MINUTES = 2400;

/** Until the work ends, Ctrl-C aborts it; a second one stops the process at once. */
async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const hear = (): void => {
    process.off("SIGINT", hear);
    stop.abort();
  };
  process.on("SIGINT", hear);
  try {
    return await work(stop.signal);
  } catch (thrown) {
    if (stop.signal.aborted) throw new Outage("stopped", "Stopped. Nothing was written.", "safe");
    throw thrown;
  } finally {
    process.off("SIGINT", hear);
  }
}

async function refuse(typed: Invocation, io: Io, wrong: Problem): Promise<ExitCode> {
  if (typed.switches.has("json")) await printJson(io, { problems: [wrong] });
  await listProblems(io, [wrong]);
  return 2;
}

const changesOf = (typed: Invocation) => {
  const text = typed.values["what-if"];
  return text === undefined ? { ok: true as const, value: [] as readonly Change[] } : readChanges(text);
};

async function fromFolder(typed: Invocation, io: Io, changes: readonly Change[]) {
  const { facts, profile, mapping, books } = typed.values;
  const { home, booksDir } = io.config;
  makeHome(home);
  const progress = progressOn(io);
  return await stoppable((signal) =>
    runPortfolio({
      ...{ paths: typed.args, asOf: dayOf(typed), home, booksDir: books ?? booksDir, facts, profile, mapping, signal },
      changes,
      progress: (done, total, stage) => progress.show(stage, done, total),
    }),
  ).finally(() => progress.end());
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { out, minutes } = typed.values;
  const changes = changesOf(typed);
  if (!changes.ok) return refuse(typed, io, problem("error", "usage", { file: "--what-if" }, changes.error));
  if (out !== undefined && !/\.(csv|xlsx)$/i.test(out))
    return refuse(typed, io, problem("error", "usage", { file: "--out" }, "Name a file that ends in .csv or .xlsx."));
  const read = typed.switches.has("stored")
    ? await (await import("./stored-cases.ts")).storedPortfolio(typed, io)
    : ok(await fromFolder(typed, io, changes.value));
  if (!read.ok) return refused(typed, io, read.error);
  const { portfolio, problems } = read.value;
  const week = weekOf(
    portfolio.rows.map((r) => r.prospect),
    Number(minutes ?? MINUTES),
  );
  const rows = fated(portfolio.rows, week);
  if (out?.toLowerCase().endsWith(".csv")) writeFileSync(out, portfolioCsv(rows), { mode: 0o600 });
  else if (out !== undefined) portfolioXlsx(rows, out);
  if (typed.switches.has("json")) await printJson(io, { ...portfolioJson(portfolio, week), problems });
  else {
    await print(io, portfolioView(io.look, portfolio, week));
    await listProblems(
      io,
      problems.filter((p) => p.severity === "error"),
    );
    if (out !== undefined) await say(io, `Wrote ${rows.length} cases to ${out}.`);
  }
  return exitFor(problems);
}
