import { CHANNELS } from "./channels.ts";
import { evaluateCondition } from "./condition.ts";
import { consentOf } from "./consent.ts";
import { besideDenial, denied, isDenied, keepingFederalDays } from "./denial.ts";
import { type FactId, type Facts, inAskingOrder } from "./fact.ts";
import { ACT_FROM, OUTSIDE_PAYERS, PROTECTED_CARE, SELF_FUNDED } from "./federal/scope.ts";
import { candidate, type Extra, finding, type Step, settle, type View } from "./finding.ts";
import { routesOn, type StateLaw, type StateRoute, stateLaw } from "./state.ts";

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

/** Remarks that settle the road whatever the plan or state: a refusal, a settlement, a waiver, an all-payer rate. */
function byRemark(view: View): Step | undefined {
  const { says } = view.remark;
  if (says.has("protection-refused")) {
    return settle(
      "internal_appeal",
      [
        candidate("internal_appeal", "first", ["A remark says that the plan refuses to apply the Act."]),
        candidate("external_review", "next", ["Whether the Act applies may itself be reviewed."]),
        candidate("cms_complaint", "also", ["A plan that refuses the Act can be reported."]),
        candidate("federal_open_negotiation_protective", "also", ["The federal days run whatever the plan says."]),
      ],
      { protected: "undetermined", flags: ["protection_refused"] },
    );
  }
  if (says.has("award-paid")) {
    return closedBy(
      view,
      "award_paid",
      "A remark says that a determination was paid; a determination binds and is final.",
    );
  }
  if (says.has("settled")) {
    return closedBy(view, "settled", "A remark says that the amount was agreed; an agreed amount is final.");
  }
  if (says.has("all-payer-rate")) {
    const because = "A remark says that an all-payer rate was applied; that rate is final.";
    return settle("all_payer_rate", [candidate("all_payer_rate", "first", [because])], {
      protected: "yes",
      excluded: [{ channel: "federal_idr", because: "An all-payer rate is final." }],
    });
  }
  return undefined;
}

/**
 * A rate that was agreed or decided (N874, N875): nothing more is due by a right (42 USC 300gg-111(a)(3)(K), (c)(5)(E)).
 * A line that is refused all the same contradicts its remark, and its appeal stays open.
 */
function closedBy(view: View, how: "settled" | "award_paid", because: string): Step {
  const closed = candidate(how, "first", [because]);
  const final = [{ channel: "federal_idr", because: "The rate of this item is final." }] as const;
  if (!isDenied(view)) return settle(how, [closed], { protected: "yes", excluded: final });
  const appeal = candidate("internal_appeal", "also", ["The line is refused all the same, which can be appealed."]);
  return settle(how, [closed, appeal], { protected: "yes", excluded: final, flags: ["remark_disagrees_on_denial"] });
}

