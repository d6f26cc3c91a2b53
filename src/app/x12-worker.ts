import { parentPort } from "node:worker_threads";
import { RangeReader } from "#x12/ranges.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";
import type { RangeTask } from "./x12-check.ts";

/** Reads the sets it is told of, and answers their Problems. */
parentPort?.on("message", (task: RangeTask) => {
  const reader = new RangeReader(task.file, task.ranges, {}, latin1);
  const from = task.ranges[0]?.context.byte ?? 0;
  const to = task.ranges.at(-1)?.to ?? from;
  for (const chunk of fileChunks(task.path, from, to)) reader.push(chunk);
  parentPort?.postMessage(reader.end());
});
