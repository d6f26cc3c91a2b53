import { type Cents, greatest, least, minus, percent, times, ZERO } from "#base/money.ts";
import { feeFor } from "./bill.ts";
import type { DemoAdjustment, DemoClaim, DemoLine, DemoPaidLine } from "./model.ts";

/** How a payer answers a line: what it allows, what it leaves to the patient, and the codes it gives as its reason. */

export type Reduction = readonly [group: DemoAdjustment["group"], reason: string];

/** The honest reduction of an out-of-network payer, as real remittances priced under the Act carry it. */
export const OUT_OF_NETWORK: Reduction = ["PI", "242"];
export const CONTRACTUAL: Reduction = ["CO", "45"];

export interface Priced {
  /** Allowed amount as a percentage of the invented fee; payers never allow more than the charge. */
  readonly allowed: number;
  readonly reduction: Reduction;
  /** Deductible taken from the line before coinsurance: everything, or nothing. */
  readonly deductible?: "all";
  /** Coinsurance in percent of what is left. */
  readonly coinsurance?: number;
  readonly remarks?: readonly string[];
}

/** The amount a payer allows for a line: `percentage` of the invented fee for all its units, at most the charge. */
export function allowedFor(c: DemoClaim, l: DemoLine, percentage: number): Cents {
  const fee = feeFor(l, c.site, Number(c.service.slice(0, 4)));
  return least(l.charge, times(fee, { top: BigInt(percentage) * BigInt(l.units), bottom: 100n }, "half-up"));
}

const adjustment = (group: DemoAdjustment["group"], reason: string, amount: Cents): readonly DemoAdjustment[] =>
  amount === ZERO ? [] : [{ group, reason, amount }];

/** A line that the payer allowed something for. Charge = paid + reduction + patient share, to the cent. */
export function allow(c: DemoClaim, l: DemoLine, p: Priced): DemoPaidLine {
  const allowed = allowedFor(c, l, p.allowed);
  const deductible = p.deductible === "all" ? allowed : ZERO;
  const coinsurance = times(minus(allowed, deductible), percent(p.coinsurance ?? 0), "half-up");
  const [group, reason] = p.reduction;
  return {
    code: l.code,
    modifiers: l.modifiers,
    charge: l.charge,
    paid: minus(minus(allowed, deductible), coinsurance),
    units: l.units,
    control: l.control,
    adjustments: [
      ...adjustment(group, reason, greatest(ZERO, minus(l.charge, allowed))),
      ...adjustment("PR", "1", deductible),
      ...adjustment("PR", "2", coinsurance),
    ],
    remarks: p.remarks ?? [],
    ...(c.plan.payer.statesAllowed && { allowed }),
  };
}

/** A line that the payer refused whole. */
export const deny = (l: DemoLine, [group, reason]: Reduction, remarks: readonly string[] = []): DemoPaidLine => ({
  code: l.code,
  modifiers: l.modifiers,
  charge: l.charge,
  paid: ZERO,
  units: l.units,
  control: l.control,
  adjustments: [{ group, reason, amount: l.charge }],
  remarks,
});

/** CLP07: the payer's own number, the same on every answer about one claim. */
export const payerClaimNumber = (c: DemoClaim): string => `${c.plan.payer.id}${c.id.replace("-", "")}`;
