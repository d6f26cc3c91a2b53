import type { Day } from "#base/day.ts";
import { showUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { singleCaseWorth, termsWrong } from "#case/single-case.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { aloneUpTo, authorityOf } from "./authority.ts";
import { clientBy } from "./clients.ts";
import { type NotNow, notNow } from "./refused.ts";
import {
  bodyText,
  rateText,
  type SingleCase,
  type SingleCaseSaid,
  type SingleCaseState,
  type SingleCaseWords,
  singleCaseBy,
} from "./single-case-rows.ts";

/** Single case agreements made before the service: written, proposed, agreed, and renewed. Parley sends nothing. */

const NONE = notNow("not-found", "There is no such agreement.");

function faultIn(w: SingleCaseWords, today: Day): NotNow | undefined {
  const ahead = w.searches.find((s) => s.on > today);
  const wrong = [
    ...termsWrong(w),
    ...(ahead === undefined ? [] : [`The search of ${ahead.directory} is still to come.`]),
  ];
  return wrong.length === 0 ? undefined : notNow("not-valid", wrong.join(" "));
}

/** What the chain says of the terms: nothing that names the patient. */
const termsSaid = (w: SingleCaseWords) => ({
  ...{ payer: w.payer, from: w.from, to: w.to, payWithin: w.payWithin, days: w.days },
  rates: w.rates.map((r) => ({ ...rateText(r), modifiers: r.modifiers.join(" ") })),
});

type EventBody = {
  readonly [k: string]: string | number | null | readonly { readonly [k: string]: string | number | null }[];
};

async function note(tx: TenantTx, s: Pick<SingleCase, "id" | "client">, type: string, what: EventBody): Promise<void> {
  await append(tx, [{ client: s.client, subject: s.id, type: `single case agreement ${type}`, body: what }]);
}

/** Writes a draft. `renews` names the agreement it continues. */
export async function makeSingleCase(
  tx: TenantTx,
  today: Day,
  by: string,
  given: SingleCaseWords & { readonly client: string; readonly renews?: string | undefined },
): Promise<Result<string, NotNow>> {
  const { client } = given;
  if ((await clientBy(tx, client)) === undefined) return err(notNow("not-found", "There is no such client here."));
  const fault = faultIn(given, today);
  if (fault !== undefined) return err(fault);
  const { org } = tx.principal;
  // Two who write one at once number it one after the other: the row of the organization is locked.
  await tx.db.selectFrom("chain_head").select("org").where("org", "=", org).forUpdate().execute();
  const last = await tx.db
    .selectFrom("single_case")
    .select((eb) => eb.fn.max("number").as("n"))
    .where("org", "=", org)
    .executeTakeFirst();
  const id = newId(tx.now);
  const first = { what: "written", by, on: today, note: null };
  const kept = {
    ...given,
    agreedOn: null,
    source: null,
    added: [],
    leftOut: [],
    renews: given.renews ?? null,
    log: [first],
  };
  await tx.db
    .insertInto("single_case")
    .values({
      ...{ org, client, id, number: Number(last?.n ?? 0) + 1, payer: given.payer, patient: given.patient },
      ...{
        state: "draft",
        version: 1,
        from_day: given.from,
        to_day: given.to,
        body: bodyText(kept),
        changed_at: tx.now,
      },
    })
    .execute();
  await note(tx, { id, client }, "written", termsSaid(given));
  return ok(id);
}

async function keep(tx: TenantTx, s: SingleCase): Promise<void> {
  await tx.db
    .updateTable("single_case")
    .set({
      ...{ payer: s.payer, patient: s.patient, state: s.state, version: s.version + 1 },
      ...{ from_day: s.from, to_day: s.to, body: bodyText(s), changed_at: tx.now },
    })
    .where("org", "=", tx.principal.org)
    .where("id", "=", s.id)
    .execute();
}

/** The agreement, locked, as it was seen. */
export async function seenSingleCase(tx: TenantTx, id: string, saw: number): Promise<Result<SingleCase, NotNow>> {
  const found = await singleCaseBy(tx, id, true);
  if (found === undefined) return err(NONE);
  if (found.version !== saw)
    return err(notNow("stale-version", "Somebody else changed this agreement. Nothing was changed."));
  return ok(found);
}

/**
 * Writes other words over a draft or a proposal, which is a draft again: other rates are another offer. What was agreed is
 * not changed but renewed.
 */
export async function changeSingleCase(
  tx: TenantTx,
  today: Day,
  by: string,
  id: string,
  { saw, words }: { readonly saw: number; readonly words: SingleCaseWords },
): Promise<Result<true, NotNow>> {
  const found = await seenSingleCase(tx, id, saw);
  if (!found.ok) return found;
  const s = found.value;
  if (s.state !== "draft" && s.state !== "proposed")
    return err(notNow("not-now", `This agreement is ${s.state}. Renew it, or open it again.`));
  const fault = faultIn(words, today);
  if (fault !== undefined) return err(fault);
  await keep(tx, { ...s, ...words, state: "draft", log: [...s.log, { what: "changed", by, on: today, note: null }] });
  await note(tx, s, "changed", termsSaid(words));
  return ok(true);
}

/** What is done with an agreement; days are days of the practice. */
export type SingleCaseAct =
  | { readonly type: "propose"; readonly way: string; readonly to: string | undefined }
  | { readonly type: "agree"; readonly on: Day; readonly source: string; readonly authorization: string | undefined }
  | { readonly type: "decline" | "withdraw" | "reopen"; readonly reason: string }
  | { readonly type: "end"; readonly on: Day; readonly reason: string }
  | { readonly type: "count in" | "leave out"; readonly claim: string };

const FROM: Readonly<Record<SingleCaseAct["type"], readonly SingleCaseState[]>> = {
  propose: ["draft", "proposed"],
  agree: ["proposed"],
  decline: ["proposed"],
  withdraw: ["draft", "proposed"],
  reopen: ["agreed", "declined", "withdrawn", "ended"],
  end: ["agreed"],
  "count in": ["agreed", "ended"],
  "leave out": ["agreed", "ended"],
};

/** Why a person may not propose these rates; undefined when they may (G4, G10). */
async function tooMuch(tx: TenantTx, s: SingleCase, today: Day, mayApprove: boolean): Promise<string | undefined> {
  const held = await authorityOf(tx, s.client, today);
  if (held.stopped) return "Offers are stopped for this practice.";
  // Who approves for others and has no limit of their own approves any amount (see authority.ts).
  const isLimited = held.people.some((p) => p.person === tx.principal.person);
  if (mayApprove && !isLimited) return undefined;
  const worth = singleCaseWorth(s.rates);
  const alone = aloneUpTo(held, tx.principal.person);
  if (worth === undefined)
    return "What its rates come to has no limit. Agree units and amounts, or let somebody who approves offers propose it.";
  return worth > alone
    ? `Its rates come to ${showUsd(worth)}, more than the ${showUsd(alone)} you may offer alone. Let somebody who approves offers propose it.`
    : undefined;
}

const without = (all: readonly string[], one: string): string[] => all.filter((x) => x !== one);

function after(
  s: SingleCase,
  act: SingleCaseAct,
): Result<SingleCase & { readonly said: SingleCaseSaid["note"] }, string> {
  switch (act.type) {
    case "propose":
      return ok({ ...s, state: "proposed", said: [act.way, act.to].filter((t) => t !== undefined).join(", to ") });
    case "agree": {
      const authorization = act.authorization ?? s.authorization;
      return ok({ ...s, state: "agreed", agreedOn: act.on, source: act.source, authorization, said: act.source });
    }
    case "end":
      if (act.on < s.from || act.on > s.to) return err("It ends on one of its own days of service.");
      return ok({ ...s, state: "ended", to: act.on, said: act.reason });
    case "decline":
      return ok({ ...s, state: "declined", said: act.reason });
    case "withdraw":
      return ok({ ...s, state: "withdrawn", said: act.reason });
    case "reopen":
      return ok({ ...s, state: "proposed", agreedOn: null, source: null, said: act.reason });
    case "count in":
      return ok({
        ...s,
        added: [...without(s.added, act.claim), act.claim],
        leftOut: without(s.leftOut, act.claim),
        said: null,
      });
    case "leave out":
      return ok({
        ...s,
        leftOut: [...without(s.leftOut, act.claim), act.claim],
        added: without(s.added, act.claim),
        said: null,
      });
  }
}

const PAST: Readonly<Record<SingleCaseAct["type"], string>> = {
  propose: "proposed",
  agree: "agreed",
  decline: "declined",
  withdraw: "withdrawn",
  reopen: "opened again",
  end: "ended",
  "count in": "claim counted in",
  "leave out": "claim left out",
};

export interface ActAsked {
  readonly saw: number;
  readonly act: SingleCaseAct;
  readonly by: string;
  /** Whether whoever does it may approve offers. */
  readonly mayApprove: boolean;
}

export async function actOnSingleCase(
  tx: TenantTx,
  today: Day,
  id: string,
  { saw, act, by, mayApprove }: ActAsked,
): Promise<Result<true, NotNow>> {
  const found = await seenSingleCase(tx, id, saw);
  if (!found.ok) return found;
  const s = found.value;
  if (!FROM[act.type].includes(s.state))
    return err(notNow("not-now", `This agreement is ${s.state}. Nothing was changed.`));
  if (act.type === "agree" && act.on > today)
    return err(notNow("not-valid", `It was agreed on ${act.on}, which is still to come.`));
  const barred = act.type === "propose" ? await tooMuch(tx, s, today, mayApprove) : undefined;
  if (barred !== undefined) return err(notNow("not-now", barred));
  const next = after(s, act);
  if (!next.ok) return err(notNow("not-valid", next.error));
  const { said: words, ...kept } = next.value;
  const what = PAST[act.type];
  await keep(tx, { ...kept, log: [...s.log, { what, by, on: today, note: words }] });
  await note(tx, s, what, { ...("claim" in act ? { claim: act.claim } : { note: words }), state: kept.state });
  return ok(true);
}
