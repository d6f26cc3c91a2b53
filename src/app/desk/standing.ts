import { type Day, daysBetween } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { Answer, CaseView } from "#case/state.ts";
import { BENEFITS_GOOD_DAYS, type Benefits, readBenefits } from "#claim/benefits.ts";
import { type ClaimStatus, readStatus, type StatusSaid, standingStatus } from "#claim/claim-status.ts";
import { remittanceFrom, type StoredClaim, storedClaim } from "#claim/stored.ts";
import { type FactId, type Facts, readFact, withFact } from "#law/fact.ts";
import { patientMaximum } from "#law/patient.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import type { QueueRow } from "./queue.ts";
import { type LocatedError, type SetOutcome, setsAnswered } from "./set-answers.ts";

/** Where a claim stands with its plan and which benefits were stated, as files and people said. */

export interface StatusEntry extends StatusSaid {
  /** Who said it, or which file shows it. */
  readonly source: string;
  /**
   * Of an answer to the set of the claim (999). One that was taken could be read, which says nothing of its claims: they stand
   * as submitted.
   */
  readonly set?: { readonly outcome: SetOutcome; readonly errors: readonly LocatedError[] };
}

/** The most a protected patient may be asked to pay, or what is missing to say it. */
export type PatientMost =
  | { readonly known: true; readonly maximum: Cents; readonly recognized: Cents; readonly cites: readonly string[] }
  | { readonly known: false; readonly missing: readonly string[] };

export interface Standing {
  readonly row: QueueRow;
  readonly status: { readonly now: ClaimStatus | undefined; readonly entries: readonly StatusEntry[] };
  readonly benefits:
    | {
        readonly is: Benefits;
        readonly source: string;
        readonly by: string;
        readonly days: number;
        readonly old: boolean;
      }
    | undefined;
  /** Absent while the claim is not protected. */
  readonly patient: PatientMost | undefined;
}

const answersOf = (view: CaseView, fact: FactId): readonly Answer[] =>
  view.facts.filter((f) => f.fact === fact && f.withdrawn === undefined);

/** Acknowledgments of the claim (277CA): those of its number that state no other charge and no other day of service. */
async function acknowledged(tx: TenantTx, row: QueueRow): Promise<readonly StatusEntry[]> {
  const found = await tx.db
    .selectFrom("claim_answer")
    .innerJoin("source_file", (on) =>
      on.onRef("source_file.org", "=", "claim_answer.org").onRef("source_file.id", "=", "claim_answer.file"),
    )
    .innerJoin("claim", (on) => on.onRef("claim.org", "=", "claim_answer.org").on("claim.id", "=", row.claim))
    .select(["claim_answer.day", "outcome", "category", "code", "claim_answer.payer_number", "segment"])
    .select("source_file.name")
    .where("claim_answer.org", "=", tx.principal.org)
    .where("claim_answer.client", "=", row.client)
    .whereRef("claim_answer.loose", "=", "claim.loose")
    .where((eb) =>
      eb.or([eb("claim_answer.billed", "is", null), eb("claim_answer.billed", "=", eb.ref("claim.billed"))]),
    )
    .where((eb) =>
      eb.or([
        eb("claim_answer.from_day", "is", null),
        eb("claim.from_day", "is", null),
        eb("claim_answer.from_day", "=", eb.ref("claim.from_day")),
      ]),
    )
    .orderBy("claim_answer.day")
    .execute();
  return found.map(({ day, outcome, category, code, payer_number, segment, name }) => ({
    status: outcome,
    day,
    ...(payer_number !== null && { reference: payer_number }),
    source: `277CA ${name}, segment ${segment}: ${code === null ? category : `${category}, code ${code}`}`,
  }));
}

const segmentOf = (body: string): number => storedClaim(body).claim.source.segment;

/** Answers to the set that the claim was sent in (999). */
async function setAnswered(tx: TenantTx, id: string, { claim }: StoredClaim): Promise<readonly StatusEntry[]> {
  const found = await setsAnswered(tx, { id, segment: claim.source.segment }, segmentOf);
  return found.map(({ day, outcome, set, group, isWhole, file, segment, codes, errors }) => ({
    status: outcome === "rejected" ? "rejected" : "submitted",
    day,
    source: `999 ${file}, segment ${segment}: ${isWhole ? "all of" : `set ${set} of`} group ${group} ${outcome}${codes === "" ? "" : ` (${codes})`}`,
    set: { outcome, errors },
  }));
}

