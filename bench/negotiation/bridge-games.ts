import { answerTurn, type Game, readMessage } from "../../src/strategy/bridge.ts";
import { Chance } from "../../src/strategy/chance.ts";
import { timeOffer } from "../../src/strategy/concession.ts";
import { type Make, POOL } from "./pool.ts";
import { mean } from "./score.ts";

/** Games over one integer price through the bridge's own messages, against the pool. */

export interface Played {
  readonly share: number;
  readonly price: number | undefined;
  readonly breach: boolean;
  readonly log: string;
}

/** Our side of a game as lines in, lines out. */
export type Seat = (line: string) => string | undefined;

export function ourSeat(): Seat {
  let game: Game | undefined;
  return (line) => {
    const m = readMessage(line);
    if (!m.ok) throw new Error(m.error);
    if (m.value.type === "start") game = m.value.game;
    if (m.value.type !== "turn" || game === undefined) return undefined;
    const [next, answer] = answerTurn(game, m.value);
    game = next;
    return JSON.stringify(answer);
  };
}

/** A simple clock tactic on the same bridge, for comparison. */
export const clockSeat = (exponent: number) => (): Seat => {
  let g: { role: string; reservation: number; min: number; max: number; steps: number } | undefined;
  return (line) => {
    const m = JSON.parse(line);
    if (m.type === "start") g = m;
    if (m.type !== "turn" || g === undefined) return undefined;
    const [best, limit] = g.role === "seller" ? [g.max, Math.ceil(g.reservation)] : [g.min, Math.floor(g.reservation)];
    const raw = timeOffer(best, limit, Math.min(1, m.t + 1 / g.steps), exponent);
    const price = g.role === "seller" ? Math.ceil(raw - 1e-9) : Math.floor(raw + 1e-9);
    const good = m.theirOffer !== null && (g.role === "seller" ? m.theirOffer >= price : m.theirOffer <= price);
    return JSON.stringify(good ? { action: "accept" } : { action: "offer", price });
  };
};

/** One game from a seed: limits, roles and who speaks first are drawn from it. */
export function playGame(make: Make, seat: Seat, steps: number, seed: number, role: "seller" | "payer"): Played {
  const rng = new Chance(seed);
  const [a, b] = [Math.floor(rng.uniform(0, 101)), Math.floor(rng.uniform(0, 101))];
  // In the seller's view: ours below theirs.
  const [ours, theirs] = [Math.min(a, b), Math.max(a, b, Math.min(a, b) + 1)];
  const weStart = rng.next() < 0.5;
  const mirror = (x: number): number => (role === "seller" ? x : 100 - x);
  const other = make(theirs, steps, rng);
  const log: string[] = [];
  const say = (m: object): string | undefined => {
    log.push(JSON.stringify(m));
    const answer = seat(JSON.stringify(m));
    if (answer !== undefined) log.push(answer);
    return answer;
  };
  say({ type: "start", id: `${seed}`, role, reservation: mirror(ours), min: 0, max: 100, steps });
  let theirOffer: number | undefined;
  let ask: number | undefined;
  let price: number | undefined;
  let breach = false;
  for (let step = 0; step < steps && price === undefined; step++) {
    const t = step / steps;
    if (!weStart || step > 0) {
      const bid = other.reply(ask, t, step);
      if (bid === undefined) {
        price = ask;
        break;
      }
      theirOffer = bid;
    }
    const answer = JSON.parse(
      say({ type: "turn", t, step, theirOffer: theirOffer === undefined ? null : mirror(theirOffer) })!,
    );
    if (answer.action === "end") break;
    if (answer.action === "accept") price = theirOffer;
    else ask = mirror(answer.price);
    if (ask !== undefined && (!Number.isInteger(ask) || ask < 0 || ask > 100)) breach = true;
    breach ||= (price ?? ask ?? 100) < ours;
  }
  if (weStart && price === undefined && other.reply(ask, 1, steps) === undefined) price = ask;
  say({ type: "end", id: `${seed}`, agreement: price === undefined ? null : mirror(price) });
  return { share: price === undefined ? 0 : (price - ours) / (theirs - ours), price, breach, log: log.join("\n") };
}

export interface PoolRow {
  readonly opponent: string;
  readonly share: number;
  readonly agree: number;
  readonly breaches: number;
}

/** `games` of each opponent, in both seats by turns. */
export function playPool(seat: () => Seat, steps: number, games: number, seed: number): readonly PoolRow[] {
  return Object.entries(POOL).map(([opponent, make]) => {
    const played = Array.from({ length: games }, (_, i) =>
      playGame(make, seat(), steps, seed + i, i % 2 === 0 ? "seller" : "payer"),
    );
    return {
      opponent,
      share: mean(played.map((p) => p.share)),
      agree: mean(played.map((p) => (p.price === undefined ? 0 : 1))),
      breaches: played.filter((p) => p.breach).length,
    };
  });
}
