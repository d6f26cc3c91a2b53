import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { factsTemplate } from "#app/facts-list.ts";
import { makeHome } from "#app/home.ts";
import { type MapRun, runMap } from "#app/map.ts";
import type { MapReports } from "#app/report-map.ts";
import type { Day } from "#base/day.ts";
import type { Problem } from "#base/problem.ts";
import { mapWorkbook } from "#document/workbook.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted } from "./draw.ts";
import { exitFor, type Io, listProblems, say } from "./io.ts";
import { mapView } from "./map-view.ts";
import { type Progress, progressOn } from "./progress.ts";

/** A map to draw: what `map` and `start` have in common. */
export interface MapAsked {
  readonly paths: readonly string[];
  readonly asOf: Day;
  readonly booksDir: string;
  readonly facts?: string | undefined;
  readonly profile?: string | undefined;
  readonly mapping?: string | undefined;
  readonly out?: string | undefined;
  readonly first: number;
  readonly json: boolean;
  /** How many reports to write beside the map. */
  readonly reports?: number | "all" | undefined;
  /** Paths and options that ask for the same map again. */
  readonly again: readonly string[];
  /** Problems met before the map, such as in price files. */
  readonly before: readonly Problem[];
}

const FIRST = 10;
/** Where papers go when nobody says; files in a folder of this name are not read back. */
export const OUT = "parley-out";

export const firstOf = (typed: Invocation): number => Number(typed.values.first ?? FIRST);

/** The JSON of the map goes to standard output, to a file, or to both in one sweep. */
async function writeJson(run: MapRun, io: Io, toStdout: boolean, path: string | undefined): Promise<void> {
  const file = path === undefined ? undefined : createWriteStream(path);
  // Listening from the start: a disk that fills up must not be an error nobody heard.
  const written = file === undefined ? undefined : finished(file);
  written?.catch(() => {});
  for (const piece of run.json()) {
    if (toStdout) await io.out.write(piece);
    if (file?.destroyed === true) break;
    // The next piece may overwrite this one: it has to be on its way before that one is asked for.
    if (file !== undefined) await Promise.race([flushed(file, piece), written]);
  }
  file?.end();
  await written;
}

/** Settles when the stream has handed the piece on, or failed, which `finished` tells. */
const flushed = (file: WriteStream, piece: string | Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    file.write(piece, () => resolve());
  });

const reportsDir = (asked: MapAsked): string => join(asked.out ?? OUT, "reports");

/** Reports beside the map: the press is opened and the files are hashed before anything is drawn. */
async function openReports(io: Io, asked: MapAsked, progress: Progress): Promise<MapReports | undefined> {
  if (asked.reports === undefined) return undefined;
  const { reportsOfMap } = await import("#app/report-map.ts");
  const { openPress } = await import("#document/typst.ts");
  return reportsOfMap({
    most: asked.reports,
    paths: asked.paths,
    given: [asked.facts, asked.profile, asked.mapping].filter((f) => f !== undefined),
    asOf: asked.asOf,
    home: io.config.home,
    dir: reportsDir(asked),
    press: await openPress(),
    progress: (done, total, stage) => progress.show(stage, done, total),
  });
}

export async function drawMapTo(io: Io, asked: MapAsked): Promise<ExitCode> {
  const { out } = asked;
  makeHome(io.config.home);
  if (out !== undefined) mkdirSync(out, { recursive: true });
  const workbook = out === undefined ? undefined : mapWorkbook();
  const progress = progressOn(io);
  const reports = await openReports(io, asked, progress);
  const run = await runMap({
    paths: asked.paths,
    asOf: asked.asOf,
    home: io.config.home,
    booksDir: asked.booksDir,
    facts: asked.facts,
    profile: asked.profile,
    mapping: asked.mapping,
    first: typeof asked.reports === "number" ? Math.max(asked.first, asked.reports) : asked.first,
    onCase: (found, on) => {
      workbook?.add(found.evaluation);
      reports?.see(found, on);
    },
    progress: (done, total, stage) => progress.show(stage, done, total),
    json: asked.json || out !== undefined,
  });
  const reported = await reports?.finish(run.map.first, (done, total) => progress.show("writing reports", done, total));
  await progress.end();
  const map = { ...run.map, first: run.map.first.slice(0, asked.first) };
  try {
    const written =
      out === undefined ? [] : ["money-map.xlsx", "money-map.json", "questions.csv"].map((name) => join(out, name));
    const [xlsx, json, questions] = written;
    if (xlsx !== undefined) workbook?.save(map, xlsx);
    if (questions !== undefined) writeFileSync(questions, factsTemplate(run.map.questions));
    if (asked.json || json !== undefined) await writeJson(run, io, asked.json, json);
    if (asked.json) for (const file of written) await say(io, `Wrote ${file}`);
    else {
      const { program, look } = io;
      await io.out.write(
        mapView(map, { look, program, again: asked.again, written, factsGiven: asked.facts !== undefined }),
      );
    }
  } finally {
    run.close();
  }
  if (reported !== undefined) await say(io, `Wrote ${counted(reported, "report")} to ${reportsDir(asked)}`);
  const problems = [...asked.before, ...run.problems];
  await listProblems(
    io,
    problems.filter((p) => p.severity === "error"),
  );
  return exitFor(problems);
}
