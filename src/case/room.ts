import { type Day, daysBetween } from "#base/day.ts";
import { ok, type Result } from "#base/result.ts";
import { isBlank } from "./deliberation.ts";
import type { ClaimEvaluation } from "./evaluation.ts";
import type { Body } from "./event.ts";
import type { JointFacts } from "./event-room.ts";
import { inForce } from "./expected.ts";
import { offerStateOn } from "./offer-state.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Agreement, CaseView, Offer, Room, RoomMove, Signature } from "./state.ts";

/**
 * A room shared with the other side: who may be asked in, and what they are shown. What is shown has types of its own,
 * without a place for a floor, a stake, a right, a note or a reason, so that none of them can be let out by oversight.
 */

export type Invitation = Omit<Body<"room opened">, "facts">;
export type GuestRelation = Invitation["relation"];
export type Shared = Invitation["shares"][number];

/** The longest a room stands open, in days, the day of the invitation not counted. */
export const ROOM_DAYS_MOST = 60;

const PAYMENT = "45 CFR 164.506(c)(1)";
const ASSOCIATE = "45 CFR 164.502(e), 164.504(e)";

/** Whose disclosure is one for payment of the claim; everybody else sees it for us, as our business associate. */
const FOR_PAYMENT: ReadonlySet<GuestRelation> = new Set(["payer", "for the payer"]);

/** Who speaks for the other side; the others of a room look on for us, and neither offer nor sign. */
export const speaksForPayer = ({ relation }: Pick<Invitation, "relation">): boolean => FOR_PAYMENT.has(relation);

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
  if (isBlank(asked.name) || isBlank(asked.organization))
    return refuse("reason-missing", "Say who is asked in, and for whom they speak.");
  const left = daysBetween(on, asked.ends);
  if (left < 0) return refuse("day", `The room ended on ${asked.ends}.`, { day: asked.ends });
  if (left > ROOM_DAYS_MOST) return refuse("day", `A room stands open for ${ROOM_DAYS_MOST} days at most.`);
  if (speaksForPayer(asked)) return ok({ cite: PAYMENT });
  const fault = baaFault(view, on, asked);
  return fault === undefined ? ok({ cite: ASSOCIATE }) : refuse("not-authorized", fault, { cite: ASSOCIATE });
}

/** The law by which a guest of this kind is shown a claim. */
export const restsOn = (asked: Pick<Invitation, "relation">): string => (speaksForPayer(asked) ? PAYMENT : ASSOCIATE);

/** The room of a case as it may be used on a day, or why not. */
export function roomOpen(view: CaseView, on: Day, event: number): Result<Room, Refusal> {
  const room = view.rooms.find((r) => r.event === event);
  if (room === undefined) return refuse("not-there", "This case has no such room.");
  if (room.closed !== undefined) return refuse("closed", "The room was closed.");
  const may = mayEnter(view, on, room);
  return may.ok ? ok(room) : may;
}

type Amounts = Pick<ClaimEvaluation, "billed" | "allowed" | "paid">;

const amountsOf = ({ billed, allowed, paid }: Amounts): NonNullable<JointFacts["amounts"]> => ({
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
      modifiers: [...l.modifiers],
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
  readonly amount: Offer["amount"];
  readonly made: Day;
  readonly expires?: Day;
  readonly state: Offer["state"];
}

/** The offers exchanged so far, oldest first. One whose last day has passed has expired, whether or not the case says so yet. */
export function jointOffers(view: CaseView, on: Day): readonly JointOffer[] {
  return view.offers.map((o) => ({
    event: o.event,
    from: o.from,
    amount: o.amount,
    made: o.made,
    ...(o.expires !== undefined && { expires: o.expires }),
    state: offerStateOn(o, on),
  }));
}

/** What became of a move: it waits for a person of ours, was made an act of the case, or came to nothing. */
export type MoveState = "waiting" | "recorded" | "past" | "said";

/** What became of a move of a guest. A disputed fact is said and stays said. */
export function moveState(view: CaseView, { event, move }: RoomMove): MoveState {
  if (move.is === "dispute fact") return "said";
  if (move.is === "offer") return view.offers.some((o) => o.move === event) ? "recorded" : "waiting";
  const state = view.offers.find((o) => o.event === move.offer)?.state;
  if (state === "open") return "waiting";
  return state === (move.is === "accept" ? "agreed" : "rejected") ? "recorded" : "past";
}

/**
 * Whether nothing is left to offer: an offer for the whole claim was taken, or agreements and awards in force leave no line
 * at stake open. An offer that names lines is for those lines.
 */
export function isSettled(view: CaseView): boolean {
  const agreed = inForce(view);
  const taken = view.offers.filter((o) => agreed.some((a) => a.offer === o.event));
  if (taken.some((o) => o.lines === undefined)) return true;
  const settled = new Set(agreed.flatMap((a) => a.lines.map((l) => l.line)));
  return agreed.length > 0 && view.finding.lines.every((l) => l.stake <= 0n || settled.has(l.number));
}

/** Agreements in force that both sides may sign: an award is signed by nobody. */
export const signable = (view: CaseView): readonly Agreement[] =>
  view.agreements.filter((a) => a.superseded === undefined && a.kind === "agreement");

/** The signatures under one agreement, ours first: ours fixes the paper, and theirs is of the same hash. */
export const signaturesOf = (view: CaseView, agreement: number): readonly Signature[] =>
  view.signatures.filter((s) => s.agreement === agreement);
