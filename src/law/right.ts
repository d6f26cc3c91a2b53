import { FEDERAL } from "#base/calendar.ts";
import type { Cite, Confidence } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import { Recall } from "#base/recall.ts";
import type { Candidate, ChannelFinding } from "./channel.ts";
import { CHANNELS, type ChannelId } from "./channels.ts";
import { isCountable, type Window, windowFor } from "./deadline.ts";
import type { FactId, StatedReceipt } from "./fact.ts";
import { EXTERNAL_REVIEW, INTERNAL_APPEAL } from "./federal/appeal.ts";
import { AWARD_PAYMENT, ENTITY_SELECTION, IDR_INITIATION, OFFERS_AND_FEES } from "./federal/dispute.ts";
import { NEGOTIATION_START } from "./federal/negotiation.ts";
import { MA_RECONSIDERATION, MEDICARE_REDETERMINATION } from "./federal/other-payer.ts";
import { STATES } from "./library.ts";
import { type DisputedClock, disputedDays, overlapOf } from "./receipt.ts";
import type { DenialKind } from "./remark.ts";
import type { StateRoute } from "./state.ts";
import type { Deadline } from "./statute.ts";

/**
 * Something the provider may still do, and the days for it. `safe` is what both readings of the law allow. A right whose
 * date is not known says which fact would give it, so that a denied line always ends with a clock or a question.
 */
export interface Right {
  /** The deadline it is counted by, such as "nsa.open_neg_initiate". */
  readonly id: string;
  readonly channel: ChannelId;
  readonly label: string;
  readonly status: "open" | "not_yet_open" | "expired" | "unknown";
  readonly safe?: readonly [Day, Day];
  readonly readings?: Window["readings"];
  /** Business days after `asOf` through the last safe day: 0 on the last day. Null where no day is known. */
  readonly daysLeft: number | null;
  /** Whether the day it is counted from was assumed rather than shown. */
  readonly assumed: boolean;
  readonly actor: string;
  readonly cites: readonly Cite[];
  readonly confidence: Confidence;
  readonly missing?: readonly FactId[];
  /** Where sources state different days of receipt: the clock of each. `safe` is then what all of them allow. */
  readonly disputed?: readonly DisputedClock[];
}

/** The days a line's rights are counted from. Absent means not known. */
export interface RightDates {
  readonly paymentReceived?: Day | undefined;
  /** True when receipt is the remittance's own date and nobody has confirmed it. */
  readonly paymentAssumed: boolean;
  /** Days of receipt stated by sources that disagree; `paymentReceived` is then the earliest of them. */
  readonly receipts?: readonly StatedReceipt[] | undefined;
  /**
   * When the first payment or denial of the item arrived, where a correction followed it. A correction does not restart
   * the federal clock: it runs from the initial payment or denial (42 USC 300gg-111(c)(1)(A)). Where a correction may
   * itself have been the first answer, the earlier of both days is the one that is safe.
   */
  readonly initialReceived?: Day | undefined;
  /** True when `initialReceived` is a remittance's own date. Absent: as for `paymentReceived`. */
  readonly initialAssumed?: boolean | undefined;
  /** When the denial arrived, if it did not come with the payment. */
  readonly denialReceived?: Day | undefined;
  readonly noticeSent?: Day | undefined;
  readonly initiated?: Day | undefined;
  readonly finalSelection?: Day | undefined;
  readonly determination?: Day | undefined;
  readonly finalDenialReceived?: Day | undefined;
  readonly correctedClaimDue?: Day | undefined;
  readonly disputeDue?: Day | undefined;
  readonly contractDisputeDue?: Day | undefined;
  readonly dateOfService?: Day | undefined;
  readonly finalOffer?: Day | undefined;
  readonly negotiationEnded?: Day | undefined;
  readonly negotiationOpened?: Day | undefined;
  readonly eob?: Day | undefined;
  readonly claimReceived?: Day | undefined;
}

/** From the names of triggers to the days that answer them. */
const DATE_OF: Readonly<Record<string, keyof Omit<RightDates, "paymentAssumed" | "initialAssumed" | "receipts">>> = {
  payment_received: "paymentReceived",
  denial_received: "denialReceived",
  remittance: "paymentReceived",
  notice_sent: "noticeSent",
  open_negotiation_start: "noticeSent",
  initiated: "initiated",
  dispute_initiated: "initiated",
  final_selection: "finalSelection",
  determination: "determination",
  final_denial_received: "finalDenialReceived",
  date_of_service: "dateOfService",
  first_service: "dateOfService",
  final_offer: "finalOffer",
  negotiation_ended: "negotiationEnded",
  negotiation_opened: "negotiationOpened",
  eob: "eob",
  claim_received: "claimReceived",
};

