import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type ByteSource, memorySource, readFully } from "./byte-source.ts";

/** Inflated entries up to this size stay in memory while the budget lasts. */
const SMALL = 4 * 1024 * 1024;
const BUDGET = 48 * 1024 * 1024;

/**
 * Where inflated archive entries wait to be read again. Small ones stay in memory; the rest share one file of mode 0600
 * in a private folder of mode 0700. Where the system allows it the name is removed at once, so that nothing is left even
 * if the process dies; elsewhere it goes when the spool closes. The class guards that file.
 */
export class Spool {
  private readonly parent: string;
  private folder: string | undefined;
  private fd: number | undefined;
  private end = 0;
  private budget = BUDGET;

  /** `parent` is made, mode 0700, when it is first needed. */
  constructor(parent: string) {
    this.parent = parent;
  }

  /** Begins an entry. Only one is written at a time. */
  entry(): SpoolEntry {
    return new SpoolEntry(this);
  }

  /** Takes bytes into memory if there is room. */
  keep(size: number): boolean {
    if (size > SMALL || size > this.budget) return false;
    this.budget -= size;
    return true;
  }

  append(bytes: Uint8Array): number {
    const at = this.end;
    const fd = this.file();
    let done = 0;
    while (done < bytes.length) done += writeSync(fd, bytes, done, bytes.length - done, at + done);
    this.end += bytes.length;
    return at;
  }

  slice(from: number, size: number): ByteSource {
    return {
      size,
      read: (into, at) => {
        if (at >= size) return 0;
        return readFully(this.file(), into.subarray(0, Math.min(into.length, size - at)), from + at);
      },
    };
  }

  get position(): number {
    return this.end;
  }

  private file(): number {
    if (this.fd !== undefined) return this.fd;
    mkdirSync(this.parent, { recursive: true, mode: 0o700 });
    this.folder = mkdtempSync(join(this.parent, "inflated-"));
    const path = join(this.folder, "entries");
    this.fd = openSync(path, "wx+", 0o600);
    try {
      unlinkSync(path);
    } catch {
      // An open file cannot lose its name everywhere; then `close` removes it.
    }
    return this.fd;
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }
}

/** One entry being written. */
export class SpoolEntry {
  private readonly spool: Spool;
  private parts: Uint8Array[] = [];
  private written: number | undefined;
  size = 0;

  constructor(spool: Spool) {
    this.spool = spool;
  }

  write(chunk: Uint8Array): void {
    this.size += chunk.length;
    if (this.written !== undefined) this.spool.append(chunk);
    else {
      this.parts.push(chunk);
      if (this.size > SMALL) this.flush();
    }
  }

  private flush(): void {
    this.written = this.spool.position;
    for (const part of this.parts) this.spool.append(part);
    this.parts = [];
  }

  /** The bytes written so far, readable at any place until the spool closes. */
  finish(): ByteSource {
    if (this.written === undefined && this.spool.keep(this.size)) {
      const whole = new Uint8Array(this.size);
      let at = 0;
      for (const part of this.parts) {
        whole.set(part, at);
        at += part.length;
      }
      this.parts = [];
      return memorySource(whole);
    }
    if (this.written === undefined) this.flush();
    return this.spool.slice(this.written ?? 0, this.size);
  }
}
