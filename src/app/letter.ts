import type { Day } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { ClaimEvaluation, LineEvaluation } from "#case/evaluation.ts";
import type { Profile } from "#claim/profile.ts";
import { placeOf } from "#codes/place.ts";
import { agreementWrong } from "#document/agreement-terms.ts";
import {
  type FederalLetter,
  type Letter,
  type LetterInput,
  type LetterItem,
  type LetterKind,
  type LetterRight,
  letterOf,
} from "#document/letter.ts";
import type { NoticeRecipient } from "#document/notice.ts";
import { type Admissible, type EvidenceKind, exhibit, mayWeigh } from "#law/evidence.ts";
import { EXHIBIT_NAMES } from "#strategy/argued.ts";
import type { BenchmarkKind } from "#strategy/fair-value.ts";
import type { FoundCase } from "./find-claim.ts";
import { exhibitsOf, offersFor } from "./notice.ts";
import type { PlanOutline } from "./plan.ts";

/** What a letter says that no claim knows: the offers, and the words of whoever writes it. */
export type LetterSaid = Pick<
  LetterInput,
  "kind" | "theirs" | "draft" | "final" | "expires" | "terms" | "references" | "because" | "offers" | "agreement"
> & {
  readonly amount: Cents | undefined;
  /** How it is split, where that was said; only these lines are then in the letter. */
  readonly lines: readonly { readonly line: number; readonly amount: Cents }[] | undefined;
  /** What was chosen to be said for an offer that was made: benchmarks, and circumstances in words. Else the plan's. */
  readonly reasons:
    | { readonly benchmarks: readonly BenchmarkKind[]; readonly words: readonly Circumstance[] }
    | undefined;
};

/** A circumstance by its kind of evidence, in our words. */
export interface Circumstance {
  readonly kind: EvidenceKind;
  readonly label: string;
}

export interface LetterGathered {
  readonly found: FoundCase;
  readonly number: string;
  readonly profile: Profile | undefined;
  readonly recipient: NoticeRecipient | undefined;
  readonly plan: PlanOutline | undefined;
  readonly asOf: Day;
  readonly said: LetterSaid;
}

const missing = (element: string, message: string): Problem =>
  problem("error", "notice-missing", { file: "LETTER", element }, message);

const SETTLED: readonly LineEvaluation["class"][] = ["not this trade", "expired", "paid in line"];

/** The lines a letter is about: those its split names, else those that money is still asked for, else all. */
function linesOf(e: ClaimEvaluation, said: LetterSaid): readonly LineEvaluation[] {
  if (said.lines !== undefined) return e.lines.filter((l) => said.lines?.some((s) => s.line === l.number));
  const asked = e.lines.filter((l) => !SETTLED.includes(l.class));
  return asked.length === 0 ? e.lines : asked;
}

/** Whether the claim may come before the federal process: then nothing it may not weigh is in the letter. */
export const mayBeFederal = ({ channel }: ClaimEvaluation): boolean =>
  /^federal_/.test(channel.verdict) || channel.candidates.some((c) => /^federal_/.test(c.channel));

export const rightsOf = (e: ClaimEvaluation): readonly LetterRight[] =>
  e.rights.flatMap((r) =>
    r.safe === undefined || (r.state !== "open" && r.state !== "not yet open")
      ? []
      : [{ label: r.label, through: r.safe[1], cite: r.cite, assumed: r.assumed }],
  );

/** The right an appeal uses: the plan's own, while it is alive. */
const APPEAL = "erisa.appeal_file";
function appealOf(e: ClaimEvaluation): LetterRight | undefined {
  const right = e.rights.find((r) => r.id === APPEAL && (r.state === "open" || r.state === "not yet open"));
  return right?.safe && { label: right.label, through: right.safe[1], cite: right.cite, assumed: right.assumed };
}

const NEEDS_AMOUNT: readonly LetterKind[] = ["opening", "counter", "single case agreement"];
const NEEDS_THEIRS: readonly LetterKind[] = ["acceptance", "rejection"];

function lacks(g: LetterGathered): readonly Problem[] {
  const { profile, said, recipient } = g;
  const billing = g.found.matched.claim?.billing ?? g.found.matched.standing[0]?.payee;
  const list: (Problem | false)[] = [
    (billing?.name ?? profile?.name) === undefined &&
      missing("provider name", "The provider's name is not known. Put name into the practice profile."),
    (billing?.npi ?? profile?.npis[0]) === undefined &&
      missing("provider NPI", "The provider's NPI is not known. Put npis into the practice profile."),
    (profile?.letterhead ?? []).length === 0 &&
      missing("sender", "The sender's address is not known. Put letterhead into the practice profile."),
    profile?.signer === undefined &&
      missing("signer", "Nobody signs. Put signer, with name and title, into the practice profile."),
    (recipient?.name ?? "") === "" && missing("recipient", "Whom the letter goes to is not known."),
    NEEDS_AMOUNT.includes(said.kind) &&
      said.amount === undefined &&
      missing("amount", "Nothing says what to offer. Name an offer of the case, or an amount."),
    NEEDS_THEIRS.includes(said.kind) &&
      said.theirs === undefined &&
      missing("offer", "There is no offer of theirs to answer. Log it first."),
    said.kind === "appeal" &&
      appealOf(g.found.evaluation) === undefined &&
      missing("appeal right", "No right to appeal is alive, or the day it runs from is not known."),
    said.kind === "rejection" && said.because.length === 0 && missing("reason", "Say why their offer is not accepted."),
    said.kind === "single case agreement" &&
      said.because.length === 0 &&
      (said.agreement?.searches ?? []).length === 0 &&
      missing("network gap", "Say what shows that the network has nobody for this service, and where that was found."),
  ];
  const wrong =
    said.agreement === undefined ? [] : agreementWrong(said.agreement, linesOf(g.found.evaluation, said), g.asOf);
  return [...list.filter((p) => p !== false), ...wrong.map((w) => missing("agreement", w))];
}