/** What files show of a claim: that it was sent, and each answer of the plan. */
async function shownBy(tx: TenantTx, row: QueueRow): Promise<readonly StatusEntry[]> {
  const org = tx.principal.org;
  const kept = await tx.db
    .selectFrom("claim")
    .select("body")
    .where("org", "=", org)
    .where("id", "=", row.claim)
    .executeTakeFirst();
  const claim = kept && storedClaim(kept.body);
  const answers = await tx.db
    .selectFrom("remittance")
    .select(["body", "source"])
    .where("org", "=", org)
    .where("claim", "=", row.claim)
    .execute();
  const shown: StatusEntry[] = [];
  if (claim?.sent !== undefined) shown.push({ status: "submitted", day: claim.sent, source: "the 837" });
  // Before what is answered to the claim itself, which outranks it on one day.
  if (claim !== undefined) shown.push(...(await setAnswered(tx, row.claim, claim)));
  for (const { body, source } of answers) {
    const r = remittanceFrom(body);
    const day = r.payment.effective ?? r.payment.fileDay;
    // What the plan allows and the patient owes is paid as far as the plan goes.
    const isPaid = r.paid > 0n || (r.patient ?? 0n) > 0n;
    if (day !== undefined)
      shown.push({ status: isPaid ? "paid" : "denied", day, source: source === "typed" ? "a typed EOB" : "an 835" });
  }
  shown.push(...(await acknowledged(tx, row)));
  return shown.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function benefitsOf(view: CaseView, today: Day): Standing["benefits"] {
  const answer = answersOf(view, "oon_benefits").at(-1);
  const is = answer === undefined ? undefined : readBenefits(answer.value);
  if (answer === undefined || is === undefined) return undefined;
  const days = Math.max(0, daysBetween(is.asOf, today));
  return { is, source: answer.source, by: answer.by.name, days, old: days > BENEFITS_GOOD_DAYS };
}

/** Facts of the case that the patient's share is reckoned by, the benefits of the same care among them. */
function shareFacts(view: CaseView, benefits: Benefits | undefined): Facts {
  let facts: Facts = { billed: view.finding.billed };
  for (const id of ["qpa", "copay", "deductible_remaining", "inn_coinsurance_pct"] as const)
    for (const a of answersOf(view, id)) {
      const read = readFact(id, a.value);
      if (read.ok) facts = withFact(facts, id, read.value);
    }
  const { inNetworkDeductibleLeft: left, inNetworkCoinsurance: share, inNetworkCopay: copay } = benefits ?? {};
  return {
    ...facts,
    ...(left !== undefined && { deductible_remaining: left }),
    ...(share !== undefined && { inn_coinsurance_pct: { top: BigInt(share), bottom: 100n } }),
    ...(copay !== undefined && { copay }),
  };
}

function mostOf(view: CaseView, benefits: Benefits | undefined): PatientMost {
  const found = patientMaximum(shareFacts(view, benefits));
  if (!found.ok) return { known: false, missing: found.missing };
  const { maximum, recognized, cites } = found.value;
  return { known: true, maximum, recognized, cites: cites.map((c) => c.text) };
}

/** A set that was taken says only that its claims were sent, so it never follows upon what became of the claim itself. */
function statusNow(said: readonly StatusEntry[], files: readonly StatusEntry[]): ClaimStatus | undefined {
  const ofClaim = files.filter((f) => f.set === undefined || f.set.outcome === "rejected");
  return standingStatus(said, said.length + ofClaim.length === 0 ? files : ofClaim)?.status;
}

/** Undefined when there is no such case, or none that the principal may see. */
export async function standingOf(tx: TenantTx, caseId: string, today: Day): Promise<Standing | undefined> {
  const row = await rowOf(tx, caseId);
  const view = row && (await loadCase(tx, caseId))?.state.view;
  if (row === undefined || view === undefined) return undefined;
  const files = await shownBy(tx, row);
  const said = answersOf(view, "claim_status").flatMap((a): readonly StatusEntry[] => {
    const is = readStatus(a.value);
    return is === undefined ? [] : [{ ...is, source: `${a.source}, noted by ${a.by.name}` }];
  });
  const benefits = benefitsOf(view, today);
  return {
    row,
    status: {
      now: statusNow(said, files),
      entries: [...files, ...said].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    },
    benefits,
    patient: row.flags.includes("protected") ? mostOf(view, benefits?.is) : undefined,
  };
}
