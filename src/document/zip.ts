import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { constants, crc32, deflateRawSync } from "node:zlib";
import { check } from "#base/check.ts";

/**
 * A zip file written from several entries that grow at the same time. Each entry is deflated in pieces as it is written
 * and only compressed bytes are kept, so a workbook of hundreds of thousands of rows needs a few tens of megabytes.
 * PKWARE APPNOTE 6.3: local header 4.3.7, central directory 4.3.12, end record 4.3.16.
 */

/** Text is gathered to this many characters before it is deflated. */
const GATHERED = 1 << 18;
/** Without the zip64 records no size may reach this. */
const SIZE_MAX = 0xffffffff;
/** 1 January 1980 at midnight, the first moment a zip knows: the same rows give the same bytes. */
const DOS_DATE = 0x21;
/** An empty last block (RFC 1951, 3.2.3): pieces that end on a byte follow each other, and this closes them. */
const LAST_BLOCK = Buffer.from([3, 0]);

export class ZipEntry {
  readonly name: string;
  readonly chunks: Buffer[] = [];
  crc = 0;
  size = 0;
  packed = 0;
  private gathered = "";

  constructor(name: string) {
    this.name = name;
  }

  write(text: string): void {
    this.gathered += text;
    if (this.gathered.length >= GATHERED) this.flush();
  }

  private flush(): void {
    const bytes = Buffer.from(this.gathered, "utf8");
    this.gathered = "";
    this.crc = crc32(bytes, this.crc);
    this.size += bytes.length;
    this.keep(deflateRawSync(bytes, { level: 3, finishFlush: constants.Z_SYNC_FLUSH }));
  }

  private keep(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.packed += chunk.length;
  }

  end(): void {
    this.flush();
    this.keep(LAST_BLOCK);
    check(this.size < SIZE_MAX && this.packed < SIZE_MAX, "an entry of a workbook grew over 4 GiB");
  }
}

/** The fields that the local header and the central directory share. */
function sizes(e: ZipEntry): Buffer {
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

function directoryRow(e: ZipEntry, at: number): Buffer {
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

function put(file: number, entries: readonly ZipEntry[]): void {
  let at = 0;
  const rows: Buffer[] = [];
  for (const e of entries) {
    rows.push(directoryRow(e, at));
    const head = Buffer.concat([signature(0x04034b50), sizes(e), Buffer.from(e.name)]);
    for (const part of [head, ...e.chunks]) {
      writeSync(file, part);
      at += part.length;
    }
  }
  check(at < SIZE_MAX, "a workbook grew over 4 GiB");
  const directory = Buffer.concat(rows);
  writeSync(file, directory);
  writeSync(file, endRecord(entries.length, directory.length, at));
}

/** Writes ended entries as a zip file: whole or not at all. */
export function writeZip(path: string, entries: readonly ZipEntry[]): void {
  const partial = `${path}.part`;
  try {
    const file = openSync(partial, "w");
    try {
      put(file, entries);
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (e) {
    rmSync(partial, { force: true });
    throw e;
  }
}
