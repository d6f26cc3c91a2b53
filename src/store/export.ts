import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type ChainHead, type ChainReport, verifyChain } from "./audit.ts";
import { eventsOf, headOf } from "./audit-rows.ts";
import type { Session } from "./engine.ts";
import { exportReadme } from "./export-readme.ts";
import { csvHead, csvLine, jsonLine, type Of, type OrgTable, orgTables, rowsOf } from "./export-rows.ts";
import { type Written, ZipStream } from "./export-zip.ts";
import { Outage } from "./outage.ts";
import type { Store } from "./store.ts";
import type { Vault } from "./vault.ts";
import { VERIFIER } from "./verifier.ts";

/**
 * Everything of one organization in formats that anything reads: every table as CSV and as JSON lines, the events with
 * their hashes, the files as they came, a README and a manifest of hashes. One snapshot, in one zip. It is not encrypted:
 * whoever makes it answers for where it goes.
 */

const DEADLINE_MS = 12 * 3_600_000;
/** A snapshot for all tables, seen by the role that sees all rows. */
const OPENING =
  "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL timezone = 'UTC'; SET LOCAL ROLE parley_system;";
const GATHERED = 1 << 18;

export interface ExportOptions {
  readonly store: Pick<Store, "engine">;
  readonly org: string;
  /** One client; the whole organization when absent. Rows of no client, and events of others, then stay out. */
  readonly client?: string | undefined;
  readonly vault: Vault;
  /** The zip to write; nothing may stand there. */
  readonly file: string;
  readonly parley: string;
  readonly now: string;
}

export interface ExportReport {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly files: number;
  /** SHA-256 of files that records name and the data folder does not have whole. */
  readonly missing: readonly string[];
  readonly chain: ChainReport;
}

/** Lines joined to pieces large enough to be worth deflating. */
async function* gathered(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = "";
  for await (const line of lines) {
    text += line;
    if (text.length < GATHERED) continue;
    yield Buffer.from(text, "utf8");
    text = "";
  }
  if (text !== "") yield Buffer.from(text, "utf8");
}

async function* jsonLines(session: Session, t: OrgTable, of: Of, count: () => void): AsyncGenerator<string> {
  for await (const cells of rowsOf(session, t, of)) {
    count();
    yield jsonLine(t, cells);
  }
}

async function* csvLines(session: Session, t: OrgTable, of: Of): AsyncGenerator<string> {
  yield csvHead(t);
  for await (const cells of rowsOf(session, t, of)) yield csvLine(cells);
}

/** An event with the fields its hash covers, each as it was hashed. */
async function* eventLines(session: Session, { org, client }: Of): AsyncGenerator<string> {
  for await (const event of eventsOf(session, org))
    if (client === undefined || event.client === client) yield `${JSON.stringify(event)}\n`;
}

interface NamedFile {
  readonly sha256: string;
  readonly name: string;
}

const FILES = `SELECT DISTINCT ON (sha256) sha256, name FROM (
  SELECT org, client, sha256, name FROM source_file UNION ALL SELECT org, client, sha256, name FROM file_link
) f WHERE org = $1 AND ($2::uuid IS NULL OR client = $2) ORDER BY sha256, name`;

async function filesOf(session: Session, { org, client }: Of): Promise<readonly NamedFile[]> {
  const { rows } = await session.query(FILES, [org, client]);
  return rows.map((r) => ({ sha256: String(r.sha256), name: String(r.name) }));
}

/** A name that is safe in any folder: its last part, without what climbs, hides or means something to a shell. */
export function calmName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const calm = last
    .replace(/[^\w.,() -]/g, "_")
    .replace(/^[^\w]+/, "")
    .slice(-100);
  return calm.replace(/^[^\w]+|[. ]+$/g, "") || "file";
}

export async function* oneText(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, "utf8");
}

class Exporting {
  readonly entries: Written[] = [];
  readonly missing: string[] = [];
  rows = 0;
  files = 0;
  private readonly zip: ZipStream;
  private readonly session: Session;
  private readonly options: ExportOptions;

  constructor(zip: ZipStream, session: Session, options: ExportOptions) {
    this.zip = zip;
    this.session = session;
    this.options = options;
  }

  private async add(name: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    this.entries.push(await this.zip.add(name, source));
  }

  async tables(): Promise<void> {
    const count = (): void => {
      this.rows++;
    };
    for (const t of await orgTables(this.session)) {
      if (this.options.client !== undefined && !t.columns.includes("client")) continue;
      await this.add(`tables/${t.name}.jsonl`, gathered(jsonLines(this.session, t, this.options, count)));
      await this.add(`tables/${t.name}.csv`, gathered(csvLines(this.session, t, this.options)));
    }
  }

  async originals(): Promise<void> {
    const { vault } = this.options;
    for (const { sha256, name } of await filesOf(this.session, this.options)) {
      const address = vault.addressOf(sha256);
      if ((await vault.sizeOf(address)) === undefined) this.missing.push(sha256);
      else {
        await this.add(`files/${sha256}/${calmName(name)}`, vault.read(address));
        this.files++;
      }
    }
  }

  async events(): Promise<{ readonly head: ChainHead; readonly chain: ChainReport }> {
    const { org } = this.options;
    const head = await headOf(this.session, org);
    const chain = await verifyChain(org, eventsOf(this.session, org), head);
    await this.add("events.jsonl", gathered(eventLines(this.session, this.options)));
    return { head, chain };
  }

  async manifest(head: ChainHead): Promise<void> {
    const { org, client, parley, now } = this.options;
    await this.add("README.txt", oneText(exportReadme(now)));
    await this.add("verify.mjs", oneText(VERIFIER));
    const { entries, missing } = this;
    const events = client === undefined ? "all" : "some";
    const manifest = { format: 1, parley, org, client, made: now, events, head, missing, entries };
    await this.zip.add("manifest.json", oneText(`${JSON.stringify(manifest, null, 1)}\n`));
  }
}

/** Exports an organization, or one client of it. Throws an Outage when something stands at the name of the file or a stored file is damaged. */
export async function exportAll(options: ExportOptions): Promise<ExportReport> {
  const file = resolve(options.file);
  if (existsSync(file))
    throw new Outage("export-exists", `Something stands at ${file} already. Name another file.`, "no");
  const zip = await ZipStream.create(file);
  try {
    return await options.store.engine.transaction(
      OPENING,
      async (session) => {
        const exporting = new Exporting(zip, session, options);
        await exporting.tables();
        const { head, chain } = await exporting.events();
        await exporting.originals();
        await exporting.manifest(head);
        const bytes = await zip.finish();
        const { rows, files, missing } = exporting;
        return { file, bytes, rows, files, missing, chain };
      },
      { lane: "bulk", deadlineMs: DEADLINE_MS },
    );
  } catch (thrown) {
    await zip.drop();
    throw thrown;
  }
}
