import { useElementSize } from "@mantine/hooks";
import type { Cents } from "#base/money.ts";
import { axisScale } from "./axis-scale.ts";
import { labelLanes, widthOf } from "./label-lanes.ts";
import { type Source, Working } from "./money.tsx";
import { showMoney } from "./money-words.ts";
import { useReveal } from "./reveal.tsx";
import "./axis.css";

/** What a mark is; its shape and side follow from this, the same everywhere. */
export type MarkKind = "paid" | "benchmark" | "published" | "list" | "limit" | "ours" | "theirs";

export interface Mark {
  readonly kind: MarkKind;
  readonly name: string;
  readonly cents: Cents;
  readonly source: Source;
  /** Evidence that this forum may not weigh: drawn hollow, with the reason. Never part of a shared view. */
  readonly barred?: string;
}

export interface AxisOf {
  readonly marks: readonly Mark[];
  /** Middle half of published rates. */
  readonly band?: { readonly low: Cents; readonly high: Cents; readonly name: string };
  /** Our floor and target: private. */
  readonly range?: { readonly low: Cents; readonly high: Cents };
  /** Benchmarks that nobody has, by name: "UCR". */
  readonly missing?: readonly string[];
}

/** Charges and list prices are far from what anybody pays; they may stand past the break. */
const isFar = (m: Mark): boolean => m.kind === "list";
/** Evidence is named above the axis, what is ours, theirs or private below. */
const isAbove = (m: Mark): boolean => m.kind === "benchmark" || m.kind === "published" || m.kind === "list";

/** As high as a finger needs a button to be. */
const LANE = 24;
const LINE_HEIGHT = 34;

const labelOf = (m: Mark): string =>
  `${m.name} ${showMoney(m.cents, m.source.formula === undefined ? "exact" : "estimate")}`;

/** The shape of a mark, drawn about x = 0 in a box 34 high whose line is at 17. */
function Shape({ mark, x }: { readonly mark: Mark; readonly x: number }) {
  const barred = mark.barred === undefined ? "" : " barred";
  const at = `translate(${x} 0)`;
  if (mark.kind === "paid") return <path className={`paid${barred}`} transform={at} d="M-6 28h12l-6 -10z" />;
  if (mark.kind === "ours") return <circle className={`ours${barred}`} transform={at} cx={0} cy={17} r={5} />;
  if (mark.kind === "theirs")
    return <rect className={`theirs${barred}`} transform={at} x={-5} y={12} width={10} height={10} />;
  return <path className={`${mark.kind}${barred}`} transform={at} d="M0 8v18" />;
}

function MarkLabel({ mark, left, top }: { readonly mark: Mark; readonly left: number; readonly top: number }) {
  const amount = labelOf(mark).slice(mark.name.length + 1);
  const reveal = useReveal({
    label: `${labelOf(mark)}, the working`,
    content: () => (
      <>
        <Working source={mark.source} text={amount} />
        {mark.barred !== undefined && <p className="xs t2 mt2">{mark.barred}</p>}
      </>
    ),
  });
  return (
    <button type="button" className="axis-mark" style={{ left, top }} {...reveal}>
      {mark.barred === undefined ? mark.name : <s>{mark.name}</s>} <b>{amount}</b>
      {mark.barred !== undefined && <span className="vh"> not allowed here</span>}
    </button>
  );
}

interface Row {
  readonly mark: Mark;
  readonly x: number;
  readonly left: number;
  readonly lane: number;
}

function rowsOf(marks: readonly Mark[], width: number, at: (c: Cents) => number): readonly Row[] {
  const labels = marks.map((m) => ({ x: at(m.cents) * width, width: widthOf(labelOf(m)) }));
  const placed = labelLanes(labels, width);
  return marks.map((mark, i) => ({
    mark,
    x: labels[i]?.x ?? 0,
    left: placed[i]?.left ?? 0,
    lane: placed[i]?.lane ?? 0,
  }));
}

/** The drawing under the labels: line, break, band, range, shapes and the threads from shapes to labels. */
function Drawing({
  of,
  rows,
  width,
  top,
  scale,
}: {
  readonly of: AxisOf;
  readonly rows: readonly Row[];
  readonly width: number;
  readonly top: number;
  readonly scale: ReturnType<typeof axisScale>;
}) {
  const x = (c: Cents) => scale.at(c) * width;
  const broken = scale.breakAt === undefined ? undefined : scale.breakAt * width;
  return (
    <svg
      className="axis-drawing"
      width={width}
      height={LINE_HEIGHT}
      style={{ top }}
      aria-hidden="true"
      focusable="false"
    >
      {of.range !== undefined && (
        <rect
          className="range"
          x={x(of.range.low)}
          y={0}
          width={x(of.range.high) - x(of.range.low)}
          height={LINE_HEIGHT}
        />
      )}
      {of.band !== undefined && (
        <rect
          className="band"
          x={x(of.band.low)}
          y={10}
          width={Math.max(2, x(of.band.high) - x(of.band.low))}
          height={14}
          rx={2}
        />
      )}
      {broken === undefined ? (
        <path className="line" d={`M0 17H${width}`} />
      ) : (
        <>
          <path className="line" d={`M0 17H${broken - 6}M${broken + 6} 17H${width}`} />
          <path className="break" d={`M${broken - 6} 23l5 -12M${broken + 1} 23l5 -12`} />
        </>
      )}
      {rows.map((r) => (
        <Shape key={`${r.mark.kind} ${r.mark.name}`} mark={r.mark} x={r.x} />
      ))}
    </svg>
  );
}

