import { expect, test } from "vitest";
import { neighbour } from "./neighbour.ts";

const COLUMNS = [3, 0, 1, 2];

test.each([
  ["down in a column", "ArrowDown", [0, 0], [0, 1]],
  ["not below the last card", "ArrowDown", [0, 2], undefined],
  ["not above the first", "ArrowUp", [0, 0], undefined],
  ["right, past a column without cards, to its last card", "ArrowRight", [0, 2], [2, 0]],
  ["left past it again", "ArrowLeft", [2, 0], [0, 0]],
  ["not past the last column", "ArrowRight", [3, 1], undefined],
  ["to the same height where there is one", "ArrowLeft", [3, 0], [2, 0]],
  ["another key moves nothing", "Home", [0, 1], undefined],
] as const)("%s", (_, key, [x, y], to) => {
  expect(neighbour(COLUMNS, { x, y }, key)).toEqual(to && { x: to[0], y: to[1] });
});
