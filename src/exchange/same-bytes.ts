import { createHash } from "node:crypto";
import type { ByteSource } from "./byte-source.ts";

const CHUNK = 1 << 20;

/** The SHA-256 of all bytes. */
export function contentHash(bytes: ByteSource): string {
  const hash = createHash("sha256");
  const chunk = new Uint8Array(Math.min(CHUNK, Math.max(1, bytes.size)));
  for (let at = 0; at < bytes.size; ) {
    const n = bytes.read(chunk, at);
    if (n === 0) break;
    hash.update(chunk.subarray(0, n));
    at += n;
  }
  return hash.digest("hex");
}

/**
 * For each file the position of the first one with the same bytes (itself when there is none before). Only files of one
 * size are read for it; packed files are compared as unpacked.
 */
export function sameBytes(files: readonly { readonly is: string; readonly bytes: ByteSource }[]): Int32Array {
  const first = Int32Array.from(files.keys());
  const bySize = new Map<number, number[]>();
  files.forEach((f, i) => {
    if (f.is === "refused" || f.is === "empty") return;
    const same = bySize.get(f.bytes.size);
    if (same === undefined) bySize.set(f.bytes.size, [i]);
    else same.push(i);
  });
  for (const group of bySize.values()) {
    if (group.length < 2) continue;
    const byHash = new Map<string, number>();
    for (const i of group) {
      const bytes = files[i]?.bytes;
      if (bytes === undefined) continue;
      const hash = contentHash(bytes);
      const before = byHash.get(hash);
      if (before === undefined) byHash.set(hash, i);
      else first[i] = before;
    }
  }
  return first;
}
