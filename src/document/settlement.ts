import type { Day } from "#base/day.ts";
import { type Cents, cents, formatUsd, sum, ZERO } from "#base/money.ts";
import type { Conditions } from "#case/event.ts";
import { type Chosen, clausesFor } from "./clauses.ts";
import type { LetterRight } from "./letter.ts";
import type { NoticeProvider, NoticeRecipient, NoticeSender } from "./notice.ts";
import { serviceWords } from "./service-words.ts";
import { counted, daySpan, longDay, money, printableAll, type Sentence } from "./wording.ts";

/**
 * What both sides sign by hand: a settlement agreement over one claim or several, and the one-page confirmation of its rate
 * line by line. No charge, no benchmark and no public rate has room in either: it goes to the other side.
 */
export const SIGNED_KINDS = ["settlement agreement", "rate confirmation"] as const;
export type SignedKind = (typeof SIGNED_KINDS)[number];

export interface SettledLine {
  readonly line: number;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly day: Day | undefined;
  readonly units: string;
  /** What the plan had paid on it before the agreement. */
  readonly before: Cents;
  /** What the plan pays under the agreement, as the agreement counts it. */
  readonly plan: Cents;
  readonly patient: Cents;
}

export interface SettledClaim {
  /** Our own number of the case and of the claim, and the payer's. */
  readonly number: string;
  readonly claim: string;
  readonly payerClaimNumber: string | undefined;
  readonly lines: readonly [SettledLine, ...SettledLine[]];
  /** Rights that are alive until the money has come. */
  readonly rights: readonly LetterRight[];
  /** Which event of the case agreed it. */
  readonly agreement: number;
}

export interface SettlementInput {
  readonly kind: SignedKind;
  /** Names this agreement on every page, such as HR-2041.14: the case and the event of it. */
  readonly id: string;
  readonly madeOn: Day;
  readonly agreed: Day;
  readonly due: Day;
  readonly days: "calendar" | "business";
  readonly basis: "total payment" | "further payment";
  readonly provider: NoticeProvider;
  readonly sender: NoticeSender;
  readonly payer: NoticeRecipient;
  readonly claims: readonly [SettledClaim, ...SettledClaim[]];
  readonly terms: Conditions;
  /** Whether a claim of it may come before the federal process, which protects the patient. */
  readonly federal: boolean;
  /** Last day on which the rate stands unsigned, where one was agreed. */
  readonly stands: Day | undefined;
  /** How it was agreed: their letter, a call with its reference. */
  readonly agreedBy: string;
}

/** The paper as data: what the PDF draws, and the JSON beside it. */
export interface Settlement {
  readonly kind: string;
  readonly title: string;
  readonly claim: string;
  readonly asOf: Day;
  readonly letterhead: readonly string[];
  readonly dateLine: string;
  readonly reference: string;
  readonly form: readonly { readonly label: string; readonly value: string; readonly small: string }[];
  readonly said: readonly Sentence[];
  readonly claims: readonly SettlementClaim[];
  readonly columns: readonly string[];
  readonly total: SettlementAmounts;
  readonly clauses: readonly { readonly n: number; readonly text: string }[];
  readonly reserved: readonly string[];
  readonly signers: readonly Signer[];
  /** How it was signed electronically, where it was. */
  readonly signed?: readonly string[];
}

interface Signer {
  readonly side: string;
  readonly name: string;
  readonly lines: readonly string[];
  /** What stands on each of the lines, once it was signed electronically. */
  readonly written?: readonly string[];
}

/** An electronic signature as the paper shows it. */
export interface Signed {
  readonly side: "us" | "them";
  readonly name: string;
  readonly title: string;
  readonly on: Day;
  /** The moment in UTC, and what proved who signed. */
  readonly at: string;
  readonly method: string;
}

/**
 * The same paper with the signatures that were given, electronically and so by typed name (15 USC 7001(a), 7006(5)). What
 * was signed is the paper without them, by its hash.
 */
