import { opendir } from "node:fs/promises";
import { codeOf } from "./keys.ts";

/** Names in a folder; a folder that is not there is empty. */
export async function* entries(path: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(path)) yield entry.name;
  } catch (thrown) {
    if (codeOf(thrown) !== "ENOENT") throw thrown;
  }
}
