import { Link } from "@tanstack/react-router";
import { useCounts } from "#web/data/counts.ts";
import { type QueueSearch, TABS } from "./search.ts";
import "./tabs.css";

/** The tabs with how many cases stand on each, for the list and for the board. A tab keeps whatever else is in the address. */
export function Tabs({ search, to }: { readonly search: QueueSearch; readonly to: "/queue" | "/board" }) {
  const now = search.tab ?? "my day";
  const counts = useCounts();
  return (
    <nav className="tabs" aria-label="Views of the queue">
      {TABS.map(({ tab, name }) => {
        const count = counts?.tabs.find((t) => t.tab === tab)?.cases;
        return (
          <Link
            key={tab}
            to={to}
            search={{ ...search, tab }}
            aria-current={now === tab ? "page" : undefined}
            activeProps={{}}
          >
            {name}
            <span className="c num">{count?.toLocaleString("en-US") ?? ""}</span>
          </Link>
        );
      })}
    </nav>
  );
}