export function withSignatures(paper: Settlement, sha256: string, signatures: readonly Signed[]): Settlement {
  const sides = ["us", "them"] as const;
  const how = (s: Signed): string =>
    `${s.name}, ${s.title}, signed electronically at ${s.at} (UTC): agreed to do this electronically and ticked the intent to sign. ${s.method}`;
  return printableAll({
    ...paper,
    signers: paper.signers.map((signer, i) => {
      const s = signatures.find((x) => x.side === sides[i]);
      return s === undefined
        ? signer
        : { ...signer, name: "", written: [`/s/ ${s.name}`, `${s.name}, ${s.title}`, longDay(s.on)] };
    }),
    signed: [`What was signed is the paper with the hash ${sha256}.`, ...signatures.map(how)],
  });
}

interface SettlementAmounts {
  readonly before: string;
  readonly plan: string;
  readonly patient: string;
  readonly rate: string;
}

export interface SettlementClaim {
  readonly title: string;
  readonly rows: readonly (SettlementAmounts & {
    readonly id: string;
    readonly line: number;
    readonly code: string;
    readonly service: string;
    readonly day: Day | null;
    readonly units: string;
    readonly stands: string;
  })[];
}

/** The agreed rate of a line: what the plan pays in all and the patient's share. */
export const rateOf = (l: SettledLine, basis: SettlementInput["basis"]): Cents =>
  cents(l.plan + l.patient + (basis === "further payment" ? l.before : ZERO));

/** A rate by its own name: HR-2041.14.1 is line 1 of the agreement that event 14 of case HR-2041 entered. */
export const rateId = (number: string, agreement: number, line: number): string => `${number}.${agreement}.${line}`;

const linesOf = (s: SettlementInput): readonly SettledLine[] => s.claims.flatMap((c) => c.lines);

function amountsOf(lines: readonly SettledLine[], basis: SettlementInput["basis"]): SettlementAmounts {
  return {
    before: formatUsd(sum(lines.map((l) => l.before))),
    plan: formatUsd(sum(lines.map((l) => l.plan))),
    patient: formatUsd(sum(lines.map((l) => l.patient))),
    rate: formatUsd(sum(lines.map((l) => rateOf(l, basis)))),
  };
}

/** What the terms and the road choose of the clauses. */
export function chosenOf({ terms, basis, federal, stands }: SettlementInput): Chosen {
  return {
    basis,
    pay: terms.payWithin === undefined ? "by a day" : "within days",
    interest: terms.interestWaived === true ? "waived" : "kept",
    release: terms.release ?? "not said",
    confidential: terms.confidential === true ? "yes" : "not said",
    precedent: terms.precedent ?? "not said",
    patient: federal ? "in-network share" : terms.noBalanceBill === true ? "no balance" : "not said",
    stands: stands === undefined ? "not said" : "through a day",
  };
}

function clausesOf(s: SettlementInput): readonly string[] {
  const lines = linesOf(s);
  const total = (of: (l: SettledLine) => Cents): string => money(sum(lines.map(of)));
  const filled = {
    payer: s.payer.name,
    provider: s.provider.name,
    plan: total((l) => l.plan),
    patient: total((l) => l.patient),
    rate: total((l) => rateOf(l, s.basis)),
    before: total((l) => l.before),
    days: counted(s.terms.payWithin ?? 0, "business day"),
    due: longDay(s.due),
    stands: s.stands === undefined ? "" : longDay(s.stands),
  };
  const words = clausesFor(chosenOf(s), filled, s.madeOn);
  return s.terms.note === undefined ? words : [...words, `Also agreed: ${s.terms.note}`];
}

function formOf(s: SettlementInput): Settlement["form"] {
  const box = (label: string, value: string, small = "") => ({ label, value, small });
  const ids = [`NPI ${s.provider.npi}`, ...(s.provider.tin === undefined ? [] : [`TIN ${s.provider.tin}`])];
  const days = linesOf(s)
    .flatMap((l) => l.day ?? [])
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  return [
    box("Provider", s.provider.name, ids.join(", ")),
    box("Plan or issuer", s.payer.name, [...s.payer.address, ...s.payer.contacts].join(", ")),
    box("Agreement", s.id, `Agreed ${longDay(s.agreed)}: ${s.agreedBy}`),
    box("Furnished", first === undefined || last === undefined ? "Not stated" : daySpan(first, last)),
    box("Paid by", longDay(s.due), `counted in ${s.days} days`),
    box("The rate stands", s.stands === undefined ? "No last day was agreed" : `through ${longDay(s.stands)}`),
  ];
}

