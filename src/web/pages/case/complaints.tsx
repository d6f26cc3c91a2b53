import { useQuery } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import { Asked } from "#web/pages/map/asked.tsx";
import { SourceLine } from "#web/pages/playbooks/statement.tsx";
import { useDesk } from "./desk.ts";
import "#web/pages/playbooks/playbooks.css";

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
        {({ says, bodies }) => (
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
          </>
        )}
      </Asked>
    </section>
  );
}
