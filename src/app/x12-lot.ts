import { type LeftReport, type LeftSet, LeftSetsReader } from "#x12/left-sets.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";

/** Some sets of a file, one after the other: what a thread is asked to read at a time. */
export interface Lot {
  readonly path: string;
  readonly sets: readonly LeftSet[];
}

/** Reads the sets of a lot completely. Throws what the file system throws. */
export function readLot({ path, sets }: Lot): LeftReport {
  const reader = new LeftSetsReader(path, sets, {}, latin1);
  const from = sets[0]?.context.byte ?? 0;
  const to = sets.at(-1)?.to ?? from;
  for (const chunk of fileChunks(path, from, to)) reader.push(chunk);
  return reader.end();
}