/** A consent that counts: on the payer's word (N882) or on the papers. A void one leaves protection standing. */
function byConsent(view: View): Step | undefined {
  const { consent, remark, facts } = view;
  const waived = remark.says.has("consent-waiver");
  const barred = consentOf({ ...facts, signed: true }).verdict === "void" && facts.signed !== true;
  if (consent.verdict === "undetermined") return { ask: consent.missing[0] ?? "signed" };
  const valid = consent.verdict === "valid" || (waived && consent.verdict === "none" && !barred);
  if (!valid) return undefined;
  const because = consent.verdict === "valid" ? consent.because : "A remark says that the plan accepts a waiver.";
  const agreed = finding(
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
  if (!startsFederalDays(view)) return { outcome: agreed };
  // N882 beside N876 or N877: one of the two is wrong, and only the federal days are lost by waiting to learn which.
  const kept = keepingFederalDays(agreed, "Another remark starts the federal days, which a valid waiver would not.");
  return { outcome: { ...kept, flags: [...kept.flags, "remark_disagrees_on_consent"] } };
}

/** Whether a remark on the line starts the federal days itself, under a law then in force (42 USC 300gg-111(c)(1)(A)). */
const startsFederalDays = (view: View): boolean => view.remark.clock !== undefined && view.on >= ACT_FROM;

function federal(view: View, because: string, extra: Extra = {}): Step {
  const excludedStates = extra.excluded ?? [];
  const reasons = view.remark.says.has("federal-process")
    ? [because, "A remark on the line points to the federal process."]
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
  return SELF_FUNDED.includes(funding) && law.optIn && facts.opted_in === true ? "yes" : "no";
}

function stateOutcome(law: StateLaw, route: StateRoute, view: View): Step {
  const where = { cites: route.cites, confidence: route.confidence, state: law.code };
  const because = [
    route.binds === "every-plan"
      ? "The state sets this rate for every payer."
      : "The state's law binds this plan and reaches this care.",
    ...(view.remark.says.has("state-process") ? ["A remark on the line points to the state's process."] : []),
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
    const boundNowhere = funding !== undefined && SELF_FUNDED.includes(funding) && funding !== "state_employee_plan";
    if (boundNowhere && view.facts.opted_in !== true && view.facts.provider !== "hscrc_hospital") {
      const confirm: readonly FactId[] = view.facts.opted_in === undefined ? ["opted_in", "state"] : ["state"];
      return federal(view, "No state's law binds a self-funded plan that did not choose it.", { confirm });
    }
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
  if (view.remark.underTheAct) return { is: "yes" };
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

/**
 * A visit at a network facility reaches laboratory, imaging, telemedicine and care before and after it that are given
 * elsewhere (42 USC 300gg-132(a); 45 CFR 149.30, "visit"), so a remark of the Act outranks a place that seems outside
 * it, and stands for the network of a facility nobody has named.
 */
function outranksPlace({ facts, remark, on }: View): boolean {
  const elsewhere = facts.service === "elective" || facts.service === "non_emergency_facility";
  return elsewhere && remark.underTheAct && on >= ACT_FROM;
}

function underTheVisit(view: View): View {
  if (!outranksPlace(view)) return view;
  return { ...view, facts: { ...view.facts, service: view.remark.service ?? "non_emergency_inn_facility" } };
}

/** A road with the federal days beside it, when the plan's own remark points to the federal process and the road does not. */
function asRemarked(s: Step): Step {
  if (!("outcome" in s)) return s;
  return { ...s, outcome: keepingFederalDays(s.outcome, "A remark on the line points to the federal process.") };
}

/** The road of the price, once nothing of the plan, the network or a denial stands before it. */
function priced(view: View): Step {
  const { facts } = view;
  const consented = byConsent(view);
  if (consented !== undefined) return consented;
  if (facts.service === "ground_ambulance") {
    return startsFederalDays(view) ? asRemarked(groundAmbulance(view)) : groundAmbulance(view);
  }
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
  const road = byPlace(underTheVisit(view));
  return outranksPlace(view) && view.remark.says.has("federal-process") ? asRemarked(road) : road;
}

/** Except for a network reason, what answers a denial is the same whoever the plan is and wherever the care was. */
function refused(view: View): Step | undefined {
  const { facts, remark } = view;
  if (remark.denial === "none" || remark.denial === "network") return undefined;
  const d = denied(view, facts.service, "no");
  if (d === undefined || !("outcome" in d)) return undefined;
  if (remark.clock !== undefined && startsFederalDays(view)) {
    const price = priced({ ...view, remark: { ...remark, denial: "none" } });
    return "ask" in price ? price : besideDenial(d.outcome, price.outcome, remark.clock);
  }
  const care = protectedCare(view);
  const confirm: readonly FactId[] = facts.in_network === undefined && !remark.underTheAct ? ["in_network"] : [];
  return { outcome: { ...d.outcome, protected: "is" in care ? care.is : "undetermined", confirm } };
}

/** One pass through the rules, in order of precedence. Stops at the first fact it cannot do without. */
export function step(view: View): Step {
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
  const said = byRemark(view) ?? refused(view);
  if (said !== undefined) return said;
  return inNetwork === undefined ? { ask: "in_network" } : priced(view);
}
