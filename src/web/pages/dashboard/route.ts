import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readPeriod } from "#web/pages/lists/search.ts";
import { frameRoute } from "#web/shell/root.tsx";

export const dashboardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/dashboard",
  validateSearch: readPeriod,
  component: lazyRouteComponent(() => import("./page.tsx"), "DashboardPage"),
});
