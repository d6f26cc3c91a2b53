import { ListLink } from "#web/pages/map/list-link.tsx";
import { type Dashboard, runningShare } from "./findings.ts";

/** Bars that lie: a name, a bar, its number, and a word. Rows of a page, so that long names and words break as text does. */

interface Row {
  readonly key: string;
  readonly name: string;
  readonly word: string;
  readonly value: number;
  readonly after: string;
  readonly list: string | null;
}

function RowsChart({ rows, tone }: { readonly rows: readonly Row[]; readonly tone: "ink" | "denied" }) {
  const most = Math.max(1, ...rows.map((r) => r.value));
  return (
    <ul className={`rows-chart ${tone}`}>
      {rows.map((r) => (
        <li key={r.key}>
          <span className="rows-name">
            <span className={r.word === "" ? "t2" : "mono"}>{r.name}</span> <span className="t2">{r.word}</span>
          </span>
          <span className="rows-bar">
            <i style={{ flexBasis: `${(r.value / most) * 62}%` }} />
            <b className="num m">
              {r.list === null ? (
                r.value.toLocaleString("en-US")
              ) : (
                <ListLink list={r.list}>
                  <span className="vh">{r.name}: </span>
                  {r.value.toLocaleString("en-US")}
                </ListLink>
              )}
            </b>
            <span className="t3">{r.after}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

export const FunnelChart = ({ stages }: { readonly stages: Dashboard["funnel"] }) => (
  <RowsChart
    tone="ink"
    rows={stages.map((s) => ({
      key: s.stage,
      name: s.stage,
      word: "",
      value: s.count,
      after: `${s.unit}${s.dropped === null ? "" : `; ${s.dropped}`}`,
      list: s.list,
    }))}
  />
);

export const DenialChart = ({ rows }: { readonly rows: Dashboard["denials"] }) => (
  <RowsChart
    tone="denied"
    rows={runningShare(rows).map(({ row, soFar }) => ({
      key: row.reason,
      name: row.reason,
      word: row.meaning,
      value: row.value,
      after: `${soFar}% so far`,
      list: row.list,
    }))}
  />
);
