import type { Asked, HandlersOf } from "#api/handler.ts";
import { noteReads } from "#app/desk/access.ts";
import { denialLog, denialsOf, LOG_COLUMNS, type Outcomes } from "#app/desk/denials.ts";
import { namesOf } from "#app/desk/people.ts";
import { formatUsd } from "#base/money.ts";
import { fileOf } from "./lists.ts";

/** Denials by reason, payer and service, and their log. */

const outcomesOut = (o: Outcomes) => ({ ...o, recovered: formatUsd(o.recovered) });

const askedOf = ({ query }: Asked<"getDenials" | "exportDenials">) => ({
  client: query.client,
  reason: query.reasonCode,
  payer: query.payer,
  code: query.code,
});

export const DENIALS: HandlersOf<"getDenials" | "exportDenials"> = {
  getDenials: async (asked) => {
    const d = await asked.as((tx) => denialsOf(tx, askedOf(asked)));
    return {
      lines: d.lines,
      stake: formatUsd(d.stake),
      reasons: d.reasons.map((r) => ({
        ...r,
        meaning: r.meaning ?? null,
        next: r.next ?? null,
        stake: formatUsd(r.stake),
        outcomes: outcomesOut(r.outcomes),
      })),
      rows: d.rows.map((r) => ({ ...r, stake: formatUsd(r.stake), outcomes: outcomesOut(r.outcomes) })),
    };
  },

  exportDenials: async (asked) => {
    const log = await asked.as(async (tx) => {
      const found = await denialLog(tx, askedOf(asked), await namesOf(tx));
      await noteReads(
        tx,
        "denial log",
        found.clients.map((client) => ({ client, subject: client })),
        asked.id,
      );
      return found;
    });
    return fileOf(asked, asked.query.format, { name: "denial-log", columns: LOG_COLUMNS, rows: log.rows });
  },
};
