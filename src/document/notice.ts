import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, sum, ZERO } from "#base/money.ts";
import { windowFor } from "#law/deadline.ts";
import type { Exhibit } from "#law/evidence.ts";
import type { PlanFunding } from "#law/fact.ts";
import { IDR_INITIATION } from "#law/federal/dispute.ts";
import { NEGOTIATION_PERIOD } from "#law/federal/negotiation.ts";
import { serviceWords } from "./service-words.ts";
import { counted, daySpan, longDay, money, moneyJson, printableAll, type Sentence } from "./wording.ts";

/**
 * The open negotiation notice (42 USC 300gg-111(c)(1)(A), 45 CFR 149.510(b)(1)): every field of the standard form, and
 * what serves delivery. It goes to the other side. Its input has no room for a charge, a percentile of charges or a
 * public programme's rate: exhibits are those a federal dispute may weigh, by type, and items hold what the plan paid,
 * what it disclosed and what is offered, nothing else.
 */
export interface NoticeInput {
  readonly sentOn: Day;
  /** The practice's own number of the claim, and the payer's. */
  readonly claim: string;
  readonly payerClaimNumber: string;
  readonly provider: NoticeProvider;
  readonly sender: NoticeSender;
  readonly recipient: NoticeRecipient;
  readonly planFunding: PlanFunding | undefined;
  readonly group: string | undefined;
  readonly kind: "emergency" | "participating facility" | "air ambulance";
  readonly place: string;
  readonly firstAnswer: FirstAnswer;
  readonly items: readonly [NoticeItem, ...NoticeItem[]];
  /** What the plan says the patient owes in all. */
  readonly costSharing: Cents;
  readonly exhibits: readonly (Exhibit<"federal-idr"> | Exhibit<"federal-idr-air">)[];
}

export interface NoticeProvider {
  readonly name: string;
  readonly npi: string;
  readonly tin: string | undefined;
}

export interface NoticeSender {
  readonly letterhead: readonly string[];
  readonly signer: string;
  readonly title: string | undefined;
}

/** Whom the remittance names: the payer, its address, and its contacts as "telephone 800 555 0199". */
export interface NoticeRecipient {
  readonly name: string;
  readonly address: readonly string[];
  readonly contacts: readonly string[];
}

/** When the plan first paid or refused. `assumed` when nobody confirmed the day it arrived. */
export interface FirstAnswer {
  readonly day: Day;
  readonly assumed: boolean;
  readonly trace: string | undefined;
}

export interface NoticeItem {
  readonly line: number;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly day: Day;
  readonly units: string;
  /** What the plan paid for it first; nothing when it was refused. */
  readonly firstPaid: Cents;
  readonly refused: boolean;
  readonly qpa: Cents | undefined;
  /** The offer for the whole out-of-network rate, cost sharing included. */
  readonly offer: Cents;
}

/** The notice as data: what the PDF draws, and the JSON beside it. */
export interface Notice {
  readonly kind: string;
  readonly title: string;
  readonly claim: string;
  readonly asOf: Day;
  readonly letterhead: readonly string[];
  readonly dateLine: string;
  readonly reference: string;
  readonly law: string;
  readonly recipient: NoticeRecipient;
  readonly form: readonly { readonly label: string; readonly value: string; readonly small: string }[];
  readonly items: readonly NoticeRow[];
  readonly totals: { readonly firstPaid: string; readonly qpa: string | null; readonly offer: string };
  readonly offer: readonly Sentence[];
  readonly support: readonly string[];
  readonly reply: readonly Sentence[];
  readonly afterwards: string;
  readonly signer: string;
  readonly signerTitle: string;
  /** Under a line to write on: how it went out, and the proof. */
  readonly delivery: string;
}

export interface NoticeRow {
  readonly line: number;
  readonly code: string;
  readonly service: string;
  readonly day: Day;
  readonly units: string;
  readonly firstPaid: string;
  readonly refused: boolean;
  readonly qpa: string | null;
  readonly offer: string;
}

/** Who funds a plan, as papers and panels say it. */
export const FUNDING: Readonly<Record<string, string>> = {
  fully_insured: "Fully insured",
  self_funded_erisa: "Self-funded, private employer",
  self_funded_church: "Self-funded, church",
  self_funded_government: "Self-funded, government",
  state_employee_plan: "State employees' plan",
  fehb: "Federal employees' plan",
};

const KINDS: Readonly<Record<NoticeInput["kind"], string>> = {
  emergency: "Emergency services",
  "participating facility": "Care by a nonparticipating provider at a participating facility",
  "air ambulance": "Air ambulance services",
};

/** Days from the plan's agreement to its payment that the offer asks for. */
const PAY_WITHIN = "30 calendar days";

function rowOf(i: NoticeItem): NoticeRow {
  return {
    line: i.line,
    code: [i.code, ...i.modifiers].join("-"),
    service: serviceWords(i.code),
    day: i.day,
    units: i.units,
    firstPaid: formatUsd(i.firstPaid),
    refused: i.refused,
    qpa: moneyJson(i.qpa),
    offer: formatUsd(i.offer),
  };
}

