import { makeHome } from "#app/home.ts";
import { noticeText, runNotice, writeNotice } from "#app/notice.ts";
import { type Cents, readUsd } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import { openPress } from "#document/typst.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { OUT } from "./draw-map.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";
import { severalView } from "./plan-view.ts";
import { progressOn } from "./progress.ts";
import { dayOf } from "./run-demo.ts";

const UNREADABLE: Problem = problem(
  "error",
  "offer-unreadable",
  { file: "--offer" },
  "The offer is an amount above zero, such as 1250.00.",
);

/** `--offer`, with or without a dollar sign and commas; undefined when it is no amount. */
function offerOf(text: string): Cents | undefined {
  const read = readUsd(text.replace(/[$,\s]/g, ""));
  return read.ok && read.value > 0n ? read.value : undefined;
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { facts, profile, mapping, books, out } = typed.values;
  const [claim = "", ...paths] = typed.args;
  const asOf = dayOf(typed);
  const json = typed.switches.has("json");
  const offer = typed.values.offer === undefined ? undefined : offerOf(typed.values.offer);
  if (typed.values.offer !== undefined && offer === undefined) {
    if (json) await printJson(io, { claim, asOf, notice: null, problems: [UNREADABLE] });
    else await listProblems(io, [UNREADABLE]);
    return 2;
  }
  makeHome(io.config.home);
  const progress = progressOn(io);
  const { answer, notice, problems } = await runNotice({
    claim,
    paths,
    asOf,
    offer,
    home: io.config.home,
    booksDir: books ?? io.config.booksDir,
    facts,
    profile,
    mapping,
    progress: (done, total, stage) => progress.show(stage, done, total),
  });
  await progress.end();
  if (notice === undefined) {
    const several = answer.found === "several" ? { claims: answer.claims } : {};
    if (json) await printJson(io, { claim, asOf, notice: null, ...several, problems });
    else if (answer.found === "several") await io.out.write(severalView(io.look, answer));
  } else if (json && out === undefined) {
    await io.out.write(noticeText(notice));
  } else {
    const written = writeNotice(notice, await openPress(), out ?? OUT);
    if (json) await io.out.write(noticeText(notice));
    else await print(io, `Wrote ${written.pdf}\nWrote ${written.json}\nNothing was sent.`);
  }
  await listProblems(io, json ? [] : problems.filter((p) => p.severity === "error"));
  return exitFor(problems);
}
