import { z } from "zod";
import { FEDERAL } from "#base/calendar.ts";
import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, showUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { type ApprovalState, approvalEnds } from "#case/approval.ts";
import type { Actor, Conditions } from "#case/event.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import type { PackageApprovalTable } from "#store/tables-deal.ts";
import { newId } from "#store/uuid.ts";
import { APPROVABLE, type Approvable, type Approval } from "#strategy/authority.ts";
import { decidingOf } from "./approvals.ts";
import { authorityOf, mayApprove } from "./authority.ts";
import { type DealRefusal, type DealUnproven, type DealWord, refusalsSaid, unreadOf } from "./package-guards.ts";
import { type PackageRow, termsForm } from "./package-rows.ts";
import { type NotNow, notNow } from "./refused.ts";

/**
 * What a second person is asked to allow of a deal: one word of ours with its amount and terms, or the taking of theirs. It
 * is given by somebody else, who names every fact that nothing proves, and ends after two business days, with another word of
 * either side, and with another offer on any case of the deal.
 */

const named = z.object({ id: z.string(), name: z.string() });
const bodyForm = z.object({
  what: z.array(z.enum(APPROVABLE)),
  says: z.string(),
  note: z.string().nullable(),
  askedBy: named,
  floor: z.string().nullable(),
  unproven: z.array(z.object({ fact: z.string(), question: z.string(), cases: z.array(z.string()) })),
  attested: z.array(z.string()),
  decidedBy: named.nullable(),
  /** The moment and the day of the practice it was given or refused on. */
  decided: z.string().nullable(),
  decidedOn: z.string().nullable().default(null),
  reason: z.string().nullable(),
  terms: termsForm,
  /** How many words and offers there were when it was asked; another one ends it. */
  said: z.number(),
});
type Body = z.output<typeof bodyForm>;

export interface DealApproval {
  readonly id: string;
  readonly package: string;
  readonly client: string;
  readonly act: DealWord["type"];
  readonly amount: Cents;
  readonly ends: Day;
  readonly asked: string;
  readonly state: ApprovalState;
  readonly body: Body;
}

type Row = Pick<
  { [K in keyof PackageApprovalTable]: unknown },
  "id" | "package" | "client" | "act" | "amount" | "ends" | "asked_at" | "state" | "body"
>;

export function approvalIn(r: Row, today: Day): DealApproval {
  const state = r.state as ApprovalState;
  const ends = r.ends as Day;
  return {
    ...{ id: r.id as string, package: r.package as string, client: r.client as string, ends },
    ...{ act: r.act as DealApproval["act"], amount: BigInt(r.amount as string) as Cents, asked: r.asked_at as string },
    state: (state === "waiting" || state === "given") && ends < today ? "ended" : state,
    body: bodyForm.parse(JSON.parse(r.body as string)),
  };
}

