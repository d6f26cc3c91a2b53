import { mayBeFederal, rightsOf } from "#app/letter.ts";
import { paperText, safeName } from "#app/report-files.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Conditions } from "#case/event.ts";
import { receivableOf } from "#case/expected.ts";
import type { Agreement, CaseState, CaseView } from "#case/state.ts";
import { allocate } from "#claim/allocate.ts";
import {
  type SettledClaim,
  type SettledLine,
  type SettlementInput,
  type SignedKind,
  settlementOf,
} from "#document/settlement.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCase } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { termsOf } from "./negotiation-offers.ts";
import { packageOf } from "./package-rows.ts";
import { NO_CASE, type Paper, type PaperRefused, type Ready, readyFor, recipientFrom } from "./papers.ts";
import { notNow } from "./refused.ts";
import { type SignCheck, signChecks, standInTheWay } from "./sign-checks.ts";
import { agreedInAll, type Signing, signGroundOf } from "./sign-ground.ts";

/** What both sides sign, made of the agreements of a case or of a deal over several; refused while a check fails. */

export interface SettlementAsked {
  readonly kind: SignedKind;
  /** Which agreement of the case; the newest in force where none is named. */
  readonly agreement: number | undefined;
  /** Last day on which the rate stands, where one was agreed. */
  readonly stands: Day | undefined;
}

type As = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

interface Open {
  readonly ready: Ready;
  readonly state: CaseState;
  readonly view: CaseView;
}

async function openOf(tx: TenantTx, desk: Desk, caseId: string): Promise<Open | undefined> {
  const ready = await readyFor(tx, desk, caseId);
  const state = (await loadCase(tx, caseId))?.state;
  return ready === undefined || state?.view === undefined ? undefined : { ready, state, view: state.view };
}

const inForce = (view: CaseView): readonly Agreement[] =>
  view.agreements.filter((a) => a.superseded === undefined && a.kind === "agreement");

const signingOf = ({ ready, state, view }: Open, agreement: Agreement): Signing => ({
  ...{ row: ready.row, ground: ready.ground, state, view, agreement },
  offer: view.offers.find((o) => o.event === agreement.offer),
  patient: undefined,
});

/** The lines of an agreement: what the plan pays on each, and what of the rate the patient owes, to the cent. */
function linesOf(open: Open, agreement: Agreement, today: Day): readonly SettledLine[] {
  const { lines } = open.ready.ground.evaluation;
  const agreed = lines.filter((l) => agreement.lines.some((a) => a.line === l.number));
  const shares = allocate(
    agreedInAll(signingOf(open, agreement)).patient,
    agreed.map((l) => l.patient),
  );
  const expected = receivableOf(open.view, today).expected.find((e) => e.agreement === agreement.event);
  return agreed.map((l, i) => {
    const since = expected?.lines.find((e) => e.line === l.number)?.received ?? ZERO;
    // Only a further payment is counted apart from what came before; the other counts all there ever is.
    const before = agreement.basis === "further payment" ? cents(l.paid - since) : l.paid;
    return {
      ...{ line: l.number, code: l.code, modifiers: l.modifiers, day: l.date, units: l.units, before },
      plan: agreement.lines.find((a) => a.line === l.number)?.amount ?? ZERO,
      patient: shares[i] ?? ZERO,
    };
  });
}

function claimOf(open: Open, agreement: Agreement, today: Day): SettledClaim | undefined {
  const { row, ground } = open.ready;
  const [first, ...rest] = linesOf(open, agreement, today);
  return (
    first && {
      ...{ number: row.number, claim: ground.evaluation.claim, lines: [first, ...rest], agreement: agreement.event },
      payerClaimNumber: ground.matched.standing[0]?.payerClaimNumber,
      rights: rightsOf(ground.evaluation),
    }
  );
}

type Parties = Pick<SettlementInput, "provider" | "sender" | "payer">;

/** Who signs on both sides, or what the profile lacks for it. */
async function partiesOf(desk: Desk, org: string, { ready }: Open): Promise<Result<Parties, PaperRefused["missing"]>> {
  const { ground, files, row } = ready;
  const { profile, matched } = ground;
  const billing = matched.claim?.billing ?? matched.standing[0]?.payee;
  const [name, npi] = [billing?.name ?? profile?.name, billing?.npi ?? profile?.npis[0]];
  const missing = [
    name === undefined && { fact: "provider name", question: "Put name into the practice profile." },
    npi === undefined && { fact: "provider NPI", question: "Put npis into the practice profile." },
    (profile?.letterhead ?? []).length === 0 && {
      fact: "sender",
      question: "Put letterhead into the practice profile.",
    },
    profile?.signer === undefined && {
      fact: "signer",
      question: "Put signer, with name and title, into the practice profile.",
    },
  ].filter((m) => m !== false);
  if (name === undefined || npi === undefined || profile?.signer === undefined || missing.length > 0)
    return err(missing);
  const read = await recipientFrom(desk, org, files, matched.standing[0]?.source);
  return ok({
    provider: { name, npi, tin: billing?.tin ?? profile.tins[0] },
    sender: { letterhead: profile.letterhead, signer: profile.signer.name, title: profile.signer.title },
    payer: read ?? { name: row.payer_name, address: [], contacts: [] },
  });
}

const refused = (sentence: string): Result<never, PaperRefused> =>
  err({ refused: notNow("not-now", sentence), missing: [] });

const failing = (checks: readonly SignCheck[], of = ""): string =>
  standInTheWay(checks)
    .map((c) => `${of}${c.label} is not so: ${c.says} (${c.source}).`)
    .join(" ");

export interface SettlementPaper extends Paper {
  readonly to: string;
  readonly agreement: number | undefined;
}

