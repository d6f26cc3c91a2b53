import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const caseRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/cases/$case",
  component: lazyRouteComponent(() => import("./page.tsx"), "CasePage"),
});
