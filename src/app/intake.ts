import { join } from "node:path";
import { type Problem, problem } from "#base/problem.ts";
import type { Remittance } from "#claim/claim.ts";
import type { ListedClaim } from "#claim/claim-list.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import type { AllowedHistory, HistoryBuilder } from "#claim/history.ts";
import type { MatchedClaim } from "#claim/match.ts";
import { Nearests } from "#claim/nearest.ts";
import type { Profile } from "#claim/profile.ts";
import type { StoredClaim } from "#claim/stored.ts";
import { tie } from "#claim/tie.ts";
import { memorySource } from "#exchange/byte-source.ts";
import { type Found, type FoundFile, findFiles } from "#exchange/files.ts";
import { type Mappings, mappingsIn } from "#exchange/mapping-store.ts";
import { OutsideTable } from "#strategy/outside-benchmarks.ts";
import type { AdjustmentRow } from "./intake-adjustments.ts";
import { matchedClaims, type Reading, standingRows } from "./intake-match.ts";
import { emptyShelves, shelveClaim } from "./intake-shelf.ts";
import { type Beside, type BesideRead, emptyBeside, readGiven, readJsonFile, readTextFile } from "./intake-tables.ts";
import { type ReadCounts, readOnce, type X12Read } from "./intake-x12.ts";

export interface IntakeOptions {
  /** PARLEY_HOME: private working files and saved mappings. */
  readonly home: string;
  /** A facts file, a practice profile and a column mapping given by flag; they win over what the folder holds. */
  readonly facts?: string | undefined;
  readonly profile?: string | undefined;
  readonly mapping?: string | undefined;
  readonly progress?: ((done: number, total: number, stage: string) => void) | undefined;
  /**
   * Claims and remittances are kept in memory while all X12 together is no larger; above it they are read again when
   * their turn comes. Default 16 MiB.
   */
  readonly keepBytes?: number | undefined;
}

/** What became of one file. */
export interface FileReport {
  readonly file: string;
  /** "837 claims", "835 remittances", "facts", "practice profile", "claim list", "not read" ... */
  readonly kind: string;
  readonly read: ReadCounts;
  readonly problems: readonly Problem[];
  /** The file with the same bytes that was read instead. */
  readonly duplicateOf?: string;
  /** What of it the map does not use, and why. */
  readonly unused?: string;
}

/** A folder read and matched. `close` gives the working files back; nothing may be read after it. */
export interface Intake {
  readonly files: readonly FileReport[];
  readonly profile?: Profile;
  /** The benchmark tables among the files. */
  readonly outside?: OutsideTable;
  readonly facts: readonly FactAnswer[];
  readonly history: AllowedHistory;
  readonly count: { readonly claims: number; readonly remittances: number };
  /** Every amount a payer allowed, and which remittances stand, by their place: those known before come first. */
  readonly allowed: { readonly of: HistoryBuilder; readonly stands: (remittance: number) => boolean };
  /** Provider adjustments (PLB) in the order of the files. Which claim each names is known once `matched` has run. */
  readonly providerAdjustments: readonly AdjustmentRow[];
  /** Every claim with its remittances, in the order of the files, then the remittances without a claim. */
  matched(): Iterable<MatchedClaim>;
  close(): void;
}

const KEEP_BYTES = 16 * 1024 * 1024;
const NO_COUNTS: ReadCounts = { interchanges: 0, sets: 0, claims: 0, remittances: 0, lines: 0 };

/** Why a transaction is not in the map. */
const NOT_USED: Readonly<Record<string, string>> = {
  "270": "eligibility questions (270) hold no claim",
  "271": "eligibility answers (271) hold no claim",
  "275": "attachments (275) hold no amount",
  "276": "claim status questions (276) hold no amount",
  "277": "claim status answers (277) hold no amount; each stands with its claim in the workbench",
  "278": "authorizations (278) hold no claim",
  "820": "premium payments (820) pay no claim",
  "834": "enrollments (834) hold no claim",
  "997": "acknowledgments (997) hold no claim",
  "999": "acknowledgments (999) hold no claim; each stands with the claims of its set in the workbench",
};

interface Intaking extends Reading {
  readonly reports: FileReport[];
  readonly beside: Beside;
}

