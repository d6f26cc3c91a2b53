import { type Cents, cents, clamp, greatest, least, sum, usd, ZERO } from "#base/money.ts";
import { Recall } from "#base/recall.ts";
import { type FinalOffer, nodesOf, robustOffer, winChance } from "./arbitrator.ts";
import { type ArguedValue, admit, argue, type KeptOut, type Piece } from "./argued.ts";
import { nashPoint, opening, zone } from "./bargain.ts";
import { fairValue, type ValueChannel } from "./fair-value.ts";
import type { PlanCase, PlanItem, WayId } from "./plan-case.ts";
import { awardHigh, type PredictedValue, predictArbitrator } from "./predicted.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { discount, disputeValue, payerCost } from "./way-out.ts";

/** What a line is worth by each reckoning. */
export interface ItemWorth {
  readonly name: string;
  /** Pooled over all benchmarks: for talking to the payer. */
  readonly fair?: { readonly median: Cents; readonly low80: Cents; readonly high80: Cents };
  /** What may be argued before a federal arbitrator. */
  readonly argued?: ArguedValue<"federal-idr">;
  readonly keptOut: readonly KeptOut[];
  readonly final?: { readonly offer: Cents; readonly chance: number; readonly atCap: boolean };
  /** The most that can be asked and defended for it in talks. */
  readonly cap: Cents;
  /** Worth of the federal dispute for it, and what it costs the payer, its shares of fees and work included. */
  readonly federal?: { readonly value: Cents; readonly payerCost: Cents };
  readonly byChance?: { readonly value: Cents; readonly payerCost: Cents };
}

export interface WayWorth {
  readonly id: WayId;
  readonly label: string;
  readonly value: Cents;
  /** What the payer expects to bear if it goes this way. */
  readonly payerCost: Cents;
  /** Chance that it pays. */
  readonly chance: number;
  readonly days: number;
  /** Advanced to others: administrative and entity fees. */
  readonly fees: Cents;
}

export interface Worth {
  readonly accept: Cents;
  readonly billed: Cents;
  readonly cap: Cents;
  readonly items: readonly ItemWorth[];
  /** The open ways that could be valued, the best first. */
  readonly ways: readonly WayWorth[];
  readonly floor: Cents;
  /** Where the two sides may meet; absent when there is no road to fear. */
  readonly zone?: { readonly chance: number; readonly width: Cents; readonly payerLimit: Cents };
  readonly target?: Cents;
  readonly opening?: { readonly price: Cents; readonly binding: string };
  readonly counter?: { readonly value: Cents; readonly chance: number };
}

/** Search for a final offer: refined to well under a cent of any line that is not absurdly large. */
const OFFER_SEARCH = { steps: 80, halvings: 32 };
/** Without documents above it, this much of the upper end of a fair value can still be defended. */
const CAP_MULTIPLE = 1.5;

function piecesOf(item: PlanItem, c: PlanCase): readonly Piece[] {
  const { logSd } = c.priors;
  const piece = (kind: Piece["kind"], of: PlanItem["qpa"], sd: number): readonly Piece[] =>
    of === undefined || of.value <= 0n ? [] : [{ kind, value: of.value, logSd: sd, source: of.source }];
  return [
    ...piece("qpa", item.qpa, logSd.qpa),
    ...piece("own_history", item.ownMedian, logSd.ownMedian),
    ...piece("medicare_multiple", item.medicare, logSd.medicare),
  ];
}

function pooled(channel: ValueChannel, pieces: readonly Piece[]): ItemWorth["fair"] {
  const { value } = fairValue(
    channel,
    pieces.map((p) => ({ kind: p.kind, value: perDollar(p.value), logSd: p.logSd })),
  );
  if (value === undefined) return undefined;
  return {
    median: fromPerDollar(value.median, "half-up"),
    low80: fromPerDollar(value.low80, "half-up"),
    high80: fromPerDollar(value.high80, "half-up"),
  };
}

const defended = (high: Cents): Cents => fromPerDollar(perDollar(high) * CAP_MULTIPLE, "down");

/**
 * What may be asked in talks that a federal dispute would follow: as much as arbitrators may well be thought to decide. A
 * bound from the fair value alone lies below what the dispute costs the payer, and leaves nothing to come down from.
 */
