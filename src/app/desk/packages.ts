import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, formatUsd, showUsd, sum, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Actor } from "#case/event.ts";
import { append } from "#store/events.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import type { Basis } from "#strategy/package-split.ts";
import { type Acted, actWithin, type Refused, tellChanged } from "./act.ts";
import { aloneUpTo, authorityOf } from "./authority.ts";
import type { Desk } from "./desk.ts";
import {
  type Move,
  type MoveAsked,
  PACKAGE_COLUMNS,
  type PackageBody,
  type PackageRow,
  type PackageState,
  packageIn,
  packageOf,
  percentSaid,
  taken,
  totalOf,
} from "./package-rows.ts";
import { type Sheet, sheetOf } from "./package-sheet.ts";
import { type NotNow, notNow } from "./refused.ts";

/**
 * Deals over many cases of one payer. What each side said is written down here as it was said outside; taking a deal
 * enters an agreement on every case in one transaction, or on none.
 */

/** What keeps our own word from being given: the switch, the authority, a floor without a word (G10, G4, G1). */
async function guarded(
  tx: TenantTx,
  desk: Desk,
  sheet: Sheet,
  amount: Cents,
  belowFloor: string | undefined,
): Promise<NotNow | undefined> {
  const authority = await authorityOf(tx, sheet.client, desk.today());
  if (authority.stopped)
    return notNow("not-now", "Sending is switched off, so no offer is made and none is taken (G10).");
  if (authority.messagesToday >= authority.messagesADay)
    return notNow("not-now", `${authority.messagesADay} messages have gone out today, which is a day's most (G10).`);
  const alone = aloneUpTo(authority, tx.principal.person);
  if (amount > alone)
    return notNow(
      "not-now",
      `It is over ${showUsd(alone)}, which is how far you may go alone: somebody whose authority reaches it does it (G4).`,
    );
  // Within a case one line may give to another for a reason; what a case gets as a whole is held as it is outside a deal.
  const under = sheet.cases.filter((c) => c.floor !== undefined && c.share !== undefined && c.share < c.floor);
  if (under.length > 0)
    return notNow(
      "not-now",
      `${under.map((c) => `${c.row.number} would get less than its floor of ${showUsd(c.floor ?? ZERO)}`).join(", ")}. Choose another basis or amount, or have a second person lower the floor of the case (G1).`,
    );
  const below = sheet.cases.filter((c) => c.lines.some((l) => l.belowFloor)).map((c) => c.row.number);
  if (below.length > 0 && belowFloor === undefined)
    return notNow(
      "not-now",
      `Lines of ${below.join(", ")} would get less than their floor. Say why, or choose another basis (G1).`,
    );
  return undefined;
}

const inAnother = (numbers: readonly string[]): NotNow =>
  notNow("not-now", `${numbers.join(", ")} is in another open deal. Nothing was changed.`);

const moveOf = (m: MoveAsked, amount: Cents, by: Actor): Move => ({
  ...{
    from: m.from,
    amount: formatUsd(amount),
    percent: percentSaid(m.asked),
    made: m.made,
    expires: m.expires ?? null,
  },
  ...{ way: m.way, note: m.note ?? null, belowFloor: m.belowFloor ?? null, by: by.name },
});

function faultOf(m: MoveAsked, today: Day): NotNow | undefined {
  if (m.made > today) return notNow("not-valid", `It was made on ${m.made}, which is still to come.`);
  if (m.expires !== undefined && m.expires < m.made) return notNow("not-valid", "It would expire before it was made.");
  return undefined;
}

/** The sheet of a move with its amount, or why it cannot be said. */
async function weighed(tx: TenantTx, desk: Desk, cases: readonly string[], basis: Basis, m: MoveAsked) {
  const fault = faultOf(m, desk.today());
  if (fault !== undefined) return err(fault);
  const total = totalOf(m.asked);
  const sheet = await sheetOf(tx, desk, { cases, basis, total });
  if (!sheet.ok) return sheet;
  const amount = total(sheet.value.anchors);
  if (amount === undefined) return err(notNow("not-now", "That basis is not known for every line. Choose another."));
  if (sheet.value.fault !== undefined) return err(notNow("not-now", sheet.value.fault));
  const no = m.from === "us" ? await guarded(tx, desk, sheet.value, amount, m.belowFloor) : undefined;
  return no === undefined ? ok({ sheet: sheet.value, amount }) : err(no);
}

