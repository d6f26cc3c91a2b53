import { z } from "@hono/zod-openapi";
import type { approval, negotiation } from "#api/contract/negotiation.ts";
import { wire } from "#api/wire.ts";
import type { ApprovalShown } from "#app/desk/approvals.ts";
import type { Negotiation } from "#app/desk/negotiation.ts";
import { initialsOf } from "#app/desk/people.ts";
import { formatUsd } from "#base/money.ts";
import { channelName } from "#document/words.ts";

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
    ...{ id: a.id, case: a.caseId, number: a.number, client: a.client, event: a.event, version: a.version },
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

export function negotiationOut(n: Negotiation): z.input<typeof negotiation> {
  const { row, held } = n;
  return {
    ...{ case: row.id, number: row.number, version: n.version, asOf: n.asOf },
    ...{ why: "There is no advice on this case yet.", askFirst: null },
    channel: { id: row.channel, label: channelName(row.channel), admissibleForum: null },
    ...{ window: null, turn: null, anchors: [], zone: null, cards: [], waysOut: [], reply: null, sensitivity: null },
    offers: n.offers.map(({ terms, ...o }) => ({
      ...wire(o),
      ...{ terms: terms ?? null, worth: formatUsd(o.amount), termsWorth: [] },
    })),
    ...{ reasons: [], firstOffer: null, coach: [], floorSet: null, lines: [] },
    authority: {
      limit: formatUsd(held.offerLimit),
      ...{ stopped: held.stopped, messagesToday: held.messagesToday, messagesADay: held.messagesADay },
      ...{ autonomy: held.autonomy, mayApprove: false },
    },
    approvals: n.approvals.map(approvalOut),
  };
}
