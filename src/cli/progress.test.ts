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
  expect(io.written.err).toMatch(/^\r\x1b\[2K {2}█{12}░{12} reading 50%\r\x1b\[2K {2}█{24} reading 100%\r\x1b\[2K$/);
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
