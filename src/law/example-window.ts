import { FEDERAL } from "#base/calendar.ts";
import { type Day, dayFromNumber, dayNumber, daysBetween, weekday } from "#base/day.ts";
import type { ChannelId } from "./channels.ts";
import { lawDeadlines, type Window, windowFor } from "./deadline.ts";
import { asDay, type Check, fail, isObject, type LawExample, list, OK, skip } from "./example.ts";
import { checkStep } from "./example-step.ts";
import { EXTENDED_CLAIM_DECISION, INITIAL_CLAIM_DECISION } from "./federal/appeal.ts";
import { BATCHED_COOLING_OFF, COOLING_OFF } from "./federal/dispute.ts";
import { ESTIMATE_FAR_AHEAD, ESTIMATE_NEAR } from "./federal/duty.ts";
import { ESTIMATE_NOTICE } from "./federal/sums.ts";
import { deadlineOf, EXTENSIONS } from "./library.ts";
import type { Deadline } from "./statute.ts";

/** What the windows of an example came to, with the flags that days alone raise. */
export interface WindowReport {
  readonly checks: readonly Check[];
  readonly flags: ReadonlySet<string>;
}

/** Steps whose end starts another, for triggers that no fact gives. */
const ENDS: Readonly<Record<string, RegExp>> = {
  negotiation_ended: /\.negotiation$/,
  cooling_off_end: /^nsa\.cooling_off/,
};

const EXAMPLE_NAMES: Readonly<Record<string, string>> = { open_negotiation_start: "notice_sent" };

function earliestService(raw: Readonly<Record<string, unknown>>): Day | undefined {
  const days = list(raw.claims).flatMap((c) => (isObject(c) ? [asDay(c.dos)] : []));
  return days.filter((d): d is Day => d !== undefined).sort()[0];
}

/** A batched determination under the newer rule pauses for thirty business days; every other for ninety days. */
export function pauseEnd(example: LawExample, determination: Day): Day {
  const began = asDay(example.raw.prior_negotiation_start);
  const short = example.raw.batched === true && began !== undefined && began >= BATCHED_COOLING_OFF.from;
  return windowFor(short ? BATCHED_COOLING_OFF : COOLING_OFF, determination).safe[1];
}

/** The day a deadline runs from, by the example's own facts; never by the day the example expects. */
function triggerOf(rule: Deadline, example: LawExample, ended: ReadonlyMap<string, Day>): Day | undefined {
  for (const name of rule.triggers) {
    const found = asDay(example.raw[name]) ?? asDay(example.raw[EXAMPLE_NAMES[name] ?? ""]);
    if (found !== undefined) return found;
    if (name === "first_service" || name === "date_of_service") {
      const first = earliestService(example.raw) ?? asDay(example.raw.service_date);
      if (first !== undefined) return first;
    }
    const pattern = ENDS[name];
    const end = pattern === undefined ? undefined : [...ended].find(([id]) => pattern.test(id))?.[1];
    if (end !== undefined) return end;
    if (name === "cooling_off_end") {
      const prior = asDay(example.raw.prior_determination);
      if (prior !== undefined) return pauseEnd(example, prior);
    }
  }
  return undefined;
}

const KEYS: ReadonlySet<string> = new Set([
  "step",
  "deadline_id",
  "from",
  "inclusive_last",
  "exclusive_last",
  "safe_last",
  "exclusive",
  "inclusive",
  "safe",
  "last",
  "opens",
  "active",
  "note",
]);

/** What Parley computes for each key a window may show. */
function shown(rule: Deadline, trigger: Day, w: Window, live: boolean): Readonly<Record<string, unknown>> {
  const readings = w.readings;
  const waits = rule.waits ?? 0;
  const ends = waits > 0 ? lawDeadlines("open-negotiation-start", trigger) : undefined;
  const both = ends?.ok === true && "safe" in ends.value ? ends.value : undefined;
  return {
    from: trigger,
    last: w.safe[1],
    safe_last: w.safe[1],
    safe: [...w.safe],
    opens: rule.id === "nsa.post_cooling_off_window" ? dayFromNumber(dayNumber(trigger) + 1) : w.safe[0],
    active: rule.status === "in-force" || live,
    inclusive_last: readings?.inclusive.closes ?? w.safe[1],
    exclusive_last: readings?.exclusive.closes ?? w.safe[1],
    inclusive: both?.inclusive ?? readings?.inclusive,
    exclusive: both?.exclusive ?? readings?.exclusive,
  };
}

