import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
import { check } from "#base/check.ts";
import { derive } from "./keys.ts";
import { Outage } from "./outage.ts";

/**
 * Bytes sealed in frames. Every sealed thing has a key of its own, made of the data key and 32 bytes by chance; a frame
 * is AES-256-GCM under that key with its number and whether it is the last one in the IV. So nothing opens that was
 * changed, cut off, lengthened, moved within a file or carried over from another one, and a frame opens alone, without
 * those before it.
 *
 * Layout: `PARLEYS1`, id of the data key (16 bytes), salt (32 bytes), then frames of 64 KiB and their tag; the last may
 * be shorter, and an empty one seals nothing.
 */

const MAGIC = Buffer.from("PARLEYS1", "latin1");
const ID_BYTES = 16;
const SALT_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
export const HEADER_BYTES = MAGIC.length + ID_BYTES + SALT_BYTES;
/** Plain bytes of a full frame: small enough to look up a few lines of a large file, large enough to cost nothing. */
export const FRAME = 1 << 16;
export const SEALED_FRAME = FRAME + TAG_BYTES;
/** Numbers of frames are four bytes in an IV; 64 KiB times this is 256 TiB. */
const FRAMES_MAX = 2 ** 32 - 1;

/** What opens and seals: a secret, its name, and what it is used for. */
export interface SealKey {
  /** 32 hex digits. */
  readonly id: string;
  readonly secret: KeyObject;
  /** Such as `file org_1`: what was sealed for one thing does not open as another. */
  readonly purpose: string;
}

/** Trying again helps nobody: what was sealed is damaged, or belongs to another key. */
const damaged = (): Outage =>
  new Outage(
    "seal-damaged",
    "A sealed file was changed or damaged, so none of it is shown. Restore it from a backup, and find out who wrote to the data folder.",
    "no",
  );
const foreign = (): Outage =>
  new Outage(
    "seal-foreign",
    "This was sealed with another key than the one Parley has. Set PARLEY_KEY, or put that key's file back.",
    "no",
  );

/** The key of one sealed thing, with the header it stands behind. */
export interface Sealing {
  readonly header: Buffer;
  readonly secret: KeyObject;
}

const sealingOf = (key: SealKey, header: Buffer): Sealing => ({
  header,
  secret: derive(key.secret, `parley-seal-1 ${key.purpose}`, header),
});

/** Begins a sealed thing. */
export function beginSealing(key: SealKey): Sealing {
  const id = Buffer.from(key.id, "hex");
  check(id.length === ID_BYTES, "a sealing key has no id");
  return sealingOf(key, Buffer.concat([MAGIC, id, randomBytes(SALT_BYTES)]));
}

