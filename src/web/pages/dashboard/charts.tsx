import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ComposedChart,
  LabelList,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { Cents } from "#base/money.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { showDate } from "#web/kit/day-words.ts";
import { showMoney, showShort } from "#web/kit/money-words.ts";
import { type Dashboard, rightsOf, runningShare } from "./findings.ts";

/** Charts of the dashboard. A chunk of their own, loaded with the dashboard alone. Places on a chart are fractions; amounts are not. */

const AXIS = { fontSize: 12, fill: "var(--text-3)" } as const;
const GRID = "var(--line)";
const ROW = 32;
/** Shades of rights, the first three days' orange kept for the nearest week. */
const SHADES = ["var(--ink)", "var(--ink-line)", "var(--baize-line)", "var(--fine-solid)", "var(--protected-solid)"];

const short = (name: string): string => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
const dollars = (c: Cents): number => Number(c) / 100;
const fromDollars = (d: number): Cents => BigInt(Math.round(d * 100)) as Cents;

interface MarkProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly payload?: { readonly final?: number | null };
}

const Triangle = ({ cx = 0, cy = 0 }: MarkProps) => (
  <path d={`M${cx - 5.5} ${cy + 5}h11l-5.5 -10z`} fill="var(--underpaid-solid)" />
);
/** No dot where the end is not known: nothing is drawn at zero. */
const Dot = ({ cx = 0, cy = 0, payload }: MarkProps) =>
  typeof payload?.final === "number" ? <circle cx={cx} cy={cy} r={5.5} fill="var(--ink)" /> : <g />;

/** What a point says, with the same rows as its table. */
const BOX = {
  contentStyle: {
    background: "var(--surface)",
    border: "1px solid var(--line-2)",
    borderRadius: 6,
    color: "var(--text)",
    fontSize: 12,
  },
  itemStyle: { color: "var(--text)" },
  cursor: { fill: "var(--hover)" },
} as const;

export function FirstPaidChart({ rows }: { readonly rows: Dashboard["firstPaid"] }) {
  const data = rows.map((r) => ({
    name: `${short(r.payer)}  ${r.n}`,
    first: r.allowedPercent,
    final: r.finalPercent,
    reach: r.finalPercent === null ? null : [r.allowedPercent, r.finalPercent],
  }));
  return (
    <ResponsiveContainer width="100%" height={rows.length * ROW + 40}>
      <ComposedChart
        layout="vertical"
        data={data}
        margin={{ top: 4, right: 52, bottom: 4, left: 0 }}
        accessibilityLayer
      >
        <CartesianGrid horizontal={false} stroke={GRID} />
        <XAxis type="number" tick={AXIS} unit="%" axisLine={false} tickLine={false} domain={[0, "auto"]} />
        <YAxis type="category" dataKey="name" width={218} tick={AXIS} axisLine={false} tickLine={false} />
        <ReferenceLine x={100} stroke="var(--control)" />
        <Bar dataKey="reach" barSize={3} fill="var(--ink-line)" isAnimationActive={false} tooltipType="none" />
        <Scatter dataKey="first" name="First allowed" shape={<Triangle />} isAnimationActive={false}>
          <LabelList
            dataKey="first"
            position="left"
            offset={10}
            formatter={(v) => `${Math.round(Number(v))}%`}
            style={{ fontSize: 12, fontWeight: 600, fill: "var(--text)" }}
          />
        </Scatter>
        <Scatter dataKey="final" name="Final" shape={<Dot />} isAnimationActive={false} />
        <Tooltip {...BOX} formatter={(v) => `${Math.round(Number(v))}% of the benchmark`} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

export function AtStakeChart({ weeks }: { readonly weeks: Dashboard["atStake"] }) {
  const rights = rightsOf(weeks);
  const data = weeks.map((w) => ({
    week: showDate(dayOf(w.week)),
    ...Object.fromEntries(rights.map((r) => [r, dollars(centsOf(w.byRight[r] ?? "0.00"))])),
  }));
  return (
    <>
      <ul className="chart-keys xs">
        {rights.map((r, i) => (
          <li key={r}>
            <i style={{ background: SHADES[i % SHADES.length] }} />
            {r}
          </li>
        ))}
      </ul>
      <ResponsiveContainer width="100%" height={216}>
        <BarChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} stroke={GRID} />
          <XAxis dataKey="week" tick={AXIS} axisLine={{ stroke: "var(--line-2)" }} tickLine={false} />
          <YAxis
            tick={AXIS}
            axisLine={false}
            tickLine={false}
            width={48}
            tickFormatter={(v: number) => showShort(fromDollars(v))}
          />
          <Tooltip {...BOX} formatter={(v) => showMoney(fromDollars(Number(v)), "estimate")} />
          {rights.map((r, i) => (
            <Bar
              key={r}
              dataKey={r}
              stackId="all"
              fill={SHADES[i % SHADES.length] ?? "var(--ink)"}
              maxBarSize={44}
              isAnimationActive={false}
            >
              {data.map((d, week) => (
                <Cell
                  key={d.week}
                  {...(week === 0 ? { fill: "var(--expiring-solid)", fillOpacity: Math.max(0.35, 1 - i * 0.25) } : {})}
                />
              ))}
            </Bar>
          ))}
        </BarChart>
      </ResponsiveContainer>
    </>
  );
}

interface Lying {
  readonly name: string;
  readonly value: number;
  readonly after: string;
}

/** Bars that lie, with their number and a word behind each. */
function LyingBars({
  rows,
  fill,
  width,
}: {
  readonly rows: readonly Lying[];
  readonly fill: string;
  readonly width: number;
}) {
  return (
    <ResponsiveContainer width="100%" height={rows.length * ROW + 8}>
      <BarChart
        layout="vertical"
        data={[...rows]}
        margin={{ top: 0, right: 128, bottom: 0, left: 0 }}
        accessibilityLayer
      >
        <XAxis type="number" hide domain={[0, "dataMax"]} />
        <YAxis type="category" dataKey="name" width={width} tick={AXIS} axisLine={false} tickLine={false} />
        <Tooltip {...BOX} formatter={(v) => `${Number(v).toLocaleString("en-US")} counted`} />
        <Bar dataKey="value" fill={fill} barSize={14} radius={2} isAnimationActive={false}>
          <LabelList dataKey="after" position="right" style={{ fontSize: 12, fill: "var(--text-2)" }} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}

export const FunnelChart = ({ stages }: { readonly stages: Dashboard["funnel"] }) => (
  <LyingBars
    width={168}
    fill="var(--ink-line)"
    rows={stages.map((s) => ({
      name: short(s.stage),
      value: s.count,
      after: `${s.count.toLocaleString("en-US")} ${s.unit}${s.dropped === null ? "" : `  ${short(s.dropped)}`}`,
    }))}
  />
);

export const DenialChart = ({ rows }: { readonly rows: Dashboard["denials"] }) => (
  <LyingBars
    width={196}
    fill="var(--denied-line)"
    rows={runningShare(rows).map(({ row, soFar }) => ({
      name: short(`${row.reason} ${row.meaning}`),
      value: row.value,
      after: `${row.value}  ${soFar}% so far`,
    }))}
  />
);
