import { type ReactNode, useEffect, useState } from "react";
import { asProblem } from "#web/data/problem.ts";
import { Button } from "./button.tsx";
import "./states.css";

/** What a page shows when it has nothing, does not have it yet, or cannot have it. Plain advice, one thing to do. */

interface StateProps {
  /** One sentence in serif that is true and useful. */
  readonly says: ReactNode;
  readonly more?: ReactNode;
  readonly children?: ReactNode;
}

function State({ says, more, children }: StateProps) {
  return (
    <div className="state">
      <p className="verdict small">{says}</p>
      {more !== undefined && <p className="sm t2 mt1">{more}</p>}
      {children !== undefined && <div className="row wrap mt3">{children}</div>}
    </div>
  );
}

/** `<Empty says="Nothing lapses in the next ten business days." more="The next date is ...">one action</Empty>` */
export const Empty = (props: StateProps) => <State {...props} />;

/** What this role may not see, and who may let it. */
export function NoPermission({ says = "Your role does not see this.", more, children }: Partial<StateProps>) {
  return (
    <State says={says} more={more ?? "An owner or director can change roles under Settings, People."}>
      {children}
    </State>
  );
}

/** Nothing was loaded and there is no network. What was loaded before stays on its page. */
export const Offline = ({ retry }: { readonly retry: () => void }) => (
  <State
    says="There is no network."
    more="What you change waits here and is sent when it is back. This page was not loaded before."
  >
    <Button onClick={retry}>Try again</Button>
  </State>
);

/** What went wrong in the server's own words, what to do, and the id that finds it in the log. */
export function ProblemState({
  thrown,
  retry,
  children,
}: {
  readonly thrown: unknown;
  readonly retry?: () => void;
  readonly children?: ReactNode;
}) {
  const { said } = asProblem(thrown);
  return (
    <div className="state" role="alert">
      <p className="verdict small">{said.title}.</p>
      {said.detail !== undefined && <p className="sm t2 mt1">{said.detail}</p>}
      {said.fields !== undefined && (
        <ul className="sm mt2">
          {said.fields.map((f) => (
            <li key={f.path}>
              <span className="mono">{f.path}</span> {f.message}
            </li>
          ))}
        </ul>
      )}
      <div className="row wrap mt3">
        {retry !== undefined && <Button onClick={retry}>Try again</Button>}
        {children}
      </div>
      <p className="xs t3 mt2">
        Problem <span className="mono">{said.type.replace("/problems/", "")}</span>
        {said.id !== undefined && (
          <>
            , <span className="mono">{said.id}</span>
          </>
        )}
      </p>
    </div>
  );
}

/** True once `ms` have passed. */
function usePast(ms: number): boolean {
  const [past, setPast] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPast(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return past;
}

/** Nothing for 300 ms, so that a quick answer does not flicker; then the outline of the page; after 3 s what is being done. */
export function Loading({
  doing,
  at = 300,
  children,
}: {
  readonly doing?: string;
  readonly at?: number;
  readonly children?: ReactNode;
}) {
  const shown = usePast(at);
  const long = usePast(3000);
  if (!shown && at > 0) return <div className="loading" aria-busy="true" />;
  return (
    <div className="loading" aria-busy="true">
      {children ?? (
        <>
          <Skeleton width="62%" height={18} />
          <Skeleton width="88%" />
          <Skeleton width="71%" />
        </>
      )}
      {(long || at === 0) && doing !== undefined && (
        <p className="xs t3 mt3" role="status">
          {doing}
        </p>
      )}
    </div>
  );
}

/** One bar of the outline of a page. */
export const Skeleton = ({ width, height = 12 }: { readonly width: string; readonly height?: number }) => (
  <span className="skeleton" style={{ width, height }} />
);

/** "Changed by M. Lund 20 s ago. Show": what is on screen is no longer how it is. */
export function Stale({ says, show }: { readonly says: string; readonly show: () => void }) {
  return (
    <div className="stale" role="status">
      <span>{says}</span>
      <Button kind="quiet" size="small" onClick={show}>
        Show
      </Button>
    </div>
  );
}
