import { join } from "node:path";
import type { Day } from "#base/day.ts";
import { type Cents, cents, ZERO } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { ClaimEvaluation, LineEvaluation, RightView } from "#case/evaluation.ts";
import type { Profile } from "#claim/profile.ts";
import { placeOf } from "#codes/place.ts";
import { type Notice, type NoticeInput, type NoticeItem, type NoticeRecipient, noticeOf } from "#document/notice.ts";
import type { Press } from "#document/typst.ts";
import { channelName } from "#document/words.ts";
import { lineOfItem } from "#strategy/from-evaluation.ts";
import { lineOffers } from "#strategy/line-offers.ts";
import type { ItemWorth } from "#strategy/worth.ts";
import { type ClaimAnswer, type ClaimAsked, type FoundCase, findClaim, notOne } from "./find-claim.ts";
import { payerAt } from "./notice-payer.ts";
import { outlineFor, type PlanOutline } from "./plan.ts";
import { safeName, type WrittenPaper, writePapers } from "./report-files.ts";

export interface NoticeAsked extends ClaimAsked {
  /** The total to offer, cost sharing included; without it, the opening of the plan. */
  readonly offer?: Cents | undefined;
}

export interface NoticeRun {
  readonly answer: ClaimAnswer;
  readonly notice: Notice | undefined;
  readonly problems: readonly Problem[];
}

const OPEN = "nsa.open_neg_initiate";
const FEDERAL: readonly string[] = ["federal_open_negotiation", "federal_open_negotiation_protective"];

const refuse = (code: string, message: string): Problem => problem("error", code, { file: "NOTICE" }, message);
const missing = (element: string, message: string): Problem =>
  problem("error", "notice-missing", { file: "NOTICE", element }, message);

/** The lines whose federal right to open negotiation is alive, with that right. */
function openLines(e: ClaimEvaluation): readonly { readonly line: LineEvaluation; readonly right: RightView }[] {
  return e.lines.flatMap((line) => {
    if (!FEDERAL.includes(line.channel.verdict)) return [];
    const right = line.rights.find((r) => r.id === OPEN && r.state === "open" && r.safe !== undefined);
    return right === undefined ? [] : [{ line, right }];
  });
}

/** Why law lets no notice go out for this claim now. */
function whyNot(found: FoundCase): readonly Problem[] {
  const { evaluation: e, coverage } = found;
  if (e.setAside !== undefined)
    return [
      refuse("notice-set-aside", `This sending of the claim counts in no total (${e.setAside}); another one counts.`),
    ];
  const began = coverage.facts.open_negotiation_start;
  if (began !== undefined)
    return [
      refuse(
        "notice-already-sent",
        `Open negotiation was begun on ${began} (${coverage.proof.open_negotiation_start ?? "facts file"}); a second notice opens nothing.`,
      ),
    ];
  if (e.remittances === 0)
    return [
      refuse(
        "notice-unanswered",
        "No remittance answers this claim, and the right to open negotiation begins with the first payment or denial (42 USC 300gg-111(c)(1)(A)).",
      ),
    ];
  const right = e.rights.find((r) => r.id === OPEN);
  if (right?.state === "expired" && right.safe !== undefined)
    return [
      refuse(
        "notice-window-gone",
        `The last safe day to open negotiation was ${right.safe[1]}${right.assumed ? ", counted from an assumed day of receipt; if the payment arrived later, say so with the fact payment_received" : ""} (${right.cite}).`,
      ),
    ];
  if (right !== undefined && right.safe === undefined && right.disputed !== undefined)
    return [
      missing(
        "payment_received",
        "Sources disagree on the day of receipt, and no day is safe by all of them. Answer payment_received for the claim in a facts file with the day that has proof.",
      ),
    ];
  if (e.channel.verdict === "undetermined")
    return [
      refuse(
        "notice-undetermined",
        "Law cannot say yet whether the federal road governs, so no notice goes out. What would settle it is listed.",
      ),
      ...e.channel.missing.map((f) =>
        missing(f, `The fact ${f} is not known. Answer it in a facts file: parley facts list shows where.`),
      ),
    ];
  const road = channelName(e.channel.verdict);
  const cites = e.channel.candidates[0]?.cites.join("; ") ?? "";
  return [
    refuse(
      "notice-other-road",
      `The federal road does not govern this claim: ${road}${cites === "" ? "" : ` (${cites})`}.`,
    ),
  ];
}

