import { type Cite, type Confidence, cfr, cite, usc, weakest } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import type { ChannelId } from "./channels.ts";
import { type ConsentFinding, consentOf } from "./consent.ts";
import { type FactId, type Facts, inAskingOrder } from "./fact.ts";
import type { StateCode } from "./jurisdiction.ts";
import { type RemarkReading, readRemarks } from "./remark.ts";
import { step } from "./road.ts";
import type { StateLaw, StateRoute } from "./state.ts";

/**
 * Which road governs a line. `first` is the step to take, `next` a later step on the same road, `also` a road to keep
 * open beside it.
 */
export interface Candidate {
  readonly channel: ChannelId;
  readonly role: "first" | "next" | "also";
  readonly because: readonly string[];
  readonly cites: readonly Cite[];
  readonly confidence: Confidence;
  readonly state?: StateCode;
}

export type Verdict = ChannelId | "undetermined" | "not_this_channel";

export interface ChannelFinding {
  readonly verdict: Verdict;
  /** In order. When undetermined, every road that the missing facts could open. */
  readonly candidates: readonly Candidate[];
  /** The smallest set of facts that would settle the verdict; empty when it is settled. */
  readonly missing: readonly FactId[];
  /** Facts the law itself has a default for, worth confirming: an opt-in nobody showed, a contract nobody ruled out. */
  readonly confirm: readonly FactId[];
  readonly excluded: readonly { readonly channel: ChannelId; readonly because: string }[];
  readonly flags: readonly string[];
  readonly protected: "yes" | "no" | "undetermined";
  readonly confidence: Confidence;
  /** The state whose law may govern, with the route that would. */
  readonly state?: { readonly law: StateLaw; readonly routes: readonly StateRoute[] };
}

/** Answers that stand for all others when Parley asks itself "would knowing this change anything?". */
const TRIALS: Partial<{ [K in FactId]: readonly NonNullable<Facts[K]>[] }> = {
  in_network: [false, true],
  service: ["emergency", "non_emergency_inn_facility", "elective"],
  facility_in_network: [true, false],
  plan_funding: ["fully_insured", "self_funded_erisa"],
  provider: ["physician", "facility"],
  specialty: ["anesthesiology", "orthopaedic_surgery"],
  regulator: ["DMHC", "CDI"],
  months_since_contract: [6, 18, 60],
};

interface Tree {
  readonly leaves: readonly ChannelFinding[];
  readonly asked: readonly FactId[];
}

/** Follows every answer to every fact the rules ask for. The rules ask for few, so the tree is small. */
function explore(facts: Facts, remark: RemarkReading, on: Day, consent: ConsentFinding): Tree {
  const s = step({ facts, remark, consent, on });
  if ("outcome" in s) return { leaves: [s.outcome], asked: s.outcome.missing };
  if (consent.verdict === "undetermined" && consent.missing.includes(s.ask)) {
    const valid = explore(facts, remark, on, {
      verdict: "valid",
      because: "If the papers show it, the consent counts.",
    });
    const without = explore(facts, remark, on, { verdict: "none", because: "If they do not, protection stands." });
    return {
      leaves: [...without.leaves, ...valid.leaves],
      asked: [...consent.missing, ...without.asked, ...valid.asked],
    };
  }
  const trials = TRIALS[s.ask] ?? [];
  const branches = trials.map((value) => explore({ ...facts, [s.ask]: value }, remark, on, consent));
  const leaves = branches.flatMap((b) => b.leaves);
  const asked = branches.flatMap((b) => b.asked);
  const differs = new Set(leaves.map((l) => l.verdict)).size > 1;
  return { leaves, asked: differs ? [s.ask, ...asked] : asked };
}

/** The roads that the missing facts could open, the ones the remittance points to first. */
function merged(tree: Tree, remark: RemarkReading): ChannelFinding {
  const seen = new Map<ChannelId, Candidate>();
  for (const leaf of tree.leaves) {
    for (const c of leaf.candidates) {
      const before = seen.get(c.channel);
      if (before === undefined || (c.role === "first" && before.role !== "first")) seen.set(c.channel, c);
    }
  }
  const weight = (c: Candidate): number => {
    if (c.channel === "contract") return 3;
    const isState = c.state !== undefined;
    if (remark.says.has("state-process")) return isState ? 0 : 1;
    if (remark.says.has("federal-process") || remark.says.has("erisa-plan")) return isState ? 1 : 0;
    return 1;
  };
  const candidates = [...seen.values()].sort((a, b) => weight(a) - weight(b));
  const kinds = new Set(tree.leaves.map((l) => l.protected));
  const [onlyKind] = kinds;
  const states = tree.leaves.flatMap((l) => (l.state === undefined ? [] : [l.state]));
  const [first] = states;
  const routes = [...new Set(states.flatMap((s) => s.routes))];
  return {
    verdict: "undetermined",
    candidates,
    missing: inAskingOrder(tree.asked),
    confirm: [],
    excluded: [],
    flags: [...new Set(tree.leaves.flatMap((l) => l.flags))],
    protected: kinds.size === 1 && onlyKind !== undefined ? onlyKind : "undetermined",
    confidence: tree.leaves.map((l) => l.confidence).reduce(weakest, "verified"),
    ...(first === undefined ? {} : { state: { law: first.law, routes } }),
  };
}

