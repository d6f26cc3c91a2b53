import { setImmediate as breathe } from "node:timers/promises";
import { type Beside, emptyBeside, readJsonFile, readTextFile } from "#app/intake-tables.ts";
import type { ListedClaim } from "#claim/claim-list.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { looksLikeProfile } from "#claim/profile-file.ts";
import { readAll } from "#exchange/byte-source.ts";
import { decode } from "#exchange/csv.ts";
import type { FoundFile } from "#exchange/files.ts";
import type { Mappings } from "#exchange/mapping-store.ts";
import type { Principal } from "#store/principal.ts";
import { idAt } from "#store/uuid.ts";
import type { Desk } from "./desk.ts";
import { type Batch, type BatchBody, type BatchFile, saveFile } from "./import-batch.ts";
import type { Unpacked } from "./import-files.ts";
import type { Within } from "./import-near.ts";
import { type Piece, rowsOfList, rowsOfX12, Wanted, writePiece } from "./import-rows.ts";
import { profileOf, putProfile } from "./settings.ts";

/** The first stage of an import: what its files hold goes into the store, row by row. */

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

export function tell(run: Run, stage: string, done: number, of: number, state = "reading"): void {
  run.body = { ...run.body, stage, done, of };
  const { batch, org, desk } = run;
  desk.tell(org, { topic: "import", client: batch.client, import: batch.id, stage, done, of, state });
}

/** Lists and answers that files hold beside claims. */
export interface Read {
  readonly wanted: Wanted;
  readonly facts: FactAnswer[];
  readonly lists: Set<string>;
  /** The client had no profile, and one of the files became it. */
  hasNewProfile: boolean;
  /** Profiles that are not used, because the client has one already. */
  readonly otherProfiles: Set<string>;
}

async function writePieces(run: Run, file: BatchFile, pieces: Iterable<Piece>, tick: (bytes: number) => void) {
  const { org, batch, within } = run;
  let { readTo } = file;
  let { body } = file;
  for (const piece of pieces) {
    tick(piece.to);
    if (piece.to > readTo) {
      const from = readTo;
      body = await within(async (tx) => {
        const digest = await writePiece(tx, piece, from, body.digest);
        const next = { ...body, digest };
        await saveFile(tx, file.id, { readTo: piece.to, body: next });
        return next;
      });
      readTo = piece.to;
    } else await breathe();
  }
  return { org, batch, body };
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
    return put.ok ? "kept" : "none";
  });
}

export async function readRows(run: Run, { found, rows }: Unpacked): Promise<Read> {
  const read: Read = {
    wanted: new Wanted(),
    facts: [],
    lists: new Set(),
    hasNewProfile: false,
    otherProfiles: new Set(),
  };
  const beside: Beside = emptyBeside(run.mappings);
  const files = found.files.filter((f) => rows.has(f.name));
  const of = files.reduce((n, f) => n + f.bytes.size, 0);
  let before = 0;
  for (const f of [...files.filter((x) => x.is === "json"), ...files.filter((x) => x.is !== "json")]) {
    const file = rows.get(f.name);
    if (file === undefined) continue;
    const at = { org: run.org, client: run.batch.client, file: file.id };
    const tick = (bytes: number): void => tell(run, "reading", Math.min(of, before + bytes), of);
    if (f.is === "x12") await writePieces(run, file, rowsOfX12(f, at, read.wanted), tick);
    else if (f.is === "json") {
      readJsonFile(beside, f.bytes, f.name);
      const fate = await keepProfile(run, f);
      if (fate === "kept") read.hasNewProfile = true;
      if (fate === "another") read.otherProfiles.add(f.name);
    } else {
      const said = beside.facts.length;
      const listed: readonly ListedClaim[] = readTextFile(beside, f.bytes, f.name).claims ?? [];
      const answers = beside.facts.slice(said);
      await keepFacts(run, file, answers);
      read.facts.push(...answers);
      if (listed.length > 0) read.lists.add(f.name);
      await writePieces(run, file, rowsOfList(listed, at, read.wanted), tick);
    }
    before += f.bytes.size;
    tick(0);
  }
  return read;
}
