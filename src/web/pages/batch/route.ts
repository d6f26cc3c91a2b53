import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const batchRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/batch",
  component: lazyRouteComponent(() => import("./page.tsx"), "BatchPage"),
});
