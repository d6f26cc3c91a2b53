import { type LetterSaid, letterFor } from "#app/letter.ts";
import { outlineFor } from "#app/plan.ts";
import { paperText, safeName } from "#app/report-files.ts";
import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Conditions } from "#case/event.ts";
import type { CaseState, CaseView, Offer } from "#case/state.ts";
import type { CaseAgreement } from "#document/agreement-terms.ts";
import type { LetterKind, TheirOffer } from "#document/letter.ts";
import { longDay } from "#document/wording.ts";
import type { EvidenceKind } from "#law/evidence.ts";
import type { TenantTx } from "#store/store.ts";
import { ITEM_BENCHMARKS, type ItemBenchmark, KIND_OF } from "#strategy/item-benchmarks.ts";
import { loadCase } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { stateOfOffer, termsOf } from "./negotiation-offers.ts";
import { CIRCUMSTANCES } from "./negotiation-reasons.ts";
import { agreedFigures } from "./package-letter.ts";
import { dealOf } from "./package-rows.ts";
import { NO_CASE, type Paper, type PaperRefused, readyFor, recipientFrom } from "./papers.ts";
import { notNow } from "./refused.ts";

/** Letters of a case, made of its offers, its calls and its claim. A letter of an offer that nobody made is a draft. */
export interface LetterAsked {
  readonly kind: LetterKind;
  /** The offer it is about: ours of an opening or counter, theirs of an acceptance or rejection. */
  readonly offer: number | undefined;
  /** Of a draft: what would be offered. */
  readonly amount: Cents | undefined;
  readonly expires: Day | undefined;
  readonly terms: Conditions;
  /** Their own number for the talks. */
  readonly reference: string | undefined;
  /** Why a rejection, or what shows the gap in the network; one reason a line. */
  readonly because: readonly string[];
  /** Of a single case agreement: what it says beyond the price. */
  readonly agreement: CaseAgreement | undefined;
}

const OURS: readonly LetterKind[] = ["opening", "counter"];
const CALLS = 2;

/** Calls whose number somebody wrote down, the newest last. */
const callsOf = (state: CaseState): LetterSaid["references"] =>
  state.log
    .flatMap((e) =>
      e.type === "call logged" && e.body.reference !== undefined
        ? [{ label: `Call of ${longDay(e.on)}`, value: `${e.body.who}, reference ${e.body.reference}` }]
        : [],
    )
    .slice(-CALLS);

const theirsOf = (o: Offer | undefined, reference: string | undefined): TheirOffer | undefined =>
  o && { amount: o.amount, made: o.made, reference };

const isBenchmark = (id: string): id is ItemBenchmark => (ITEM_BENCHMARKS as readonly string[]).includes(id);

/** What whoever made the offer chose to say for it, of what a letter can show. */
const reasonsOf = (ids: readonly string[]): NonNullable<LetterSaid["reasons"]> => ({
  benchmarks: ids.flatMap((id) => (isBenchmark(id) ? [KIND_OF[id]] : [])),
  words: Object.entries(CIRCUMSTANCES).flatMap(([kind, label]) =>
    ids.includes(kind) ? [{ kind: kind as EvidenceKind, label }] : [],
  ),
});

/** Which of the case's offers a letter is about; a sentence when the one named does not fit. */
function offersOf(
  view: CaseView,
  asked: LetterAsked,
): Result<{ readonly ours?: Offer; readonly theirs?: Offer }, string> {
  const named = asked.offer === undefined ? undefined : view.offers.find((o) => o.event === asked.offer);
  if (asked.offer !== undefined && named === undefined) return err("There is no such offer on this case.");
  const from = OURS.includes(asked.kind) ? "us" : "them";
  if (named !== undefined && asked.kind !== "single case agreement" && named.from !== from)
    return err(from === "us" ? "This letter is about an offer of ours." : "This letter answers an offer of theirs.");
  if (OURS.includes(asked.kind)) {
    const theirs = view.offers.findLast(
      (o) => o.from === "them" && (named?.answers === undefined || o.event === named.answers),
    );
    return ok({ ...(named && { ours: named }), ...(theirs && asked.kind === "counter" && { theirs }) });
  }
  const theirs = named ?? view.offers.findLast((o) => o.from === "them");
  return ok(theirs === undefined ? {} : { theirs });
}