const total = (items: readonly NoticeItem[], of: (i: NoticeItem) => Cents): Cents => sum(items.map(of));

function formOf(n: NoticeInput): Notice["form"] {
  const box = (label: string, value: string, small = "") => ({ label, value, small });
  const days = n.items.map((i) => i.day).sort();
  const { firstAnswer: first } = n;
  return [
    box(
      "Provider",
      n.provider.name,
      [`NPI ${n.provider.npi}`, ...(n.provider.tin === undefined ? [] : [`TIN ${n.provider.tin}`])].join(", "),
    ),
    box("Plan or issuer", n.recipient.name, [...n.recipient.address, ...n.recipient.contacts].join(", ")),
    box("Claim number", n.payerClaimNumber, `Ours ${n.claim}`),
    box(
      "Plan type",
      (n.planFunding === undefined ? undefined : FUNDING[n.planFunding]) ?? "Not stated to us",
      n.group === undefined ? "" : `Group ${n.group}`,
    ),
    box("Items and services", KINDS[n.kind], n.place),
    box("Furnished", daySpan(days[0] as Day, days[days.length - 1] as Day), "By a nonparticipating provider"),
    box(
      n.items.every((i) => i.refused) ? "Notice of denial" : "First payment",
      longDay(first.day),
      [
        first.assumed ? "As dated by the remittance" : "As received",
        ...(first.trace === undefined ? [] : [`trace ${first.trace}`]),
      ].join(", "),
    ),
    box("Notice sent", longDay(n.sentOn), "To the payer as its remittance names it"),
  ];
}

/** The last day of talk by either count, and the days on which a dispute may follow by both. */
function clockOf(sentOn: Day): { readonly ends: string; readonly from: Day; readonly through: Day } {
  const period = windowFor(NEGOTIATION_PERIOD, sentOn);
  const whole = { opens: period.safe[0], closes: period.safe[1] };
  const { inclusive, exclusive } = period.readings ?? { inclusive: whole, exclusive: whole };
  const [early, late] = [inclusive.closes, exclusive.closes];
  const ends =
    early === late ? longDay(early) : `${longDay(early)}, or ${longDay(late)} where the day of sending is not counted`;
  const [from, through] = windowFor(IDR_INITIATION, sentOn).safe;
  return { ends, from, through };
}

function offerOf(n: NoticeInput, whole: Cents): readonly Sentence[] {
  const items = counted(n.items.length, "item");
  const share =
    n.costSharing === ZERO
      ? "The patient will not be billed above the in-network cost share."
      : `The patient will not be billed above the in-network cost share, which you gave as ${money(n.costSharing)}.`;
  return [
    [
      "We offer to accept ",
      { strong: money(whole) },
      ` as the total out-of-network rate for the ${items} above, cost sharing included, as payment in full, paid within ${PAY_WITHIN} of agreement. ${share}`,
    ],
  ];
}

/** Puts a notice together. The same input gives the same notice, to the byte. */
export function noticeOf(n: NoticeInput): Notice {
  const whole = total(n.items, (i) => i.offer);
  const qpas = n.items.map((i) => i.qpa);
  const { ends, from, through } = clockOf(n.sentOn);
  const notice: Notice = {
    kind: "Open negotiation notice",
    title: `Open negotiation notice, claim ${n.payerClaimNumber}`,
    claim: n.claim,
    asOf: n.sentOn,
    letterhead: n.sender.letterhead,
    dateLine: longDay(n.sentOn),
    reference: `Reference ${n.claim}`,
    law: "Under 42 U.S.C. 300gg-111(c)(1) and 45 CFR 149.510(b)(1)",
    recipient: n.recipient,
    form: formOf(n),
    items: n.items.map(rowOf),
    totals: {
      firstPaid: moneyJson(total(n.items, (i) => i.firstPaid)) ?? "",
      qpa: qpas.some((q) => q === undefined) ? null : moneyJson(total(n.items, (i) => i.qpa ?? ZERO)),
      offer: formatUsd(whole),
    },
    offer: offerOf(n, whole),
    support: [...new Set(n.exhibits.map((x) => (/[.]$/.test(x.shows) ? x.shows : `${x.shows}.`)))],
    reply: [
      [
        "The open negotiation period is 30 business days, counted from the day this notice is first sent. It ends on ",
        { strong: ends },
        ". Please reply to the sender above, by mail, telephone or email, and name the person who may agree to a rate.",
      ],
    ],
    afterwards: `If we do not agree, either side may start the federal independent dispute resolution process within four business days after the period ends. By both ways of counting that is ${daySpan(from, through)} (${IDR_INITIATION.cites.map((c) => c.text).join("; ")}).`,
    signer: n.sender.signer,
    signerTitle: [n.sender.title, `for ${n.provider.name}`].filter((t) => t !== undefined).join(", "),
    delivery: "Way of sending, and proof of delivery",
  };
  return printableAll(notice);
}
