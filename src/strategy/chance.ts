import { check } from "#base/check.ts";

/**
 * Seeded chance. The generator is MT19937 with the derived draws that Python's `random` makes of it, so that the published
 * baselines can be checked on the very same cases and not only on the same distribution.
 */
export class Chance {
  private readonly state = new Uint32Array(624);
  private at = 624;
  private spare: number | undefined;

  /** `seed`: a whole number from 0 below 2^53. */
  constructor(seed: number) {
    const key = seed < 2 ** 32 ? [seed] : [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];
    const s = this.state;
    s[0] = 19650218;
    for (let i = 1; i < 624; i++) s[i] = Math.imul(1812433253, before(s, i)) + i;
    let [i, j] = [1, 0];
    for (let k = 624; k > 0; k--) {
      s[i] = ((s[i] ?? 0) ^ Math.imul(before(s, i), 1664525)) + (key[j] ?? 0) + j;
      if (++i >= 624) [s[0], i] = [s[623] ?? 0, 1];
      if (++j >= key.length) j = 0;
    }
    for (let k = 623; k > 0; k--) {
      s[i] = ((s[i] ?? 0) ^ Math.imul(before(s, i), 1566083941)) - i;
      if (++i >= 624) [s[0], i] = [s[623] ?? 0, 1];
    }
    s[0] = 0x80000000;
  }

  private word(): number {
    const s = this.state;
    if (this.at >= 624) {
      for (let k = 0; k < 624; k++) {
        const y = ((s[k] ?? 0) & 0x80000000) | ((s[(k + 1) % 624] ?? 0) & 0x7fffffff);
        s[k] = (s[(k + 397) % 624] ?? 0) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      this.at = 0;
    }
    let y = s[this.at++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** In [0, 1), with 53 bits. */
  next(): number {
    const high = this.word() >>> 5;
    return (high * 67108864 + (this.word() >>> 6)) / 9007199254740992;
  }

  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  gauss(mean: number, sd: number): number {
    if (this.spare !== undefined) {
      const z = this.spare;
      this.spare = undefined;
      return mean + z * sd;
    }
    const angle = this.next() * 2 * Math.PI;
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    this.spare = Math.sin(angle) * radius;
    return mean + Math.cos(angle) * radius * sd;
  }

  /** One of `of`, each with its weight. */
  weighted<T>(of: readonly (readonly [T, number])[]): T {
    let rest = this.next() * of.reduce((t, [, w]) => t + w, 0);
    for (const [x, w] of of) {
      if (rest < w) return x;
      rest -= w;
    }
    return there(of[of.length - 1])[0];
  }

  /** One of `of`, all alike. */
  choice<T>(of: readonly T[]): T {
    const bits = 32 - Math.clz32(of.length);
    let r = this.word() >>> (32 - bits);
    while (r >= of.length) r = this.word() >>> (32 - bits);
    return there(of[r]);
  }
}

/** A draw from a list that holds something always finds it. */
function there<T>(x: T | undefined): T {
  check(x !== undefined, "a draw from nothing");
  return x;
}

function before(s: Uint32Array, i: number): number {
  const x = s[i - 1] ?? 0;
  return x ^ (x >>> 30);
}
