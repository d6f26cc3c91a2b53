import { type Cents, cents, showUsd, sum, ZERO } from "#base/money.ts";
import { ok, type Result } from "#base/result.ts";
import { endedBecause, sameAct } from "./approval.ts";
import type { ActOf, Guards } from "./command.ts";
import { lineAgreed, openOffer, splitFault } from "./decide-money.ts";
import { type Decide, type Deliberation, isBlank, one, thing, wakened } from "./deliberation.ts";
import { type AskedAct, type CaseEvent, happened } from "./event.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Approval, Offer } from "./state.ts";

/**
 * What leaves the house under the guardrails: an offer of ours, the taking of theirs, and the floor both keep. The guardrails
 * are asked elsewhere, about this very act, and their word comes with the ground: without it, or with one refusal, nothing
 * happens.
 */

/** The guardrails' word on an act of this figure, today. */
export function guardsOf(d: Deliberation, amount: Cents | undefined): Result<Guards, Refusal> {
  const { guards } = d.ground;
  return guards === undefined || guards.on !== d.stamp.on || guards.amount !== amount
    ? refuse("not-guarded", "The guardrails were not asked about this today. Ask again.")
    : ok(guards);
}

export const guardWords = (refused: Guards["refused"]): string =>
  refused.map((r) => `${r.guard}: ${r.says}${r.liftedBy === undefined ? "" : " (an approval lifts it)"}`).join("; ");

function clear(d: Deliberation, amount: Cents): Result<Guards, Refusal> {
  const guards = guardsOf(d, amount);
  if (!guards.ok || guards.value.refused.length === 0) return guards;
  return refuse("guard", `${guardWords(guards.value.refused)}.`);
}

/** The approval that an act rests on: given, standing, unused, and for this act in every figure. */
export function approvalFor(d: Deliberation, request: number, act: AskedAct): Result<Approval, Refusal> {
  const found = thing(d.view.approvals, request, "approval");
  if (!found.ok) return found;
  const { state } = found.value;
  const ended = endedBecause(d.view, found.value, d.stamp.on);
  if (ended !== undefined) return refuse("approval", `This approval has ended: ${ended}. Ask for another.`);
  if (state !== "given") {
    const is = state === "waiting" ? "was not given yet" : state === "used" ? "was used before" : `was ${state}`;
    return refuse("approval", `This approval ${is}.`);
  }
  return sameAct(found.value.act, act)
    ? found
    : refuse("approval", `It was given for something else: ${found.value.says}. Ask for another.`);
}

/** What of an act the approval is read for. */
export function askedOf(
  act: ActOf<"make offer"> | ActOf<"accept offer"> | ActOf<"set floor">,
  amount: Cents,
): AskedAct {
  if (act.type === "set floor") return { type: act.type, amount };
  if (act.type === "accept offer") return { type: act.type, amount, offer: act.offer };
  const { conditions, final, answers, lines } = act;
  return {
    type: act.type,
    amount,
    ...(conditions !== undefined && { conditions }),
    ...(final !== undefined && { final }),
    ...(answers !== undefined && { answers }),
    ...(lines !== undefined && { lines }),
  };
}

function approvedFor(d: Deliberation, request: number | undefined, act: AskedAct): Refusal | undefined {
  if (request === undefined) return undefined;
  const found = approvalFor(d, request, act);
  return found.ok ? undefined : found.error;
}

/** What nothing proves now and whoever approved did not read: another question, or another answer to one. */
function unread(d: Deliberation, request: number | undefined, { unproven }: Guards): Refusal | undefined {
  const read = d.view.approvals.find((a) => a.event === request)?.unproven;
  const left = unproven.filter((u) => read?.every((r) => r.fact !== u.fact || r.question !== u.question));
  if (left.length === 0) return undefined;
  const message = `Nothing proves this, and it was not so when it was approved: ${left.map((u) => u.question).join(" ")} Ask for another approval.`;
  return { code: "unattested", message };
}

const no = ({ code, message, ...more }: Refusal) => refuse(code, message, more);

/** An open offer of the other side. */
export function theirOffer(d: Deliberation, event: number): Result<Offer, Refusal> {
  const offer = openOffer(d, event);
  if (!offer.ok) return offer;
  const { from, expires } = offer.value;
  if (from !== "them") return refuse("not-there", "This is our own offer; the other side takes it.");
  return expires !== undefined && expires < d.stamp.on
    ? refuse("day", `This offer stood through ${expires}. Ask them to renew it.`, { day: expires })
    : offer;
}

/** What is wrong with an offer of ours before any guardrail is asked. */
export function offerFault(d: Deliberation, a: Pick<AskedAct, "amount" | "answers" | "lines">): Refusal | undefined {
  const { amount = ZERO, answers, lines } = a;
  if (amount <= 0n) return { code: "amount", message: "An offer is more than nothing." };
  const theirs = d.view.offers.filter(
    (o) => o.from === "them" && o.state === "open" && (o.expires ?? d.stamp.on) >= d.stamp.on,
  );
  const most = theirs.reduce<Cents>((m, o) => (o.amount > m ? o.amount : m), ZERO);
  if (amount < most) return { code: "amount", message: `They offer ${showUsd(most)}. Ask for more, or accept it.` };
  const answered = answers === undefined ? undefined : theirOffer(d, answers);
  if (answered?.ok === false) return answered.error;
  return lines === undefined ? undefined : splitFault(d, { amount, lines });
}

