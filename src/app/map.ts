import type { Day } from "#base/day.ts";
import { JsonBytes } from "#base/json-bytes.ts";
import { formatUsd, negate, ZERO } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import { questionJson, setAsideJson, totalsJson, writeClaim } from "#case/claim-json.ts";
import { CURRENT_LAW } from "#case/deciding.ts";
import { drawMap } from "#case/draw-map.ts";
import { evaluate } from "#case/evaluate.ts";
import { CHANCES } from "#case/loss.ts";
import type { LeftOut, MapFile, MoneyMap } from "#case/money-map.ts";
import { coverageOf } from "#claim/answer-facts.ts";
import { type AnswersIndex, answersIndex } from "#claim/facts-file.ts";
import type { Profile } from "#claim/profile.ts";
import type { Books } from "#price/book.ts";
import { openBooks } from "#rates/shelf.ts";
import { ClaimSpool } from "./claim-spool.ts";
import { type FactWatch, servedOn, watchFacts } from "./fact-problems.ts";
import type { FoundCase } from "./find-claim.ts";
import { type FileReport, type Intake, openIntake } from "./intake.ts";
import type { AdjustmentRow } from "./intake-adjustments.ts";

/** What a map is drawn from. */
export interface MapOptions {
  readonly paths: readonly string[];
  readonly asOf: Day;
  /** Folder of private working files: PARLEY_HOME. */
  readonly home: string;
  readonly booksDir: string;
  readonly facts?: string | undefined;
  readonly profile?: string | undefined;
  readonly mapping?: string | undefined;
  /** How many claims the do-first list holds. */
  readonly first?: number | undefined;
  /** Called for each claim in the order of intake, with what all of them share: for a workbook that streams, or for papers. */
  readonly onCase?: ((found: FoundCase, on: CaseGround) => void) | undefined;
  readonly progress?: ((done: number, total: number, stage: string) => void) | undefined;
  /** False when nobody will ask for the JSON, which spares its making. */
  readonly json?: boolean | undefined;
}

/** What the claims of one map share. */
export interface CaseGround {
  readonly profile: Profile | undefined;
  readonly books: Books;
}

/** A drawn map, and the claims behind it. `close` gives the working files back. */
export interface MapRun {
  readonly map: MoneyMap;
  /** Error-level Problems decide the exit code; every Problem also stands under its file. */
  readonly problems: readonly Problem[];
  /** The whole map as JSON, claims by loss, in pieces. */
  json(): Generator<Uint8Array | string>;
  close(): void;
}

const DO_FIRST = 25;

/** Reads everything under the paths, evaluates every claim and draws the money map. */
export async function runMap(options: MapOptions): Promise<MapRun> {
  const intake = await openIntake(options.paths, {
    home: options.home,
    facts: options.facts,
    profile: options.profile,
    mapping: options.mapping,
    progress: options.progress,
  });
  try {
    return drawAll(options, intake);
  } finally {
    intake.close();
  }
}

function drawAll(options: MapOptions, intake: Intake): MapRun {
  const { books, problems: bookProblems } = openBooks(options.booksDir);
  const answersFor = answersIndex(intake.facts);
  const watch = watchFacts(intake.facts, answersFor, options.asOf);
  const drawing = drawMap(options.asOf, options.first ?? DO_FIRST);
  const spool = options.json === false ? undefined : new ClaimSpool(options.home);
  const aside: string[] = [];
  const json = new JsonBytes();
  try {
    for (const found of evaluations(options, intake, books, { answersFor, watch })) {
      const e = found.evaluation;
      drawing.add(e);
      if (e.setAside !== undefined) {
        aside.push(setAsideJson(e));
        continue;
      }
      options.onCase?.(found, { profile: intake.profile, books });
      if (spool === undefined) continue;
      json.clear();
      writeClaim(json, e);
      spool.add(json.view(), e.loss, e.stake);
    }
  } catch (error) {
    spool?.close();
    throw error;
  }
  const answerProblems = watch.problems();
  const files = intake.files.map((f) => mapFile(f, answerProblems));
  for (const item of leftOutFiles(intake.files)) drawing.leaveOut(item);
  const adjustments = intake.providerAdjustments;
  for (const a of adjustments) if (a.claim === undefined) drawing.leaveOut(strayAdjustment(a));
  const map = drawing.finish({
    files,
    assumptions: assumptionsOf(intake.profile, books, options.asOf),
    duplicateFiles: intake.files.filter((f) => f.duplicateOf !== undefined).length,
  });
  return {
    map,
    problems: [...files.flatMap((f) => f.problems), ...bookProblems],
    json: () => jsonOf(map, { spool, aside, adjustments, problems: bookProblems }),
    close: () => spool?.close(),
  };
}

