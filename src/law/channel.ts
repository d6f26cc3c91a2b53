import { type Cite, type Confidence, cfr, cite, usc, weakest } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import { CHANNELS, type ChannelId } from "./channels.ts";
import { evaluateCondition } from "./condition.ts";
import { type ConsentFinding, consentOf } from "./consent.ts";
import { type FactId, type Facts, inAskingOrder } from "./fact.ts";
import { ACT_FROM, OUTSIDE_PAYERS, PROTECTED_CARE } from "./federal/scope.ts";
import type { StateCode } from "./jurisdiction.ts";
import { type RemarkReading, readRemarks } from "./remark.ts";
import { routesOn, type StateLaw, type StateRoute, stateLaw } from "./state.ts";

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

/** What one path through the rules says, or the fact it must know to go on. */
type Step = { readonly ask: FactId } | { readonly outcome: ChannelFinding };

interface View {
  readonly facts: Facts;
  readonly remark: RemarkReading;
  readonly consent: ConsentFinding;
  readonly on: Day;
}

const candidate = (
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

type Extra = Partial<Pick<ChannelFinding, "missing" | "confirm" | "excluded" | "flags" | "protected" | "state">>;

function finding(verdict: Verdict, candidates: readonly Candidate[], extra: Extra = {}): ChannelFinding {
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

const settle = (verdict: Verdict, candidates: readonly Candidate[], extra: Extra = {}): Step => ({
  outcome: finding(verdict, candidates, extra),
});

const PRICES_ONLY_COVERED = "The federal dispute prices covered care; it cannot overturn a denial of coverage.";

function outsidePayer(view: View): Step | undefined {
  const funding = view.facts.plan_funding;
  const outside = funding === undefined ? undefined : OUTSIDE_PAYERS[funding];
  if (outside === undefined) return undefined;
  const denied = view.remark.denial !== "none" || isUnpaid(view.facts);
  const roads = denied ? outside.denied : outside.short;
  return settle(
    "not_this_channel",
    roads.map((c, i) =>
      candidate(c, i === 0 ? "first" : "also", [outside.because], {
        cites: outside.cites,
        confidence: CHANNELS[c].confidence,
      }),
    ),
    { excluded: [{ channel: "federal_idr", because: outside.because }] },
  );
}

const isUnpaid = (facts: Facts): boolean => facts.payment === 0n && facts.group_code?.toUpperCase() !== "PR";

function appealBecause(view: View): string {
  switch (view.remark.denial) {
    case "coding":
      return "The plan denied the line by a coding rule; an appeal answers it.";
    case "network":
      return "The plan denied the line for being out of network, and the care was not protected.";
    case "unspecified":
      return "The line is denied and no code says why; the appeal also makes the plan say it.";
    default:
      return "The plan denied coverage of the line.";
  }
}

function appealFlags(view: View, service: Facts["service"]): readonly string[] {
  const carc = view.facts.carc ?? [];
  const flags: string[] = [];
  if (service === "emergency" && carc.some((c) => c === "197" || c === "198"))
    flags.push("emergency_needs_no_prior_authorization");
  if (service === "emergency" && carc.includes("40")) flags.push("prudent_layperson");
  if (view.remark.denial === "coding") flags.push("coding_appeal");
  if (view.remark.denial === "network") flags.push("ask_for_gap_exception");
  if (view.remark.denial === "unspecified") flags.push("reason_not_given");
  return flags;
}

const appeal = (because: string): readonly Candidate[] => [
  candidate("internal_appeal", "first", [because]),
  candidate("external_review", "next", [
    "It follows when the plan upholds a denial on medical judgement or on the Act.",
  ]),
];

/** Remarks that settle the road whatever the plan or state: a refusal, a settlement, a waiver, an all-payer rate. */
function byRemark(view: View): Step | undefined {
  const { says, codes } = view.remark;
  const shown = (s: Parameters<typeof codes.get>[0]): string => (codes.get(s) ?? []).join(", ");
  if (says.has("protection-refused")) {
    return settle(
      "internal_appeal",
      [
        candidate("internal_appeal", "first", [
          `Remark ${shown("protection-refused")}: the plan refuses to apply the Act.`,
        ]),
        candidate("external_review", "next", ["Whether the Act applies may itself be reviewed."]),
        candidate("cms_complaint", "also", ["A plan that refuses the Act can be reported."]),
        candidate("federal_open_negotiation_protective", "also", ["The federal days run whatever the plan says."]),
      ],
      { protected: "undetermined", flags: ["protection_refused"] },
    );
  }
  if (says.has("award-paid")) {
    return settle(
      "award_paid",
      [candidate("award_paid", "first", [`Remark ${shown("award-paid")}: a determination was paid.`])],
      {
        protected: "yes",
      },
    );
  }
  if (says.has("settled")) {
    return settle("settled", [candidate("settled", "first", [`Remark ${shown("settled")}: the amount was agreed.`])], {
      protected: "yes",
    });
  }
  if (says.has("all-payer-rate")) {
    return settle(
      "all_payer_rate",
      [candidate("all_payer_rate", "first", [`Remark ${shown("all-payer-rate")}: an all-payer rate was applied.`])],
      { protected: "yes", excluded: [{ channel: "federal_idr", because: "An all-payer rate is final." }] },
    );
  }
  return undefined;
}

/** A consent that counts: on the payer's word (N882) or on the papers. A void one leaves protection standing. */
function byConsent(view: View): Step | undefined {
  const { consent, remark, facts } = view;
  const waived = remark.says.has("consent-waiver");
  const barred = consentOf({ ...facts, signed: true }).verdict === "void" && facts.signed !== true;
  if (consent.verdict === "undetermined") return { ask: consent.missing[0] ?? "signed" };
  const valid = consent.verdict === "valid" || (waived && consent.verdict === "none" && !barred);
  if (!valid) return undefined;
  const because =
    consent.verdict === "valid"
      ? consent.because
      : `Remark ${(remark.codes.get("consent-waiver") ?? []).join(", ")}: the plan accepts a waiver.`;
  return settle(
    "patient_agreement",
    [candidate("patient_agreement", "first", [because]), candidate("direct_negotiation", "also", [because])],
    {
      flags: ["no_statutory_cap"],
      confirm: consent.verdict === "valid" ? [] : ["signed"],
      excluded: [
        { channel: "federal_open_negotiation", because: "A valid consent takes the item out of the Act." },
        { channel: "federal_idr", because: "A valid consent takes the item out of the federal dispute." },
      ],
    },
  );
}

function denied(view: View, service: Facts["service"], isProtected: "yes" | "no"): Step | undefined {
  const kind = view.remark.denial;
  if (kind === "none" || (view.facts.payment !== undefined && view.facts.payment > 0n)) return undefined;
  const flags = appealFlags(view, service);
  switch (kind) {
    case "network":
      // On protected care the plan must price the line as if in network, so this is a price dispute with an appeal beside.
      return isProtected === "yes"
        ? undefined
        : settle(
            "internal_appeal",
            [
              ...appeal(appealBecause(view)),
              candidate("direct_negotiation", "also", ["Ask for a gap exception or a single case agreement."]),
            ],
            { flags },
          );
    case "claim-error":
    case "other-payer":
    case "eligibility":
      return settle(
        "corrected_claim",
        [
          candidate("corrected_claim", "first", [
            kind === "claim-error"
              ? "The plan says the claim itself is wrong, late or incomplete."
              : "The plan says another payer or period is responsible.",
          ]),
          candidate("internal_appeal", "also", ["A refusal to pay is an adverse decision and can be appealed."]),
        ],
        { protected: isProtected, flags: kind === "claim-error" ? ["fix_claim"] : ["find_right_payer"] },
      );
    default:
      return settle("internal_appeal", appeal(appealBecause(view)), {
        protected: isProtected,
        flags,
        excluded: [{ channel: "federal_idr", because: PRICES_ONLY_COVERED }],
      });
  }
}

function federal(view: View, because: string, extra: Extra = {}): Step {
  const excludedStates = extra.excluded ?? [];
  const reasons = view.remark.says.has("federal-process")
    ? [because, `Remark ${(view.remark.codes.get("federal-process") ?? []).join(", ")} points to the federal process.`]
    : [because];
  const appealed =
    view.remark.denial === "network"
      ? [candidate("internal_appeal", "also", ["The denial itself can be appealed."])]
      : [];
  return settle(
    "federal_open_negotiation",
    [
      candidate("federal_open_negotiation", "first", reasons),
      candidate("federal_idr", "next", ["It follows when thirty business days of talk end without agreement."]),
      ...appealed,
    ],
    { ...extra, protected: "yes", excluded: excludedStates },
  );
}

/** Whether the state's law binds this plan of itself, by choice, or not at all. */
function bindsPlan(law: StateLaw, facts: Facts): "yes" | "no" | "ask" {
  const funding = facts.plan_funding;
  if (funding === undefined) return "ask";
  if (law.plans.includes(funding)) return "yes";
  const selfFunded =
    funding === "self_funded_erisa" ||
    funding === "self_funded_church" ||
    funding === "self_funded_government" ||
    funding === "state_employee_plan";
  return selfFunded && law.optIn && facts.opted_in === true ? "yes" : "no";
}

function stateOutcome(law: StateLaw, route: StateRoute, view: View): Step {
  const where = { cites: route.cites, confidence: route.confidence, state: law.code };
  const said = view.remark.codes.get("state-process");
  const because = [
    route.binds === "every-plan"
      ? "The state sets this rate for every payer."
      : "The state's law binds this plan and reaches this care.",
    ...(said === undefined ? [] : [`Remark ${said.join(", ")} points to the state's process.`]),
  ];
  const also = (route.also ?? []).map((c) =>
    candidate(c, "also", [route.openPoints ?? "The provider may choose the federal process instead."]),
  );
  const candidates = [
    candidate(route.channel, "first", because, where),
    ...(route.next ?? []).map((c) => candidate(c, "next", ["It follows the first step."], where)),
    ...also,
  ];
  const keepsFederal = also.some((c) => CHANNELS[c.channel].family === "federal");
  return settle(route.channel, candidates, {
    protected: "yes",
    flags: route.flags ?? [],
    state: { law, routes: [route] },
    excluded: keepsFederal ? [] : [{ channel: "federal_idr", because: "A state's law fixes the rate of this item." }],
  });
}

/** Facts a provider asserts in order to gain something; law goes on without them until somebody shows them. */
const ASSERTED: ReadonlySet<FactId> = new Set(["complicating_factor", "opted_in", "signed"]);

function inState(view: View, law: StateLaw): Step {
  const plan = bindsPlan(law, view.facts);
  for (const route of routesOn(law, view.on)) {
    const binds = route.binds === "every-plan" ? "yes" : plan;
    if (binds === "no") continue;
    const reach = evaluateCondition(route.when, view.facts);
    if (reach.verdict === "does-not-apply") continue;
    if (reach.verdict === "undetermined") {
      const asks = inAskingOrder(reach.missing.filter((m) => !ASSERTED.has(m)));
      if (asks[0] === undefined) continue;
      return { ask: binds === "ask" ? "plan_funding" : asks[0] };
    }
    return binds === "ask" ? { ask: "plan_funding" } : stateOutcome(law, route, view);
  }
  const presumed =
    law.optIn && plan === "no" && view.facts.opted_in === undefined && view.facts.plan_funding !== "fehb";
  return federal(
    view,
    plan === "no" ? "The state's law does not bind this plan." : "The state's law does not reach this care.",
    presumed ? { confirm: ["opted_in"], state: { law, routes: law.routes } } : {},
  );
}

const UNKNOWN_STATE = "The place of care is not known, so a state's law may govern.";

function byPlace(view: View): Step {
  const { state } = view.facts;
  if (state === undefined) {
    const funding = view.facts.plan_funding;
    if (funding === "fehb") return federal(view, "Federal employee plans follow the federal process.");
    return {
      outcome: finding(
        "undetermined",
        [
          candidate("federal_open_negotiation", "first", [UNKNOWN_STATE]),
          candidate("federal_idr", "next", [UNKNOWN_STATE]),
          candidate("state_arbitration", "first", [UNKNOWN_STATE]),
        ],
        { protected: "yes", missing: funding === undefined ? ["plan_funding", "state"] : ["state"] },
      ),
    };
  }
  const law = stateLaw(state);
  if (law === undefined || law.posture === "federal-only") {
    return federal(view, "No law of this state fixes the rate, so the federal process governs.", {
      excluded: [{ channel: "state_arbitration", because: "This state has no process for the rate." }],
    });
  }
  return inState(view, law);
}

function protectedCare(view: View): { readonly is: "yes" | "no" } | { readonly ask: FactId } {
  if (view.on < ACT_FROM) return { is: "no" };
  if (view.remark.underTheAct && view.facts.service !== "elective") return { is: "yes" };
  const test = evaluateCondition(PROTECTED_CARE, view.facts);
  if (test.verdict === "undetermined") return { ask: inAskingOrder(test.missing)[0] ?? "service" };
  return { is: test.verdict === "applies" ? "yes" : "no" };
}

function groundAmbulance(view: View): Step {
  const law = view.facts.state === undefined ? undefined : stateLaw(view.facts.state);
  for (const route of law === undefined ? [] : routesOn(law, view.on)) {
    if (law === undefined || evaluateCondition(route.when, view.facts).verdict !== "applies") continue;
    const binds = bindsPlan(law, view.facts);
    if (binds === "ask") return { ask: "plan_funding" };
    if (binds === "yes") return stateOutcome(law, route, view);
  }
  return unprotected("The Act covers air ambulance, not ground ambulance.");
}

function unprotected(because: string): Step {
  return settle(
    "direct_negotiation",
    [
      candidate("direct_negotiation", "first", [because]),
      candidate("internal_appeal", "also", ["How the plan computed its benefit can be appealed."]),
    ],
    {
      excluded: [
        { channel: "federal_idr", because },
        { channel: "federal_open_negotiation", because },
      ],
    },
  );
}

/** One pass through the rules, in order of precedence. Stops at the first fact it cannot do without. */
function step(view: View): Step {
  const { facts, remark } = view;
  const outside = outsidePayer(view);
  if (outside !== undefined) return outside;
  const inNetwork =
    facts.in_network ?? (remark.underTheAct || facts.provider === "out_of_network_physician" ? false : undefined);
  if (inNetwork === true) {
    return settle("contract", [candidate("contract", "first", ["The practice has a contract with this payer."])], {
      excluded: [{ channel: "federal_idr", because: "Care under a contract is paid by the contract." }],
    });
  }
  const said = byRemark(view);
  if (said !== undefined) return said;
  const kind = remark.denial;
  // Except for a network reason, what answers a denial is the same whoever the plan is and wherever the care was.
  if (kind !== "none" && kind !== "network") {
    const d = denied(view, facts.service, "no");
    if (d !== undefined && "outcome" in d) {
      const care = protectedCare(view);
      return {
        outcome: {
          ...d.outcome,
          protected: "is" in care ? care.is : "undetermined",
          confirm: facts.in_network === undefined && !remark.underTheAct ? ["in_network"] : [],
        },
      };
    }
  }
  if (inNetwork === undefined) return { ask: "in_network" };
  const consented = byConsent(view);
  if (consented !== undefined) return consented;
  if (facts.service === "ground_ambulance") return groundAmbulance(view);
  const care = protectedCare(view);
  if ("ask" in care) return care;
  const d = denied(view, facts.service, care.is);
  if (d !== undefined) return d;
  if (care.is === "no") {
    return unprotected(
      view.on < ACT_FROM ? "The care was given before the Act." : "No law fixes the price of this care.",
    );
  }
  if (facts.service === "air_ambulance") return federal(view, "Air ambulance is federal in every state.");
  return byPlace(view);
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
  for (const leaf of tree.leaves) for (const c of leaf.candidates) if (!seen.has(c.channel)) seen.set(c.channel, c);
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
  const remark = readRemarks(facts);
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
  return `${era(on)}|${f.state}|${f.plan_funding}|${f.service}|${f.in_network}|${f.facility_in_network}|${f.opted_in}|${f.provider}|${f.specialty}|${f.regulator}|${f.complicating_factor}|${f.months_since_contract}|${f.group_code}|${paid}|${f.rarc?.join(",")}|${f.carc?.join(",")}|${consent}`;
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
