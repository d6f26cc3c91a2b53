import { createSecretKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Outage } from "./outage.ts";
import { FRAME, HEADER_BYTES, openStream, openText, SEALED_FRAME, type SealKey, sealStream, sealText } from "./seal.ts";

const KEY: SealKey = { id: "ab".repeat(16), secret: createSecretKey(Buffer.alloc(32, 7)), purpose: "file org_1" };

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function gather(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const seal = (plain: Uint8Array, size = 50_000, key = KEY) => gather(sealStream(key, chunked(plain, size)));
const open = (sealed: Uint8Array, size = 50_000, key = KEY) => gather(openStream(key, chunked(sealed, size)));

/** Bytes that differ everywhere, so that a wrong piece cannot pass for a right one. */
const bytesOf = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >> 8) * 17) & 255;
  return bytes;
};

describe("what was sealed opens as it was", () => {
  test.each([
    ["nothing", 0, HEADER_BYTES + 16],
    ["one byte", 1, HEADER_BYTES + 17],
    ["a byte less than a frame", FRAME - 1, HEADER_BYTES + SEALED_FRAME - 1],
    ["a frame", FRAME, HEADER_BYTES + SEALED_FRAME],
    ["a frame and a byte", FRAME + 1, HEADER_BYTES + SEALED_FRAME + 17],
    ["three frames", 3 * FRAME, HEADER_BYTES + 3 * SEALED_FRAME],
  ])("%s (%i bytes, sealed %i)", async (_, length, sealedLength) => {
    const plain = bytesOf(length);
    const sealed = await seal(plain);
    expect(sealed.length).toBe(sealedLength);
    expect((await open(sealed)).equals(plain)).toBe(true);
    if (length > 16) expect(sealed.includes(plain.subarray(0, 16))).toBe(false);
  });

  test("however it is cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2 * FRAME + 99), fc.integer({ min: 1, max: 99_999 }), async (length, size) => {
        const plain = bytesOf(length);
        const sealed = await seal(plain, Math.max(size, length / 500));
        expect((await open(sealed, Math.max(size, length / 500))).equals(plain)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("the same bytes are never sealed alike", async () => {
    const [a, b] = [await seal(bytesOf(99)), await seal(bytesOf(99))];
    expect(a.equals(b)).toBe(false);
  });
});

/** What came out before the refusal must be right as far as it goes; the refusal must be a sentence of ours. */
async function refusedNeverWrong(sealed: Uint8Array, plain: Buffer, key = KEY): Promise<void> {
  let at = 0;
  try {
    for await (const piece of openStream(key, chunked(sealed, 50_000))) {
      expect(piece.equals(plain.subarray(at, at + piece.length))).toBe(true);
      at += piece.length;
    }
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Outage);
    expect((thrown as Outage).message).toMatch(/^[A-Z].*\.$/s);
    return;
  }
  throw new Error("it opened");
}

describe("anything else is refused", () => {
  const plain = bytesOf(2 * FRAME + 1000);
  const sealed = seal(plain);

  test("any bit flipped anywhere", async () => {
    const good = await sealed;
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), async (at, bit) => {
        const bad = Buffer.from(good);
        bad[at] = (bad[at] ?? 0) ^ (1 << bit);
        await refusedNeverWrong(bad, plain);
      }),
      { numRuns: 200 },
    );
  });

  test("every bit of the header", async () => {
    const good = await sealed;
    for (let at = 0; at < HEADER_BYTES * 8; at++) {
      const bad = Buffer.from(good);
      bad[at >> 3] = (bad[at >> 3] ?? 0) ^ (1 << (at & 7));
      await refusedNeverWrong(bad, plain);
    }
  });

  test("cut anywhere, also between two frames", async () => {
    const good = await sealed;
    const edges = [0, 1, HEADER_BYTES, HEADER_BYTES + SEALED_FRAME, HEADER_BYTES + 2 * SEALED_FRAME, good.length - 1];
    for (const length of edges) await refusedNeverWrong(good.subarray(0, length), plain);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), (length) => refusedNeverWrong(good.subarray(0, length), plain)),
      { numRuns: 60 },
    );
  });

  test("lengthened", async () => {
    const good = await sealed;
    await refusedNeverWrong(Buffer.concat([good, Buffer.alloc(1)]), plain);
    await refusedNeverWrong(Buffer.concat([good, good.subarray(HEADER_BYTES)]), plain);
  });

  const frames = (bytes: Buffer): Buffer[] =>
    [0, 1, 2].map((i) => bytes.subarray(HEADER_BYTES + i * SEALED_FRAME, HEADER_BYTES + (i + 1) * SEALED_FRAME));

  test.each<[string, (mine: Buffer[], other: Buffer[]) => (Buffer | undefined)[]]>([
    ["two frames swapped", ([a, b, c]) => [b, a, c]],
    ["a frame twice", ([a, b, c]) => [a, a, b, c]],
    ["a frame left out", ([a, , c]) => [a, c]],
    ["the last frame left out", ([a, b]) => [a, b]],
    ["the last frame alone", ([, , c]) => [c]],
    ["a frame of another file in its own place", ([a, , c], [, y]) => [a, y, c]],
    ["the end of another file", ([a, b], [, , z]) => [a, b, z]],
  ])("%s", async (_, splice) => {
    const [good, other] = [await sealed, await seal(plain)];
    const body = splice(frames(good), frames(other)).filter((f) => f !== undefined);
    await refusedNeverWrong(Buffer.concat([good.subarray(0, HEADER_BYTES), ...body]), plain);
  });

  test.each<[string, Partial<SealKey>]>([
    ["another key", { id: "cd".repeat(16), secret: createSecretKey(Buffer.alloc(32, 8)) }],
    ["another secret of the same name", { secret: createSecretKey(Buffer.alloc(32, 8)) }],
    ["another purpose", { purpose: "file org_2" }],
  ])("opened with %s", async (_, change) => {
    await refusedNeverWrong(await sealed, plain, { ...KEY, ...change });
  });
});

describe("a small secret", () => {
  const PLACE = "person/p1/totp";
  test("opens in its place as it was, also when it is empty or not ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(openText(KEY, PLACE, sealText(KEY, PLACE, text))).toBe(text);
      }),
    );
    expect(openText(KEY, PLACE, sealText(KEY, PLACE, ""))).toBe("");
  });

  test("opens nowhere else and with no other key", () => {
    const sealed = sealText(KEY, PLACE, "seed");
    expect(() => openText(KEY, "person/p2/totp", sealed)).toThrow(Outage);
    expect(() => openText({ ...KEY, purpose: "other" }, PLACE, sealed)).toThrow(Outage);
    expect(() => openText({ ...KEY, id: "cd".repeat(16) }, PLACE, sealed)).toThrow(/another key/);
    expect(() => openText({ ...KEY, secret: createSecretKey(Buffer.alloc(32, 8)) }, PLACE, sealed)).toThrow(Outage);
  });

  test("is refused when a character of it was changed, cut or added", () => {
    const sealed = sealText(KEY, PLACE, "seed");
    for (let i = 0; i < sealed.length; i++) {
      const sign = sealed[i] === "a" ? "b" : "a";
      expect(() => openText(KEY, PLACE, `${sealed.slice(0, i)}${sign}${sealed.slice(i + 1)}`), `at ${i}`).toThrow(
        Outage,
      );
      expect(() => openText(KEY, PLACE, sealed.slice(0, i))).toThrow(Outage);
    }
    expect(() => openText(KEY, PLACE, `${sealed}A`)).toThrow(Outage);
  });
});
