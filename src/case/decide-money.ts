import { cents, formatUsd, showUsd, sum } from "#base/money.ts";
import { ok, type Result } from "#base/result.ts";
import type { ActOf } from "./command.ts";
import { type Decide, type Decided, type Deliberation, isBlank, one, thing, wakened } from "./deliberation.ts";
import { happened } from "./event.ts";
import { inForce } from "./expected.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Agreement, Offer } from "./state.ts";

/**
 * Offers and agreements that were made outside and are written down here. Nothing is judged by what it is worth: an offer
 * below the floor was made all the same, and history keeps it.
 */
export const logOffer: Decide<"log offer"> = (d, act) => {
  const { type: _, from, amount, made, expires, ...more } = act;
  const { allowed, stake } = d.view.finding;
  if (amount <= 0n) return refuse("amount", "An offer is more than nothing.");
  if (made > d.stamp.on) return refuse("day", `The offer was made on ${made}, which is still to come.`);
  if (expires !== undefined && expires < made)
    return refuse("day", `The offer would expire on ${expires}, before it was made on ${made}.`);
  if (act.lines !== undefined) {
    const fault = splitFault(d, { amount, lines: act.lines });
    if (fault !== undefined) return refuse(fault.code, fault.message);
  }
  if (act.answers !== undefined) {
    const answered = thing(d.view.offers, act.answers, "offer");
    if (!answered.ok) return answered;
    if (answered.value.from === from) return refuse("not-there", "An offer answers one of the other side.");
  }
  if (act.move !== undefined) {
    const moved = d.view.rooms.flatMap((r) => r.moves).find((m) => m.event === act.move)?.move;
    if (moved?.is !== "offer") return refuse("not-there", "Nobody made such an offer in a room of this case.");
    if (moved.amount !== amount || from !== "them") return refuse("amount", "They offered another amount in the room.");
    if (d.view.offers.some((o) => o.move === act.move)) return refuse("already-so", "This offer was written down.");
  }
  const offer = happened(d.stamp, "offer logged", {
    from,
    amount,
    made,
    stake,
    ...more,
    ...(expires !== undefined && { expires }),
    ...(allowed !== undefined && { allowed }),
  });
  return from === "them" ? wakened(d, [offer]) : ok([offer]);
};

export function openOffer(d: Deliberation, event: number): Result<Offer, Refusal> {
  const offer = thing(d.view.offers, event, "offer");
  if (!offer.ok || offer.value.state === "open") return offer;
  const is = offer.value.state === "expired" ? "has expired" : `was ${offer.value.state} before`;
  return refuse("already-so", `This offer ${is}.`);
}

export const withdrawOffer: Decide<"withdraw offer"> = (d, { offer, reason }) => {
  const found = openOffer(d, offer);
  if (!found.ok) return found;
  return one(d, "offer withdrawn", { offer, ...(reason !== undefined && { reason }) });
};

export const expireOffer: Decide<"expire offer"> = (d, { offer }) => {
  const found = openOffer(d, offer);
  if (!found.ok) return found;
  const { expires } = found.value;
  if (expires === undefined) return refuse("day", "This offer names no day on which it expires; withdraw it.");
  if (d.stamp.on <= expires) return refuse("day", `This offer stands through ${expires}.`, { day: expires });
  return one(d, "offer expired", { offer, expired: expires });
};

/** Whether the lines are the claim's, once each, none below nothing, and add up to the amount, to the cent. */
export function splitFault(
  d: Deliberation,
  act: Pick<ActOf<"enter agreement">, "amount" | "lines">,
): Refusal | undefined {
  const no = (code: "amount" | "split", message: string): Refusal => ({ code, message });
  if (act.amount <= 0n) return no("amount", "An agreement is about more than nothing.");
  const seen = new Set<number>();
  for (const { line, amount } of act.lines) {
    const billed = d.view.finding.lines.find((l) => l.number === line)?.billed;
    if (billed === undefined) return no("split", `The claim has no line ${line}.`);
    if (seen.has(line)) return no("split", `Line ${line} is given twice.`);
    seen.add(line);
    if (amount < 0n) return no("amount", `Line ${line} is below nothing.`);
    if (amount > billed)
      return no("amount", `Line ${line} is ${showUsd(cents(amount - billed))} above its charge of ${showUsd(billed)}.`);
  }
  const out = cents(sum(act.lines.map((l) => l.amount)) - act.amount);
  if (out === 0n) return undefined;
  const size = showUsd(out < 0n ? cents(-out) : out);
  return no("split", `The lines add up to ${size} ${out < 0n ? "less" : "more"} than ${showUsd(act.amount)}.`);
}