/** The fact to ask for when a trigger's day is not known. Triggers Parley has no fact for ask for the due day itself. */
const ASK_FOR: Readonly<Record<string, FactId>> = {
  payment_received: "payment_received",
  denial_received: "denial_received",
  remittance: "payment_received",
  notice_sent: "open_negotiation_start",
  open_negotiation_start: "open_negotiation_start",
  final_selection: "final_selection",
  determination: "determination",
  final_denial_received: "final_denial_received",
  date_of_service: "date_of_service",
  first_service: "date_of_service",
  final_offer: "final_offer",
  negotiation_ended: "negotiation_ended",
  negotiation_opened: "negotiation_opened",
  eob: "eob",
  claim_received: "claim_received",
};

const statusOf = (safe: readonly [Day, Day], asOf: Day): Right["status"] =>
  asOf < safe[0] ? "not_yet_open" : asOf > safe[1] ? "expired" : "open";

/** Whether the day a trigger gives is the assumed receipt: of the payment, or of a denial filled in from that same day. */
function isAssumed(key: keyof RightDates | undefined, on: Day, dates: RightDates): boolean {
  if (!dates.paymentAssumed) return false;
  return key === "paymentReceived" || (key === "denialReceived" && on === dates.paymentReceived);
}

/** A right counted from a deadline of law. */
function counted(rule: Deadline, channel: ChannelId, dates: RightDates, asOf: Day): Right {
  const base = {
    id: rule.id,
    channel,
    label: rule.label,
    actor: rule.actor,
    cites: rule.cites,
    confidence: rule.confidence,
  };
  for (const trigger of rule.triggers) {
    const key = DATE_OF[trigger];
    const on = key === undefined ? undefined : dates[key];
    if (on === undefined || !isCountable(on)) continue;
    const w = windowFor(rule, on);
    return {
      ...base,
      status: statusOf(w.safe, asOf),
      safe: w.safe,
      ...(w.readings === undefined ? {} : { readings: w.readings }),
      daysLeft: FEDERAL.countAfter(asOf, w.safe[1]),
      assumed: isAssumed(key, on, dates),
    };
  }
  const ask = rule.triggers.map((t) => ASK_FOR[t]).find((f) => f !== undefined) ?? "dispute_due";
  return { ...base, status: "unknown", daysLeft: null, assumed: false, missing: [ask] };
}

/** A right whose last day only a paper of this plan, payer or programme gives. */
function byPaper(
  id: string,
  channel: ChannelId,
  label: string,
  due: { readonly on: Day | undefined; readonly fact: FactId; readonly since: Day | undefined },
  asOf: Day,
): Right {
  const base = {
    id,
    channel,
    label,
    actor: "provider",
    cites: CHANNELS[channel].cites,
    confidence: CHANNELS[channel].confidence,
  };
  if (due.on === undefined || !isCountable(due.on)) {
    return { ...base, status: "unknown", daysLeft: null, assumed: false, missing: [due.fact] };
  }
  const from = due.since !== undefined && due.since <= due.on ? due.since : asOf <= due.on ? asOf : due.on;
  const safe = [from, due.on] as const;
  return { ...base, status: statusOf(safe, asOf), safe, daysLeft: FEDERAL.countAfter(asOf, due.on), assumed: false };
}

/** A right without a limit in law: a complaint, a talk. */
const timeless = (id: string, channel: ChannelId, label: string): Right => ({
  id,
  channel,
  label,
  status: "open",
  daysLeft: null,
  assumed: false,
  actor: "provider",
  cites: CHANNELS[channel].cites,
  confidence: CHANNELS[channel].confidence,
});

/** The days as the federal clock sees them: receipt is that of the initial payment or denial, if it is the earlier. */
function fromTheFirst(dates: RightDates): RightDates {
  const { initialReceived: first, paymentReceived: last } = dates;
  if (first === undefined || !isCountable(first)) return dates;
  if (last !== undefined && isCountable(last) && last <= first) return dates;
  return { ...dates, paymentReceived: first, paymentAssumed: dates.initialAssumed ?? dates.paymentAssumed };
}

