import { type Cents, cents, sum } from "#base/money.ts";
import { problem } from "#base/problem.ts";
import type { Adjustment, ClaimPaymentRecord, PaymentRecord, ServicePaymentRecord } from "#x12/model.ts";
import type { Payment, Remittance, RemittanceAdjustment, RemittanceLine } from "./claim.ts";
import { checkDays, dateOf, daysOf, partyOf, payerOf, providerOf, type Report, refOf, sourceOf } from "./from-x12.ts";

const adjustmentOf = (a: Adjustment): RemittanceAdjustment => ({ group: a.group, reason: a.reason, amount: a.amount });

function amountOf(amounts: readonly { kind: string; amount: Cents }[], kind: string): Cents | undefined {
  for (const a of amounts) if (a.kind === kind) return a.amount;
  return undefined;
}

/** The payment of a remittance; `fileDay` is DTM*405, else the day the envelope carries. */
export function paymentOf(record: PaymentRecord): Payment {
  const fileDay = record.produced ?? record.fileDay;
  return {
    ...(record.effective !== undefined && { effective: record.effective }),
    ...(fileDay !== undefined && { fileDay }),
    ...(record.trace !== undefined && { trace: record.trace }),
    ...(record.amount !== undefined && { amount: record.amount }),
  };
}

function lineOf(record: ServicePaymentRecord, claimDay: RemittanceLine["date"]): RemittanceLine {
  const date = dateOf(record.dates, "472", "150")?.from ?? claimDay;
  const control = refOf(record.refs, "6R");
  const allowed = amountOf(record.amounts, "B6");
  return {
    code: record.procedure?.code ?? record.revenueCode ?? "",
    modifiers: record.procedure?.modifiers ?? [],
    charge: record.charge ?? cents(0n),
    paid: record.paid ?? cents(0n),
    units: record.units ?? record.billedUnits ?? "1",
    adjustments: record.adjustments.map(adjustmentOf),
    remarks: record.remarks,
    ...(record.submitted !== undefined && {
      submittedCode: record.submitted.code,
      submittedModifiers: record.submitted.modifiers,
    }),
    ...(date !== undefined && { date }),
    ...(control !== undefined && { control }),
    ...(allowed !== undefined && { allowedStated: allowed }),
  };
}

/**
 * What the payer said once about one claim, without its patient. Total: an absent charge or payment is taken from the
 * lines, an absent CLP05 stays absent, and each assumption is a Problem.
 */
export function remittanceOf(record: ClaimPaymentRecord, file: string, report: Report): Remittance {
  const place = { file, byte: record.span.from, segment: record.span.segment, loop: "2100" };
  const stated = daysOf([dateOf(record.dates, "232"), dateOf(record.dates, "233")]);
  const lines = record.lines.map((l) => lineOf(l, stated?.from));
  const days = stated ?? daysOf(lines.map((l) => (l.date === undefined ? undefined : { kind: "472", from: l.date })));
  checkDays(days?.from, days?.to, place, report);
  if (record.status === undefined)
    report(
      problem(
        "warning",
        "remittance-without-status",
        { ...place, element: "CLP02" },
        "The claim status is absent; it is read as a payment.",
      ),
    );
  if (record.paid === undefined)
    report(
      problem(
        "warning",
        "remittance-without-payment",
        { ...place, element: "CLP04" },
        "The amount paid is absent; the sum of its lines is used.",
      ),
    );
  const paid = record.paid ?? sum(lines.map((l) => l.paid));
  const rendering = partyOf(record.parties, "82");
  return {
    id: record.id,
    source: sourceOf(file, record.span),
    status: record.status ?? "",
    billed: record.charge ?? sum(lines.map((l) => l.charge)),
    paid,
    payer: payerOf(record.payment.payer),
    payee: providerOf(record.payment.payee),
    payment: paymentOf(record.payment),
    adjustments: record.adjustments.map(adjustmentOf),
    remarks: record.remarks,
    lines,
    ...(record.patient !== undefined && { patient: record.patient }),
    ...(record.filing !== undefined && { filing: record.filing }),
    ...(record.payerClaimNumber !== undefined && { payerClaimNumber: record.payerClaimNumber }),
    ...(record.frequency !== undefined && { frequency: record.frequency }),
    ...(record.facilityCode !== undefined && { place: record.facilityCode }),
    ...(rendering !== undefined && { rendering: providerOf(rendering) }),
    ...(days !== undefined && { from: days.from, to: days.to }),
  };
}
