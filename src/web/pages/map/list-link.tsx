import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readView } from "#web/pages/queue/search.ts";

/** A figure that opens the cases it is made of. `list` is a query of the queue as the server gives it. */
export function ListLink({
  list,
  className,
  children,
}: {
  readonly list: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Link to="/queue" search={readView(list)} {...(className === undefined ? {} : { className })}>
      {children}
    </Link>
  );
}
