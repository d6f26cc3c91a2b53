import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type QueueSearch, readSearch } from "#web/pages/queue/search.ts";
import { frameRoute } from "#web/shell/root.tsx";
import { BYS, type By } from "./stands.ts";

/** The queue's address, and what the columns are. */
export interface BoardSearch extends QueueSearch {
  readonly by?: By | undefined;
}

const byIn = (given: unknown): By | undefined =>
  typeof given === "string" && Object.hasOwn(BYS, given) ? (given as By) : undefined;

export const boardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/board",
  validateSearch: (given: Readonly<Record<string, unknown>>): BoardSearch => ({
    ...readSearch(given),
    by: byIn(given.by),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "BoardPage"),
});
