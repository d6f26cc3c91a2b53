import { type Cents, cents, clamp, greatest, least, sum, ZERO } from "#base/money.ts";
import { Recall } from "#base/recall.ts";
import { type FinalOffer, nodesOf, robustOffer, winChance } from "./arbitrator.ts";
import { type ArguedValue, admit, argue, type KeptOut, type Piece } from "./argued.ts";
import { nashPoint } from "./bargain.ts";
import { fairValue, type ValueChannel } from "./fair-value.ts";
import { ITEM_BENCHMARKS, KIND_OF } from "./item-benchmarks.ts";
import type { Loaded, PlanCase, PlanItem, WayId } from "./plan-case.ts";
import { awardHigh, type PredictedValue, predictArbitrator } from "./predicted.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { discount, disputeValue, payerCost } from "./way-out.ts";

/** What a line is worth by each reckoning. */
export interface ItemWorth {
  readonly name: string;
  /** Pooled over all benchmarks: for talking to the payer. */
  readonly fair?: { readonly median: Cents; readonly low80: Cents; readonly high80: Cents };
  /** The same as if no road but asking were open, so that what asking and appeals bring hangs on no other road. */
  readonly alone?: ItemWorth["fair"];
  /** What may be argued before a federal arbitrator. */
  readonly argued?: ArguedValue<"federal-idr">;
  readonly keptOut: readonly KeptOut[];
  readonly final?: { readonly offer: Cents; readonly chance: number; readonly atCap: boolean };
  /** The most that can be asked and defended for it in talks. */
  readonly cap: Cents;
  /** Worth of the federal dispute for it, and what it costs the payer, its shares of fees and work included. */
  readonly federal?: { readonly value: Cents; readonly payerCost: Cents };
  /** Worth of each open road that has a chance in the place of two offers, work not counted. */
  readonly byChance: Readonly<Partial<Record<ChanceWay, Sides>>>;
}

/** Roads that end in a chance: what an arbitrator of a state or a reviewer allows is not told from two offers. */
const CHANCE_WAYS = ["state process", "appeal"] as const satisfies readonly WayId[];
type ChanceWay = (typeof CHANCE_WAYS)[number];

/** What a road brings the practice, and what it costs the payer. */
interface Sides {
  readonly value: Cents;
  readonly payerCost: Cents;
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
  /** Where to settle; absent where there is nothing to ask for. */
  readonly target?: Cents;
}

/** Search for a final offer: refined to well under a cent of any line that is not absurdly large. */
const OFFER_SEARCH = { steps: 80, halvings: 32 };
/** Without documents above it, this much of the upper end of a fair value can still be defended. */
const CAP_MULTIPLE = 1.5;

function piecesOf(item: PlanItem, c: PlanCase): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const name of ITEM_BENCHMARKS) {
    const of: Loaded | undefined = item[name];
    if (of === undefined || of.value <= 0n) continue;
    const logSd = of.logSd ?? c.priors.logSd[name];
    pieces.push({ kind: KIND_OF[name], value: of.value, logSd, source: of.source });
  }
  return pieces;
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
): Sides | undefined {
  if (fair === undefined) return undefined;
  const most = least(fair, item.billed);
  const gain = perDollar(cents(most > item.allowed ? most - item.allowed : 0n)) * (permille / 1000);
  const kept = gain * c.priors.collect.value * discount(days, c.priors.rate);
  return {
    value: cents(item.allowed + fromPerDollar(kept, "half-up")),
    payerCost: cents(item.allowed + fromPerDollar(gain, "half-up")),
  };
}

const daysOf = (id: ChanceWay, { priors }: PlanCase): number =>
  (id === "appeal" ? priors.appealDays : priors.stateDays).value;

function chancesOf(
  item: PlanItem,
  c: PlanCase,
  pieces: readonly Piece[],
  alone: Cents | undefined,
): ItemWorth["byChance"] {
  const found: Partial<Record<ChanceWay, Sides>> = {};
  for (const id of CHANCE_WAYS) {
    const way = open(c, id);
    if (way === undefined) continue;
    const worth = id === "appeal" ? alone : pooled("state_ucr80", pieces)?.median;
    const sides = chanceOf(item, c, worth, way.chancePermille ?? 0, daysOf(id, c));
    if (sides !== undefined) found[id] = sides;
  }
  return found;
}

const open = (c: PlanCase, id: WayId) => c.ways.find((w) => w.id === id && w.open);

