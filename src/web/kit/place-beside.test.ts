import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeBeside } from "./place-beside.ts";

const view = { width: 1000, height: 800 };
const anchor = (left: number, top: number) => ({ left, top, width: 60, height: 20 });

describe("a popover stands", () => {
  test.each([
    ["below where there is room", anchor(100, 100), { width: 300, height: 200 }, { left: 100, top: 126 }],
    ["above at the foot of the window", anchor(100, 700), { width: 300, height: 200 }, { left: 100, top: 494 }],
    ["inside at the right edge", anchor(950, 100), { width: 300, height: 200 }, { left: 692, top: 126 }],
    ["inside at the left edge", anchor(-20, 100), { width: 300, height: 200 }, { left: 8, top: 126 }],
    ["on the roomier side when neither fits", anchor(100, 300), { width: 300, height: 600 }, { left: 100, top: 192 }],
  ])("%s", (_, at, size, place) => {
    expect(placeBeside(at, size, view)).toEqual(place);
  });

  test("always inside the window when it fits at all", () => {
    const n = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(n(1000), n(800), n(900), n(700), (left, top, width, height) => {
        const at = placeBeside(anchor(left, top), { width, height }, view);
        expect(at.left).toBeGreaterThanOrEqual(8);
        expect(at.top).toBeGreaterThanOrEqual(8);
        expect(at.left + width).toBeLessThanOrEqual(992);
        expect(at.top + height).toBeLessThanOrEqual(792);
      }),
    );
  });
});
