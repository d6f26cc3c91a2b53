import type { Cents } from "#base/money.ts";
import { type BatchFinding, decideBatch } from "./batch.ts";
import { type ChannelFinding, decideChannel } from "./channel.ts";
import { CHANNELS, type ChannelId, isChannelId } from "./channels.ts";
import { lastDay } from "./deadline.ts";
import { asCents, asDay, type Check, fail, isObject, type LawExample, list, OK, skip, texts } from "./example.ts";
import { pauseEnd } from "./example-window.ts";
import type { FactId, Facts } from "./fact.ts";
import { NEGOTIATION_PERIOD } from "./federal/negotiation.ts";
import { PATIENT_DISPUTE_TEST } from "./federal/sums.ts";
import { patientMaximum } from "./patient.ts";

/** The roads an example's facts open: first steps, and the others on or beside the same road. */
export interface Roads {
  readonly first: readonly ChannelId[];
  readonly all: readonly ChannelId[];
  readonly flags: readonly string[];
  readonly undecided: readonly FactId[];
  readonly batch?: BatchFinding;
  readonly finding?: ChannelFinding;
}

const roads = (first: readonly ChannelId[], rest: readonly ChannelId[] = [], flags: readonly string[] = []): Roads => ({
  first,
  all: [...first, ...rest],
  flags,
  undecided: [],
});

/** A pause after a determination binds whoever initiated the earlier dispute, and nobody else. */
function afterDetermination(example: LawExample): Roads | undefined {
  const { raw } = example;
  const determined = asDay(raw.prior_determination);
  if (determined === undefined) return undefined;
  if (raw.same_code === false || raw.same_parties === false) return roads(["federal_idr"]);
  const again = asDay(raw.new_negotiation_start);
  // Talk that outlasts the pause meets the ordinary four days; the long window is for talk that ended inside it.
  if (again !== undefined && lastDay(NEGOTIATION_PERIOD, again) > pauseEnd(example, determined))
    return roads(["federal_idr"]);
  const { prior_initiator: before, new_initiator: now } = raw;
  if (typeof before === "string" && typeof now === "string" && before !== now) {
    return roads(["federal_idr"], [], ["suspension_binds_prior_initiator_only"]);
  }
  return roads(["wait_cooling_off"], ["federal_idr"]);
}

const flag = (x: unknown): boolean | undefined => (typeof x === "boolean" ? x : undefined);

function batched(example: LawExample): Roads | undefined {
  const { raw, facts } = example;
  const start = facts.open_negotiation_start;
  if (typeof raw.lines !== "number" || start === undefined) return undefined;
  const given = {
    onePatient: flag(raw.one_patient),
    oneClaimForm: flag(raw.one_claim_form),
    consecutiveDates: flag(raw.consecutive_dates),
    sameProvider: flag(raw.same_tin),
    sameIssuer: flag(raw.same_issuer),
  };
  const known = Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
  const found = decideBatch({
    lines: raw.lines,
    codes: texts(raw.codes),
    negotiationStart: start,
    plans: texts(raw.plans),
    issuers: texts(raw.issuers),
    ...known,
  });
  return found === undefined ? undefined : { ...roads([found.channel], [], found.flags), batch: found };
}

const excess = (estimate: Cents | undefined, billed: Cents | undefined): boolean =>
  estimate !== undefined && billed !== undefined && billed - estimate >= PATIENT_DISPUTE_TEST.excess;

/** A patient without coverage, or one who keeps the claim from the plan, measures each provider's bill by its estimate. */
function withoutCoverage(raw: LawExample["raw"]): Roads | undefined {
  const alone =
    raw.uninsured === true || raw.self_pay === true || (raw.insured === true && raw.submits_claim === false);
  if (!alone) return undefined;
  const bills = raw.providers === undefined ? [raw] : list(raw.providers).filter(isObject);
  if (bills.every((b) => b.estimate === undefined)) return roads([]);
  return bills.some((b) => excess(asCents(b.estimate), asCents(b.billed)))
    ? roads(["ppdr"])
    : roads(["ask_provider_to_correct"]);
}

function latePayment(example: LawExample): Roads | undefined {
  if (typeof example.raw.days_late !== "number") return undefined;
  const funding = example.facts.plan_funding;
  if (funding === undefined) return { ...roads([]), undecided: ["plan_funding"] };
  return funding.startsWith("self_funded") ? roads(["erisa_appeal"]) : roads(["state_prompt_pay"]);
}

function ofFinding(found: ChannelFinding): Roads {
  const first = found.candidates.filter((c) => c.role === "first").map((c) => c.channel);
  return {
    first,
    all: found.candidates.map((c) => c.channel),
    flags: found.flags,
    undecided: found.missing,
    finding: found,
  };
}