/** Each line is under one agreement at a time, so that what came is counted once. */
export function lineAgreed(d: Deliberation, act: ActOf<"enter agreement">): Refusal | undefined {
  for (const a of inForce(d.view)) {
    if (a.event === act.replaces) continue;
    const both = act.lines.find((l) => a.lines.some((other) => other.line === l.line));
    if (both === undefined) continue;
    const message = `Line ${both.line} is under the ${a.kind} of ${a.agreed} already. Say that this one takes its place.`;
    return { code: "line-agreed", message };
  }
  return undefined;
}

function replaced(d: Deliberation, event: number): Result<Agreement, Refusal> {
  const found = thing(d.view.agreements, event, "agreement");
  if (!found.ok || found.value.superseded === undefined) return found;
  return refuse("already-so", `This ${found.value.kind} was superseded before.`);
}

/**
 * An agreement that names their offer takes it, and what stands in the way of taking it stands in the way of writing it down.
 * What was agreed outside is written down all the same; where it takes less than the floor or lets go of more than the price,
 * only somebody who may allow that writes it down, and says why.
 */
function takenPast({ ground: { guards, mayApprove } }: Deliberation, reason: string | undefined): Refusal | undefined {
  if (guards === undefined || guards.refused.length === 0) return undefined;
  const why = guards.refused.map((r) => `${r.guard}: ${r.says}`).join("; ");
  if (mayApprove?.may !== true)
    return {
      code: "guard",
      message: `${why}. Accept the offer with an approval, or let somebody who may approve it write this down.`,
    };
  return isBlank(reason)
    ? { code: "reason-missing", message: `${why}. Say why it is agreed all the same.` }
    : undefined;
}

export const enterAgreement: Decide<"enter agreement"> = (d, act) => {
  const { type: _, ...body } = act;
  if (act.agreed > d.stamp.on) return refuse("day", `It was agreed on ${act.agreed}, which is still to come.`);
  if (act.due < act.agreed) return refuse("day", `It would be due on ${act.due}, before it was agreed.`);
  if (isBlank(act.source)) return refuse("reason-missing", "Say what the agreement is read from: a letter, a call.");
  if (act.replaces !== undefined) {
    const before = replaced(d, act.replaces);
    if (!before.ok) return before;
  }
  if (act.offer !== undefined) {
    const offer = openOffer(d, act.offer);
    if (!offer.ok) return offer;
  }
  const fault = splitFault(d, act) ?? lineAgreed(d, act) ?? takenPast(d, act.reason);
  return fault === undefined ? one(d, "agreement entered", body) : refuse(fault.code, fault.message);
};

export const supersedeAgreement: Decide<"supersede agreement"> = (d, { agreement, reason }) => {
  const found = replaced(d, agreement);
  if (!found.ok) return found;
  if (isBlank(reason)) return refuse("reason-missing", `Say why the ${found.value.kind} no longer binds.`);
  return one(d, "agreement superseded", { agreement, reason });
};

/** The same remittance twice changes nothing; the same name with other figures is a question for a person. */
export const recordPayment: Decide<"record payment"> = (d, act): Decided => {
  const { type: _, ...body } = act;
  if (d.view.counted.includes(act.remittance)) return ok([]);
  const before = d.view.payments.find((p) => p.remittance === act.remittance);
  if (before !== undefined)
    return before.amount === act.amount
      ? ok([])
      : refuse("already-so", `This remittance is recorded with ${formatUsd(before.amount)}. Look which is right.`);
  if (sum(act.lines.map((l) => l.amount)) !== act.amount)
    return refuse("split", "The lines of the payment do not add up to its amount.");
  return wakened(d, [happened(d.stamp, "payment received", body)]);
};
