import { sql } from "kysely";
import { FEDERAL } from "#base/calendar.ts";
import { type Day, daysBetween, plusDays } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import { deadlineOf } from "#law/library.ts";
import type { TenantTx } from "#store/store.ts";
import { holidayOf } from "./holiday.ts";

/** What is due on each day: of every open case the right that ends first, and what comes before it if that is due sooner. */

export interface DueThing {
  readonly case: string;
  readonly number: string;
  readonly what: string;
  readonly kind: "right" | "other";
  readonly dollars: Cents;
  readonly cite: string | null;
  /** How many business days the right runs; null of what is no right and of a right that is counted otherwise. */
  readonly businessDays: number | null;
}

export interface CalendarDay {
  readonly day: Day;
  readonly business: boolean;
  readonly holiday: string | null;
  readonly count: number;
  readonly dollars: Cents;
  /** The largest few. */
  readonly first: readonly DueThing[];
}

export const MOST_DAYS = 100;
const SHOWN = 8;

interface Row {
  readonly day: Day;
  readonly count: string;
  readonly dollars: string;
  readonly place: string;
  readonly id: string;
  readonly number: string;
  readonly what: string;
  readonly kind: "right" | "other";
  readonly stake: string;
  readonly cite: string | null;
  readonly right_id: string | null;
}

/** Of a right that is counted in business days, how many. */
function businessDaysOf(right: string | null): number | null {
  const rule = right === null ? undefined : deadlineOf(right);
  return rule?.unit === "business-day" ? rule.count : null;
}

/** Due things of a span of days, at most `MOST_DAYS`; each day with its count, its dollars and its largest few. */
export async function calendarOf(
  tx: TenantTx,
  { from, to, client }: { readonly from: Day; readonly to: Day; readonly client?: string | undefined },
): Promise<readonly CalendarDay[]> {
  const last = daysBetween(from, to) >= MOST_DAYS ? plusDays(from, MOST_DAYS - 1) : to;
  const { rows } = await sql<Row>`
    WITH due_things AS (
      SELECT right_last AS day, id, number, step AS what, 'right' AS kind, stake, CASE WHEN due = right_last THEN step_cite END AS cite, right_id
        FROM case_row WHERE org = ${tx.principal.org} AND state <> 'closed' AND right_last BETWEEN ${from} AND ${last}
        AND (${client ?? null}::uuid IS NULL OR client = ${client ?? null}::uuid)
      UNION ALL
      SELECT due, id, number, coalesce(due_why, step), 'other', stake, NULL, NULL
        FROM case_row WHERE org = ${tx.principal.org} AND state <> 'closed' AND due BETWEEN ${from} AND ${last}
        AND due IS DISTINCT FROM right_last AND (${client ?? null}::uuid IS NULL OR client = ${client ?? null}::uuid)
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY day ORDER BY stake DESC, id) AS place,
        count(*) OVER (PARTITION BY day) AS count, sum(stake) OVER (PARTITION BY day) AS dollars FROM due_things
    )
    SELECT day, count::text, dollars::bigint::text AS dollars, place::text, id, number, coalesce(what, '') AS what, kind, stake::text, cite, right_id
      FROM ranked WHERE place <= ${SHOWN} ORDER BY day, place`.execute(tx.db);
  return Array.from({ length: Math.max(0, daysBetween(from, last) + 1) }, (_, i) => {
    const day = plusDays(from, i);
    const of = rows.filter((r) => r.day === day);
    return {
      day,
      business: FEDERAL.isBusinessDay(day),
      holiday: holidayOf(day),
      count: Number(of[0]?.count ?? 0),
      dollars: cents(BigInt(of[0]?.dollars ?? 0)),
      first: of.map((r) => ({
        case: r.id,
        number: r.number,
        // The step of a case is what is due first, which need not be the right.
        what: (r.right_id === null ? undefined : deadlineOf(r.right_id)?.label) ?? r.what,
        kind: r.kind,
        dollars: cents(BigInt(r.stake)),
        cite: r.cite,
        businessDays: businessDaysOf(r.right_id),
      })),
    };
  });
}
