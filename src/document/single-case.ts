import type { Day } from "#base/day.ts";
import { type Cents, formatUsd } from "#base/money.ts";
import { type AgreedRate, rateName, singleCaseWorth } from "#case/single-case.ts";
import { agreementSaid, type GapSearch, searchSaid } from "./agreement-terms.ts";
import type { NoticeProvider, NoticeSender } from "./notice.ts";
import { serviceWords } from "./service-words.ts";
import { counted, longDay, money, moneyJson, printableAll, type Sentence } from "./wording.ts";

/**
 * A single case agreement made before the service, for both sides to sign: who, which codes, how many units, at which rate.
 * No charge, no benchmark and no public rate has room in it.
 */
export interface SingleCaseInput {
  /** "SCA-7". */
  readonly name: string;
  readonly draft: boolean;
  readonly sentOn: Day;
  readonly provider: NoticeProvider;
  readonly sender: NoticeSender;
  readonly plan: { readonly name: string; readonly person: string | undefined };
  readonly patient: string;
  readonly member: string | undefined;
  readonly from: Day;
  readonly to: Day;
  readonly authorization: string | undefined;
  readonly claimsTo: string | undefined;
  readonly fileWithin: number | undefined;
  readonly payWithin: number;
  readonly days: "calendar" | "business";
  readonly rates: readonly AgreedRate[];
  /** What shows that the network has nobody. */
  readonly because: readonly string[];
  readonly searches: readonly GapSearch[];
  readonly note: string | undefined;
}

export interface SingleCaseRow {
  readonly code: string;
  readonly service: string;
  /** "20", or "as ordered" where no limit is agreed. */
  readonly units: string;
  /** "$180.00 a unit", "62.5% of the charge". */
  readonly rate: string;
  readonly worth: string | null;
}

/** The paper as data: what the PDF draws, and the JSON beside it. */
export interface SingleCasePaper {
  readonly kind: string;
  readonly title: string;
  readonly claim: string;
  readonly asOf: Day;
  readonly letterhead: readonly string[];
  readonly dateLine: string;
  readonly reference: string;
  readonly form: readonly { readonly label: string; readonly value: string; readonly small: string }[];
  readonly said: readonly Sentence[];
  readonly rows: readonly SingleCaseRow[];
  readonly total: string | null;
  readonly terms: readonly string[];
  readonly support: readonly string[];
  readonly reserved: readonly string[];
  readonly signer: string;
  readonly signerTitle: string;
  readonly counterpart: string;
}

function rateWords({ price }: AgreedRate): string {
  switch (price.basis) {
    case "per unit":
      return `${money(price.amount)} a unit`;
    case "per claim":
      return `${money(price.amount)} a claim`;
    case "percent of billed":
      return `${price.hundredths / 100}% of the charge`;
    case "percent of Medicare":
      return `${price.hundredths / 100}% of Medicare`;
  }
}

const rowOf = (r: AgreedRate): SingleCaseRow => ({
  ...{ code: rateName(r), service: serviceWords(r.code), rate: rateWords(r) },
  units: r.units === undefined ? "as ordered" : String(r.units),
  worth: moneyJson(singleCaseWorth([r])),
});

function formOf(i: SingleCaseInput): SingleCasePaper["form"] {
  const box = (label: string, value: string, small = "") => ({ label, value, small });
  const ids = [`NPI ${i.provider.npi}`, ...(i.provider.tin === undefined ? [] : [`TIN ${i.provider.tin}`])];
  return [
    box("Provider", i.provider.name, ids.join(", ")),
    box("Plan or issuer", i.plan.name, i.plan.person ?? ""),
    box("Patient", i.patient, i.member === undefined ? "" : `Member ${i.member}`),
    box("Authorization", i.authorization ?? "To be given by the plan", ""),
  ];
}

const TERMS = [
  "The rates are the total allowed amount. The plan takes the patient's cost share from them as for a provider in its network.",
  "The patient will not be billed for more than that cost share.",
  "The agreement is for this patient and these services alone. The provider joins no network by it, and it sets no precedent.",
  "A claim that names the authorization, or this agreement, is paid at these rates whatever the network status of the provider; the plan takes nothing back from it but for fraud or a payment made twice.",
  "Services beyond the units and days above need an agreement of their own, in writing.",
] as const;

/** Which of Medicare's prices is meant, where one is. */
const MEDICARE =
  "A percent of Medicare is of what the fee schedule that Medicare pays the provider by, in force on the day of service, allows at the place of service, before any sequestration, coinsurance or deductible.";

const termsOf = (i: SingleCaseInput): readonly string[] => [
  ...agreementSaid({ ...i, searches: [] }),
  ...(i.rates.some((r) => r.price.basis === "percent of Medicare") ? [MEDICARE] : []),
  `Payment within ${i.payWithin} ${i.days} ${i.payWithin === 1 ? "day" : "days"} of a claim, by the way the plan pays claims.`,
  ...TERMS,
  ...(i.note === undefined ? [] : [i.note]),
];

const worthSaid = (worth: Cents | undefined): Sentence =>
  worth === undefined ? [] : [" Over all units agreed it comes to ", { strong: money(worth) }, "."];

/** Puts the agreement together. The same input gives the same paper, to the byte. */
export function singleCasePaper(i: SingleCaseInput): SingleCasePaper {
  const worth = singleCaseWorth(i.rates);
  const kind = i.draft ? "Single case agreement, draft" : "Single case agreement";
  return printableAll({
    kind,
    title: `${kind}, ${i.name}`,
    ...{ claim: i.name, asOf: i.sentOn, letterhead: i.sender.letterhead, dateLine: longDay(i.sentOn) },
    reference: `Reference ${i.name}`,
    form: formOf(i),
    said: [
      [
        `${i.plan.name} (the plan) and ${i.provider.name} (the provider) agree on the rates of ${counted(i.rates.length, "service")} for one patient, before they are furnished.`,
        ...worthSaid(worth),
      ],
    ],
    rows: i.rates.map(rowOf),
    total: worth === undefined || i.rates.length < 2 ? null : formatUsd(worth),
    terms: termsOf(i),
    support: [...i.because, ...i.searches.map(searchSaid)],
    reserved: [
      "Beyond what is agreed for the services above, this agreement gives up no right of the provider or the patient, and it says nothing about other claims.",
      "It binds nobody before both sides have signed it.",
    ],
    signer: i.sender.signer,
    signerTitle: [i.sender.title, `for ${i.provider.name}`].filter((t) => t !== undefined).join(", "),
    counterpart: `For ${i.plan.name}: name, title and date`,
  });
}
