import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";

/** What the demo is made of before it becomes X12: invented practices, plans, people, claims and answers. */

export type StateOfDemo = "AZ" | "TX" | "NY";

export interface DemoAddress {
  readonly street: string;
  readonly city: string;
  readonly state: StateOfDemo;
  readonly zip: string;
}

export interface DemoPayer {
  readonly id: string;
  readonly name: string;
  /** TRN03 and BPR10: 1 and the tax id. */
  readonly tin: string;
  readonly address: DemoAddress;
  /** Whether this payer writes AMT*B6; some never do, so that the allowed amount must be worked out. */
  readonly statesAllowed: boolean;
}

/** One plan of a payer. `funding` is what the facts file answers; a plan without it is a question on the map. */
export interface DemoPlan {
  readonly payer: DemoPayer;
  readonly group: string;
  /** SBR09 of the 837 and CLP06 of the 835. */
  readonly filing: readonly [claim: string, remittance: string];
  readonly funding?: "self_funded_erisa" | "fully_insured";
}

export interface DemoPerson {
  readonly last: string;
  readonly first: string;
  readonly npi: string;
}

/** Where care was given: POS, and the facility of loop 2310C when it is not the practice's own office. */
export interface DemoSite {
  readonly place: string;
  readonly state: StateOfDemo;
  readonly facility?: DemoFacility;
}

export interface DemoFacility {
  readonly npi: string;
  readonly name: string;
  readonly address: DemoAddress;
}

export interface DemoPractice {
  /** Two letters that begin its claim numbers. */
  readonly prefix: string;
  readonly name: string;
  readonly npi: string;
  readonly tin: string;
  readonly taxonomy: string;
  readonly phone: string;
  readonly address: DemoAddress;
  readonly specialty: string;
  readonly people: readonly [DemoPerson, ...DemoPerson[]];
}

export interface DemoLine {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly charge: Cents;
  /** Count of units, or minutes when `unit` is MJ. */
  readonly units: number;
  readonly unit: "UN" | "MJ";
  readonly control: string;
}

export interface DemoPatient {
  readonly last: string;
  readonly first: string;
  readonly member: string;
  readonly birth: Day;
  readonly sex: "F" | "M";
  readonly address: DemoAddress;
}

export interface DemoClaim {
  /** CLM01. */
  readonly id: string;
  readonly practice: DemoPractice;
  readonly plan: DemoPlan;
  readonly site: DemoSite;
  readonly patient: DemoPatient;
  readonly rendering: DemoPerson;
  readonly service: Day;
  /** Day of the 837 that carried it. */
  readonly sent: Day;
  readonly emergency: boolean;
  readonly diagnoses: readonly [string, ...string[]];
  readonly lines: readonly DemoLine[];
  /** CLM11-1: EM employment, AA auto (with the state of the accident). */
  readonly cause?: "EM" | "AA";
  readonly priorAuthorization?: string;
}

export interface DemoAdjustment {
  readonly group: "CO" | "PI" | "OA" | "PR";
  readonly reason: string;
  readonly amount: Cents;
}

export interface DemoPaidLine {
  readonly code: string;
  readonly modifiers: readonly string[];
  /** SVC06 when the payer changed the code. */
  readonly submitted?: { readonly code: string; readonly modifiers: readonly string[] };
  readonly charge: Cents;
  readonly paid: Cents;
  readonly units: number;
  readonly control: string;
  readonly adjustments: readonly DemoAdjustment[];
  readonly remarks: readonly string[];
  /** AMT*B6 when the payer writes it. */
  readonly allowed?: Cents;
}

/** One CLP loop. */
export interface DemoPayment {
  readonly claim: DemoClaim;
  readonly status: "1" | "4" | "22";
  /** CLP07. */
  readonly payerClaimNumber: string;
  /** Day of the payment: BPR16, DTM*405 and the file's own day. */
  readonly day: Day;
  readonly lines: readonly DemoPaidLine[];
  /** MOA remark codes. */
  readonly remarks: readonly string[];
  /** REF*CE, the network or contract the payer says it priced under. */
  readonly network?: string;
}

/** PLB: a positive amount lowers the payment. */
export interface DemoProviderAdjustment {
  readonly practice: DemoPractice;
  readonly payer: DemoPayer;
  readonly day: Day;
  readonly reason: string;
  readonly reference: string;
  readonly amount: Cents;
}

/** A claim and everything payers have said about it so far; an empty list is a claim nobody has answered. */
export interface DemoStoryline {
  readonly claim: DemoClaim;
  readonly payments: readonly DemoPayment[];
}