/** The approvals of a deal, newest first. */
export async function approvalsOfDeal(tx: TenantTx, deal: string, today: Day): Promise<readonly DealApproval[]> {
  const rows = await tx.db
    .selectFrom("package_approval")
    .selectAll()
    .where("org", "=", tx.principal.org)
    .where("package", "=", deal)
    .orderBy("asked_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map((r) => approvalIn(r, today));
}

type Said = Pick<DealWord, "type" | "amount" | "terms">;

/** Terms as a text that is the same for the same terms; what is no or not said is not part of it. */
const termsKey = (terms: Conditions): string =>
  JSON.stringify(
    Object.entries(terms)
      .filter(([, v]) => v !== undefined && v !== false)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
const isSame = (a: DealApproval, word: Said): boolean =>
  a.act === word.type && a.amount === word.amount && termsKey(a.body.terms) === termsKey(word.terms);

export interface ToAsk extends Said {
  readonly row: Pick<PackageRow, "id" | "client" | "name" | "cases">;
  readonly refused: readonly DealRefusal[];
  readonly unproven: readonly DealUnproven[];
  readonly floor: Cents | undefined;
  readonly note: string | undefined;
  /** Words and offers so far. */
  readonly said: number;
}

/** What is missing; refused where nothing is, or where something that no approval lifts stands in the way. */
export function askable(refused: readonly DealRefusal[], cases: number): Result<readonly Approvable[], NotNow> {
  const absolute = refused.filter((r) => r.liftedBy === undefined);
  if (absolute.length > 0) return err(notNow("not-now", `${refusalsSaid(absolute, cases)}. No approval lifts it.`));
  const what = [...new Set(refused.flatMap((r) => r.liftedBy ?? []))];
  return what.length === 0 ? err(notNow("not-now", "Nothing of it needs an approval. Do it.")) : ok(what);
}

/** Asks for what is missing. */
export async function askForDeal(tx: TenantTx, today: Day, by: Actor, a: ToAsk): Promise<Result<string, NotNow>> {
  const missing = askable(a.refused, a.row.cases);
  if (!missing.ok) return missing;
  const what = [...missing.value];
  const before = (await approvalsOfDeal(tx, a.row.id, today)).find(
    (x) => (x.state === "waiting" || x.state === "given") && x.body.said === a.said && isSame(x, a),
  );
  if (before !== undefined)
    return err(notNow("not-now", `${before.body.askedBy.name} asked for the same on ${before.asked.slice(0, 10)}.`));
  const id = newId(tx.now);
  const verb = a.type === "make offer" ? "propose" : "accept";
  const says = `${verb} ${showUsd(a.amount)} for the ${a.row.cases === 1 ? "case" : `${a.row.cases} cases`} of "${a.row.name}"`;
  const body: Body = {
    ...{ what, says, note: a.note ?? null, askedBy: { id: by.id, name: by.name }, terms: a.terms, said: a.said },
    ...{ floor: a.floor === undefined ? null : formatUsd(a.floor), attested: [], reason: null },
    unproven: a.unproven.map((u) => ({ ...u, cases: [...u.cases] })),
    ...{ decidedBy: null, decided: null, decidedOn: null },
  };
  const key = { org: tx.principal.org, client: a.row.client, id, package: a.row.id };
  const asked_by = tx.principal.person ?? null;
  await tx.db
    .insertInto("package_approval")
    .values({
      ...{ ...key, act: a.type, amount: a.amount, asked_at: tx.now, asked_by, ends: approvalEnds(today) },
      ...{ state: "waiting", body: JSON.stringify(body) },
    })
    .execute();
  const event = { approval: id, says, what, amount: formatUsd(a.amount), unproven: a.unproven.map((u) => u.fact) };
  await append(tx, [{ client: a.row.client, subject: a.row.id, type: "package approval asked", body: event }]);
  return ok(id);
}

async function change(
  tx: TenantTx,
  a: DealApproval,
  type: string,
  event: object,
  to: { readonly state: ApprovalState; readonly ends?: Day; readonly body?: Body },
): Promise<void> {
  await tx.db
    .updateTable("package_approval")
    .set({
      state: to.state,
      ...(to.ends !== undefined && { ends: to.ends }),
      ...(to.body !== undefined && { body: JSON.stringify(to.body) }),
    })
    .where("org", "=", tx.principal.org)
    .where("id", "=", a.id)
    .execute();
  const body = { approval: a.id, ...event } as { readonly [k: string]: string };
  await append(tx, [{ client: a.client, subject: a.package, type: `package approval ${type}`, body }]);
}

/** One approval of a deal, locked. */
async function locked(tx: TenantTx, deal: string, id: string, today: Day): Promise<Result<DealApproval, NotNow>> {
  const row = await tx.db
    .selectFrom("package_approval")
    .selectAll()
    .where("org", "=", tx.principal.org)
    .where("package", "=", deal)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? err(notNow("not-found", "There is no such approval.")) : ok(approvalIn(row, today));
}

const isOver = (a: DealApproval): NotNow =>
  notNow(
    "not-now",
    a.state === "ended" ? "It stands no more. It has to be asked for again." : `This was ${a.state} before.`,
  );

/** Whether a person may decide it, and if not why. */
export async function mayDecide(
  tx: TenantTx,
  a: DealApproval,
  today: Day,
): Promise<{ readonly may: true } | { readonly may: false; readonly why: string }> {
  if (tx.principal.person === undefined || tx.principal.person === a.body.askedBy.id)
    return { may: false, why: "You asked for it; another person approves." };
  const { person } = await decidingOf(tx, [a.client], today);
  return mayApprove(await authorityOf(tx, a.client, today), person, a.client, a.amount);
}

/** Approves or refuses, for another. Whoever approves names every fact that nothing proves. */
export async function decideForDeal(
  tx: TenantTx,
  today: Day,
  by: Actor,
  deal: string,
  given:
    | { readonly request: string; readonly attested: readonly string[] }
    | { readonly request: string; readonly reason: string },
): Promise<Result<true, NotNow>> {
  const found = await locked(tx, deal, given.request, today);
  if (!found.ok) return found;
  const a = found.value;
  if (a.state !== "waiting") return err(isOver(a));
  const may = await mayDecide(tx, a, today);
  if (!may.may) return err(notNow("not-allowed", `${may.why} Nothing was changed.`));
  const decided = { decidedBy: { id: by.id, name: by.name }, decided: tx.now, decidedOn: today };
  if ("reason" in given) {
    const body = { ...a.body, ...decided, reason: given.reason };
    await change(tx, a, "refused", { reason: given.reason }, { state: "refused", body });
    return ok(true);
  }
  const left = a.body.unproven.filter((u) => !given.attested.includes(u.fact));
  if (left.length > 0)
    return err(
      notNow("not-now", `Nothing proves this yet, and it was not named: ${left.map((u) => u.question).join(" ")}`),
    );
  const attested = a.body.unproven.map((u) => u.fact);
  const ends = approvalEnds(today);
  await change(tx, a, "given", { attested, ends }, { state: "given", ends, body: { ...a.body, ...decided, attested } });
  return ok(true);
}

/** Whoever asked takes it back, also once it was given. */
export async function withdrawForDeal(
  tx: TenantTx,
  today: Day,
  deal: string,
  request: string,
): Promise<Result<true, NotNow>> {
  const found = await locked(tx, deal, request, today);
  if (!found.ok) return found;
  const a = found.value;
  if (a.state !== "waiting" && a.state !== "given") return err(isOver(a));
  if (a.body.askedBy.id !== tx.principal.person)
    return err(notNow("not-allowed", `${a.body.askedBy.name} asked for it and may withdraw it.`));
  await change(tx, a, "withdrawn", {}, { state: "withdrawn" });
  return ok(true);
}

export interface Allowance {
  readonly allowed: DealWord["allowed"];
  /** Marks it used, in the transaction in which the word is said. */
  readonly use: () => Promise<void>;
  /** What nothing proves now and whoever approved did not read. */
  readonly unread: (now: readonly DealUnproven[]) => readonly DealUnproven[];
}

/** What an approval allows of a word, if it was given, stands, and was given for exactly this. */
export async function allowanceOf(
  tx: TenantTx,
  today: Day,
  deal: string,
  request: string,
  word: Said & { readonly said: number },
): Promise<Result<Allowance, NotNow>> {
  const found = await locked(tx, deal, request, today);
  if (!found.ok) return found;
  const a = found.value;
  if (a.state !== "given")
    return err(a.state === "waiting" ? notNow("not-now", "This approval was not given yet.") : isOver(a));
  if (a.body.said !== word.said)
    return err(notNow("not-now", "This approval has ended: something was offered since. Ask for another."));
  if (!isSame(a, word))
    return err(notNow("not-now", `It was given for something else: ${a.body.says}. Ask for another.`));
  const { decidedBy, decidedOn } = a.body;
  check(decidedBy !== null && decidedOn !== null, "an approval that was given says by whom and when");
  const age = FEDERAL.countAfter(decidedOn as Day, today);
  return ok({
    allowed: a.body.what.map((what): Pick<Approval, "what" | "by" | "age"> => ({ what, by: decidedBy.name, age })),
    use: () => change(tx, a, "used", {}, { state: "used" }),
    unread: (now) => unreadOf(now, a.body.unproven),
  });
}

/** Another word ends what was asked for before it. */
export async function endApprovals(tx: TenantTx, deal: string): Promise<void> {
  await tx.db
    .updateTable("package_approval")
    .set({ state: "ended" })
    .where("org", "=", tx.principal.org)
    .where("package", "=", deal)
    .where("state", "in", ["waiting", "given"])
    .execute();
}
