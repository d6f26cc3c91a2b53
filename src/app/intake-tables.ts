import { readFileSync } from "node:fs";
import { type Problem, problem } from "#base/problem.ts";
import { type BenchmarkRow, looksLikeBenchmarks, readBenchmarks } from "#claim/benchmark-table.ts";
import { type ListedClaim, readClaimList } from "#claim/claim-list.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { looksLikeFacts, readFacts } from "#claim/facts-file.ts";
import {
  type Columns,
  columnsByMapping,
  columnsByName,
  type Mapping,
  missingFields,
  NEEDED,
  readMapping,
  resemblesList,
} from "#claim/list-columns.ts";
import type { Profile } from "#claim/profile.ts";
import { looksLikeProfile, readProfile } from "#claim/profile-file.ts";
import type { Table } from "#claim/table.ts";
import { type ByteSource, memorySource, readAll } from "#exchange/byte-source.ts";
import { decode, readTable } from "#exchange/csv.ts";
import { type Mappings, mappingFile } from "#exchange/mapping-store.ts";
import { contentHash } from "#exchange/same-bytes.ts";

/** What the practice says beside its claims: profile, facts, column mappings; found in the folder or given by flag. */
export interface Beside {
  readonly mappings: Mappings;
  profile: Profile | undefined;
  readonly facts: FactAnswer[];
  /** Rows of the benchmark tables of the folder. */
  readonly benchmarks: BenchmarkRow[];
  /** The mapping given by flag or lying in the folder. */
  mapping: Mapping | undefined;
  /** Hashes of files given by flag, so that their copies in the folder are not read a second time. */
  readonly given: Map<string, string>;
  /** Set when the profile was given by flag: then no other counts. */
  profileGiven: boolean;
  /** Answers of flag files; they come after the folder's and so win. */
  readonly factsGiven: FactAnswer[];
}

/** What became of a table or JSON file. */
export interface BesideRead {
  readonly kind: string;
  readonly problems: readonly Problem[];
  readonly unused?: string;
  readonly duplicateOf?: string;
  readonly claims?: readonly ListedClaim[];
}

const JSON_LIMIT = 8 * 1024 * 1024;

export const emptyBeside = (mappings: Mappings): Beside => ({
  mappings,
  profile: undefined,
  facts: [],
  benchmarks: [],
  mapping: undefined,
  given: new Map(),
  profileGiven: false,
  factsGiven: [],
});

