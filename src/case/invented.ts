import { day } from "#base/day.ts";
import { JsonBytes } from "#base/json-bytes.ts";
import { usd, ZERO } from "#base/money.ts";
import { type AnswersFor, coverageOf } from "#claim/answer-facts.ts";
import { assemble } from "#claim/assemble.ts";
import type { Claim, ClaimLine, Remittance, RemittanceLine } from "#claim/claim.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import type { AllowedHistory } from "#claim/history.ts";
import type { Profile } from "#claim/profile.ts";
import { withContested } from "#claim/receipt-dispute.ts";
import { NO_BOOKS } from "#price/book.ts";
import { writeClaim } from "./claim-json.ts";
import { CURRENT_LAW } from "./deciding.ts";
import { evaluate } from "./evaluate.ts";
import type { ClaimEvaluation } from "./evaluation.ts";

/** Invented claims for tests: one claim of one line in Arizona, a federal-only state, unless a test says otherwise. */

export const AS_OF = day("2026-11-20");

export interface Told {
  readonly charge?: string;
  readonly code?: string;
  readonly place?: string;
  readonly emergency?: boolean;
  readonly filing?: string;
  readonly state?: string;
  readonly group?: string;
  readonly units?: string;
  /** Absent: nobody answered. Several: one after the other. */
  readonly remittances?: readonly ToldRemittance[];
  readonly profile?: Partial<Profile>;
  readonly facts?: readonly (readonly [
    scope: FactAnswer["scope"],
    key: string,
    fact: string,
    value: string,
    source?: string,
  ])[];
  /** Median allowed a unit for every code, over ten lines; "none" for no benchmark. */
  readonly median?: string;
  readonly asOf?: string;
  readonly noClaim?: boolean;
}

export interface ToldRemittance {
  readonly paid: string;
  readonly status?: string;
  /** Group, reason, amount. */
  readonly cas?: readonly (readonly [string, string, string])[];
  readonly remarks?: readonly string[];
  readonly claimRemarks?: readonly string[];
  readonly stated?: string;
  readonly effective?: string;
  readonly fileDay?: string;
  readonly charge?: string;
}

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" } as const;
const PROVIDER = { npi: "1000000004", tin: "000000001", state: "AZ", zip: "85001" } as const;

export const PROFILE: Profile = {
  npis: ["1000000004"],
  tins: ["000000001"],
  specialties: [],
  localities: [],
  contractsComplete: true,
  contracts: [],
  medicarePercent: { top: 150n, bottom: 100n },
  medicarePercentStated: false,
  workRate: { top: 1n, bottom: 10n },
  letterhead: [],
};

function claimOf(t: Told): Claim {
  const line: ClaimLine = {
    number: 1,
    code: t.code ?? "99285",
    modifiers: [],
    charge: usd(t.charge ?? "1000.00"),
    units: t.units ?? "1",
    unit: "UN",
    date: day("2026-09-01"),
    place: t.place ?? "23",
    emergency: t.emergency ?? true,
  };
  return {
    id: "C-1",
    source: { file: "claims.837", byte: 0, segment: 1 },
    form: "professional",
    billed: line.charge,
    from: day("2026-09-01"),
    to: day("2026-09-01"),
    payer: PAYER,
    filing: t.filing ?? "CI",
    responsibility: "P",
    ...(t.group === undefined ? {} : { group: t.group }),
    billing: { ...PROVIDER, state: t.state ?? "AZ" },
    causes: [],
    diagnoses: [],
    lines: [line],
  };
}

function remittanceOf(t: Told, r: ToldRemittance, i: number): Remittance {
  const adjustments = (r.cas ?? []).map(([group, reason, amount]) => ({ group, reason, amount: usd(amount) }));
  const line: RemittanceLine = {
    code: t.code ?? "99285",
    modifiers: [],
    charge: usd(r.charge ?? t.charge ?? "1000.00"),
    paid: usd(r.paid),
    units: t.units ?? "1",
    date: day("2026-09-01"),
    ...(r.stated === undefined ? {} : { allowedStated: usd(r.stated) }),
    adjustments,
    remarks: r.remarks ?? [],
  };
  return {
    id: "C-1",
    source: { file: `paid-${i}.835`, byte: 0, segment: 1 },
    status: r.status ?? "1",
    billed: line.charge,
    paid: line.paid,
    filing: t.filing ?? "12",
    payer: PAYER,
    payee: { ...PROVIDER, state: t.state ?? "AZ" },
    from: day("2026-09-01"),
    payment: {
      effective: day(r.effective ?? "2026-11-02"),
      fileDay: day(r.fileDay ?? r.effective ?? "2026-11-02"),
      trace: `T${i}`,
      amount: ZERO,
    },
    adjustments: [],
    remarks: r.claimRemarks ?? [],
    lines: [line],
  };
}

/** Evaluates what was told. */
export function told(t: Told): ClaimEvaluation {
  const remittances = (t.remittances ?? []).map((r, i) => remittanceOf(t, r, i));
  const matched = assemble(t.noClaim === true ? undefined : claimOf(t), remittances, "control-number");
  const answers = new Map<string, FactAnswer>();
  for (const [i, [scope, key, fact, value, source = "a test"]] of (t.facts ?? []).entries()) {
    const answer = { scope, key, fact, value, source, file: "facts.csv", line: i + 2 };
    answers.set(fact, withContested(answer, answers.get(fact)));
  }
  const answersFor: AnswersFor = () => answers;
  const profile = t.profile === undefined ? PROFILE : { ...PROFILE, ...t.profile };
  const median = t.median ?? "800.00";
  const history: AllowedHistory = {
    median: () => (median === "none" ? undefined : { median: usd(median), n: 10 }),
  };
  return evaluate({
    matched,
    coverage: coverageOf(matched, profile, answersFor),
    profile,
    books: NO_BOOKS,
    history,
    law: CURRENT_LAW,
    asOf: day(t.asOf ?? AS_OF),
  });
}

/** One claim of the map's `claims`, as JSON text. */
export function claimJson(e: ClaimEvaluation): string {
  const out = new JsonBytes();
  writeClaim(out, e);
  return new TextDecoder().decode(out.view());
}