function itemWorth(item: PlanItem, c: PlanCase, share: Share): ItemWorth {
  const pieces = piecesOf(item, c);
  const federal = open(c, "federal IDR") !== undefined;
  // Only where a federal arbitrator may come to decide is there anything to argue before one.
  const { evidence, keptOut } = admit("federal-idr", federal ? pieces : []);
  const argued = argue("federal-idr", "federal_idr", evidence);
  const alone = pooled("voluntary", pieces);
  const fair = federal ? pooled("open_negotiation", pieces) : alone;
  const federalHigh = argued?.high80 ?? guessedHigh(item, c);
  const talkHigh = fair === undefined || alone === undefined ? federalHigh : greatest(fair.high80, alone.high80);
  const capOf = (high: Cents | undefined): Cents =>
    greatest(item.allowed, high === undefined ? item.billed : least(item.billed, defended(high)));
  return {
    name: item.name,
    ...(fair === undefined ? {} : { fair }),
    ...(alone === undefined ? {} : { alone }),
    ...(argued === undefined ? {} : { argued }),
    keptOut,
    cap: greatest(capOf(talkHigh), federal ? awardable(item, c) : ZERO),
    // What bars a kind from the forum also keeps it out of the bound of a federal offer.
    ...(federal ? federalOf(item, c, capOf(federalHigh), share) : {}),
    byChance: chancesOf(item, c, pieces, alone?.median),
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

function chanceWay(id: ChanceWay, c: PlanCase, items: readonly ItemWorth[]): WayWorth | undefined {
  const way = open(c, id);
  if (way === undefined || items.every((w) => w.byChance[id] === undefined)) return undefined;
  const pick = (of: (f: Sides) => Cents): Cents =>
    sum(
      items.map((w, i) => {
        const sides = w.byChance[id];
        return sides === undefined ? (c.items[i]?.allowed ?? ZERO) : of(sides);
      }),
    );
  return {
    ...{ id, label: way.label },
    value: cents(pick((f) => f.value) - c.priors.handling.value),
    payerCost: cents(pick((f) => f.payerCost) + c.priors.payerHandling),
    chance: (way.chancePermille ?? 0) / 1000,
    days: daysOf(id, c),
    fees: ZERO,
  };
}

const SHARE_OF_ROOM = 0.5;

/** Where to settle when the payer fears a road: half way between our limit and where the payer is thought to stop. */
function dividing(c: PlanCase, way: WayWorth, floor: Cents, cap: Cents): Cents {
  const [shift, sd] = c.priors.shading;
  const mean = perDollar(way.payerCost) * Math.exp(shift + (sd * sd) / 2);
  const nash = nashPoint(perDollar(floor), mean, SHARE_OF_ROOM);
  return clamp(nash.exists ? fromPerDollar(nash.price, "half-up") : floor, floor, cap);
}

/** Where to settle when there is nothing but asking: what the lines are worth. */
function worthAsking(c: PlanCase, items: readonly ItemWorth[], floor: Cents, cap: Cents): Cents | undefined {
  if (items.every((w) => w.fair === undefined)) return undefined;
  return clamp(sum(items.map((w, i) => w.fair?.median ?? c.items[i]?.allowed ?? ZERO)), floor, cap);
}

/** Roads that end in a price; an appeal ends in yes or no. */
const ENDS_IN_PRICE: readonly WayId[] = ["federal IDR", "state process"];

/** Whether a denial is argued and not priced: nothing can be asked for where no road would settle a price. */
export const isArgued = (c: PlanCase): boolean => c.denied && !ENDS_IN_PRICE.some((id) => open(c, id) !== undefined);

/** Everything a plan is made of, in money. Pure: the same case, the same figures. */
export function worthOf(c: PlanCase): Worth {
  const share: Share = { of: c.fees === undefined || c.fees.oneEach ? 1 : 1 / Math.max(1, c.items.length) };
  const items = c.items.map((item) => itemWorth(item, c, share));
  const accept = sum(c.items.map((i) => i.allowed));
  const billed = sum(c.items.map((i) => i.billed));
  const cap = least(billed, sum(items.map((w) => w.cap)));
  const ways = [federalWay(c, items), ...CHANCE_WAYS.map((id) => chanceWay(id, c, items))]
    .filter((w) => w !== undefined)
    .sort((a, b) => (a.value === b.value ? 0 : a.value > b.value ? -1 : 1));
  const [best] = ways;
  const credible = best !== undefined && best.value > accept;
  const floor = greatest(c.practiceFloor?.value ?? ZERO, credible ? best.value : accept);
  const target =
    floor > cap || isArgued(c)
      ? undefined
      : credible
        ? dividing(c, best, floor, cap)
        : worthAsking(c, items, floor, cap);
  return { accept, billed, cap, items, ways, floor, ...(target === undefined ? {} : { target }) };
}