/** Shares of the lines: as the offer split them, else by fair value; never by charge. */
function sharesOf(g: LetterGathered, lines: readonly LineEvaluation[]): readonly (Cents | undefined)[] {
  const { said, plan } = g;
  if (said.lines !== undefined) return lines.map((l) => said.lines?.find((s) => s.line === l.number)?.amount);
  const amount = said.kind === "acceptance" ? said.theirs?.amount : said.amount;
  if (amount === undefined) return lines.map(() => undefined);
  return offersFor(
    amount,
    lines.map((line) => ({ line })),
    plan,
  );
}

/** Whether an exhibit of the plan shows a benchmark that was chosen; of a draft all do. */
const isChosen = ({ reasons }: LetterSaid, shows: string): boolean =>
  reasons === undefined || reasons.benchmarks.some((b) => shows.includes(EXHIBIT_NAMES[b]));

function federalSupport(said: LetterSaid, plan: PlanOutline | undefined): FederalLetter["support"] {
  const words = (said.reasons?.words ?? []).flatMap(({ kind, label }) =>
    isFederalEvidence(kind) ? [exhibit("federal-idr", kind, label)] : [],
  );
  return [...exhibitsOf(plan?.worth.items ?? []).filter((x) => isChosen(said, x.shows)), ...words];
}

const isFederalEvidence = (kind: EvidenceKind): kind is Admissible<"federal-idr"> => mayWeigh("federal-idr", kind);

function otherSupport(said: LetterSaid, plan: PlanOutline | undefined): readonly { readonly shows: string }[] {
  const argued = (plan?.worth.items ?? []).flatMap((i) => i.argued?.brief.exhibits ?? []);
  const words = (said.reasons?.words ?? []).map(({ label }) => ({ shows: label }));
  return [...argued.filter((x) => isChosen(said, x.shows)).map(({ shows }) => ({ shows })), ...words];
}

function inputOf(g: LetterGathered): LetterInput | undefined {
  const { found, profile, recipient, said, plan } = g;
  const { matched, coverage, evaluation: e } = found;
  const billing = matched.claim?.billing ?? matched.standing[0]?.payee;
  const [name, npi] = [billing?.name ?? profile?.name, billing?.npi ?? profile?.npis[0]];
  const lines = linesOf(e, said);
  const shares = sharesOf(g, lines);
  const items = lines.map(
    (l, i): LetterItem => ({
      line: l.number,
      code: l.code,
      modifiers: l.modifiers,
      day: l.date,
      units: l.units,
      paid: l.paid,
      share: shares[i],
    }),
  );
  const [first, ...rest] = items;
  if (first === undefined || name === undefined || npi === undefined) return undefined;
  if (profile?.signer === undefined || recipient === undefined) return undefined;
  const { lines: _, reasons: __, amount, ...words } = said;
  const common = {
    ...words,
    amount: said.kind === "acceptance" ? said.theirs?.amount : amount,
    sentOn: g.asOf,
    number: g.number,
    claim: e.claim,
    payerClaimNumber: matched.standing[0]?.payerClaimNumber,
    provider: { name, npi, tin: billing?.tin ?? profile.tins[0] },
    sender: { letterhead: profile.letterhead, signer: profile.signer.name, title: profile.signer.title },
    recipient,
    costSharing: cents(lines.reduce((t, l) => t + l.patient, 0n)),
    rights: rightsOf(e),
    ...(e.lines.every((l) => l.payment === "unpaid") && { unanswered: true }),
    ...(said.kind === "appeal" && { appeals: appealOf(e) }),
    place: coverage.place === undefined ? undefined : placeText(coverage.place, coverage.facts.state),
  };
  const argues = said.kind === "opening" || said.kind === "counter" || said.kind === "appeal";
  if (mayBeFederal(e))
    return {
      ...common,
      road: "federal",
      items: [first, ...rest],
      support: argues ? federalSupport(said, plan) : [],
    };
  const [billed, ...others] = lines.map((l, i) => ({ ...(items[i] as LetterItem), billed: l.billed }));
  const support = argues ? otherSupport(said, plan) : [];
  return billed && { ...common, road: "other", items: [billed, ...others], support };
}

const placeText = (code: string, state: string | undefined): string =>
  [`Place of service ${code}`, placeOf(code)?.name, state].filter((t) => t !== undefined).join(", ");

/** A letter of a case, or everything it lacks. */
export function letterFor(g: LetterGathered): Result<Letter, readonly Problem[]> {
  const not = lacks(g);
  if (not.length > 0) return err(not);
  const input = inputOf(g);
  return input === undefined ? err([missing("claim", "A field of the letter is not known.")]) : ok(letterOf(input));
}
