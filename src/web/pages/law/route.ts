import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const lawRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/law",
  component: lazyRouteComponent(() => import("./page.tsx"), "LawPage"),
});
