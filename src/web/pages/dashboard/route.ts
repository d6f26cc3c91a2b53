import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export type Period = "month" | "quarter" | "year";

export const dashboardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/dashboard",
  validateSearch: (search: Record<string, unknown>): { period?: Period | undefined } => ({
    period: search.period === "quarter" || search.period === "year" ? search.period : undefined,
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "DashboardPage"),
});
