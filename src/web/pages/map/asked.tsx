import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { asProblem } from "#web/data/problem.ts";
import { Loading, NoPermission, Offline, ProblemState } from "#web/kit/states.tsx";
import "./asked.css";

/** Of a query, or of one that has pages. */
type Query<T> = Pick<UseQueryResult<T>, "data" | "error" | "fetchStatus" | "isError"> & {
  readonly refetch: () => unknown;
};

interface AskedProps<T> {
  readonly of: Query<T>;
  /** What is being done, said after three seconds. */
  readonly doing: string;
  /** Outline of the page while nothing is there. */
  readonly outline?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** What was asked, or why it is not there: still loading, no network, not allowed, refused. What came before stays. */
export function Asked<T>({ of, doing, outline, children }: AskedProps<T>) {
  if (of.data !== undefined) return children(of.data);
  const again = () => void of.refetch();
  if (of.fetchStatus === "paused") return <Inset part={<Offline retry={again} />} />;
  if (of.isError)
    return (
      <Inset
        part={
          asProblem(of.error).is("not-allowed") ? <NoPermission /> : <ProblemState thrown={of.error} retry={again} />
        }
      />
    );
  return <Inset part={<Loading doing={doing}>{outline}</Loading>} />;
}

const Inset = ({ part }: { readonly part: ReactNode }) => <div className="pad">{part}</div>;
