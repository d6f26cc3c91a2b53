import { randomInt } from "node:crypto";
import { createInterface } from "node:readline";
import { gameJson } from "#app/sparring-out.ts";
import { type Cents, readUsd, showUsd } from "#base/money.ts";
import { type Game, type Move, type Played, play } from "#strategy/sparring.ts";
import { LEVELS, SEED_MOST } from "#strategy/sparring-case.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, print, printJson, say } from "./io.ts";
import { refused } from "./stored-data.ts";

/** A practice game at the terminal. Nothing is stored; the same seed, level and moves give the same game. */

const HOW = "Type an amount to ask for it, accept, or walk.";

/** One move as it is typed; undefined when it is none. */
function moveOf(typed: string): Move | undefined {
  const word = typed.trim().toLowerCase();
  if (word === "accept" || word === "walk") return { move: word };
  const read = readUsd(word.replace(/^ask\s+/, "").replace(/[$,\s]/g, ""));
  return word !== "" && read.ok && read.value > 0n ? { move: "ask", amount: read.value } : undefined;
}

const or = (amount: Cents | undefined): string => (amount === undefined ? "" : ` ${showUsd(amount)}`);

function told({ seed, level, told: t }: Game): string {
  return [
    `Practice game ${seed}, ${level}. The payer is invented; nothing of it is stored.`,
    `They allowed ${showUsd(t.first)} of a charge of ${showUsd(t.charge)}; the QPA is ${showUsd(t.qpa)}.`,
    `Without them you have ${showUsd(t.wayOut)} (${t.road}). ${t.asks} asks in ${t.window} business days.`,
    HOW,
  ].join("\n");
}

const turn = ({ day, said, coach, move }: Played): string =>
  [
    `Day ${day}. You: ${move.move}${move.move === "ask" ? or(move.amount) : ""}. They: ${said}`,
    ...(coach === undefined ? [] : [`  The engine: ${coach.move}${or(coach.amount)}; ${coach.because}.`]),
  ].join("\n");

function over({ outcome: o }: Game): string {
  if (o === undefined) return "The game is not over.";
  const share = o.sharePermille === undefined ? "" : ` That is ${Math.round(o.sharePermille / 10)}% of the room.`;
  return [
    `${o.how === "agreed" ? "Agreed" : "Walked away"}: you get ${showUsd(o.gets)}.${share}${o.bad ? " Less than the way out: a bad deal." : ""}`,
    `They would have gone to ${showUsd(o.limit)}. ${o.tactic.charAt(0).toUpperCase()}${o.tactic.slice(1)}`,
  ].join("\n");
}

/** The moves that were given with --moves, in their order; undefined when one is none. */
function givenMoves(text: string | undefined): readonly Move[] | undefined {
  const moves = (text ?? "").split("|").flatMap((m) => (m.trim() === "" ? [] : [moveOf(m)]));
  return moves.every((m) => m !== undefined) ? moves : undefined;
}

/** Reads moves line by line until the game is over or nobody types any more. */
async function talk(io: Io, begun: Game, given: readonly Move[]): Promise<Game> {
  let game = begun;
  const moves = [...given];
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) {
      if (line.trim() === "") continue;
      const move = moveOf(line);
      const next = move === undefined ? undefined : play(game.seed, game.level, [...moves, move]);
      if (move === undefined || next === undefined) await say(io, HOW);
      else if (!next.ok) await say(io, next.error.says);
      else {
        moves.push(move);
        game = next.value;
        const last = game.turns.at(-1);
        if (last !== undefined) await print(io, turn(last));
        if (game.outcome !== undefined) break;
      }
    }
  } finally {
    lines.close();
  }
  return game;
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const level = LEVELS.find((l) => l === typed.values.level) ?? "usual";
  const seed = Number(typed.values.seed ?? randomInt(SEED_MOST + 1));
  const moves = givenMoves(typed.values.moves);
  if (moves === undefined) return refused(typed, io, { code: "usage", sentence: `--moves: ${HOW} Between moves a |.` });
  const begun = play(seed, level, moves);
  if (!begun.ok)
    return refused(typed, io, { code: "not-valid", sentence: `Move ${begun.error.at}: ${begun.error.says}` });
  if (typed.switches.has("json")) {
    await printJson(io, gameJson(begun.value));
    return 0;
  }
  await print(io, [told(begun.value), ...begun.value.turns.map(turn)].join("\n"));
  const open = begun.value.outcome === undefined && typed.values.moves === undefined;
  const game = open ? await talk(io, begun.value, moves) : begun.value;
  await print(io, game.outcome === undefined ? `Not over: they offer ${showUsd(game.bid)}.` : over(game));
  return 0;
}
