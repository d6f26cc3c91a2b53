import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";

/**
 * What the typed transactions hold, in the guide's order and the trade's words. Absent means the element was absent or
 * empty; a value that could not be read (a date that is no day, an amount that is no amount) is absent and has a Problem.
 * An absent field may be there as `undefined`: records of one kind keep one shape, which is what makes a million fast.
 * Amounts are cents; counts and units are exact decimals kept as text, because a unit may be 1.25.
 */

/** Bytes of the file that a record was read from, and the number of its first segment (the ISA is 1). */
export interface Span {
  readonly from: number;
  /** One past the last byte. */
  readonly to: number;
  readonly segment: number;
}

/** NM1 with what follows it (N3, N4, REF, PRV, PER). `name` is the organization or last name. */
export interface Party {
  /** NM101: 85 billing, 82 rendering, 77 service facility, PR payer, IL subscriber, QC patient ... */
  readonly role: string;
  /** "1" person, "2" organization. */
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly first?: string | undefined;
  readonly middle?: string | undefined;
  readonly suffix?: string | undefined;
  /** NM108 and NM109: XX national provider id, PI payer id, MI member id, FI tax id ... */
  readonly idKind?: string | undefined;
  readonly id?: string | undefined;
  readonly address?: Address | undefined;
  readonly taxonomy?: string | undefined;
  readonly refs: readonly Reference[];
  readonly contacts: readonly Contact[];
  readonly birth?: Day | undefined;
  readonly sex?: string | undefined;
}

export interface Address {
  readonly lines: readonly string[];
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly zip?: string | undefined;
  readonly country?: string | undefined;
}

export interface Reference {
  readonly kind: string;
  readonly value: string;
  readonly text?: string | undefined;
}

export interface Contact {
  readonly kind: string;
  readonly name?: string | undefined;
  /** Qualifier and number, such as ["TE", "5555550100"]. */
  readonly numbers: readonly (readonly [string, string])[];
}

/** DTP or DTM: one day, or a range when `to` is there. */
export interface DateRange {
  readonly kind: string;
  readonly from: Day;
  readonly to?: Day | undefined;
}

export interface Amount {
  readonly kind: string;
  readonly amount: Cents;
}

/** One CAS triplet: group CO, PR, OA, PI (or CR), reason code, amount, quantity. */
export interface Adjustment {
  readonly group: string;
  readonly reason: string;
  readonly amount: Cents;
  readonly quantity?: string | undefined;
}

/** SVC01, SV101, SVC06: qualifier HC, code, up to four modifiers. */
export interface Procedure {
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
}

/** Who and what a set of claims hangs from: the 2000A/2010A and 2000B/2010B loops of an 837. */
export interface Subscriber {
  /** SBR01: P primary, S secondary, T tertiary. */
  readonly responsibility?: string | undefined;
  /** SBR02; "18" is self. */
  readonly relation?: string | undefined;
  readonly group?: string | undefined;
  readonly groupName?: string | undefined;
  /** SBR05, Medicare secondary reason. */
  readonly insuranceType?: string | undefined;
  /** SBR09 claim filing indicator: CI, BL, HM, MB, MA, MC, CH, VA, WC, AM, 16 ... */
  readonly filing?: string | undefined;
  readonly party?: Party | undefined;
  readonly payer?: Party | undefined;
}

/** Another payer on the claim: loop 2320 with 2330, and what it paid. */
export interface OtherPayer {
  readonly subscriber: Subscriber;
  readonly adjustments: readonly Adjustment[];
  readonly amounts: readonly Amount[];
}

/** What only a facility's claim says, 837I: CL1, and what HI says beside the diagnoses. */
export interface FacilityRecord {
  /** CL101 kind of admission, CL102 where the patient came from, CL103 how the stay ended. */
  readonly admission?: string | undefined;
  readonly origin?: string | undefined;
  readonly discharge?: string | undefined;
  /** HI DR: the diagnosis related group. */
  readonly drg?: string | undefined;
  /** HI BR, BQ (BBR, BBQ with ICD-10): procedures of the stay, the principal one first as written, and their days. */
  readonly procedures: readonly FacilityProcedure[];
  /** HI BH and BI: code and day, or code and span of days. */
  readonly occurrences: readonly DateRange[];
  /** HI BE: code and number as written, dollars or a count as the code has it. */
  readonly values: readonly (readonly [code: string, number: string])[];
  /** HI BG. */
  readonly conditions: readonly string[];
  /** HI of any other qualifier, and code. */
  readonly others: readonly (readonly [qualifier: string, code: string])[];
}

export interface FacilityProcedure {
  readonly qualifier: string;
  readonly code: string;
  readonly day?: Day | undefined;
}