function awardable(item: PlanItem, c: PlanCase): Cents {
  const high = awardHigh(item, c.priors);
  return high === undefined ? ZERO : least(item.billed, fromPerDollar(high, "down"));
}

/** The first payment as a stand-in for an undisclosed QPA: for bounding our own offer, never for an argument. */
function guessedHigh(item: PlanItem, c: PlanCase): Cents | undefined {
  if (item.allowed <= 0n) return undefined;
  const { share, logDoubt } = c.priors.allowedOverQpa.value;
  const logSd = Math.hypot(c.priors.logSd.qpa, logDoubt);
  const { value } = fairValue("federal_idr", [{ kind: "qpa", value: perDollar(item.allowed) / share, logSd }]);
  return value === undefined ? undefined : fromPerDollar(value.high80, "half-up");
}

/**
 * Final offers found before. A plan looks at one case some twenty times with one number of it changed, and most of those
 * numbers leave the offer as it is, which is nearly all of the work.
 */
const OFFERS = new Recall<FinalOffer>(20_000);

function finalOffer(
  { arbitrator, payerOffers, doubt }: PredictedValue,
  bounds: { readonly cap: number; readonly floor: number },
  entityFee: number,
): FinalOffer {
  const { m, s, payerDefault } = arbitrator;
  OFFERS.by(m).by(s).by(payerDefault).by(bounds.cap).by(bounds.floor).by(doubt).by(entityFee);
  for (const [offer, weight] of payerOffers) OFFERS.by(offer).by(weight);
  return OFFERS.answer(() => robustOffer(payerOffers, arbitrator, bounds, { mSd: doubt }, { entityFee }, OFFER_SEARCH));
}

interface Share {
  /** How much of one dispute's fees and work a line bears. */
  readonly of: number;
}

function federalOf(item: PlanItem, c: PlanCase, cap: Cents, share: Share): Pick<ItemWorth, "final" | "federal"> {
  const predicted = predictArbitrator(item, c.priors);
  const { fees, priors } = c;
  if (predicted === undefined || fees === undefined) return {};
  const initial = perDollar(item.allowed);
  const entityFee = perDollar(fees.entity.value) * share.of;
  const offers = predicted.payerOffers;
  const doubt = { mSd: predicted.doubt };
  const final = finalOffer(predicted, { cap: perDollar(cap), floor: initial }, entityFee);
  if (!final.ok) return {};
  const offer = fromPerDollar(final.offer, "down");
  const p = perDollar(offer);
  const nodes = nodesOf(predicted.arbitrator, doubt);
  const terms = {
    initial,
    entityFee,
    adminFee: perDollar(fees.admin.value) * share.of,
    eligible: priors.eligible.value,
    days: priors.days.value,
    rate: priors.rate,
  };
  let value = 0;
  let cost = 0;
  let won = 0;
  for (const [q, weight] of offers) {
    const chance = nodes.reduce((t, n) => t + n.weight * winChance(p, q, n.arbitrator), 0);
    const at = { ...terms, p, q, chance };
    won += weight * chance;
    value +=
      weight *
      disputeValue({ ...at, collect: priors.collect.value, handling: perDollar(priors.handling.value) * share.of })
        .providerValue;
    cost += weight * payerCost({ ...at, handling: perDollar(priors.payerHandling) * share.of });
  }
  return {
    final: { offer, chance: won, atCap: final.atCap },
    federal: { value: fromPerDollar(value, "half-up"), payerCost: fromPerDollar(cost, "half-up") },
  };
}

/** A road with a chance instead of two offers: the gain over what was allowed, its chance, its delay. */
function chanceOf(
  item: PlanItem,
  c: PlanCase,
  fair: Cents | undefined,
  permille: number,
  days: number,
): ItemWorth["byChance"] {
  if (fair === undefined) return undefined;
  const most = least(fair, item.billed);
  const gain = perDollar(cents(most > item.allowed ? most - item.allowed : 0n)) * (permille / 1000);
  const kept = gain * c.priors.collect.value * discount(days, c.priors.rate);
  return {
    value: cents(item.allowed + fromPerDollar(kept, "half-up")),
    payerCost: cents(item.allowed + fromPerDollar(gain, "half-up")),
  };
}

const open = (c: PlanCase, id: WayId) => c.ways.find((w) => w.id === id && w.open);

