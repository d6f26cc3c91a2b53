import type { Day } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import { type Expected, receivableOf } from "#case/expected.ts";
import type { CaseView } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCases } from "./case-log.ts";
import { EXPECTED_STATES, type ExpectedState, idOfMade, showDay } from "./case-tables.ts";

/** Expected against received over many cases, by the day it is due. */

export interface PaymentRow {
  readonly caseId: string;
  readonly client: string;
  readonly number: string;
  readonly payer: string;
  readonly view: CaseView;
  readonly expected: Expected;
  /** Where the page goes on after this row. */
  readonly place: PaymentPlace;
}

export interface PaymentPlace {
  readonly due: string;
  readonly id: string;
}

export interface PaymentsAsked {
  readonly client?: string | undefined;
  readonly state?: ExpectedState | undefined;
  readonly limit: number;
  readonly after?: PaymentPlace | undefined;
  readonly today: Day;
}

export interface PaymentTotal {
  readonly state: ExpectedState;
  readonly rows: number;
  readonly expected: Cents;
  readonly received: Cents;
}

const RENEWED_MOST = 1_000;

/** What became late since it was last looked at is said to be, before anything is listed or added up. */
export async function renewLate(tx: TenantTx, today: Day): Promise<void> {
  const rows = await tx.db
    .selectFrom("expected_payment")
    .select("case_id")
    .distinct()
    .where("org", "=", tx.principal.org)
    .where("state", "=", "expected")
    .where("due", "<", today)
    .limit(RENEWED_MOST)
    .execute();
  if (rows.length === 0) return;
  const cases = await loadCases(
    tx,
    rows.map((r) => r.case_id),
  );
  const shown = [...cases].map(([caseId, { client, state }]) => ({ caseId, client, state }));
  await showDay(tx, shown, today);
}

/** Rows of a page and one more that tells of a next; each worked out from its case as of today. */
export async function listPayments(tx: TenantTx, asked: PaymentsAsked): Promise<readonly PaymentRow[]> {
  const { client, state, limit, after, today } = asked;
  let query = tx.db
    .selectFrom("expected_payment as e")
    .innerJoin("case_row as c", (j) => j.onRef("c.org", "=", "e.org").onRef("c.id", "=", "e.case_id"))
    .select(["e.id", "e.case_id", "e.client", "e.due", "c.number", "c.payer_name"])
    .where("e.org", "=", tx.principal.org)
    .where("e.state", "<>", "dropped")
    .orderBy("e.due")
    .orderBy("e.id")
    .limit(limit + 1);
  if (client !== undefined) query = query.where("e.client", "=", client);
  if (state !== undefined) query = query.where("e.state", "=", state);
  if (after !== undefined)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("e.due", "e.id"), ">", tuple(after.due as Day, after.id)),
    );
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const cases = await loadCases(tx, [...new Set(rows.map((r) => r.case_id))]);
  return rows.flatMap((r): readonly PaymentRow[] => {
    const view = cases.get(r.case_id)?.state.view;
    const expected = view && receivableOf(view, today).expected.find((e) => idOfMade(r.case_id, e.agreement) === r.id);
    if (view === undefined || expected === undefined) return [];
    const { case_id: caseId, number, payer_name: payer } = r;
    return [{ caseId, client: r.client, number, payer, view, expected, place: { due: r.due, id: r.id } }];
  });
}

/** What is expected and received in each state, over all rows. */
export async function paymentTotals(
  tx: TenantTx,
  { client }: Pick<PaymentsAsked, "client">,
): Promise<readonly PaymentTotal[]> {
  let query = tx.db
    .selectFrom("expected_payment")
    .select((eb) => [
      "state",
      eb.fn.countAll<string>().as("rows"),
      eb.fn.sum<string>("amount").as("expected"),
      eb.fn.sum<string>("received").as("received"),
    ])
    .where("org", "=", tx.principal.org)
    .where("state", "<>", "dropped")
    .groupBy("state");
  if (client !== undefined) query = query.where("client", "=", client);
  const found = new Map((await query.execute()).map((r) => [r.state as string, r]));
  return EXPECTED_STATES.map((state) => {
    const r = found.get(state);
    const sum = (n: string | undefined): Cents => cents(BigInt(n ?? 0));
    return { state, rows: Number(r?.rows ?? 0), expected: sum(r?.expected), received: sum(r?.received) };
  });
}

/** What came on the lines of an agreement. */
export const cameFor = (view: CaseView, e: Expected) => {
  const lines = new Set(e.lines.map((l) => l.line));
  return view.payments
    .filter((p) => p.lines.some((l) => l.line !== undefined && lines.has(l.line)))
    .map((p) => ({ day: p.day, amount: p.amount, trace: p.trace ?? null }));
};
