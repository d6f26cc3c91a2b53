import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { ticks } from "#web/kit/axis-scale.ts";
import { showDate } from "#web/kit/day-words.ts";
import { Working } from "#web/kit/money.tsx";
import { useReveal } from "#web/kit/reveal.tsx";
import { type LadderOf, type LadderRow, type Lay, layLadder } from "./ladder-lay.ts";
import { type Anchor, said, showReckoned, showTight, type Unit } from "./ladder-words.ts";
import { type Negotiation, type Offer, suggestedOf } from "./negotiation-data.ts";
import { OfferSaid } from "./offer-said.tsx";
import "./ladder.css";

/**
 * What the drawing is made of: everything that has an amount, as the server told it. What this forum may not weigh is drawn
 * only while amounts are shown as a share of it; the table has it always.
 */
export function ladderOf(n: Negotiation, anchors: readonly Anchor[], unit: Unit): LadderOf {
  const target = n.zone?.target ?? null;
  return {
    offers: n.offers.map((o) => ({ event: o.event, from: o.from, amount: centsOf(o.amount), made: dayOf(o.made) })),
    suggested: suggestedOf(n),
    reply: n.reply === null ? undefined : { low: centsOf(n.reply.low), high: centsOf(n.reply.high) },
    range:
      n.zone === null
        ? undefined
        : { floor: centsOf(n.zone.floor), target: target === null ? undefined : centsOf(target) },
    anchors: anchors
      .filter((a) => a.id === unit || n.anchors.find((x) => x.id === a.id)?.admissible === true)
      .map((a) => ({ id: a.id, text: `${a.label} ${showTight(a.amount)}`, amount: a.amount })),
  };
}

interface Shown {
  readonly n: Negotiation;
  readonly anchors: readonly Anchor[];
  readonly unit: Unit;
}

function AnchorLabel({
  of,
  at,
  n,
}: {
  readonly of: Anchor;
  readonly at: { left: number; top: number };
  readonly n: Negotiation;
}) {
  const told = n.anchors.find((a) => a.id === of.id);
  const reveal = useReveal({
    label: `${of.label} ${showTight(of.amount)}, the working`,
    content: () => (
      <>
        <Working source={{ of: of.label, from: told?.source ?? "" }} text={showTight(of.amount)} />
        {told?.whyNot != null && <p className="xs t2 mt2">{told.whyNot}</p>}
      </>
    ),
  });
  return (
    <button type="button" className="axis-mark" style={at} {...reveal}>
      {told?.admissible === false ? <s>{of.label}</s> : of.label} <b>{showTight(of.amount)}</b>
      {told?.admissible === false && <span className="vh"> not allowed in this forum</span>}
    </button>
  );
}

/** Words beside a mark; those of an offer open to all that is known of it. */
function Words({
  row,
  lead,
  sub,
  children,
}: {
  readonly row: LadderRow;
  readonly lead: string;
  readonly sub: string;
  readonly children?: ReactNode;
}) {
  const side = row.words === "right" ? { left: row.to + 13 } : { left: row.x - 13 };
  return (
    <div className={`ladder-words to-${row.words} is-${row.is}`} style={{ ...side, top: row.y - 17 }}>
      {children ?? <b>{lead}</b>}
      <span className="sub">{sub}</span>
    </div>
  );
}

function OfferWords({
  row,
  offer,
  unit,
  anchors,
}: {
  readonly row: LadderRow;
  readonly offer: Offer;
  readonly unit: Unit;
  readonly anchors: readonly Anchor[];
}) {
  const { lead, sub } = said(centsOf(offer.amount), unit, anchors);
  const who = offer.from === "us" ? "We asked" : "The plan offered";
  const reveal = useReveal({
    label: `${who} ${lead} on ${showDate(dayOf(offer.made))}`,
    content: () => <OfferSaid of={offer} />,
  });
  const state = offer.state === "standing" ? "" : offer.state;
  return (
    <Words
      row={row}
      lead={lead}
      sub={[sub, offer.saidFinal ? "said final" : "", state].filter((t) => t !== "").join(", ")}
    >
      <button type="button" className="src b" aria-label={`${who} ${lead}`} {...reveal}>
        {lead}
      </button>
    </Words>
  );
}

function RowWords({
  row,
  shown: { n, unit, anchors },
  of,
}: {
  readonly row: LadderRow;
  readonly shown: Shown;
  readonly of: LadderOf;
}) {
  const offer = row.offer === undefined ? undefined : n.offers[row.offer];
  if (offer !== undefined) return <OfferWords row={row} offer={offer} unit={unit} anchors={anchors} />;
  if (row.is === "suggested" && of.suggested !== undefined) {
    const { lead, sub } = said(of.suggested, unit, anchors);
    return <Words row={row} lead={lead} sub={sub === "" ? "suggested" : `suggested, ${sub.replace(/ of .*/, "")}`} />;
  }
  if (of.reply === undefined) return null;
  const [low, high] = [of.reply.low, of.reply.high].map((c) => said(c, unit, anchors, showReckoned).lead);
  return <Words row={row} lead={`Likely reply ${low} to ${high}`} sub={replyFrom(n)} />;
}