export const makeOffer: Decide<"make offer"> = (d, act) => {
  const { type: _, amount, expires, ...more } = act;
  const fault = offerFault(d, act);
  if (fault !== undefined) return no(fault);
  if (expires !== undefined && expires < d.stamp.on)
    return refuse("day", `The offer would expire on ${expires}, which has passed.`);
  const unapproved = approvedFor(d, act.request, askedOf(act, amount));
  if (unapproved !== undefined) return no(unapproved);
  const guards = clear(d, amount);
  if (!guards.ok) return guards;
  const news = unread(d, act.request, guards.value);
  if (news !== undefined) return no(news);
  const { floor, cap } = guards.value;
  const { allowed, stake } = d.view.finding;
  return one(d, "offer made", {
    ...{ amount, made: d.stamp.on, floor, cap, stake, ...more },
    ...(expires !== undefined && { expires }),
    ...(allowed !== undefined && { allowed }),
  });
};

/** The agreement that taking their offer makes. */
function agreementOf(d: Deliberation, act: ActOf<"accept offer">, offer: Offer): ActOf<"enter agreement"> {
  const { lines, due, days, source } = act;
  return {
    ...{ type: "enter agreement", kind: "agreement", basis: "total payment", lines, due, days, source },
    ...{ amount: cents(offer.amount - (act.patient ?? ZERO)), agreed: d.stamp.on, offer: offer.event },
    ...(offer.terms !== undefined && { terms: offer.terms }),
  };
}

export const acceptOffer: Decide<"accept offer"> = (d, act) => {
  const offer = theirOffer(d, act.offer);
  if (!offer.ok) return offer;
  const { amount } = offer.value;
  const { patient = ZERO, request } = act;
  if (patient < 0n) return refuse("amount", "What the patient owes is nothing or more.");
  // Else a share that no record knows would take from the plan what the floor was kept for.
  const owed = d.view.finding.patient;
  if (patient > owed) return refuse("amount", `The record says that the patient owes ${showUsd(owed)}, and no more.`);
  if (act.due < d.stamp.on) return refuse("day", `It would be due on ${act.due}, before it is agreed.`);
  if (isBlank(act.source)) return refuse("reason-missing", "Say what the agreement is read from: a letter, a call.");
  const agreement = agreementOf(d, act, offer.value);
  const fault = splitFault(d, agreement) ?? lineAgreed(d, agreement) ?? approvedFor(d, request, askedOf(act, amount));
  if (fault !== undefined) return no(fault);
  const guards = clear(d, amount);
  if (!guards.ok) return guards;
  const news = unread(d, request, guards.value);
  if (news !== undefined) return no(news);
  const { floor } = guards.value;
  const { type: _, ...entered } = agreement;
  const accepted = { offer: act.offer, amount, floor, ...(request !== undefined && { request }) };
  return ok([happened(d.stamp, "offer accepted", accepted), happened(d.stamp, "agreement entered", entered)]);
};

export const rejectOffer: Decide<"reject offer"> = (d, { offer, reason }) => {
  const found = openOffer(d, offer);
  if (!found.ok) return found;
  if (isBlank(reason)) return refuse("reason-missing", "Say why the offer was refused.");
  const rejected: CaseEvent = happened(d.stamp, "offer rejected", { offer, reason });
  return found.value.from === "us" ? wakened(d, [rejected]) : ok([rejected]);
};

/** The floor that stands: the practice's own, else the one that was reckoned. */
export const standingFloor = (d: Deliberation, guards: Guards): Cents => d.view.floor?.amount ?? guards.floor;

/** Raising it is one person's decision; lowering it needs another's approval. */
export const setFloor: Decide<"set floor"> = (d, { amount, reason, request }) => {
  if (amount > sum(d.view.finding.lines.map((l) => l.billed)))
    return refuse("amount", `The floor would lie above the charge of ${showUsd(d.view.finding.billed)}.`);
  if (amount < 0n) return refuse("amount", "A floor is nothing or more.");
  if (isBlank(reason)) return refuse("reason-missing", "Say why the floor is this.");
  const guards = guardsOf(d, amount);
  if (!guards.ok) return guards;
  const before = standingFloor(d, guards.value);
  if (d.view.floor?.amount === amount) return refuse("already-so", `The floor is ${showUsd(amount)} already.`);
  const unapproved = approvedFor(d, request, { type: "set floor", amount });
  if (unapproved !== undefined) return no(unapproved);
  if (amount < before && request === undefined)
    return refuse("guard", `G1: it lowers the floor of ${showUsd(before)} (an approval lifts it).`);
  const news = unread(d, request, guards.value);
  if (news !== undefined) return no(news);
  return one(d, "floor set", { amount, reason, before, ...(request !== undefined && { request }) });
};
