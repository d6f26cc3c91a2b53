import { createReadStream } from "node:fs";

const [QUOTE, ESCAPE, COMMA] = [0x22, 0x5c, 0x2c] as const;
const OPENS: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSES: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Reads a JSON object that is too large for one string: hands the items of its member `list` (an array) to `see`, one by
 * one, and returns the other members. Memory is that of one item.
 */
export async function eachItem(
  path: string,
  list: string,
  see: (item: unknown) => void,
): Promise<Readonly<Record<string, unknown>>> {
  const rest: Record<string, unknown> = {};
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let inList = false;
  let held: Buffer[] = [];
  /** The text since the last separator, up to `end` of the chunk. */
  const text = (chunk: Buffer, from: number, end: number): string =>
    Buffer.concat([...held, chunk.subarray(from, end)])
      .toString("utf8")
      .trim();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const b = chunk[i] ?? 0;
      if (quoted) {
        if (escaped) escaped = false;
        else if (b === ESCAPE) escaped = true;
        else if (b === QUOTE) quoted = false;
        continue;
      }
      if (b === QUOTE) quoted = true;
      else if (OPENS.has(b)) {
        depth++;
        if (depth === 1) from = i + 1;
        else if (depth === 2 && text(chunk, from, i).replace(/\s/g, "") === `"${list}":`) {
          inList = true;
          held = [];
          from = i + 1;
        }
      } else if (b === COMMA || CLOSES.has(b)) {
        const ends = depth === (inList ? 2 : 1);
        if (ends) {
          const piece = text(chunk, from, i);
          held = [];
          from = i + 1;
          if (inList && piece !== "") see(JSON.parse(piece));
          else if (piece !== "") Object.assign(rest, JSON.parse(`{${piece}}`));
        }
        if (b !== COMMA) {
          if (ends) inList = false;
          depth--;
        }
      }
    }
    held.push(chunk.subarray(from));
  }
  return rest;
}
