import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const teamRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/team",
  component: lazyRouteComponent(() => import("./page.tsx"), "TeamPage"),
});
