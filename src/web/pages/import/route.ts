import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const importRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/import",
  component: lazyRouteComponent(() => import("./page.tsx"), "ImportPage"),
});
