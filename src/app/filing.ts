import { FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, showUsd, sum } from "#base/money.ts";
import { sentOf } from "#case/decide-papers.ts";
import type { RightView } from "#case/evaluation.ts";
import type { Unproven } from "#case/event.ts";
import type { FilingRoad } from "#case/event-lists.ts";
import type { CaseView, SentPaper } from "#case/state.ts";
import { FUNDING } from "#document/notice.ts";
import { channelName } from "#document/words.ts";
import { CHANNELS, isChannelId } from "#law/channels.ts";
import { lastDay, windowFor } from "#law/deadline.ts";
import { type Forum, forumOf, forumRules } from "#law/evidence.ts";
import { DEPARTMENTS_SELECT, ENTITY_SELECTION, IDR_INITIATION } from "#law/federal/dispute.ts";
import { NEGOTIATION_PERIOD } from "#law/federal/negotiation.ts";
import { feesFor } from "#law/fees.ts";
import { type ClaimTraits, playbookOn, playbooksFor } from "#strategy/playbooks/library.ts";
import { type BatchCase, batchLinesOf, lineChecks, planBatches } from "./batch.ts";
import { coolingOff, type EarlierDispute } from "./cooling-off.ts";
import { exhibitsOf } from "./notice.ts";
import type { PlanOutline } from "./plan.ts";

/** Whether one case may be filed on a day: each road with all that it asks, what is there, what is missing, what to do. */

export type RequirementState = "met" | "missing" | "not known" | "not yet";

export interface Requirement {
  readonly id: string;
  readonly what: string;
  readonly state: RequirementState;
  readonly says: string;
  readonly day: Day | null;
  readonly cite: string | null;
  /** What would meet it; null when nothing is to be done. */
  readonly todo: string | null;
}

export interface FilingAsked {
  readonly found: BatchCase;
  readonly view: CaseView;
  readonly plan: PlanOutline | undefined;
  readonly traits: ClaimTraits;
  readonly unproven: readonly Unproven[];
  readonly earlier: readonly EarlierDispute[];
  readonly on: Day;
}

const requirement = (
  id: string,
  what: string,
  state: RequirementState,
  says: string,
  more: Partial<Pick<Requirement, "day" | "cite" | "todo">> = {},
): Requirement => ({ id, what, state, says, day: null, cite: null, todo: null, ...more });

/** Days of talks by law, in business days. */
const TALKS = NEGOTIATION_PERIOD.count;
const APPEAL_RIGHT = "erisa.appeal_file";
const cited = (of: { readonly cites: readonly { readonly text: string }[] }): string =>
  of.cites.map((c) => c.text).join("; ");

/** Whether the road governs, as far as the facts say. */
function governs(a: FilingAsked, is: (channel: string) => boolean, name: string): Requirement {
  const { channel } = a.found.evaluation;
  const cite = channel.candidates.find((c) => is(c.channel))?.cites.join("; ") ?? null;
  if (is(channel.verdict))
    return requirement("road", "Road", "met", `${channelName(channel.verdict)} governs`, { cite });
  const may = channel.candidates.some((c) => is(c.channel));
  if (channel.verdict === "undetermined" && may)
    return requirement("road", "Road", "not known", `it is not decided yet whether ${name} governs`, {
      ...{ cite, todo: `Answer: ${channel.missing.map((m) => m.replaceAll("_", " ")).join(", ")}.` },
    });
  return may
    ? requirement("road", "Road", "met", `open beside ${channelName(channel.verdict).toLowerCase()}`, { cite })
    : requirement(
        "road",
        "Road",
        "missing",
        `${channelName(channel.verdict)} governs, and ${name} is not open beside it`,
      );
}

const proofFile = ({ view }: FilingAsked, sent: SentPaper) =>
  view.files.find((f) => f.removed === undefined && f.event === sent.delivery?.file);

function delivery(a: FilingAsked, sent: SentPaper | undefined, what: string, cite: string): Requirement {
  if (sent === undefined)
    return requirement("proof", `${what} proved`, "not known", "no paper of this case was written down as sent", {
      ...{ cite, todo: "Write down how it was sent, and attach what shows that it arrived." },
    });
  const file = proofFile(a, sent);
  if (sent.delivery?.outcome === "delivered" && file !== undefined)
    return requirement("proof", `${what} proved`, "met", `${file.name} shows that it arrived`, {
      ...{ cite, day: sent.delivery.day },
    });
  return requirement("proof", `${what} proved`, "missing", `nothing shows that what was sent on ${sent.day} arrived`, {
    ...{ cite, todo: "Attach the proof of delivery, and say what it shows." },
  });
}