/** Every claim of the folder, evaluated, one at a time. */
function* evaluations(
  options: Pick<MapOptions, "asOf">,
  intake: Intake,
  books: Books,
  { answersFor, watch }: { readonly answersFor: AnswersIndex; readonly watch: FactWatch },
): Generator<FoundCase> {
  const shared = { profile: intake.profile, books, history: intake.history, law: CURRENT_LAW, asOf: options.asOf };
  for (const matched of intake.matched()) {
    const coverage = coverageOf(matched, intake.profile, answersFor);
    watch.see(coverage.keys, servedOn(matched));
    yield {
      evaluation: evaluate({ matched, coverage, ...shared }),
      matched,
      coverage,
      profile: intake.profile,
      outside: intake.outside,
    };
  }
}

/** What of the JSON is not in the map itself. */
interface Beside {
  readonly spool: ClaimSpool | undefined;
  readonly aside: readonly string[];
  readonly adjustments: readonly AdjustmentRow[];
  /** Problems of no file of the folder: the price books'. */
  readonly problems: readonly Problem[];
}

function* jsonOf(map: MoneyMap, { spool, aside, adjustments, problems }: Beside): Generator<Uint8Array | string> {
  const { asOf, totals, files, leftOut, assumptions } = map;
  yield `{"asOf":${JSON.stringify(asOf)},"totals":${JSON.stringify(totalsJson(totals))},"files":${JSON.stringify(files)},"claims":[`;
  yield* spool?.inOrder() ?? [];
  const plb = adjustments.map((a) => ({ ...a, amount: formatUsd(a.amount), claim: a.claim ?? null }));
  const left = leftOut.map((l) => ({ ...l, billed: formatUsd(l.billed) }));
  yield `],"setAside":[${aside.join(",")}],"providerAdjustments":${JSON.stringify(plb)},"problems":${JSON.stringify(problems)},"questions":${JSON.stringify(map.questions.map(questionJson))},"leftOut":${JSON.stringify(left)},"assumptions":${JSON.stringify(assumptions)}}\n`;
}

function mapFile(f: FileReport, answerProblems: readonly Problem[]): MapFile {
  const more = answerProblems.filter((p) => p.at.file === f.file);
  return {
    file: f.file,
    read: { as: f.kind, claims: f.read.claims, remittances: f.read.remittances, lines: f.read.lines },
    problems: more.length === 0 ? f.problems : [...f.problems, ...more],
  };
}

function leftOutFiles(files: readonly FileReport[]): readonly LeftOut[] {
  return files.flatMap((f): LeftOut[] => {
    if (f.duplicateOf !== undefined)
      return [{ what: f.file, because: `the same bytes as ${f.duplicateOf}; counted once`, claims: 0, billed: ZERO }];
    return f.unused === undefined ? [] : [{ what: f.file, because: f.unused, claims: 0, billed: ZERO }];
  });
}

/** A provider adjustment moves money of a whole payment; one that names no claim here is listed, so that none is lost. */
function strayAdjustment(a: AdjustmentRow): LeftOut {
  const moved = a.amount < 0n ? `adds ${formatUsd(negate(a.amount))} to` : `takes ${formatUsd(a.amount)} from`;
  return {
    what: `Provider adjustment ${a.reason}`,
    because: `it ${moved} the payment at ${a.file}, segment ${a.segment}, and names no claim of this folder`,
    claims: 0,
    billed: ZERO,
  };
}

/** What shaped the numbers without being in the files: shown, so that nobody takes it for evidence. */
function assumptionsOf(profile: Profile | undefined, books: Books, asOf: Day): readonly string[] {
  const percent = profile?.medicarePercent ?? { top: 150n, bottom: 100n };
  const rate = profile?.workRate ?? { top: 1n, bottom: 10n };
  const stated =
    profile?.medicarePercentStated === true ? "from the practice profile" : "a triage assumption, never evidence";
  const releases = [...new Set(books.rvu.map((b) => b.release.id))].sort();
  return [
    `Benchmark: own median allowed for code and payer where there are five lines or more, else ${Number((percent.top * 10000n) / percent.bottom) / 100}% of Medicare (${stated}), else unknown.`,
    releases.length === 0
      ? `No fee schedule is imported, so no ${books.asc.length === 0 ? "" : "clinician's "}line has a Medicare benchmark: parley books import PATH.`
      : `Fee schedules: ${releases.length > 6 ? `${releases.length} releases, ${releases[0]} to ${releases[releases.length - 1]}` : releases.join(", ")}.`,
    `Loss if untouched = stake x chance x (1 - q)^(d - 1), q = ${Number(rate.top) / Number(rate.bottom)} of the open work done a day, d = business days left with today (${asOf}) counted.`,
    `Chance that a right pays: ${CHANCES.map((c) => `${c.why} ${c.permille / 10}%`).join("; ")}.`,
    "Receipt of a payment, until somebody says otherwise: the earlier of BPR16 and the file's own date.",
  ];
}
