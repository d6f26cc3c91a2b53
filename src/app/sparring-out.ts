import { formatUsd } from "#base/money.ts";
import type { Game, Outcome, Played } from "#strategy/sparring.ts";

const outcomeOut = (o: Outcome) => ({
  ...{ how: o.how, price: o.price === undefined ? null : formatUsd(o.price) },
  ...{ gets: formatUsd(o.gets), over: formatUsd(o.over), limit: formatUsd(o.limit), best: formatUsd(o.best) },
  ...{ sharePermille: o.sharePermille ?? null, bad: o.bad, tactic: o.tactic },
});

const turnOut = ({ move, day, said, bid, coach }: Played) => ({
  ...{ move: move.move, amount: move.move === "ask" ? formatUsd(move.amount) : null },
  ...{ day, said, bid: formatUsd(bid) },
  coach:
    coach === undefined
      ? null
      : {
          move: coach.move,
          amount: coach.amount === undefined ? null : formatUsd(coach.amount),
          because: coach.because,
        },
});

/** A game as JSON: one shape for programs and the terminal. */
export const gameJson = (g: Game) => ({
  ...{ practice: true as const, seed: g.seed, level: g.level },
  told: {
    ...{ qpa: formatUsd(g.told.qpa), first: formatUsd(g.told.first), charge: formatUsd(g.told.charge) },
    ...{ window: g.told.window, asks: g.told.asks, wayOut: formatUsd(g.told.wayOut), road: g.told.road },
  },
  ...{ bid: formatUsd(g.bid), ourLast: g.ourLast === undefined ? null : formatUsd(g.ourLast) },
  ...{ elapsed: g.elapsed, asksLeft: g.asksLeft, turns: g.turns.map(turnOut) },
  outcome: g.outcome === undefined ? null : outcomeOut(g.outcome),
});
