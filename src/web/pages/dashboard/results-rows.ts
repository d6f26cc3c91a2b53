import { type Cents, formatUsd, sum } from "#base/money.ts";
import { centsOf } from "#web/data/wire.ts";
import { showMoney } from "#web/kit/money-words.ts";
import type { Dashboard, TableOf } from "./findings.ts";

/** What negotiating brought, as a sentence and as rows that say what was counted and how many. */

type Results = Dashboard["results"];
type SpreadOf<V> = { n: number; median: V; low25: V; high75: V; median95: { low: V; high: V } | null } | null;

const sums = (text: string): string => showMoney(centsOf(text), "sum");
const cases = (n: number): string => `${n.toLocaleString("en-US")} ${n === 1 ? "case" : "cases"}`;
const percent = (x: number): string => `${Math.round(x)}%`;
const share = (x: number): string => percent(x * 100);

export function resultsFinding(r: Results): string {
  if (r.settled === 0) return "Nothing was settled in this period.";
  const more = (centsOf(r.promised) - centsOf(r.before)) as Cents;
  const half = r.settled < 2 || r.uplift === null ? "" : `; half of them for ${sums(r.uplift.median)} or more`;
  return `${cases(r.settled)} settled for ${showMoney(more, "sum")} more than was first paid${half}.`;
}

const NONE = "nothing counted";

/** "3 settled cases", "1 settled case". */
const counted = (n: number, unit: string): string =>
  `${n.toLocaleString("en-US")} ${n === 1 ? unit.replace("cases", "case") : unit}`;

function spreadRow<V>(name: string, s: SpreadOf<V>, say: (v: V) => string, unit: string): readonly string[] {
  if (s === null) return [name, NONE, "", ""];
  const sure =
    s.median95 === null
      ? "too few to say how sure"
      : `middle between ${say(s.median95.low)} and ${say(s.median95.high)}, 95%`;
  const half = s.n < 2 ? "" : `half lie from ${say(s.low25)} to ${say(s.high75)}; ${sure}`;
  return [name, `${say(s.median)} in the middle`, half, counted(s.n, unit)];
}

const shareRow = (name: string, s: Results["atFirst"], unit: string): readonly string[] =>
  s.n === 0
    ? [name, NONE, "", ""]
    : [
        name,
        share(s.hits / s.n),
        `between ${share(s.low)} and ${share(s.high)}, 95%`,
        `${s.hits.toLocaleString("en-US")} of ${counted(s.n, unit)}`,
      ];

const days = (n: number): string => `${Math.round(n)} days`;
const acts = (n: number): string => `${Math.round(n)} acts`;

const exact = (text: string): string => showMoney(centsOf(text), "exact");

const total = (n: Results["net"]): string => formatUsd(sum([n.fees, n.staff, n.delay].map(centsOf)));

function netRows(n: Results["net"]): readonly (readonly string[])[] {
  const of = counted(n.net?.n ?? 0, "negotiated cases with a first offer");
  const took = `fees ${exact(n.fees)}, staff ${exact(n.staff)} for ${n.minutes.toLocaleString("en-US")} minutes, waiting ${exact(n.delay)}`;
  return [
    spreadRow("Above the first offer, before what it took", n.gross, sums, "negotiated cases with a first offer"),
    ["What it took", n.net === null ? NONE : exact(total(n)), n.net === null ? "" : took, n.net === null ? "" : of],
    spreadRow("Above the first offer, net", n.net, sums, "negotiated cases with a first offer"),
    spreadRow("More than first paid, net, negotiated", n.alike.negotiated, sums, "cases with their like"),
    spreadRow("More than first paid, net, first offer taken", n.alike.took, sums, "cases with their like"),
    [
      "Negotiated above taken, middle less middle",
      n.alike.apart === null ? "too few to say" : exact(n.alike.apart),
      "",
      `${n.tookFirst.toLocaleString("en-US")} took the first offer`,
    ],
  ];
}

export function resultsTable(r: Results): TableOf {
  return {
    heads: ["Measure", "Figure", "Spread", "Counted"],
    rows: [
      shareRow("Lines first paid below the benchmark", r.underpaid, "lines paid, with a benchmark"),
      spreadRow("More than was first paid, a case", r.uplift, sums, "settled cases"),
      spreadRow("The same, of what was first paid", r.upliftPercent, percent, "cases paid something first"),
      spreadRow("More than the payer's first offer, a case", r.overFirst, sums, "cases with both offers written down"),
      ...netRows(r.net),
      shareRow("Settled at the first offer or below", r.atFirst, "cases"),
      shareRow("Settled without a forum", r.withoutForum, "settled cases"),
      spreadRow("From opening to the whole sum", r.days, days, "cases paid in full"),
      spreadRow("Work on a case", r.acts, acts, "settled cases"),
    ],
  };
}
