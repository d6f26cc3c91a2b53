import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Refused } from "./refused.ts";

/** How much of something one may do in a time. */
export interface Allowance {
  readonly points: number;
  readonly seconds: number;
}

export interface Allowances {
  /** Requests from one address. */
  readonly address: Allowance;
  /** Requests of one person or key. */
  readonly person: Allowance;
  /** Tries to sign in, join, prove or begin, from one address. */
  readonly tries: Allowance;
  /** Failed tries for one account, wherever they come from; then it is locked for that time. */
  readonly failures: Allowance;
}

export const USUAL_ALLOWANCES: Allowances = {
  address: { points: 6_000, seconds: 10 },
  person: { points: 2_000, seconds: 10 },
  tries: { points: 100, seconds: 900 },
  failures: { points: 8, seconds: 900 },
};

const limiter = ({ points, seconds }: Allowance): RateLimiterMemory =>
  new RateLimiterMemory({ points, duration: seconds });

/** Counts in memory, in this process: a restart forgives, and a second process counts by itself. */
export class Limits {
  private readonly by: Readonly<Record<keyof Allowances, RateLimiterMemory>>;

  constructor(of: Allowances) {
    this.by = {
      address: limiter(of.address),
      person: limiter(of.person),
      tries: limiter(of.tries),
      failures: limiter(of.failures),
    };
  }

  /** Counts one. Throws Refused when that is one too many. */
  async count(what: keyof Allowances, key: string): Promise<void> {
    try {
      await this.by[what].consume(key);
    } catch (thrown) {
      throw thrown instanceof RateLimiterRes ? tooMany(thrown.msBeforeNext) : thrown;
    }
  }

  /** Throws Refused when failed tries have locked an account. */
  async mustBeOpen(account: string): Promise<void> {
    const state = await this.by.failures.get(account);
    if (state !== null && state.remainingPoints <= 0) throw tooMany(state.msBeforeNext);
  }

  /** A try that succeeded forgives those that failed. */
  async forgive(account: string): Promise<void> {
    await this.by.failures.delete(account);
  }
}

function tooMany(ms: number): Refused {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new Refused("too-many", `Wait ${wait} and try again.`, seconds);
}
