import { type Cite, type Confidence, weakest } from "#base/cite.ts";
import { type Day, plusDays } from "#base/day.ts";
import { Recall } from "#base/recall.ts";
import { CHANNELS, type ChannelId } from "./channels.ts";
import type { Condition } from "./condition.ts";
import { type ConsentFinding, consentOf } from "./consent.ts";
import { type FactId, type Facts, inAskingOrder } from "./fact.ts";
import { NEVER_WAIVED } from "./federal/scope.ts";
import type { StateCode } from "./jurisdiction.ts";
import { STATES } from "./library.ts";
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

/**
 * Whether the rate is final and nothing more is due by a right: agreed, decided, or accepted by silence. A line whose
 * remark says so but which is refused, or starts another clock, is not closed.
 */
export const isClosed = (found: ChannelFinding): boolean =>
  found.candidates.length > 0 && found.candidates.every((c) => CHANNELS[c.channel].family === "closed");

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

/** One end of the tree, with the road of the price that a denied line keeps beside its appeal. */
interface Leaf {
  readonly found: ChannelFinding;
  readonly beside: Verdict | undefined;
}

interface Tree {
  readonly leaves: readonly Leaf[];
  readonly asked: readonly FactId[];
  /** Which answers lead where, with questions left out that lead to the same whatever the answer. */
  readonly shape: string;
}

/** A planned visit is named by its facility once the facility's network is known, so that every law reads one word. */
function withCareNamed(facts: Facts): Facts {
  if (facts.service !== "non_emergency_facility" || facts.facility_in_network === undefined) return facts;
  return { ...facts, service: facts.facility_in_network ? "non_emergency_inn_facility" : "elective" };
}

const roadOf = (l: Leaf): string => `${l.found.verdict} ${l.beside}`;

/** Follows every answer to every fact the rules ask for. The rules ask for few, so the tree is small. */
function explore(facts: Facts, remark: RemarkReading, on: Day, consent: ConsentFinding): Tree {
  const s = step({ facts: withCareNamed(facts), remark, consent, on });
  if ("outcome" in s) {
    const leaf = { found: s.outcome, beside: s.beside };
    return { leaves: [leaf], asked: s.outcome.missing, shape: roadOf(leaf) };
  }
  if (consent.verdict === "undetermined" && consent.missing.includes(s.ask)) {
    const valid = explore(facts, remark, on, {
      verdict: "valid",
      because: "If the papers show it, the consent counts.",
    });
    const without = explore(facts, remark, on, { verdict: "none", because: "If they do not, protection stands." });
    return {
      leaves: [...without.leaves, ...valid.leaves],
      asked: [...consent.missing, ...without.asked, ...valid.asked],
      shape: `consent(${without.shape}|${valid.shape})`,
    };
  }
  const trials = TRIALS[s.ask] ?? [];
  const branches = trials.map((value) => explore({ ...facts, [s.ask]: value }, remark, on, consent));
  const leaves = branches.flatMap((b) => b.leaves);
  const asked = branches.flatMap((b) => b.asked);
  const [first] = branches;
  // Each answer may lead to several roads and still change nothing: the same ones, by the same other answers.
  if (first !== undefined && branches.every((b) => b.shape === first.shape))
    return { leaves, asked, shape: first.shape };
  return { leaves, asked: [s.ask, ...asked], shape: `${s.ask}(${branches.map((b) => b.shape).join("|")})` };
}

