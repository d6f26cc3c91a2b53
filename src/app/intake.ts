import { join } from "node:path";
import { type Cents, centsFromInt } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import { assemble } from "#claim/assemble.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import type { ListedClaim } from "#claim/claim-list.ts";
import { loosely } from "#claim/control-number.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import type { AllowedHistory } from "#claim/history.ts";
import type { MatchedClaim, Nearest, SetAside } from "#claim/match.ts";
import { REVERSAL } from "#claim/match-index.ts";
import { Nearests } from "#claim/nearest.ts";
import type { Profile } from "#claim/profile.ts";
import { ASIDE } from "#claim/set-aside.ts";
import { standingOf } from "#claim/standing.ts";
import { TIED_BY, type Ties, tie } from "#claim/tie.ts";
import { type Found, type FoundFile, findFiles } from "#exchange/files.ts";
import type { AdjustmentRow } from "./intake-adjustments.ts";
import { emptyShelves, type Shelves, shelveClaim } from "./intake-shelf.ts";
import { type Beside, type BesideRead, emptyBeside, readGiven, readJsonFile, readTextFile } from "./intake-tables.ts";
import { claimsAgain, type ReadCounts, readOnce, type X12Read } from "./intake-x12.ts";

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
  readonly facts: readonly FactAnswer[];
  readonly history: AllowedHistory;
  readonly count: { readonly claims: number; readonly remittances: number };
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
  "277": "claim status answers (277) are not remittances; the 835 is",
  "278": "authorizations (278) hold no claim",
  "820": "premium payments (820) pay no claim",
  "834": "enrollments (834) hold no claim",
  "997": "acknowledgments (997) hold no claim",
  "999": "acknowledgments (999) hold no claim",
};

