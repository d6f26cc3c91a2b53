import type { Candidate, ChannelFinding } from "./channel.ts";
import type { ChannelId } from "./channels.ts";
import type { Facts } from "./fact.ts";
import { SELF_FUNDED } from "./federal/scope.ts";
import { candidate, finding, type Step, settle, type View } from "./finding.ts";

/** What answers a denial: the appeal, or the claim sent again, and the federal days a remark starts beside them. */

const PRICES_ONLY_COVERED = "The federal dispute prices covered care; it cannot overturn a denial of coverage.";

/** Whether the remittance refuses the line. A line paid in part is priced, whatever reasons stand on it. */
export const isDenied = ({ remark, facts }: View): boolean =>
  remark.denial !== "none" && !(facts.payment !== undefined && facts.payment > 0n);

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

/** Inside the plan first; outside it once the plan's final answer is in. */
function appeal(view: View, because: string): readonly Candidate[] {
  const selfFunded = view.facts.plan_funding !== undefined && SELF_FUNDED.includes(view.facts.plan_funding);
  const review: ChannelId = selfFunded ? "federal_external_review" : "external_review";
  if (view.facts.final_denial_received !== undefined) {
    return [candidate(review, "first", ["The plan's final answer is in, so an outside reviewer can be asked."])];
  }
  return [
    candidate("internal_appeal", "first", [because]),
    candidate("external_review", "next", [
      "It follows when the plan upholds a denial on medical judgement or on the Act.",
    ]),
  ];
}

/** What answers a denied line; nothing when it is not denied, was paid in part, or is a price under the Act. */
export function denied(view: View, service: Facts["service"], isProtected: "yes" | "no"): Step | undefined {
  const kind = view.remark.denial;
  if (!isDenied(view)) return undefined;
  const flags = appealFlags(view, service);
  switch (kind) {
    case "network":
      // On protected care the plan must price the line as if in network, so this is a price dispute with an appeal beside.
      return isProtected === "yes"
        ? undefined
        : settle(
            "internal_appeal",
            [
              ...appeal(view, appealBecause(view)),
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
      return settle(
        appeal(view, appealBecause(view))[0]?.channel ?? "internal_appeal",
        appeal(view, appealBecause(view)),
        {
          protected: isProtected,
          flags,
          excluded: [{ channel: "federal_idr", because: PRICES_ONLY_COVERED }],
        },
      );
  }
}

const NEGOTIATES: ReadonlySet<ChannelId> = new Set(["federal_open_negotiation", "federal_open_negotiation_protective"]);

/** A road with the federal days kept beside it, for lines whose remark starts them though the road leads elsewhere. */
export function keepingFederalDays(found: ChannelFinding, because: string): ChannelFinding {
  if (found.candidates.some((c) => NEGOTIATES.has(c.channel))) return found;
  return {
    ...found,
    candidates: [...found.candidates, candidate("federal_open_negotiation_protective", "also", [because])],
    excluded: found.excluded.filter((e) => e.channel !== "federal_open_negotiation"),
    protected: found.protected === "yes" ? "yes" : "undetermined",
  };
}

/** Why the federal days run on a denied line, by the remark that starts them. */
const STARTS = {
  paid: "A remark says that this is a first payment under the Act, which starts thirty business days to negotiate; the dispute prices only a covered item, so the appeal runs beside it.",
  denied:
    "A remark says that the item is covered and payment is refused under the Act, which starts thirty business days to negotiate.",
} as const;

/**
 * A denied line whose remark starts the federal days: the answer to the denial stays as it is, and the road of the price
 * stands beside it. Both clocks run at once (42 USC 300gg-111(c)(1)(A); 29 CFR 2560.503-1(h)(3)(i)).
 */
export function besideDenial(answer: ChannelFinding, price: ChannelFinding, clock: "paid" | "denied"): Step {
  const kept = keepingFederalDays(price, "A remark starts the federal days, whichever law fixes the rate.");
  const has = new Set(answer.candidates.map((c) => c.channel));
  const roads = kept.candidates
    .filter((c) => !has.has(c.channel))
    .map((c): Candidate => {
      const role = c.role === "first" && clock === "paid" ? "also" : c.role;
      return { ...c, role, because: NEGOTIATES.has(c.channel) ? [STARTS[clock], ...c.because] : c.because };
    });
  const verdict = kept.verdict === "undetermined" ? "undetermined" : answer.verdict;
  const outcome = finding(verdict, [...answer.candidates, ...roads], {
    missing: kept.missing,
    confirm: kept.confirm,
    excluded: kept.excluded,
    flags: [...answer.flags, ...kept.flags, "denied_with_federal_clock"],
    protected: kept.protected,
    ...(kept.state === undefined ? {} : { state: kept.state }),
  });
  return { outcome, beside: price.verdict };
}
