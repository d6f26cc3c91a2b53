import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idAt, idOfDigest, isId, newId } from "./uuid.ts";

const MOMENT = "2026-11-23T14:05:09.000Z";

test("a new id is of version 7, is never the same, and sorts by its moment", () => {
  const ids = Array.from({ length: 100 }, () => newId(MOMENT));
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newId("2026-11-23T14:05:09.001Z") > (ids.sort().at(-1) ?? "")).toBe(true);
});

test("an id made at no moment is a bug of ours", () => expect(() => newId("yesterday")).toThrow(/no moment/));

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
const position = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test("property: a place in a file has one id, other places have others, and later ones sort later", () => {
  fc.assert(
    fc.property(digest, position, position, (bytes, a, b) => {
      const file = idOfDigest(bytes);
      expect(isId(idAt(file, a))).toBe(true);
      expect(idAt(file, a)).toBe(idAt(file, a));
      expect(Math.sign(idAt(file, a).localeCompare(idAt(file, b)))).toBe(Math.sign(a - b));
    }),
  );
});

describe("only one spelling is an id", () => {
  test.each(["", "x", "0192AAAA-0000-7000-8000-000000000001", "{0192aaaa-0000-7000-8000-000000000001}", "' OR 1=1"])(
    "%j is none",
    (text) => expect(isId(text)).toBe(false),
  );
});
