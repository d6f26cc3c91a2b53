import { showUsd, sum } from "#base/money.ts";
import { ok, type Result } from "#base/result.ts";
import { approvalEnds, endedBecause, sameAct } from "./approval.ts";
import type { Guards } from "./command.ts";
import { guardsOf, guardWords, offerFault, theirOffer } from "./decide-offers.ts";
import { type Decide, type Deliberation, isBlank, one, thing } from "./deliberation.ts";
import type { AskedAct } from "./event.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { sayRoad } from "./sent.ts";
import type { Approval } from "./state.ts";

/** What a second person is asked, gives and refuses. */

/** What is asked for, in a sentence. */
function sayAsked(d: Deliberation, act: AskedAct): string {
  const amount = act.amount === undefined ? "" : ` ${showUsd(act.amount)}`;
  switch (act.type) {
    case "make offer":
      return `offer${amount}${act.final === true ? " as the last offer" : ""}`;
    case "accept offer":
      return `accept${amount}`;
    case "set floor":
      return `set the floor to${amount}, from ${showUsd(d.view.floor?.amount ?? d.ground.guards?.floor ?? sum([]))}`;
    case "file":
      return act.forum === undefined ? "file" : `file the ${sayRoad(act.forum)}`;
    case "final offer":
      return `make the final offer${amount}`;
    case "release":
      return "release claims";
    case "sue":
      return "sue";
  }
}

/** What is wrong with an act before anybody is asked to allow it. */
function askFault(d: Deliberation, act: AskedAct): Refusal | undefined {
  if (act.type === "make offer") return offerFault(d, act);
  if (act.type === "set floor" && act.amount === undefined) return { code: "amount", message: "Say the floor." };
  if (act.type !== "accept offer") return undefined;
  if (act.offer === undefined) return { code: "not-there", message: "Say which offer." };
  const offer = theirOffer(d, act.offer);
  if (!offer.ok) return offer.error;
  return offer.value.amount === act.amount
    ? undefined
    : { code: "amount", message: `Their offer is ${showUsd(offer.value.amount)}.` };
}

/** What needs an approval, and nothing else stands in the way of. */
function liftable(guards: Guards): Result<readonly string[], Refusal> {
  const absolute = guards.refused.filter((r) => r.liftedBy === undefined);
  if (absolute.length > 0) return refuse("guard", `${guardWords(absolute)}. No approval lifts it.`);
  const what = [...new Set(guards.refused.flatMap((r) => r.liftedBy ?? []))];
  return what.length === 0 ? refuse("already-so", "Nothing of it needs an approval. Do it.") : ok(what);
}

export const askApproval: Decide<"ask approval"> = (d, { asks: act, note }) => {
  const fault = askFault(d, act);
  if (fault !== undefined) return refuse(fault.code, fault.message, fault);
  const guards = guardsOf(d, act.amount);
  if (!guards.ok) return guards;
  const what = liftable(guards.value);
  if (!what.ok) return what;
  const asked = d.view.approvals.find(
    (a) => (a.state === "waiting" || a.state === "given") && sameAct(a.act, act) && stands(d, a) === undefined,
  );
  if (asked !== undefined) return refuse("already-so", `${asked.by.name} asked for the same on ${asked.on}.`);
  const { floor, unproven } = guards.value;
  return one(d, "approval asked", {
    ...{ act, what: what.value, says: sayAsked(d, act), floor, unproven, ends: approvalEnds(d.stamp.on) },
    ...(note !== undefined && { note }),
  });
};

const stands = (d: Deliberation, a: Approval): string | undefined => endedBecause(d.view, a, d.stamp.on);

function waiting(d: Deliberation, request: number): Result<Approval, Refusal> {
  const found = thing(d.view.approvals, request, "approval");
  if (!found.ok) return found;
  const ended = stands(d, found.value);
  if (ended !== undefined) return refuse("approval", `It waits no more: ${ended}. It has to be asked for again.`);
  return found.value.state === "waiting" ? found : refuse("already-so", `This was ${found.value.state} before.`);
}

/** Another person than asked, with the authority for it. */
function bySecond(d: Deliberation, a: Approval): Refusal | undefined {
  if (d.stamp.by.kind !== "person" || d.stamp.by.id === a.by.id)
    return { code: "same-person", message: "Whoever asks does not approve. Another person must." };
  const may = d.ground.mayApprove;
  if (may === undefined) return { code: "not-authorized", message: "Whether you may approve this was not looked up." };
  return may.may ? undefined : { code: "not-authorized", message: may.why };
}

/** Given by another person, who names every fact that nothing proves. */
export const approve: Decide<"approve"> = (d, { request, attested }) => {
  const found = waiting(d, request);
  if (!found.ok) return found;
  const barred = bySecond(d, found.value);
  if (barred !== undefined) return refuse(barred.code, barred.message);
  const left = found.value.unproven.filter((u) => !attested.includes(u.fact));
  if (left.length > 0)
    return refuse(
      "unattested",
      `Nothing proves this yet, and it was not named: ${left.map((u) => u.question).join(" ")}`,
    );
  const named = found.value.unproven.map((u) => u.fact);
  return one(d, "approval given", { request, attested: named, ends: approvalEnds(d.stamp.on) });
};

export const refuseApproval: Decide<"refuse approval"> = (d, { request, reason }) => {
  const found = waiting(d, request);
  if (!found.ok) return found;
  const barred = bySecond(d, found.value);
  if (barred !== undefined) return refuse(barred.code, barred.message);
  return isBlank(reason)
    ? refuse("reason-missing", "Say why it is refused.")
    : one(d, "approval refused", { request, reason });
};

/** Whoever asked takes it back, also once it was given. */
export const withdrawApproval: Decide<"withdraw approval"> = (d, { request }) => {
  const found = thing(d.view.approvals, request, "approval");
  if (!found.ok) return found;
  const { state, by } = found.value;
  if (state !== "waiting" && state !== "given") return refuse("already-so", `This was ${state} before.`);
  if (by.id !== d.stamp.by.id) return refuse("not-authorized", `${by.name} asked for it and may withdraw it.`);
  return one(d, "approval withdrawn", { request });
};
