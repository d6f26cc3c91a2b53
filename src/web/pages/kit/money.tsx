import type { Cents } from "#base/money.ts";
import { usd } from "#base/money.ts";
import { Axis, type AxisOf, BenchmarkStrip, type Mark, MiniAxis } from "#web/kit/axis.tsx";
import { HeatTable, MoneyBar, RightsBar } from "#web/kit/bars.tsx";

const mark = (kind: Mark["kind"], name: string, amount: string, barred?: string): Mark => ({
  kind,
  name,
  cents: usd(amount),
  source: { of: name, from: `Invented for the kit: ${name.toLowerCase()}` },
  ...(barred === undefined ? {} : { barred }),
});

const CASE_AXIS: AxisOf = {
  marks: [
    mark("benchmark", "Medicare", "295.00", "Medicare may not be weighed in federal arbitration."),
    mark("benchmark", "QPA", "592.59"),
    mark("published", "Median", "842.00"),
    mark("published", "p75", "1176.00"),
    mark("list", "UCR p80", "2498.00"),
    mark("list", "Charge", "2960.00"),
    mark("paid", "Paid", "533.69"),
    mark("theirs", "Plan offers", "770.00"),
    mark("limit", "Floor", "1030.00"),
    mark("limit", "Target", "1240.00"),
    mark("ours", "We ask", "1320.00"),
  ],
  band: { low: usd("610.00"), high: usd("1176.00"), name: "Published rates" },
  range: { low: usd("1030.00"), high: usd("1240.00") },
  missing: ["FAIR Health"],
};

export function Axes() {
  return (
    <section className="full">
      <h2>The axis</h2>
      <Axis of={CASE_AXIS} />
      <div className="row wrap mt4">
        <MiniAxis paid={usd("612.40")} ask={usd("5600.00")} />
        <MiniAxis paid={usd("2204.10")} ask={usd("12400.00")} offer={usd("4150.00")} />
        <MiniAxis paid={usd("0.00")} ask={usd("1640.00")} />
        <BenchmarkStrip
          name="QPA"
          paid={usd("398.12")}
          benchmark={usd("398.12")}
          band={{ low: usd("412.00"), high: usd("744.00") }}
        />
        <BenchmarkStrip name="benchmark" paid={usd("0.00")} benchmark={usd("58.90")} />
      </div>
    </section>
  );
}

const cell = (amount: string, lines: number) => ({ cents: usd(amount), lines });
const none = cell("0.00", 0);

const HEAT = [
  {
    key: "notice",
    name: "Send negotiation notice",
    note: "Federal, 30 business days",
    cells: [
      cell("8140.00", 19),
      cell("24180.00", 8),
      cell("31260.00", 37),
      cell("44870.00", 58),
      cell("22405.00", 31),
      none,
    ],
  },
  {
    key: "arbitration",
    name: "Start arbitration",
    note: "Federal, 4-day window",
    cells: [none, cell("9730.00", 4), cell("12040.00", 15), cell("6210.00", 8), none, none],
  },
  {
    key: "appeal",
    name: "Internal appeal",
    note: "ERISA and ACA, 180 days",
    cells: [
      cell("1200.00", 3),
      none,
      cell("3280.00", 4),
      cell("9460.00", 11),
      cell("8930.00", 10),
      cell("24406.00", 42),
    ],
  },
];

const WINDOW_SUMS: readonly Cents[] = ["11206", "38410", "57435", "70120", "36755", "46196"].map((a) => usd(`${a}.00`));

export function Bars() {
  return (
    <section className="full">
      <h2>Money bar, rights bar, heat</h2>
      <MoneyBar
        parts={[
          { name: "Underpaid", tone: "underpaid", cents: usd("171340.00") },
          { name: "Denied", tone: "denied", cents: usd("52118.00") },
          { name: "Needs a fact", tone: "fact", cents: usd("25458.00") },
          { name: "Expired", tone: "expired", cents: usd("11206.00") },
        ]}
      />
      <div className="mt4">
        <RightsBar cents={WINDOW_SUMS} />
      </div>
      <div className="mt6">
        <HeatTable rows={HEAT} cell={(row, window, inside) => <a href={`#${row.key}-${window}`}>{inside}</a>} />
      </div>
    </section>
  );
}
