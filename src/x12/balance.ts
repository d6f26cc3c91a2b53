import type { Span } from "./model.ts";
import type { Problems } from "./problems.ts";

/**
 * The sums an 835 must agree with itself on, in whole cents. An amount that could not be read makes its sums NaN, and a
 * sum that is NaN is not judged: the amount has a Problem of its own.
 */
export interface ClaimSums {
  charge: number;
  paid: number;
  /** CAS of the claim, and of all its services. */
  adjusted: number;
  serviceAdjusted: number;
  serviceCharges: number;
  servicePaid: number;
  services: number;
  /** Where CLP03, CLP04 and SVC03 stand. */
  chargeByte: number;
  paidByte: number;
  linePaidByte: number;
  lineCharge: number;
  linePaid: number;
  lineAdjusted: number;
}

export interface PaymentSums {
  /** BPR02 and where it stands. */
  amount: number;
  byte: number;
  segment: number;
  /** Sum of CLP04 and of the PLB amounts. */
  claims: number;
  adjustments: number;
}

export const emptyClaimSums = (): ClaimSums => ({
  charge: 0,
  paid: 0,
  adjusted: 0,
  serviceAdjusted: 0,
  serviceCharges: 0,
  servicePaid: 0,
  services: 0,
  chargeByte: 0,
  paidByte: 0,
  linePaidByte: 0,
  lineCharge: 0,
  linePaid: 0,
  lineAdjusted: 0,
});

const dollars = (n: number): string => (n / 100).toFixed(2);

/** What is named: its segment, its element and where the element stands. */
interface Named {
  readonly segment: number;
  readonly byte: number;
  readonly loop: string;
  readonly element: string;
}

function off(problems: Problems, code: string, at: Named, n: number, what: string): void {
  const text = `${what} by ${dollars(n)}. Ask the payer for a corrected 835.`;
  problems.add("warning", code, at, text);
}

/** Whether a difference is a real one: not zero, and made of amounts that could all be read. */
const differs = (n: number): boolean => !Number.isNaN(n) && n !== 0;

/** Service level: SVC02 - SVC03 = CAS of the service. */
export function serviceBalance(problems: Problems, at: Span, sums: ClaimSums): void {
  sums.serviceAdjusted += sums.lineAdjusted;
  const n = sums.lineCharge - sums.linePaid - sums.lineAdjusted;
  if (differs(n))
    off(
      problems,
      "service-balance",
      { segment: at.segment, byte: sums.linePaidByte, loop: "2110", element: "SVC03" },
      n,
      "Charge less adjustments differs from the payment of the service",
    );
}

/** Claim level: CLP03 - CLP04 = CAS of claim and services; where there are services, their sums are CLP03 and CLP04. */
export function claimBalance(problems: Problems, at: Span, sums: ClaimSums): void {
  const n = sums.charge - sums.paid - sums.adjusted - sums.serviceAdjusted;
  if (differs(n))
    off(
      problems,
      "claim-balance",
      { segment: at.segment, byte: sums.paidByte, loop: "2100", element: "CLP04" },
      n,
      "Charge less adjustments differs from the payment of the claim",
    );
  if (sums.services === 0) return;
  const charge = sums.charge - sums.serviceCharges;
  if (differs(charge))
    off(
      problems,
      "claim-charge",
      { segment: at.segment, byte: sums.chargeByte, loop: "2100", element: "CLP03" },
      charge,
      "The charge of the claim differs from the sum of its services",
    );
  // A claim-level adjustment lowers the payment of the claim and of no service.
  const paid = sums.paid - (sums.servicePaid - sums.adjusted);
  if (differs(paid))
    off(
      problems,
      "claim-paid",
      { segment: at.segment, byte: sums.paidByte, loop: "2100", element: "CLP04" },
      paid,
      "The payment of the claim differs from its services less its own adjustments",
    );
}

/** Payment level: BPR02 = sum of CLP04 less sum of PLB. */
export function closePayment(problems: Problems, sums: PaymentSums): void {
  const n = sums.amount - (sums.claims - sums.adjustments);
  if (!differs(n)) return;
  const text = `The payment differs from its claims less its provider adjustments by ${dollars(n)}. Ask the payer for a corrected 835.`;
  problems.add(
    "warning",
    "payment-balance",
    { byte: sums.byte, segment: sums.segment, loop: "835", element: "BPR02" },
    text,
  );
}
