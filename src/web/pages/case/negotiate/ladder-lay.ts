import type { Day } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import { type Scale, scaleOver } from "#web/kit/axis-scale.ts";
import { labelLanes, widthOf } from "#web/kit/label-lanes.ts";

/** Where everything of an offer ladder stands: money across, one row a move, oldest first. Pixels; amounts stay cents. */

export interface LadderOffer {
  readonly event: number;
  readonly from: "us" | "them";
  readonly amount: Cents;
  readonly made: Day;
}

export interface LadderAnchor {
  readonly id: string;
  /** Name and amount as they are written above the axis. */
  readonly text: string;
  readonly amount: Cents;
}

export interface LadderOf {
  readonly offers: readonly LadderOffer[];
  readonly suggested: Cents | undefined;
  readonly reply: { readonly low: Cents; readonly high: Cents } | undefined;
  /** From the least we may take to where to settle: private. Without a target only the floor is drawn. */
  readonly range: { readonly floor: Cents; readonly target: Cents | undefined } | undefined;
  readonly anchors: readonly LadderAnchor[];
}

export interface LadderRow {
  readonly key: string;
  readonly is: "ours" | "theirs" | "suggested" | "reply";
  /** Place among the offers; undefined for what was not made. */
  readonly offer: number | undefined;
  /** False where the row above is of the same day. */
  readonly saysDay: boolean;
  readonly x: number;
  /** Right end, of a range. */
  readonly to: number;
  readonly y: number;
  /** On which side of its mark the words stand. */
  readonly words: "left" | "right";
}

interface Step {
  readonly key: string;
  readonly is: "ours" | "theirs" | "suggested";
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

export interface Lay {
  readonly scale: Scale;
  /** Left edge of the axis: days stand before it. */
  readonly left: number;
  readonly width: number;
  /** Of the axis line above, and of the one below. */
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
  readonly x: (amount: Cents) => number;
  readonly rows: readonly LadderRow[];
  readonly steps: readonly Step[];
  readonly anchors: readonly { readonly id: string; readonly x: number; readonly left: number; readonly top: number }[];
}

/** Room for days before the axis, and for the words of the outermost marks behind it. */
const DAYS = 60;
const BEHIND = 84;
const LANE = 24;
/** From the axis above to the first row, which leaves room for the names of floor and target. */
const FIRST = 46;
const ROW = 46;
const FOOT = 34;
/** What the words beside a mark take at most. */
const WORDS = 112;

const lowestOf = (all: readonly Cents[]): Cents => all.reduce((a, b) => (b < a ? b : a));
const highestOf = (all: readonly Cents[]): Cents => all.reduce((a, b) => (b > a ? b : a));

/** Whatever was said, suggested or is kept to, without the anchors. */
const said = ({ offers, suggested, reply, range }: LadderOf): readonly Cents[] => [
  ...offers.map((o) => o.amount),
  ...(suggested === undefined ? [] : [suggested]),
  ...(reply === undefined ? [] : [reply.low, reply.high]),
  ...(range === undefined ? [] : [range.floor, ...(range.target === undefined ? [] : [range.target])]),
];

/**
 * From a little under the lowest to a little over the highest of what was said and the anchors near it. An anchor more than
 * a quarter above everything that was said, such as the charge, stands past a break.
 */
export function ladderScale(of: LadderOf): Scale {
  const live = said(of);
  const anchors = of.anchors.map((a) => a.amount);
  const top = live.length === 0 ? undefined : highestOf(live);
  const near = [...live, ...anchors.filter((a) => top === undefined || a * 4n <= top * 5n)];
  if (near.length === 0) return scaleOver(cents(0n), cents(100n), anchors);
  const [low, high] = [lowestOf(near), highestOf(near)];
  const span = high - low > 0n ? high - low : high > 0n ? high : 100n;
  const first = low - span / 12n;
  return scaleOver(cents(first > 0n ? first : 0n), cents(high + span / 14n), anchors);
}

function rowsOf(of: LadderOf, x: (c: Cents) => number, top: number, width: number): readonly LadderRow[] {
  const y = (i: number) => top + FIRST + i * ROW;
  const side = (at: number) => (at + WORDS > width ? "left" : "right");
  const made = of.offers.map((o, i): LadderRow => {
    const at = x(o.amount);
    const is = o.from === "us" ? "ours" : "theirs";
    const saysDay = of.offers[i - 1]?.made !== o.made;
    return { key: `offer ${o.event}`, is, offer: i, saysDay, x: at, to: at, y: y(i), words: side(at) };
  });
  const next: LadderRow[] = [];
  if (of.suggested !== undefined) {
    const at = x(of.suggested);
    const row = { key: "suggested", is: "suggested", offer: undefined, saysDay: true, x: at, to: at } as const;
    next.push({ ...row, y: y(made.length), words: side(at) });
  }
  if (of.reply !== undefined) {
    const [at, to] = [x(of.reply.low), x(of.reply.high)];
    const row = { key: "reply", is: "reply", offer: undefined, saysDay: true, x: at, to } as const;
    next.push({ ...row, y: y(made.length + next.length), words: at > 160 + DAYS ? "left" : "right" });
  }
  return [...made, ...next];
}

/** Each side's line, from one of its moves to its next; ours goes on to what is suggested. */
function stepsOf(rows: readonly LadderRow[]): readonly Step[] {
  const lines = (["ours", "theirs"] as const).map((is) =>
    rows.filter((r) => r.is === is || (is === "ours" && r.is === "suggested")),
  );
  return lines.flatMap((line) =>
    line.slice(1).map((row, i): Step => {
      const before = line[i] ?? row;
      return {
        key: row.key,
        is: row.is === "reply" ? "suggested" : row.is,
        from: [before.x, before.y],
        to: [row.x, row.y],
      };
    }),
  );
}

/** Lays the ladder out in `width` pixels. */
export function layLadder(of: LadderOf, width: number): Lay {
  const scale = ladderScale(of);
  const room = Math.max(100, width - DAYS - BEHIND);
  const x = (amount: Cents): number => DAYS + scale.at(amount) * room;
  const labels = of.anchors.map((a) => ({ x: x(a.amount) - DAYS, width: widthOf(a.text) }));
  const placed = labelLanes(labels, room + BEHIND);
  const lanes = Math.max(0, ...placed.map((p) => p.lane + 1));
  const top = lanes * LANE + 12;
  const rows = rowsOf(of, x, top, width);
  const bottom = (rows.at(-1)?.y ?? top + FIRST) + FOOT;
  return {
    ...{ scale, left: DAYS, width, top, bottom, height: bottom + 30, x, rows },
    steps: stepsOf(rows),
    anchors: of.anchors.map((a, i) => ({
      id: a.id,
      x: x(a.amount),
      left: DAYS + (placed[i]?.left ?? 0),
      top: top - 12 - ((placed[i]?.lane ?? 0) + 1) * LANE,
    })),
  };
}
