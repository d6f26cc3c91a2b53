import { type Cents, cents } from "#base/money.ts";
import type { TenantTx } from "#store/store.ts";
import {
  type ClaimPlace,
  type ClaimsAsked,
  eachOfClaims,
  type ListRow,
  linesOf,
  type OfClaims,
  pageOfClaims,
  refusedListed,
  unbalancedListed,
  unmatchedOf,
} from "./list-claims.ts";
import {
  agreedListed,
  allOfHistories,
  closedListed,
  firstOfHistories,
  MISSED,
  type OfHistories,
  offeredListed,
  PATIENT,
  type PeriodAsked,
  pageOfHistories,
  receivedListed,
  SETTLED,
  sumOf,
  UNEXPECTED,
  workedListed,
} from "./list-period.ts";
import { rejectedListed } from "./rejections.ts";

/** The lists behind the figures of the dashboard, the map and the month. */

export const LISTS = [
  "lines",
  "lapsed-before",
  "unanswered",
  "without-claim",
  "rejected",
  "worked",
  "offered",
  "agreed",
  "settled",
  "received",
  "unexpected",
  "closed",
  "patient",
  "missed",
  "refused",
  "unbalanced",
] as const;
export type ListName = (typeof LISTS)[number];

export type ListAsked = PeriodAsked & Omit<ClaimsAsked, "unmatched" | "caseless">;

/** How a list is read: its title, how it is counted, what its amounts are; whether the period matters. */
export interface ListSaid {
  readonly title: string;
  readonly says: string;
  readonly amount: string | null;
  readonly other: string | null;
  readonly ofPeriod: boolean;
}

const said = (title: string, says: string, amount: string | null, other: string | null, ofPeriod = true): ListSaid => ({
  title,
  says,
  amount,
  other,
  ofPeriod,
});

const SAYS: { readonly [N in ListName]: ListSaid } = {
  lines: said(
    "Lines",
    "Lines of all claims that count, with a case or without, as of today.",
    "Stake",
    "Charge",
    false,
  ),
  "lapsed-before": said(
    "Lapsed before they came in",
    "Lines without a right left on claims that never had a case: their days had passed when they were imported.",
    "Stake",
    "Charge",
    false,
  ),
  unanswered: said("Claims without a remittance", "No 835 or typed EOB answers them.", "Charge", null, false),
  "without-claim": said(
    "Remittances without a claim",
    "Send the 837 or type the claim, and they are matched.",
    "Charge",
    null,
    false,
  ),
  rejected: said(
    "Rejected, and no case is open",
    "Claims that were sent back before they were looked at (277CA, or 999 of their set). On open cases such a claim is a task; these have none. Correct and resubmit them.",
    "Charge",
    null,
    false,
  ),
  worked: said("Cases worked", "A person did something on them in the period.", "Stake now", null),
  offered: said(
    "An offer was made",
    "Through the guardrails or written down by hand, by either side; the newest of the period.",
    "Offer",
    null,
  ),
  agreed: said("Agreed or awarded", "Entered in the period and in force.", "Agreed", null),
  settled: said(
    "Settled",
    "Cases with an agreement or award entered in the period: what the plan pays on the settled lines in the end, and what it had paid first.",
    "Final",
    "First paid",
  ),
  received: said("Paid again", "Payments that came on open cases in the period.", "Received", null),
  unexpected: said(
    "Unexpected money",
    "Payments on open and closed cases that no agreement or award expects, as of today.",
    "Received",
    null,
    false,
  ),
  closed: said("Closed", "Closed in the period, and closed still.", "Paid by the plan", null),
  patient: said(
    "Patient balance",
    "Cases settled or paid in the period on which the payer now says another patient share than when the case was opened.",
    "Change",
    "Patient share now",
  ),
  missed: said(
    "Rights missed",
    "A right ended in the period while the case was open, nothing was agreed for the lines that hung on it, and no answer had put another right in its place.",
    "Stake",
    null,
  ),
  refused: said("Files refused", "Files of the imports of the period that were not read.", null, null),
  unbalanced: said(
    "EOBs out of balance",
    "Places where charges, adjustments and payments of a remittance do not add up.",
    null,
    null,
  ),
};

export const listSaid = (list: ListName): ListSaid => SAYS[list];

const lapsedBefore = ({ client, payer }: Pick<ListAsked, "client" | "payer">): OfClaims =>
  linesOf({ client, payer, class: "expired", caseless: true });

