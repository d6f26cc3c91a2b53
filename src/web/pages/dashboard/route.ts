import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const dashboardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/dashboard",
  component: lazyRouteComponent(() => import("./page.tsx"), "DashboardPage"),
});
