import { winChance } from "../../src/strategy/arbitrator.ts";
import { Chance } from "../../src/strategy/chance.ts";
import { type Case, dispute, SPREAD } from "../../src/strategy/invented-case.ts";
import { brier, normalUpdate } from "../../src/strategy/learning.ts";
import { beliefOf, expected } from "../../src/strategy/opponent.ts";
import { wayOutQuantile } from "../../src/strategy/outlook.ts";
import { limitQuantile } from "../../src/strategy/step.ts";
import { modelFor, ours, outlooksOf, SETTINGS } from "./ours.ts";
import { mean, play, score } from "./score.ts";

/** How far forecasts can be believed, and what more cases of one payer bring. */

export interface Calibration {
  /** Brier score of "our offer is taken", and of the same forecast with the truth known. */
  readonly win: number;
  readonly winOracle: number;
  /** Brier score of "there is room", before anything is said, and of its base rate. */
  readonly room: number;
  readonly roomBase: number;
  /** Share of limits and of true ways out within the interval said to hold 80%. */
  readonly limitCover: number;
  readonly wayOutCover: number;
}

export function calibrate(cases: readonly Case[], seed: number): Calibration {
  const rng = new Chance(seed);
  const rows = cases.map((c) => {
    const m = c.truth;
    const outlooks = outlooksOf(c, true);
    const belief = beliefOf(modelFor(c, SETTINGS), { first: c.init, exchanges: [] });
    const a = Math.exp(rng.gauss(m, SPREAD));
    const prior = Math.log(2.2 * c.qpa);
    const mid = prior + 0.8 * (c.forecast - prior);
    return {
      files: c.files,
      won: Math.abs(c.p - a) < Math.abs(c.q - a) ? 1 : 0,
      said: winChance(c.p, c.q, { m: mid, s: Math.hypot(SPREAD, 0.179) }),
      oracle: winChance(c.p, c.q, { m, s: SPREAD }),
      room: c.limit > c.trueWayOut ? 1 : 0,
      roomSaid: expected(belief, (p) => (p.limit > p.outside ? 1 : 0)),
      limit: c.limit >= limitQuantile(belief, 0.1) && c.limit <= limitQuantile(belief, 0.9) ? 1 : 0,
      wayOut: c.trueWayOut >= wayOutQuantile(outlooks, 0.1) && c.trueWayOut <= wayOutQuantile(outlooks, 0.9) ? 1 : 0,
    };
  });
  const filed = rows.filter((r) => r.files);
  const base = mean(rows.map((r) => r.room));
  const [won, rooms] = [filed.map((r) => r.won), rows.map((r) => r.room)];
  return {
    win: brier(
      filed.map((r) => r.said),
      won,
    ),
    winOracle: brier(
      filed.map((r) => r.oracle),
      won,
    ),
    room: brier(
      rows.map((r) => r.roomSaid),
      rooms,
    ),
    roomBase: brier(
      rows.map(() => base),
      rooms,
    ),
    limitCover: mean(filed.map((r) => r.limit)),
    wayOutCover: mean(filed.map((r) => r.wayOut)),
  };
}

/**
 * A payer before whose arbitrators everything comes out otherwise than forecast, by an offset that its cases teach: the
 * recovered gain after each number of past cases, and with the offset known.
 */
export function learningCurve(cases: readonly Case[], seed: number): readonly (readonly [string, number])[] {
  const [tau, noise] = [0.35, 0.55];
  const at = (n: number | undefined): number => {
    const rng = new Chance(seed);
    const shifted = cases.map((c) => {
      const offset = rng.gauss(0, tau);
      const seen = offset + rng.gauss(0, noise / Math.sqrt(Math.max(1, n ?? 1)));
      const learned =
        n === undefined
          ? offset
          : n === 0
            ? 0
            : normalUpdate({ mean: 0, var: tau * tau }, { mean: seen, n, obsVar: noise * noise }).mean;
      // The engine's forecast lacks the offset; what it learned is added to it.
      const forecast = c.forecast - offset + learned;
      const d = dispute(c, forecast, { ours: c.eligible, theirs: 0.85 });
      return c.files ? { ...c, forecast, wayOut: Math.max(c.init, d.wayOut), payerCost: d.payerCost } : c;
    });
    const s = ours({ ...SETTINGS, shrink: false });
    return score(
      shifted,
      shifted.map((c) => play(c, s)),
    ).gain;
  };
  return [
    ...[0, 10, 50, 200].map((n) => [`after ${n} cases`, at(n)] as const),
    ["offset known", at(undefined)] as const,
  ];
}
