import { RangeReader, type RangeReport, type SetRange } from "#x12/ranges.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";

/** Some sets of a file, one after the other: what a thread is asked to read at a time. */
export interface Lot {
  readonly path: string;
  readonly file: string;
  readonly ranges: readonly SetRange[];
}

/** Reads the sets of a lot completely. Throws what the file system throws. */
export function readLot(lot: Lot): RangeReport {
  const reader = new RangeReader(lot.file, lot.ranges, {}, latin1);
  const from = lot.ranges[0]?.context.byte ?? 0;
  const to = lot.ranges.at(-1)?.to ?? from;
  for (const chunk of fileChunks(lot.path, from, to)) reader.push(chunk);
  return reader.end();
}
