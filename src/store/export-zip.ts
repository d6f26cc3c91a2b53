import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import { check } from "#base/check.ts";
import { syncFolder } from "./keys.ts";

/**
 * A zip written to a file as it comes, entry after entry, with no limit but that of an entry: 4 GiB. PKWARE APPNOTE 6.3:
 * local header 4.3.7, central directory 4.3.12, end records 4.3.14 to 4.3.16, zip64 extra field 4.5.3, the last only
 * where an offset or the number of entries needs it.
 */

const U32 = 0xffffffff;
const U16 = 0xffff;
/** 1 January 1980, the first day a zip knows: the same rows give the same bytes. */
const DOS_DATE = 0x21;
const LOCAL_BYTES = 30;

export interface Written {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface Row extends Written {
  readonly crc: number;
  readonly packed: number;
  readonly at: number;
}

/** Version, flags, method, time and day, then CRC and sizes, length of the name and of the extra field. */
function shared(row: Row, extra: number): Buffer {
  const b = Buffer.alloc(26);
  b.writeUInt16LE(extra > 0 ? 45 : 20, 0);
  b.writeUInt16LE(0x0800, 2); // names are UTF-8
  b.writeUInt16LE(8, 4); // deflate
  b.writeUInt16LE(DOS_DATE, 8);
  b.writeUInt32LE(row.crc, 10);
  b.writeUInt32LE(row.packed, 14);
  b.writeUInt32LE(row.bytes, 18);
  b.writeUInt16LE(Buffer.byteLength(row.name), 22);
  b.writeUInt16LE(extra, 24);
  return b;
}

function numbers(signature: number, ...fields: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Buffer {
  const parts = fields.map(([value, bytes]) => {
    const b = Buffer.alloc(bytes);
    if (bytes === 8) b.writeBigUInt64LE(BigInt(value));
    else b.writeUIntLE(value, 0, bytes);
    return b;
  });
  const head = Buffer.alloc(4);
  head.writeUInt32LE(signature);
  return Buffer.concat([head, ...parts]);
}

const localHeader = (row: Row): Buffer => Buffer.concat([numbers(0x04034b50), shared(row, 0), Buffer.from(row.name)]);

function directoryRow(row: Row): Buffer {
  const isFar = row.at >= U32;
  const extra = isFar ? numbers(0x00080001, [row.at, 8]) : Buffer.alloc(0);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(isFar ? U32 : row.at, 10);
  return Buffer.concat([
    numbers(0x02014b50),
    Buffer.from([45, 0]),
    shared(row, extra.length),
    rest,
    Buffer.from(row.name),
    extra,
  ]);
}

function endRecords(entries: number, size: number, at: number): Buffer {
  const plain = numbers(
    0x06054b50,
    [0, 4],
    [Math.min(entries, U16), 2],
    [Math.min(entries, U16), 2],
    [Math.min(size, U32), 4],
    [Math.min(at, U32), 4],
    [0, 2],
  );
  if (entries < U16 && size < U32 && at < U32) return plain;
  const far = numbers(
    0x06064b50,
    [44, 8],
    [45, 2],
    [45, 2],
    [0, 4],
    [0, 4],
    [entries, 8],
    [entries, 8],
    [size, 8],
    [at, 8],
  );
  return Buffer.concat([far, numbers(0x07064b50, [0, 4], [at + size, 8], [1, 4]), plain]);
}

export class ZipStream {
  private readonly path: string;
  private readonly file: FileHandle;
  private readonly rows: Row[] = [];
  private at = 0;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.file = file;
  }

  /** Begins a zip beside `path`; it gets its name when it is finished. */
  static async create(path: string): Promise<ZipStream> {
    await rm(`${path}.part`, { force: true });
    return new ZipStream(path, await open(`${path}.part`, "wx", 0o600));
  }

  private async put(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.at + done);
      done += bytesWritten;
    }
    this.at += bytes.length;
  }

  /** Adds an entry; its name is a path of ours, never one that a file or a person brought. */
  async add(name: string, source: AsyncIterable<Uint8Array>): Promise<Written> {
    check(/^[\w][\w .,()-]*(\/[\w][\w .,()-]*)*$/.test(name), "an entry of a zip has no calm name");
    const start = this.at;
    const hash = createHash("sha256");
    let [crc, bytes] = [0, 0];
    this.at += LOCAL_BYTES + Buffer.byteLength(name);
    const body = this.at;
    await pipeline(
      async function* () {
        for await (const chunk of source) {
          hash.update(chunk);
          crc = crc32(chunk, crc);
          bytes += chunk.length;
          yield chunk;
        }
      },
      createDeflateRaw({ level: 3 }),
      async (deflated: AsyncIterable<Uint8Array>) => {
        for await (const chunk of deflated) await this.put(chunk);
      },
    );
    const row: Row = { name, bytes, sha256: hash.digest("hex"), crc, packed: this.at - body, at: start };
    check(bytes < U32 && row.packed < U32, "an entry of a zip grew over 4 GiB");
    // Sizes are known now, so the place left free before the entry gets its header.
    await this.file.write(localHeader(row), 0, body - start, start);
    this.rows.push(row);
    return { name, bytes, sha256: row.sha256 };
  }

  /** Ends the zip, puts it on the disk and gives it its name; gives its size. */
  async finish(): Promise<number> {
    const start = this.at;
    for (const row of this.rows) await this.put(directoryRow(row));
    await this.put(endRecords(this.rows.length, this.at - start, start));
    await this.file.sync();
    await this.file.close();
    await rename(`${this.path}.part`, this.path);
    syncFolder(dirname(this.path));
    return this.at;
  }

  /** Gives the zip up. */
  async drop(): Promise<void> {
    await this.file.close().catch(() => {});
    await rm(`${this.path}.part`, { force: true });
  }
}
