import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelLanes } from "./label-lanes.ts";

describe("labels over an axis", () => {
  test.each([
    ["apart stay in one lane", [50, 200, 350], [0, 0, 0]],
    ["that would touch move up", [50, 90, 200], [0, 1, 0]],
    ["of one place stand over each other", [100, 100, 100], [0, 1, 2]],
    ["given out of order keep the order of amounts", [90, 50], [1, 0]],
  ])("%s", (_, xs, lanes) => {
    expect(
      labelLanes(
        xs.map((x) => ({ x, width: 80 })),
        640,
      ).map((p) => p.lane),
    ).toEqual(lanes);
  });

  test("at the edges stay inside", () => {
    expect(
      labelLanes(
        [
          { x: 2, width: 80 },
          { x: 638, width: 80 },
        ],
        640,
      ).map((p) => p.left),
    ).toEqual([0, 560]);
  });

  test("never touch within a lane", () => {
    const label = fc.record({ x: fc.integer({ min: 0, max: 640 }), width: fc.integer({ min: 10, max: 160 }) });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 12 }), (labels) => {
        const placed = labelLanes(labels, 640).map((p, i) => ({ ...p, right: p.left + (labels[i]?.width ?? 0) }));
        for (const a of placed)
          for (const b of placed)
            if (a !== b && a.lane === b.lane) expect(a.right <= b.left || b.right <= a.left).toBe(true);
      }),
    );
  });
});
