import { FEDERAL } from "#base/calendar.ts";
import { type Day, plusDays } from "#base/day.ts";
import { type Cents, cents, clamp, ZERO } from "#base/money.ts";
import { codesOf, type LineCodes, lineFacts, type Proof } from "#claim/answer-facts.ts";
import type { MatchedLine } from "#claim/match.ts";
import { groupMeaning, looksContractual, reasonMeaning, remarkMeaning } from "#codes/adjustment.ts";
import type { ChannelFinding } from "#law/channel.ts";
import type { FactId, Facts } from "#law/fact.ts";
import { type DenialKind, readRemarks } from "#law/remark.ts";
import type { Right } from "#law/right.ts";
import { type BenchmarkAnswer, benchmarkOf, localityOf, unitsOf } from "./benchmark.ts";
import { closesTheTrade, datesOf, decidingFacts } from "./deciding.ts";
import type { EvaluateInput } from "./evaluate.ts";
import type {
  Because,
  ChannelView,
  Flag,
  LineClass,
  LineEvaluation,
  Loss,
  PaymentState,
  RightsState,
  RightView,
} from "./evaluation.ts";
import { type LineMoney, moneyOf } from "./line-money.ts";
import { chanceOf, lossIfUntouched } from "./loss.ts";

/** A line's evaluation with what only the questions need. */
export interface LineResult {
  readonly line: LineEvaluation;
  readonly found: ChannelFinding;
  readonly facts: Facts;
  readonly deciding: readonly FactId[];
  /** Facts that would give a right its first day. */
  readonly daysMissing: readonly FactId[];
}

/** Everything known about a line before it is given its one class. */
interface Known {
  readonly money: LineMoney;
  readonly codes: LineCodes;
  readonly found: ChannelFinding;
  readonly payment: PaymentState;
  readonly rightsState: RightsState;
  readonly rights: readonly RightView[];
  readonly stake: Cents;
  readonly deciding: readonly FactId[];
  readonly outside: boolean;
}

export function evaluateLine(input: EvaluateInput, line: MatchedLine, number: number): LineResult {
  const { matched, coverage, law, asOf } = input;
  const money = moneyOf(line, matched);
  const codes = codesOf(line.paid, matched.standing[0]);
  const date = line.line?.date ?? line.paid[0]?.date ?? matched.claim?.from ?? matched.standing[0]?.from;
  const { facts: said, proof } = lineFacts(coverage, line.line, codes, date);
  const remarks = readRemarks(said);
  const facts: Facts = { ...said, payment: money.paid };
  const denial = denialOf(money, remarks.denial);
  const found = law.decideChannel(facts, asOf);
  const dates = datesOf(facts, coverage.receiptAssumed);
  // An unanswered claim has no payment and no denial to count from: the payer's own days are running.
  const rights = money.answered ? law.rightsOf(found, dates, denial, asOf) : [];
  const outside = closesTheTrade(found);
  const aside = matched.setAside !== undefined || line.how === "duplicate";
  const bench = outside || aside ? NOT_ASKED : benchmark(input, line, date);
  const stake = bench.known ? stakeOf(bench.benchmark.amount, money) : ZERO;
  const payment = paymentOf(money, bench, stake);
  const dollars = stake > 0n || (!bench.known && !aside && !outside && (money.allowed ?? ZERO) < money.billed);
  const deciding = decidingFacts({ law, found, facts, dates, denial, asOf, dollars });
  const views = rights.map((r) => rightView(r, facts, proof, asOf));
  const known: Known = {
    money,
    codes,
    found,
    payment,
    rights: views,
    rightsState: rightsState(views),
    stake,
    deciding,
    outside,
  };
  const loss = lossOf(input, known);
  const flags = flagsOf(input, line, known, facts, remarks.underTheAct);
  const evaluated: LineEvaluation = {
    number: line.line?.number ?? number,
    code: line.line?.code ?? line.paid[0]?.code ?? "",
    modifiers: line.line?.modifiers ?? line.paid[0]?.modifiers ?? [],
    units: unitsOf(line.line, line.paid),
    ...(date === undefined ? {} : { date }),
    billed: money.billed,
    ...(money.allowed === undefined ? {} : { allowed: money.allowed }),
    ...(money.allowedFrom === undefined ? {} : { allowedFrom: money.allowedFrom }),
    paid: money.paid,
    patient: money.patient,
    payment,
    rightsState: known.rightsState,
    class: classOf(known),
    flags,
    stake,
    ...(bench.known ? { benchmark: bench.benchmark } : {}),
    channel: channelView(found, facts, proof),
    rights: views,
    ...(loss === undefined ? {} : { loss }),
    codes: codes.shown,
    reasons: codes.shown.length === 0 ? NO_REASONS : reasonsOf(codes.shown),
    how: line.how,
    because: becauseOf(input, line, bench, known),
  };
  return { line: evaluated, found, facts, deciding, daysMissing: rights.flatMap((r) => r.missing ?? []) };
}