/** Begun: the sides agree on an entity or object; past those days the offer waits for the day the choice became final. */
function begunRight(dates: RightDates, asOf: Day): Right {
  const choosing = counted(ENTITY_SELECTION, "federal_idr", dates, asOf);
  return choosing.status === "expired" ? counted(OFFERS_AND_FEES, "federal_idr", dates, asOf) : choosing;
}

/** The federal step that is next: negotiate, initiate, choose who decides, send the offer, and collect what was decided. */
function federalRight(channel: ChannelId, dates: RightDates, asOf: Day): Right {
  if (dates.determination !== undefined) return counted(AWARD_PAYMENT, channel, dates, asOf);
  if (dates.finalSelection !== undefined) return counted(OFFERS_AND_FEES, "federal_idr", dates, asOf);
  if (dates.initiated !== undefined) return begunRight(dates, asOf);
  if (dates.noticeSent !== undefined) return counted(IDR_INITIATION, "federal_idr", dates, asOf);
  return counted(NEGOTIATION_START, channel, fromTheFirst(dates), asOf);
}

function appealRight(dates: RightDates, asOf: Day): Right {
  return counted(INTERNAL_APPEAL, "internal_appeal", dates, asOf);
}

/** External review waits for the plan's final answer; until then it is not open, which is known and no question. */
function reviewRight(dates: RightDates, asOf: Day): Right {
  const right = counted(EXTERNAL_REVIEW, "external_review", dates, asOf);
  if (right.status !== "unknown") return right;
  const { missing: _, ...rest } = right;
  return { ...rest, status: "not_yet_open" };
}

function stateRights(route: StateRoute, dates: RightDates, asOf: Day): readonly Right[] {
  const provider = route.days.filter((d) => !/^(plan|carrier|insurer|payer|issuer|state agency)$/.test(d.actor));
  if (provider.length === 0) {
    const id = `${route.channel.slice(0, 2)}.request`;
    return [
      byPaper(
        id,
        route.channel,
        CHANNELS[route.channel].label,
        { on: dates.disputeDue, fact: "dispute_due", since: dates.paymentReceived },
        asOf,
      ),
    ];
  }
  const rights = provider.map((d) => counted(d, route.channel, dates, asOf));
  // A later step whose start is unknown is no question while an earlier step of the same road has its days.
  const known = rights.filter((r) => r.status !== "unknown");
  return known.length > 0 ? known : rights.slice(0, 1);
}

/** A road whose last day stands only in a notice, a manual or an office's rules. */
function dueRights(channel: ChannelId, dates: RightDates, asOf: Day): readonly Right[] {
  const due = { on: dates.disputeDue, fact: "dispute_due", since: dates.paymentReceived } as const;
  return [byPaper(`${channel}.due`, channel, CHANNELS[channel].label, due, asOf)];
}

function rightsFor(c: Candidate, found: ChannelFinding, dates: RightDates, asOf: Day): readonly Right[] {
  const route = found.state?.routes.find((r) => r.channel === c.channel);
  if (route !== undefined) return stateRights(route, dates, asOf);
  switch (c.channel) {
    case "federal_open_negotiation":
    case "federal_open_negotiation_protective":
    case "federal_idr_protective":
      return [federalRight(c.channel, dates, asOf)];
    case "internal_appeal":
    case "erisa_appeal":
      // A payment below the benefit is an adverse decision too (29 CFR 2560.503-1(m)(4)), so no denial is needed.
      return [appealRight(dates, asOf)];
    case "external_review":
    case "federal_external_review":
      return [reviewRight(dates, asOf)];
    case "corrected_claim":
      return [
        byPaper(
          "corrected_claim",
          c.channel,
          "Send a corrected claim",
          { on: dates.correctedClaimDue, fact: "corrected_claim_due", since: dates.paymentReceived },
          asOf,
        ),
      ];
    case "ma_reconsideration":
      return [counted(MA_RECONSIDERATION, c.channel, dates, asOf)];
    case "medicare_appeal":
      return [counted(MEDICARE_REDETERMINATION, c.channel, dates, asOf)];
    case "contract":
      return [
        byPaper(
          "contract.dispute",
          c.channel,
          CHANNELS.contract.label,
          { on: dates.contractDisputeDue, fact: "contract_dispute_due", since: dates.paymentReceived },
          asOf,
        ),
      ];
    case "cms_complaint":
      return [timeless("nsa.complaint", c.channel, "Complain to CMS")];
    case "program_rules":
      if (c.role !== "first") return [];
      return dueRights(c.channel, dates, asOf);
    case "workers_comp_board":
    case "ma_payment_dispute":
    case "all_payer_rate":
    case "state_arbitration":
      return dueRights(c.channel, dates, asOf);
    default:
      return [];
  }
}

