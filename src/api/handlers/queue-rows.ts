import type { z } from "@hono/zod-openapi";
import { queueRow } from "#api/contract/queue.ts";
import { masked } from "#app/desk/access.ts";
import { initialsOf } from "#app/desk/people.ts";
import type { QueueRow } from "#app/desk/queue.ts";
import { daysLeft } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { cents, formatUsd } from "#base/money.ts";
import { NOTHING_DUE } from "#store/tables.ts";

/** Rows of the queue as they go out. */

export type RowOut = z.input<typeof queueRow>;

/** What a row is shown with: the names of people, whether patients may be seen, the day that asks. */
export interface Showing {
  readonly names: ReadonlyMap<string, string>;
  readonly seesPatients: boolean;
  readonly today: Day;
}

export const personOut = (id: string, names: Showing["names"]) => {
  const name = names.get(id) ?? "Somebody who left";
  return { id, name, initials: initialsOf(name) };
};

/** Cents as the store gives them. */
export const usdOut = (amount: string): string => formatUsd(cents(BigInt(amount)));
export const usdOrNull = (amount: string | null): string | null => (amount === null ? null : usdOut(amount));

function dueOut(row: QueueRow, today: Day): RowOut["due"] {
  const { due } = row;
  if (due === NOTHING_DUE) return null;
  const isRight = due === row.right_last;
  return {
    day: due,
    daysLeft: daysLeft(today, due),
    what: row.step ?? "",
    cite: row.step_cite ?? "",
    assumed: isRight && row.right_assumed,
    starts: isRight ? row.right_from : null,
  };
}

const worded = queueRow.pick({ class: true, flags: true, state: true });

export function rowOut(row: QueueRow, { names, seesPatients, today }: Showing): RowOut {
  // The store keeps these as text; what is written there are the words of src/case.
  const { class: is, flags, state } = worded.parse(row);
  return {
    id: row.id,
    number: row.number,
    client: row.client,
    version: Number(row.version),
    patient: masked(row.patient, seesPatients),
    claim: row.claim_number,
    payer: row.payer_name,
    plan: null,
    usState: row.us_state,
    class: is,
    flags,
    channel: row.channel,
    state,
    step: row.step ?? "",
    service: row.service_day,
    due: dueOut(row, today),
    snoozedUntil: row.snoozed_until,
    because: row.hold,
    billed: usdOut(row.billed),
    allowed: usdOrNull(row.allowed),
    paid: usdOut(row.paid),
    benchmark: usdOrNull(row.benchmark),
    stake: usdOut(row.stake),
    loss: usdOut(row.loss),
    lastOffer:
      row.last_offer === null || row.last_offer_by === null
        ? null
        : { amount: usdOut(row.last_offer), from: row.last_offer_by },
    turn: row.turn,
    right: row.right_id,
    owner: row.owner === null ? null : personOut(row.owner, names),
  };
}
