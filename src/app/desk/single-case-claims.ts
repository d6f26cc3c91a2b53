import { type Day, plusDays } from "#base/day.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { inForce } from "#case/expected.ts";
import {
  type CoveredLine,
  type DueClaim,
  isSamePatient,
  type LaterClaim,
  RENEW_DAYS,
  type SingleCaseDue,
  singleCaseDue,
  type Tie,
  tieOf,
} from "#case/single-case.ts";
import type { Payer } from "#claim/claim.ts";
import { namesPayer } from "#claim/contract.ts";
import { storedClaim } from "#claim/stored.ts";
import { longDay } from "#document/wording.ts";
import type { TenantTx } from "#store/store.ts";
import { type LoggedCase, loadCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { evaluateAll, type StoredEvaluation } from "./evaluate-claim.ts";
import { type NotNow, notNow } from "./refused.ts";
import { medicareFor } from "./single-case-medicare.ts";
import { listSingleCases, type SingleCase, singleCaseBy, termsOf } from "./single-case-rows.ts";

/** Claims that came after a single case agreement, what each is due under it, and how it becomes the agreement of a case. */

export interface UnderAgreement {
  /** Key of the claim, and its number. */
  readonly id: string;
  readonly number: string;
  readonly from: Day | undefined;
  /** Why it is counted in; "by hand" where a person said so. */
  readonly tie: Tie | { readonly by: "hand"; readonly doubt: undefined };
  readonly due: DueClaim;
  /** Its case; undefined where nothing is worked on it. */
  readonly case: { readonly id: string; readonly number: string } | undefined;
  readonly onCase: OnCase;
}

/** Whether its case knows: entered from here, or its lines stand under what was agreed elsewhere. */
export const ON_CASE = ["no case", "not entered", "entered", "another agreement"] as const;
export type OnCase = (typeof ON_CASE)[number];

/** What an agreement comes to: its claims, its units, and why it is time to renew it. */
export interface SingleCaseUse {
  readonly claims: readonly UnderAgreement[];
  /** Claims left out by a person. */
  readonly leftOut: readonly { readonly id: string; readonly number: string }[];
  /** Claims beyond the most that are read, which are in no total. */
  readonly notCounted: number;
  readonly total: SingleCaseDue;
  readonly renew: readonly string[];
}

export interface Candidate {
  readonly id: string;
  readonly number: string;
  readonly payer: Payer;
  readonly sent: Day | undefined;
  readonly claim: LaterClaim;
}

/** Claims of one agreement that are read: years of daily visits. */
const CLAIMS_MOST = 1_000;

interface Light {
  readonly id: string;
  readonly payer: Payer;
  readonly patient: string | undefined;
  readonly from: Day | null;
  /** Whether it names an authorization at all. */
  readonly numbered: boolean;
}

/** Every claim of a client in a span of days, with what tells whether it is worth reading. */
export async function lightRows(tx: TenantTx, client: string, from: Day, to: Day): Promise<readonly Light[]> {
  const rows = await tx.db
    .selectFrom("claim")
    .select(["id", "payer_key", "payer_name", "patient", "from_day"])
    .select((eb) => eb("body", "like", '%"priorAuthorization":%').as("numbered"))
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("from_day", ">=", from)
    .where("from_day", "<=", to)
    .execute();
  return rows.map((r) => ({
    ...{ id: r.id, payer: { key: r.payer_key, name: r.payer_name }, patient: r.patient ?? undefined },
    ...{ from: r.from_day, numbered: r.numbered === true },
  }));
}

/** Claims that may be of an agreement: of its payer, on its days, for its patient or with an authorization. */
async function candidatesOf(tx: TenantTx, s: SingleCase, light: readonly Light[]): Promise<readonly Candidate[]> {
  const isWorth = (c: Light): boolean =>
    s.added.includes(c.id) ||
    (c.from !== null &&
      s.from <= c.from &&
      c.from <= s.to &&
      namesPayer(s.payer, c.payer) &&
      ((c.numbered && s.authorization !== null) || isSamePatient(s.patient ?? undefined, c.patient) === true));
  const ids = light.flatMap((c) => (isWorth(c) ? [c.id] : []));
  return ids.length === 0 ? [] : await claimRows(tx, ids);
}

/** Claims as an agreement looks at them, the earliest service first. */
async function claimRows(tx: TenantTx, ids: readonly string[]): Promise<readonly Candidate[]> {
  const rows = await tx.db
    .selectFrom("claim")
    .select(["id", "number", "patient", "from_day", "body"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", ids)
    .orderBy("from_day")
    .orderBy("id")
    .execute();
  return rows.map((r): Candidate => {
    const { claim, sent } = storedClaim(r.body);
    const lines = claim.lines.map(
      (l): CoveredLine => ({
        ...{ number: l.number, code: l.code, modifiers: l.modifiers, units: l.units, date: l.date },
        ...{ billed: l.charge, allowed: undefined, medicare: undefined },
      }),
    );
    const of = { id: r.id, from: r.from_day ?? undefined, patient: r.patient ?? undefined, lines };
    const { payer, priorAuthorization: authorization } = claim;
    return { id: r.id, number: r.number, payer, sent, claim: { ...of, authorization } };
  });
}

/** A later claim with what came and, where a rate goes by it, what Medicare pays. */
const known = (desk: Desk, found: StoredEvaluation, c: LaterClaim, byMedicare: boolean): LaterClaim => ({
  ...c,
  lines: c.lines.map((l) => ({
    ...l,
    allowed: found.evaluation.lines.find((x) => x.number === l.number)?.allowed,
    medicare: byMedicare ? medicareFor(desk, found, l.number) : undefined,
  })),
});

export interface Read {
  readonly candidate: Candidate;
  readonly claim: LaterClaim;
  readonly tie: UnderAgreement["tie"];
  readonly evaluation: ClaimEvaluation;
}

/** The claims of an agreement as they stand today; one that another sending of it replaces is not counted. */
export async function readUnder(tx: TenantTx, desk: Desk, s: SingleCase, light: readonly Light[]) {
  const terms = termsOf(s);
  const byMedicare = s.rates.some((r) => r.price.basis === "percent of Medicare");
  const all = await candidatesOf(tx, s, light);
  const tied = all.flatMap((candidate) => {
    const tie = s.added.includes(candidate.id)
      ? ({ by: "hand", doubt: undefined } as const)
      : tieOf(terms, candidate.claim);
    return tie === undefined ? [] : [{ candidate, tie }];
  });
  const standing = tied.filter((t) => !s.leftOut.includes(t.candidate.id));
  const counted = standing.slice(0, CLAIMS_MOST);
  const ids = counted.map((t) => t.candidate.id);
  const found = ids.length === 0 ? undefined : await evaluateAll(tx, desk, s.client, ids, { asOf: desk.today() });
  const read = counted.flatMap(({ candidate, tie }): readonly Read[] => {
    const stored = found?.get(candidate.id);
    return stored === undefined || stored.evaluation.setAside !== undefined
      ? []
      : [{ candidate, tie, evaluation: stored.evaluation, claim: known(desk, stored, candidate.claim, byMedicare) }];
  });
  const leftOut = tied.flatMap(({ candidate: { id, number } }) => (s.leftOut.includes(id) ? [{ id, number }] : []));
  return {
    notCounted: standing.length - counted.length,
    read,
    leftOut,
    total: singleCaseDue(
      terms,
      read.map((r) => r.claim),
    ),
  };
}

export async function casesOf(tx: TenantTx, claims: readonly string[]) {
  if (claims.length === 0) return new Map<string, { readonly id: string; readonly number: string }>();
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "number", "claim"])
    .where("org", "=", tx.principal.org)
    .where("claim", "in", claims)
    .execute();
  return new Map(rows.map((r) => [r.claim, { id: r.id, number: r.number }]));
}

export const sourceOf = (s: SingleCase): string => `${s.name}${s.source === null ? "" : `, ${s.source}`}`;

/** How the case of a claim stands to the agreement, by the agreements in force on its lines. */
function onCaseOf(s: SingleCase, of: LoggedCase | undefined, due: DueClaim): OnCase {
  const view = of?.state.view;
  if (view === undefined) return "no case";
  const lines = new Set(due.lines.flatMap((l) => (l.due === undefined ? [] : [l.line])));
  const agreed = inForce(view).filter((a) => a.lines.some((l) => lines.has(l.line)));
  if (agreed.length === 0) return "not entered";
  return agreed.some((a) => a.source.startsWith(`${s.name},`) || a.source === s.name) ? "entered" : "another agreement";
}

function renewalOf(s: SingleCase, total: SingleCaseDue, today: Day): readonly string[] {
  if (s.state !== "agreed" || today > s.to) return [];
  const used = total.rates.flatMap((r, i) => {
    const rate = s.rates[i];
    return r.nearlyUsed && rate !== undefined ? [`${r.used} of ${rate.units} of ${rate.code} are used`] : [];
  });
  return [...used, ...(plusDays(today, RENEW_DAYS) >= s.to ? [`its last day is ${longDay(s.to)}`] : [])];
}

/** `light` where the claims of its client were looked through already. */
async function usageOf(tx: TenantTx, desk: Desk, s: SingleCase, light?: readonly Light[]): Promise<SingleCaseUse> {
  if (s.state !== "agreed" && s.state !== "ended")
    return { claims: [], leftOut: [], notCounted: 0, total: singleCaseDue(termsOf(s), []), renew: [] };
  const rows = light ?? (await lightRows(tx, s.client, s.from, s.to));
  const { read, leftOut, notCounted, total } = await readUnder(tx, desk, s, rows);
  const cases = await casesOf(
    tx,
    read.map((r) => r.candidate.id),
  );
  const logs = await loadCases(
    tx,
    [...cases.values()].map((c) => c.id),
  );
  const claims = total.claims.flatMap((due): readonly UnderAgreement[] => {
    const one = read.find((r) => r.candidate.id === due.id);
    if (one === undefined) return [];
    const { id, number, claim } = one.candidate;
    const of = cases.get(id);
    const onCase = onCaseOf(s, of && logs.get(of.id), due);
    return [{ id, number, from: claim.from, tie: one.tie, due, case: of, onCase }];
  });
  return { claims, leftOut, notCounted, total, renew: renewalOf(s, total, desk.today()) };
}

/** Agreements in force with their use, for the list: the claims of each client are looked through once. */
export async function usagesOf(
  tx: TenantTx,
  desk: Desk,
  all: readonly SingleCase[],
): Promise<ReadonlyMap<string, SingleCaseUse>> {
  const found = new Map<string, SingleCaseUse>();
  const live = all.filter((s) => s.state === "agreed");
  for (const client of new Set(live.map((s) => s.client))) {
    const own = live.filter((s) => s.client === client);
    const days = own.flatMap((s) => [s.from, s.to]).sort();
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) continue;
    const light = await lightRows(tx, client, first, last);
    for (const s of own) found.set(s.id, await usageOf(tx, desk, s, light));
  }
  return found;
}