/** All money about one case on one dollar axis; every mark opens its source. */
export function Axis({ of }: { readonly of: AxisOf }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const near = of.marks.filter((m) => !isFar(m)).map((m) => m.cents);
  const bands = [of.band, of.range].flatMap((b) => (b === undefined ? [] : [b.low, b.high]));
  const scale = axisScale(
    [...near, ...bands],
    of.marks.filter(isFar).map((m) => m.cents),
  );
  const above = rowsOf(of.marks.filter(isAbove), width, scale.at);
  const below = rowsOf(
    of.marks.filter((m) => !isAbove(m)),
    width,
    scale.at,
  );
  const lanes = (rows: readonly Row[]) => Math.max(0, ...rows.map((r) => r.lane + 1)) * LANE;
  const top = lanes(above);
  const missing = of.missing ?? [];
  return (
    <div className="axis-room">
      <section
        className="axis"
        ref={ref}
        aria-label="Benchmarks on one dollar axis"
        style={{ height: top + LINE_HEIGHT + lanes(below) }}
      >
        {width > 0 && (
          <>
            <Drawing of={of} rows={[...above, ...below]} width={width} top={top} scale={scale} />
            {above.map((r) => (
              <MarkLabel key={r.mark.name} mark={r.mark} left={r.left} top={top - (r.lane + 1) * LANE} />
            ))}
            {below.map((r) => (
              <MarkLabel key={r.mark.name} mark={r.mark} left={r.left} top={top + LINE_HEIGHT + r.lane * LANE} />
            ))}
          </>
        )}
      </section>
      {missing.length > 0 && <p className="xs k-fact kc right">{missing.map((m) => `${m} not loaded`).join(", ")}</p>}
    </div>
  );
}

const MINI_WIDTH = 112;

/** The axis in a row of the queue: what was paid, what is asked, and the plan's last offer between them. */
export function MiniAxis({
  paid,
  ask,
  offer,
}: {
  readonly paid: Cents;
  readonly ask: Cents;
  readonly offer?: Cents | undefined;
}) {
  const { at } = axisScale([paid, ask]);
  const x = (c: Cents) => 4 + at(c) * (MINI_WIDTH - 8);
  const said = `Paid ${showMoney(paid, "exact")}, ask ${showMoney(ask, "exact")}${offer === undefined ? "" : `, offered ${showMoney(offer, "exact")}`}`;
  return (
    <svg className="mini-axis" width={MINI_WIDTH} height={18} role="img" aria-label={said}>
      <path className="line" d={`M0 9H${MINI_WIDTH}`} />
      <path className="reach" d={`M${x(paid)} 9H${x(ask)}`} />
      <path className="paid" d={`M${x(paid) - 4} 15h8l-4 -7z`} />
      <circle className="ours" cx={x(ask)} cy={9} r={3.5} />
      {offer !== undefined && <rect className="theirs" x={x(offer) - 3.5} y={5.5} width={7} height={7} />}
    </svg>
  );
}

/** The axis of one line: paid against the benchmark and the middle half of published rates. */
export function BenchmarkStrip({
  paid,
  benchmark,
  band,
  name,
}: {
  readonly paid: Cents;
  readonly benchmark: Cents;
  readonly band?: { readonly low: Cents; readonly high: Cents } | undefined;
  readonly name: string;
}) {
  const { at } = axisScale([paid, benchmark, ...(band === undefined ? [] : [band.low, band.high])]);
  const x = (c: Cents) => 4 + at(c) * (MINI_WIDTH - 8);
  const said = `Paid ${showMoney(paid, "exact")}, ${name} ${showMoney(benchmark, "exact")}`;
  return (
    <svg className="mini-axis" width={MINI_WIDTH} height={20} role="img" aria-label={said}>
      <path className="line" d={`M0 9H${MINI_WIDTH}`} />
      {band !== undefined && (
        <rect
          className="band"
          x={x(band.low)}
          y={5}
          width={Math.max(2, x(band.high) - x(band.low))}
          height={8}
          rx={1.5}
        />
      )}
      <path className="benchmark" d={`M${x(benchmark)} 3v12`} />
      <path className="paid" d={`M${x(paid) - 4} 18h8l-4 -7z`} />
    </svg>
  );
}
