import { dayIn } from "#api/fields.ts";
import type { HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import { backtest } from "#app/desk/backtest.ts";
import { backtestJson, shownPartings } from "#app/desk/backtest-out.ts";

/** Own settled cases played again. */

/** A page waits no longer than this for cases that were not played yet; the next look plays on. */
const BUDGET_MS = 4_000;
export const BACKTEST: HandlersOf<"getBacktest"> = {
  getBacktest: async (asked) => {
    const { query, who, hall } = asked;
    const [from, to] = [dayIn(query.from, "from"), dayIn(query.to, "to")];
    if (from > to) throw new Refused("not-valid", "The period ends before it begins.");
    const began = performance.now();
    const enough = (): boolean => performance.now() - began > BUDGET_MS;
    const b = await backtest(hall.open.desk, who.principal, { client: query.client, from, to }, enough);
    const reads = shownPartings(b).flatMap((p) => {
      const client = b.clients.get(p.case.id);
      return client === undefined ? [] : [{ client, subject: p.case.id }];
    });
    // A program with a key reads no patient here, and nobody reads for it.
    if (who.principal.person !== undefined) await asked.as((tx) => noteReads(tx, "backtest", reads, asked.id));
    return backtestJson(b, { from, to });
  },
};