const NO_REASONS: readonly string[] = [];
const NOT_ASKED: BenchmarkAnswer = { known: false, why: "not priced: outside this trade, or counted elsewhere" };

const reasonMemo = new Map<string, readonly string[]>();

/** The plain words of the codes on a line. The same few sets of codes come back on every page. */
function reasonsOf(shown: readonly string[]): readonly string[] {
  const key = shown.join(" ");
  let words = reasonMemo.get(key);
  if (words === undefined) {
    words = shown.map(plainWords).filter((t): t is string => t !== undefined);
    if (reasonMemo.size > 5000) reasonMemo.clear();
    reasonMemo.set(key, words);
  }
  return words;
}

/** "CO-45: above the plan's price (write-off under a contract or law)"; undefined for a code nobody has words for. */
function plainWords(code: string): string | undefined {
  const dash = code.indexOf("-");
  if (dash < 0) {
    const remark = remarkMeaning(code);
    return remark === undefined ? undefined : `${code}: ${remark.words} (${ANSWERS[remark.answer]})`;
  }
  const reason = reasonMeaning(code.slice(dash + 1));
  const group = groupMeaning(code.slice(0, dash));
  if (reason === undefined) return undefined;
  return `${code}: ${reason.words} (${ANSWERS[reason.answer]}${group === undefined ? "" : `; ${group.words.toLowerCase()}`})`;
}

/** What a code asks of the biller, in a word. */
const ANSWERS = {
  patient: "the patient's share",
  contractual: "posted as contractual",
  fix: "fixable",
  argue: "arguable",
  elsewhere: "another payer or period",
  price: "a price",
  none: "information",
} as const;

const denialOf = (money: LineMoney, kind: DenialKind): DenialKind =>
  !money.denied ? "none" : kind === "none" ? "unspecified" : kind;

function benchmark(input: EvaluateInput, line: MatchedLine, date: Day | undefined): BenchmarkAnswer {
  const { matched, profile, coverage } = input;
  const place = line.line?.place ?? matched.claim?.place ?? matched.standing[0]?.place;
  return benchmarkOf(
    {
      payer: coverage.payer.key,
      code: line.line?.code ?? line.paid[0]?.code ?? "",
      modifiers: line.line?.modifiers ?? line.paid[0]?.modifiers ?? [],
      units: unitsOf(line.line, line.paid),
      unit: line.line?.unit ?? "UN",
      date,
      place,
      locality: localityOf(matched.claim, matched.standing[0], profile),
      percent: profile?.medicarePercent ?? DEFAULT_PERCENT,
      percentStated: profile?.medicarePercentStated ?? false,
    },
    input.history,
    input.books,
  );
}

const DEFAULT_PERCENT = { top: 150n, bottom: 100n };

/** Stake = benchmark less allowed, between zero and the charge. */
const stakeOf = (amount: Cents, money: LineMoney): Cents =>
  clamp(cents(amount - (money.allowed ?? 0n)), ZERO, money.billed > 0n ? money.billed : ZERO);

function paymentOf(money: LineMoney, bench: BenchmarkAnswer, stake: Cents): PaymentState {
  if (!money.answered) return "unpaid";
  if (money.denied) return "denied";
  if (!bench.known) return "unknown";
  return stake > 0n ? "underpaid" : "paid in line";
}

function rightsState(rights: readonly RightView[]): RightsState {
  if (rights.some((r) => r.state === "open")) return "open";
  if (rights.some((r) => r.state === "not yet open" && r.safe !== undefined)) return "not yet open";
  if (rights.some((r) => r.state === "unknown")) return "none";
  return rights.some((r) => r.state === "expired") ? "expired" : "none";
}

const STATES = { open: "open", not_yet_open: "not yet open", expired: "expired", unknown: "unknown" } as const;

function rightView(r: Right, facts: Facts, proof: Proof, asOf: Day): RightView {
  const started = facts.payment_received;
  const from = r.assumed && started !== undefined ? { day: started, source: proof.payment_received ?? "" } : undefined;
  return {
    id: r.id,
    channel: r.channel,
    label: r.label,
    state: STATES[r.status],
    ...(r.safe === undefined ? {} : { safe: r.safe, daysLeft: daysLeft(asOf, r.safe[1]) }),
    assumed: r.assumed,
    ...(from === undefined ? {} : { starts: from }),
    cite: r.cites.map((c) => c.text).join("; "),
    confidence: r.confidence,
  };
}

