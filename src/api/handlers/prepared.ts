import type { z } from "@hono/zod-openapi";
import type { preparedCase } from "#api/contract/prepared.ts";
import { usdIn } from "#api/fields.ts";
import type { HandlersOf } from "#api/handler.ts";
import { noteReads } from "#app/desk/access.ts";
import { listPrepared, type Prepared } from "#app/desk/prepared.ts";
import { listAlone, sendPrepared } from "#app/desk/prepared-send.ts";
import { cents, formatUsd } from "#base/money.ts";
import { actorOf } from "./cases.ts";
import { guardsOut } from "./negotiation-out.ts";
import { placeOf } from "./queue.ts";

/** Offers made ready: shown, sent, and those that left by themselves. */

const preparedOut = ({ row, version, offer, says, needs, notAlone }: Prepared): z.input<typeof preparedCase> => ({
  ...{ case: row.id, number: row.number, version, client: row.client, payer: row.payer_name },
  loss: formatUsd(cents(BigInt(row.loss))),
  ends: row.right_last,
  offer: offer === undefined ? null : { amount: formatUsd(offer.amount), way: offer.way, reasons: [...offer.reasons] },
  says,
  needs: guardsOut(needs),
  notAlone: notAlone ?? null,
});

type Names = "listPrepared" | "sendPrepared" | "listAlone";

export const PREPARED: HandlersOf<Names> = {
  listPrepared: async (asked) => {
    const { client, cursor, limit, dry } = asked.query;
    const wanted = { client, limit, after: placeOf(cursor, "loss"), dry: dry === "true" };
    const { rows, next, on } = await listPrepared((work) => asked.as(work), asked.hall.open.desk, wanted);
    const reads = rows.map(({ row }) => ({ client: row.client, subject: row.id }));
    await asked.as((tx) => noteReads(tx, "prepared offers", reads, asked.id));
    return { rows: rows.map(preparedOut), next: next ?? null, on };
  },

  sendPrepared: async (asked) => {
    const { who, hall, body } = asked;
    const offers = body.offers.map((o, i) => ({
      caseId: o.case,
      saw: o.saw,
      amount: usdIn(o.amount, `offers.${i}.amount`),
    }));
    const sent = await sendPrepared(hall.open.desk, who.principal, actorOf(who), offers);
    return {
      sent: sent.map((s) => ({ case: s.caseId, number: s.number, event: s.event ?? null, why: s.why ?? null })),
    };
  },

  listAlone: (asked) =>
    asked.as(async (tx) => {
      const rows = await listAlone(tx, asked.query);
      await noteReads(
        tx,
        "offers made by Parley",
        rows.map((r) => ({ client: r.client, subject: r.caseId })),
        asked.id,
      );
      return {
        rows: rows.map(({ caseId, amount, ...more }) => ({ case: caseId, amount: formatUsd(amount), ...more })),
      };
    }),
};