/** Lines of different clinicians on one stay can take different roads. */
function byLine(example: LawExample): Roads | undefined {
  const lines = list(example.raw.lines).filter(isObject);
  if (lines.length === 0) return undefined;
  const found = lines.map((l) => {
    const specialty = typeof l.specialty === "string" ? l.specialty : undefined;
    const facts: Facts = specialty === undefined ? example.facts : { ...example.facts, specialty };
    return ofFinding(decideChannel(facts, example.asOf));
  });
  const first = [...new Set(found.flatMap((f) => f.first))];
  const split = new Set(found.map((f) => f.first[0])).size > 1;
  return {
    first,
    all: [...new Set(found.flatMap((f) => f.all))],
    flags: [...new Set([...found.flatMap((f) => f.flags), ...(split ? ["split_by_line"] : [])])],
    undecided: found.flatMap((f) => f.undecided),
  };
}

/** Money taken above the patient's lawful maximum goes back before anything else. */
function refundFirst(example: LawExample, r: Roads): Roads {
  const collected = asCents(example.raw.collected_from_patient);
  const most = patientMaximum(example.facts);
  if (collected === undefined || !most.ok || collected <= most.value.maximum) return r;
  return { ...r, first: ["refund_patient", ...r.first], all: ["refund_patient", ...r.all] };
}

export function roadsOf(example: LawExample): Roads {
  const special =
    afterDetermination(example) ??
    batched(example) ??
    withoutCoverage(example.raw) ??
    latePayment(example) ??
    byLine(example);
  if (special !== undefined) return special;
  const found = ofFinding(decideChannel(example.facts, example.asOf));
  const advantage = found.all.includes("ma_reconsideration") ? ["65_day_reading_unsure"] : [];
  return refundFirst(example, { ...found, flags: [...found.flags, ...advantage] });
}

const family = (c: ChannelId): string => CHANNELS[c].family;

/** Whether `part` appears in `whole` in the same order. */
function inOrder(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const p of part) {
    const found = whole.indexOf(p, at);
    if (found < 0) return false;
    at = found + 1;
  }
  return true;
}

/** A state's process with conditions its library does not decide yet: a difference there proves nothing. */
function unbuiltState(found: Roads): string | undefined {
  const route = found.finding?.state?.routes.find((r) => found.first.includes(r.channel));
  return route?.openPoints === undefined
    ? undefined
    : `the state's own conditions are not built yet: ${route.openPoints}`;
}

/** What happens to a claim and opens a road; without one, an example that asks for a sum asks for nothing else. */
const EVENTS: readonly string[] = [
  "carc",
  "codes_on_remit",
  "days_late",
  "estimate",
  "providers",
  "collected_from_patient",
  "denial",
  "denial_received",
  "issue",
  "final_denial_received",
  "notice_sent",
  "open_negotiation_start",
  "payment_received",
  "rarc",
];

/**
 * Whether the facts are those of a claim whose road is asked, so that an empty list of channels means that there is
 * none. Many examples tell only the day or the sum they are about, and leave the list empty.
 */
function describesClaim({ raw, facts, expected }: LawExample, found: Roads): boolean {
  // A batch with its negotiation begun, or a second dispute after a first, is a road in itself.
  if (found.batch !== undefined || raw.new_initiator !== undefined || raw.new_negotiation_start !== undefined)
    return true;
  if (EVENTS.some((name) => raw[name] !== undefined) || texts(expected.not_channels).length > 0) return true;
  const { fees, amounts, patient_max_usd: most } = expected;
  const sums = [fees, amounts].some((x) => isObject(x) && Object.keys(x).length > 0) || typeof most === "number";
  return !sums && facts.state !== undefined && facts.plan_funding !== undefined && facts.service !== undefined;
}

/**
 * Expected channels must all be found, in order; every first step found must lie on a road the example names; and what
 * must not be offered must not be found.
 */
export function checkRoads(example: LawExample, found: Roads): readonly Check[] {
  const wanted = texts(example.expected.channels);
  const barred = texts(example.expected.not_channels);
  const strange = [...wanted, ...barred].find((c) => !isChannelId(c));
  if (strange !== undefined) return [skip(`channel ${strange} is not built yet`)];
  const offered = barred.filter((c) => found.all.some((f) => f === c));
  const unbuilt = unbuiltState(found);
  if (unbuilt !== undefined && (offered.length > 0 || !inOrder(wanted, found.all))) return [skip(unbuilt)];
  const checks: Check[] = [offered.length === 0 ? OK : fail(`offers ${offered.join(", ")}, which must not be offered`)];
  if (list(example.expected.channels).length > wanted.length) return [skip("a channel is not text")];
  if (example.expected.channels === undefined) return barred.length === 0 && offered.length === 0 ? [] : checks;
  if (wanted.length === 0) {
    if (found.undecided.length > 0) return [];
    return describesClaim(example, found) && found.all.length > 0
      ? [...checks, fail(`channels: expected none, found ${found.all.join(", ")}`)]
      : checks;
  }
  if (found.undecided.length > 0) return [skip(`undecided: needs ${found.undecided.join(", ")}`)];
  if (!inOrder(wanted, found.all)) {
    checks.push(fail(`channels: expected ${wanted.join(", ")}, found ${found.all.join(", ") || "none"}`));
  }
  const roadsNamed = new Set(wanted.filter(isChannelId).map(family));
  const unnamed = found.first.filter((c) => !roadsNamed.has(family(c)));
  if (unnamed.length > 0) checks.push(fail(`channels: also found ${unnamed.join(", ")}`));
  return checks;
}
