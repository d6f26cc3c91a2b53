import { ok, type Result } from "#base/result.ts";
import type { FactId } from "#law/fact.ts";
import type { Stated } from "./command.ts";
import { type Decide, type Decided, type Deliberation, isBlank, one, thing, wakenedBy } from "./deliberation.ts";
import { type Body, type EventOf, happened } from "./event.ts";
import type { PaperKind } from "./event-lists.ts";
import { changesOf } from "./finding.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { SentPaper } from "./state.ts";

/** Papers that went out, and what shows that they arrived. */

/** The fact that sending a paper answers: the day of sending starts the clock that the law counts by. */
export const FACT_SENT: { readonly [K in PaperKind]?: FactId } = { notice: "open_negotiation_start" };

/**
 * What an act says of the claim beside having happened: the answer with the claim evaluated by it. Undefined where the
 * fact was known before, so that nothing is answered twice.
 */
export function stated(
  d: Deliberation,
  fact: FactId,
  value: string,
  source: string,
): Result<Body<"paper sent">["stated"], Refusal> {
  const { states, finding } = d.ground;
  if (states === undefined)
    return refuse("not-evaluated", "The claim was not looked up, so nothing was kept. Try again.");
  if (states === "known before") return ok(undefined);
  if (finding === undefined || finding.asOf !== d.stamp.on)
    return refuse("not-evaluated", "The claim was not evaluated with this day, so nothing was kept. Try once more.");
  const of: Stated = states;
  if (of.fact !== fact || of.value !== value)
    return refuse("not-evaluated", "The claim was evaluated with another day, so nothing was kept. Try once more.");
  const { scope, key } = of;
  return ok({ fact, scope, key, value, source, finding, changes: changesOf(d.view.finding, finding) });
}

/** One event that may state a fact; a snoozed case comes back when a right then ends sooner. */
export function stating<T extends "paper sent" | "filing recorded">(d: Deliberation, event: EventOf<T>): Decided {
  const { stated: of } = event.body;
  // One event of a known type, which the compiler cannot follow through the union.
  const events = [event as EventOf<"paper sent">];
  return of === undefined ? ok(events) : wakenedBy(d, of.finding, events);
}

export const isBounced = (p: SentPaper): boolean => p.delivery?.outcome === "bounced";

/** The newest paper of a kind that did not come back. */
export const sentOf = (papers: readonly SentPaper[], kind: PaperKind): SentPaper | undefined =>
  papers.findLast((p) => p.paper === kind && !isBounced(p));

export const sendPaper: Decide<"send paper"> = (d, { type: _, ...paper }) => {
  const { day, to, way } = paper;
  if (day > d.stamp.on) return refuse("day", `${day} has not come yet; write down what was sent when it was.`);
  if (isBlank(to.name)) return refuse("reason-missing", "Say whom it was sent to.");
  const before = sentOf(d.view.papers, paper.paper);
  const fact = FACT_SENT[paper.paper];
  if (fact !== undefined && before !== undefined)
    return refuse(
      "already-so",
      `It was sent to ${before.to.name} on ${before.day}, and that day counts. If it came back, say so first.`,
    );
  if (before !== undefined && before.day === day && before.way === way && before.hash === paper.hash)
    return refuse("already-so", `The same paper was written down as sent on ${day} before.`);
  if (fact === undefined) return one(d, "paper sent", paper);
  const said = stated(d, fact, day, `sent by ${way} to ${to.name} on ${day}`);
  if (!said.ok) return said;
  const body = { ...paper, ...(said.value !== undefined && { stated: said.value }) };
  return stating(d, happened(d.stamp, "paper sent", body));
};

/** Whether a file of the case shows a delivery: attached as what it is, and still there. */
function proofFault(d: Deliberation, file: number | undefined): Refusal | undefined {
  if (file === undefined) return { code: "not-there", message: "Attach what shows the delivery, and name it." };
  const found = d.view.files.find((f) => f.event === file && f.removed === undefined);
  if (found === undefined) return { code: "not-there", message: "This case has no such file. Attach it first." };
  return found.kind === "proof of delivery"
    ? undefined
    : { code: "not-there", message: `"${found.name}" is attached as ${found.kind}, not as proof of delivery.` };
}

/** Whether the day a paper stated is still the answer of this case, and so is taken back when the paper came back. */
const stillStates = (d: Deliberation, sent: SentPaper): boolean =>
  d.view.facts.some((a) => a.event === sent.event && a.withdrawn === undefined);

/**
 * What became of a paper. Of a delivery a file shows it. What came back was not sent as far as a clock goes, so the day it
 * stated is taken back; whoever holds that it counts all the same answers the fact by hand.
 */
export const proveDelivery: Decide<"prove delivery"> = (d, { type: _, ...proof }) => {
  const found = thing(d.view.papers, proof.sent, "paper");
  if (!found.ok) return found;
  const { day, delivery } = found.value;
  if (delivery !== undefined)
    return refuse("already-so", `This paper was written down as ${delivery.outcome} on ${delivery.day} before.`);
  if (proof.day < day) return refuse("day", `It was sent on ${day}; nothing arrives sooner.`);
  if (proof.day > d.stamp.on) return refuse("day", `${proof.day} has not come yet.`);
  const fault = proof.outcome === "delivered" || proof.file !== undefined ? proofFault(d, proof.file) : undefined;
  if (fault !== undefined) return refuse(fault.code, fault.message);
  if (proof.outcome === "delivered" || !stillStates(d, found.value)) return one(d, "delivery proved", proof);
  const { finding } = d.ground;
  if (finding === undefined || finding.asOf !== d.stamp.on)
    return refuse("not-evaluated", "The claim was not evaluated without that day, so nothing was kept. Try once more.");
  const changes = changesOf(d.view.finding, finding);
  return wakenedBy(d, finding, [happened(d.stamp, "delivery proved", { ...proof, takes: { finding, changes } })]);
};
