import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entry, pack, type Totals, unpack } from "./backup-archive.ts";
import { Outage } from "./outage.ts";

async function* stream<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const entry = (name: string, bytes: Uint8Array, deflate = true): Entry => ({
  name,
  about: { n: 1 },
  bytes: [bytes],
  deflate,
});

async function packed(...entries: readonly Entry[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of pack(stream(...entries))) parts.push(part);
  return Buffer.concat(parts);
}

async function read(bytes: Uint8Array, size = 1000): Promise<{ found: Record<string, string>; totals: Totals }> {
  const found: Record<string, string> = {};
  let open = "";
  const totals = await unpack(chunked(bytes, size), {
    async begin(name, about) {
      expect(about).toEqual({ n: 1 });
      open = name;
      found[name] = "";
    },
    async data(piece) {
      found[open] += Buffer.from(piece).toString("latin1");
    },
    async end() {
      open = "";
    },
  });
  return { found, totals };
}

const LONG = Buffer.alloc(2_500_000, "a row of a table\n");
const ENTRIES = [entry("a", LONG), entry("b", Buffer.from("sealed"), false), entry("c", Buffer.alloc(0))];

describe("an archive", () => {
  test.each([7, 1000, 1 << 20])("reads back as packed, in chunks of %i bytes", async (size) => {
    const small = [entry("a", LONG.subarray(0, 5000)), ...ENTRIES.slice(1)];
    const { found, totals } = await read(await packed(...(size < 1000 ? small : ENTRIES)), size);
    expect(Object.keys(found)).toEqual(["a", "b", "c"]);
    expect([found.b, found.c, totals.entries]).toEqual(["sealed", "", 3]);
    expect(LONG.toString("latin1").startsWith(found.a ?? "?")).toBe(true);
  });

  test("is much smaller than the rows in it", async () => {
    expect((await packed(entry("a", LONG))).length).toBeLessThan(LONG.length / 50);
  });

  test("of nothing is an archive", async () => {
    expect((await read(await packed())).totals.entries).toBe(0);
  });

  test("with any byte changed is refused, or reads exactly as it was", async () => {
    const small = await packed(entry("a", Buffer.from("one\ntwo\n")), entry("b", Buffer.from("sealed"), false));
    const good = await read(small);
    await fc.assert(
      fc.asyncProperty(fc.nat(small.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bad = Buffer.from(small);
        bad[at] = (bad[at] ?? 0) ^ by;
        const outcome = await read(bad).catch((e: unknown) => e);
        // What the archive does not cover, its sealing does: the note of what an entry is about.
        if (outcome instanceof Error) expect(outcome instanceof Outage || outcome.name === "AssertionError").toBe(true);
        else expect(outcome).toEqual(good);
      }),
      { numRuns: 300 },
    );
  });

  test("cut anywhere is refused", async () => {
    const small = await packed(entry("a", Buffer.from("one\ntwo\n")), entry("b", Buffer.from("sealed"), false));
    for (let length = 0; length < small.length; length++)
      await expect(read(small.subarray(0, length)), `cut at ${length}`).rejects.toThrow(Outage);
  });

  test("with an entry left out, twice, or in another order is refused", async () => {
    const a = await packed(entry("a", Buffer.from("1")));
    const both = await packed(entry("a", Buffer.from("1")), entry("b", Buffer.from("2")));
    const tail = both.subarray(both.lastIndexOf(Buffer.from("M\u0000", "latin1")));
    const one = both.subarray(0, a.lastIndexOf(Buffer.from("M\u0000", "latin1")));
    const two = both.subarray(one.length, both.length - tail.length);
    for (const bad of [
      [one, tail],
      [two, tail],
      [one, one, two, tail],
      [two, one, tail],
      [one, two, tail, tail],
    ])
      await expect(read(Buffer.concat(bad))).rejects.toThrow(Outage);
    expect((await read(Buffer.concat([one, two, tail]))).totals.entries).toBe(2);
  });

  test("that would inflate beyond a record is refused", async () => {
    const bomb = await packed(entry("a", LONG));
    const at = bomb.indexOf("Z");
    // Two deflated records said to be one.
    const first = bomb.readUInt32BE(at + 1);
    const rest = bomb.readUInt32BE(at + 5 + first + 1);
    const joined = Buffer.from(bomb);
    joined.writeUInt32BE(first + 5 + rest, at + 1);
    await expect(read(joined)).rejects.toThrow(Outage);
  });
});