interface Together {
  readonly id: string;
  readonly name: string;
  readonly opens: readonly (readonly [Open, Agreement])[];
  readonly terms: Conditions;
}

async function paperOf(
  desk: Desk,
  as: As,
  org: string,
  asked: Omit<SettlementAsked, "agreement">,
  { id, name, opens, terms }: Together,
): Promise<Result<SettlementPaper, PaperRefused>> {
  const today = desk.today();
  const [one] = opens;
  if (one === undefined) return refused("Nothing was agreed yet.");
  const checks = await as(async (tx) => {
    const all: string[] = [];
    for (const [open, agreement] of opens) {
      const ground = await signGroundOf(tx, signingOf(open, agreement), today);
      all.push(failing(signChecks(ground), opens.length === 1 ? "" : `${open.ready.row.number}: `));
    }
    return all.filter((t) => t !== "");
  });
  if (checks.length > 0) return refused(`Nothing was written. ${checks.join(" ")}`);
  const parties = await partiesOf(desk, org, one[0]);
  if (!parties.ok)
    return err({
      refused: notNow("not-now", "The paper lacks something; nothing was written."),
      missing: parties.error,
    });
  const [first, ...rest] = opens.flatMap(([open, agreement]) => claimOf(open, agreement, today) ?? []);
  if (first === undefined) return refused("The lines of the agreement are not on the claim any more.");
  const [open, agreement] = one;
  const { agreed, due, days, basis, source } = agreement;
  const paper = settlementOf({
    ...parties.value,
    ...{ kind: asked.kind, id, madeOn: today, agreed, due, days, basis, claims: [first, ...rest], terms },
    federal: opens.some(([o]) => mayBeFederal(o.ready.ground.evaluation)),
    stands: asked.stands,
    agreedBy: source,
  });
  return ok({
    ...{ row: open.ready.row, template: "settlement", text: paperText(paper), to: parties.value.payer.name },
    ...{ name: `${safeName(name)}.${asked.kind.replaceAll(" ", "-")}`, agreement: agreement.event },
  });
}

/** The settlement agreement of a case, or the confirmation of its rate. */
export async function settlementOfCase(
  desk: Desk,
  as: As,
  org: string,
  caseId: string,
  asked: SettlementAsked,
): Promise<Result<SettlementPaper, PaperRefused>> {
  const open = await as((tx) => openOf(tx, desk, caseId));
  if (open === undefined) return err(NO_CASE);
  const all = inForce(open.view);
  const agreement = asked.agreement === undefined ? all.at(-1) : all.find((a) => a.event === asked.agreement);
  if (agreement === undefined)
    return refused("There is no agreement in force to put on paper. Accept an offer, or enter what was agreed.");
  const offer = open.view.offers.find((o) => o.event === agreement.offer);
  const { number } = open.ready.row;
  return await paperOf(desk, as, org, asked, {
    ...{ id: `${number}.${agreement.event}`, name: number, opens: [[open, agreement]] },
    terms: agreement.conditions ?? (offer && termsOf(offer)) ?? {},
  });
}

/** The settlement agreement of a deal that was taken: every case with the agreement it got by it. */
export async function settlementOfPackage(
  desk: Desk,
  as: As,
  org: string,
  id: string,
  asked: Omit<SettlementAsked, "agreement">,
): Promise<Result<SettlementPaper, PaperRefused>> {
  const found = await as(async (tx) => {
    const row = await packageOf(tx, id, desk.today());
    if (row === undefined) return undefined;
    const opens: Open[] = [];
    for (const c of row.body.cases) {
      const open = await openOf(tx, desk, c);
      if (open !== undefined) opens.push(open);
    }
    return { row, opens };
  });
  if (found === undefined) return err({ refused: notNow("not-found", "There is no such deal."), missing: [] });
  const { row, opens } = found;
  const { ended } = row.body;
  if (row.state !== "accepted" || ended === null)
    return refused("This deal was not taken, so there is nothing to sign.");
  // Taking a deal enters one agreement on each of its cases, on one day, from one source.
  const agreed = opens.flatMap((open) => {
    const a = inForce(open.view).findLast((x) => x.agreed === ended.on && x.source === ended.how);
    return a === undefined ? [] : [[open, a] as const];
  });
  if (agreed.length < row.cases) return refused("An agreement of this deal is no longer in force on one of its cases.");
  return await paperOf(desk, as, org, asked, {
    ...{ id: `deal ${id.slice(-8)}`, name: row.name, opens: agreed },
    terms: agreed[0]?.[1].conditions ?? {},
  });
}

/** The list before signing: of their offer that may be taken, or of what was agreed. */
export async function checksOfCase(
  desk: Desk,
  as: As,
  caseId: string,
  asked: {
    readonly offer: number | undefined;
    readonly agreement: number | undefined;
    readonly patient: Cents | undefined;
  },
): Promise<Result<{ readonly row: Ready["row"]; readonly checks: readonly SignCheck[] }, PaperRefused>> {
  return await as(async (tx) => {
    const open = await openOf(tx, desk, caseId);
    if (open === undefined) return err(NO_CASE);
    const agreement = open.view.agreements.find((a) => a.event === asked.agreement);
    const offer = open.view.offers.find((o) => o.event === asked.offer);
    if (agreement === undefined && offer === undefined)
      return refused("There is no such offer or agreement on this case.");
    const { row } = open.ready;
    const signing =
      agreement === undefined
        ? {
            row,
            ground: open.ready.ground,
            state: open.state,
            view: open.view,
            offer,
            agreement,
            patient: asked.patient,
          }
        : signingOf(open, agreement);
    return ok({ row, checks: signChecks(await signGroundOf(tx, signing, desk.today())) });
  });
}
