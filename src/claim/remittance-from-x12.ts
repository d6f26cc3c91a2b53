import type { Day } from "#base/day.ts";
import { type Cents, sum, ZERO } from "#base/money.ts";
import { problem } from "#base/problem.ts";
import type { ClaimPaymentRecord, PaymentRecord, ServicePaymentRecord } from "#x12/model.ts";
import type { Payment, Remittance, RemittanceAdjustment, RemittanceLine } from "./claim.ts";
import {
  checkDays,
  type Days,
  dateOf,
  partyOf,
  payerOf,
  providerOf,
  type Report,
  refOf,
  revenueOf,
  sourceOf,
  unitsOf,
  widen,
} from "./from-x12.ts";

/** The qualifier of a revenue code where a procedure may stand. */
const REVENUE = "NU";

const NONE: readonly string[] = [];

function amountOf(
  amounts: readonly { readonly kind: string; readonly amount: Cents }[],
  kind: string,
): Cents | undefined {
  for (const a of amounts) if (a.kind === kind) return a.amount;
  return undefined;
}

/** The payment of a remittance; `fileDay` is DTM*405, else the day the envelope carries. */
export function paymentOf(record: PaymentRecord): Payment {
  return {
    effective: record.effective,
    fileDay: record.produced ?? record.fileDay,
    trace: record.trace,
    amount: record.amount,
  };
}

/** CAS triplets are kept as they are: group, reason and amount mean the same on both floors. */
const adjustmentsOf = (adjustments: ClaimPaymentRecord["adjustments"]): readonly RemittanceAdjustment[] => adjustments;

function lineOf(record: ServicePaymentRecord, claimDay: Day | undefined): RemittanceLine {
  const { procedure, submitted } = record;
  const byRevenue = procedure?.qualifier === REVENUE;
  const revenue = revenueOf(byRevenue ? procedure.code : record.revenueCode);
  return {
    code: (byRevenue ? undefined : procedure?.code) ?? revenue ?? "",
    revenue,
    modifiers: procedure?.modifiers ?? NONE,
    submittedCode: submitted?.qualifier === REVENUE ? revenueOf(submitted.code) : submitted?.code,
    submittedModifiers: submitted?.modifiers,
    charge: record.charge ?? ZERO,
    paid: record.paid ?? ZERO,
    units: unitsOf(record.units ?? record.billedUnits),
    date: dateOf(record.dates, "472", "150")?.from ?? claimDay,
    control: refOf(record.refs, "6R"),
    allowedStated: amountOf(record.amounts, "B6"),
    adjustments: adjustmentsOf(record.adjustments),
    remarks: record.remarks,
  };
}

/** DTM*232 and 233, else the days of the lines. */
function serviceDays(record: ClaimPaymentRecord): Days | undefined {
  const from = dateOf(record.dates, "232");
  const to = dateOf(record.dates, "233");
  if (from !== undefined || to !== undefined) {
    const first = from?.from ?? to?.from;
    const last = to?.to ?? to?.from ?? from?.to ?? from?.from;
    return first === undefined || last === undefined ? undefined : { from: first, to: last };
  }
  let days: Days | undefined;
  for (const l of record.lines) days = widen(days, dateOf(l.dates, "472", "150"));
  return days;
}

function checkHead(record: ClaimPaymentRecord, file: string, report: Report): void {
  const at = { file, byte: record.span.from, segment: record.span.segment, loop: "2100" };
  if (record.status === undefined) {
    const text = "The claim status is absent; it is read as a payment. Ask the payer.";
    report(problem("warning", "remittance-without-status", { ...at, element: "CLP02" }, text));
  }
  if (record.paid === undefined) {
    const text = "The amount paid is absent; the sum of its lines is used. Ask the payer.";
    report(problem("warning", "remittance-without-payment", { ...at, element: "CLP04" }, text));
  }
}

/**
 * What the payer said once about one claim, without its patient. Total: an absent charge or payment is taken from the
 * lines, an absent CLP05 stays absent, and each assumption is a Problem.
 */
export function remittanceOf(record: ClaimPaymentRecord, file: string, report: Report): Remittance {
  const days = serviceDays(record);
  const claimDay = dateOf(record.dates, "232")?.from;
  const lines = record.lines.map((l) => lineOf(l, claimDay));
  if (days !== undefined) checkDays(days, file, record.span, "2100", report);
  if (record.status === undefined || record.paid === undefined) checkHead(record, file, report);
  const rendering = partyOf(record.parties, "82");
  return {
    id: record.id,
    source: sourceOf(file, record.span),
    status: record.status ?? "",
    billed: record.charge ?? sum(lines.map((l) => l.charge)),
    paid: record.paid ?? sum(lines.map((l) => l.paid)),
    patient: record.patient,
    filing: record.filing,
    payerClaimNumber: record.payerClaimNumber,
    frequency: record.frequency,
    place: record.facilityCode,
    payer: payerOf(record.payment.payer),
    payee: providerOf(record.payment.payee),
    rendering: rendering === undefined ? undefined : providerOf(rendering),
    from: days?.from,
    to: days?.to,
    payment: paymentOf(record.payment),
    adjustments: adjustmentsOf(record.adjustments),
    remarks: record.remarks,
    lines,
  };
}