function list(found: ChannelFinding, dates: RightDates, denial: DenialKind, asOf: Day): readonly Right[] {
  const rights = new Map<string, Right>();
  for (const c of found.candidates) {
    if (found.verdict === "undetermined" && c.channel === "contract") continue;
    for (const r of rightsFor(c, found, dates, asOf)) if (!rights.has(r.id)) rights.set(r.id, r);
  }
  const outside = found.verdict === "not_this_channel";
  if (denial !== "none" && !rights.has("erisa.appeal_file") && !outside && found.verdict !== "contract") {
    rights.set("erisa.appeal_file", appealRight(dates, asOf));
  }
  if (denial !== "none" && rights.size === 0) {
    const due = { on: dates.disputeDue, fact: "dispute_due", since: dates.paymentReceived } as const;
    rights.set("dispute", byPaper("dispute", "direct_negotiation", "Dispute the denial", due, asOf));
  }
  return [...rights.values()];
}

const FROM_SERVICE: readonly string[] = ["date_of_service", "first_service"];
const fromService = new WeakMap<ChannelFinding, boolean>();

function fromTheService(route: StateRoute): boolean {
  return route.days.some((d) => d.triggers.some((t) => FROM_SERVICE.includes(t)));
}

/** Few states count from the day of service; spreading that day over every line would fill the store for nothing. */
function countsFromService(found: ChannelFinding): boolean {
  const known = fromService.get(found);
  if (known !== undefined) return known;
  const counts = (found.state?.routes ?? []).some(fromTheService);
  fromService.set(found, counts);
  return counts;
}

const STATES_FROM_SERVICE: ReadonlySet<string> = new Set(
  STATES.filter((s) => s.routes.some(fromTheService)).map((s) => s.code),
);

/** Whether any right of a state is counted from the day of service itself. */
export const readsServiceDay = (state: string | undefined): boolean =>
  state !== undefined && STATES_FROM_SERVICE.has(state);

/** The days that are known, each under its name, as one key. Most lines know one. */
function keyOf(found: ChannelFinding, d: RightDates, denial: DenialKind, asOf: Day): string {
  let key = `${asOf} ${denial} ${d.paymentAssumed} ${d.paymentReceived} ${countsFromService(found) ? d.dateOfService : ""}`;
  if (d.initialReceived !== undefined) key += ` initial ${d.initialReceived} ${d.initialAssumed}`;
  if (d.receipts !== undefined) key += ` disputed ${d.receipts.map((r) => `${r.day} ${r.source}`).join(";")}`;
  for (const name of OTHER_DAYS) if (d[name] !== undefined) key += ` ${name} ${d[name]}`;
  return key;
}

const OTHER_DAYS = [
  "denialReceived",
  "noticeSent",
  "initiated",
  "finalSelection",
  "determination",
  "finalDenialReceived",
  "correctedClaimDue",
  "disputeDue",
  "contractDisputeDue",
  "finalOffer",
  "negotiationEnded",
  "negotiationOpened",
  "eob",
  "claimReceived",
] as const satisfies readonly (keyof RightDates)[];

/** Kept with the finding they follow from, and gone when it goes. */
const kept = new WeakMap<ChannelFinding, Recall<readonly Right[]>>();
const MOST_DAYS = 400;

/** A day of asking beyond the calendar leaves every right expired rather than throwing. */
const LAST_ASKED = "2190-12-31" as Day;

/**
 * Every right a finding opens, each with its own days; for an undetermined finding those of every candidate. `denial`
 * is why the line is not paid, "none" when it was paid or the patient owes it all. Cites stand on each right.
 */
export function rightsOf(found: ChannelFinding, dates: RightDates, denial: DenialKind, asOf: Day): readonly Right[] {
  const store = kept.get(found) ?? new Recall<readonly Right[]>(MOST_DAYS);
  kept.set(found, store);
  return store.by(keyOf(found, dates, denial, asOf)).answer(() => {
    const on = isCountable(asOf) ? asOf : LAST_ASKED;
    const stated = disputedDays(dates.receipts);
    if (stated.length === 0) return list(found, dates, denial, on);
    return overlapOf(stated, (day) => list(found, { ...dates, paymentReceived: day }, denial, on), on);
  });
}