/** An offer that was let out and that we stand by today. One only written down never passed the guardrails. */
const isStanding = (ours: Offer | undefined, today: Day): boolean =>
  ours?.guarded === true && ours.state !== "withdrawn" && stateOfOffer(ours, today) !== "expired";

function saidOf(state: CaseState, view: CaseView, asked: LetterAsked, today: Day): Result<LetterSaid, string> {
  if (asked.agreement !== undefined && asked.kind !== "single case agreement")
    return err("These terms are of a single case agreement, and this is another letter.");
  const found = offersOf(view, asked);
  if (!found.ok) return found;
  const { ours, theirs } = found.value;
  const about = ours ?? (asked.kind === "acceptance" || asked.kind === "single case agreement" ? theirs : undefined);
  const reference = asked.reference === undefined ? [] : [{ label: "Your reference", value: asked.reference }];
  const taken = theirs?.state === "accepted" || theirs?.state === "agreed";
  // An appeal asks what already left as an ask; another figure is a draft, as no letter goes round the guardrails.
  const asks = view.offers.findLast((o) => o.from === "us" && isStanding(o, today));
  const appealed = asked.kind === "appeal" ? (asked.amount ?? asks?.amount) : undefined;
  const draft = OURS.includes(asked.kind)
    ? !isStanding(ours, today)
    : asked.kind === "appeal"
      ? appealed !== asks?.amount
      : asked.kind === "rejection"
        ? theirs?.state !== "rejected"
        : !taken;
  return ok({
    kind: asked.kind,
    theirs: asked.kind === "single case agreement" ? undefined : theirsOf(theirs, asked.reference),
    amount:
      appealed ?? ours?.amount ?? asked.amount ?? (asked.kind === "single case agreement" ? theirs?.amount : undefined),
    lines: asked.kind === "appeal" ? undefined : about?.lines,
    draft,
    // Only what left through the guardrails as the last offer is called so (G3).
    final: ours?.final === true && isStanding(ours, today),
    expires: ours?.expires ?? (ours === undefined ? asked.expires : undefined),
    terms: about === undefined ? asked.terms : { ...termsOf(about) },
    references: [...reference, ...callsOf(state)],
    because: asked.because,
    agreement: asked.agreement,
    reasons: ours?.guarded === true ? reasonsOf(ours.reasons) : undefined,
    ...(asked.kind === "appeal" && { offers: view.offers.map(({ from, amount, made }) => ({ from, amount, made })) }),
  });
}

/** A letter of a case as a paper to be printed, or why there is none. */
export async function letterOfCase(
  desk: Desk,
  as: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  org: string,
  caseId: string,
  asked: LetterAsked,
): Promise<Result<Paper & { readonly to: string }, PaperRefused>> {
  const { ready, logged, deal } = await as(async (tx) => ({
    ready: await readyFor(tx, desk, caseId),
    logged: await loadCase(tx, caseId),
    deal: asked.kind === "single case agreement" ? await dealOf(tx, caseId, desk.today()) : undefined,
  }));
  if (ready === undefined || logged?.state.view === undefined) return err(NO_CASE);
  const { row, ground, files } = ready;
  const asOf = desk.today();
  const said = saidOf(logged.state, logged.state.view, asked, asOf);
  if (!said.ok) return err({ refused: notNow("not-now", said.error), missing: [] });
  const plan = outlineFor(ground, asOf);
  const read = await recipientFrom(desk, org, files, ground.matched.standing[0]?.source);
  const recipient = read ?? { name: row.payer_name, address: [], contacts: [] };
  const letter = letterFor({
    found: ground,
    number: row.number,
    profile: ground.profile,
    recipient,
    plan: plan.ok ? plan.value : undefined,
    asOf,
    said: { ...said.value, ...agreedFigures(deal, caseId) },
  });
  if (!letter.ok) {
    const missing = letter.error.map((p) => ({ fact: p.at.element ?? "", question: p.message }));
    return err({ refused: notNow("not-now", "The letter lacks something; nothing was written."), missing });
  }
  const name = `${safeName(row.number)}.${asked.kind.replaceAll(" ", "-")}`;
  return ok({ row, template: "offer", name, text: paperText(letter.value), to: recipient.name });
}
