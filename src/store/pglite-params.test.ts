import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPacked, packed, parcel } from "./pglite-params.ts";
import { Statements } from "./pglite-protocol.ts";

/** What was packed, read back. */
function read({ count, bytes }: ReturnType<typeof packed>): (string | null)[] {
  const all = Buffer.from(bytes);
  const found: (string | null)[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const size = all.readInt32BE(at);
    at += 4;
    found.push(size < 0 ? null : all.toString("utf8", at, at + size));
    at += Math.max(0, size);
  }
  expect(at).toBe(all.length);
  return found;
}

const param = fc.option(fc.string({ unit: "grapheme", maxLength: 300 }), { nil: null });

describe("parameters of a statement", () => {
  test("are the same when they are read back", () => {
    fc.assert(
      fc.property(fc.array(param, { maxLength: 20 }), (params) => {
        expect(read(packed(params))).toEqual(params);
      }),
    );
  });

  test("make the same message packed or as texts", () => {
    fc.assert(
      fc.property(fc.array(param, { maxLength: 20 }), (params) => {
        const [asTexts, asPacked] = [params, packed(params)].map((p) =>
          Buffer.from(new Statements().of("SELECT 1", p)),
        );
        expect(asPacked?.equals(asTexts ?? Buffer.alloc(0))).toBe(true);
      }),
    );
  });

  test.each([
    ["short ones are sent as texts", ["a", null, "b".repeat(16_000)], false],
    ["long ones are handed over", ["a", null, "b".repeat(16_383)], true],
    ["none", [], false],
  ])("%s", (_, params, isLong) => {
    expect(isPacked(parcel(params))).toBe(isLong);
  });

  test("have memory of their own, of which nothing else is handed over", () => {
    const { bytes } = packed(["x"]);
    expect([bytes.byteOffset, bytes.buffer.byteLength]).toEqual([0, bytes.length]);
  });
});
