import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import { Asked } from "#web/pages/map/asked.tsx";
import { Block, showMoment } from "./row.tsx";

const signInsQuery = queryOptions({
  queryKey: ["me", "sign-ins"],
  queryFn: ({ signal }) => answered(api.GET("/v1/me/sign-ins", { signal })),
});

const first = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** How one came in lately, and tries that failed, so that everybody sees what they did not do. */
export function SignIns() {
  const query = useQuery(signInsQuery);
  return (
    <Block title="Your sign-ins" says="What you do not know, tell an owner. Each is an event of the chain.">
      <Asked of={query} doing="Fetching sign-ins.">
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="sm t2">Nothing yet.</p>
          ) : (
            <ol className="rows sm">
              {rows.map((r) => (
                <li key={r.seq}>
                  <span className={r.what === "sign-in failed" ? "m k-denied kc" : "m"}>{first(r.what)}</span>
                  {r.by === null ? "" : `, ${r.by}`}
                  <span className="sub">
                    {showMoment(r.at)}, event <span className="num">{r.seq}</span>
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Asked>
    </Block>
  );
}
