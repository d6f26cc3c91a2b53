import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, showUsd, usd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Actor } from "#case/event.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import type { Basis } from "#strategy/package-split.ts";
import { lockRows } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { lockMessages } from "./negotiation-act.ts";
import { type Allowance, allowanceOf, askable, askForDeal, endApprovals } from "./package-approvals.ts";
import {
  type DealRefusal,
  type DealUnproven,
  type DealWord,
  dealFloor,
  dealRefusals,
  dealUnproven,
  refusalsSaid,
} from "./package-guards.ts";
import {
  lastMove,
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
import { type Sheet, sheetOf, splitOf } from "./package-sheet.ts";
import { type NotNow, notNow } from "./refused.ts";

/**
 * Deals over many cases of one payer. What each side said is written down here as it was said outside; our own word passes
 * the guardrails of every case first. Taking a deal is in package-accept.ts.
 */

/** What stands in the way of a word over a deal, and what it rests on. */
export interface Weighed {
  readonly sheet: Sheet;
  readonly amount: Cents;
  readonly refused: readonly DealRefusal[];
  readonly unproven: readonly DealUnproven[];
  /** Words on the deal and offers on its cases so far; one more ends an approval. */
  readonly said: number;
  /** What another person allowed for it. */
  readonly allowance: Allowance | undefined;
}

export const saidSoFar = (sheet: Sheet, row: Pick<PackageRow, "body"> | undefined): number =>
  (row?.body.moves.length ?? 0) + sheet.cases.reduce((n, c) => n + c.table.view.offers.length, 0);

/** Asks the guardrails about a word, with what was allowed of it where a request is named. */
export async function guardedWord(
  tx: TenantTx,
  today: Day,
  sheet: Sheet,
  row: PackageRow | undefined,
  word: Omit<DealWord, "allowed">,
  request: string | undefined,
): Promise<Result<Weighed, NotNow>> {
  const said = saidSoFar(sheet, row);
  const allowance =
    request === undefined || row === undefined
      ? undefined
      : await allowanceOf(tx, today, row.id, request, { ...word, said });
  if (allowance?.ok === false) return allowance;
  const unproven = dealUnproven(sheet);
  const unread = allowance?.value.unread(unproven) ?? [];
  if (unread.length > 0)
    return err(
      notNow(
        "not-now",
        `Nothing proves this, and it was not so when it was approved: ${unread.map((u) => u.question).join(" ")} Ask for another approval.`,
      ),
    );
  const refused = dealRefusals(sheet, { ...word, allowed: allowance?.value.allowed ?? [] }, tx.principal.person);
  return ok({ sheet, amount: word.amount, refused, unproven, said, allowance: allowance?.value });
}

/** Why a word may not leave, in one sentence; undefined when it may. */
export function barredBy(w: Pick<Weighed, "refused" | "sheet">): NotNow | undefined {
  if (w.refused.length === 0) return undefined;
  const ask = w.refused.every((r) => r.liftedBy !== undefined) ? " Ask a second person for it." : "";
  return notNow("not-now", `${refusalsSaid(w.refused, w.sheet.cases.length)}.${ask}`);
}

/** Within a case one line may give to another, for a reason; what the case gets as a whole is held by its guardrails. */
export function lineFault(sheet: Sheet, belowFloor: string | undefined): NotNow | undefined {
  const below = sheet.cases.filter((c) => c.lines.some((l) => l.belowFloor)).map((c) => c.row.number);
  return below.length === 0 || belowFloor !== undefined
    ? undefined
    : notNow(
        "not-now",
        `Lines of ${below.join(", ")} would get less than their floor. Say why, or choose another basis (G1).`,
      );
}

const inAnother = (numbers: readonly string[]): NotNow =>
  notNow("not-now", `${numbers.join(", ")} is in another open deal. Nothing was changed.`);

const moveOf = (m: MoveAsked, amount: Cents, by: Actor, on: Day): Move => ({
  ...{
    from: m.from,
    amount: formatUsd(amount),
    percent: percentSaid(m.asked),
    made: m.made,
    expires: m.expires ?? null,
  },
  ...{ way: m.way, note: m.note ?? null, belowFloor: m.belowFloor ?? null, by: by.name, terms: m.terms, on },
  ...{ guarded: m.from === "us", request: m.request ?? null },
});

function faultOf(m: MoveAsked, today: Day): NotNow | undefined {
  if (m.made > today) return notNow("not-valid", `It was made on ${m.made}, which is still to come.`);
  if (m.expires !== undefined && m.expires < m.made) return notNow("not-valid", "It would expire before it was made.");
  return undefined;
}

/** Less than they offer for the deal themselves is never asked. */
function lessThanTheirs(row: PackageRow | undefined, amount: Cents, today: Day): NotNow | undefined {
  const last = row && lastMove(row);
  if (row === undefined || last?.from !== "them" || (last.expires ?? today) < today || amount >= row.amount)
    return undefined;
  return notNow("not-now", `They offer ${showUsd(row.amount)}. Ask for more, or agree.`);
}

const ourLast = (row: PackageRow | undefined): Cents | undefined => {
  const last = row?.body.moves.findLast((m) => m.from === "us");
  return last && usd(last.amount);
};

/** A word with its split, its amount and what stands in its way. Theirs is written down whatever it says. */
async function weighed(
  tx: TenantTx,
  desk: Desk,
  of: { readonly cases: readonly string[]; readonly basis: Basis; readonly row: PackageRow | undefined },
  m: MoveAsked,
): Promise<Result<Weighed, NotNow>> {
  const today = desk.today();
  const fault = faultOf(m, today);
  if (fault !== undefined) return err(fault);
  await lockRows(tx, of.cases);
  const total = totalOf(m.asked);
  const made = await sheetOf(tx, desk, {
    cases: of.cases,
    basis: of.basis,
    total,
    ...(m.from === "us" && { lock: lockMessages }),
  });
  if (!made.ok) return made;
  const sheet = made.value;
  const amount = total(sheet.anchors);
  if (amount === undefined) return err(notNow("not-now", "That basis is not known for every line. Choose another."));
  if (sheet.fault !== undefined) return err(notNow("not-now", sheet.fault));
  if (m.from === "them")
    return ok({
      ...{ sheet, amount, refused: [], unproven: [], allowance: undefined },
      said: saidSoFar(sheet, of.row),
    });
  const not = lessThanTheirs(of.row, amount, today) ?? lineFault(sheet, m.belowFloor);
  if (not !== undefined) return err(not);
  const word = { type: "make offer", amount, terms: m.terms, before: ourLast(of.row), taken: false } as const;
  return await guardedWord(tx, today, sheet, of.row, word, m.request);
}

export interface ProposeAsked {
  readonly kind: PackageRow["kind"];
  readonly name: string;
  readonly cases: readonly string[];
  readonly basis: Basis;
  readonly move: MoveAsked;
  /** Only asks a second person for it: the deal is a draft until its first word is said. */
  readonly ask?: { readonly note: string | undefined } | undefined;
}

interface Opened {
  readonly id: string;
  readonly ids: readonly string[];
  readonly made: Weighed;
  readonly said: Move | undefined;
}

async function open(tx: TenantTx, p: ProposeAsked, { id, ids, made, said }: Opened): Promise<void> {
  const { org } = tx.principal;
  const { sheet, amount } = made;
  const { client, payerKey: payer_key, payerName: payer_name } = sheet;
  const kept: PackageBody = {
    basis: p.basis,
    cases: [...ids],
    moves: said === undefined ? [] : [said],
    ended: null,
    split: splitOf(sheet),
  };
  await tx.db
    .insertInto("package")
    .values({
      ...{ org, client, id, kind: p.kind, name: p.name, payer_key, payer_name },
      ...{ state: said === undefined ? "draft" : "open", version: 1, amount, cases: ids.length },
      ...{ expires: said === undefined ? null : (p.move.expires ?? null) },
      ...{ body: JSON.stringify(kept), changed_at: tx.now },
    })
    .execute();
  await tx.db
    .insertInto("package_case")
    .values(ids.map((c) => ({ org, client, package: id, case_id: c, open: true })))
    .execute();
  const type = said === undefined ? "package drafted" : "package proposed";
  const body = { kind: p.kind, basis: p.basis, cases: [...ids], ...(said !== undefined && { move: chained(said) }) };
  await append(tx, [{ client, subject: id, type, body }]);
}

const chained = (m: Move) => JSON.parse(JSON.stringify(m)) as { readonly [k: string]: string };

/** Opens a deal with its first word, or as a draft whose first word a second person is asked to allow. */
export async function proposePackage(
  tx: TenantTx,
  desk: Desk,
  by: Actor,
  p: ProposeAsked,
): Promise<Result<string, NotNow>> {
  const today = desk.today();
  const ids = [...new Set(p.cases)].sort();
  if (p.kind === "single case agreement" && ids.length !== 1)
    return err(notNow("not-valid", "A single case agreement is about one case."));
  const made = await weighed(tx, desk, { cases: ids, basis: p.basis, row: undefined }, p.move);
  if (!made.ok) return made;
  const others = await taken(tx, ids);
  if (others.length > 0) return err(inAnother(others));
  const id = newId(tx.now);
  const { ask } = p;
  if (ask !== undefined) {
    const missing = askable(made.value.refused, ids.length);
    if (!missing.ok) return missing;
    await open(tx, p, { id, ids, made: made.value, said: undefined });
    const row = { id, client: made.value.sheet.client, name: p.name, cases: ids.length };
    const asks = {
      type: "make offer",
      terms: p.move.terms,
      floor: dealFloor(made.value.sheet),
      note: ask.note,
    } as const;
    const asked = await askForDeal(tx, today, by, { row, ...made.value, ...asks });
    return asked.ok ? ok(id) : asked;
  }
  const barred = barredBy(made.value);
  if (barred !== undefined) return err(barred);
  await open(tx, p, { id, ids, made: made.value, said: moveOf(p.move, made.value.amount, by, today) });
  return ok(id);
}

/** The deal, locked, as it was seen. */
export async function openAt(tx: TenantTx, id: string, saw: number, today: Day): Promise<Result<PackageRow, NotNow>> {
  const row = await packageOf(tx, id, today, true);
  if (row === undefined) return err(notNow("not-found", "There is no such deal."));
  if (row.version !== saw) return err(notNow("stale-version", "Somebody else changed this deal. Nothing was changed."));
  return ok(row);
}

const LIVE: readonly PackageState[] = ["draft", "open", "expired"];

export const over = (row: PackageRow): Result<never, NotNow> =>
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

/** Writes down what became of a deal, in its row and in the chain. What was asked for before it has ended. */
export async function keep(tx: TenantTx, row: PackageRow, type: string, event: object, to: Change): Promise<void> {
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
  await endApprovals(tx, row.id);
  await append(tx, [{ client: row.client, subject: row.id, type, body: event as { readonly [k: string]: string } }]);
}

/** The next word of either side. An expired deal is taken up again by one, and a draft becomes a deal. */
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
  if (!LIVE.includes(row.state)) return over(row);
  const made = await weighed(tx, desk, { ...row.body, row }, m);
  if (!made.ok) return made;
  const barred = barredBy(made.value);
  if (barred !== undefined) return err(barred);
  const others = await taken(tx, row.body.cases, row.id);
  if (others.length > 0) return err(inAnother(others));
  await made.value.allowance?.use();
  const said = moveOf(m, made.value.amount, by, desk.today());
  await keep(
    tx,
    row,
    row.state === "draft" ? "package proposed" : "package countered",
    { move: chained(said) },
    {
      ...{ state: "open", amount: made.value.amount, expires: m.expires ?? null },
      body: { ...row.body, moves: [...row.body.moves, said], split: splitOf(made.value.sheet) },
    },
  );
  return ok(true);
}

/** Asks a second person to allow our next word. */
export async function askCounter(
  tx: TenantTx,
  desk: Desk,
  by: Actor,
  id: string,
  saw: number,
  m: MoveAsked,
  note: string | undefined,
): Promise<Result<true, NotNow>> {
  const open = await openAt(tx, id, saw, desk.today());
  if (!open.ok) return open;
  const row = open.value;
  if (!LIVE.includes(row.state)) return over(row);
  if (m.from !== "us") return err(notNow("not-valid", "What they say needs no approval. Write it down."));
  const made = await weighed(tx, desk, { ...row.body, row }, m);
  if (!made.ok) return made;
  const asks = { type: "make offer", terms: m.terms, floor: dealFloor(made.value.sheet), note } as const;
  const asked = await askForDeal(tx, desk.today(), by, { row, ...made.value, ...asks });
  return asked.ok ? ok(true) : asked;
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
  if (!LIVE.includes(open.value.state)) return over(open.value);
  const ended = { how: reason, by: by.name, on: desk.today() };
  await keep(tx, open.value, `package ${state}`, { reason }, { state, body: { ...open.value.body, ended } });
  return ok(true);
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
