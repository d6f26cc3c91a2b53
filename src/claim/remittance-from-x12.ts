import { type Day, daysBetween } from "#base/day.ts";
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

/** A payment is told within weeks; a date further ahead of its file is a slip of the year or a test. */
const AHEAD = 60;
/** The first compliance date of HIPAA transactions is later. */
const FIRST_LIKELY_DAY = "2000-01-01";

/** Whether a day of a payment is one that can be: not long before there were such files, and not far ahead of its file. */
const canBe = (d: Day, file: Day | undefined): boolean =>
  d >= FIRST_LIKELY_DAY && (file === undefined || daysBetween(file, d) <= AHEAD);

/**
 * The payment of a remittance. `fileDay` is the earliest of DTM*405 and the envelope's days (GS04, ISA09), because a
 * receipt assumed too late hides a deadline; a day before the service was given cannot be one. Days that cannot be are
 * left out, as `checkPayment` reports.
 */
export function paymentOf(record: PaymentRecord, served?: Day): Payment {
  const { produced, fileDay, effective } = record;
  let file: Day | undefined;
  for (const d of [produced, fileDay]) {
    if (d === undefined || !canBe(d, fileDay) || (served !== undefined && d < served)) continue;
    if (file === undefined || d < file) file = d;
  }
  return {
    effective: effective !== undefined && canBe(effective, fileDay) ? effective : undefined,
    fileDay: file,
    trace: record.trace,
    amount: record.amount,
  };
}

/** Reports, once for a payment, the days that cannot be and are not used. */
export function checkPayment(record: PaymentRecord, file: string, report: Report): void {
  const at = { file, byte: record.span.from, segment: record.span.segment };
  const days = [
    ["BPR16", record.effective],
    ["DTM02", record.produced],
  ] as const;
  for (const [element, d] of days) {
    if (d === undefined || canBe(d, record.fileDay)) continue;
    const text =
      d < FIRST_LIKELY_DAY
        ? "This day of the payment is before 2000 and is not used. Ask the payer for the right one."
        : `This day of the payment is more than ${AHEAD} days after the file was made and is not used. Ask the payer.`;
    report(problem("warning", "payment-date-unlikely", { ...at, element }, text));
  }
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

/** A payer answers after the service: a file's or payment's day before it is a slip on either side. */
function checkOrder(record: ClaimPaymentRecord, served: Day, file: string, report: Report): void {
  const { produced, fileDay, effective } = record.payment;
  if (![produced, fileDay, effective].some((d) => d !== undefined && d < served)) return;
  const at = { file, byte: record.span.from, segment: record.span.segment, loop: "2100" };
  const text = "The payment or its file is dated before the service. Ask the payer which of the dates is right.";
  report(problem("warning", "payment-before-service", at, text));
}

/**
 * What the payer said once about one claim, without its patient. Total: an absent charge or payment is taken from the
 * lines, an absent CLP05 stays absent, and each assumption is a Problem.
 */
export function remittanceOf(record: ClaimPaymentRecord, file: string, report: Report): Remittance {
  const days = serviceDays(record);
  const claimDay = dateOf(record.dates, "232")?.from;
  const lines = record.lines.map((l) => lineOf(l, claimDay));
  if (days !== undefined) {
    checkDays(days, file, record.span, "2100", report);
    checkOrder(record, days.from, file, report);
  }
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
    payment: paymentOf(record.payment, days?.from),
    adjustments: adjustmentsOf(record.adjustments),
    remarks: record.remarks,
    lines,
  };
}
