import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import { NotKnown } from "#web/kit/money.tsx";
import { Said } from "#web/kit/said.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { RANGE_HEADS, RangeCells } from "#web/pages/rates/expected.tsx";
import { useDesk } from "./desk.ts";
import { Lines } from "./lines-room.tsx";

const expectedQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "expected"],
    queryFn: ({ signal }) => answered(api.GET("/v1/cases/{case}/expected", { params: { path: { case: id } }, signal })),
    staleTime: 60_000,
  });

/** What this payer is to be expected to allow for one unit of each line, from the practice's own remittances. */
export function ExpectedByLine() {
  const { view } = useDesk();
  const { data, error, refetch } = useQuery(expectedQuery(view.row.id));
  if (error !== null) return <ProblemState thrown={error} retry={() => void refetch()} />;
  if (data === undefined) return null;
  return (
    <section className="sec by-line">
      <div className="h2row">
        <h2>
          Expected <Said word="allowed" />
        </h2>
        <span className="sm">One unit, by this payer, code and place, from your own remittances</span>
      </div>
      <Lines label="Expected allowed by line">
        <table className="flush">
          <caption className="vh">Expected allowed by line</caption>
          <thead>
            <tr>
              <th scope="col">Code</th>
              {RANGE_HEADS.map((h, i) => (
                <th key={h} scope="col" className={i < 4 ? "n" : undefined}>
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((r) => (
              <tr key={r.line}>
                <th scope="row" className="mono">
                  {r.code}
                  <span className="sub">
                    line {r.line}
                    {r.place !== null && `, place ${r.place}`}
                  </span>
                </th>
                {r.expected === null ? (
                  <td colSpan={5}>
                    <NotKnown>No payer of yours has allowed it yet</NotKnown>
                  </td>
                ) : (
                  <RangeCells of={r.expected} name={r.code} />
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Lines>
    </section>
  );
}