/** A claim of an 837P or 837I: loop 2300 with its lines, and the loops above it. */
export interface ClaimRecord {
  readonly span: Span;
  readonly version: string;
  /** ST02 and the interchange's ISA13, to tell two sendings apart. */
  readonly set: string;
  readonly interchange: string;
  /** CLM01, as written. */
  readonly id: string;
  /** CLM02. */
  readonly charge?: Cents | undefined;
  /** CLM05-1, -2, -3. With kind B the place of service; with kind A the first two digits of the type of bill. */
  readonly place?: string | undefined;
  readonly placeKind?: string | undefined;
  readonly frequency?: string | undefined;
  /** CLM07 (A assigned, B lab only, C not assigned, P refused) and CLM08 benefits assigned Y, N, W. */
  readonly assignment?: string | undefined;
  readonly benefitsAssigned?: string | undefined;
  /** CLM11 related causes: AA auto, EM employment, OA other accident; and the state of an auto accident. */
  readonly causes: readonly string[];
  readonly accidentState?: string | undefined;
  readonly billing?: Party | undefined;
  readonly payTo?: Party | undefined;
  readonly subscriber?: Subscriber | undefined;
  /** Loop 2010CA when the patient is not the subscriber. */
  readonly patient?: Party | undefined;
  /**
   * 2310: 82 rendering, 77 facility, DN referring, DQ supervising, PW/45 ambulance pick-up and drop-off; of a facility 71
   * attending, 72 operating, ZZ other operating.
   */
  readonly parties: readonly Party[];
  readonly dates: readonly DateRange[];
  readonly refs: readonly Reference[];
  readonly amounts: readonly Amount[];
  /** HI, qualifier and code: ["ABK", "S0990XA"]. */
  readonly diagnoses: readonly (readonly [string, string])[];
  /** Only of an 837I. */
  readonly facility?: FacilityRecord | undefined;
  readonly notes: readonly string[];
  readonly otherPayers: readonly OtherPayer[];
  readonly lines: readonly ClaimLineRecord[];
}

export interface ClaimLineRecord {
  readonly span: Span;
  /** LX01. */
  readonly number?: string | undefined;
  /** SV201: the revenue code, of an 837I. */
  readonly revenue?: string | undefined;
  /** SV101 or SV202. */
  readonly procedure?: Procedure | undefined;
  /** SV102 or SV203. */
  readonly charge?: Cents | undefined;
  /** SV103 or SV204 (UN counts, MJ minutes, DA days), and SV104 or SV205. */
  readonly unit?: string | undefined;
  readonly units?: string | undefined;
  readonly place?: string | undefined;
  /** SV107 pointers into the diagnoses, counted from 1. */
  readonly diagnosisPointers: readonly number[];
  /** SV109 is Y. */
  readonly emergency: boolean;
  readonly dates: readonly DateRange[];
  readonly refs: readonly Reference[];
  readonly amounts: readonly Amount[];
  readonly parties: readonly Party[];
}

/** The head of an 835: BPR, TRN, DTM, REF, N1 loops. One per ST; shared by all its claim payments. */
export interface PaymentRecord {
  readonly span: Span;
  readonly version: string;
  readonly set: string;
  readonly interchange: string;
  /** ISA09 and GS04: the day the file says it was made. */
  readonly fileDay?: Day | undefined;
  /** BPR01 (I, C, D, H, U, X ...), BPR02, BPR03, BPR04, BPR16. */
  readonly handling?: string | undefined;
  readonly amount?: Cents | undefined;
  readonly creditDebit?: string | undefined;
  readonly method?: string | undefined;
  readonly effective?: Day | undefined;
  /** TRN02 and TRN03. */
  readonly trace?: string | undefined;
  readonly payerTaxId?: string | undefined;
  /** DTM*405. */
  readonly produced?: Day | undefined;
  readonly payer?: Party | undefined;
  readonly payee?: Party | undefined;
  readonly refs: readonly Reference[];
}

/** PLB: an adjustment of the whole payment, not of one claim. A positive amount reduces the payment. */
export interface ProviderAdjustment {
  readonly provider: string;
  readonly fiscalEnd?: Day | undefined;
  readonly reason: string;
  readonly reference?: string | undefined;
  readonly amount: Cents;
}

/** A CLP loop of an 835: loop 2100 with its service lines. */
export interface ClaimPaymentRecord {
  readonly span: Span;
  readonly payment: PaymentRecord;
  /** TS3 provider of the 2000 loop, when given. */
  readonly provider?: string | undefined;
  /** CLP01, as written. */
  readonly id: string;
  /** CLP02: 1 primary, 2 secondary, 4 denied, 22 reversal ... */
  readonly status?: string | undefined;
  readonly charge?: Cents | undefined;
  readonly paid?: Cents | undefined;
  /** CLP05 patient responsibility; absent is not zero. */
  readonly patient?: Cents | undefined;
  /** CLP06, CLP07, CLP08, CLP09. */
  readonly filing?: string | undefined;
  readonly payerClaimNumber?: string | undefined;
  readonly facilityCode?: string | undefined;
  readonly frequency?: string | undefined;
  readonly adjustments: readonly Adjustment[];
  readonly parties: readonly Party[];
  /** Remark codes of MIA and MOA, in order. */
  readonly remarks: readonly string[];
  readonly refs: readonly Reference[];
  readonly dates: readonly DateRange[];
  readonly contacts: readonly Contact[];
  readonly amounts: readonly Amount[];
  readonly quantities: readonly (readonly [string, string])[];
  readonly lines: readonly ServicePaymentRecord[];
}

