import { type Day, daysBetween } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { ok, type Result } from "#base/result.ts";
import { isBlank } from "./deliberation.ts";
import type { ClaimEvaluation } from "./evaluation.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { CaseView, Offer } from "./state.ts";

/**
 * A room shared with the other side: who may be asked in, and what they are shown. What is shown has types of its own,
 * without a place for a floor, a stake, a right, a note or a reason, so that none of them can be let out by oversight.
 */

/** Who the guest is in relation to the patient's health information. */
export type GuestRelation = "payer" | "for the payer" | "consultant" | "advocate";

/** What a room may show beside the offers: the lines with their codes and days, and their dollars. */
export type Shared = "billing lines" | "amounts";

/** Business associate agreement with the guest: when it was signed, and the event that attached it to the case. */
export interface Baa {
  readonly signed: Day;
  readonly file: number;
}

export interface Invitation {
  readonly name: string;
  readonly organisation: string;
  readonly relation: GuestRelation;
  readonly shares: readonly Shared[];
  /** The last day on which the room opens. */
  readonly ends: Day;
  readonly baa?: Baa;
}

/** The longest a room stands open, in days, the day of the invitation not counted. */
export const ROOM_DAYS_MOST = 60;

const PAYMENT = "45 CFR 164.506(c)(1)";
const ASSOCIATE = "45 CFR 164.502(e), 164.504(e)";

/** Whose disclosure is one for payment of the claim; everybody else sees it for us, as our business associate. */
const FOR_PAYMENT: ReadonlySet<GuestRelation> = new Set(["payer", "for the payer"]);

function baaFault(view: CaseView, on: Day, { baa, relation }: Invitation): string | undefined {
  if (baa === undefined)
    return `The ${relation} would see patients' data on your behalf. Sign a business associate agreement and attach it first.`;
  if (baa.signed > on) return `The business associate agreement is dated ${baa.signed}, which is not yet.`;
  const isThere = view.files.some((f) => f.event === baa.file && f.removed === undefined);
  return isThere ? undefined : "Attach the signed business associate agreement to the case first.";
}

/**
 * The law on which the guest is shown the claim, or why they are not asked in. Asked at the invitation and again at every
 * entry, because an agreement can be removed and a case can close in between.
 *
 * @param on the day that asks
 */
export function mayEnter(view: CaseView, on: Day, asked: Invitation): Result<{ readonly cite: string }, Refusal> {
  if (view.phase.is === "closed") return refuse("closed", "The case is closed, and its room with it.");
  if (isBlank(asked.name) || isBlank(asked.organisation))
    return refuse("reason-missing", "Say who is asked in, and for whom they speak.");
  const left = daysBetween(on, asked.ends);
  if (left < 0) return refuse("day", `The room ended on ${asked.ends}.`, { day: asked.ends });
  if (left > ROOM_DAYS_MOST) return refuse("day", `A room stands open for ${ROOM_DAYS_MOST} days at most.`);
  if (FOR_PAYMENT.has(asked.relation)) return ok({ cite: PAYMENT });
  const fault = baaFault(view, on, asked);
  return fault === undefined ? ok({ cite: ASSOCIATE }) : refuse("not-authorized", fault, { cite: ASSOCIATE });
}

/** Dollars of a claim or a line; what nobody stated is absent. */
interface JointAmounts {
  readonly billed: Cents;
  readonly allowed?: Cents;
  readonly paid: Cents;
}

interface JointLine {
  readonly number: number;
  /** As billed; no descriptor stands with it. */
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: string;
  readonly day?: Day;
  readonly amounts?: JointAmounts;
}

/** What both sides look at. Every figure of it stood on the claim or the remittance, so the other side has it already. */
export interface JointFacts {
  readonly claim: string;
  readonly day?: Day;
  readonly lines: readonly JointLine[];
  readonly amounts?: JointAmounts;
}

type Amounts = Pick<ClaimEvaluation, "billed" | "allowed" | "paid">;

const amountsOf = ({ billed, allowed, paid }: Amounts): JointAmounts => ({
  billed,
  ...(allowed !== undefined && { allowed }),
  paid,
});

/** The joint facts of a claim, as far as the invitation shares them. */
export function jointFacts(e: ClaimEvaluation, shares: readonly Shared[]): JointFacts {
  const withAmounts = shares.includes("amounts");
  const lines = shares.includes("billing lines") ? e.lines : [];
  return {
    claim: e.claim,
    ...(e.dateOfService !== undefined && { day: e.dateOfService }),
    lines: lines.map((l) => ({
      number: l.number,
      code: l.code,
      modifiers: l.modifiers,
      units: l.units,
      ...(l.date !== undefined && { day: l.date }),
      ...(withAmounts && { amounts: amountsOf(l) }),
    })),
    ...(withAmounts && { amounts: amountsOf(e) }),
  };
}

/** An offer as both sides know it. */
export interface JointOffer {
  readonly event: number;
  readonly from: Offer["from"];
  readonly amount: Cents;
  readonly made: Day;
  readonly expires?: Day;
  readonly state: Offer["state"];
}

/** The offers exchanged so far, oldest first. One whose last day has passed has expired, whether or not the case says so yet. */
export function jointOffers(view: CaseView, on: Day): readonly JointOffer[] {
  return view.offers.map(({ event, from, amount, made, expires, state }) => ({
    event,
    from,
    amount,
    made,
    ...(expires !== undefined && { expires }),
    state: state === "open" && expires !== undefined && expires < on ? "expired" : state,
  }));
}
