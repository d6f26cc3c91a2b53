import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { answerTurn, type Game, readMessage } from "#strategy/bridge.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, print, say } from "./io.ts";
import { clean } from "./text.ts";

/** Answers the messages of games as they come, a line each; games may be played one after the other. */
export async function playLines(lines: AsyncIterable<string>, io: Io): Promise<ExitCode> {
  let game: Game | undefined;
  let wrong = false;
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const message = readMessage(line);
    if (!message.ok) {
      wrong = true;
      await say(io, `error  ${clean(message.error)}: ${clean(line.slice(0, 200))}`);
      // Whoever waits for an answer gets one: the game is left rather than hung.
      if (line.includes('"turn"')) await print(io, JSON.stringify({ action: "end" }));
      continue;
    }
    const m = message.value;
    if (m.type === "start") game = m.game;
    else if (m.type === "end") game = undefined;
    else if (game === undefined) {
      wrong = true;
      await say(io, "error  a turn came before any start");
      await print(io, JSON.stringify({ action: "end" }));
    } else {
      const [next, answer] = answerTurn(game, m);
      game = next;
      await print(io, JSON.stringify(answer));
    }
  }
  return wrong ? 2 : 0;
}

const linesOf = (stream: Readable): AsyncIterable<string> =>
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });

export async function run(_: Invocation, io: Io): Promise<ExitCode> {
  return await playLines(linesOf(process.stdin), io);
}
