import type { Chance } from "../../src/strategy/chance.ts";
import { type Case, dispute, ROUNDS } from "../../src/strategy/invented-case.ts";
import { Payer } from "../../src/strategy/invented-payer.ts";
import { disputeValue } from "../../src/strategy/way-out.ts";

/** Worlds that the reference population is not: each departs from it in one thing that real payers do. */
export interface Counterpart {
  readonly bid: number;
  /** True once it answers no more. */
  readonly gone?: boolean;
  takes(ask: number, t: number): boolean;
}

export interface World {
  readonly name: string;
  readonly about: string;
  /** What is otherwise in the case. What the engine sees changes only where the world misleads it. */
  change(c: Case, rng: Chance): Case;
  payer(c: Case, rng: Chance): Counterpart;
}

const asIs = (c: Case): Case => c;

class Plain implements Counterpart {
  protected readonly inner: Payer;
  gone = false;
  protected readonly c: Case;
  protected readonly rng: Chance;
  constructor(c: Case, rng: Chance) {
    this.c = c;
    this.rng = rng;
    this.inner = new Payer(c);
  }
  get bid(): number {
    return this.inner.bid;
  }
  takes(ask: number, t: number): boolean {
    return this.inner.takes(ask, t);
  }
}

/** Bids that stray from the tactic by 3% of the limit. */
class Noisy extends Plain {
  override takes(ask: number, t: number): boolean {
    const before = this.inner.bid;
    if (super.takes(ask, t)) return true;
    const strayed = this.inner.bid + this.rng.gauss(0, 0.03 * this.c.limit);
    this.inner.bid = Math.min(this.c.limit, Math.max(before, strayed));
    return false;
  }
}

/** Answers late: one time in four it does not move, one in thirty it is gone and its bid with it. */
class Silent extends Plain {
  override takes(ask: number, t: number): boolean {
    if (this.gone) return false;
    if (this.rng.next() < 1 / 30) this.gone = true;
    if (this.gone || (t < 1 && this.rng.next() < 0.25)) return false;
    return super.takes(ask, t);
  }
}

/** Calls a bid final half way, stands still for three rounds, and then moves after all. */
class Bluffing extends Plain {
  private readonly from = 2 + Math.floor(this.rng.next() * 3);
  private round = 0;
  override takes(ask: number, t: number): boolean {
    this.round++;
    if (this.round >= this.from && this.round < this.from + 3) return ask <= this.inner.bid;
    return super.takes(ask, t);
  }
}

/** Half way through, another takes over for the payer: another tactic and another limit, from the bid that stands. */
class Handed extends Plain {
  private round = 0;
  private next: Payer | undefined;
  override get bid(): number {
    return this.next?.bid ?? super.bid;
  }
  override takes(ask: number, t: number): boolean {
    this.round++;
    if (this.round <= ROUNDS / 2) return super.takes(ask, t);
    const limit = Math.max(super.bid, this.c.limit * Math.exp(this.rng.gauss(0, 0.15)));
    this.next ??= new Payer({
      ...{ init: super.bid, limit, kind: this.rng.choice(["td", "tft", "micro"] as const) },
      exponent: this.rng.choice([0.2, 0.5, 1, 2]),
    });
    // Its own clock begins when it takes over.
    return this.next.takes(ask, 2 * t - 1);
  }
}

/** Names one figure and never another. */
class Fixed implements Counterpart {
  readonly gone = false;
  bid: number;
  private readonly only: number;
  constructor(c: Case, rng: Chance) {
    this.bid = c.init;
    this.only = Math.min(c.limit, c.init + (c.limit - c.init) * rng.uniform(0.4, 0.95));
  }
  takes(ask: number): boolean {
    this.bid = this.only;
    return ask <= this.only;
  }
}

const plain = (c: Case, rng: Chance): Counterpart => new Plain(c, rng);

const withDefaults = (c: Case, chance: number): Case => {
  if (!c.files) return c;
  // The default alone lifts the way out: our offer is then taken without a decision.
  const sure = {
    p: c.p,
    q: c.q,
    initial: c.init,
    days: 150,
    adminFee: 15,
    entityFee: 450,
    handling: 60,
    eligible: c.eligible,
  };
  const won = disputeValue({ ...sure, chance: 1, collect: 0.95 }).providerValue;
  return { ...c, trueWayOut: (1 - chance) * c.trueWayOut + chance * won };
};

const believing = (c: Case, forecast: number, qpa = c.qpa): Case => {
  const seen = dispute(c, forecast, { ours: c.eligible, theirs: 0.85 });
  const theirs = dispute(c, forecast, { ours: c.eligible, theirs: 0.85 }).payerCost;
  return { ...c, qpa, forecast, ...(c.files ? { wayOut: Math.max(c.init, seen.wayOut), payerCost: theirs } : {}) };
};

export const WORLDS: readonly World[] = [
  { name: "noise", about: "bids stray by 3% of the limit", change: asIs, payer: (c, r) => new Noisy(c, r) },
  {
    name: "silence",
    about: "late answers; 1 in 30 never answers again",
    change: asIs,
    payer: (c, r) => new Silent(c, r),
  },
  { name: "bluff", about: "a final offer that is none", change: asIs, payer: (c, r) => new Bluffing(c, r) },
  {
    name: "changes hands",
    about: "half way another takes over, with another tactic and limit",
    change: asIs,
    payer: (c, r) => new Handed(c, r),
  },
  { name: "one figure", about: "take it or leave it", change: asIs, payer: (c, r) => new Fixed(c, r) },
  {
    name: "defaults",
    about: "the payer defaults in 20% of disputes, unknown to us",
    change: (c) => withDefaults(c, 0.2),
    payer: plain,
  },
  {
    name: "new vendor",
    about: "limits 20% lower than were ever seen",
    change: (c) => ({ ...c, limit: Math.max(c.init, 0.8 * c.limit) }),
    payer: plain,
  },
  {
    name: "wrong QPA",
    about: "the QPA we hold is off by 15%, and the forecast with it",
    change: (c, rng) => {
      const off = rng.gauss(0, 0.15);
      return believing(c, c.forecast + off, c.qpa * Math.exp(off));
    },
    payer: plain,
  },
  {
    name: "no benchmarks",
    about: "no forecast but the prior",
    change: (c) => believing(c, Math.log(2.2 * c.qpa)),
    payer: plain,
  },
];
