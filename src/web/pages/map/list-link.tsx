import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readView } from "#web/pages/queue/search.ts";

/** A figure that opens the cases it is made of. `list` is a query of the queue as the server gives it. */
export function ListLink({
  list,
  className,
  label,
  children,
}: {
  readonly list: string;
  readonly className?: string | undefined;
  /** Read instead of the figure alone: "$24,180, 8 lines: send notice, 0 to 3 days". */
  readonly label?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Link
      to="/queue"
      search={readView(list)}
      {...(className === undefined ? {} : { className })}
      {...(label === undefined ? {} : { "aria-label": label })}
    >
      {children}
    </Link>
  );
}
