import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import { meQuery, useMay } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Said } from "#web/kit/said.tsx";
import { NoPermission, ProblemState } from "#web/kit/states.tsx";
import { LetIn } from "./let-in.tsx";
import { More } from "./more.tsx";
import { Block, showMoment } from "./row.tsx";

function Verify() {
  const queries = useQueryClient();
  const verify = useMutation({
    mutationFn: () => answered(api.POST("/v1/audit/verify")),
    onSuccess: () => void queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  const found = verify.data;
  return (
    <Block
      title="Verify"
      says={
        <>
          Reads the whole <Said word="audit chain">chain</Said> and the rows of every import back and names what was
          changed, is missing or out of order.
        </>
      }
    >
      <Button busy={verify.isPending} onClick={() => verify.mutate()}>
        Verify the chain
      </Button>
      {verify.isError && <ProblemState thrown={verify.error} />}
      {found !== undefined && (
        <div role="status" className="mt3">
          <p className={found.intact ? "verdict small k-paid kc" : "verdict small k-denied kc"}>
            <Glyph name={found.intact ? "check" : "warn"} /> {found.events.toLocaleString("en-US")} events and the rows
            of {found.imports.toLocaleString("en-US")} imports,{" "}
            {found.intact
              ? "chain intact."
              : `chain broken at ${found.findings.length} ${found.findings.length === 1 ? "place" : "places"}.`}
          </p>
          <ul className="sm mt1">
            {found.findings.map((f) => (
              <li key={`${f.seq} ${f.what}`}>
                {f.seq === null ? null : (
                  <>
                    Event <span className="num">{f.seq}</span>:{" "}
                  </>
                )}
                {f.what}
              </li>
            ))}
          </ul>
          <p className="xs t3 mt1">
            {showMoment(found.checkedAt)}, head <span className="mono break">{found.head}</span>
          </p>
        </div>
      )}
    </Block>
  );
}

const eventsQuery = infiniteQueryOptions({
  queryKey: ["audit", "events"],
  queryFn: ({ pageParam, signal }) =>
    answered(api.GET("/v1/audit/events", { params: { query: { cursor: pageParam, limit: 50 } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
});

const accessQuery = infiniteQueryOptions({
  queryKey: ["audit", "access"],
  queryFn: ({ pageParam, signal }) =>
    answered(api.GET("/v1/access-log", { params: { query: { cursor: pageParam, limit: 50 } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
});

function Events() {
  const query = useInfiniteQuery(eventsQuery);
  const rows = query.data?.pages.flatMap((p) => p.rows) ?? [];
  return (
    <Block title="Events" says="Everything that happened, newest first. None is ever changed.">
      {query.isError && <ProblemState thrown={query.error} retry={() => void query.refetch()} />}
      <ol className="rows sm">
        {rows.map((e) => (
          <li key={e.seq}>
            <span className="m">{e.what}</span>
            <span className="sub">
              <span className="num">{e.seq}</span>, {showMoment(e.at)}, {e.actor}
              {e.subject === null ? "" : `, ${e.subject}`}, <span className="mono">{e.hash.slice(0, 10)}</span>
            </span>
          </li>
        ))}
      </ol>
      <More query={query} />
    </Block>
  );
}

function Access() {
  const query = useInfiniteQuery(accessQuery);
  const rows = query.data?.pages.flatMap((p) => p.rows) ?? [];
  return (
    <Block title="Access log" says="Who read which patient's data, newest first.">
      {query.isError && <ProblemState thrown={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && rows.length === 0 && <p className="sm t2">Nobody read a patient's data yet.</p>}
      <ol className="rows sm">
        {rows.map((r) => (
          <li key={`${r.at} ${r.subject} ${r.act}`}>
            {r.person ?? "A program"}: {r.act}, <span className="mono">{r.subject}</span>
            <span className="sub">{showMoment(r.at)}</span>
          </li>
        ))}
      </ol>
      <More query={query} />
    </Block>
  );
}

/** The chain of events and the log of reads, and the proof that nobody touched them. */
export function AuditPart() {
  const may = useMay("see audit");
  if (!may) return <NoPermission says="Your role does not see the audit." />;
  return (
    <>
      <Verify />
      <LetIn />
      <Events />
      <Access />
    </>
  );
}
