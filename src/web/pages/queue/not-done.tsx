import { Link } from "@tanstack/react-router";
import { Button } from "#web/kit/button.tsx";
import { Cite } from "#web/kit/chips.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import type { NotDone } from "./acts.ts";

/** What was not done and why, above the list, until it is put away. The input is kept for another try. */
export function NotDoneNotice({
  of,
  again,
  select,
  dismiss,
}: {
  readonly of: NotDone;
  readonly again: () => void;
  /** Left out where nothing can be selected. */
  readonly select?: (ids: readonly string[]) => void;
  readonly dismiss: () => void;
}) {
  if (of.refused.length === 0)
    return (
      <div className="pad">
        <ProblemState thrown={of.thrown} retry={again}>
          <Button kind="quiet" onClick={dismiss}>
            Put away
          </Button>
        </ProblemState>
      </div>
    );
  return (
    <section className="not-done" aria-label="Refused">
      <div className="row between">
        <h2>
          {of.refused.length} of {of.rows.length} refused
        </h2>
        <span className="row">
          {select !== undefined && (
            <Button size="small" onClick={() => select(of.refused.map((r) => r.case))}>
              Select them
            </Button>
          )}
          <Button size="small" kind="quiet" onClick={dismiss}>
            Put away
          </Button>
        </span>
      </div>
      <ul>
        {of.refused.map((r) => (
          <li key={r.case} className="row wrap base">
            <Link to="/cases/$case" params={{ case: r.case }} className="mono">
              {r.number}
            </Link>
            <span>{r.because}</span>
            {r.cite !== null && <Cite>{r.cite}</Cite>}
          </li>
        ))}
      </ul>
    </section>
  );
}
