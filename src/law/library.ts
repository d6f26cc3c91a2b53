import { APPEAL_DEADLINES } from "./federal/appeal.ts";
import { BATCHING } from "./federal/batching.ts";
import { DISPUTE_DEADLINES } from "./federal/dispute.ts";
import { DUTY_DEADLINES } from "./federal/duty.ts";
import { FORUMS } from "./federal/evidence.ts";
import { MASS_EXTENSIONS } from "./federal/extension.ts";
import { ADMIN_FEE, ENTITY_FEE } from "./federal/fees.ts";
import { NEGOTIATION_DEADLINES } from "./federal/negotiation.ts";
import { OTHER_PAYER_DEADLINES } from "./federal/other-payer.ts";
import { FEATURES_2026 } from "./federal/pending.ts";
import { QPA_FACTORS } from "./federal/qpa.ts";
import { CONSENT, SCOPE } from "./federal/scope.ts";
import { ESTIMATE_NOTICE, NO_STATE_INTEREST, PATIENT_DISPUTE_TEST, PLAN_DOCUMENT_PENALTY } from "./federal/sums.ts";
import type { StateLaw } from "./state.ts";
import { CA, CA_DEADLINES } from "./states/ca.ts";
import { CO, CO_DEADLINES } from "./states/co.ts";
import { CT } from "./states/ct.ts";
import { DE, DE_DEADLINES } from "./states/de.ts";
import { FEDERAL_ONLY } from "./states/federal-only.ts";
import { FL, FL_DEADLINES } from "./states/fl.ts";
import { GA, GA_DEADLINES } from "./states/ga.ts";
import { IL, IL_DEADLINES } from "./states/il.ts";
import { MD } from "./states/md.ts";
import { ME, ME_DEADLINES } from "./states/me.ts";
import { MI, MI_DEADLINES } from "./states/mi.ts";
import { MO, MO_DEADLINES } from "./states/mo.ts";
import { NE, NE_DEADLINES } from "./states/ne.ts";
import { NH, NH_DEADLINES } from "./states/nh.ts";
import { NJ, NJ_DEADLINES } from "./states/nj.ts";
import { NM } from "./states/nm.ts";
import { NV, NV_DEADLINES } from "./states/nv.ts";
import { NY, NY_DEADLINES } from "./states/ny.ts";
import { OH, OH_DEADLINES } from "./states/oh.ts";
import { TX, TX_DEADLINES } from "./states/tx.ts";
import { VA, VA_DEADLINES } from "./states/va.ts";
import { WA, WA_DEADLINES } from "./states/wa.ts";
import type { DatedValue, Deadline, Statute } from "./statute.ts";

/** The library: every body of law Parley knows. A new state is one file and one line here. */

export const STATUTES: readonly Statute[] = [SCOPE, CONSENT];

export const STATES: readonly StateLaw[] = [
  ...FEDERAL_ONLY,
  CA,
  CO,
  CT,
  DE,
  FL,
  GA,
  IL,
  MD,
  ME,
  MI,
  MO,
  NE,
  NH,
  NJ,
  NM,
  NV,
  NY,
  OH,
  TX,
  VA,
  WA,
];

export const DEADLINES: readonly Deadline[] = [
  ...NEGOTIATION_DEADLINES,
  ...DISPUTE_DEADLINES,
  ...APPEAL_DEADLINES,
  ...OTHER_PAYER_DEADLINES,
  ...DUTY_DEADLINES,
  ...CA_DEADLINES,
  ...CO_DEADLINES,
  ...DE_DEADLINES,
  ...FL_DEADLINES,
  ...GA_DEADLINES,
  ...IL_DEADLINES,
  ...ME_DEADLINES,
  ...MI_DEADLINES,
  ...MO_DEADLINES,
  ...NE_DEADLINES,
  ...NH_DEADLINES,
  ...NJ_DEADLINES,
  ...NV_DEADLINES,
  ...NY_DEADLINES,
  ...OH_DEADLINES,
  ...TX_DEADLINES,
  ...VA_DEADLINES,
  ...WA_DEADLINES,
];

/** Values that change with time, each under the name a reader would look for. */
export const DATED_VALUES = {
  "federal administrative fee": ADMIN_FEE,
  "federal entity fee": ENTITY_FEE,
  "batching rule": BATCHING,
  "QPA factor": QPA_FACTORS,
  "2026 rule features": FEATURES_2026,
} as const satisfies Readonly<Record<string, readonly DatedValue<unknown>[]>>;

export const EVIDENCE_RULES = FORUMS;
export const SUMS = { PATIENT_DISPUTE_TEST, PLAN_DOCUMENT_PENALTY, ESTIMATE_NOTICE, NO_STATE_INTEREST } as const;
export const EXTENSIONS = MASS_EXTENSIONS;

const BY_ID: ReadonlyMap<string, Deadline> = new Map(DEADLINES.map((d) => [d.id, d]));

/** The deadline with this id, or undefined when Parley has none. */
export const deadlineOf = (id: string): Deadline | undefined => BY_ID.get(id);

/** Whose law a rule is, by its id: "ny.request" is New York's; everything without a state's letters is federal, "US". */
export const jurisdictionOf = (id: string): string => (/^[a-z]{2}\./.test(id) ? id.slice(0, 2).toUpperCase() : "US");
