import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { cents, formatUsd, showUsd, sum } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Actor } from "#case/event.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { type Acted, actWithin, type Refused, tellChanged } from "./act.ts";
import { lockRows } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { lockMessages } from "./negotiation-act.ts";
import { askForDeal } from "./package-approvals.ts";
import { dealFloor } from "./package-guards.ts";
import { lastMove, type PackageRow } from "./package-rows.ts";
import { type Sheet, sheetOf, splitOf } from "./package-sheet.ts";
import { barredBy, guardedWord, keep, lineFault, openAt, over, type Weighed } from "./packages.ts";
import { type NotNow, notNow } from "./refused.ts";

/** Taking a deal enters an agreement on every case in one transaction, or on none. */

export interface AcceptAsked {
  readonly saw: number;
  /** Every case with the version it was seen at: an agreement is entered on what was seen. */
  readonly cases: readonly { readonly caseId: string; readonly saw: number }[];
  readonly due: Day;
  readonly days: "calendar" | "business";
  readonly source: string;
  readonly belowFloor: string | undefined;
  /** The approval that it rests on. */
  readonly request: string | undefined;
}

/** Thrown to take back a transaction in which one case refused. */
class NotAll extends Error {
  readonly refused: readonly Refused[];
  constructor(refused: readonly Refused[]) {
    super("not every case took the agreement");
    this.refused = refused;
  }
}

function refusedSaid(refused: readonly Refused[]): NotNow {
  const stale = refused.some((r) => r.refusal.code === "stale");
  const each = refused.slice(0, 10).map((r) => `${r.number}: ${r.refusal.message}`);
  return notNow(stale ? "stale-version" : "not-now", `Nothing was agreed on any case. ${each.join(" ")}`);
}

/** The agreement of one case: each line's share less what of it the patient owes, which the plan does not pay. */
function agreementOf(row: PackageRow, c: Sheet["cases"][number], a: AcceptAsked, today: Day) {
  const terms = lastMove(row)?.terms ?? {};
  const lines = c.lines.map((l) => {
    check(l.share !== undefined, "a deal that is taken has been split");
    return { line: l.line, amount: cents(l.share - l.patient) };
  });
  return {
    ...({ type: "enter agreement", kind: "agreement", basis: "total payment" } as const),
    ...{ amount: sum(lines.map((l) => l.amount)), lines, agreed: today, due: a.due, days: a.days },
    source: a.source,
    ...(a.belowFloor !== undefined && { reason: a.belowFloor }),
    ...(Object.keys(terms).length > 0 && { conditions: terms }),
    terms: `${row.kind === "package" ? "Package" : "Single case agreement"} "${row.name}" of ${showUsd(row.amount)} over ${row.cases} case${row.cases === 1 ? "" : "s"}`,
  };
}

/** A line cannot be agreed below what of it the patient owes already. */
function patientFault(sheet: Sheet): NotNow | undefined {
  const less = sheet.cases.filter((c) => c.lines.some((l) => (l.share ?? 0n) < l.patient)).map((c) => c.row.number);
  return less.length === 0
    ? undefined
    : notNow(
        "not-now",
        `A line of ${less.join(", ")} would get less than the patient's share of it. Choose another basis.`,
      );
}

/** What stands as it would be taken: the deal, its split of today, and what stands in the way. */
async function taking(
  tx: TenantTx,
  desk: Desk,
  id: string,
  asked: { readonly saw: number; readonly belowFloor: string | undefined; readonly request: string | undefined },
): Promise<Result<{ readonly row: PackageRow; readonly made: Weighed }, NotNow>> {
  const today = desk.today();
  const open = await openAt(tx, id, asked.saw, today);
  if (!open.ok) return open;
  const row = open.value;
  if (row.state !== "open") return over(row);
  const { cases, basis } = row.body;
  await lockRows(tx, cases);
  const found = await sheetOf(tx, desk, { cases, basis, total: () => row.amount, lock: lockMessages });
  if (!found.ok) return found;
  const sheet = found.value;
  if (sheet.fault !== undefined) return err(notNow("not-now", sheet.fault));
  const fault = patientFault(sheet) ?? lineFault(sheet, asked.belowFloor);
  if (fault !== undefined) return err(fault);
  const made = await guardedWord(tx, today, sheet, row, takingOf(row), asked.request);
  return made.ok ? ok({ row, made: made.value }) : made;
}

/** The taking of a deal as the guardrails see it. */
export function takingOf(row: PackageRow) {
  const last = lastMove(row);
  return {
    ...({ type: "accept offer", amount: row.amount, terms: last?.terms ?? {}, before: undefined } as const),
    taken: last?.from === "us",
  };
}

async function acceptWithin(
  tx: TenantTx,
  desk: Desk,
  by: Actor,
  id: string,
  a: AcceptAsked,
): Promise<Result<readonly Acted[], NotNow>> {
  const today = desk.today();
  const found = await taking(tx, desk, id, a);
  if (!found.ok) return found;
  const { row, made } = found.value;
  const barred = barredBy(made);
  if (barred !== undefined) return err(barred);
  const { cases } = made.sheet;
  const seen = new Map(a.cases.map((c) => [c.caseId, c.saw]));
  const asked = cases.map((c) => ({
    caseId: c.row.id,
    saw: seen.get(c.row.id) ?? 0,
    act: agreementOf(row, c, a, today),
  }));
  await made.allowance?.use();
  const { done, refused } = await actWithin(tx, asked, by, { today });
  if (refused.length > 0) throw new NotAll(refused);
  const split = splitOf(made.sheet);
  const ended = { how: a.source, by: by.name, on: today };
  await keep(
    tx,
    row,
    "package accepted",
    { amount: formatUsd(row.amount), split, due: a.due, belowFloor: a.belowFloor ?? null },
    { state: "accepted", body: { ...row.body, ended, split } },
  );
  return ok(done);
}

/** Asks a second person to allow the taking of a deal as it stands. */
export async function askAccept(
  tx: TenantTx,
  desk: Desk,
  by: Actor,
  id: string,
  asked: { readonly saw: number; readonly belowFloor: string | undefined; readonly note: string | undefined },
): Promise<Result<true, NotNow>> {
  const found = await taking(tx, desk, id, { ...asked, request: undefined });
  if (!found.ok) return found;
  const { row, made } = found.value;
  const word = takingOf(row);
  const asks = { type: word.type, terms: word.terms, floor: dealFloor(made.sheet), note: asked.note };
  const done = await askForDeal(tx, desk.today(), by, { row, ...made, ...asks });
  return done.ok ? ok(true) : done;
}

/** Takes a deal: an agreement on every case, or on none. */
export async function acceptPackage(
  desk: Desk,
  principal: Principal,
  by: Actor,
  id: string,
  a: AcceptAsked,
): Promise<Result<true, NotNow>> {
  try {
    const done = await desk.store.as(principal, (tx) => acceptWithin(tx, desk, by, id, a));
    if (!done.ok) return done;
    tellChanged(desk, principal, by, done.value);
    return ok(true);
  } catch (thrown) {
    if (thrown instanceof NotAll) return err(refusedSaid(thrown.refused));
    throw thrown;
  }
}
