import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { PlaybookBody } from "#web/pages/playbooks/playbook.tsx";
import { casePlaybooksQuery } from "#web/pages/playbooks/playbook-data.ts";
import { useDesk } from "./desk.ts";
import "./vendor-line.css";

/** The playbook that fits this case, found by its codes, providers and place, and why; others that fit beside it. */
export function PlaybookPanel() {
  const { view } = useDesk();
  const [chosen, choose] = useState<string>();
  const query = useQuery(casePlaybooksQuery(view.row.id));
  return (
    <section className="tab-sec pad-x" aria-label="Playbook">
      <h2>Playbook</h2>
      <Asked of={query} doing="Looking for the playbook.">
        {({ fitting }) => {
          const shown = fitting.find((f) => f.playbook.id === chosen) ?? fitting[0];
          if (shown === undefined)
            return (
              <p className="sm t2 mt1">
                No playbook fits the codes of this claim.{" "}
                <Link to="/playbooks" className="in-sentence">
                  See all
                </Link>
                .
              </p>
            );
          return (
            <>
              <p className="sm t2 mt1">
                {shown.playbook.title}. {shown.because.join(" ")}
              </p>
              {fitting.length > 1 && (
                <div className="row wrap mt2">
                  {fitting.map((f) => (
                    <Button
                      key={f.playbook.id}
                      size="small"
                      kind="quiet"
                      aria-pressed={f === shown}
                      onClick={() => choose(f.playbook.id)}
                    >
                      {f.playbook.title}
                    </Button>
                  ))}
                </div>
              )}
              <details className="mt2">
                <summary className="m">What to have, what they say, what to answer</summary>
                <div className="mt3">
                  <PlaybookBody of={shown.playbook} />
                </div>
              </details>
            </>
          );
        }}
      </Asked>
    </section>
  );
}
