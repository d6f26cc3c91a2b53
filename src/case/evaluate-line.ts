import type { Day } from "#base/day.ts";
import { type Cents, cents, clamp, ZERO } from "#base/money.ts";
import { Recall } from "#base/recall.ts";
import { codesOf, type LineCodes } from "#claim/line-codes.ts";
import type { MatchedLine } from "#claim/match.ts";
import type { FactId, Facts } from "#law/fact.ts";
import type { DenialKind } from "#law/remark.ts";
import { type BenchmarkAnswer, type BenchmarkQuery, benchmarkOf, unitsOf } from "./benchmark.ts";
import type { EvaluateInput } from "./evaluate.ts";
import {
  type Because,
  FLAGS,
  type Flag,
  type LineClass,
  type LineEvaluation,
  type Loss,
  type PaymentState,
} from "./evaluation.ts";
import { type LawView, type LineLaw, lineLawOf } from "./law-view.ts";
import { type LineMoney, moneyOf } from "./line-money.ts";
import { chanceOf, lossIfUntouched } from "./loss.ts";

/** A line's evaluation with what only its claim needs. */
export interface LineResult {
  readonly line: LineEvaluation;
  readonly law: LineLaw;
  readonly deciding: readonly FactId[];
}

/** Everything known about a line before it is given its one class. */
interface Known {
  readonly money: LineMoney;
  readonly codes: LineCodes;
  readonly view: LawView;
  readonly payment: PaymentState;
  readonly stake: Cents;
  readonly deciding: readonly FactId[];
}

const NONE: readonly FactId[] = [];

/** Where a claim's care was given, and what a surgery center's schedule says of this line, with what told who bills. */
export interface CareAt {
  readonly locality: BenchmarkQuery["locality"];
  readonly center?: BenchmarkQuery["center"];
  readonly biller?: BenchmarkQuery["biller"];
}

/** Evaluates one line of a claim whose care was given `at` a place. */
export function evaluateLine(input: EvaluateInput, line: MatchedLine, number: number, at: CareAt): LineResult {
  const { matched } = input;
  const money = moneyOf(line, matched);
  const codes = codesOf(line.paid, matched.standing[0]);
  const date = line.line?.date ?? line.paid[0]?.date ?? matched.claim?.from ?? matched.standing[0]?.from;
  const denial = denialOf(money, codes.remarks.denial);
  const { answered, paid } = money;
  const says = { codes, line: line.line, date, paid, answered, denial };
  const law = lineLawOf(input, says);
  const { view } = law;
  const aside = matched.setAside !== undefined;
  const bench = view.outside || view.closed || aside ? NOT_ASKED : benchmark(input, line, date, at);
  const stake = bench.known ? stakeOf(bench.benchmark.amount, money) : ZERO;
  const payment = view.closed && money.answered ? "paid in line" : paymentOf(money, bench, stake);
  const atStake = stake > 0n || (bench !== NOT_ASKED && !bench.known && (money.allowed ?? ZERO) < money.billed);
  const deciding = atStake ? view.deciding() : NONE;
  const known: Known = { money, codes, view, payment, stake, deciding };
  const loss = lossOf(input, known);
  const evaluated: LineEvaluation = {
    number: line.line?.number ?? number,
    code: line.line?.code ?? line.paid[0]?.code ?? "",
    modifiers: line.line?.modifiers ?? line.paid[0]?.modifiers ?? [],
    units: unitsOf(line.line, line.paid),
    date,
    billed: money.billed,
    allowed: money.allowed,
    allowedFrom: money.allowedFrom,
    paid: money.paid,
    patient: money.patient,
    payment,
    rightsState: view.rightsState,
    class: classOf(known),
    flags: flagsOf(input, line, known, law.facts),
    stake,
    benchmark: bench.known ? bench.benchmark : undefined,
    channel: view.channel,
    rights: view.rights,
    loss,
    codes: codes.shown,
    reasons: codes.reasons,
    how: line.how,
    because: becauseOf(line, bench),
    center: at.center?.outcome,
  };
  return { line: evaluated, law, deciding };
}

const NOT_ASKED: BenchmarkAnswer = { known: false, why: "not priced: outside this trade, or counted elsewhere" };

const denialOf = (money: LineMoney, kind: DenialKind): DenialKind =>
  !money.denied ? "none" : kind === "none" ? "unspecified" : kind;

