import type { Spread } from "#strategy/results.ts";

/** A spread as it goes out; null where nothing was counted. */
export const spreadOut = <T, V>(s: Spread<T> | undefined, out: (value: T) => V) =>
  s === undefined
    ? null
    : {
        ...{ n: s.n, median: out(s.median), low25: out(s.low25), high75: out(s.high75) },
        median95: s.median95 === undefined ? null : { low: out(s.median95[0]), high: out(s.median95[1]) },
      };