function decide(facts: Facts, on: Day): ChannelFinding {
  const read = readRemarks(facts);
  const remark = facts.denial_kind === undefined ? read : { ...read, denial: facts.denial_kind };
  const service = facts.service ?? remark.service;
  const effective: Facts = service === undefined ? facts : { ...facts, service };
  const consent: ConsentFinding =
    remark.says.has("consent-invalid") || remark.says.has("consent-barred")
      ? { verdict: "void", because: "The plan says the consent does not count." }
      : consentOf(effective);
  const tree = explore(effective, remark, on, consent);
  const [only] = tree.leaves;
  const one = only !== undefined && tree.leaves.every((l) => l.verdict === only.verdict);
  const found = one && only !== undefined && only.verdict !== "undetermined" ? only : merged(tree, remark);
  const flags = [...new Set([...found.flags, ...remark.flags, ...disagreements(facts, remark)])];
  return { ...found, flags };
}

/** Where the papers and the remittance contradict each other, a person should look. */
function disagreements(facts: Facts, remark: RemarkReading): readonly string[] {
  const flags: string[] = [];
  if (remark.service !== undefined && facts.service !== undefined && remark.service !== facts.service)
    flags.push("remark_disagrees_on_service");
  if (facts.in_network === true && remark.underTheAct) flags.push("remark_disagrees_on_network");
  if (facts.service === "non_emergency_inn_facility" && facts.facility_in_network === false)
    flags.push("facts_disagree_on_facility");
  if (remark.says.has("facility-asked")) flags.push("payer_asks_about_facility");
  return flags;
}

const text = (m: Facts["booked"]): string => (m === undefined ? "" : `${m.day}${m.minute ?? ""}`);

/** Everything the rules read, as one key. Dates of service only matter by the law in force, so days are not spread. */
function signature(f: Facts, on: Day): string {
  const consent =
    f.signed === true
      ? `${f.standard_form};${f.participating_alternative_listed};${text(f.booked)};${text(f.service_at)};${text(f.notice_given)}`
      : "";
  const paid = f.payment === undefined ? "" : f.payment > 0n ? "+" : "0";
  return `${era(on)}|${f.state}|${f.plan_funding}|${f.service}|${f.in_network}|${f.facility_in_network}|${f.opted_in}|${f.provider}|${f.specialty}|${f.regulator}|${f.complicating_factor}|${f.months_since_contract}|${f.group_code}|${f.denial_kind}|${f.final_denial_received === undefined ? "" : "f"}|${paid}|${f.rarc?.join(",")}|${f.carc?.join(",")}|${consent}`;
}

/** Days on which the law that decides a road changed. Two days between the same borders see the same law. */
const BORDERS: readonly string[] = ["2022-01-01", "2025-01-01", "2028-07-01"];
const era = (on: Day): number => BORDERS.filter((b) => on >= b).length;

const MOST_KEPT = 20_000;
const kept = new Map<string, ChannelFinding>();

/**
 * Which road governs, or which facts would say so. `asOf` stands in for the day of service when that is unknown. Pure:
 * answers are kept by the facts they rest on, which only makes the same answer come faster.
 */
export function decideChannel(facts: Facts, asOf: Day): ChannelFinding {
  const on = facts.date_of_service ?? asOf;
  const key = signature(facts, on);
  const before = kept.get(key);
  if (before !== undefined) return before;
  const found = decide(facts, on);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, found);
  return found;
}

/** The laws a finding rests on, once each. */
export const citesOf = (found: ChannelFinding): readonly Cite[] => {
  const all = found.candidates.flatMap((c) => c.cites);
  return all.filter((c, i) => all.findIndex((d) => d.text === c.text) === i);
};

/** The definition the choice between state and federal rests on. */
export const FORUM_CITES: readonly Cite[] = [
  usc(42, "300gg-111(a)(3)(K)"),
  cfr(45, "149.30"),
  cite("the state's own statute"),
];
