import { setImmediate as breathe } from "node:timers/promises";
import { type Beside, emptyBeside, readJsonFile, readTextFile } from "#app/intake-tables.ts";
import type { BenchmarkRow } from "#claim/benchmark-table.ts";
import type { ListedClaim } from "#claim/claim-list.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { looksLikeProfile } from "#claim/profile-file.ts";
import { readAll } from "#exchange/byte-source.ts";
import { decode } from "#exchange/csv.ts";
import type { FoundFile } from "#exchange/files.ts";
import type { Mappings } from "#exchange/mapping-store.ts";
import type { Principal } from "#store/principal.ts";
import { idAt } from "#store/uuid.ts";
import { BENCHMARK_TABLE } from "./benchmark-rows.ts";
import { writeRows } from "./client-table.ts";
import { IN_HAND, markCases } from "./decide-later.ts";
import type { Desk } from "./desk.ts";
import { type Batch, type BatchBody, type BatchFile, saveFile } from "./import-batch.ts";
import type { Unpacked } from "./import-files.ts";
import type { Within } from "./import-near.ts";
import { FileNotes, hasRows, readAhead, readListAhead, Wanted, writePiece } from "./import-rows.ts";
import { profileOf, putProfile } from "./settings.ts";

/**
 * The first stage of an import: its files are read for what they ask of the store, and what they hold beside claims and
 * remittances is written. Those themselves are written once it is known what answers what.
 */

/** What a run of an import has at hand. */
export interface Run {
  readonly desk: Desk;
  readonly who: Principal;
  readonly org: string;
  readonly batch: Batch;
  readonly within: Within;
  readonly mappings: Mappings;
  body: BatchBody;
}

export function tell(run: Run, stage: string, done: number, of: number, state = "reading", isDrawn = false): void {
  run.body = { ...run.body, stage, done, of };
  const { batch, org, desk } = run;
  desk.tell(org, { topic: "import", client: batch.client, import: batch.id, stage, done, of, state, isDrawn });
}

/** Lists and answers that files hold beside claims. */
export interface Read {
  readonly wanted: Wanted;
  /** By the name of the file. */
  readonly notes: Map<string, FileNotes>;
  readonly facts: FactAnswer[];
  readonly lists: Set<string>;
  /** Profiles and benchmark tables that were not kept, and why. */
  readonly unused: Map<string, string>;
}

async function readX12(run: Run, f: FoundFile, file: BatchFile, read: Read, tick: (bytes: number) => void) {
  const notes = new FileNotes();
  read.notes.set(f.name, notes);
  const at = { org: run.org, client: run.batch.client, file: file.id };
  for (const piece of readAhead(f, at, read.wanted, notes)) {
    tick(piece.to);
    // What is there already, because an earlier run was broken off, stays as it is.
    if (hasRows(piece)) await run.within((tx) => writePiece(tx, piece));
    else await breathe();
  }
}

async function keepFacts(run: Run, file: BatchFile, answers: readonly FactAnswer[]): Promise<void> {
  const { org, batch } = run;
  const rows = answers.map((a) => ({
    org,
    client: batch.client,
    id: idAt(file.id, a.line),
    scope: a.scope,
    key: a.key,
    fact: a.fact,
    value: a.value,
    source: a.source,
    day: a.date ?? null,
    at: batch.startedAt,
    by: batch.startedBy,
    batch: batch.id,
    file: a.file,
    line: a.line,
  }));
  for (let i = 0; i < rows.length; i += 500)
    await run.within((tx) =>
      tx.db
        .insertInto("fact_answer")
        .values(rows.slice(i, i + 500))
        .onConflict((c) => c.doNothing())
        .execute(),
    );
}

const HAS_PROFILE = "the client has a profile already, and that one counts; change it in the settings";
const HAS_BENCHMARKS =
  "the client has a benchmark table already, and that one counts, or it is longer than is kept; load it under Rates";

const JSON_MAX = 8 * 1024 * 1024;

/** A profile among the files becomes the client's, unless it has one: that is changed where it is shown. */
async function keepProfile(run: Run, f: FoundFile): Promise<"kept" | "another" | "none"> {
  let json: unknown;
  try {
    json = JSON.parse(decode(readAll(f.bytes, JSON_MAX)).replace(/^\uFEFF/, ""));
  } catch {
    return "none";
  }
  if (!looksLikeProfile(json)) return "none";
  return await run.within(async (tx) => {
    const { version } = await profileOf(tx, run.batch.client);
    if (version !== 0) return "another";
    const put = await putProfile(tx, run.batch.client, 0, json as Readonly<Record<string, unknown>>);
    if (!put.ok) return "none";
    const mark = { why: "the profile", payers: null, butOf: run.batch.id } as const;
    await markCases(tx, run.org, run.batch.client, mark, IN_HAND);
    return "kept";
  });
}

/** A benchmark table among the files becomes the client's, unless it has one: that is replaced where it is shown. */
async function keepBenchmarks(run: Run, name: string, rows: readonly BenchmarkRow[]): Promise<boolean> {
  if (rows.length > BENCHMARK_TABLE.most) return false;
  const { client } = run.batch;
  return await run.within(async (tx) => {
    const given = { client, saw: 0, name, rows };
    return (await writeRows(tx, BENCHMARK_TABLE, given, run.desk.today())) !== undefined;
  });
}

export async function readRows(run: Run, { found, rows }: Unpacked): Promise<Read> {
  const read: Read = {
    wanted: new Wanted(),
    notes: new Map(),
    facts: [],
    lists: new Set(),
    unused: new Map(),
  };
  const beside: Beside = emptyBeside(run.mappings);
  const files = found.files.filter((f) => rows.has(f.name));
  const of = files.reduce((n, f) => n + f.bytes.size, 0);
  let before = 0;
  for (const f of [...files.filter((x) => x.is === "json"), ...files.filter((x) => x.is !== "json")]) {
    const file = rows.get(f.name);
    if (file === undefined) continue;
    const tick = (bytes: number): void => tell(run, "reading", Math.min(of, before + bytes), of);
    if (f.is === "x12") await readX12(run, f, file, read, tick);
    else if (f.is === "json") {
      readJsonFile(beside, f.bytes, f.name);
      const fate = await keepProfile(run, f);
      if (fate === "another") read.unused.set(f.name, HAS_PROFILE);
    } else {
      const said = beside.facts.length;
      const listed: readonly ListedClaim[] = readTextFile(beside, f.bytes, f.name).claims ?? [];
      const answers = beside.facts.slice(said);
      if (beside.benchmarks.length > 0 && !(await keepBenchmarks(run, f.name, beside.benchmarks.splice(0))))
        read.unused.set(f.name, HAS_BENCHMARKS);
      await keepFacts(run, file, answers);
      read.facts.push(...answers);
      if (listed.length > 0) read.lists.add(f.name);
      readListAhead(listed, read.wanted);
    }
    await run.within((tx) => saveFile(tx, file.id, { readTo: f.bytes.size }));
    before += f.bytes.size;
    tick(0);
  }
  return read;
}