/** Notice, proof, talks and the days to initiate. */
function notice(a: FilingAsked): readonly Requirement[] {
  const { facts, proof } = a.found.coverage;
  const cite = "45 CFR 149.510(b)(1)";
  const began = facts.open_negotiation_start;
  const sent = sentOf(a.view.papers, "notice");
  const [period, initiate] = [cited(NEGOTIATION_PERIOD), cited(IDR_INITIATION)];
  if (began === undefined)
    return [
      requirement("notice", "Notice sent", "missing", "open negotiation has not begun", {
        ...{ cite, todo: "Print the open negotiation notice, send it, and write down how." },
      }),
      delivery(a, sent, "Notice", "45 CFR 149.510(b)(1)(ii)"),
      requirement("talks", "Open negotiation over", "missing", "its 30 business days begin with the notice", {
        cite: period,
      }),
      requirement("window", "Days to initiate", "missing", "four business days after open negotiation", {
        cite: initiate,
      }),
    ];
  const [from, until] = windowFor(IDR_INITIATION, began).safe;
  const last = FEDERAL.nthAfter(began, TALKS);
  const over = a.on > last;
  const filed = facts.initiated;
  const window =
    filed !== undefined
      ? requirement("window", "Days to initiate", "met", `the dispute was begun on ${filed}`, { day: filed })
      : a.on < from
        ? requirement("window", "Days to initiate", "not yet", `${from} through ${until}`, { day: from })
        : a.on <= until
          ? requirement("window", "Days to initiate", "met", `open through ${until}`, {
              ...{ day: until, todo: `File by ${until}.` },
            })
          : requirement("window", "Days to initiate", "missing", `they ended on ${until}`, {
              ...{ day: until, todo: "Look at the day of the notice; an extension would have to be shown." },
            });
  return [
    requirement("notice", "Notice sent", "met", `on ${began} (${proof.open_negotiation_start ?? "facts file"})`, {
      ...{ cite, day: began },
    }),
    delivery(a, sent, "Notice", "45 CFR 149.510(b)(1)(ii)"),
    requirement(
      "talks",
      "Open negotiation over",
      over ? "met" : "not yet",
      `its last day ${over ? "was" : "is"} ${last}`,
      {
        ...{ day: last, cite: period },
      },
    ),
    { ...window, cite: initiate },
  ];
}

const ASKS: Readonly<Record<string, string>> = {
  QPA: "Ask the plan for the QPA of each line, and answer it here.",
  "Plan type": "Answer how the plan is funded: the card, the plan's letter or the employer says.",
};

/** What the rule asks of each line, from the same checks as a batch. */
const ofLines = (a: FilingAsked): readonly Requirement[] =>
  lineChecks(batchLinesOf(a.found, a.on)).map((c) =>
    requirement(c.what.toLowerCase().replaceAll(" ", "-"), c.what, c.state === "done" ? "met" : "missing", c.says, {
      ...{
        cite: c.cite,
        todo: c.state === "done" ? null : (ASKS[c.what] ?? "Correct the claim or the practice profile."),
      },
    }),
  );

/** The day whose fees count: today, or the first day on which the dispute may be begun. */
function beginsOn({ found, on }: FilingAsked): Day {
  const { open_negotiation_start: began, initiated } = found.coverage.facts;
  if (initiated !== undefined || began === undefined) return initiated ?? on;
  const [from] = windowFor(IDR_INITIATION, began).safe;
  return from > on ? from : on;
}

function batchAndFees(a: FilingAsked): readonly Requirement[] {
  const { batches, alone, out } = planBatches([a.found], a.on);
  const [batch] = batches;
  const lines = batch?.built.lines.length ?? 1;
  const day = beginsOn(a);
  const fees = feesFor(
    batch === undefined ? { initiated: day, kind: "single" } : { initiated: day, kind: "batched", lines },
  );
  const because = batch?.built.because ?? alone[0]?.because ?? out[0]?.because ?? "no line may be disputed";
  const cite = batch?.built.rule.cites[0]?.text ?? alone[0]?.cites[0]?.text ?? null;
  return [
    requirement(
      "batch",
      "One dispute or several",
      batch === undefined && alone.length === 0 ? "missing" : "met",
      batch === undefined ? because : `${lines} lines in one dispute: ${because}`,
      { cite, todo: "Other cases of this payer may join it: choose them under Batch." },
    ),
    fees === undefined
      ? requirement("fees", "Fees", "not known", `no fee is known for ${day}`)
      : requirement(
          "fees",
          "Fees",
          "met",
          `begun on ${day}: ${showUsd(fees.adminPerParty)} to each side, never returned, and ${showUsd(fees.entityRange[0])} to ${showUsd(fees.entityRange[1])} to the entity`,
          { day, cite: cited(fees) },
        ),
  ];
}