interface Reading {
  readonly found: Found;
  readonly shelves: Shelves;
  readonly reports: FileReport[];
  /** Files that hold claims, in order, to be read again. */
  readonly claimFiles: { readonly file: FoundFile; readonly listed?: readonly ListedClaim[] }[];
  readonly beside: Beside;
  total: number;
  done: number;
  readonly progress: (stage: string) => void;
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

function readX12File(r: Reading, f: FoundFile): FileReport {
  const x = readOnce({ name: f.name, bytes: f.bytes }, r.shelves, (n) => {
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
function shelveList(r: Reading, f: FoundFile, claims: readonly ListedClaim[]): ReadCounts {
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

function besideReport(r: Reading, f: FoundFile, read: BesideRead): FileReport {
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

function readFile(r: Reading, f: FoundFile): FileReport {
  if (f.duplicateOf !== undefined) return { ...plainReport(f, "duplicate"), duplicateOf: f.duplicateOf };
  switch (f.is) {
    case "x12":
      return readX12File(r, f);
    case "text":
      return besideReport(r, f, namedX12(f.name, readTextFile(r.beside, f.bytes, f.name)));
    case "json":
      return besideReport(r, f, readJsonFile(r.beside, f.bytes, f.name));
    default:
      return plainReport(f, "not read", f.because ?? "");
  }
}

/** Which remittances stand, by their place in the index, for the medians. Lone ones are judged by their status alone. */
function standingRows(s: Shelves, ties: Ties): Uint8Array {
  const stands = new Uint8Array(s.remittances.length);
  const judge = (first: number): void => {
    if (first < 0) return;
    if ((ties.next[first] ?? -1) < 0) {
      stands[first] = s.remittances.index.status.at(first) === REVERSAL ? 0 : 1;
      return;
    }
    const rows = rowsFrom(ties, first);
    const all = rows.map((row) => s.remittances.at(row));
    const standing = new Set(standingOf(all).standing);
    rows.forEach((row, k) => {
      const r = all[k];
      if (r !== undefined && standing.has(r)) stands[row] = 1;
    });
  };
  for (const first of ties.firstOf) judge(first);
  for (const first of ties.alone) judge(first);
  return stands;
}

function rowsFrom(ties: Ties, first: number): number[] {
  const rows: number[] = [];
  for (let row = first; row >= 0; row = ties.next[row] ?? -1) rows.push(row);
  return rows;
}

/** What the folder's provider adjustments took back for a claim. */
function recoveredFor(s: Shelves, claim: Claim | undefined, tied: readonly Remittance[]): Cents | undefined {
  if (s.recovered.size === 0) return undefined;
  const numbers = new Set([claim?.id, ...tied.flatMap((r) => [r.id, r.payerClaimNumber])]);
  let total = 0;
  for (const n of numbers) if (n !== undefined) total += s.recovered.get(loosely(n)) ?? 0;
  return total > 0 ? centsFromInt(total) : undefined;
}

/** A claim that is set aside takes nothing: the one that counts has its number too, or the other's remittances. */
function meetAdjustments(s: Shelves, claim: Claim | undefined, tied: readonly Remittance[]): void {
  const id = claim?.id ?? tied[0]?.id;
  if (id !== undefined) s.adjustments.meet(id, [claim?.id, ...tied.flatMap((r) => [r.id, r.payerClaimNumber])]);
}

/** Claims of which another sending was set aside as a duplicate. */
function sentAgain(ties: Ties): ReadonlySet<number> {
  const rows = new Set<number>();
  ties.asides.as.forEach((as, i) => {
    const by = ties.asides.by[i] ?? -1;
    if (ASIDE[as] === "duplicate" && by >= 0) rows.add(by);
  });
  return rows;
}

/** Names of claims that others point to: where a replaced claim's replacement, or a near one, is found. */
class Pointers {
  private readonly wanted = new Map<number, { id: string; file: string; segment: number } | undefined>();

  want(claim: number): void {
    if (claim >= 0) this.wanted.set(claim, undefined);
  }

  meet(row: number, c: Claim): void {
    if (this.wanted.has(row)) this.wanted.set(row, { id: c.id, file: c.source.file, segment: c.source.segment });
  }

  at(claim: number): { id: string; file: string; segment: number } | undefined {
    return this.wanted.get(claim);
  }
}

function* allClaims(r: Reading, tick: (bytes: number) => void): Generator<Claim> {
  if (r.shelves.kept !== undefined) {
    yield* r.shelves.kept;
    return;
  }
  for (const { file, listed } of r.claimFiles) {
    if (listed === undefined) yield* claimsAgain({ name: file.name, bytes: file.bytes }, tick);
    else for (const { claim } of listed) yield claim;
  }
}

/** The claims that other rows name must be known before those rows come: a first look when there are any. */
function pointersOf(r: Reading, ties: Ties): Pointers {
  const pointers = new Pointers();
  let ahead = false;
  for (let i = 0; i < ties.asides.by.length; i++) {
    const by = ties.asides.by[i] ?? -1;
    pointers.want(by);
    ahead ||= by > i;
  }
  for (const first of ties.alone) {
    const near = ties.nearestClaim.at(first);
    if (near !== undefined) pointers.want(near.row);
  }
  if (ahead) {
    let row = 0;
    for (const c of allClaims(r, () => {})) pointers.meet(row++, c);
  }
  return pointers;
}

function* matchedClaims(r: Reading, ties: Ties): Generator<MatchedClaim> {
  const { remittances } = r.shelves;
  const pointers = pointersOf(r, ties);
  const again = sentAgain(ties);
  const at = (first: number): Remittance[] => rowsFrom(ties, first).map((row) => remittances.at(row));
  let i = 0;
  r.total = r.done + r.claimFiles.reduce((n, f) => n + (f.listed === undefined ? f.file.bytes.size : 0), 0);
  const tick = (bytes: number): void => {
    r.done += bytes;
    r.progress("matching");
  };
  for (const claim of allClaims(r, tick)) {
    pointers.meet(i, claim);
    const first = ties.firstOf[i] ?? -1;
    const tied = first < 0 ? [] : at(first);
    const by = pointers.at(ties.asides.by[i] ?? -1);
    const as = ASIDE[ties.asides.as[i] ?? 0];
    meetAdjustments(r.shelves, claim, tied);
    const setAside: SetAside | undefined = as === undefined ? undefined : { as, ...(by !== undefined && { by }) };
    const near = first < 0 ? ties.nearestRemittance.at(i) : undefined;
    const nearest: Nearest | undefined = near && { id: remittances.at(near.row).id, why: near.why };
    yield assemble(claim, tied, TIED_BY[ties.by[first] ?? 0] ?? "none", {
      nearest,
      setAside,
      sentAgain: again.has(i) ? true : undefined,
      recovered: recoveredFor(r.shelves, claim, tied),
    });
    i++;
  }
  for (const first of ties.alone) {
    const tied = at(first);
    meetAdjustments(r.shelves, undefined, tied);
    const near = ties.nearestClaim.at(first);
    const named = near === undefined ? undefined : pointers.at(near.row);
    yield assemble(undefined, tied, "none", {
      nearest: near && named && { id: named.id, why: near.why },
      recovered: recoveredFor(r.shelves, undefined, tied),
    });
  }
}

/**
 * Reads everything under the paths: once for the indexes, and again, claim by claim, as `matched` goes. What cannot be
 * read is reported under its file and never stops the rest. Throws only when the disk fails or a file changes meanwhile.
 */
export async function openIntake(paths: readonly string[], options: IntakeOptions): Promise<Intake> {
  const found = await findFiles(paths, { spool: join(options.home, "tmp") });
  try {
    return readAllFiles(found, options);
  } catch (e) {
    found.close();
    throw e;
  }
}

function readAllFiles(found: Found, options: IntakeOptions): Intake {
  const size = found.files.reduce((n, f) => (f.is === "x12" && f.duplicateOf === undefined ? n + f.bytes.size : n), 0);
  const keep = size <= (options.keepBytes ?? KEEP_BYTES);
  const r: Reading = {
    found,
    shelves: emptyShelves(keep),
    reports: [],
    claimFiles: [],
    beside: emptyBeside(options.home),
    total: keep ? size : size * 2,
    done: 0,
    progress: (stage) => options.progress?.(r.done, r.total, stage),
  };
  for (const { file, read } of readGiven(r.beside, options)) {
    const { kind, problems } = read;
    r.reports.push({ file, kind, read: NO_COUNTS, problems });
  }
  // A mapping or profile must be known before the lists that need it.
  const order = [...found.files.filter((f) => f.is === "json"), ...found.files.filter((f) => f.is !== "json")];
  const reports = new Map(order.map((f) => [f, readFile(r, f)]));
  for (const f of found.files) r.reports.push(...[reports.get(f)].filter((x) => x !== undefined));
  for (const p of found.problems)
    r.reports.push({ file: p.at.file, kind: "not read", read: NO_COUNTS, problems: [p], unused: p.message });
  const { shelves } = r;
  const ties = tie(shelves.claims, shelves.remittances.index, (rows) => new Nearests(rows));
  const stands = standingRows(shelves, ties);
  return {
    files: r.reports,
    ...(r.beside.profile !== undefined && { profile: r.beside.profile }),
    facts: [...r.beside.facts, ...r.beside.factsGiven],
    history: shelves.history.finish((row) => stands[row] === 1),
    get providerAdjustments() {
      return shelves.adjustments.list();
    },
    count: { claims: shelves.claims.length, remittances: shelves.remittances.length },
    matched: () => matchedClaims(r, ties),
    close: found.close,
  };
}