function itemWorth(item: PlanItem, c: PlanCase, share: Share): ItemWorth {
  const pieces = piecesOf(item, c);
  const federal = open(c, "federal IDR") !== undefined;
  // Only where a federal arbitrator may come to decide is there anything to argue before one.
  const { evidence, keptOut } = admit("federal-idr", federal ? pieces : []);
  const argued = argue("federal-idr", "federal_idr", evidence);
  const fair = pooled(federal ? "open_negotiation" : "voluntary", pieces);
  const federalHigh = argued?.high80 ?? guessedHigh(item, c);
  const talkHigh = fair?.high80 ?? federalHigh;
  const capOf = (high: Cents | undefined): Cents =>
    greatest(item.allowed, high === undefined ? item.billed : least(item.billed, defended(high)));
  const state = open(c, "state process");
  const chanceWay = state ?? open(c, "appeal");
  const days = state === undefined ? c.priors.appealDays.value : c.priors.stateDays.value;
  const worthBy = state === undefined ? fair : pooled("state_ucr80", pieces);
  const byChance =
    chanceWay === undefined ? undefined : chanceOf(item, c, worthBy?.median, chanceWay.chancePermille ?? 0, days);
  return {
    name: item.name,
    ...(fair === undefined ? {} : { fair }),
    ...(argued === undefined ? {} : { argued }),
    keptOut,
    cap: greatest(capOf(talkHigh), federal ? awardable(item, c) : ZERO),
    // What bars a kind from the forum also keeps it out of the bound of a federal offer.
    ...(federal ? federalOf(item, c, capOf(federalHigh), share) : {}),
    ...(byChance === undefined ? {} : { byChance }),
  };
}

/** The federal way over all lines. With a dispute for each line, only lines that gain are filed. */
function federalWay(c: PlanCase, items: readonly ItemWorth[]): WayWorth | undefined {
  const way = open(c, "federal IDR");
  const { fees } = c;
  if (way === undefined || fees === undefined) return undefined;
  const filed = items.filter(
    (w, i) => w.federal !== undefined && (!fees.oneEach || w.federal.value > (c.items[i]?.allowed ?? ZERO)),
  );
  const used = filed.length > 0 ? filed : items.filter((w) => w.federal !== undefined);
  if (used.length === 0) return undefined;
  const pick = (of: (f: { readonly value: Cents; readonly payerCost: Cents }) => Cents): Cents =>
    sum(
      items.map((w, i) =>
        w.federal !== undefined && used.includes(w) ? of(w.federal) : (c.items[i]?.allowed ?? ZERO),
      ),
    );
  const weight = used.reduce((t, w) => t + perDollar(w.final?.offer ?? ZERO), 0);
  const chance = used.reduce((t, w) => t + (w.final?.chance ?? 0) * perDollar(w.final?.offer ?? ZERO), 0) / weight;
  const disputes = BigInt(fees.oneEach ? used.length : 1);
  return {
    id: way.id,
    label: way.label,
    value: pick((f) => f.value),
    payerCost: pick((f) => f.payerCost),
    chance: chance * c.priors.eligible.value,
    days: c.priors.days.value,
    fees: cents((fees.admin.value + fees.entity.value) * disputes),
  };
}

function chanceWay(c: PlanCase, items: readonly ItemWorth[]): WayWorth | undefined {
  const state = open(c, "state process");
  const way = state ?? open(c, "appeal");
  if (way === undefined || items.every((w) => w.byChance === undefined)) return undefined;
  const pick = (of: (f: { readonly value: Cents; readonly payerCost: Cents }) => Cents): Cents =>
    sum(items.map((w, i) => (w.byChance === undefined ? (c.items[i]?.allowed ?? ZERO) : of(w.byChance))));
  return {
    id: way.id,
    label: way.label,
    value: cents(pick((f) => f.value) - c.priors.handling.value),
    payerCost: cents(pick((f) => f.payerCost) + c.priors.payerHandling),
    chance: (way.chancePermille ?? 0) / 1000,
    days: state === undefined ? c.priors.appealDays.value : c.priors.stateDays.value,
    fees: ZERO,
  };
}

const DOLLAR_TICK = 1;
const SHARE_OF_ROOM = 0.5;
const ONE_CENT = usd("0.01");

interface Bargain {
  readonly accept: Cents;
  readonly floor: Cents;
  readonly cap: Cents;
  readonly billed: Cents;
}

