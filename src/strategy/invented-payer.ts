import { timeOffer } from "./concession.ts";
import { type Case, ROUNDS } from "./invented-case.ts";

/** A payer of the reference population: bids upwards from its initial payment, never above its limit. */
export class Payer {
  bid: number;
  private readonly asks: number[] = [];
  private readonly c: Pick<Case, "init" | "limit" | "kind" | "exponent">;
  private readonly rounds: number;

  /** `rounds`: how many asks it reckons with; a payer that goes in steps divides its room by them. */
  constructor(c: Pick<Case, "init" | "limit" | "kind" | "exponent">, rounds = ROUNDS) {
    this.c = c;
    this.rounds = rounds;
    this.bid = c.init;
  }

  private planned(t: number): number {
    const { c } = this;
    const [last, prior] = [this.asks.at(-1) ?? 0, this.asks.at(-2)];
    const next =
      c.kind === "td"
        ? timeOffer(c.init, c.limit, t, c.exponent)
        : c.kind === "tft"
          ? this.bid + (prior === undefined ? 0 : Math.max(0, prior - last))
          : c.kind === "micro"
            ? this.bid + (prior === undefined || last < prior - 1 ? (c.limit - c.init) / this.rounds : 0)
            : timeOffer(c.init, c.limit, t, 0.1);
    return Math.min(c.limit, Math.max(this.bid, next));
  }

  /** True when the ask is taken; else the payer's bid has moved. */
  takes(ask: number, t: number): boolean {
    this.asks.push(ask);
    const next = this.planned(t);
    if (ask <= next || (t >= 1 && ask <= this.c.limit)) return true;
    this.bid = next;
    return false;
  }
}
