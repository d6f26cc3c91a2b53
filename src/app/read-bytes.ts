import { closeSync, openSync, readSync } from "node:fs";
import type { Latin1 } from "#x12/segment.ts";
import type { Find } from "#x12/tape.ts";

/** Large enough that reading costs little beside parsing, small enough to stay in a processor's cache. */
const CHUNK = 1 << 18;

/** What Node's buffers can do though its types do not say so. */
interface Slices {
  latin1Slice(from: number, to: number): string;
}

const viewOf = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) as Buffer<ArrayBufferLike> & Slices;

/** Node's own search, which looks at many bytes at once. */
export const findBytes: Find = (bytes, what, from) => viewOf(bytes).indexOf(what, from);

/** Node's own decoder, several times as fast as `TextDecoder` on the short texts of X12. */
export const latin1: Latin1 = (() => {
  let of: Uint8Array = new Uint8Array(0);
  let view = viewOf(of);
  return (bytes, from, to) => {
    if (bytes !== of) {
      view = viewOf(bytes);
      of = bytes;
    }
    return view.latin1Slice(from, to);
  };
})();

/**
 * The bytes of a file from `from` up to `to`, in chunks that are overwritten by the next: nobody may keep one. Reads in
 * the caller's thread, because a thread that only parses has nothing better to do. "-" is standard input.
 * Throws what the file system throws.
 */
export function* fileChunks(path: string, from = 0, to = Number.POSITIVE_INFINITY): Generator<Uint8Array> {
  const standard = path === "-";
  const fd = standard ? 0 : openSync(path, "r");
  // No Buffer: what reads both kinds of array is compiled twice, and the tape's own are plain.
  const buffer = new Uint8Array(CHUNK);
  let at = from;
  try {
    while (at < to) {
      const n = readSync(fd, buffer, 0, Math.min(CHUNK, to - at), standard ? null : at);
      if (n === 0) return;
      at += n;
      yield buffer.subarray(0, n);
    }
  } finally {
    if (!standard) closeSync(fd);
  }
}
