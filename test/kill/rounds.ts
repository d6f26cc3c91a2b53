import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { verifyImport } from "#app/desk/import-verify.ts";
import { type OpenDesk, openDesk, type Place } from "#app/desk/open-desk.ts";
import { verifyChain } from "#store/audit.ts";
import { eventsOf, headOf } from "#store/audit-rows.ts";
import { organizationIn } from "#test/stores.ts";
import type { Target } from "./target.ts";

/**
 * Kills a writer again and again at random moments, and after each kill opens what it left: every write it was acknowledged
 * is there, every import is whole or shows nothing, the chain of events is as written.
 */

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  readonly target: Target;
  /** Arguments of Node that start worker.ts. */
  readonly worker: readonly string[];
  readonly told?: (round: number, ofAll: KillReport) => void;
}

export interface KillReport {
  kills: number;
  /** Kills after a write was begun and before it was acknowledged. */
  insideWrite: number;
  /** Kills while it opened the data or went on with an import that was broken off. */
  whileOpening: number;
  /** Kills that took the database server too. */
  ofServer: number;
  acknowledged: { events: number; imports: number };
  /** Imports that were not acknowledged, and were found whole or went on to be. */
  otherImports: number;
  readonly faults: string[];
}

/** Numbers of chance that a seed gives again (mulberry32). */
function chance(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Longest time a writer lives once it writes, and while it opens. */
const [WRITING_MS, OPENING_MS] = [4_000, 1_500];
const OPENING_SHARE = 0.1;

interface Said {
  isReady: boolean;
  inWrite: boolean;
}

/** What was acknowledged, on the disk before it counts. */
class Acknowledged {
  readonly events = new Set<string>();
  readonly imports = new Set<string>();
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, "a");
  }

  add(kind: string, id: string): void {
    writeSync(this.file, `${kind} ${id}\n`);
    fsyncSync(this.file);
    (kind === "event" ? this.events : this.imports).add(id);
  }

  close(): void {
    closeSync(this.file);
  }
}

function listen(child: ChildProcess, said: Said, acks: Acknowledged, ready: () => void): Promise<unknown> {
  if (child.stdout === null) throw new Error("a writer is heard");
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    const [what = "", kind = "", id = ""] = line.split(" ");
    if (what === "ready") {
      said.isReady = true;
      ready();
    } else if (what === "in") said.inWrite = true;
    else if (what === "done") {
      said.inWrite = false;
      acks.add(kind, id);
    }
  });
  return once(lines, "close");
}

async function missingEvents(open: OpenDesk, org: string, acks: Acknowledged): Promise<string[]> {
  const { rows } = await open.desk.store.asSystem(({ session }) =>
    session.query("SELECT subject FROM event WHERE org = $1 AND type = 'noted'", [org]),
  );
  const here = new Set(rows.map((r) => String(r.subject)));
  return [...acks.events].filter((id) => !here.has(id)).map((id) => `the acknowledged event ${id} is not there`);
}

const HALF = `
SELECT b.id FROM import_batch b WHERE b.org = $1 AND b.state <> 'done' AND (
  EXISTS (SELECT 1 FROM case_row x WHERE x.org = b.org AND x.batch = b.id) OR
  EXISTS (SELECT 1 FROM evaluation x WHERE x.org = b.org AND x.batch = b.id) OR
  EXISTS (SELECT 1 FROM case_opening x WHERE x.org = b.org AND x.batch = b.id))`;

class Checker {
  private readonly seen = new Set<string>();
  private readonly org: string;
  private readonly acks: Acknowledged;
  private readonly report: KillReport;

  constructor(org: string, acks: Acknowledged, report: KillReport) {
    this.org = org;
    this.acks = acks;
    this.report = report;
  }

