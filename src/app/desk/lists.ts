import type { TenantTx } from "#store/store.ts";
import {
  type ClaimsAsked,
  type ListRow,
  linesListed,
  MOST,
  refusedListed,
  unbalancedListed,
  unmatchedListed,
} from "./list-claims.ts";
import {
  agreedListed,
  closedListed,
  missedListed,
  offeredListed,
  type PeriodAsked,
  patientListed,
  receivedListed,
  settledListed,
  unexpectedListed,
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

const READS: { readonly [N in ListName]: (tx: TenantTx, of: ListAsked) => Promise<readonly ListRow[]> } = {
  lines: linesListed,
  "lapsed-before": (tx, { client, payer }) => linesListed(tx, { client, payer, class: "expired", caseless: true }),
  unanswered: (tx, { client }) => unmatchedListed(tx, { client, unmatched: "claim" }),
  "without-claim": (tx, { client }) => unmatchedListed(tx, { client, unmatched: "remittance" }),
  rejected: rejectedListed,
  worked: workedListed,
  offered: offeredListed,
  agreed: agreedListed,
  settled: settledListed,
  received: receivedListed,
  unexpected: unexpectedListed,
  closed: closedListed,
  patient: patientListed,
  missed: missedListed,
  refused: refusedListed,
  unbalanced: unbalancedListed,
};

/** Every row of a list, at most `MOST`. */
export const listOf = (tx: TenantTx, list: ListName, of: ListAsked): Promise<readonly ListRow[]> => READS[list](tx, of);

export { MOST };
