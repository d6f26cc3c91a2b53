import type { HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import { rowOf } from "#app/desk/case-sheet.ts";
import { type Counterparty, counterpartyOf } from "#app/desk/counterparty.ts";
import { namingSegments, readEobs } from "#app/desk/eob-case.ts";
import { evaluateStored } from "#app/desk/evaluate-claim.ts";
import { type ExpectedHere, expectedOf, expectedOfAll } from "#app/desk/expected-allowed.ts";
import { SCORED_CASES, scorecardCsv, scorecardOf } from "#app/desk/scorecard.ts";
import { formatUsd } from "#base/money.ts";
import { serviceOf } from "#claim/history.ts";
import type { TenantTx } from "#store/store.ts";
import { MEASURES, type Trend } from "#strategy/scorecard.ts";
import { noCase, noteCase } from "./cases.ts";
import { savedAs } from "./cases-papers.ts";
import { contactOut, habitOut } from "./directory.ts";

/** The other side of a case, what is to be expected of it, and how all of them treat the practice. */

const outOf = ({ sides, contacts, habits, learning, read: _, ...c }: Counterparty) => ({
  says: c.says,
  sides: sides.map((s) => ({ ...s, entry: s.entry ?? null })),
  contacts: contacts.map(({ of, entry, ...x }) => ({ ...contactOut(x), of, entry })),
  mayBind: [...c.mayBind],
  rates: [...c.rates],
  tactics: [...c.tactics],
  planLimits: [...c.planLimits],
  submission: [...c.submission],
  habits: habits.map((h) => ({ of: h.of, cases: h.cases, rows: h.habits.map(habitOut) })),
  learning: { ...learning },
});

const expectedOut = ({ low, middle, high, n, assumed, says }: ExpectedHere) => ({
  ...{ low: formatUsd(low), middle: formatUsd(middle), high: formatUsd(high) },
  ...{ n, assumed, says },
});

const quarterOut = ({ from, n, value }: Trend["last"]) => ({ from, n, value: value ?? null });

const SCORE_SAYS = `Counted from the own cases of one client: those with an offer, a call or a settlement, and those closed, at most the ${SCORED_CASES} newest. Under five a figure is not comparable. Nothing comes from any other practice.`;

/** The scorecard, with the reads of its cases noted. */
async function scored(tx: TenantTx, client: string | undefined, today: Parameters<typeof scorecardOf>[2], id: string) {
  const card = await scorecardOf(tx, client, today);
  if (card !== undefined && card !== "which client")
    await noteReads(
      tx,
      "scorecard",
      card.read.map((subject) => ({ client: card.client, subject })),
      id,
    );
  return card;
}

type Names = "getCounterparty" | "getCaseExpected" | "getExpected" | "getScorecard" | "exportScorecard";

export const COUNTERPARTY: HandlersOf<Names> = {
  getCounterparty: async (asked) => {
    const { hall, who, params, id } = asked;
    const { desk } = hall.open;
    const eobs = await asked.as(async (tx) => {
      const found = await readEobs(tx, desk, params.case);
      if (found === undefined) throw noCase();
      await noteCase(tx, "counterparty", found.row, id);
      return found;
    });
    const files = await namingSegments(desk, who.principal.org, eobs);
    return await asked.as(async (tx) => {
      const found = await counterpartyOf(tx, eobs.row, files, desk.today());
      const { client } = eobs.row;
      await noteReads(
        tx,
        "habits",
        found.read.map((subject) => ({ client, subject })),
        id,
      );
      return outOf(found);
    });
  },

  getCaseExpected: ({ as, params, hall, id }) =>
    as(async (tx) => {
      const row = await rowOf(tx, params.case);
      const { desk } = hall.open;
      const stored = row && (await evaluateStored(tx, desk, row.claim, { asOf: desk.today() }));
      if (row === undefined || stored === undefined) throw noCase();
      await noteCase(tx, "expected", row, id);
      const { claim } = stored.matched;
      const lines = stored.evaluation.lines.map((l) => {
        const billed = claim?.lines.find((b) => b.number === l.number);
        const place = billed?.place ?? claim?.place;
        return { line: l.number, code: l.code, place, service: serviceOf(billed ?? l), payer: row.payer_key };
      });
      const found = await expectedOf(tx, row.client, lines);
      return {
        rows: lines.map(({ line, code, place }, i) => {
          const here = found[i];
          return { line, code, place: place ?? null, expected: here === undefined ? null : expectedOut(here) };
        }),
      };
    }),

  getExpected: ({ as, query }) =>
    as(async (tx) => {
      const { client, code, modifier, place, revenue } = query;
      const service = serviceOf({
        code: code.toUpperCase(),
        revenue: revenue === undefined || revenue === "" ? undefined : revenue,
        modifiers: modifier === undefined || modifier === "" ? [] : [modifier.toUpperCase()],
      });
      const found = await expectedOfAll(tx, client, { service, place: place === "" ? undefined : place });
      if (found === "which client")
        return { rows: [], choose: true, says: "Choose a client first: what payers allow is of one client at a time." };
      return {
        rows: (found ?? []).map(({ payer, name, expected }) => ({ payer, name, expected: expectedOut(expected) })),
        choose: false,
        says: "One unit, from the client's own remittances. Nothing comes from any other practice.",
      };
    }),

  getScorecard: ({ as, query, hall, id }) =>
    as(async (tx) => {
      const asOf = hall.open.desk.today();
      const measures = MEASURES.map((m) => ({ ...m }));
      const card = await scored(tx, query.client, asOf, id);
      if (card === undefined) throw new Refused("not-found", "There is no such client here.");
      if (card === "which client") return { client: null, asOf, measures, rows: [], choose: true, says: SCORE_SAYS };
      return {
        ...{ client: card.name, asOf, measures, choose: false, says: SCORE_SAYS },
        rows: card.rows.map(({ measures: of, trend, ...r }) => ({
          ...r,
          measures: of.map((m) => ({ ...m, value: m.value ?? null, comparable: m.value !== undefined })),
          trend: { before: quarterOut(trend.before), last: quarterOut(trend.last), says: trend.says },
        })),
      };
    }),

  exportScorecard: ({ as, query, hall, id }) =>
    as(async (tx) => {
      const asOf = hall.open.desk.today();
      const card = await scored(tx, query.client, asOf, id);
      if (card === undefined) throw new Refused("not-found", "There is no such client here.");
      if (card === "which client") throw new Refused("not-now", "Choose a client first: a scorecard is of one client.");
      return new Response(scorecardCsv(card), { headers: savedAs(`scorecard-${asOf}.csv`, "text/csv; charset=utf-8") });
    }),
};