/** What ST01 says, unless it says anything but three digits: that may hold whatever a broken file has there. */
const nameOfKind = (k: string): string =>
  k === "837" ? "837 claims" : k === "835" ? "835 remittances" : /^\d{3}$/.test(k) ? k : "unknown sets";

function kindOf(sets: ReadonlyMap<string, number>): string {
  const kinds = [...sets.keys()].sort();
  if (kinds.length === 0) return "X12";
  return [...new Set(kinds.map(nameOfKind))].join(", ");
}

function unusedOf(x: X12Read): string | undefined {
  const unused = [...x.sets.keys()].filter((k) => k !== "837" && k !== "835").sort();
  if (unused.length === 0) return undefined;
  return unused
    .map((k) => {
      const why =
        NOT_USED[k] ?? `transaction ${/^\d{3}$/.test(k) ? k : "sets of an unknown kind"} is not one the map uses`;
      const said = x.said.get(k);
      return said === undefined ? why : `${why} (${said})`;
    })
    .join("; ");
}

function* readX12File(r: Intaking, f: FoundFile): Generator<void, FileReport> {
  const x = yield* readOnce({ name: f.name, bytes: f.bytes }, r.shelves, (n) => {
    r.done += n;
    r.progress("reading");
  });
  if (x.read.claims > 0) r.claimFiles.push({ file: f });
  const unused = unusedOf(x);
  return {
    file: f.name,
    kind: kindOf(x.sets),
    read: x.read,
    problems: [...f.problems, ...x.problems],
    ...(unused !== undefined && { unused }),
  };
}

const plainReport = (f: FoundFile, kind: string, unused?: string): FileReport => ({
  file: f.name,
  kind,
  read: NO_COUNTS,
  problems: f.problems,
  ...(unused !== undefined && { unused }),
});

/** Takes the claims of a list, with what was posted for them. */
function shelveList(r: Intaking, f: FoundFile, claims: readonly ListedClaim[]): ReadCounts {
  let remittances = 0;
  let lines = 0;
  r.shelves.remittances.begin({ name: f.name, bytes: f.bytes });
  for (const { claim, remittance } of claims) {
    shelveClaim(r.shelves, claim, undefined);
    lines += claim.lines.length;
    if (remittance === undefined) continue;
    remittances++;
    lines += remittance.lines.length;
    r.shelves.remittances.addRow(remittance);
    r.shelves.history.add(remittance);
  }
  if (claims.length > 0) r.claimFiles.push({ file: f, listed: claims });
  return { interchanges: 0, sets: 0, claims: claims.length, remittances, lines };
}

function besideReport(r: Intaking, f: FoundFile, read: BesideRead): FileReport {
  return {
    ...plainReport(f, read.kind, read.unused),
    problems: [...f.problems, ...read.problems],
    ...(read.duplicateOf !== undefined && { duplicateOf: read.duplicateOf }),
    ...(read.claims !== undefined && { read: shelveList(r, f, read.claims) }),
  };
}

/** Endings under which X12 is sent. */
const X12_NAME = /\.(837[a-z]?|835|era|edi|x12)(\.gz)?$/i;

/** A file that is named as X12 and is nothing Parley can read is claims or money lost, not a stray text. */
function namedX12(file: string, read: BesideRead): BesideRead {
  if (read.kind !== "not read" || !X12_NAME.test(file)) return read;
  const text =
    "The file is named as X12 and has no ISA segment, so nothing of it can be read. Ask for the whole interchange, from ISA to IEA.";
  const told = problem("error", "no-isa", { file, byte: 0, segment: 1, element: "ISA" }, text);
  return { ...read, problems: [told, ...read.problems.filter((p) => p.code !== "file-not-read")], unused: text };
}

function* readFile(r: Intaking, f: FoundFile): Generator<void, FileReport> {
  if (f.duplicateOf !== undefined) return { ...plainReport(f, "duplicate"), duplicateOf: f.duplicateOf };
  switch (f.is) {
    case "x12":
      return yield* readX12File(r, f);
    case "text":
      return besideReport(r, f, namedX12(f.name, readTextFile(r.beside, f.bytes, f.name)));
    case "json":
      return besideReport(r, f, readJsonFile(r.beside, f.bytes, f.name));
    default:
      return plainReport(f, "not read", f.because ?? "");
  }
}

