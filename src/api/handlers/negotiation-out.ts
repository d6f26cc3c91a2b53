import { z } from "@hono/zod-openapi";
import type { approval, negotiation } from "#api/contract/negotiation.ts";
import { wire } from "#api/wire.ts";
import type { ApprovalShown } from "#app/desk/approvals.ts";
import type { Negotiation } from "#app/desk/negotiation.ts";
import type { Advice } from "#app/desk/negotiation-advice.ts";
import type { Card } from "#app/desk/negotiation-cards.ts";
import type { DealShown } from "#app/desk/package-approvals-list.ts";
import { initialsOf } from "#app/desk/people.ts";
import { formatUsd } from "#base/money.ts";
import { channelName } from "#document/words.ts";
import type { ChannelOut } from "#strategy/channels-out.ts";
import type { GuardRefusal } from "#strategy/proposal-guards.ts";
import type { NegotiationWindow } from "#strategy/window.ts";

/** The negotiator's desk as it goes out. */

const given = ({ id, name }: { id: string; name: string }) => ({ id, name, initials: initialsOf(name) });

const asksForm = z.object({
  offer: z.int().nullable().default(null),
  answers: z.int().nullable().default(null),
  final: z.boolean().default(false),
  conditions: z.record(z.string(), z.unknown()).nullable().default(null),
  lines: z
    .array(z.object({ line: z.int(), amount: z.string() }))
    .nullable()
    .default(null),
  way: z.string().nullable().default(null),
  expires: z.string().nullable().default(null),
  reasons: z.array(z.string()).default([]),
});

export function approvalOut(a: ApprovalShown): z.input<typeof approval> {
  const { what, askedBy, decidedBy, asks, ...body } = a.body;
  const { conditions, ...act } = asksForm.parse(asks);
  return {
    ...body,
    ...{ id: a.id, case: a.caseId, number: a.number, deal: null, client: a.client, event: a.event, version: a.version },
    // The words come from the guardrails and the acts themselves, and are kept as text.
    act: a.act as z.input<typeof approval>["act"],
    what: what as z.input<typeof approval>["what"],
    asks: { ...act, terms: conditions },
    amount: a.amount === undefined ? null : formatUsd(a.amount),
    askedBy: given(askedBy),
    ...{ asked: a.asked, ends: a.ends, state: a.state, mayDecide: a.mayDecide, whyNot: a.whyNot ?? null },
    decidedBy: decidedBy === null ? null : given(decidedBy),
  };
}

/** The approval of a deal, in the shape of one of a case. */
export function dealApprovalOut(a: DealShown): z.input<typeof approval> {
  const { what, says, note, askedBy, decidedBy, decided, reason, floor, attested, unproven, terms } = a.body;
  return {
    ...{ id: a.id, case: null, number: a.name, client: a.client, event: 0, version: a.version, act: a.act },
    deal: { id: a.package, name: a.name, cases: a.cases },
    ...{ what: [...what], says, note, floor, attested: [...attested], reason, decided },
    asks: { ...asksForm.parse({}), terms },
    unproven: unproven.map((u) => ({ fact: u.fact, question: `${u.question} (${u.cases.join(", ")})` })),
    amount: formatUsd(a.amount),
    ...{ askedBy: given(askedBy), decidedBy: decidedBy === null ? null : given(decidedBy) },
    ...{ asked: a.asked, ends: a.ends, state: a.state, mayDecide: a.mayDecide, whyNot: a.whyNot ?? null },
  };
}

type Out = z.input<typeof negotiation>;

export const guardsOut = (refused: readonly GuardRefusal[]): Out["cards"][number]["needs"] =>
  refused.map(({ guard, says, liftedBy }) => ({ guard, says, liftedBy: liftedBy ?? null }));

const cardOut = (c: Card): Out["cards"][number] => ({ ...wire(c), needs: guardsOut(c.needs) });

const turnOut = ({ turn: t }: Advice): Out["turn"] =>
  t === undefined
    ? null
    : {
        ...{ move: t.move, lastAsk: t.lastAsk, because: t.because, prepare: t.prepare },
        ...{ amount: wire(t.amount), value: formatUsd(t.value), refusals: guardsOut(t.refusals) },
        ...{ alerts: [...t.alerts], flags: [...t.flags] },
      };

const wayOut = ({
  id,
  label,
  available,
  why,
  value,
  payerCost,
  days,
  fees,
  chance,
}: ChannelOut): Out["waysOut"][number] => ({
  ...{ id, label, open: available, why, fees: formatUsd(fees) },
  ...{ value: wire(value), payerCost: wire(payerCost), days: days ?? null, chance: chance ?? null },
});

const offerOut = ({ offers, worth }: Negotiation): Out["offers"] =>
  offers.map(({ terms, ...o }) => {
    const w = worth.get(o.event);
    const said = (w?.terms ?? []).map(({ term, label, dollars, source }) => ({ term, label, dollars, source }));
    return { ...wire(o), terms: terms ?? null, worth: wire(w?.worth), termsWorth: wire(said) };
  });

const authorityHeld = (n: Negotiation): Out["authority"] => {
  const { held, state } = n.table;
  const { stopped, messagesToday, messagesADay, autonomy } = held;
  const limit = formatUsd(state?.authority.offerLimit ?? held.offerLimit);
  return { limit, stopped, messagesToday, messagesADay, autonomy, mayApprove: n.mayApprove };
};

export function negotiationOut(n: Negotiation): Out {
  const { row, table, advice, floorSet } = n;
  const { window } = table;
  const { verdict } = table.ground.evaluation.channel;
  return {
    ...{ case: row.id, number: row.number, version: n.version, asOf: n.asOf, why: advice.why ?? null },
    askFirst: wire(advice.askFirst),
    channel: { id: verdict, label: channelName(verdict), admissibleForum: n.forum ?? null },
    ...{ window: window === undefined ? null : windowOut(window), before: beforeOut(table) },
    ...{ turn: turnOut(advice), anchors: wire(n.anchors), zone: wire(advice.zone), offers: offerOut(n) },
    ...{ cards: advice.cards.map(cardOut), waysOut: (table.turn?.channels ?? []).map(wayOut) },
    ...{ reply: wire(advice.reply), sensitivity: wire(advice.sensitivity), firstOffer: wire(advice.firstOffer) },
    ahead: advice.ahead.map(wire),
    final: { ...n.final, multiple: n.final.multiple ?? null },
    reasons: n.reasons.map(({ kind: _, ...r }) => wire(r)),
    ...{ coach: wire(table.memory.coach), authority: authorityHeld(n), lines: wire(n.lines) },
    floorSet:
      floorSet === undefined
        ? null
        : { ...{ reason: floorSet.reason, by: floorSet.by.name, at: floorSet.at }, amount: formatUsd(floorSet.amount) },
    approvals: n.approvals.map(approvalOut),
  };
}

/** What the plan is expected to allow, of talks before it has answered. */
function beforeOut({ state }: Negotiation["table"]): Out["before"] {
  const foreseen = state?.planCase.foreseen;
  if (foreseen === undefined) return null;
  const { value, source, payBy, days } = foreseen;
  return { value: formatUsd(value), source, payBy: payBy ?? null, days };
}

const windowOut = ({ talks: _, ...w }: NegotiationWindow): Out["window"] => w;