/** Reads the header of a sealed thing. Throws Outage when it is none or of another key. */
export function readSealing(key: SealKey, header: Uint8Array): Sealing {
  const bytes = Buffer.from(header);
  if (bytes.length !== HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged();
  const id = bytes.subarray(MAGIC.length, MAGIC.length + ID_BYTES).toString("hex");
  if (id !== key.id) throw foreign();
  return sealingOf(key, bytes);
}

/** Never used twice: the key is this thing's alone, and no two of its frames share number and place. */
function frameIv(index: number, isLast: boolean): Buffer {
  check(Number.isInteger(index) && index >= 0 && index < FRAMES_MAX, "a sealed thing has too many frames");
  const iv = Buffer.alloc(IV_BYTES);
  iv.writeUInt32BE(index, 7);
  iv[11] = isLast ? 1 : 0;
  return iv;
}

export function sealFrame(sealing: Sealing, index: number, isLast: boolean, plain: Uint8Array): Buffer {
  check(plain.length === FRAME || (isLast && plain.length < FRAME), "a frame inside a sealed thing is not full");
  const cipher = createCipheriv("aes-256-gcm", sealing.secret, frameIv(index, isLast));
  const sealed = cipher.update(plain);
  cipher.final();
  return Buffer.concat([sealed, cipher.getAuthTag()]);
}

/** The plain bytes of a frame. Throws Outage when it is not this frame of this thing, byte for byte. */
export function openFrame(sealing: Sealing, index: number, isLast: boolean, sealed: Uint8Array): Buffer {
  if (sealed.length < TAG_BYTES || sealed.length > SEALED_FRAME) throw damaged();
  const cipher = createDecipheriv("aes-256-gcm", sealing.secret, frameIv(index, isLast));
  cipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plain = cipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
  try {
    cipher.final();
  } catch {
    throw damaged();
  }
  return plain;
}

/** How many frames a sealed thing of this many bytes has, header included, and how long its plain bytes are. */
export function measure(sealedBytes: number): { readonly frames: number; readonly plainBytes: number } {
  const body = sealedBytes - HEADER_BYTES;
  if (!Number.isSafeInteger(body) || body < TAG_BYTES) throw damaged();
  const frames = Math.ceil(body / SEALED_FRAME);
  return { frames, plainBytes: body - frames * TAG_BYTES };
}

/** Pieces of exactly `size` bytes, and what is left as the last one; one empty piece when there is nothing. */
async function* pieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<[Buffer, boolean]> {
  let held = Buffer.alloc(size);
  let filled = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; ) {
      // A full piece waits until a byte follows it: only then is it known not to be the last.
      if (filled === size) {
        yield [held, false];
        held = Buffer.alloc(size);
        filled = 0;
      }
      const part = chunk.subarray(at, at + size - filled);
      held.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield [held.subarray(0, filled), true];
}

/** Seals a stream: the header, then its frames. Holds one frame in memory. */
export async function* sealStream(key: SealKey, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const sealing = beginSealing(key);
  yield sealing.header;
  let index = 0;
  for await (const [piece, isLast] of pieces(plain, FRAME)) yield sealFrame(sealing, index++, isLast, piece);
}

/**
 * Opens what {@link sealStream} made. Each piece was verified before it is given; that the end is the end is known only
 * at the end, so whoever uses a piece must be ready to take it back when the stream throws Outage.
 */
export async function* openStream(key: SealKey, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let sealing: Sealing | undefined;
  let index = 0;
  async function* afterHeader(): AsyncGenerator<Uint8Array> {
    let head = Buffer.alloc(0);
    for await (const chunk of sealed) {
      if (sealing !== undefined) yield chunk;
      else {
        head = Buffer.concat([head, chunk]);
        if (head.length < HEADER_BYTES) continue;
        sealing = readSealing(key, head.subarray(0, HEADER_BYTES));
        yield head.subarray(HEADER_BYTES);
      }
    }
  }
  for await (const [piece, isLast] of pieces(afterHeader(), SEALED_FRAME)) {
    if (sealing === undefined) throw damaged();
    yield openFrame(sealing, index++, isLast, piece);
  }
}

/** A small secret as text that may be stored; `place` names where (table, row, column), and it opens only there. */
export function sealText(key: SealKey, place: string, plain: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", derive(key.secret, `parley-text-1 ${key.purpose}`), iv);
  cipher.setAAD(Buffer.from(JSON.stringify([key.id, place])));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `s1.${key.id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** The secret {@link sealText} sealed for this place. Throws Outage when it is damaged, moved or of another key. */
export function openText(key: SealKey, place: string, sealed: string): string {
  const [, id, text] = /^s1\.([0-9a-f]{32})\.([A-Za-z0-9_-]{38,})$/.exec(sealed) ?? [];
  if (id === undefined || text === undefined) throw damaged();
  if (id !== key.id) throw foreign();
  const bytes = Buffer.from(text, "base64url");
  // Some last characters spell the same bytes; only one spelling is ours.
  if (bytes.toString("base64url") !== text) throw damaged();
  const secret = derive(key.secret, `parley-text-1 ${key.purpose}`);
  const cipher = createDecipheriv("aes-256-gcm", secret, bytes.subarray(0, IV_BYTES));
  cipher.setAAD(Buffer.from(JSON.stringify([key.id, place])));
  cipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const plain = cipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
  try {
    cipher.final();
  } catch {
    throw damaged();
  }
  return plain.toString("utf8");
}