export interface ProposeAsked {
  readonly kind: PackageRow["kind"];
  readonly name: string;
  readonly cases: readonly string[];
  readonly basis: Basis;
  readonly move: MoveAsked;
}

/** Opens a deal with its first word. */
export async function proposePackage(
  tx: TenantTx,
  desk: Desk,
  by: Actor,
  p: ProposeAsked,
): Promise<Result<string, NotNow>> {
  const ids = [...new Set(p.cases)].sort();
  if (p.kind === "single case agreement" && ids.length !== 1)
    return err(notNow("not-valid", "A single case agreement is about one case."));
  const made = await weighed(tx, desk, ids, p.basis, p.move);
  if (!made.ok) return made;
  const others = await taken(tx, ids);
  if (others.length > 0) return err(inAnother(others));
  const { sheet, amount } = made.value;
  const { org } = tx.principal;
  const [id, said] = [newId(tx.now), moveOf(p.move, amount, by)];
  const kept: PackageBody = { basis: p.basis, cases: ids, moves: [said], ended: null };
  await tx.db
    .insertInto("package")
    .values({
      ...{
        org,
        client: sheet.client,
        id,
        kind: p.kind,
        name: p.name,
        payer_key: sheet.payerKey,
        payer_name: sheet.payerName,
      },
      ...{ state: "open", version: 1, amount, expires: p.move.expires ?? null, cases: ids.length },
      ...{ body: JSON.stringify(kept), changed_at: tx.now },
    })
    .execute();
  await tx.db
    .insertInto("package_case")
    .values(ids.map((c) => ({ org, client: sheet.client, package: id, case_id: c, open: true })))
    .execute();
  await append(tx, [
    {
      client: sheet.client,
      subject: id,
      type: "package proposed",
      body: { kind: p.kind, basis: p.basis, cases: ids, move: { ...said } },
    },
  ]);
  return ok(id);
}

/** The deal, locked, if it is open and as it was seen. */
async function openAt(tx: TenantTx, id: string, saw: number, today: Day): Promise<Result<PackageRow, NotNow>> {
  const row = await packageOf(tx, id, today, true);
  if (row === undefined) return err(notNow("not-found", "There is no such deal."));
  if (row.version !== saw) return err(notNow("stale-version", "Somebody else changed this deal. Nothing was changed."));
  return ok(row);
}

const over = (row: PackageRow): Result<never, NotNow> =>
  err(
    notNow(
      "not-now",
      `This deal ${row.state === "expired" ? "has expired" : `was ${row.state} before`}. Nothing was changed.`,
    ),
  );

type Change = {
  readonly state?: PackageState;
  readonly amount?: Cents;
  readonly expires?: Day | null;
  readonly body: PackageBody;
};

async function keep(tx: TenantTx, row: PackageRow, type: string, event: object, to: Change): Promise<void> {
  const { org } = tx.principal;
  const set = { version: row.version + 1, changed_at: tx.now, body: JSON.stringify(to.body) };
  const { state, amount, expires } = to;
  await tx.db
    .updateTable("package")
    .set({
      ...set,
      ...(state && { state }),
      ...(amount !== undefined && { amount }),
      ...(expires !== undefined && { expires }),
    })
    .where("org", "=", org)
    .where("id", "=", row.id)
    .execute();
  if (state !== undefined)
    await tx.db
      .updateTable("package_case")
      .set({ open: state === "open" })
      .where("org", "=", org)
      .where("package", "=", row.id)
      .execute();
  await append(tx, [{ client: row.client, subject: row.id, type, body: event as { readonly [k: string]: string } }]);
}

/** The next word of either side. An expired deal is taken up again by one. */
export async function counterPackage(
  tx: TenantTx,
  desk: Desk,
  by: Actor,
  id: string,
  saw: number,
  m: MoveAsked,
): Promise<Result<true, NotNow>> {
  const open = await openAt(tx, id, saw, desk.today());
  if (!open.ok) return open;
  const row = open.value;
  if (row.state !== "open" && row.state !== "expired") return over(row);
  const made = await weighed(tx, desk, row.body.cases, row.body.basis, m);
  if (!made.ok) return made;
  const others = await taken(tx, row.body.cases, row.id);
  if (others.length > 0) return err(inAnother(others));
  const said = moveOf(m, made.value.amount, by);
  await keep(
    tx,
    row,
    "package countered",
    { move: { ...said } },
    {
      ...{ state: "open", amount: made.value.amount, expires: m.expires ?? null },
      body: { ...row.body, moves: [...row.body.moves, said] },
    },
  );
  return ok(true);
}

