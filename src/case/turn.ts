import type { Day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import type { Cadence } from "#claim/profile.ts";
import { answersAwaited } from "./answer-due.ts";
import { approvalState } from "./approval.ts";
import type { Expected } from "./expected.ts";
import { followUpOf, sayFollowUp } from "./follow-up.ts";
import { isOver } from "./offer-state.ts";
import { bouncedOf, daysToFile, sayPaper, sayRoad, unprovedOf } from "./sent.ts";
import type { CaseView, Task } from "./state.ts";

/** Who must act next on a case: we, the payer, whoever holds the records, or nobody once it is closed. */
export interface Turn {
  readonly of: "us" | "payer" | "records" | "nobody";
  readonly because: string;
}

const us = (because: string): Turn => ({ of: "us", because });
const payer = (because: string): Turn => ({ of: "payer", because });

/** Money under an agreement: the payer's until it is due or wrong. */
function byAgreement(expected: readonly Expected[]): Turn | undefined {
  const wrong = expected.find((e) => e.state === "late" || e.state === "short" || e.state === "over");
  if (wrong !== undefined) return us(`the ${wrong.kind} is not paid as promised: ${wrong.working}`);
  const awaited = expected.find((e) => e.state === "awaited");
  if (awaited !== undefined) return payer(`the ${awaited.kind} is to be paid by ${awaited.due}`);
  return expected.length > 0 ? us("all that was promised is paid; close the case") : undefined;
}

const isDue = (t: Task, today: Day): boolean => t.due !== undefined && t.due <= today;

/** A day somebody promised counts against us only once it has passed: on the day itself they may still keep it. */
function byTaskDue(tasks: readonly Task[], today: Day): Turn | undefined {
  const ours = tasks.find((t) => t.waits === "us" && isDue(t, today));
  if (ours !== undefined) return us(`a task is due on ${ours.due}`);
  const broken = tasks.find((t) => t.waits !== "us" && t.due !== undefined && t.due < today);
  return broken === undefined ? undefined : us(`what was to come by ${broken.due} has not come`);
}

/** What waits for a second person here is our own move. */
function byApproval(view: CaseView, today: Day): Turn | undefined {
  const waits = view.approvals.find((a) => approvalState(view, a, today) === "waiting");
  if (waits !== undefined) return us(`an approval waits: ${waits.says}`);
  const given = view.approvals.find((a) => approvalState(view, a, today) === "given");
  return given === undefined ? undefined : us(`approved until ${given.ends}: ${given.says}`);
}

/** What nobody answered is ours to ask after from its day on. */
function toAsk(view: CaseView, today: Day, cadence: Cadence | undefined): Turn | undefined {
  const asks = followUpOf(view, today, cadence);
  return asks !== undefined && asks.day <= today ? us(sayFollowUp(asks)) : undefined;
}

/** The last word of either side: who spoke last waits, and a refusal is a word. */
function byOffer(view: CaseView, today: Day, cadence: Cadence | undefined): Turn | undefined {
  const last = view.offers.findLast((o) => o.state === "open");
  const refused = view.offers.at(-1);
  if (last === undefined)
    return refused?.state === "rejected"
      ? us(`${refused.from === "us" ? "our" : "their"} offer of ${formatUsd(refused.amount)} was rejected`)
      : undefined;
  const amount = formatUsd(last.amount);
  if (isOver(last, today)) return us(`the offer of ${amount} expired on ${last.expires}`);
  if (last.from === "them") return us(`their offer of ${amount} of ${last.made} is not answered`);
  return toAsk(view, today, cadence) ?? payer(`our offer of ${amount} of ${last.made} is with them`);
}

/** A paper that came back was never sent as far as the other side goes. */
function byBounced(view: CaseView): Turn | undefined {
  const back = bouncedOf(view);
  if (back === undefined) return undefined;
  return us(`the ${sayPaper(back.paper)} sent to ${back.to.name} on ${back.day} came back: send it again`);
}

/** What was filed or sent is theirs to answer, until it is shown too late that it arrived or talks are over by law. */
function bySent(view: CaseView, today: Day, cadence: Cadence | undefined): Turn | undefined {
  const unproved = unprovedOf(view);
  if (unproved !== undefined && unproved.day < today)
    return us(`nothing shows that the ${sayPaper(unproved.paper.paper)} of ${unproved.paper.day} arrived`);
  const filed = view.filings.at(-1);
  const late = answersAwaited(view, today).find(({ answer }) => answer.last !== undefined && answer.last < today);
  if (late !== undefined)
    return us(
      `the ${sayRoad(late.filing.road)} filed on ${late.filing.day} was to be answered by ${late.answer.last}: ask after it`,
    );
  if (filed !== undefined) return payer(`the ${sayRoad(filed.road)} was filed on ${filed.day} as ${filed.reference}`);
  const sent = view.papers.at(-1);
  if (sent === undefined) return undefined;
  const days = daysToFile(view);
  if (days !== undefined && days[0] <= today && today <= days[1])
    return us(`open negotiation is over: the dispute may be filed through ${days[1]}`);
  return toAsk(view, today, cadence) ?? payer(`our ${sayPaper(sent.paper)} of ${sent.day} is with them`);
}

function byWaiting(tasks: readonly Task[]): Turn | undefined {
  const records = tasks.find((t) => t.waits === "records");
  if (records !== undefined) return { of: "records", because: "records were asked for and have not come" };
  const theirs = tasks.find((t) => t.waits === "payer");
  return theirs === undefined ? undefined : payer("the payer was asked and has not answered");
}

/**
 * Whose turn it is, and why: by what is agreed, then by what is due, then by the last offer, then by what was asked for.
 * Where nothing else is waited for it is our turn. `cadence` is how the practice asks again, the usual one when absent.
 */
export function turnOf(view: CaseView, expected: readonly Expected[], today: Day, cadence?: Cadence): Turn {
  if (view.phase.is === "closed") return { of: "nobody", because: `closed as "${view.phase.outcome}"` };
  const tasks = view.tasks.filter((t) => t.done === undefined);
  return (
    byAgreement(expected) ??
    byBounced(view) ??
    byTaskDue(tasks, today) ??
    byApproval(view, today) ??
    byOffer(view, today, cadence) ??
    bySent(view, today, cadence) ??
    byWaiting(tasks) ??
    us("nothing is waited for")
  );
}
