import type { Day } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { ClaimEvaluation, LineEvaluation } from "#case/evaluation.ts";
import type { Profile } from "#claim/profile.ts";
import { placeOf } from "#codes/place.ts";
import {
  type Letter,
  type LetterInput,
  type LetterItem,
  type LetterKind,
  type LetterRight,
  letterOf,
} from "#document/letter.ts";
import type { NoticeRecipient } from "#document/notice.ts";
import type { Plan } from "#strategy/plan.ts";
import type { FoundCase } from "./find-claim.ts";
import { exhibitsOf, offersFor } from "./notice.ts";

/** What a letter says that no claim knows: the offers, and the words of whoever writes it. */
export type LetterSaid = Pick<
  LetterInput,
  "kind" | "theirs" | "draft" | "final" | "expires" | "terms" | "references" | "because"
> & {
  readonly amount: Cents | undefined;
  /** How it is split, where that was said; only these lines are then in the letter. */
  readonly lines: readonly { readonly line: number; readonly amount: Cents }[] | undefined;
};

export interface LetterGathered {
  readonly found: FoundCase;
  readonly number: string;
  readonly profile: Profile | undefined;
  readonly recipient: NoticeRecipient | undefined;
  readonly plan: Plan | undefined;
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
const mayBeFederal = ({ channel }: ClaimEvaluation): boolean =>
  /^federal_/.test(channel.verdict) || channel.candidates.some((c) => /^federal_/.test(c.channel));

const rightsOf = (e: ClaimEvaluation): readonly LetterRight[] =>
  e.rights.flatMap((r) =>
    r.safe === undefined || (r.state !== "open" && r.state !== "not yet open")
      ? []
      : [{ label: r.label, through: r.safe[1], cite: r.cite, assumed: r.assumed }],
  );

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
    said.kind === "rejection" && said.because.length === 0 && missing("reason", "Say why their offer is not accepted."),
    said.kind === "single case agreement" &&
      said.because.length === 0 &&
      missing("network gap", "Say what shows that the network has nobody for this service, and where that was found."),
  ];
  return list.filter((p) => p !== false);
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
  const { lines: _, amount, ...words } = said;
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
    place: coverage.place === undefined ? undefined : placeText(coverage.place, coverage.facts.state),
  };
  const argues = said.kind === "opening" || said.kind === "counter";
  if (mayBeFederal(e))
    return {
      ...common,
      road: "federal",
      items: [first, ...rest],
      support: argues ? exhibitsOf(plan?.worth.items ?? []) : [],
    };
  const [billed, ...others] = lines.map((l, i) => ({ ...(items[i] as LetterItem), billed: l.billed }));
  const support = argues ? (plan?.worth.items ?? []).flatMap((i) => i.argued?.brief.exhibits ?? []) : [];
  return (
    billed && { ...common, road: "other", items: [billed, ...others], support: support.map(({ shows }) => ({ shows })) }
  );
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