function parseJson(bytes: ByteSource): unknown {
  if (bytes.size > JSON_LIMIT) return undefined;
  try {
    return JSON.parse(decode(readAll(bytes, JSON_LIMIT)).replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

const error = (code: string, file: string, message: string): Problem => problem("error", code, { file }, message);

interface Given {
  readonly file: string;
  readonly read: BesideRead;
}

/** Reads what flags gave. A file that cannot be read is a Problem, not a crash. */
export function readGiven(
  b: Beside,
  flags: {
    readonly facts?: string | undefined;
    readonly profile?: string | undefined;
    readonly mapping?: string | undefined;
  },
): readonly Given[] {
  const read: Given[] = [];
  const open = (file: string, flag: string): ByteSource | undefined => {
    try {
      const bytes = memorySource(readFileSync(file));
      b.given.set(contentHash(bytes), file);
      return bytes;
    } catch {
      const text = `The file given by ${flag} cannot be opened. Check the path.`;
      read.push({ file, read: { kind: "not read", problems: [error("path-missing", file, text)] } });
      return undefined;
    }
  };
  const profile = flags.profile === undefined ? undefined : open(flags.profile, "--profile");
  if (flags.profile !== undefined && profile !== undefined) {
    read.push({ file: flags.profile, read: readProfileBytes(b, profile, flags.profile, true) });
  }
  const facts = flags.facts === undefined ? undefined : open(flags.facts, "--facts");
  if (flags.facts !== undefined && facts !== undefined) {
    const { table, problems } = readTable(facts, flags.facts);
    const answers = readFacts(table);
    b.factsGiven.push(...answers.answers);
    read.push({ file: flags.facts, read: { kind: "facts (--facts)", problems: [...problems, ...answers.problems] } });
  }
  if (flags.mapping !== undefined && open(flags.mapping, "--mapping") !== undefined) {
    b.mapping = mappingFile(flags.mapping);
    const text = 'This is no column mapping. Write {"columns": {"claim": "Your column", ...}}.';
    const problems = b.mapping === undefined ? [error("mapping-unreadable", flags.mapping, text)] : [];
    read.push({ file: flags.mapping, read: { kind: "column mapping (--mapping)", problems } });
  }
  return read;
}

function readProfileBytes(b: Beside, bytes: ByteSource, file: string, given: boolean): BesideRead {
  const json = parseJson(bytes);
  if (json === undefined) {
    const text = "The practice profile is not JSON. Check its commas and quotes; see docs/profile.md.";
    return { kind: "not read", problems: [error("profile-unreadable", file, text)] };
  }
  const { profile, problems } = readProfile(json, file);
  b.profile = profile;
  b.profileGiven = given;
  return { kind: given ? "practice profile (--profile)" : "practice profile", problems };
}

const warn = (code: string, file: string, message: string): Problem => problem("warning", code, { file }, message);

/** A JSON file of the folder: a practice profile, a column mapping, or something else. */
export function readJsonFile(b: Beside, bytes: ByteSource, file: string): BesideRead {
  const copy = b.given.get(contentHash(bytes));
  if (copy !== undefined) return { kind: "duplicate", problems: [], duplicateOf: copy };
  const json = parseJson(bytes);
  if (json === undefined) {
    const because =
      "It begins like JSON and cannot be read as it. If it is the practice profile, check commas and quotes.";
    return { kind: "not read", problems: [warn("json-unreadable", file, because)], unused: because };
  }
  if (looksLikeProfile(json)) {
    if (b.profile !== undefined) {
      const because = b.profileGiven
        ? "--profile gives another practice profile"
        : "another practice profile was read before it";
      return { kind: "not read", problems: [], unused: because };
    }
    return readProfileBytes(b, bytes, file, false);
  }
  const mapping = readMapping(json);
  if (mapping !== undefined) {
    b.mapping ??= mapping;
    return { kind: "column mapping", problems: [] };
  }
  const because = "It is JSON and no practice profile. Ask for X12 837 and 835, or type the claims as CSV.";
  return { kind: "not read", problems: [warn("file-not-read", file, because)], unused: because };
}

/** Where the fields of a list are: as the mapping says, else as saved for this header, else by known names. */
function columnsOf(b: Beside, table: Table): { readonly columns: Columns; readonly mapped: boolean } {
  const byName = columnsByName(table.header);
  const given = b.mapping === undefined ? {} : columnsByMapping(table.header, b.mapping);
  if (Object.keys(given).length > 0) return { columns: { ...byName, ...given }, mapped: true };
  const saved = b.mappings.saved(table.header);
  return {
    columns: saved === undefined ? byName : { ...byName, ...columnsByMapping(table.header, saved) },
    mapped: false,
  };
}

/** Names the columns Parley knows by name; the others by position, because a list without a header begins with patients. */
function headerProblem(table: Table, columns: Columns): Problem {
  const known = new Set(Object.values(columns));
  const names = table.header.flatMap((name, i) => (known.has(i) ? [name] : []));
  const others = table.header.flatMap((_, i) => (known.has(i) ? [] : [i + 1]));
  const missing = missingFields(columns).join(", ");
  const text =
    `The list lacks ${missing}. It needs the columns ${NEEDED.join(", ")}; known here: ${names.join(", ") || "none"}; ` +
    `not known: ${others.length === 0 ? "none" : `column ${others.slice(0, 20).join(", ")}`}. ` +
    'Write {"columns": {"claim": "name of your column", ...}} in a file and give it with --mapping FILE; it is remembered for this header.';
  return problem("error", "list-header", { file: table.file, line: 1 }, text);
}

/** Words that stand at the head of the fee schedule files that people keep beside their claims. */
const FEE_SCHEDULE = /\bRVUs?\b|\bGPCIS?\b|CONVERSION FACTOR|HCPCS.*MODIFIER|ANESTHESIA CF/i;
const HEAD = 4096;

/** A text file of the folder: facts, a claim list, or something else. */
export function readTextFile(b: Beside, bytes: ByteSource, file: string): BesideRead {
  const copy = b.given.get(contentHash(bytes));
  if (copy !== undefined) return { kind: "duplicate", problems: [], duplicateOf: copy };
  const { table, problems } = readTable(bytes, file);
  if (looksLikeFacts(table.header)) {
    const answers = readFacts(table);
    b.facts.push(...answers.answers);
    return { kind: "facts", problems: [...problems, ...answers.problems] };
  }
  if (looksLikeBenchmarks(table.header)) {
    const { rows, problems: wrong } = readBenchmarks(table);
    b.benchmarks.push(...rows);
    return { kind: "benchmarks", problems: [...problems, ...wrong] };
  }
  const { columns, mapped } = columnsOf(b, table);
  if (missingFields(columns).length === 0) {
    const list = readClaimList(table, columns);
    const all = [...problems, ...list.problems];
    if (mapped && b.mapping !== undefined) remember(b, table, b.mapping, all);
    return { kind: "claim list", problems: all, claims: list.claims };
  }
  if (mapped || (resemblesList(table.header) && table.rows.length > 0)) {
    const because = "It looks like a claim list, and a column it needs is not known.";
    return { kind: "not read", problems: [...problems, headerProblem(table, columns)], unused: because };
  }
  if (FEE_SCHEDULE.test(decode(readAll(bytes, HEAD)))) {
    return {
      kind: "fee schedule",
      problems: [],
      unused: "a fee schedule holds no claim: parley books import PATH makes a book of it",
    };
  }
  const because = "It is a text and no table Parley knows: X12, a claim list, or a facts file.";
  return { kind: "not read", problems: [warn("file-not-read", file, because)], unused: because };
}

function remember(b: Beside, table: Table, mapping: Mapping, problems: Problem[]): void {
  try {
    b.mappings.save(table.header, mapping);
  } catch {
    problems.push(
      warn("mapping-not-saved", table.file, "The column mapping could not be saved; give it again next time."),
    );
  }
}
