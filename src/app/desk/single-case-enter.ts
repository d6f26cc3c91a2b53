import { FEDERAL } from "#base/calendar.ts";
import { type Day, later, plusDays } from "#base/day.ts";
import { cents, sum } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Act } from "#case/command.ts";
import type { Actor } from "#case/event.ts";
import type { DueClaim } from "#case/single-case.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { type Acted, actWithin, tellChanged } from "./act.ts";
import { loadCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { type NotNow, notNow } from "./refused.ts";
import { type Candidate, casesOf, lightRows, type Read, readUnder, sourceOf } from "./single-case-claims.ts";
import type { SingleCase } from "./single-case-rows.ts";
import { seenSingleCase } from "./single-cases.ts";

/** A single case agreement as the agreement of the cases of its claims. */

/** The day the plan has to pay: so many days from the claim, and never from before it was agreed. */
function dueDay(s: SingleCase, agreed: Day, { sent, claim }: Candidate): Day {
  const from = later(agreed, sent ?? claim.from ?? agreed);
  return s.days === "business" ? FEDERAL.nthAfter(from, s.payWithin) : plusDays(from, s.payWithin);
}

/** The agreement of one case: what each line is due, less what of it the patient owes, which the plan does not pay. */
function actOf(s: SingleCase, agreed: Day, { candidate, evaluation }: Read, due: DueClaim): Result<Act, string> {
  const lines = due.lines.flatMap((l) => {
    if (l.due === undefined) return [];
    const patient = evaluation.lines.find((x) => x.number === l.line)?.patient ?? 0n;
    return [{ line: l.line, amount: cents(l.due - patient) }];
  });
  if (lines.length === 0) return err("none of its lines is in the agreement");
  if (lines.some((l) => l.amount < 0n)) return err("the patient's share of a line is more than its rate");
  return ok({
    ...({ type: "enter agreement", kind: "agreement", basis: "total payment" } as const),
    ...{ amount: sum(lines.map((l) => l.amount)), lines, agreed, due: dueDay(s, agreed, candidate), days: s.days },
    source: sourceOf(s),
    terms: `Single case agreement ${s.name}: ${due.lines.flatMap((l) => (l.due === undefined ? [] : [l.working])).join("; ")}`,
    conditions: { noBalanceBill: true },
  });
}

/** Enters the agreement on cases of its claims, on all or on none; they then stand under Payments to the cent. */
export async function enterSingleCase(
  desk: Desk,
  principal: Principal,
  by: Actor,
  id: string,
  asked: { readonly saw: number; readonly claims: readonly string[] },
): Promise<Result<number, NotNow>> {
  const work = async (tx: TenantTx): Promise<Result<readonly Acted[], NotNow>> => {
    const seen = await seenSingleCase(tx, id, asked.saw);
    if (!seen.ok) return seen;
    const s = seen.value;
    const agreed = s.agreedOn;
    if (agreed === null || (s.state !== "agreed" && s.state !== "ended"))
      return err(notNow("not-now", `This agreement is ${s.state}. Nothing was entered.`));
    const { read, total } = await readUnder(tx, desk, s, await lightRows(tx, s.client, s.from, s.to));
    const cases = await casesOf(tx, asked.claims);
    const logs = await loadCases(
      tx,
      [...cases.values()].map((c) => c.id),
    );
    const acts = asked.claims.map((claim) => {
      const one = read.find((r) => r.candidate.id === claim);
      const due = total.claims.find((d) => d.id === claim);
      const of = cases.get(claim);
      if (one === undefined || due === undefined) return err(`claim ${claim} is not of this agreement`);
      const { number } = one.candidate;
      if (of === undefined) return err(`claim ${number} has no case`);
      const act = actOf(s, agreed, one, due);
      const saw = logs.get(of.id)?.state.version ?? 0;
      return act.ok ? ok({ caseId: of.id, saw, act: act.value }) : err(`claim ${number}: ${act.error}`);
    });
    const not = acts.flatMap((a) => (a.ok ? [] : [a.error]));
    if (not.length > 0) return err(notNow("not-now", `Nothing was entered: ${not.join("; ")}.`));
    const { done, refused } = await actWithin(
      tx,
      acts.flatMap((a) => (a.ok ? [a.value] : [])),
      by,
      { today: desk.today() },
    );
    if (refused.length > 0) throw new NotAll(refused.map((r) => `${r.number}: ${r.refusal.message}`).join(" "));
    return ok(done);
  };
  try {
    const done = await desk.store.as(principal, work);
    if (!done.ok) return done;
    tellChanged(desk, principal, by, done.value);
    return ok(done.value.length);
  } catch (thrown) {
    if (thrown instanceof NotAll) return err(notNow("not-now", `Nothing was entered on any case. ${thrown.message}`));
    throw thrown;
  }
}

/** Thrown to take back a transaction in which one case refused. */
class NotAll extends Error {}
