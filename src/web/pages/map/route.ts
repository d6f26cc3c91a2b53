import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const mapRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/map",
  component: lazyRouteComponent(() => import("./page.tsx"), "MapPage"),
});