/** What the likely reply rests on. */
export const replyFrom = (n: Negotiation): string => {
  const { days, sample } = n.reply ?? { days: null, sample: 0 };
  const when = days === null ? "" : `in about ${days} ${days === 1 ? "day" : "days"}; `;
  return `${when}${sample === 0 ? "assumed, no case of ours yet" : `from ${sample} of our cases`}`;
};

const rowName = (row: LadderRow, offers: readonly Offer[]): string => {
  if (row.is === "suggested") return "Today";
  if (row.is === "reply") return "Next";
  return showDate(dayOf(offers[row.offer ?? 0]?.made ?? ""));
};

function Shape({ row }: { readonly row: LadderRow }) {
  if (row.is === "ours") return <circle className="ours" cx={row.x} cy={row.y} r={6} />;
  if (row.is === "theirs") return <rect className="theirs" x={row.x - 6} y={row.y - 6} width={12} height={12} />;
  if (row.is === "suggested") return <circle className="suggested" cx={row.x} cy={row.y} r={7} />;
  return <rect className="reply" x={row.x} y={row.y - 6} width={Math.max(12, row.to - row.x)} height={12} rx={6} />;
}

/** Lines, range, ticks and marks under the words. */
function Drawing({ lay, of }: { readonly lay: Lay; readonly of: LadderOf }) {
  const { x, top, bottom, left, width, scale } = lay;
  const floor = of.range === undefined ? undefined : x(of.range.floor);
  const target = of.range?.target === undefined ? undefined : x(of.range.target);
  return (
    <svg className="ladder-drawing" width={width} height={lay.height} aria-hidden="true" focusable="false">
      {floor !== undefined && target !== undefined && target > floor && (
        <rect className="range" x={floor} y={top} width={target - floor} height={bottom - top} />
      )}
      {[floor, target].map((at, i) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the floor is first, the target second
        at === undefined ? null : <path key={i} className="limit" d={`M${at} ${top}V${bottom}`} />,
      )}
      <path className="line" d={`M${left} ${top}H${width}M${left} ${bottom}H${width}`} />
      {scale.breakAt !== undefined && (
        <path className="break" d={`M${left + scale.breakAt * (width - left) - 4} ${top + 6}l5 -12`} />
      )}
      {lay.anchors.map((a) => (
        <g key={a.id}>
          <path className="thread" d={`M${a.x} ${top + 8}V${bottom}`} />
          <path className="tick" d={`M${a.x} ${top - 8}v16`} />
        </g>
      ))}
      {ticks(scale).map((t) => (
        <path key={t.toString()} className="line" d={`M${x(t)} ${bottom}v7`} />
      ))}
      {lay.steps.map((s) => (
        <path key={s.key} className={`step is-${s.is}`} d={`M${s.from[0]} ${s.from[1]}L${s.to[0]} ${s.to[1]}`} />
      ))}
      {lay.rows.map((row) => (
        <Shape key={row.key} row={row} />
      ))}
    </svg>
  );
}

function RangeNames({
  lay,
  of,
  unit,
  anchors,
}: { readonly lay: Lay; readonly of: LadderOf } & Pick<Shown, "unit" | "anchors">) {
  if (of.range === undefined) return null;
  const { floor, target } = of.range;
  return (
    <>
      <span className="ladder-limit to-left" style={{ left: lay.x(floor) - 6, top: lay.top + 6 }}>
        Floor {said(floor, unit, anchors, showReckoned).lead}
      </span>
      {target !== undefined && (
        <span className="ladder-limit" style={{ left: lay.x(target) + 6, top: lay.top + 6 }}>
          Target {said(target, unit, anchors, showReckoned).lead}
        </span>
      )}
    </>
  );
}

/** Both sides' offers on one money axis, a row a move: what was said, what is suggested, what they will likely say. */
export function Ladder({ of, ...shown }: Shown & { readonly of: LadderOf }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { n, anchors, unit } = shown;
  const lay = width > 0 ? layLadder(of, width) : undefined;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="ladder-room" tabIndex={0} aria-label="Offers on one money axis">
      <div className="ladder" ref={ref} style={{ height: lay?.height ?? 360 }}>
        {lay !== undefined && (
          <>
            <Drawing lay={lay} of={of} />
            {lay.anchors.map((at) => {
              const anchor = anchors.find((a) => a.id === at.id);
              return anchor === undefined ? null : (
                <AnchorLabel key={at.id} of={anchor} n={n} at={{ left: at.left, top: at.top }} />
              );
            })}
            <RangeNames lay={lay} of={of} unit={unit} anchors={anchors} />
            {lay.rows.map((row) => (
              <div key={row.key}>
                {row.saysDay && (
                  <span className={row.is === "suggested" ? "ladder-day now" : "ladder-day"} style={{ top: row.y - 8 }}>
                    {rowName(row, n.offers)}
                  </span>
                )}
                <RowWords row={row} shown={shown} of={of} />
              </div>
            ))}
            {ticks(lay.scale).map((t) => (
              <span key={t.toString()} className="ladder-tick" style={{ left: lay.x(t), top: lay.bottom + 10 }}>
                {said(t, unit, anchors).lead}
              </span>
            ))}
          </>
        )}
      </div>
    </section>
  );
}