/** An SVC loop of an 835: loop 2110. */
export interface ServicePaymentRecord {
  readonly span: Span;
  readonly procedure?: Procedure | undefined;
  readonly charge?: Cents | undefined;
  readonly paid?: Cents | undefined;
  readonly revenueCode?: string | undefined;
  /** SVC05, units paid; SVC07, units billed when they differ. */
  readonly units?: string | undefined;
  readonly billedUnits?: string | undefined;
  /** SVC06, the code that was submitted when the payer changed it. */
  readonly submitted?: Procedure | undefined;
  readonly adjustments: readonly Adjustment[];
  readonly dates: readonly DateRange[];
  readonly refs: readonly Reference[];
  readonly amounts: readonly Amount[];
  readonly quantities: readonly (readonly [string, string])[];
  /** LQ*HE remark codes, in order. */
  readonly remarks: readonly string[];
}

/** Whether a receiver took what it was sent; absent when it did not say. */
export type Outcome = "accepted" | "rejected";

/** A 999: what became of a functional group at its door. Comes after its sets. */
export interface GroupAnswer {
  readonly span: Span;
  readonly version: string;
  readonly set: string;
  readonly interchange: string;
  /** AK101, AK102, AK103: kind, control number (GS06) and version of the group that is answered. */
  readonly kind: string;
  readonly control: string;
  readonly guide?: string | undefined;
  /** AK901, and what it means. */
  readonly status?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** AK902, AK903, AK904: sets the group said it had, sets received, sets accepted. */
  readonly said?: number | undefined;
  readonly received?: number | undefined;
  readonly accepted?: number | undefined;
  /** AK905 to AK909. */
  readonly errors: readonly string[];
}

/** Loop 2000 of a 999: one transaction set of that group. */
export interface SetAnswer {
  readonly span: Span;
  /** Control number of the group (AK102), and of the set (AK202: its ST02). */
  readonly group: string;
  readonly control: string;
  /** AK201, AK203: 837 and its guide. */
  readonly kind: string;
  readonly guide?: string | undefined;
  /** IK501, and what it means: A and E are accepted, R, M, W and X rejected. */
  readonly status?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** IK502 to IK506. */
  readonly errors: readonly string[];
  readonly segments: readonly SegmentError[];
}

/** IK3: a segment that the receiver found wrong. What stood there (IK404) is not kept: it may name a patient. */
export interface SegmentError {
  readonly segment: string;
  /** IK302, counted from the ST, which is 1; IK303 the loop. */
  readonly position?: number | undefined;
  readonly loop?: string | undefined;
  /** IK304. */
  readonly error?: string | undefined;
  readonly elements: readonly ElementError[];
}

/** IK4. */
export interface ElementError {
  /** IK401: element, and component when one is named. */
  readonly element?: number | undefined;
  readonly component?: number | undefined;
  /** IK403. */
  readonly error?: string | undefined;
}

/** One status of an STC: STC01, STC10 or STC11. */
export interface ClaimStatus {
  /** A1 received, A2 accepted, A3 and A6 to A8 rejected ... */
  readonly category: string;
  readonly code?: string | undefined;
  readonly entity?: string | undefined;
  readonly day?: Day | undefined;
  /** STC03: WQ accept, U reject. */
  readonly action?: string | undefined;
  readonly amount?: Cents | undefined;
}

/** Loop 2200 of a 277CA: what became of a claim, or of all that a receiver or provider sent. */
export interface ClaimAnswer {
  readonly span: Span;
  readonly version: string;
  readonly set: string;
  readonly interchange: string;
  readonly about: "receiver" | "provider" | "claim";
  /** TRN02: of a claim its CLM01. */
  readonly id: string;
  readonly outcome?: Outcome | undefined;
  readonly payer?: Party | undefined;
  readonly provider?: Party | undefined;
  readonly patient?: Party | undefined;
  readonly statuses: readonly ClaimStatus[];
  /** 1K the payer's claim number, D9 the clearinghouse's, BLT type of bill. */
  readonly refs: readonly Reference[];
  readonly dates: readonly DateRange[];
  readonly quantities: readonly (readonly [string, string])[];
  readonly amounts: readonly Amount[];
  readonly lines: readonly LineAnswer[];
}

/** Loop 2220: one service line. */
export interface LineAnswer {
  readonly procedure?: Procedure | undefined;
  readonly charge?: Cents | undefined;
  readonly revenue?: string | undefined;
  readonly statuses: readonly ClaimStatus[];
  readonly refs: readonly Reference[];
}
