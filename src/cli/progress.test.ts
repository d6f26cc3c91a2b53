import { expect, test } from "vitest";
import { memoryIo } from "#test/memory-io.ts";
import { progressOn } from "./progress.ts";

test("a pipe sees no bar", async () => {
  const io = memoryIo();
  const progress = progressOn(io);
  progress.show("reading", 1, 2);
  await progress.end();
  expect(io.written).toMatchObject({ out: "", err: "" });
});

test("a terminal sees a bar on standard error, taken away at the end", async () => {
  const io = memoryIo({}, {}, true);
  const progress = progressOn(io);
  progress.show("reading", 5, 10);
  progress.show("reading", 10, 10);
  await progress.end();
  expect(io.written.out).toBe("");
  const back = "\r\x1b[2K";
  const full = "█".repeat(12);
  expect(io.written.err).toBe(
    `${back}  ${full}${"░".repeat(12)} reading 50%${back}  ${full}${full} reading 100%${back}`,
  );
});

test("unknown totals show no share, and quick repeats are not drawn", async () => {
  const io = memoryIo({}, {}, true);
  const progress = progressOn(io);
  for (let n = 0; n < 1000; n++) progress.show("finding files", n, 0);
  expect(io.written.err.split("\r").length).toBeLessThan(20);
  expect(io.written.err).toContain("finding files");
  expect(io.written.err).not.toContain("%");
});

test("an end without a bar writes nothing", async () => {
  const io = memoryIo({}, {}, true);
  await progressOn(io).end();
  expect(io.written.err).toBe("");
});
