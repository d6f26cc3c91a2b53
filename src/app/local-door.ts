import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { addressOf } from "#store/owner-lock.ts";

/**
 * The way from a command to the server that has the data folder open. The server leaves its address and a secret of this
 * start in a file beside the lock that only its own account reads; whoever shows the secret is that account.
 */

const fileOf = (dataDir: string): string => `${dataDir}.local`;

export interface LocalDoor {
  /** Where the server listens on this machine: `http://127.0.0.1:4177`. */
  readonly address: string;
  readonly secret: string;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** The server's side. */
export class LocalDoorkeeper {
  private readonly file: string;
  private readonly secret = randomBytes(32).toString("base64url");
  private isOpen = false;

  constructor(dataDir: string) {
    this.file = fileOf(dataDir);
  }

  /** Leaves the file, in the place of an earlier start's. */
  open(address: string): void {
    const draft = `${this.file}.${process.pid}`;
    rmSync(draft, { force: true });
    writeFileSync(draft, JSON.stringify({ address, secret: this.secret } satisfies LocalDoor), {
      mode: 0o600,
      flag: "wx",
    });
    renameSync(draft, this.file);
    this.isOpen = true;
  }

  /** Compares in constant time. */
  accepts(secret: string): boolean {
    return timingSafeEqual(digest(secret), digest(this.secret)) && this.isOpen;
  }

  close(): void {
    if (this.isOpen) rmSync(this.file, { force: true });
    this.isOpen = false;
  }
}

/** The door of the server that has `dataDir` open; undefined when none has, or it is another account's. */
export function doorOf(dataDir: string): LocalDoor | undefined {
  if (addressOf(dataDir) === undefined) return undefined;
  try {
    const said: Partial<LocalDoor> = JSON.parse(readFileSync(fileOf(dataDir), "utf8"));
    const { address, secret } = said;
    return typeof address === "string" && typeof secret === "string" ? { address, secret } : undefined;
  } catch {
    // Another account's, or just going: the data are then refused by their lock, which names the process.
    return undefined;
  }
}
