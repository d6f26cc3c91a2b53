import { type Cite, type Confidence, weakest } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import type { Candidate, ChannelFinding, Verdict } from "./channel.ts";
import { CHANNELS, type ChannelId } from "./channels.ts";
import type { ConsentFinding } from "./consent.ts";
import type { FactId, Facts } from "./fact.ts";
import type { StateCode } from "./jurisdiction.ts";
import type { RemarkReading } from "./remark.ts";

/**
 * What one path through the rules says, or the fact it must know to go on. `beside` is the road of the price that a
 * denied line keeps open beside its appeal; two answers that differ in it are different answers.
 */
export type Step = { readonly ask: FactId } | { readonly outcome: ChannelFinding; readonly beside?: Verdict };

export interface View {
  readonly facts: Facts;
  readonly remark: RemarkReading;
  readonly consent: ConsentFinding;
  readonly on: Day;
}

export const candidate = (
  channel: ChannelId,
  role: Candidate["role"],
  because: readonly string[],
  route?: { readonly cites: readonly Cite[]; readonly confidence: Confidence; readonly state?: StateCode },
): Candidate => ({
  channel,
  role,
  because,
  cites: route?.cites ?? CHANNELS[channel].cites,
  confidence: route?.confidence ?? CHANNELS[channel].confidence,
  ...(route?.state === undefined ? {} : { state: route.state }),
});

export type Extra = Partial<Pick<ChannelFinding, "missing" | "confirm" | "excluded" | "flags" | "protected" | "state">>;

export function finding(verdict: Verdict, candidates: readonly Candidate[], extra: Extra = {}): ChannelFinding {
  const firsts = candidates.filter((c) => c.role === "first");
  return {
    verdict,
    candidates,
    missing: [],
    confirm: [],
    excluded: [],
    flags: [],
    protected: "no",
    ...extra,
    confidence: firsts.map((c) => c.confidence).reduce(weakest, "verified"),
  };
}

export const settle = (verdict: Verdict, candidates: readonly Candidate[], extra: Extra = {}): Step => ({
  outcome: finding(verdict, candidates, extra),
});
