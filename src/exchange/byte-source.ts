import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes that can be read again at any place: a plain file, an inflated archive entry, or a small one held in memory. */
export interface ByteSource {
  readonly size: number;
  /** Fills `into` from byte `at`; returns how many bytes there were, fewer than asked only at the end. */
  read(into: Uint8Array, at: number): number;
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(into, at) {
      const part = bytes.subarray(at, at + into.length);
      into.set(part);
      return part.length;
    },
  };
}

/** Reads until `into` is full or the file ends; a single read may stop short. */
export function readFully(fd: number, into: Uint8Array, at: number): number {
  let got = 0;
  while (got < into.length) {
    const n = readSync(fd, into, got, into.length - got, at + got);
    if (n === 0) break;
    got += n;
  }
  return got;
}

/** So many files are kept open at a time; a folder may hold more than a process may open. */
const OPEN = 48;

/** Opens files when they are read and closes the ones not read lately. The class guards the open descriptors. */
export class OpenFiles {
  private readonly open = new Map<string, number>();

  /** The file's bytes as they are now: a file that grows later is read to the size it had. Throws what the system says. */
  source(path: string): ByteSource {
    const size = fstatSync(this.descriptor(path)).size;
    return {
      size,
      read: (into, at) => {
        if (at >= size) return 0;
        const room = Math.min(into.length, size - at);
        return readFully(this.descriptor(path), room === into.length ? into : into.subarray(0, room), at);
      },
    };
  }

  private descriptor(path: string): number {
    const known = this.open.get(path);
    if (known !== undefined) {
      if (this.open.size > 1) {
        this.open.delete(path);
        this.open.set(path, known);
      }
      return known;
    }
    if (this.open.size >= OPEN) {
      const [oldest] = this.open;
      if (oldest !== undefined) {
        this.open.delete(oldest[0]);
        closeSync(oldest[1]);
      }
    }
    const fd = openSync(path, "r");
    this.open.set(path, fd);
    return fd;
  }

  close(): void {
    for (const fd of this.open.values()) closeSync(fd);
    this.open.clear();
  }
}

/** All the bytes, for files that must be small; `limit` bounds what a hostile one can make us hold. */
export function readAll(source: ByteSource, limit: number): Uint8Array {
  const bytes = new Uint8Array(Math.min(source.size, limit));
  return bytes.subarray(0, source.read(bytes, 0));
}
