import { type LetterSaid, letterFor } from "#app/letter.ts";
import { planFor } from "#app/plan.ts";
import { paperText, safeName } from "#app/report-files.ts";
import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Conditions } from "#case/event.ts";
import type { CaseState, CaseView, Offer } from "#case/state.ts";
import type { LetterKind, TheirOffer } from "#document/letter.ts";
import { longDay } from "#document/wording.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCase } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { termsOf } from "./negotiation-offers.ts";
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

function saidOf(state: CaseState, view: CaseView, asked: LetterAsked): Result<LetterSaid, string> {
  const found = offersOf(view, asked);
  if (!found.ok) return found;
  const { ours, theirs } = found.value;
  const about = ours ?? (asked.kind === "acceptance" || asked.kind === "single case agreement" ? theirs : undefined);
  const reference = asked.reference === undefined ? [] : [{ label: "Your reference", value: asked.reference }];
  const taken = theirs?.state === "accepted" || theirs?.state === "agreed";
  const draft = OURS.includes(asked.kind)
    ? // An offer that was only written down never passed the guardrails, and no letter takes it past them.
      ours?.guarded !== true
    : asked.kind === "rejection"
      ? theirs?.state !== "rejected"
      : !taken;
  return ok({
    kind: asked.kind,
    theirs: asked.kind === "single case agreement" ? undefined : theirsOf(theirs, asked.reference),
    amount: ours?.amount ?? asked.amount ?? (asked.kind === "single case agreement" ? theirs?.amount : undefined),
    lines: about?.lines,
    draft,
    // Only what left through the guardrails as the last offer is called so (G3).
    final: ours?.final === true && ours.guarded,
    expires: ours?.expires ?? (ours === undefined ? asked.expires : undefined),
    terms: about === undefined ? asked.terms : { ...termsOf(about) },
    references: [...reference, ...callsOf(state)],
    because: asked.because,
  });
}

/** A letter of a case as a paper to be printed, or why there is none. */
export async function letterOfCase(
  desk: Desk,
  as: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  org: string,
  caseId: string,
  asked: LetterAsked,
): Promise<Result<Paper, PaperRefused>> {
  const { ready, logged } = await as(async (tx) => ({
    ready: await readyFor(tx, desk, caseId),
    logged: await loadCase(tx, caseId),
  }));
  if (ready === undefined || logged?.state.view === undefined) return err(NO_CASE);
  const { row, ground, files } = ready;
  const said = saidOf(logged.state, logged.state.view, asked);
  if (!said.ok) return err({ refused: notNow("not-now", said.error), missing: [] });
  const asOf = desk.today();
  const plan = planFor(ground, asOf);
  const read = await recipientFrom(desk, org, files, ground.matched.standing[0]?.source);
  const recipient = read ?? { name: row.payer_name, address: [], contacts: [] };
  const letter = letterFor({
    found: ground,
    number: row.number,
    profile: ground.profile,
    recipient,
    plan: plan.ok ? plan.value : undefined,
    asOf,
    said: said.value,
  });
  if (!letter.ok) {
    const missing = letter.error.map((p) => ({ fact: p.at.element ?? "", question: p.message }));
    return err({ refused: notNow("not-now", "The letter lacks something; nothing was written."), missing });
  }
  const name = `${safeName(row.number)}.${asked.kind.replaceAll(" ", "-")}`;
  return ok({ row, template: "offer", name, text: paperText(letter.value) });
}
