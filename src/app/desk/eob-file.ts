import type { ByteSource } from "#exchange/byte-source.ts";
import type { Desk } from "./desk.ts";
import type { ReadAt } from "./eob-raw.ts";
import { unpack } from "./import-files.ts";

/** A kept file opened at any place: as it lies when it was sent plain, unpacked when it came in an archive. */

export interface KeptReader {
  readonly read: ReadAt;
  readonly size: number;
  close(): void;
}

export interface KeptFile {
  readonly name: string;
  readonly sha256: string;
}

const EMPTY: KeptReader = { read: async () => new Uint8Array(0), size: 0, close: () => {} };

async function unpacked(desk: Desk, org: string, file: KeptFile, name: string): Promise<KeptReader> {
  const found = await unpack(desk, org, [file]);
  const entry = found.files.find((f) => f.name === name);
  if (entry === undefined || entry.is === "refused") {
    found.close();
    return EMPTY;
  }
  const { bytes } = entry;
  return { read: async (from, length) => readFrom(bytes, from, length), size: bytes.size, close: () => found.close() };
}

function readFrom(bytes: ByteSource, from: number, length: number): Uint8Array {
  const chunk = new Uint8Array(Math.max(0, Math.min(length, bytes.size - from)));
  let filled = 0;
  while (filled < chunk.length) {
    const n = bytes.read(chunk.subarray(filled), from + filled);
    if (n === 0) break;
    filled += n;
  }
  return chunk.subarray(0, filled);
}

const isPacked = (first: Uint8Array): boolean =>
  (first[0] === 0x50 && first[1] === 0x4b) || (first[0] === 0x1f && first[1] === 0x8b);

/** Opens a kept file. `name` is that of the file inside it where it is an archive. Throws Outage when it is damaged. */
export async function readerOf(desk: Desk, org: string, file: KeptFile, name: string): Promise<KeptReader> {
  const vault = await desk.vault(org);
  const address = vault.addressOf(file.sha256);
  const read: ReadAt = async (from, length) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of vault.read(address, from, length)) pieces.push(piece);
    return Buffer.concat(pieces);
  };
  const size = await vault.sizeOf(address);
  if (size === undefined) return EMPTY;
  return isPacked(await read(0, 2)) ? unpacked(desk, org, file, name) : { read, size, close: () => {} };
}