  /** Imports are read once when they are done; they do not change after. */
  private async imports(open: OpenDesk): Promise<void> {
    const { org, acks, report } = this;
    await open.desk.store.as({ org, clients: "all" }, async (tx) => {
      const { rows } = await tx.session.query("SELECT id FROM import_batch WHERE org = $1 AND state = 'done'", [org]);
      const done = new Set(rows.map((r) => String(r.id)));
      for (const id of acks.imports)
        if (!done.has(id)) report.faults.push(`the acknowledged import ${id} is not there`);
      for (const id of done) {
        if (this.seen.has(id)) continue;
        this.seen.add(id);
        const { fault } = await verifyImport(tx, id);
        if (fault !== undefined) report.faults.push(`import ${id}: ${fault}`);
      }
      const half = await tx.session.query(HALF, [org]);
      for (const r of half.rows) report.faults.push(`import ${String(r.id)} is not done, and shows something`);
      report.otherImports = [...done].filter((id) => !acks.imports.has(id)).length;
    });
  }

  async check(place: Place): Promise<void> {
    const { org, acks, report } = this;
    const open = await openDesk(place);
    try {
      report.faults.push(...(await missingEvents(open, org, acks)));
      await this.imports(open);
      const chain = await open.desk.store.asSystem(async ({ session }) =>
        verifyChain(org, eventsOf(session, org), await headOf(session, org)),
      );
      for (const f of chain.findings) report.faults.push(f.sentence);
      report.acknowledged = { events: acks.events.size, imports: acks.imports.size };
    } finally {
      await open.close();
    }
  }
}

/** A place with one organization and one client. */
export async function begun(place: Place): Promise<{ org: string; client: string }> {
  const open = await openDesk(place);
  const { org, clients } = await organizationIn(open.desk.store, 1);
  open.makeKey(org);
  await open.close();
  return { org, client: clients[0] ?? "" };
}

/** Starts a writer, lets it live for a while, kills it, and says what it was at. */
async function killOne(
  { worker, target }: KillOptions,
  args: readonly string[],
  acks: Acknowledged,
  random: () => number,
): Promise<Said & { readonly ofServer: boolean }> {
  const child = spawn(process.execPath, [...worker, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  const said: Said = { isReady: false, inWrite: false };
  const whileOpening = random() < OPENING_SHARE;
  let timer: NodeJS.Timeout | undefined;
  const ofServer = target.url !== "" && random() < 0.5;
  const strike = (): void => {
    if (ofServer) target.killServer();
    child.kill("SIGKILL");
  };
  const after = (ms: number): void => {
    timer = setTimeout(strike, random() * ms);
  };
  const heard = listen(child, said, acks, () => {
    if (!whileOpening) after(WRITING_MS);
  });
  if (whileOpening) after(OPENING_MS);
  const [, signal] = await once(child, "exit");
  await heard;
  clearTimeout(timer);
  if (signal !== "SIGKILL" && !ofServer) throw new Error("a writer ended by itself; run it alone to see why");
  if (ofServer) await target.restart();
  return { ...said, ofServer };
}

export async function killRounds(options: KillOptions): Promise<KillReport> {
  const { kills, seed, target } = options;
  const home = mkdtempSync(join(tmpdir(), "parley-kill-"));
  const url = target.url === "" ? undefined : target.url;
  const place: Place = { home, demo: false, booksDir: join(home, "books"), databaseUrl: url, masterKey: undefined };
  const random = chance(seed);
  const report: KillReport = {
    ...{ kills: 0, insideWrite: 0, whileOpening: 0, ofServer: 0, otherImports: 0 },
    acknowledged: { events: 0, imports: 0 },
    faults: [],
  };
  const acks = new Acknowledged(join(home, "acknowledged"));
  try {
    const { org, client } = await begun(place);
    const checker = new Checker(org, acks, report);
    for (let round = 1; round <= kills; round++) {
      const args = [home, target.url, org, client, String(seed * 1000 + round)];
      const { isReady, inWrite, ofServer } = await killOne(options, args, acks, random);
      report.kills++;
      if (inWrite) report.insideWrite++;
      if (!isReady) report.whileOpening++;
      if (ofServer) report.ofServer++;
      await checker.check(place);
      options.told?.(round, report);
      if (report.faults.length > 0) break;
    }
    return report;
  } finally {
    acks.close();
    rmSync(home, { recursive: true, force: true });
  }
}
