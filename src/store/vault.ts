import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { check } from "#base/check.ts";
import { err, ok, type Result } from "#base/result.ts";
import { codeOf, type DataKey, derive } from "./keys.ts";
import { Outage } from "./outage.ts";
import {
  beginSealing,
  FRAME,
  HEADER_BYTES,
  measure,
  openFrame,
  readSealing,
  SEALED_FRAME,
  type Sealing,
  type SealKey,
  sealFrame,
} from "./seal.ts";
import { entries } from "./vault-entries.ts";

/**
 * The files of one organization, encrypted where they lie. A file is found by its address, a keyed hash of the SHA-256
 * that the records name it by: the same file is kept once, the addresses of two organizations tell nothing of each other,
 * and an address does not tell whoever sees the folder whether a file they know is here. A stored file is its binding (a keyed hash of address and salt, so that one file
 * put in the place of another does not open), then its bytes as seal.ts seals them.
 */

/** 64 hex digits. */
export type Address = string;

export const isAddress = (text: string): text is Address => /^[0-9a-f]{64}$/.test(text);

const BINDING_BYTES = 32;
const BODY_AT = BINDING_BYTES + HEADER_BYTES;
const ORG = /^[A-Za-z0-9_-]{1,64}$/;

export interface VaultOptions {
  /** Holds a folder for each organization. */
  readonly dir: string;
  readonly key: DataKey;
  /** Plain bytes of one file. */
  readonly fileMax: number;
}

export interface Kept {
  /** Of the plain bytes, as the records name the file. */
  readonly sha256: string;
  readonly address: Address;
  readonly size: number;
  /** False when the same bytes were here before. */
  readonly isNew: boolean;
}

export interface TooLarge {
  readonly code: "file-too-large";
  readonly sentence: string;
}

export interface Swept {
  readonly files: number;
  readonly drafts: number;
}

const broken = (code: string, sentence: string): Outage =>
  new Outage(code, `${sentence} Restore it from a backup.`, "no");
const gone = (): Outage => broken("file-gone", "A file that the records name is not whole in the data folder.");
const another = (): Outage =>
  broken("file-changed", "A stored file is not the one its address names, so it is not shown.");

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folder as a file, and keeps a rename without being asked.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Exactly this many bytes from a place in the file, or Outage: a file that ends early was cut. */
async function readExactly(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, at + filled);
    if (bytesRead === 0) throw gone();
    filled += bytesRead;
  }
  return bytes;
}

/** A stored file that was opened and found to be the one asked for. */
interface Opened {
  readonly file: FileHandle;
  readonly sealing: Sealing;
  readonly frames: number;
  readonly plainBytes: number;
}

export class Vault {
  private readonly folder: string;
  private readonly fileMax: number;
  private readonly sealKey: SealKey;
  private readonly addressKey;
  private readonly bindingKey;

  constructor({ dir, key, fileMax }: VaultOptions) {
    check(ORG.test(key.org), "the id of an organization cannot name a folder");
    this.folder = join(dir, key.org);
    this.fileMax = fileMax;
    this.sealKey = { id: key.id, secret: key.secret, purpose: `file ${key.org}` };
    this.addressKey = derive(key.secret, "parley-address-1");
    this.bindingKey = derive(key.secret, "parley-binding-1");
  }

  private pathOf(address: Address): string {
    check(isAddress(address), "what should be an address of a file is none");
    return join(this.folder, address.slice(0, 2), address);
  }

  private get drafts(): string {
    return join(this.folder, "drafts");
  }

  /** Where the file with this SHA-256 (64 hex digits) is kept, or would be. */
  addressOf(sha256: string): Address {
    check(isAddress(sha256), "what should be the SHA-256 of a file is none");
    return createHmac("sha256", this.addressKey).update(sha256).digest("hex");
  }

  private bindingOf(address: Address, sealing: Sealing): Buffer {
    return createHmac("sha256", this.bindingKey).update(sealing.header).update(address).digest();
  }

  /**
   * Keeps the bytes of a stream and gives their address. Returns when they are on the disk; a stream that throws, ends a
   * process or is too large leaves nothing that could be found.
   */
  async put(source: AsyncIterable<Uint8Array>): Promise<Result<Kept, TooLarge>> {
    await mkdir(this.drafts, { recursive: true, mode: 0o700 });
    const draft = join(this.drafts, randomBytes(16).toString("hex"));
    try {
      const written = await this.write(draft, source);
      return written === undefined ? this.tooLarge() : ok(await this.place(draft, written.sha256, written.size));
    } finally {
      await rm(draft, { force: true });
    }
  }

  private tooLarge(): Result<never, TooLarge> {
    const most = Math.floor(this.fileMax / 2 ** 20);
    return err({ code: "file-too-large", sentence: `The file is larger than ${most} MB, so it was not kept.` });
  }

  /** Undefined when the stream outgrows the limit. */
  private async write(
    draft: string,
    source: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly sha256: string; readonly size: number } | undefined> {
    const sealing = beginSealing(this.sealKey);
    const hash = createHash("sha256");
    const file = await open(draft, "wx", 0o600);
    try {
      const frames = new FrameWriter(file, sealing);
      for await (const chunk of source) {
        if (frames.size + chunk.length > this.fileMax) return undefined;
        hash.update(chunk);
        await frames.add(chunk);
      }
      await frames.end();
      const sha256 = hash.digest("hex");
      const address = this.addressOf(sha256);
      // The address is known only now, so the binding that names it goes to the place left free for it.
      await file.write(this.bindingOf(address, sealing), 0, BINDING_BYTES, 0);
      await file.sync();
      return { sha256, size: frames.size };
    } finally {
      await file.close();
    }
  }