/** Facts nobody has proven, for whoever approves to name. */
const attesting = ({ unproven }: FilingAsked): Requirement =>
  unproven.length === 0
    ? requirement("unproven", "Facts proven", "met", "every fact it rests on is shown by a file")
    : requirement(
        "unproven",
        "Facts proven",
        "not known",
        `${unproven.length} not proven: ${unproven.map((u) => u.fact.replaceAll("_", " ")).join(", ")}`,
        { todo: "Attach what shows each, or let whoever approves name it." },
      );

/** What the playbook of the specialty wants in the file, against the files that are there. */
export function evidenceOf({ traits, view, on }: FilingAsked, federal: boolean) {
  const [fit] = playbooksFor(traits);
  if (fit === undefined) return { playbook: null, rows: [] };
  const kept = view.files.filter((f) => f.removed === undefined);
  const rows = playbookOn(fit.playbook, on).evidence.map((e) => {
    const files = kept.filter((f) => e.shownBy?.includes(f.kind)).map((f) => f.name);
    const barred = federal && e.keepFromFederal === true;
    const state: RequirementState =
      e.shownBy === undefined ? "not known" : files.length > 0 || e.shownBy.includes("claim") ? "met" : "missing";
    return { text: e.text, shownBy: [...(e.shownBy ?? [])], files, barred, state, source: e.source.title };
  });
  return { playbook: fit.playbook.title, rows };
}

const evidence = (a: FilingAsked, federal: boolean): Requirement => {
  const { playbook, rows } = evidenceOf(a, federal);
  const wanted = rows.filter((r) => r.shownBy.length > 0 && !r.barred);
  const missing = wanted.filter((r) => r.state === "missing");
  if (playbook === null || wanted.length === 0)
    return requirement("evidence", "Evidence", "not known", "no playbook names the files this claim needs");
  return requirement(
    "evidence",
    "Evidence",
    missing.length === 0 ? "met" : "missing",
    `${wanted.length - missing.length} of ${wanted.length} that ${playbook.toLowerCase()} asks for are on file`,
    { todo: missing.length === 0 ? null : "Attach them under Documents; each is listed below." },
  );
};

const isFederal = (channel: string): boolean => isChannelId(channel) && CHANNELS[channel].family === "federal";
const APPEALS: readonly string[] = ["internal_appeal", "erisa_appeal"];
const stateRight = (r: RightView): boolean =>
  !isFederal(r.channel) && r.id !== APPEAL_RIGHT && /^[a-z]{2}[._]/.test(r.id);

/** The days of a right, as a requirement. */
function days(right: RightView | undefined, on: Day): Requirement {
  if (right?.safe === undefined)
    return requirement(
      "window",
      "Days to file",
      "not known",
      right === undefined ? "no such right is known" : right.label,
      {
        ...{ cite: right?.cite ?? null, todo: "Answer the day it runs from, or the day the notice names." },
      },
    );
  const [from, until] = right.safe;
  const state = on < from ? "not yet" : on <= until ? "met" : "missing";
  const says = `${right.label}: ${from} through ${until}${right.assumed ? ", counted from an assumed day" : ""}`;
  return requirement("window", "Days to file", state, says, {
    ...{ day: on < from ? from : until, cite: right.cite, todo: state === "met" ? `File by ${until}.` : null },
  });
}

function funding({ found }: FilingAsked, cite: string): Requirement {
  const known = found.coverage.facts.plan_funding;
  return known === undefined
    ? requirement("plan-type", "Plan type", "missing", "it is not known how the plan is funded", {
        ...{ cite, todo: ASKS["Plan type"] ?? null },
      })
    : requirement("plan-type", "Plan type", "met", FUNDING[known] ?? known.replaceAll("_", " "), { cite });
}

