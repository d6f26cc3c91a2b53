/**
 * Chance that can be repeated: the same seed and stream give the same numbers on every machine. Whole numbers only, so no
 * amount of money ever passes through a float. The mixing constants are those of Chris Wellons' public-domain hash.
 */
export interface Rng {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** True in `permille` of a thousand draws. */
  chance(permille: number): boolean;
}

function mix(n: number): number {
  let x = n ^ (n >>> 16);
  x = Math.imul(x, 0x21f0aaad);
  x ^= x >>> 15;
  x = Math.imul(x, 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** `stream` keeps claims apart: claim 7 is the same claim whether or not claims 0 to 6 were made. */
export function rng(seed: number, stream: number): Rng {
  let state = mix(mix(seed) ^ Math.imul(stream + 1, 0x9e3779b9));
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state);
  };
  const int = (low: number, high: number): number => low + (next() % (high - low + 1));
  return {
    int,
    pick: (from) => from[next() % from.length] ?? from[0],
    chance: (permille) => next() % 1000 < permille,
  };
}

/**
 * A national provider id with its check digit: ISO 7812 (Luhn) over 80840 and the first nine digits. Ours begin with 2,
 * which the identifier allows and which has not been issued, so that no demo provider is a real one.
 */
export function npi(firstNine: string): string {
  // 24 is what the constant prefix 80840 adds to the sum.
  let sum = 24;
  for (let i = 0; i < 9; i++) {
    const digit = firstNine.charCodeAt(8 - i) - 48;
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${firstNine}${(10 - (sum % 10)) % 10}`;
}