  private async place(draft: string, sha256: string, size: number): Promise<Kept> {
    const address = this.addressOf(sha256);
    const path = this.pathOf(address);
    const known = await this.sizeOf(address);
    if (known === size) {
      // Young again: a sweep spares what was just put and is not yet in the records.
      const { atime } = await stat(draft);
      await utimes(path, atime, atime);
      return { sha256, address, size, isNew: false };
    }
    const shelf = dirname(path);
    await mkdir(shelf, { recursive: true, mode: 0o700 });
    await rename(draft, path);
    await syncFolder(shelf);
    await syncFolder(this.folder);
    return { sha256, address, size, isNew: true };
  }

  private async openFile(address: Address): Promise<Opened> {
    let file: FileHandle;
    try {
      file = await open(this.pathOf(address), "r");
    } catch (thrown) {
      if (codeOf(thrown) === "ENOENT") throw gone();
      throw thrown;
    }
    try {
      const { size } = await file.stat();
      const { frames, plainBytes } = measure(size - BINDING_BYTES);
      const head = await readExactly(file, 0, BODY_AT);
      const sealing = readSealing(this.sealKey, head.subarray(BINDING_BYTES));
      if (!timingSafeEqual(head.subarray(0, BINDING_BYTES), this.bindingOf(address, sealing))) throw another();
      return { file, sealing, frames, plainBytes };
    } catch (thrown) {
      await file.close();
      throw thrown;
    }
  }

  /** Plain bytes of a kept file; undefined when it is not here, or not whole as far as its first bytes and length tell. */
  async sizeOf(address: Address): Promise<number | undefined> {
    try {
      const { file, plainBytes } = await this.openFile(address);
      await file.close();
      return plainBytes;
    } catch (thrown) {
      if (thrown instanceof Outage) return undefined;
      throw thrown;
    }
  }

  /**
   * The bytes of a kept file from `from`, at most `length` of them; only the frames they stand in are read, and each is
   * verified before it is given. Throws Outage when the file is gone, damaged or another one.
   */
  async *read(address: Address, from = 0, length = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
    const { file, sealing, frames, plainBytes } = await this.openFile(address);
    try {
      const until = Math.min(plainBytes, from + length);
      const lastAsked = Math.max(0, Math.ceil(until / FRAME) - 1);
      for (let i = Math.min(Math.floor(from / FRAME), lastAsked); i <= lastAsked; i++) {
        const isLast = i === frames - 1;
        const at = i * SEALED_FRAME;
        const sealed = isLast ? plainBytes + frames * (SEALED_FRAME - FRAME) - at : SEALED_FRAME;
        const plain = openFrame(sealing, i, isLast, await readExactly(file, BODY_AT + at, sealed));
        yield plain.subarray(Math.max(0, from - i * FRAME), Math.max(0, until - i * FRAME));
      }
    } finally {
      await file.close();
    }
  }

  /** Reads a file to its end and compares its bytes with its address. Throws Outage where they do not fit. */
  async verify(address: Address): Promise<void> {
    const hash = createHash("sha256");
    for await (const piece of this.read(address)) hash.update(piece);
    if (this.addressOf(hash.digest("hex")) !== address) throw another();
  }

  /** Removes a file from the disk; nothing happens when it is not there. */
  async remove(address: Address): Promise<void> {
    await rm(this.pathOf(address), { force: true });
  }

  /** Every address here, in no order. */
  async *addresses(): AsyncGenerator<Address> {
    for await (const shelf of entries(this.folder))
      if (/^[0-9a-f]{2}$/.test(shelf))
        for await (const name of entries(join(this.folder, shelf))) if (isAddress(name)) yield name;
  }

  /**
   * Removes files that no record names, and drafts of writers that were killed. Only what is older than `before`
   * (milliseconds since 1970) goes: what was just put may not be in the records yet.
   */
  async sweep(isNamed: (address: Address) => Promise<boolean>, before: number): Promise<Swept> {
    let [files, drafts] = [0, 0];
    for await (const address of this.addresses()) {
      const path = this.pathOf(address);
      if (!(await isOlder(path, before)) || (await isNamed(address))) continue;
      await rm(path, { force: true });
      files++;
    }
    for await (const name of entries(this.drafts)) {
      if (!(await isOlder(join(this.drafts, name), before))) continue;
      await rm(join(this.drafts, name), { force: true });
      drafts++;
    }
    return { files, drafts };
  }

  /** Removes every file of the organization. */
  async removeAll(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function isOlder(path: string, before: number): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < before;
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return false;
    throw thrown;
  }
}

/** Gathers chunks to full frames and writes them behind the place of the binding. */
class FrameWriter {
  size = 0;
  private readonly file: FileHandle;
  private readonly sealing: Sealing;
  private readonly held = Buffer.alloc(FRAME);
  private filled = 0;
  private frames = 0;

  constructor(file: FileHandle, sealing: Sealing) {
    this.file = file;
    this.sealing = sealing;
  }

  async add(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      // A full frame waits for the byte after it: only then is it known not to be the last.
      if (this.filled === FRAME) await this.flush(false);
      const part = chunk.subarray(at, at + FRAME - this.filled);
      this.held.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      this.size += part.length;
    }
  }

  private async flush(isLast: boolean): Promise<void> {
    const sealed = sealFrame(this.sealing, this.frames, isLast, this.held.subarray(0, this.filled));
    await writeAll(this.file, sealed, BODY_AT + this.frames * SEALED_FRAME);
    this.frames++;
    this.filled = 0;
  }

  async end(): Promise<void> {
    await this.flush(true);
    await writeAll(this.file, this.sealing.header, BINDING_BYTES);
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
}
