import { useQuery } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import { Checklist, type CheckState } from "#web/kit/chips.tsx";
import { Loading, ProblemState } from "#web/kit/states.tsx";
import { useDesk } from "./desk.ts";
import { datesSaid } from "./fact-words.ts";

/** What to look at before an offer is taken or an agreement is signed: each matter, how it stands and who says so. */

interface Asked {
  readonly offer?: number;
  readonly agreement?: number;
  /** What of the offer the patient owes, as typed; absent while it is no amount. */
  readonly patient?: string;
}

const signingQuery = (id: string, asked: Asked) => ({
  queryKey: ["case", id, "signing", asked],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    answered(api.POST("/v1/cases/{case}/signing", { params: { path: { case: id } }, body: asked, signal })),
});

type Check = Awaited<ReturnType<ReturnType<typeof signingQuery>["queryFn"]>>["checks"][number];

const STATES: Readonly<Record<Check["is"], CheckState>> = { pass: "done", fail: "blocked", "not known": "missing" };
const stateOf = (c: Check): CheckState => (c.allowed ? "done" : STATES[c.is]);

/** The list before signing, by its source. It is read again when what is asked changes. */
export function SignChecks(asked: Asked) {
  const { view } = useDesk();
  const { data, error, isPending, refetch } = useQuery(signingQuery(view.row.id, asked));
  return (
    <section aria-label="Before signing" className="mt3">
      <h3>Before signing</h3>
      {isPending && <Loading doing="Looking at what would be signed." />}
      {error !== null && <ProblemState thrown={error} retry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <Checklist
            items={data.checks.map((c) => ({
              key: c.id,
              state: stateOf(c),
              text: (
                <>
                  {c.label}: {datesSaid(c.says)}. <span className="xs t3">{datesSaid(c.source)}</span>
                </>
              ),
            }))}
          />
          {!data.clear && <p className="sm k-denied kc">While one of these is not so there is no paper to sign.</p>}
        </>
      )}
    </section>
  );
}