/** The roads that the missing facts could open, the ones the remittance points to first. */
function merged(tree: Tree, remark: RemarkReading): ChannelFinding {
  const seen = new Map<ChannelId, Candidate>();
  const leaves = tree.leaves.map((l) => l.found);
  for (const leaf of leaves) {
    for (const c of leaf.candidates) {
      const before = seen.get(c.channel);
      if (before === undefined || (c.role === "first" && before.role !== "first")) seen.set(c.channel, c);
    }
  }
  const stateFirst = remark.says.has("state-process");
  const weight = (c: Candidate): number => {
    if (c.channel === "contract") return 3;
    if (c.state !== undefined) return stateFirst ? 0 : 1;
    return CHANNELS[c.channel].family === "federal" ? (stateFirst ? 1 : 0) : 2;
  };
  // A date kept for safety is the same date as the road itself, where some answer opens the road.
  if (seen.has("federal_open_negotiation")) seen.delete("federal_open_negotiation_protective");
  // What answers a denial stands before the roads of the price beside it.
  const asSaid = tree.leaves.every((l) => l.beside !== undefined);
  const candidates = asSaid ? [...seen.values()] : [...seen.values()].sort((a, b) => weight(a) - weight(b));
  const kinds = new Set(leaves.map((l) => l.protected));
  const [onlyKind] = kinds;
  const states = leaves.flatMap((l) => (l.state === undefined ? [] : [l.state]));
  const [first] = states;
  const routes = [...new Set(states.flatMap((s) => s.routes))];
  return {
    verdict: "undetermined",
    candidates,
    missing: inAskingOrder(tree.asked),
    confirm: [],
    excluded: [],
    flags: [...new Set(leaves.flatMap((l) => l.flags))],
    protected: kinds.size === 1 && onlyKind !== undefined ? onlyKind : "undetermined",
    confidence: leaves.map((l) => l.confidence).reduce(weakest, "verified"),
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
  const [leaf] = tree.leaves;
  const only = leaf !== undefined && tree.leaves.every((l) => roadOf(l) === roadOf(leaf)) ? leaf.found : undefined;
  const found = only !== undefined && only.verdict !== "undetermined" ? only : merged(tree, remark);
  const flags = [...new Set([...found.flags, ...remark.flags, ...disagreements(facts, remark)])];
  return { ...found, flags };
}

/** Where the papers and the remittance contradict each other, a person should look. */
function disagreements(facts: Facts, remark: RemarkReading): readonly string[] {
  const flags: string[] = [];
  const named = remark.service !== undefined && facts.service !== undefined && remark.service !== facts.service;
  const { service } = withCareNamed(facts);
  const outside = remark.underTheAct && (service === "elective" || service === "ground_ambulance");
  if (named || outside) flags.push("remark_disagrees_on_service");
  if (facts.in_network === true && remark.underTheAct) flags.push("remark_disagrees_on_network");
  if (facts.service === "non_emergency_inn_facility" && facts.facility_in_network === false)
    flags.push("facts_disagree_on_facility");
  if (remark.says.has("facility-asked")) flags.push("payer_asks_about_facility");
  return flags;
}

const text = (m: Facts["booked"]): string => (m === undefined ? "" : `${m.day}T${m.minute ?? ""}`);

/** Days on which the law that decides a road changed, for each state. Two days between the same borders see the same law. */
const ACT = "2022-01-01";
const BORDERS: ReadonlyMap<string, readonly string[]> = new Map(
  STATES.map((s) => {
    const days = s.routes.flatMap((r) => [r.from, ...(r.until === undefined ? [] : [plusDays(r.until, 1)])]);
    return [s.code, [...new Set([ACT, ...days])].sort()];
  }),
);
const ONLY_THE_ACT = [ACT];

/** A number for each stretch of days of service that sees the same law of roads in a state. */
export function era(on: Day, state: string | undefined): number {
  let n = 0;
  for (const border of BORDERS.get(state ?? "") ?? ONLY_THE_ACT) if (on >= border) n += 1;
  return n;
}

/**
 * Everything the rules read, as one key. Two claims with the same key take the same road. What only some rules read is in
 * it only where they do: a specialty matters to a consent and in a few states.
 */
function keyOf(f: Facts, on: Day): string {
  const paid = f.payment === undefined ? 0 : f.payment > 0n ? 1 : 2;
  const codes = codesKey(f);
  const consent = f.signed !== undefined || codes.includes("consent");
  const specialty = consent || SPECIALTY_STATES.has(f.state ?? "") ? specialtyKey(f.specialty) : "";
  let key = `${era(on, f.state)} ${paid} ${f.state} ${f.plan_funding} ${f.service} ${f.in_network} ${f.facility_in_network} ${f.provider} ${specialty} ${f.denial_kind} ${f.group_code === "PR"} ${codes}`;
  if (f.opted_in !== undefined) key += ` opted ${f.opted_in}`;
  if (f.regulator !== undefined) key += ` regulator ${f.regulator}`;
  if (f.complicating_factor !== undefined) key += ` factor ${f.complicating_factor}`;
  if (f.months_since_contract !== undefined) key += ` months ${f.months_since_contract}`;
  if (f.final_denial_received !== undefined) key += " final";
  if (f.signed === true) {
    key += ` signed ${f.standard_form} ${f.participating_alternative_listed} ${text(f.booked)} ${text(f.service_at)} ${text(f.notice_given)}`;
  }
  return key;
}

/** The specialties that some rule names; every other one takes the same road. */
const NAMED = new Set<string>([
  ...specialtiesOf(NEVER_WAIVED),
  ...STATES.flatMap((s) => s.routes.flatMap((r) => specialtiesOf(r.when))),
]);

function specialtiesOf(condition: Condition): readonly string[] {
  if ("all" in condition) return condition.all.flatMap(specialtiesOf);
  if ("any" in condition) return condition.any.flatMap(specialtiesOf);
  if ("not" in condition) return specialtiesOf(condition.not);
  if ("is" in condition) return condition.is[0] === "specialty" ? [String(condition.is[1])] : [];
  if ("oneOf" in condition) return condition.oneOf[0] === "specialty" ? condition.oneOf[1].map(String) : [];
  return [];
}

const SPECIALTY_STATES: ReadonlySet<string> = new Set(
  STATES.filter((s) => s.routes.some((r) => specialtiesOf(r.when).length > 0)).map((s) => s.code),
);

const specialtyKey = (s: string | undefined): string | undefined => (s === undefined || NAMED.has(s) ? s : "other");

/** Reasons that a rule names beside the kind of denial they are. */
const NAMED_REASONS = new Set(["40", "197", "198"]);

/** What the codes of a line say, whatever codes say it. The same list is read once. */
const codeKeys = new WeakMap<readonly string[], WeakMap<readonly string[], string>>();
const NO_CODES: readonly string[] = [];

function codesKey(f: Facts): string {
  const rarc = f.rarc ?? NO_CODES;
  const carc = f.carc ?? NO_CODES;
  const known = codeKeys.get(rarc)?.get(carc);
  if (known !== undefined) return known;
  const read = readRemarks(f);
  const named = carc.filter((c) => NAMED_REASONS.has(c));
  const key = [[...read.says].sort(), read.service, read.denial, read.clock, read.flags, named].join("|");
  const under = codeKeys.get(rarc) ?? new WeakMap<readonly string[], string>();
  codeKeys.set(rarc, under);
  under.set(carc, key);
  return key;
}

const kept = new Recall<ChannelFinding>(6_000);

/**
 * Which road governs, or which facts would say so. `asOf` stands in for the day of service when that is unknown. Pure:
 * answers are kept by the facts they rest on, which only makes the same answer come faster.
 */
export function decideChannel(facts: Facts, asOf: Day): ChannelFinding {
  const on = facts.date_of_service ?? asOf;
  return kept.by(keyOf(facts, on)).answer(() => decide(facts, on));
}