/** The claim of a number, among those on days of the agreement; a sentence where there is none, or more than one. */
export async function claimByNumber(tx: TenantTx, id: string, number: string): Promise<Result<string, NotNow>> {
  const s = await singleCaseBy(tx, id);
  if (s === undefined) return err(notNow("not-found", "There is no such agreement."));
  const rows = await tx.db
    .selectFrom("claim")
    .select("id")
    .where("org", "=", tx.principal.org)
    .where("client", "=", s.client)
    .where("number", "=", number)
    .where("from_day", ">=", s.from)
    .where("from_day", "<=", s.to)
    .limit(2)
    .execute();
  const [one, second] = rows;
  if (one === undefined)
    return err(notNow("not-valid", `No claim ${number} has its first day of service within the agreement.`));
  return second === undefined ? ok(one.id) : err(notNow("not-valid", `Several claims are numbered ${number}.`));
}

/** The key by which cases know the payer of an agreement; its own words where no case has it. */
export async function payerKeyOf(tx: TenantTx, s: SingleCase): Promise<string> {
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["payer_key", "payer_name"])
    .distinct()
    .where("org", "=", tx.principal.org)
    .where("client", "=", s.client)
    .execute();
  return rows.find((r) => namesPayer(s.payer, { key: r.payer_key, name: r.payer_name }))?.payer_key ?? s.payer;
}

/** The agreements in force that a claim comes under, as its case says it. */
export async function agreementsOfClaim(
  tx: TenantTx,
  { client, claim }: { readonly client: string; readonly claim: string },
): Promise<readonly Pick<SingleCase, "id" | "name">[]> {
  const live = (await listSingleCases(tx, client)).filter((s) => s.state === "agreed" || s.state === "ended");
  if (live.length === 0) return [];
  const row = await claimRows(tx, [claim]);
  return live.flatMap((s) =>
    row.some(
      (c) =>
        !s.leftOut.includes(c.id) &&
        (s.added.includes(c.id) || (namesPayer(s.payer, c.payer) && tieOf(termsOf(s), c.claim) !== undefined)),
    )
      ? [{ id: s.id, name: s.name }]
      : [],
  );
}

/** An agreement with its use; undefined when there is none that the principal may see. */
export async function singleCaseShown(tx: TenantTx, desk: Desk, id: string) {
  const s = await singleCaseBy(tx, id);
  return s && { agreement: s, use: await usageOf(tx, desk, s) };
}
