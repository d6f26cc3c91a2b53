import { useMediaQuery } from "@mantine/hooks";
import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ComposedChart,
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
import { cutTo, widthOf } from "#web/kit/text-width.ts";
import { type Dashboard, rightsOf } from "./findings.ts";

/** Charts of the dashboard. A chunk of their own, loaded with the dashboard alone. Places on a chart are fractions; amounts are not. */

const AXIS = { fontSize: 12, fill: "var(--text-3)" } as const;
const GRID = "var(--line)";
const ROW = 32;
/** Shades of rights, the first three days' orange kept for the nearest week. */
const SHADES = ["var(--ink)", "var(--ink-line)", "var(--baize-line)", "var(--fine-solid)", "var(--protected-solid)"];

/** Pixels for a payer's name and how many lines it has. */
const NAMES = { wide: 250, narrow: 148 } as const;
const dollars = (c: Cents): number => Number(c) / 100;
const fromDollars = (d: number): Cents => BigInt(Math.round(d * 100)) as Cents;

interface MarkProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly payload?: { readonly first?: number; readonly final?: number | null };
}

/** With its figure, on the side where the end does not lie. */
function Triangle({ cx = 0, cy = 0, payload }: MarkProps) {
  const { first = 0, final } = payload ?? {};
  const isEndLeft = typeof final === "number" && final < first;
  return (
    <g>
      <path d={`M${cx - 5.5} ${cy + 5}h11l-5.5 -10z`} fill="var(--underpaid-solid)" />
      <text
        x={cx + (isEndLeft ? 12 : -12)}
        y={cy}
        dy={4}
        textAnchor={isEndLeft ? "start" : "end"}
        fontSize={12}
        fontWeight={600}
        fill="var(--text)"
      >
        {Math.round(first)}%
      </text>
    </g>
  );
}
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

interface NameProps {
  readonly y?: string | number;
  readonly payload?: { readonly value?: string; readonly index?: number };
  readonly counts: readonly number[];
  readonly room: number;
}

/** The payer at the left, its number of lines in grey beside the axis. */
function PayerName({ y = 0, payload, counts, room }: NameProps) {
  const count = counts[payload?.index ?? -1]?.toLocaleString("en-US") ?? "";
  const [GAP, END] = [10, 8];
  return (
    <g fontSize={12}>
      <title>{payload?.value}</title>
      <text x={0} y={y} dy={4} fill="var(--text-2)">
        {cutTo(payload?.value ?? "", room - END - GAP - widthOf(count))}
      </text>
      <text x={room - END} y={y} dy={4} textAnchor="end" fill="var(--text-3)">
        {count}
      </text>
    </g>
  );
}

/** Whole halves of the benchmark, so that the benchmark itself is one of them. */
const ticksTo = (most: number): number[] => Array.from({ length: Math.ceil(most / 50) + 1 }, (_, i) => i * 50);

export function FirstPaidChart({ rows }: { readonly rows: Dashboard["firstPaid"] }) {
  const data = rows.map((r) => ({
    name: r.payer,
    n: r.n,
    first: r.allowedPercent,
    final: r.finalPercent,
    reach: r.finalPercent === null ? null : [r.allowedPercent, r.finalPercent],
  }));
  const room = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false })
    ? NAMES.narrow
    : NAMES.wide;
  const ticks = ticksTo(Math.max(100, ...rows.map((r) => Math.max(r.allowedPercent, r.finalPercent ?? 0))));
  return (
    <ResponsiveContainer width="100%" height={rows.length * ROW + 40}>
      <ComposedChart
        layout="vertical"
        data={data}
        margin={{ top: 4, right: 52, bottom: 4, left: 0 }}
        accessibilityLayer
      >
        <CartesianGrid horizontal={false} stroke={GRID} />
        <XAxis
          type="number"
          tick={AXIS}
          unit="%"
          axisLine={false}
          tickLine={false}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 100]}
        />
        <YAxis
          type="category"
          dataKey="name"
          width={room}
          tick={<PayerName counts={rows.map((r) => r.n)} room={room} />}
          axisLine={false}
          tickLine={false}
          interval={0}
        />
        <ReferenceLine x={100} stroke="var(--control)" />
        <Bar dataKey="reach" barSize={3} fill="var(--ink-line)" isAnimationActive={false} tooltipType="none" />
        <Scatter dataKey="first" name="First allowed" shape={<Triangle />} isAnimationActive={false} />
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