/** JSON with sorted keys, so that order does not matter. */
const canonical = (x: unknown): string =>
  JSON.stringify(x, (_, v: unknown) =>
    isObject(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v,
  ) ?? "nothing";

function compare(
  step: string,
  want: Readonly<Record<string, unknown>>,
  have: Readonly<Record<string, unknown>>,
): readonly Check[] {
  return Object.entries(want).map(([key, value]) => {
    if (key === "step" || key === "deadline_id" || key === "note") return OK;
    if (!KEYS.has(key)) return skip(`window key ${key} is not built yet`);
    return canonical(value) === canonical(have[key])
      ? OK
      : fail(`${step} ${key}: expected ${canonical(value)}, found ${canonical(have[key])}`);
  });
}

const pad = (n: number): string => String(n).padStart(2, "0");

/** 72 hours before midnight at the start of the day of service. */
function consentNoticeDue(example: LawExample): Readonly<Record<string, unknown>> | undefined {
  const service =
    example.facts.service_at ??
    (example.facts.date_of_service === undefined ? undefined : { day: example.facts.date_of_service });
  return service === undefined
    ? undefined
    : { last: `${dayFromNumber(dayNumber(service.day) - 3)}T${pad(0)}:${pad(0)}` };
}

function special(
  id: string,
  step: string,
  want: Readonly<Record<string, unknown>>,
  example: LawExample,
): readonly Check[] | undefined {
  if (id === "nsa.notice_consent_72h") {
    const due = consentNoticeDue(example);
    return due === undefined ? [skip("the day of service is not given")] : compare(step, want, due);
  }
  if (id === ESTIMATE_FAR_AHEAD.id || id === ESTIMATE_NEAR.id) {
    const owed = estimateOwed(example);
    return owed === undefined || owed === id ? undefined : [fail(`${step}: the estimate is owed under ${owed}`)];
  }
  if (id === "nsa.idr_extension_request") {
    const said = String(example.raw.disaster ?? "").toLowerCase();
    const relief = EXTENSIONS.find((e) => e.names.some((n) => said.includes(n)));
    return relief === undefined
      ? [skip("this extension is not in the library")]
      : compare(step, want, { last: relief.lastDay });
  }
  return undefined;
}

/** Which estimate is owed follows from how many business days ahead the care was booked. */
function estimateOwed(example: LawExample): string | undefined {
  const booked = asDay(example.raw.scheduled_on);
  const served = asDay(example.raw.service_date);
  if (booked === undefined || served === undefined) return undefined;
  const ahead = FEDERAL.countAfter(booked, served);
  if (ahead >= ESTIMATE_NOTICE.farAhead) return ESTIMATE_FAR_AHEAD.id;
  return ahead >= ESTIMATE_NOTICE.near ? ESTIMATE_NEAR.id : "no rule, so short before the care";
}

/** The extension of a claim decision counts only when it was announced inside the first period. */
function extended(rule: Deadline, step: string, example: LawExample, trigger: Day): Deadline {
  const told = asDay(example.raw.extension_notice_sent);
  const inTime = told !== undefined && told <= windowFor(INITIAL_CLAIM_DECISION, trigger).safe[1];
  return step.startsWith("extended") && rule.id === INITIAL_CLAIM_DECISION.id && inTime
    ? EXTENDED_CLAIM_DECISION
    : rule;
}

function flagsOf(rule: Deadline, trigger: Day, last: Day, asOf: Day, live: boolean): readonly string[] {
  const flags: string[] = [];
  if (rule.beginsOn === "disputed" && !FEDERAL.isBusinessDay(trigger)) flags.push("readings_coincide");
  if (daysBetween(asOf, last) === 1) flags.push("one_day_left");
  if (weekday(last) === 0) flags.push("last_day_is_sunday");
  if (rule.status === "announced" && !live) flags.push("dormant_feature");
  return flags;
}

/** Days that are told for the sake of the window they start: an example that states one and expects no window is wrong. */
const OPENERS: readonly string[] = [
  "agreement",
  "bill_received",
  "complete_claim_received",
  "denial_received",
  "determination",
  "dispute_received",
  "final_denial_received",
  "final_selection",
  "request_mailed",
  "violation",
];

/** Roads whose own clock a day of the example starts. */
const CLOCKS: readonly (readonly [channel: ChannelId, days: readonly string[]])[] = [
  ["federal_open_negotiation", ["payment_received"]],
  ["federal_idr", ["open_negotiation_start", "notice_sent"]],
  ["wait_cooling_off", ["prior_determination"]],
];

/** An empty list of windows says that no clock runs; it may stand only where no day of the facts starts one. */
export function checkNoWindow(example: LawExample, roads: readonly ChannelId[]): readonly Check[] {
  const wanted = example.expected.windows;
  if (!Array.isArray(wanted) || wanted.length > 0) return [];
  const dated = (name: string): boolean => asDay(example.raw[name]) !== undefined;
  const started =
    OPENERS.find(dated) ??
    CLOCKS.filter(([c]) => roads.includes(c))
      .flatMap(([, days]) => days)
      .find(dated) ??
    (typeof example.raw.disaster === "string" ? "disaster" : undefined);
  return started === undefined ? [] : [fail(`windows: expected none, but ${started} starts one`)];
}

/** Computes every window an example shows and compares them key by key. */
export function checkWindows(example: LawExample): WindowReport {
  const checks: Check[] = [];
  const flags = new Set<string>();
  const ended = new Map<string, Day>();
  const live = example.raw.portal_function_live === true;
  for (const item of list(example.expected.windows)) {
    if (!isObject(item)) {
      checks.push(skip("a window is not an object"));
      continue;
    }
    const id = String(item.deadline_id ?? "");
    const step = String(item.step ?? id);
    const other = special(id, step, item, example);
    if (other !== undefined) {
      checks.push(checkStep(item.step, id, example), ...other);
      continue;
    }
    const known = deadlineOf(id);
    if (known === undefined) {
      checks.push(skip(`deadline ${id} is not built yet`));
      continue;
    }
    checks.push(checkStep(item.step, id, example));
    const trigger = triggerOf(known, example, ended);
    if (trigger === undefined) {
      checks.push(skip(`no fact of the example dates the start of ${id}`));
      continue;
    }
    const rule = extended(known, step, example, trigger);
    const w = windowFor(rule, trigger);
    ended.set(id, w.safe[1]);
    checks.push(...compare(step, item, shown(rule, trigger, w, live)));
    for (const f of flagsOf(rule, trigger, w.safe[1], example.asOf, live)) flags.add(f);
  }
  return { checks, flags };
}