/** Whether any of the practice's lines can be called by telephone or mail. */
const REACHABLE = /@|(\d[\s().-]*){10}/;

/** What a notice is made of. */
export interface Gathered {
  readonly found: FoundCase;
  readonly profile: Profile | undefined;
  readonly recipient: NoticeRecipient | undefined;
  readonly plan: PlanOutline | undefined;
  readonly offer: Cents | undefined;
  readonly asOf: Day;
}

/** Facts the form asks for that nobody has given, each with where to give it. */
function missingOf(g: Gathered, lines: ReturnType<typeof openLines>): readonly Problem[] {
  const { profile, recipient, found } = g;
  const { claim, standing } = found.matched;
  const billing = claim?.billing ?? standing[0]?.payee;
  const letterhead = profile?.letterhead ?? [];
  const list: (Problem | false)[] = [
    (billing?.name ?? profile?.name) === undefined &&
      missing("provider name", "The provider's name is not known. Put name into the practice profile."),
    (billing?.npi ?? profile?.npis[0]) === undefined &&
      missing("provider NPI", "The provider's NPI is not known. Put npis into the practice profile."),
    letterhead.length === 0 &&
      missing("sender", "The sender's address is not known. Put letterhead into the practice profile."),
    letterhead.length > 0 &&
      !letterhead.some((l) => REACHABLE.test(l)) &&
      missing(
        "sender contact",
        "The letterhead has no telephone number and no email. Add a line with one to letterhead in the practice profile.",
      ),
    profile?.signer === undefined &&
      missing("signer", "Nobody signs. Put signer, with name and title, into the practice profile."),
    (recipient === undefined ||
      recipient.name === "" ||
      (recipient.address.length === 0 && recipient.contacts.length === 0)) &&
      missing(
        "recipient",
        "The remittance names no payer with an address or contact (N1*PR, N3, N4, PER). Ask the payer for the whole 835.",
      ),
    lines.some(({ line }) => line.date === undefined) &&
      missing(
        "date_of_service",
        "A line has no day of service. Answer date_of_service for the claim in a facts file, or correct the claim.",
      ),
    found.coverage.place === undefined &&
      missing("place of service", "The place of service is not known. Add the 837 of this claim, or correct it."),
    found.coverage.facts.payment_received === undefined &&
      missing(
        "payment_received",
        "The day of the first payment or denial is not known. Answer payment_received for the claim in a facts file.",
      ),
    (g.offer ?? g.plan?.opening) === undefined &&
      missing("offer", "Nothing known says what to offer. Give the total, cost sharing included, with --offer AMOUNT."),
  ];
  return list.filter((p) => p !== false);
}

const plannedAs = (plan: PlanOutline | undefined, line: number): ItemWorth | undefined =>
  plan?.worth.items.find((i) => lineOfItem(i) === line);

/** The offer over the items: see `lineOffers`. */
export function offersFor(
  total: Cents,
  lines: readonly { readonly line: LineEvaluation }[],
  plan: PlanOutline | undefined,
): readonly Cents[] {
  return lineOffers(
    total,
    lines.map(({ line }) => ({
      ...{ billed: line.billed, allowed: line.allowed ?? ZERO },
      fair: plannedAs(plan, line.number)?.fair?.median,
    })),
  );
}

const KIND_OF: Readonly<Record<string, NoticeInput["kind"]>> = {
  emergency: "emergency",
  air_ambulance: "air ambulance",
};