function benchmark(input: EvaluateInput, line: MatchedLine, date: Day | undefined, at: CareAt): BenchmarkAnswer {
  const { matched, profile, coverage } = input;
  const place = line.line?.place ?? matched.claim?.place ?? matched.standing[0]?.place;
  return benchmarkOf(
    {
      payer: coverage.payer.key,
      code: line.line?.code ?? line.paid[0]?.code ?? "",
      revenue: line.line?.revenue ?? line.paid[0]?.revenue,
      modifiers: line.line?.modifiers ?? line.paid[0]?.modifiers ?? [],
      units: unitsOf(line.line, line.paid),
      unit: line.line?.unit ?? "UN",
      date,
      place,
      ...at,
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

function lossOf(input: EvaluateInput, k: Known): Loss | undefined {
  const right = k.view.earliest;
  if (k.stake === 0n || right === undefined) return undefined;
  return lossIfUntouched({
    stake: k.stake,
    chancePermille: chanceOf(k.payment, right.channel).permille,
    daysLeft: right.daysLeft ?? 0,
    workRate: input.profile?.workRate ?? DEFAULT_RATE,
  });
}

const DEFAULT_RATE = { top: 1n, bottom: 10n };

/**
 * The first class that fits, in the order of CLASSES. A question outranks an expired right only when its answer could end
 * the trade: with every road's days gone, how the plan is funded no longer matters.
 */
function classOf(k: Known): LineClass {
  const { view, payment } = k;
  if (view.outside) return "not this trade";
  const gone = view.rightsState === "expired" && payment !== "unpaid";
  if (k.deciding.length > 0 && !(gone && !view.undecidedNetwork)) return "needs a fact";
  if (gone && payment !== "paid in line") return "expired";
  return payment;
}

function flagsOf(input: EvaluateInput, line: MatchedLine, k: Known, facts: Facts): readonly Flag[] {
  const { view, codes } = k;
  const { takeback, duplicateOf, sentAgain } = input.matched;
  const open = view.rightsState === "open" || view.rightsState === "not yet open";
  const noContract = !view.outside && facts.in_network !== true;
  const priced = codes.contractual && !codes.remarks.underTheAct;
  const again = duplicateOf !== undefined || sentAgain === true || line.how === "duplicate";
  return flagList(
    view.protected,
    noContract && (priced || codes.carc.includes("131")),
    noContract && open && codes.postedAway,
    takeback !== undefined,
    again || codes.carc.includes("18"),
  );
}

const flagLists: (readonly Flag[])[] = [];

/** The flags that are raised, in the order of FLAGS. There are few sets of flags; lines share them, and with them their text. */
function flagList(...raised: readonly boolean[]): readonly Flag[] {
  let set = 0;
  for (let i = 0; i < raised.length; i++) set = set * 2 + (raised[i] === true ? 1 : 0);
  let list = flagLists[set];
  if (list === undefined) {
    list = FLAGS.filter((_, i) => raised[i]);
    flagLists[set] = list;
  }
  return list;
}

const NOTHING_ODD: readonly Because[] = [];

const reasons = new Recall<readonly Because[]>(10_000);

/** What is odd about a line. Lines that are odd in the same way share the list, and with it its text. */
function becauseOf(line: MatchedLine, bench: BenchmarkAnswer): readonly Because[] {
  const odd = ODD[line.how];
  const why = bench.known || bench === NOT_ASKED ? undefined : bench.why;
  if (odd === undefined && why === undefined && line.allocated !== true) return NOTHING_ODD;
  const into = line.how === "bundled" ? ` ${line.into ?? "another line"}` : "";
  return reasons
    .by(odd)
    .by(into)
    .by(why)
    .by(line.allocated)
    .answer(() => [
      ...(why === undefined ? [] : [{ text: `no benchmark: ${why}` }]),
      ...(odd === undefined ? [] : [{ text: `${odd}${into}` }]),
      ...(line.allocated === true ? [{ text: SHARED_OUT }] : []),
    ]);
}

const SHARED_OUT = "the remittance gives no service lines; its amounts are shared out by charge, to the cent";

const ODD: Readonly<Partial<Record<MatchedLine["how"], string>>> = {
  bundled: "the payer counted it into",
  recoded: "the payer answered under another code",
  split: "the payer answered in several lines",
};
