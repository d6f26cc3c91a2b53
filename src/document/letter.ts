import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, sum } from "#base/money.ts";
import type { Conditions } from "#case/event.ts";
import type { Exhibit } from "#law/evidence.ts";
import { type CaseAgreement, searchSaid } from "./agreement-terms.ts";
import { termsSaid } from "./letter-terms.ts";
import type { NoticeProvider, NoticeRecipient, NoticeSender } from "./notice.ts";
import { serviceWords } from "./service-words.ts";
import { counted, daySpan, longDay, moneyJson, printableAll, type Sentence, sentence } from "./wording.ts";

/**
 * Letters of a negotiation: an opening, a counter, an acceptance, a rejection, and the draft of a single case agreement.
 * Each reserves every right that is alive, with its last day and its citation. A letter about a claim that may go to the
 * federal process has no room for a charge, a percentile of charges or a public programme's rate: by type, as the notice.
 */
export const LETTER_KINDS = [
  "opening",
  "counter",
  "acceptance",
  "rejection",
  "single case agreement",
  "appeal",
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

interface Common {
  readonly kind: LetterKind;
  readonly sentOn: Day;
  /** Our own number of the case, of the claim, and the payer's of the claim. */
  readonly number: string;
  readonly claim: string;
  readonly payerClaimNumber: string | undefined;
  /** Numbers by which the other side knows the talks: of a call, a proposal, a contact. */
  readonly references: readonly { readonly label: string; readonly value: string }[];
  readonly provider: NoticeProvider;
  readonly sender: NoticeSender;
  readonly recipient: NoticeRecipient;
  /** What we ask, offer or take in all, cost sharing included. Of a rejection: absent. */
  readonly amount: Cents | undefined;
  /** Their offer that is answered. */
  readonly theirs: TheirOffer | undefined;
  /** True when this is no offer that was made, only what one would say. */
  readonly draft: boolean;
  /** True only where the offer was let out as the last one. */
  readonly final: boolean;
  readonly expires: Day | undefined;
  readonly terms: Conditions;
  /** What of the amount the plan says the patient owes. */
  readonly costSharing: Cents;
  readonly rights: readonly LetterRight[];
  /** True while the plan has not answered the claim. */
  readonly unanswered?: boolean;
  /** Of an appeal: what both sides offered so far, the oldest first, and the right it uses. */
  readonly offers?: readonly PastOffer[];
  readonly appeals?: LetterRight | undefined;
  /** Of a rejection: why. Of a single case agreement: what shows that the network has nobody. */
  readonly because: readonly string[];
  readonly place: string | undefined;
  /** Of a single case agreement: what it says beyond the price. */
  readonly agreement?: CaseAgreement | undefined;
}

/** A letter that may be read again in the federal process: what it may not weigh has no way in. */
export interface FederalLetter extends Common {
  readonly road: "federal";
  readonly items: readonly [LetterItem, ...LetterItem[]];
  readonly support: readonly (Exhibit<"federal-idr"> | Exhibit<"federal-idr-air">)[];
}

/** A letter on any other road, where the charge may be named. */
export interface OtherLetter extends Common {
  readonly road: "other";
  readonly items: readonly [LetterItem & { readonly billed?: Cents }, ...(LetterItem & { readonly billed?: Cents })[]];
  readonly support: readonly { readonly shows: string }[];
}

export type LetterInput = FederalLetter | OtherLetter;

export interface LetterItem {
  readonly line: number;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly day: Day | undefined;
  readonly units: string;
  readonly paid: Cents;
  /** Its share of the amount, to the cent; absent in a rejection. */
  readonly share: Cents | undefined;
}

export interface TheirOffer {
  readonly amount: Cents;
  readonly made: Day;
  readonly reference: string | undefined;
}

/** An offer of either side that an appeal carries along. */
export interface PastOffer {
  readonly from: "us" | "them";
  readonly amount: Cents;
  readonly made: Day;
}

/** A right that is alive: what, through which day, by which rule. */
export interface LetterRight {
  readonly label: string;
  readonly through: Day;
  readonly cite: string;
  /** True when the day it runs from is assumed. */
  readonly assumed: boolean;
}

/** The letter as data: what the PDF draws, and the JSON beside it. */
export interface Letter {
  readonly kind: string;
  readonly title: string;
  readonly claim: string;
  readonly asOf: Day;
  readonly letterhead: readonly string[];
  readonly dateLine: string;
  readonly reference: string;
  readonly recipient: NoticeRecipient;
  readonly form: readonly { readonly label: string; readonly value: string; readonly small: string }[];
  readonly said: readonly Sentence[];
  readonly items: readonly LetterRow[];
  readonly columns: { readonly billed: boolean; readonly share: string | null };
  readonly totals: { readonly billed: string | null; readonly paid: string; readonly share: string | null };
  readonly terms: readonly string[];
  readonly support: { readonly title: string; readonly texts: readonly string[] };
  readonly reserved: readonly string[];
  readonly signer: string;
  readonly signerTitle: string;
  /** The other side signs too, or what is written under the second line. */
  readonly counterpart: string;
}

export interface LetterRow {
  readonly line: number;
  readonly code: string;
  readonly service: string;
  readonly day: Day | null;
  readonly units: string;
  readonly billed: string | null;
  readonly paid: string;
  readonly share: string | null;
}

const TITLES: Readonly<Record<LetterKind, string>> = {
  opening: "Request for payment of a fair rate",
  counter: "Counteroffer",
  acceptance: "Acceptance of your offer",
  rejection: "Your offer is not accepted",
  "single case agreement": "Single case agreement",
  appeal: "Appeal of the payment",
};

const SHARE: Readonly<Record<LetterKind, string | null>> = {
  opening: "Our offer",
  counter: "Our offer",
  acceptance: "Agreed",
  rejection: null,
  "single case agreement": "Rate",
  appeal: "Asked",
};

const billedOf = (l: LetterInput): readonly (Cents | undefined)[] =>
  l.road === "federal" ? l.items.map(() => undefined) : l.items.map((i) => i.billed);

function rowsOf(l: LetterInput): readonly LetterRow[] {
  const billed = billedOf(l);
  return l.items.map((i, n) => ({
    line: i.line,
    code: [i.code, ...i.modifiers].join("-"),
    service: serviceWords(i.code),
    day: i.day ?? null,
    units: i.units,
    billed: moneyJson(billed[n]),
    paid: formatUsd(i.paid),
    share: l.kind === "rejection" ? null : moneyJson(i.share),
  }));
}

/** Adds up what all have; undefined when one has none. */
function totalOf(amounts: readonly (Cents | undefined)[]): Cents | undefined {
  const known = amounts.flatMap((a) => (a === undefined ? [] : [a]));
  return known.length === amounts.length && known.length > 0 ? sum(known) : undefined;
}

function formOf(l: LetterInput): Letter["form"] {
  const box = (label: string, value: string, small = "") => ({ label, value, small });
  const days = l.items.flatMap((i) => i.day ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  const ids = [`NPI ${l.provider.npi}`, ...(l.provider.tin === undefined ? [] : [`TIN ${l.provider.tin}`])];
  return [
    box("Provider", l.provider.name, ids.join(", ")),
    box("Plan or issuer", l.recipient.name, [...l.recipient.address, ...l.recipient.contacts].join(", ")),
    box("Claim number", l.payerClaimNumber ?? l.claim, l.payerClaimNumber === undefined ? "" : `Ours ${l.claim}`),
    box("Furnished", first === undefined || last === undefined ? "Not stated" : daySpan(first, last), l.place ?? ""),
    ...l.references.map((r) => box(r.label, r.value)),
  ];
}

const strong = (amount: Cents | undefined): { readonly strong: string } => ({
  strong: amount === undefined ? "" : `$${formatUsd(amount).replace(/\B(?=(\d{3})+(?=\.))/g, ",")}`,
});

function theirsSaid(t: TheirOffer): readonly Sentence[number][] {
  const ref = t.reference === undefined ? "" : ` (${t.reference})`;
  return ["your offer of ", strong(t.amount), ` of ${longDay(t.made)}${ref}`];
}

/** What was offered so far, in one sentence a side's word. */
function offersSaid(offers: readonly PastOffer[]): readonly Sentence[] {
  if (offers.length === 0) return [];
  const each = offers.flatMap((o, i): Sentence[number][] => [
    i === 0 ? "" : i === offers.length - 1 ? " and " : ", ",
    o.from === "us" ? "we asked for " : "you offered ",
    strong(o.amount),
    ` on ${longDay(o.made)}`,
  ]);
  return [["So far ", ...each.filter((p) => p !== ""), ". No agreement was reached."]];
}

/** Which right the appeal uses, with its last day and the rule. */
const inTime = ({ appeals, sentOn }: LetterInput): readonly Sentence[] =>
  appeals === undefined
    ? []
    : [
        [
          `It is filed on ${longDay(sentOn)}, within the time to appeal, which ends on ${longDay(appeals.through)} (${appeals.cite})${appeals.assumed ? ", counted from the day the remittance states" : ""}.`,
        ],
      ];

const items = (l: LetterInput): string => counted(l.items.length, "service");

/** What the letter says first: one act, in the plainest words, and nothing that is not so. */
function saidOf(l: LetterInput): readonly Sentence[] {
  const { theirs } = l;
  const until = l.expires === undefined ? [] : [` This offer stands through ${longDay(l.expires)}.`];
  const last = l.final ? [" It is our last offer."] : [];
  const whole = ` as the total for the ${items(l)} below, cost sharing included.`;
  switch (l.kind) {
    case "opening":
      return [["We ask for ", strong(l.amount), whole, ...until, ...last]];
    case "counter":
      return [
        ...(theirs === undefined ? [] : [["We have ", ...theirsSaid(theirs), ". We do not accept it."] as Sentence]),
        ["We offer to accept ", strong(l.amount), whole, ...until, ...last],
      ];
    case "acceptance":
      return [
        theirs === undefined ? ["We accept ", strong(l.amount), whole] : ["We accept ", ...theirsSaid(theirs), whole],
        ["The acceptance is of that amount, for these services and on the terms below, and of nothing else."],
      ];
    case "rejection":
      return [
        theirs === undefined ? ["We do not accept your offer."] : ["We do not accept ", ...theirsSaid(theirs), "."],
        ...l.because.map((b): Sentence => [sentence(b)]),
      ];
    case "appeal":
      return [
        l.amount === undefined
          ? [`We appeal the plan's decision on the ${items(l)} below and ask it to pay what the plan's terms provide.`]
          : ["We appeal the plan's decision and ask it to pay ", strong(l.amount), whole],
        ...inTime(l),
        ...offersSaid(l.offers ?? []),
        ...l.because.map((b): Sentence => [sentence(b)]),
        ["Please send us the documents and the terms of the plan on which the decision rests."],
      ];
    case "single case agreement":
      return [
        [
          `${l.recipient.name} (the plan) and ${l.provider.name} (the provider) agree on `,
          strong(l.amount),
          ` in all for the ${items(l)} below, furnished to one patient under the claim named above. It is an agreement for this case alone; the provider joins no network by it.`,
        ],
      ];
  }
}

function supportOf(l: LetterInput): Letter["support"] {
  if (l.kind === "single case agreement")
    return {
      title: "Why no network provider",
      texts: [...l.because, ...(l.agreement?.searches ?? []).map(searchSaid)],
    };
  if (l.kind === "acceptance") return { title: "", texts: [] };
  const texts = l.support.map((x) => (/[.]$/.test(x.shows) ? x.shows : `${x.shows}.`));
  return { title: "Why", texts: [...new Set(texts)] };
}

/** Before payment nothing was allowed yet, and no talk stops the plan's own clock. */
const UNANSWERED =
  "The plan has not yet paid or denied these services. This letter asks for no delay: without an agreement the plan processes the claim by its terms and within the time the law gives it.";

/** Every right that is alive stays: named with its last day and the rule it comes from. */
function reservedOf(l: LetterInput): readonly string[] {
  const agrees = l.kind === "acceptance" || l.kind === "single case agreement";
  const opening = agrees
    ? "Beyond what is agreed for the services above, this letter gives up no right of the provider or the patient, and it says nothing about other claims."
    : l.kind === "appeal"
      ? "This appeal gives up no right of the provider or the patient, and it neither extends nor shortens a period set by law."
      : "This letter is sent to settle the claim. It gives up no right of the provider or the patient, and it neither extends nor shortens a period set by law.";
  const processed = agrees ? [] : [UNANSWERED];
  const until = agrees ? "Until the agreed amount has been paid, the provider keeps" : "The provider keeps";
  return [
    opening,
    ...(l.unanswered === true ? processed : []),
    ...l.rights.map(
      (r) =>
        `${until} its right: ${r.label.charAt(0).toLowerCase()}${r.label.slice(1)}, through ${longDay(r.through)} (${r.cite})${r.assumed ? ", counted from the day the remittance states" : ""}.`,
    ),
    ...(l.kind === "opening" && l.road === "federal"
      ? ["This letter is not the open negotiation notice of 45 CFR 149.510(b)(1), which is sent by itself."]
      : []),
  ];
}

/** Puts a letter together. The same input gives the same letter, to the byte. */
export function letterOf(l: LetterInput): Letter {
  const rows = rowsOf(l);
  const share = l.kind === "rejection" ? undefined : totalOf(l.items.map((i) => i.share));
  const billed = totalOf(billedOf(l));
  const title = l.draft ? `${TITLES[l.kind]}, draft` : TITLES[l.kind];
  const both = l.kind === "single case agreement";
  return printableAll({
    kind: title,
    title: `${title}, claim ${l.payerClaimNumber ?? l.claim}`,
    claim: l.number,
    asOf: l.sentOn,
    letterhead: l.sender.letterhead,
    dateLine: longDay(l.sentOn),
    reference: `Reference ${l.number}`,
    recipient: l.recipient,
    form: formOf(l),
    said: saidOf(l),
    items: rows,
    columns: { billed: billed !== undefined, share: SHARE[l.kind] },
    totals: {
      billed: moneyJson(billed),
      paid: formatUsd(sum(l.items.map((i) => i.paid))),
      share: moneyJson(share),
    },
    terms: l.kind === "rejection" ? [] : termsSaid(l),
    support: supportOf(l),
    reserved: reservedOf(l),
    signer: l.sender.signer,
    signerTitle: [l.sender.title, `for ${l.provider.name}`].filter((t) => t !== undefined).join(", "),
    counterpart: both ? `For ${l.recipient.name}: name, title and date` : "Way of sending, and proof of delivery",
  });
}