function authorized({ view }: FilingAsked): Requirement {
  const kinds = ["assignment", "authorization", "consent"];
  const file = view.files.find((f) => f.removed === undefined && kinds.includes(f.kind));
  const cite = "29 CFR 2560.503-1(b)(4)";
  return file === undefined
    ? requirement(
        "authorized",
        "Leave to appeal",
        "missing",
        "no assignment or authorization of the patient is on file",
        {
          ...{ cite, todo: "Attach the patient's assignment of benefits, or the form that names the practice." },
        },
      )
    : requirement("authorized", "Leave to appeal", "met", `on file: ${file.name}`, { cite });
}

const federalRoad = (a: FilingAsked): readonly Requirement[] => [
  governs(a, isFederal, "the federal process"),
  ...notice(a),
  ...ofLines(a),
  coolingOff(a.earlier, a.on),
  ...batchAndFees(a),
  evidence(a, true),
  attesting(a),
];

function stateRoad(a: FilingAsked): readonly Requirement[] {
  const { rights, state } = a.found.evaluation;
  const right = rights.find(stateRight);
  const cite = right?.cite ?? "the state's rules";
  const is = (c: string): boolean => c === right?.channel;
  return [
    governs(a, is, state === undefined ? "a state's process" : `the process of ${state}`),
    days(right, a.on),
    funding(a, cite),
    evidence(a, false),
    attesting(a),
  ];
}

function appealRoad(a: FilingAsked): readonly Requirement[] {
  const right = a.found.evaluation.rights.find((r) => r.id === APPEAL_RIGHT);
  const open = right !== undefined && right.state !== "expired";
  return [
    open
      ? requirement("road", "Road", "met", "an appeal inside the plan is open", { cite: right.cite })
      : governs(a, (c) => APPEALS.includes(c), "an appeal inside the plan"),
    days(right, a.on),
    funding(a, "29 CFR 2560.503-1; 45 CFR 147.136"),
    authorized(a),
    evidence(a, false),
    attesting(a),
  ];
}

/** What is not a fault of the file: a person rules it out, or names what nothing proves. A pause that is known bars. */
const BY_PERSON: readonly string[] = ["unproven", "evidence"];

export const isReady = (of: readonly Requirement[]): boolean =>
  of.every((r) => r.state === "met" || BY_PERSON.includes(r.id) || (r.id === "cooling-off" && r.state === "not known"));

/** The final offer as the plan reckons it, what may be put before the forum for it, and what must not. */
function finalOffer({ plan, found }: FilingAsked) {
  const { verdict } = found.evaluation.channel;
  const forum: Forum = (isChannelId(verdict) ? forumOf(verdict) : undefined) ?? "federal-idr";
  const offers = (plan?.worth.items ?? []).map((i) => i.final?.offer);
  const known = offers.filter((o): o is Cents => o !== undefined);
  const rules = forumRules(forum);
  return {
    amount: known.length > 0 && known.length === offers.length ? formatUsd(sum(known)) : null,
    why: known.length === 0 ? "no benchmark that may be weighed is known, so no final offer is reckoned" : null,
    exhibits: exhibitsOf(plan?.worth.items ?? []).map((x) => ({ kind: x.kind.replaceAll("_", " "), shows: x.shows })),
    leftOut: rules.barred.map((b) => b.replaceAll("_", " ")),
    cite: cited(rules),
  };
}

/** The law's next days once a federal dispute is begun. */
function after(a: FilingAsked) {
  const day = beginsOn(a);
  return [ENTITY_SELECTION, DEPARTMENTS_SELECT].map((rule) => ({
    label: rule.label,
    day: lastDay(rule, day),
    cite: cited(rule),
  }));
}

const ROADS: readonly (readonly [Exclude<FilingRoad, "suit">, string, (a: FilingAsked) => readonly Requirement[]])[] = [
  ["federal IDR", "Federal dispute", federalRoad],
  ["state process", "State process", stateRoad],
  ["appeal", "Appeal to the plan", appealRoad],
];

/** Everything a filing of this case asks, by road, as JSON: the same for programs and for the window. */
export function filingOf(a: FilingAsked) {
  return {
    on: a.on,
    roads: ROADS.map(([road, label, of]) => {
      const requirements = of(a);
      return {
        road,
        label,
        open: requirements[0]?.state ?? "not known",
        ready: isReady(requirements),
        requirements: [...requirements],
      };
    }),
    evidence: evidenceOf(a, true),
    finalOffer: finalOffer(a),
    unproven: a.unproven.map((u) => ({ ...u })),
    after: { begun: beginsOn(a), days: after(a) },
  };
}
export type FilingJson = ReturnType<typeof filingOf>;
