import type { Cite, Confidence } from "#base/cite.ts";
import type { ChannelId } from "./channels.ts";
import type { Service } from "./fact.ts";
import { FORUMS } from "./federal/evidence.ts";

export type Forum = keyof typeof FORUMS;

/** What a forum may weigh. */
export type Admissible<F extends Forum> = (typeof FORUMS)[F]["admissible"][number];
export type EvidenceKind = { [F in Forum]: Admissible<F> | (typeof FORUMS)[F]["barred"][number] }[Forum];

/** One piece of evidence for one forum. A kind the forum may not weigh does not fit, so a brief cannot hold it. */
export interface Exhibit<F extends Forum, K extends Admissible<F> = Admissible<F>> {
  readonly forum: F;
  readonly kind: K;
  /** What it shows, in a sentence whose every figure comes from the claim's trace. */
  readonly shows: string;
}

/** The written argument for one forum: exhibits of that forum only. */
export interface Brief<F extends Forum> {
  readonly forum: F;
  readonly exhibits: readonly Exhibit<F>[];
}

/** The only way to make an exhibit, so that kind and forum always agree. */
export const exhibit = <F extends Forum, K extends Admissible<F>>(forum: F, kind: K, shows: string): Exhibit<F, K> => ({
  forum,
  kind,
  shows,
});

export interface ForumRules {
  readonly admissible: readonly EvidenceKind[];
  readonly barred: readonly EvidenceKind[];
  readonly cites: readonly Cite[];
  readonly confidence: Confidence;
}

export const forumRules = (forum: Forum): ForumRules => FORUMS[forum];

/** The forum a road ends in, where its rules of evidence are known. Talk has none. */
export function forumOf(channel: ChannelId, service?: Service): Forum | undefined {
  switch (channel) {
    case "federal_idr":
    case "federal_idr_single":
    case "federal_idr_batched":
    case "federal_idr_protective":
      return service === "air_ambulance" ? "federal-idr-air" : "federal-idr";
    case "tx_arbitration":
    case "ny_idr":
    case "ga_arbitration":
      return channel;
    default:
      return undefined;
  }
}

/** Whether evidence chosen at run time may go to a forum; the way in for a list that types cannot see. */
export const mayWeigh = (forum: Forum, kind: EvidenceKind): boolean => forumRules(forum).admissible.includes(kind);
