import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const casesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/cases",
  component: lazyRouteComponent(() => import("./page.tsx"), "CasesPage"),
});