/** How a list is read: claims in their order, histories of cases, or rows of which there are few enough to be read at once. */
type Read =
  | { readonly is: "claims"; readonly list: (of: ListAsked) => OfClaims }
  | { readonly is: "histories"; readonly list: OfHistories }
  | { readonly is: "rows"; readonly list: (tx: TenantTx, of: ListAsked) => Promise<readonly ListRow[]> };

const rows = (list: (tx: TenantTx, of: ListAsked) => Promise<readonly ListRow[]>): Read => ({ is: "rows", list });
const claims = (list: (of: ListAsked) => OfClaims): Read => ({ is: "claims", list });
const histories = (list: OfHistories): Read => ({ is: "histories", list });

const READS: { readonly [N in ListName]: Read } = {
  lines: claims(linesOf),
  "lapsed-before": claims(lapsedBefore),
  unanswered: claims(({ client }) => unmatchedOf({ client, unmatched: "claim" })),
  "without-claim": claims(({ client }) => unmatchedOf({ client, unmatched: "remittance" })),
  rejected: rows(rejectedListed),
  worked: rows(workedListed),
  offered: rows(offeredListed),
  agreed: rows(agreedListed),
  settled: histories(SETTLED),
  received: rows(receivedListed),
  unexpected: histories(UNEXPECTED),
  closed: rows(closedListed),
  patient: histories(PATIENT),
  missed: histories(MISSED),
  refused: rows(refusedListed),
  unbalanced: rows(unbalancedListed),
};

/** What all of a list adds up to. */
export interface Totals {
  readonly count: number;
  readonly sum: Cents;
  readonly other: Cents;
  /** There are more rows than were added up; the pages go on past them. */
  readonly cut: boolean;
}

/** Where the next page begins, with what was added up for the first. */
export interface ListPlace {
  /** Rows before it, or cases. */
  readonly from: number;
  readonly claim: ClaimPlace | undefined;
  readonly totals: Totals;
}

export interface ListPage {
  readonly rows: readonly ListRow[];
  readonly totals: Totals;
  readonly next: ListPlace | undefined;
}

const totalsOf = (all: readonly ListRow[], cut = false): Totals => ({
  ...{ count: all.length, sum: sumOf(all), other: sumOf(all, "other"), cut },
});

async function claimTotals(tx: TenantTx, list: OfClaims): Promise<Totals> {
  let [count, sum, other] = [0, 0n, 0n];
  await eachOfClaims(tx, list, (row) => {
    count += 1;
    sum += row.amount ?? 0n;
    other += row.other ?? 0n;
  });
  return { count, sum: cents(sum), other: cents(other), cut: false };
}

/** A page of a list. All of it is added up for the first page alone. */
export async function listPage(
  tx: TenantTx,
  name: ListName,
  of: ListAsked,
  { place, limit }: { readonly place: ListPlace | undefined; readonly limit: number },
): Promise<ListPage> {
  const read = READS[name];
  const from = place?.from ?? 0;
  if (read.is === "claims") {
    const list = read.list(of);
    const totals = place?.totals ?? (await claimTotals(tx, list));
    const page = await pageOfClaims(tx, list, place?.claim, limit);
    return { rows: page.rows, totals, next: page.next && { from: 0, claim: page.next, totals } };
  }
  if (read.is === "histories") {
    const first = place === undefined ? await firstOfHistories(tx, read.list, of) : undefined;
    const totals = place?.totals ?? totalsOf(first?.rows ?? [], first?.cut);
    const page = await pageOfHistories(tx, read.list, of, { from, limit });
    const next = page.next === undefined ? undefined : { from: page.next, claim: undefined, totals };
    return { rows: page.rows, totals, next };
  }
  const all = await read.list(tx, of);
  const [totals, to] = [totalsOf(all), from + limit];
  return {
    rows: all.slice(from, to),
    totals,
    next: to < all.length ? { from: to, claim: undefined, totals } : undefined,
  };
}

/** Every row of a list, for a file. */
export async function listOf(tx: TenantTx, name: ListName, of: ListAsked): Promise<readonly ListRow[]> {
  const read = READS[name];
  if (read.is === "rows") return await read.list(tx, of);
  if (read.is === "histories") return await allOfHistories(tx, read.list, of);
  const all: ListRow[] = [];
  await eachOfClaims(tx, read.list(of), (row) => all.push(row));
  return all;
}

/** Lines that lapsed before they came in, with what was at stake on them. */
export const lapsedTotals = (tx: TenantTx, client: string | undefined): Promise<Totals> =>
  claimTotals(tx, lapsedBefore({ client }));
