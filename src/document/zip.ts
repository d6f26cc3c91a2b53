import { once } from "node:events";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { constants, crc32, createDeflateRaw, type DeflateRaw } from "node:zlib";
import { check } from "#base/check.ts";

/**
 * A zip file written from several entries that grow at the same time. Each entry is deflated as it is written and only
 * its compressed bytes are kept, so a workbook of hundreds of thousands of rows needs a few tens of megabytes.
 * PKWARE APPNOTE 6.3: local header 4.3.7, central directory 4.3.12, end record 4.3.16.
 */
export interface ZipEntry {
  write(text: string): Promise<void>;
}

/** Text is gathered to this many characters before it is deflated. */
const GATHERED = 1 << 16;
/** Without the zip64 records no size may reach this. */
const SIZE_MAX = 0xffffffff;
/** 1 January 1980 at midnight, the first moment a zip knows: the same rows give the same bytes. */
const DOS_DATE = 0x21;

export class GrowingEntry implements ZipEntry {
  readonly name: string;
  readonly chunks: Buffer[] = [];
  crc = 0;
  size = 0;
  packed = 0;
  private readonly deflate: DeflateRaw;
  private gathered = "";

  constructor(name: string) {
    this.name = name;
    this.deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED + 2 });
    this.deflate.on("data", (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.packed += chunk.length;
    });
  }

  async write(text: string): Promise<void> {
    this.gathered += text;
    if (this.gathered.length >= GATHERED) await this.flush();
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.gathered, "utf8");
    this.gathered = "";
    this.crc = crc32(bytes, this.crc);
    this.size += bytes.length;
    if (!this.deflate.write(bytes)) await once(this.deflate, "drain");
  }

  async end(): Promise<void> {
    await this.flush();
    const ended = once(this.deflate, "end");
    this.deflate.end();
    await ended;
    check(this.size < SIZE_MAX && this.packed < SIZE_MAX, "an entry of a workbook grew over 4 GiB");
  }
}

/** The fields that the local header and the central directory share. */
function sizes(e: GrowingEntry): Buffer {
  const b = Buffer.alloc(26);
  b.writeUInt16LE(20, 0); // version needed: 2.0, deflate
  b.writeUInt16LE(0x0800, 2); // names are UTF-8
  b.writeUInt16LE(8, 4); // deflate
  b.writeUInt16LE(DOS_DATE, 8);
  b.writeUInt32LE(e.crc, 10);
  b.writeUInt32LE(e.packed, 14);
  b.writeUInt32LE(e.size, 18);
  b.writeUInt16LE(Buffer.byteLength(e.name), 22);
  return b;
}

const signature = (n: number): Buffer => {
  const b = Buffer.alloc(4);
  b.writeUInt32LE(n);
  return b;
};

function directoryRow(e: GrowingEntry, at: number): Buffer {
  const made = Buffer.from([20, 0]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(at, 10);
  return Buffer.concat([signature(0x02014b50), made, sizes(e), rest, Buffer.from(e.name)]);
}

function endRecord(entries: number, size: number, at: number): Buffer {
  const b = Buffer.alloc(22);
  b.writeUInt32LE(0x06054b50, 0);
  b.writeUInt16LE(entries, 8);
  b.writeUInt16LE(entries, 10);
  b.writeUInt32LE(size, 12);
  b.writeUInt32LE(at, 16);
  return b;
}

async function put(file: FileHandle, entries: readonly GrowingEntry[]): Promise<void> {
  let at = 0;
  const rows: Buffer[] = [];
  for (const e of entries) {
    rows.push(directoryRow(e, at));
    const head = Buffer.concat([signature(0x04034b50), sizes(e), Buffer.from(e.name)]);
    for (const part of [head, ...e.chunks]) {
      await file.write(part);
      at += part.length;
    }
  }
  check(at < SIZE_MAX, "a workbook grew over 4 GiB");
  const directory = Buffer.concat(rows);
  await file.write(directory);
  await file.write(endRecord(entries.length, directory.length, at));
}

/** Writes ended entries as a zip file: whole or not at all. */
export async function writeZip(path: string, entries: readonly GrowingEntry[]): Promise<void> {
  const partial = `${path}.part`;
  const file = await open(partial, "w");
  try {
    await put(file, entries);
    await file.close();
    await rename(partial, path);
  } catch (e) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw e;
  }
}