/** Target, opening and worth of asking when the payer fears a road. */
function bargained(c: PlanCase, way: WayWorth, b: Bargain): Pick<Worth, "zone" | "target" | "opening" | "counter"> {
  const [shift, sd] = c.priors.shading;
  const mean = perDollar(way.payerCost) * Math.exp(shift + (sd * sd) / 2);
  const payer = { mean, sd: mean * Math.sqrt(Math.exp(sd * sd) - 1) };
  const floor = perDollar(b.floor);
  const z = zone(floor, payer);
  // Room above what can be defended is no room of ours.
  const width = Math.max(0, z.expectedWidth - zone(perDollar(b.cap), payer).expectedWidth);
  // Without agreement it goes this way after all.
  const moves = 1 - c.priors.stonewall.value;
  const shared = cents(way.value + fromPerDollar(SHARE_OF_ROOM * moves * width, "down"));
  const nash = nashPoint(floor, mean, SHARE_OF_ROOM);
  const target = clamp(nash.exists ? fromPerDollar(nash.price, "half-up") : b.floor, b.floor, b.cap);
  return {
    zone: {
      chance: z.prob,
      width: fromPerDollar(width, "half-up"),
      payerLimit: fromPerDollar(mean, "half-up"),
    },
    target,
    opening: openingOf(b, payer, target),
    counter: { value: shared, chance: z.prob * moves },
  };
}

function openingOf(
  b: Bargain,
  payer: { readonly mean: number; readonly sd: number },
  target: Cents,
): NonNullable<Worth["opening"]> {
  const asked = opening({
    reservation: perDollar(b.floor),
    payer,
    target: perDollar(target),
    billed: perDollar(b.billed),
    defensibleCap: perDollar(b.cap),
    tick: DOLLAR_TICK,
  });
  // A whole dollar can fall below a target that has cents; the target itself keeps floor and cap.
  return { price: greatest(fromPerDollar(asked.price, "down"), target), binding: asked.binding };
}

/** Target, opening and worth of asking when there is nothing but asking. */
function asked(c: PlanCase, items: readonly ItemWorth[], b: Bargain): Pick<Worth, "target" | "opening" | "counter"> {
  if (items.every((w) => w.fair === undefined)) return {};
  const fair = sum(items.map((w, i) => w.fair?.median ?? c.items[i]?.allowed ?? ZERO));
  const high = sum(items.map((w, i) => w.fair?.high80 ?? c.items[i]?.allowed ?? ZERO));
  const target = clamp(fair, b.floor, b.cap);
  const sd = Math.max(perDollar(ONE_CENT), (perDollar(high) - perDollar(fair)) / 1.2816);
  const permille = BigInt(Math.round(c.talkPermille.value));
  return {
    target,
    opening: openingOf(b, { mean: perDollar(fair), sd }, target),
    counter: {
      value: cents(b.accept + ((target - b.accept) * permille) / 1000n),
      chance: c.talkPermille.value / 1000,
    },
  };
}

/** Roads that end in a price; an appeal ends in yes or no. */
const pricedRoad = (way: WayWorth | undefined): boolean => way?.id === "federal IDR" || way?.id === "state process";

/** Everything a plan is made of, in money. Pure: the same case, the same figures. */
export function worthOf(c: PlanCase): Worth {
  const share: Share = { of: c.fees === undefined || c.fees.oneEach ? 1 : 1 / Math.max(1, c.items.length) };
  const items = c.items.map((item) => itemWorth(item, c, share));
  const accept = sum(c.items.map((i) => i.allowed));
  const billed = sum(c.items.map((i) => i.billed));
  const cap = least(billed, sum(items.map((w) => w.cap)));
  const ways = [federalWay(c, items), chanceWay(c, items)]
    .filter((w) => w !== undefined)
    .sort((a, b) => (a.value === b.value ? 0 : a.value > b.value ? -1 : 1));
  const [best] = ways;
  const credible = best !== undefined && best.value > accept;
  const floor = greatest(c.practiceFloor?.value ?? ZERO, credible ? best.value : accept);
  const limits: Bargain = { accept, floor, cap, billed };
  const room = floor <= cap;
  return {
    accept,
    billed,
    cap,
    items,
    ways,
    floor,
    ...(!room || (c.denied && !pricedRoad(best))
      ? {}
      : credible
        ? bargained(c, best, limits)
        : asked(c, items, limits)),
  };
}
