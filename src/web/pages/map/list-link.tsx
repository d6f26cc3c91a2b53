import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type ListSearch, readList } from "#web/pages/lists/search.ts";
import { readView } from "#web/pages/queue/search.ts";

const paymentsIn = (state: string) => (state === "late" || state === "short" ? ({ state } as const) : {});

/**
 * A figure that opens what it is made of. `list` is an address as the server gives it: "tab=team&..." is of the queue,
 * "list=missed&..." a list of its own, "payments=late" the payments of a state.
 */
export function ListLink({
  list,
  className,
  children,
}: {
  readonly list: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const looks = className === undefined ? {} : { className };
  const given = Object.fromEntries(new URLSearchParams(list));
  const search: ListSearch | undefined = given.list === undefined ? undefined : readList(given);
  if (given.payments !== undefined)
    return (
      <Link to="/payments" search={paymentsIn(given.payments)} {...looks}>
        {children}
      </Link>
    );
  return search === undefined ? (
    <Link to="/queue" search={readView(list)} {...looks}>
      {children}
    </Link>
  ) : (
    <Link to="/lists" search={search} {...looks}>
      {children}
    </Link>
  );
}
