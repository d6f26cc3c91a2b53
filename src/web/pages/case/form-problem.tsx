import { Button } from "#web/kit/button.tsx";
import { Cite } from "#web/kit/chips.tsx";
import { useDesk } from "./desk.ts";
import { ago, msOf, nowMs } from "./moment-words.ts";

/**
 * Why the last act was refused, inside the form that asked for it. After a change by somebody else it says who, when and
 * what, and the same act can be done on the case as it is now: what was typed is kept.
 */
export function FormProblem() {
  const { failed, again, dismiss, busy } = useDesk();
  if (failed === undefined) return null;
  const { said } = failed.problem;
  if (failed.problem.is("stale-version")) {
    const since = said.since ?? [];
    const last = since[0];
    const at = last === undefined ? undefined : msOf(last.at);
    return (
      <div className="refused" role="alert">
        <p className="m">
          {last === undefined
            ? "Changed by somebody else."
            : `Changed by ${last.by} ${at === undefined ? "" : ago(at, nowMs())}.`}
        </p>
        <ul className="sm">
          {since.map((s) => (
            <li key={`${s.at} ${s.what}`}>
              {s.what}, {s.by}
            </li>
          ))}
        </ul>
        <p className="sm t2">Nothing was changed by you. What you typed is kept.</p>
        <div className="row">
          <Button size="small" busy={busy} onClick={again}>
            Do it all the same
          </Button>
          <Button size="small" kind="quiet" onClick={dismiss}>
            Look first
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="refused" role="alert">
      <p className="m">{said.title}.</p>
      {said.detail !== undefined && <p className="sm">{said.detail}</p>}
      {said.cite !== undefined && <Cite>{said.cite}</Cite>}
      {said.fields?.map((f) => (
        <p key={f.path} className="sm">
          <span className="mono">{f.path}</span> {f.message}
        </p>
      ))}
      <div className="row">
        <Button size="small" kind="quiet" onClick={dismiss}>
          Put away
        </Button>
        {said.id !== undefined && <span className="xs t3 mono">{said.id}</span>}
      </div>
    </div>
  );
}