function inputOf(g: Gathered, lines: ReturnType<typeof openLines>): NoticeInput | undefined {
  const { found, profile, recipient, plan, asOf } = g;
  const { matched, coverage, evaluation: e } = found;
  const { claim, standing } = matched;
  const billing = claim?.billing ?? standing[0]?.payee;
  const total = g.offer ?? plan?.opening;
  const received = coverage.facts.payment_received;
  const [name, npi] = [billing?.name ?? profile?.name, billing?.npi ?? profile?.npis[0]];
  if (total === undefined || received === undefined || name === undefined || npi === undefined) return undefined;
  if (recipient === undefined || profile?.signer === undefined || coverage.place === undefined) return undefined;
  const offers = offersFor(total, lines, plan);
  const single = lines.length === 1;
  const items = lines.flatMap(({ line }, i): readonly NoticeItem[] =>
    line.date === undefined
      ? []
      : [
          {
            line: line.number,
            code: line.code,
            modifiers: line.modifiers,
            day: line.date,
            units: line.units,
            firstPaid: line.paid,
            refused: line.payment === "denied",
            // A QPA given for a claim of several lines does not say whose it is.
            qpa: single && e.lines.length === 1 ? coverage.facts.qpa : undefined,
            offer: offers[i] ?? ZERO,
          },
        ],
  );
  const [first, ...rest] = items;
  if (first === undefined) return undefined;
  const place = placeOf(coverage.place)?.name;
  const service =
    /^service is (.*)$/.exec(e.facts.find((f) => f.text.startsWith("service is "))?.text ?? "")?.[1] ?? "";
  return {
    sentOn: asOf,
    claim: e.claim,
    payerClaimNumber: standing[0]?.payerClaimNumber ?? e.claim,
    provider: { name, npi, tin: billing?.tin ?? profile.tins[0] },
    sender: { letterhead: profile.letterhead, signer: profile.signer.name, title: profile.signer.title },
    recipient,
    planFunding: coverage.facts.plan_funding,
    group: claim?.group,
    kind: KIND_OF[service] ?? "participating facility",
    place: [`Place of service ${coverage.place}`, place, coverage.facts.state]
      .filter((t) => t !== undefined)
      .join(", "),
    firstAnswer: {
      day: coverage.initialReceipt ?? received,
      assumed: coverage.receiptAssumed,
      trace: standing[0]?.payment.trace,
    },
    items: [first, ...rest],
    costSharing: cents(lines.reduce((t, { line }) => t + line.patient, 0n)),
    exhibits: exhibitsOf(plan?.worth.items ?? []),
  };
}

/** What may be argued for the items; which item each piece speaks for is said where there are several. */
export const exhibitsOf = (items: readonly ItemWorth[]): NoticeInput["exhibits"] =>
  items.flatMap(({ name, argued }) =>
    (argued?.brief.exhibits ?? []).map((x) => (items.length > 1 ? { ...x, shows: `For ${name}: ${x.shows}` } : x)),
  );

/** The lines that the plan's total is for: what is paid in line or goes another road is not asked about again. */
function noticed(g: Gathered): ReturnType<typeof openLines> {
  const open = openLines(g.found.evaluation);
  const planned = open.filter(({ line }) => plannedAs(g.plan, line.number) !== undefined);
  return planned.length > 0 ? planned : open;
}

/** The notice of a claim, or every reason why there is none: the law's, else what the form misses. */
export function noticeFor(g: Gathered): Result<Notice, readonly Problem[]> {
  const lines = noticed(g);
  if (
    lines.length === 0 ||
    g.found.coverage.facts.open_negotiation_start !== undefined ||
    g.found.evaluation.setAside !== undefined
  )
    return err(whyNot(g.found));
  const lacks = missingOf(g, lines);
  if (lacks.length > 0) return err(lacks);
  const input = inputOf(g, lines);
  return input === undefined ? err([missing("form", "A field of the form is not known.")]) : ok(noticeOf(input));
}

/** Reads a folder as the map does and makes the open negotiation notice of one claim of it, or says why not. */
export async function runNotice(asked: NoticeAsked): Promise<NoticeRun> {
  const { answer, problems } = await findClaim(asked);
  if (answer.found !== "one")
    return { answer, notice: undefined, problems: [...problems, ...notOne("notice", answer)] };
  const { case: found, profile } = answer;
  const [standing] = found.matched.standing;
  const recipient = standing === undefined ? undefined : await payerAt(asked.paths, asked.home, standing.source);
  const planned = outlineFor(found, asked.asOf);
  const plan = planned.ok ? planned.value : undefined;
  const notice = noticeFor({ found, profile, recipient, plan, offer: asked.offer, asOf: asked.asOf });
  if (!notice.ok) return { answer, notice: undefined, problems: [...problems, ...notice.error] };
  return { answer, notice: notice.value, problems };
}

/** Prints a notice and writes PDF and JSON side by side. Sends nothing. Throws when the disk fails. */
export const writeNotice = (notice: Notice, press: Press, dir: string): WrittenPaper =>
  writePapers("notice", notice, press, join(dir, `${safeName(notice.claim)}.notice`));