/** Ends a deal that nobody took: theirs is declined, ours is withdrawn. */
export async function endPackage(
  tx: TenantTx,
  desk: Desk,
  by: Actor,
  id: string,
  saw: number,
  state: "declined" | "withdrawn",
  reason: string,
): Promise<Result<true, NotNow>> {
  const open = await openAt(tx, id, saw, desk.today());
  if (!open.ok) return open;
  if (open.value.state !== "open" && open.value.state !== "expired") return over(open.value);
  const ended = { how: reason, by: by.name, on: desk.today() };
  await keep(tx, open.value, `package ${state}`, { reason }, { state, body: { ...open.value.body, ended } });
  return ok(true);
}

export interface AcceptAsked {
  readonly saw: number;
  /** Every case with the version it was seen at: an agreement is entered on what was seen. */
  readonly cases: readonly { readonly caseId: string; readonly saw: number }[];
  readonly due: Day;
  readonly days: "calendar" | "business";
  readonly source: string;
  readonly belowFloor: string | undefined;
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
  const lines = c.lines.map((l) => {
    check(l.share !== undefined, "a deal that is taken has been split");
    return { line: l.line, amount: cents(l.share - l.patient) };
  });
  return {
    ...({ type: "enter agreement", kind: "agreement", basis: "total payment" } as const),
    ...{ amount: sum(lines.map((l) => l.amount)), lines, agreed: today, due: a.due, days: a.days },
    source: a.source,
    terms: `${row.kind === "package" ? "Package" : "Single case agreement"} "${row.name}" of ${showUsd(row.amount)} over ${row.cases} case${row.cases === 1 ? "" : "s"}`,
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
  const open = await openAt(tx, id, a.saw, today);
  if (!open.ok) return open;
  const row = open.value;
  if (row.state !== "open") return over(row);
  const sheet = await sheetOf(tx, desk, { cases: row.body.cases, basis: row.body.basis, total: () => row.amount });
  if (!sheet.ok) return sheet;
  if (sheet.value.fault !== undefined) return err(notNow("not-now", sheet.value.fault));
  const less = sheet.value.cases
    .filter((c) => c.lines.some((l) => (l.share ?? 0n) < l.patient))
    .map((c) => c.row.number);
  if (less.length > 0)
    return err(
      notNow(
        "not-now",
        `A line of ${less.join(", ")} would get less than the patient's share of it. Choose another basis.`,
      ),
    );
  const no = await guarded(tx, desk, sheet.value, row.amount, a.belowFloor);
  if (no !== undefined) return err(no);
  const seen = new Map(a.cases.map((c) => [c.caseId, c.saw]));
  const asked = sheet.value.cases.map((c) => ({
    caseId: c.row.id,
    saw: seen.get(c.row.id) ?? 0,
    act: agreementOf(row, c, a, today),
  }));
  const { done, refused } = await actWithin(tx, asked, by, { today });
  if (refused.length > 0) throw new NotAll(refused);
  const split = sheet.value.cases.map((c) => ({
    case: c.row.id,
    lines: c.lines.map((l) => ({ line: l.line, amount: formatUsd(cents(l.share ?? 0n)) })),
  }));
  const ended = { how: a.source, by: by.name, on: today };
  await keep(
    tx,
    row,
    "package accepted",
    { amount: formatUsd(row.amount), split, due: a.due, belowFloor: a.belowFloor ?? null },
    { state: "accepted", body: { ...row.body, ended } },
  );
  return ok(done);
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

/** Writes down that deals whose day has passed have expired. Gives how many. */
export async function expirePackages(tx: TenantTx, today: Day): Promise<number> {
  const rows = await tx.db
    .selectFrom("package")
    .select(PACKAGE_COLUMNS)
    .where("org", "=", tx.principal.org)
    .where("state", "=", "open")
    .where("expires", "<", today)
    .orderBy("id")
    .forUpdate()
    .execute();
  for (const r of rows) {
    const row = packageIn(r, today);
    await keep(tx, row, "package expired", { expired: row.expires ?? today }, { state: "expired", body: row.body });
  }
  return rows.length;
}