function claimOf(s: SettlementInput, c: SettledClaim): SettlementClaim {
  const theirs = c.payerClaimNumber === undefined ? "" : `, ${c.payerClaimNumber} at the plan`;
  return {
    title: `Claim ${c.claim}${theirs}, case ${c.number}`,
    rows: c.lines.map((l) => ({
      id: rateId(c.number, c.agreement, l.line),
      ...{ line: l.line, code: [l.code, ...l.modifiers].join("-"), service: serviceWords(l.code), units: l.units },
      day: l.day ?? null,
      ...amountsOf([l], s.basis),
      stands: s.stands === undefined ? "No last day" : longDay(s.stands),
    })),
  };
}

const TITLES: Readonly<Record<SignedKind, string>> = {
  "settlement agreement": "Settlement agreement",
  "rate confirmation": "Confirmation of the agreed rate",
};

function saidOf(s: SettlementInput): readonly Sentence[] {
  const rate = { strong: money(sum(linesOf(s).map((l) => rateOf(l, s.basis)))) };
  const what = `${counted(linesOf(s).length, "service")} of ${counted(s.claims.length, "claim")}`;
  if (s.kind === "rate confirmation")
    return [
      [
        `${s.payer.name} (the plan) and ${s.provider.name} (the provider) confirm the rate of each service below, `,
        rate,
        " in all.",
      ],
      ["This page changes nothing in what was agreed."],
    ];
  return [
    [
      `${s.payer.name} (the plan) and ${s.provider.name} (the provider) settle the price of the ${what} below at `,
      rate,
      ", on these terms.",
    ],
  ];
}

function reservedOf(s: SettlementInput): readonly string[] {
  const rights = s.claims.flatMap((c) =>
    c.rights.map((r) => {
      const of = s.claims.length === 1 ? "" : ` for claim ${c.claim}`;
      return `Until the agreed amount has been paid, the provider keeps its right${of}: ${r.label.charAt(0).toLowerCase()}${r.label.slice(1)}, through ${longDay(r.through)} (${r.cite})${r.assumed ? ", counted from the day the remittance states" : ""}.`;
    }),
  );
  return [
    "Beyond what is agreed for the services above, this paper gives up no right of the provider or the patient, and it neither extends nor shortens a period set by law.",
    ...new Set(rights),
  ];
}

const SIGNED = ["Signature", "Name and title", "Date"];

/** Puts the paper together. The same input gives the same paper, to the byte. */
export function settlementOf(s: SettlementInput): Settlement {
  const title = TITLES[s.kind];
  const full = s.kind === "settlement agreement";
  const signer = [s.sender.signer, s.sender.title].filter((t) => t !== undefined).join(", ");
  return printableAll({
    kind: title,
    title: `${title}, ${s.id}`,
    claim: s.id,
    asOf: s.madeOn,
    letterhead: s.sender.letterhead,
    dateLine: longDay(s.madeOn),
    reference: `Reference ${s.id}`,
    form: formOf(s),
    said: saidOf(s),
    claims: s.claims.map((c) => claimOf(s, c)),
    columns: s.basis === "further payment" ? ["Paid before", "Further payment"] : ["", "Plan pays in all"],
    total: amountsOf(linesOf(s), s.basis),
    clauses: full ? clausesOf(s).map((text, i) => ({ n: i + 1, text })) : [],
    reserved: full ? reservedOf(s) : [],
    signers: [
      { side: `For ${s.provider.name}`, name: signer, lines: SIGNED },
      { side: `For ${s.payer.name}`, name: "", lines: SIGNED },
    ],
  });
}
