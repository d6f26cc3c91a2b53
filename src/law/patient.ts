import { type Cite, type Confidence, cfr, usc } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, divide, least, type Ratio, times, ZERO } from "#base/money.ts";
import type { FactId, Facts } from "./fact.ts";
import { QPA_FACTORS } from "./federal/qpa.ts";
import { type DatedValue, valueOn } from "./statute.ts";

export interface PatientMaximum {
  /** The amount the patient's share is computed on. */
  readonly recognized: Cents;
  readonly maximum: Cents;
  readonly cites: readonly Cite[];
  readonly confidence: Confidence;
}

export type PatientFinding =
  | { readonly ok: true; readonly value: PatientMaximum }
  | { readonly ok: false; readonly missing: readonly FactId[] };

const CITES: readonly Cite[] = [
  usc(42, "300gg-111(a)(1)(C)(ii)-(iii)"),
  usc(42, "300gg-131"),
  cfr(45, "149.30"),
  cfr(45, "149.110(b)(3)"),
];

/**
 * The most a protected patient may be asked to pay: the in-network share of the recognized amount, which is the lesser
 * of charge and QPA unless an all-payer or state amount is given. No later award raises it. Names the facts that are
 * missing rather than assuming a deductible is met.
 */
export function patientMaximum(facts: Facts, fixedAmount?: Cents): PatientFinding {
  const { billed, qpa, copay, deductible_remaining: deductible, inn_coinsurance_pct: share } = facts;
  const missing: FactId[] = [];
  const recognized =
    fixedAmount ?? (billed === undefined ? undefined : qpa === undefined ? undefined : least(billed, qpa));
  if (recognized === undefined) {
    if (billed === undefined) missing.push("billed");
    if (qpa === undefined) missing.push("qpa");
  }
  const copayOnly = copay !== undefined && deductible === undefined && share === undefined;
  if (!copayOnly && deductible === undefined) missing.push("deductible_remaining");
  if (recognized === undefined || missing.length > 0) return { ok: false, missing };
  const give = (maximum: Cents): PatientFinding => ({
    ok: true,
    value: { recognized, maximum: least(maximum, recognized), cites: CITES, confidence: "known" },
  });
  if (copayOnly) return give(copay);
  const first = least(deductible ?? ZERO, recognized);
  const rest = cents(recognized - first);
  if (rest > 0n && share === undefined && copay === undefined) return { ok: false, missing: ["inn_coinsurance_pct"] };
  const after = (share === undefined ? ZERO : times(rest, share, "half-up")) + (copay ?? ZERO);
  return give(cents(first + after));
}

/** The 2019 median brought forward to a service year; undefined when the factor of that year is not known. */
export function qpaFor(
  median2019: Cents,
  serviceDay: Day,
): { readonly qpa: Cents; readonly whole: Cents; readonly factor: DatedValue<Ratio> } | undefined {
  const factor = valueOn(QPA_FACTORS, serviceDay);
  if (factor === undefined) return undefined;
  const exact = median2019 * factor.value.top;
  return {
    qpa: times(median2019, factor.value, "half-up"),
    whole: cents(divide(exact, factor.value.bottom * 100n, "half-up") * 100n),
    factor,
  };
}