/** What a store knows already of the claims that the files speak of; it comes before the files in every order. */
export interface Known {
  readonly claims: readonly StoredClaim[];
  readonly remittances: readonly Remittance[];
  /** What provider adjustments took back, by the number they name, in cents. */
  readonly recovered: ReadonlyMap<string, number>;
  readonly mappings: Mappings;
}

/** A place for what no file of the intake holds. */
const AT_HAND: FoundFile = { name: "", is: "text", bytes: memorySource(new Uint8Array(0)), problems: [] };

function shelveKnown({ shelves, claimFiles }: Intaking, known: Known): void {
  for (const { claim, sent } of known.claims) shelveClaim(shelves, claim, sent);
  claimFiles.push({ file: AT_HAND, listed: known.claims });
  shelves.remittances.begin(AT_HAND);
  for (const r of known.remittances) {
    shelves.remittances.addRow(r);
    shelves.history.add(r);
  }
  for (const [number, cents] of known.recovered) shelves.recovered.set(number, cents);
}

/**
 * Reads everything under the paths: once for the indexes, and again, claim by claim, as `matched` goes. What cannot be
 * read is reported under its file and never stops the rest. Throws only when the disk fails or a file changes meanwhile.
 */
export async function openIntake(paths: readonly string[], options: IntakeOptions): Promise<Intake> {
  const found = await findFiles(paths, { spool: join(options.home, "tmp") });
  try {
    const reading = readFound(found, options);
    for (;;) {
      const step = reading.next();
      if (step.done === true) return step.value;
    }
  } catch (e) {
    found.close();
    throw e;
  }
}

/**
 * Reads the files that were found, a piece at a step, so that whoever has other things to do can do them in between.
 * Who calls closes `found` when a step throws.
 */
export function* readFound(found: Found, options: IntakeOptions, known?: Known): Generator<void, Intake> {
  const size = found.files.reduce((n, f) => (f.is === "x12" && f.duplicateOf === undefined ? n + f.bytes.size : n), 0);
  const keep = size <= (options.keepBytes ?? KEEP_BYTES);
  const r: Intaking = {
    shelves: emptyShelves(keep),
    reports: [],
    claimFiles: [],
    beside: emptyBeside(known?.mappings ?? mappingsIn(options.home)),
    total: keep ? size : size * 2,
    done: 0,
    progress: (stage) => options.progress?.(r.done, r.total, stage),
  };
  if (known !== undefined) shelveKnown(r, known);
  for (const { file, read } of readGiven(r.beside, options)) {
    const { kind, problems } = read;
    r.reports.push({ file, kind, read: NO_COUNTS, problems });
  }
  // A mapping or profile must be known before the lists that need it.
  const order = [...found.files.filter((f) => f.is === "json"), ...found.files.filter((f) => f.is !== "json")];
  const reports = new Map<FoundFile, FileReport>();
  for (const f of order) reports.set(f, yield* readFile(r, f));
  for (const f of found.files) r.reports.push(...[reports.get(f)].filter((x) => x !== undefined));
  for (const p of found.problems)
    r.reports.push({ file: p.at.file, kind: "not read", read: NO_COUNTS, problems: [p], unused: p.message });
  return intakeOf(r, found);
}

function intakeOf(r: Intaking, found: Found): Intake {
  const { shelves } = r;
  const ties = tie(shelves.claims, shelves.remittances.index, (rows) => new Nearests(rows));
  const standing = standingRows(shelves, ties);
  const stands = (row: number): boolean => standing[row] === 1;
  return {
    files: r.reports,
    ...(r.beside.profile !== undefined && { profile: r.beside.profile }),
    ...(r.beside.benchmarks.length > 0 && { outside: new OutsideTable(() => r.beside.benchmarks) }),
    facts: [...r.beside.facts, ...r.beside.factsGiven],
    history: shelves.history.finish(stands),
    get providerAdjustments() {
      return shelves.adjustments.list();
    },
    count: { claims: shelves.claims.length, remittances: shelves.remittances.length },
    allowed: { of: shelves.history, stands },
    matched: () => matchedClaims(r, ties),
    close: found.close,
  };
}
