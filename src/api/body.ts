import { Refused } from "./refused.ts";

/** Bodies of requests, read within limits of size and patience. */

/** Longest silence between two pieces of a body. */
export const SILENCE_MS = 20_000;

const tooLarge = (max: number): Refused =>
  new Refused(
    "too-large",
    `It may have at most ${Math.floor(max / 1024).toLocaleString("en-US")} KiB. Nothing was kept.`,
  );
const tooSlow = (): Refused => new Refused("too-slow", "The rest of it did not come. Nothing was kept; try again.");

async function nextOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  silenceMs: number,
): Promise<Uint8Array | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(tooSlow()), silenceMs);
  });
  try {
    const { done, value } = await Promise.race([reader.read(), silence]);
    return done ? undefined : value;
  } finally {
    clearTimeout(timer);
  }
}

/** The pieces of a body as they come. Throws Refused when they are more than `max` bytes or stay away too long. */
export async function* bytesOf(request: Request, max: number, silenceMs = SILENCE_MS): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge(max);
  if (request.body === null) return;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  let size = 0;
  try {
    for (;;) {
      const piece = await nextOf(reader, silenceMs);
      if (piece === undefined) return;
      size += piece.length;
      if (size > max) throw tooLarge(max);
      yield piece;
    }
  } finally {
    // Whoever stops early must not keep the sender waiting.
    await reader.cancel().catch(() => {});
  }
}

/** The whole body. */
export async function wholeOf(request: Request, max: number, silenceMs = SILENCE_MS): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytesOf(request, max, silenceMs)) pieces.push(piece);
  return Buffer.concat(pieces);
}
