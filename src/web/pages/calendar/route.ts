import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

/** What is shown: a month or a week, and a day within it. */
export interface CalendarSearch {
  readonly view?: "week" | undefined;
  readonly at?: string | undefined;
}

export const calendarRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/calendar",
  validateSearch: (search: Record<string, unknown>): CalendarSearch => ({
    view: search.view === "week" ? "week" : undefined,
    at: typeof search.at === "string" && /^\d{4}-\d{2}-\d{2}$/.test(search.at) ? search.at : undefined,
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "CalendarPage"),
});
