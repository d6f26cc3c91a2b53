import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { News } from "./desk.ts";
import { mapKeeper } from "./map-keeper.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const importIs = (state: string, isDrawn?: boolean): News => ({
  ...{ topic: "import", client: "c", import: "i", stage: "reading", done: 0, of: 1 },
  ...{ state, isDrawn: isDrawn === true },
});
const acted: News = { topic: "cases", client: "c", cases: [{ case: "k", version: 2 }], by: "M. Lund" };
const evaluated: News = { topic: "evaluated", client: "c" };

/** How often the map of the client was drawn a quarter of a minute after all of it was heard. */
async function drawnAfter(all: readonly (News | number)[], takes = 0): Promise<number> {
  let drawn = 0;
  const keeper = mapKeeper(
    async () => {
      drawn += 1;
      if (takes > 0) await new Promise((done) => setTimeout(done, takes));
    },
    () => {},
  );
  for (const of of all)
    if (typeof of === "number") await vi.advanceTimersByTimeAsync(of);
    else keeper.hear("o", of);
  await vi.advanceTimersByTimeAsync(15_000);
  const stopped = keeper.stop();
  // A drawing that runs is waited for.
  await vi.advanceTimersByTimeAsync(takes);
  await stopped;
  return drawn;
}

describe("the map of a client is drawn again", () => {
  test.each<readonly [string, readonly (News | number)[], number]>([
    ["never after a note, a call or an offer", [acted, acted], 0],
    ["once after what Parley says of its claims changed", [evaluated], 1],
    ["once for several answers that follow on one another", [evaluated, 4_000, evaluated, 4_000, evaluated], 1],
    ["for each of two answers far apart", [evaluated, 6_000, evaluated], 2],
    ["once when an import is done", [importIs("reading"), importIs("done")], 1],
    ["not when an import drew it on its way", [importIs("reading"), importIs("done", true)], 0],
    ["once when an import was taken back", [importIs("undone")], 1],
    ["not while an import of it runs", [importIs("reading"), evaluated], 0],
    [
      "once for an answer and the end of the import that ran meanwhile",
      [importIs("reading"), evaluated, importIs("done")],
      1,
    ],
  ])("%s", async (_, heard, times) => {
    expect(await drawnAfter(heard)).toBe(times);
  });

  const MINUTE = 60_000;
  test.each<readonly [string, readonly (News | number)[], number]>([
    ["not within the minute after one that took a minute", [evaluated, 6_000, MINUTE, evaluated, 40_000], 1],
    ["once that minute has passed", [evaluated, 6_000, MINUTE, evaluated, 61_000], 2],
    ["at once after an import, however long the last one took", [evaluated, 6_000, MINUTE, importIs("done"), 100], 2],
  ])("%s", async (_, heard, times) => {
    expect(await drawnAfter(heard, MINUTE)).toBe(times);
  });
});