/** Business days from `asOf` through `last`, today counted: one on the last day, none after it. */
const daysLeft = (asOf: Day, last: Day): number => (last < asOf ? 0 : FEDERAL.countAfter(plusDays(asOf, -1), last));

/** The alive right whose safe window ends first. A right without a day has no rank. */
function earliest(rights: readonly RightView[]): RightView | undefined {
  let best: RightView | undefined;
  for (const r of rights) {
    if (r.safe === undefined || (r.state !== "open" && r.state !== "not yet open")) continue;
    if (best?.safe === undefined || r.safe[1] < best.safe[1]) best = r;
  }
  return best;
}

function lossOf(input: EvaluateInput, k: Known): Loss | undefined {
  const right = earliest(k.rights);
  if (k.stake === 0n || right === undefined || k.outside) return undefined;
  return lossIfUntouched({
    stake: k.stake,
    chancePermille: chanceOf(k.payment, right.channel).permille,
    daysLeft: right.daysLeft ?? 0,
    workRate: input.profile?.workRate ?? DEFAULT_RATE,
  });
}

const DEFAULT_RATE = { top: 1n, bottom: 10n };

/** The first class that fits, in the order of CLASSES. */
function classOf(k: Known): LineClass {
  if (k.outside) return "not this trade";
  if (
    k.deciding.length > 0 &&
    !(k.payment !== "unpaid" && k.rightsState === "expired" && !k.found.missing.includes("in_network"))
  ) {
    return "needs a fact";
  }
  if (k.rightsState === "expired" && k.payment !== "paid in line") return "expired";
  return k.payment;
}

function flagsOf(
  input: EvaluateInput,
  line: MatchedLine,
  k: Known,
  facts: Facts,
  underTheAct: boolean,
): readonly Flag[] {
  const flags: Flag[] = [];
  const contractual = k.codes.shown.some((c) => c.startsWith("CO-") && looksContractual("CO", c.slice(3)));
  const promised = k.codes.carc.includes("131");
  const open = k.rightsState === "open" || k.rightsState === "not yet open";
  if (k.found.protected === "yes") flags.push("protected");
  if (!k.outside && facts.in_network !== true && (promised || (contractual && !underTheAct)))
    flags.push("asserted discount");
  if (!k.outside && contractual && facts.in_network !== true && open) flags.push("write-off guard");
  if (input.matched.takeback !== undefined) flags.push("takeback");
  const twice = input.matched.duplicateOf !== undefined || line.how === "duplicate" || k.codes.carc.includes("18");
  if (twice) flags.push("duplicate");
  return flags;
}

function channelView(found: ChannelFinding, facts: Facts, proof: Proof): ChannelView {
  const decided: Because[] = [];
  for (const id of ["in_network", "service", "facility_in_network", "plan_funding", "state"] as const) {
    const value = facts[id];
    const source = proof[id];
    if (value !== undefined)
      decided.push({ text: `${id} is ${String(value)}`, ...(source === undefined ? {} : { source }) });
  }
  const first = found.candidates[0];
  const law =
    first === undefined
      ? []
      : first.because.map((text) => ({ text, source: first.cites.map((c) => c.text).join("; ") }));
  return {
    verdict: found.verdict,
    candidates: found.candidates.map((c) => ({
      channel: c.channel,
      because: c.because.map((text) => ({ text })),
      cites: c.cites.map((x) => x.text),
      confidence: c.confidence,
    })),
    missing: found.missing,
    because: [...law, ...decided],
  };
}

function becauseOf(input: EvaluateInput, line: MatchedLine, bench: BenchmarkAnswer, k: Known): readonly Because[] {
  const reasons: Because[] = [];
  if (!bench.known && !k.outside) reasons.push({ text: `no benchmark: ${bench.why}` });
  if (line.how === "bundled") reasons.push({ text: `the payer counted it into ${line.into ?? "another line"}` });
  if (line.how === "recoded") reasons.push({ text: "the payer answered under another code" });
  if (line.how === "split") reasons.push({ text: "the payer answered in several lines" });
  if (line.allocated === true)
    reasons.push({ text: "the remittance gives no service lines; its amounts are shared out by charge, to the cent" });
  for (const note of input.matched.notes) reasons.push({ text: note });
  return reasons;
}
