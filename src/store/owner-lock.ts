import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { Outage } from "./outage.ts";

/**
 * One process may have a data folder open; PGlite itself has no lock, and two owners lose each other's commits. The lock
 * is a file beside the folder that says who: process, when that process started, machine, and the address it serves at.
 *
 * It is never stolen by age, because a long statement stops any heartbeat. It is taken over only when its process is
 * gone: another process of the same number started at another time, the machine was started anew, or nothing has that
 * number. What runs on another machine cannot be seen from here, so a lock from there is never taken over.
 */
export interface OwnerLock {
  /** Tells whoever is refused where the owner serves. */
  announce(address: string): void;
  release(): void;
}

interface Owner {
  readonly pid: number;
  /** When the process started, in the words of the system; empty where the system does not say. */
  readonly started: string;
  readonly host: string;
  readonly boot: string;
  readonly address?: string;
}

/** A takeover that died leaves a lock of its own behind, which the next takes over in the same way; deeper is no accident. */
const DEPTH_MAX = 3;

const NO_SUCH = "ENOENT";
const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

/** Field 22 of /proc/PID/stat, counted after the name, which may hold blanks; elsewhere what `ps` says; else nothing. */
function startOf(pid: number): string {
  if (process.platform === "linux") return /\) (.*)$/s.exec(readOr(`/proc/${pid}/stat`, ""))?.[1]?.split(" ")[19] ?? "";
  if (process.platform === "win32") return "";
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "";
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

const bootId = (): string => readOr("/proc/sys/kernel/random/boot_id", "").trim();

const ourselves = (): Owner => ({
  pid: process.pid,
  started: startOf(process.pid),
  host: hostname(),
  boot: bootId(),
});

/** Where the start of a process is not told (Windows), a process of the same number counts as the owner. */
function isGone(owner: Owner): boolean {
  if (owner.host !== hostname()) return false;
  if (owner.boot !== bootId()) return true;
  return !runs(owner.pid) || startOf(owner.pid) !== owner.started;
}

function ownerIn(file: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === NO_SUCH) return undefined;
    throw error;
  }
  try {
    const o: unknown = JSON.parse(text);
    if (typeof o === "object" && o !== null && "pid" in o && "started" in o && "host" in o && "boot" in o)
      return o as Owner;
  } catch {
    // Said below, as of any other content that is not ours.
  }
  throw new Outage("lock-unreadable", `The lock ${file} is not one of Parley's. Remove it when no Parley runs.`, "no");
}

function refusal(folder: string, owner: Owner): Outage {
  const where = owner.address === undefined ? "" : `, which serves at ${owner.address}`;
  const elsewhere = owner.host === hostname() ? "" : ` on ${owner.host}`;
  const then =
    owner.host === hostname()
      ? "Work there, or stop it first."
      : `If that machine no longer runs it, remove ${folder}.lock and start again.`;
  return new Outage(
    "data-folder-in-use",
    `The data folder ${folder} is open in another Parley, process ${owner.pid}${elsewhere}${where}. ${then}`,
    "no",
  );
}

/** Writes the whole owner under a name of its own first, so that nobody ever reads half a lock. */
function draft(file: string, owner: Owner): string {
  const own = `${file}.${owner.pid}`;
  writeFileSync(own, JSON.stringify(owner), { mode: 0o600 });
  return own;
}

/** Takes `file` for `owner`, or gives the living owner it belongs to. */
function take(file: string, owner: Owner, depth: number): Owner | undefined {
  const own = draft(file, owner);
  try {
    for (;;) {
      try {
        linkSync(own, file);
        return undefined;
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
      const found = ownerIn(file);
      if (found === undefined) continue;
      if (!isGone(found) || depth === DEPTH_MAX) return found;
      // Only who holds this second lock may replace a dead owner's; so of two who saw it dead, one comes second and looks again.
      const rival = take(`${file}.takeover`, owner, depth + 1);
      if (rival !== undefined) return rival;
      try {
        const still = ownerIn(file);
        if (still !== undefined && isGone(still)) {
          renameSync(draft(file, owner), file);
          return undefined;
        }
      } finally {
        unlinkSync(`${file}.takeover`);
      }
    }
  } finally {
    remove(own);
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (codeOf(error) !== NO_SUCH) throw error;
  }
}

/** Becomes the only owner of `folder`. Throws an Outage that names the owner there is. */
export function lockFolder(folder: string): OwnerLock {
  const file = `${folder}.lock`;
  const owner = ourselves();
  const held = take(file, owner, 0);
  if (held !== undefined) throw refusal(folder, held);
  let mine = true;
  return {
    announce(address) {
      if (mine) renameSync(draft(file, { ...owner, address }), file);
    },
    release() {
      if (!mine) return;
      mine = false;
      remove(file);
    },
  };
}

/** Where the process that has `folder` open serves, for a command that wants to talk to it; undefined when nobody does. */
export function addressOf(folder: string): string | undefined {
  const owner = ownerIn(`${folder}.lock`);
  return owner === undefined || isGone(owner) ? undefined : owner.address;
}
