import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { AnesBook, BaseUnitBook, Gpci, GpciBook, RvuBook, RvuRow, ZipBook } from "./book.ts";
import type { Effect } from "./modifier.ts";
import type { Setting } from "./setting.ts";

/** One service to price. Unknown parts are left out; the answer then says which one is missing. */
export interface PriceQuery {
  /** Date of service: chooses the release when `release` is absent. */
  readonly date?: Day | undefined;
  /** CPT or HCPCS code. */
  readonly code: string;
  /** In the order billed; "" entries are ignored. */
  readonly modifiers: readonly string[];
  /** Medicare contractor and locality; leading zeros may be missing. Both together win over `zip`. */
  readonly carrier?: string | undefined;
  readonly locality?: string | undefined;
  /** Where the service was given, five or nine digits; needs a ZIP book. */
  readonly zip?: string | undefined;
  readonly setting?: Setting | undefined;
  /** Decimal text, "1" when absent; for anesthesia (status J) the minutes, which must be given. */
  readonly units?: string | undefined;
  /** `2025D`, `2024AR`: priced by this release whatever the date. */
  readonly release?: string | undefined;
  /** Which of the two schedules from 2026 on; non-QP unless asked. */
  readonly schedule?: "non-qp" | "qp" | undefined;
}

/** The ZIP file that gave the place; `current` when it is of the quarter of the service. */
export interface ZipUsed {
  readonly book: ZipBook;
  readonly current: boolean;
}

/** Everything a schedule price stands on, for the written working and for anyone who wants to check it. */
export interface Working {
  readonly method: "schedule";
  readonly book: RvuBook;
  /** Why this release: how the date chose it, or that it was asked for. */
  readonly releaseChosen: string;
  readonly gpciBook: GpciBook;
  readonly row: RvuRow;
  readonly gpci: Gpci;
  readonly setting: Setting;
  readonly zip: ZipUsed | undefined;
  /** The schedule amount of one unit before modifiers, and the OPPS cap and therapy amount where the row has one. */
  readonly fee: Cents;
  readonly cap: Cents | undefined;
  readonly therapy: Cents | undefined;
  readonly effects: readonly Effect[];
  /** One unit after modifiers: the lower of fee and cap, the fee, the therapy amount. */
  readonly unit: { readonly amount: Cents; readonly uncapped: Cents; readonly therapy: Cents | undefined };
}

/** Everything an anesthesia price stands on. */
export interface AnesthesiaWorking {
  readonly method: "anesthesia";
  readonly book: RvuBook;
  readonly releaseChosen: string;
  readonly row: RvuRow;
  readonly anesBook: AnesBook;
  readonly baseBook: BaseUnitBook;
  readonly carrier: string;
  readonly locality: string;
  readonly zip: ZipUsed | undefined;
  /** Cents for one unit in the locality. */
  readonly factor: bigint;
  readonly baseUnits: bigint;
  readonly effects: readonly Effect[];
  /** More than four procedures at once (modifier AD): three units whatever the code and the time. */
  readonly supervised: boolean;
  /** Tenths of a unit. */
  readonly timeTenths: bigint;
  readonly totalTenths: bigint;
}

/** A price. Amounts are for the whole line: the rounded amount of one unit times the units, or of all its minutes. */
export interface PricedLine {
  readonly priced: true;
  /** The lower of the schedule amount and the OPPS cap. */
  readonly amount: Cents;
  readonly amountUncapped: Cents;
  /** With practice expense halved; only where the multiple procedure indicator is 5. */
  readonly amountTherapy: Cents | undefined;
  readonly status: string;
  /** Release id, such as `2025D`. */
  readonly release: string;
  /** The books used, by short hash: `rvu:0123456789ab gpci:...`, `rvu:... anes:... base-units:...`. */
  readonly book: string;
  readonly units: string;
  readonly working: Working | AnesthesiaWorking;
}

export type Reason =
  | "no-code"
  | "no-release"
  | "no-gpci"
  | "no-place"
  | "no-setting"
  | "bad-units"
  | "code-absent"
  | "status"
  | "no-rvus"
  | "component"
  | "by-report"
  | "no-factor"
  | "no-base-units"
  | "contradiction";

/** No price, and why. An unpriced line is unknown, never 0.00. */
export interface Unpriced {
  readonly priced: false;
  readonly reason: Reason;
  /** A sentence for a person; it repeats nothing from the line but its code set's own words. */
  readonly problem: string;
  readonly status?: string;
  readonly release?: string;
  readonly book?: string;
}

export type Price = PricedLine | Unpriced;

/** An answer without a price. */
export const no = (
  reason: Reason,
  problem: string,
  more: Pick<Unpriced, "status" | "release" | "book"> = {},
): Unpriced => ({
  priced: false,
  reason,
  problem,
  ...more,
});
