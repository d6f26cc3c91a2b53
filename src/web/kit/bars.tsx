import type { ReactNode } from "react";
import type { Cents } from "#base/money.ts";
import type { Tone } from "./classes.ts";
import { tint, weights } from "./heat.ts";
import { showMoney, showShort } from "./money-words.ts";
import "./bars.css";

export interface Part {
  readonly name: string;
  readonly tone: Tone;
  readonly cents: Cents;
}

const sayParts = (parts: readonly Part[]): string =>
  parts.map((p) => `${p.name} ${showMoney(p.cents, "sum")}`).join(", ");

/** Dollars by class as one bar. Expired is hatched: it is loss, not alarm. `slim` stands in a table row. */
export function MoneyBar({ parts, slim = false }: { readonly parts: readonly Part[]; readonly slim?: boolean }) {
  const flex = weights(parts.map((p) => p.cents));
  return (
    <div className={slim ? "money-bar slim" : "money-bar"} role="img" aria-label={sayParts(parts)}>
      {parts.map((p, i) =>
        (flex[i] ?? 0) === 0 ? null : (
          <i
            key={p.name}
            className={`k-${p.tone}${p.tone === "expired" ? " hatch" : ""}`}
            style={{ flexGrow: flex[i] }}
          />
        ),
      )}
    </div>
  );
}

/** Windows of business days, in their order: expired, then near to far. */
export const WINDOWS = ["gone", "0 to 3", "4 to 10", "11 to 20", "21 to 30", "31 and over"] as const;

/** Dollars of rights by how many business days are left: expired hatched, three days orange, then steps of ink. */
export function RightsBar({ cents }: { readonly cents: readonly Cents[] }) {
  const flex = weights(cents);
  const said = WINDOWS.map((w, i) => `${w} ${showMoney(cents[i] ?? (0n as Cents), "sum")}`).join(", ");
  return (
    <div className="rights-bar" role="img" aria-label={`Rights by business days left: ${said}`}>
      {WINDOWS.map((w, i) => (
        <span key={w} className="part" style={{ flexGrow: flex[i] }}>
          <i className={`step-${i}`} />
          <span className="t3">{w}</span>
          <b className="m num">{showShort(cents[i] ?? (0n as Cents))}</b>
        </span>
      ))}
    </div>
  );
}

export interface HeatRow {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  readonly cells: readonly { readonly cents: Cents; readonly lines: number }[];
}

/** Rights by window: dollars over lines, tinted by dollars. `cell` wraps what is in one in a link to its list. */
export function HeatTable({
  rows,
  cell,
}: {
  readonly rows: readonly HeatRow[];
  readonly cell: (row: HeatRow, window: number, inside: ReactNode) => ReactNode;
}) {
  const greatest = rows
    .flatMap((r) => r.cells.slice(1))
    .reduce<Cents>((a, c) => (c.cents > a ? c.cents : a), 0n as Cents);
  const totals = WINDOWS.map((_, i) =>
    rows.reduce<Cents>((sum, r) => (sum + (r.cells[i]?.cents ?? 0n)) as Cents, 0n as Cents),
  );
  return (
    <section className="heat-room" aria-label="Rights aging">
      <table className="heat">
        <caption className="vh">Dollars by right, by business days left</caption>
        <thead>
          <tr>
            <th scope="col">Right</th>
            {WINDOWS.map((w, i) => (
              <th key={w} scope="col" className="n">
                {i === 0 ? "Expired" : w}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <span className="m">{row.name}</span>
                <span className="sub">{row.note}</span>
              </th>
              {WINDOWS.map((w, i) => {
                const { cents, lines } = row.cells[i] ?? { cents: 0n as Cents, lines: 0 };
                if (lines === 0)
                  return (
                    <td key={w}>
                      <span className="cell none">
                        <span aria-hidden="true">–</span>
                        <span className="vh">none</span>
                      </span>
                    </td>
                  );
                const inside = (
                  <span
                    className={i === 0 ? "cell gone" : i === 1 ? "cell near" : "cell"}
                    style={{ "--a": tint(cents, greatest) }}
                  >
                    <span className="m">{showMoney(cents, "estimate")}</span>
                    <span className="sub">
                      {lines.toLocaleString("en-US")} {lines === 1 ? "line" : "lines"}
                    </span>
                  </span>
                );
                return <td key={w}>{cell(row, i, inside)}</td>;
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            {WINDOWS.map((w, i) => (
              <td key={w} className="n">
                {showMoney(totals[i] ?? (0n as Cents), "estimate")}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
