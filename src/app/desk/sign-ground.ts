import { mayBeFederal } from "#app/letter.ts";
import { outlineFor } from "#app/plan.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, sum } from "#base/money.ts";
import type { Agreement, CaseState, CaseView, Offer } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { decidingOf } from "./approvals.ts";
import { aloneUpTo, mayApprove } from "./authority.ts";
import { ownEntries } from "./directory.ts";
import type { StoredEvaluation } from "./evaluate-claim.ts";
import { termsOf } from "./negotiation-offers.ts";
import type { QueueRow } from "./queue.ts";
import type { SignGround } from "./sign-checks.ts";

/** What the list before signing rests on, gathered from the case, the authority and the directory. */

export interface Signing {
  readonly row: QueueRow;
  readonly state: CaseState;
  readonly view: CaseView;
  readonly ground: StoredEvaluation;
  /** Their offer that is about to be taken, or the agreement that was entered. */
  readonly offer: Offer | undefined;
  readonly agreement: Agreement | undefined;
  /** What of the offer the patient owes, as the form says before it is accepted. */
  readonly patient: Cents | undefined;
}

/** What is agreed in all, the patient's share counted in. */
export function agreedInAll({ offer, agreement, ground, patient }: Signing): { total: Cents; patient: Cents } {
  const owed = patient ?? ground.evaluation.patient;
  if (agreement === undefined) return { total: offer?.amount ?? (0n as Cents), patient: owed };
  // An agreement that took an offer is that offer less what the patient owes of it.
  if (offer !== undefined && agreement.basis === "total payment" && offer.amount >= agreement.amount)
    return { total: offer.amount, patient: cents(offer.amount - agreement.amount) };
  const lines = ground.evaluation.lines.filter((l) => agreement.lines.some((a) => a.line === l.number));
  const share = cents(sum(lines.map((l) => l.patient)));
  const before = agreement.basis === "further payment" ? sum(lines.map((l) => l.paid)) : 0n;
  return { total: cents(agreement.amount + share + before), patient: share };
}

function floorOf({ state, view, ground, offer }: Signing, asOf: Day): SignGround["floor"] {
  const taken = state.log.findLast((e) => e.type === "offer accepted" && e.body.offer === offer?.event);
  if (taken?.type === "offer accepted")
    return { amount: taken.body.floor, source: `the floor on ${taken.on}, when it was accepted` };
  if (view.floor !== undefined)
    return { amount: view.floor.amount, source: `set by ${view.floor.by.name} on ${view.floor.on}` };
  const plan = outlineFor(ground, asOf);
  return plan.ok && plan.value.floor !== undefined
    ? { amount: plan.value.floor, source: "what the way out is worth, by the plan" }
    : undefined;
}

/** Who allowed it: the second person of the approval that was used or stands, else whoever wrote it down past the guardrails. */
function approvedBy({ state, view, offer, agreement }: Signing): string | undefined {
  const given = view.approvals.findLast(
    (a) => a.act.type === "accept offer" && a.act.offer === offer?.event && (a.state === "given" || a.state === "used"),
  );
  if (given?.decided !== undefined) return given.decided.by.name;
  const entered = agreement && state.log[agreement.event - 1];
  return entered?.type === "agreement entered" && entered.body.reason !== undefined ? entered.by.name : undefined;
}

async function payerSide(tx: TenantTx, { row }: Signing): Promise<Pick<SignGround, "binds" | "repricer">> {
  const named = row.payer_name.toLowerCase();
  const own = await ownEntries(tx, { client: row.client });
  const mine = own.filter((e) =>
    [e.name, ...e.aliases, ...e.payers].some((n) => n.toLowerCase() === named || n === row.payer_key),
  );
  const fact = mine.flatMap((e) => e.facts).find((f) => f.kind === "who may bind");
  return {
    binds: fact && { text: fact.text, source: `Directory: ${fact.source}, ${fact.day}` },
    repricer: mine.find((e) => e.kind === "repricer")?.name,
  };
}

export async function signGroundOf(tx: TenantTx, s: Signing, asOf: Day): Promise<SignGround> {
  const { row, ground, offer } = s;
  const deciding = await decidingOf(tx, [row.client], asOf);
  const held = deciding.authority(row.client);
  const { total, patient } = agreedInAll(s);
  const terms = s.agreement?.conditions ?? (offer === undefined ? undefined : termsOf(offer));
  const { evaluation } = ground;
  const undecided = evaluation.channel.verdict === "undetermined";
  const mayAllow =
    s.agreement !== undefined && held !== undefined && mayApprove(held, deciding.person, row.client, total).may;
  return {
    amount: total,
    floor: floorOf(s, asOf),
    alone: held === undefined ? (0n as Cents) : aloneUpTo(held, tx.principal.person),
    // Whoever may allow it for others and puts it on paper has allowed it.
    approvedBy: approvedBy(s) ?? (mayAllow ? `${deciding.person?.name ?? "you"}, who may approve it` : undefined),
    waives: offer === undefined ? undefined : offer.waives.map((w) => w.label),
    release: terms?.release,
    protectedPatient: mayBeFederal(evaluation) ? true : undecided ? undefined : evaluation.flags.includes("protected"),
    noBalanceBill: terms?.noBalanceBill === true,
    ...(await payerSide(tx, s)),
    share: ground.matched.standing.length === 0 ? undefined : { before: evaluation.patient, after: patient },
  };
}
