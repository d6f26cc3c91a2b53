import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";

/**
 * The claim as the practice sent it and the remittance as the payer answered it, in the trade's words and without the
 * patient: nothing here names a person, so nothing downstream can leak one. The record it was read from can be
 * read again by its source when a letter needs the name.
 *
 * An absent field may be there as `undefined`: records of one kind keep one shape, which is what makes a million fast.
 */

/** Where a claim or a remittance was read. `file` is the name as the user gave it. */
export interface Source {
  readonly file: string;
  /** Offset of its first byte in the (inflated) file, and the number of its first segment or row. */
  readonly byte: number;
  readonly segment: number;
  /** Who typed it, when no file holds it: `file` then says so, and `segment` tells that person's entries of a day apart. */
  readonly typed?: Typist | undefined;
}

/** Who keyed a claim or an EOB, and on which day. */
export interface Typist {
  readonly name: string;
  readonly on: Day;
}

export type ClaimForm = "professional" | "institutional" | "dental" | "list" | "unknown";

/** A payer as a file names it. `key` is what a facts file answers for: the payer id, else the name in lower case. */
export interface Payer {
  readonly key: string;
  readonly name: string;
  readonly id?: string | undefined;
  readonly state?: string | undefined;
}

/** A provider or facility: national provider id, tax id, taxonomy and place, as far as the file says. */
export interface Provider {
  readonly npi?: string | undefined;
  readonly tin?: string | undefined;
  readonly name?: string | undefined;
  readonly taxonomy?: string | undefined;
  readonly state?: string | undefined;
  readonly zip?: string | undefined;
}

export interface Claim {
  /** CLM01, the provider's own claim number as written. */
  readonly id: string;
  readonly source: Source;
  readonly form: ClaimForm;
  /** CLM02. */
  readonly billed: Cents;
  /** First and last day of service over the lines (or the claim's own dates). */
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  /** CLM05-1, the place of service, and CLM05-3: 1 original, 7 replacement, 8 void. */
  readonly place?: string | undefined;
  readonly frequency?: string | undefined;
  /** REF*F8: the payer's number of the claim this one replaces or voids. */
  readonly replaces?: string | undefined;
  readonly payer: Payer;
  /** SBR09 claim filing indicator and SBR01 (P, S, T). */
  readonly filing?: string | undefined;
  readonly responsibility?: string | undefined;
  readonly group?: string | undefined;
  readonly billing: Provider;
  readonly rendering?: Provider | undefined;
  readonly facility?: Provider | undefined;
  /** CLM11 related causes: AA auto, EM employment, OA other. */
  readonly causes: readonly string[];
  readonly diagnoses: readonly string[];
  /** REF*G1. */
  readonly priorAuthorization?: string | undefined;
  /** CLM08 is Y. */
  readonly benefitsAssigned?: boolean | undefined;
  /** Of a facility's claim, which has no place of service: type of bill, "13" and "1" as "131"; its group (DRG). */
  readonly bill?: string | undefined;
  readonly drg?: string | undefined;
  readonly lines: readonly ClaimLine[];
}

export interface ClaimLine {
  /** LX01, counted from 1 in the order written. */
  readonly number: number;
  /** REF*6R line control number. */
  readonly control?: string | undefined;
  /** The procedure; of a facility's line that names none, its revenue code, as `codeKind` says. */
  readonly code: string;
  /** Absent: a procedure. */
  readonly codeKind?: "revenue" | undefined;
  /** SV201, in four digits: "0450". */
  readonly revenue?: string | undefined;
  readonly modifiers: readonly string[];
  readonly charge: Cents;
  /** Exact decimal text; "1" when absent. `unit` UN counts, MJ minutes. */
  readonly units: string;
  readonly unit: string;
  readonly date?: Day | undefined;
  readonly place?: string | undefined;
  /** SV109 is Y. */
  readonly emergency: boolean;
  readonly rendering?: Provider | undefined;
}

/** CO contractual, PR patient, OA other, PI payer initiated, CR correction (older). */
export interface RemittanceAdjustment {
  readonly group: string;
  readonly reason: string;
  readonly amount: Cents;
}

/** One CLP loop: what a payer said once about one claim. */
export interface Remittance {
  /** CLP01 as written. */
  readonly id: string;
  readonly source: Source;
  /** CLP02 claim status code. 22 is a reversal. */
  readonly status: string;
  readonly billed: Cents;
  readonly paid: Cents;
  /** CLP05; absent when the payer left it empty, which is not zero. */
  readonly patient?: Cents | undefined;
  readonly filing?: string | undefined;
  /** CLP07 payer's own number, CLP09 frequency. */
  readonly payerClaimNumber?: string | undefined;
  readonly frequency?: string | undefined;
  readonly place?: string | undefined;
  readonly payer: Payer;
  readonly payee: Provider;
  readonly rendering?: Provider | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly payment: Payment;
  readonly adjustments: readonly RemittanceAdjustment[];
  /** MIA and MOA remark codes. */
  readonly remarks: readonly string[];
  readonly lines: readonly RemittanceLine[];
}

/** The payment a remittance belongs to. */
export interface Payment {
  /** BPR16: when the money moves; absent when it cannot be (more than 60 days after the file was made). */
  readonly effective?: Day | undefined;
  /** The file's own day: the earliest of DTM*405, GS04 and ISA09 that can be. */
  readonly fileDay?: Day | undefined;
  readonly trace?: string | undefined;
  readonly amount?: Cents | undefined;
}

export interface RemittanceLine {
  /** The procedure; the revenue code in four digits when the line names none. */
  readonly code: string;
  /** SVC04, or SVC01 when that is a revenue code, in four digits. */
  readonly revenue?: string | undefined;
  readonly modifiers: readonly string[];
  /** SVC06, what was submitted, when the payer changed it. */
  readonly submittedCode?: string | undefined;
  readonly submittedModifiers?: readonly string[] | undefined;
  readonly charge: Cents;
  readonly paid: Cents;
  /** SVC05, else SVC07, else "1". */
  readonly units: string;
  readonly date?: Day | undefined;
  readonly control?: string | undefined;
  /** AMT*B6; absent when the payer gave none. */
  readonly allowedStated?: Cents | undefined;
  readonly adjustments: readonly RemittanceAdjustment[];
  /** LQ*HE remark codes. */
  readonly remarks: readonly string[];
}
