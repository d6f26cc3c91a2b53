import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const scorecardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/scorecard",
  component: lazyRouteComponent(() => import("./page.tsx"), "ScorecardPage"),
});
