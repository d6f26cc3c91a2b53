import { useQuery } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Asked } from "#web/pages/map/asked.tsx";
import { SourceLine } from "#web/pages/playbooks/statement.tsx";
import { useDesk } from "./desk.ts";
import "#web/pages/playbooks/playbooks.css";

type Heard = Answer<"getComplaintBodies">;

/** Who speaks for physicians where the care was given; it hears no complaint. Of a state that was not read nothing is said. */
function StateAssociation({ of, state }: { readonly of: Heard["association"]; readonly state: string | null }) {
  return (
    <div className="mt3">
      <h3 className="m">Who speaks for physicians there</h3>
      {of === null ? (
        <p className="sm t2">
          {state === null ? "The state is not known." : `Of ${state} no association’s own page was read.`}
        </p>
      ) : (
        <>
          <p className="sm">
            <a href={of.url} target="_blank" rel="noreferrer">
              {of.name}
            </a>{" "}
            <span className="t3">({of.short})</span>
          </p>
          <p className="xs t3">
            Its name and site, from{" "}
            <a href={of.page} target="_blank" rel="noreferrer">
              a page of its own
            </a>
            , read {showDateOfYear(dayOf(of.day))}. It may advise its members; a complaint goes to the bodies above.
          </p>
        </>
      )}
    </div>
  );
}

/** Who hears a complaint about this claim: by who funds its plan and its state, each with its source and day. */
export function Complaints() {
  const { id, version } = useDesk().view.row;
  const query = useQuery({
    queryKey: ["case", id, "complaint bodies", version],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/cases/{case}/complaint-bodies", { params: { path: { case: id } }, signal })),
  });
  return (
    <section className="tab-sec pad-x" aria-label="Who hears a complaint">
      <h2>Who hears a complaint</h2>
      <Asked of={query} doing="Looking for who hears a complaint.">
        {({ says, bodies, state, association }) => (
          <>
            <p className="sm t2 mt1">{says}</p>
            {bodies.map((b) => (
              <div key={b.id} className="mt3">
                <h3 className="m">{b.name}</h3>
                <p className="sm t2">{b.why}</p>
                <ul className="said">
                  {b.statements.map((s) => (
                    <li key={s.text}>
                      <p>{s.text}</p>
                      <SourceLine of={s} />
                    </li>
                  ))}
                </ul>
              </div>
            ))}
            <StateAssociation of={association} state={state} />
          </>
        )}
      </Asked>
    </section>
  );
}
