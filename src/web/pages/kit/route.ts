import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const kitRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/kit",
  component: lazyRouteComponent(() => import("./page.tsx"), "KitPage"),
});
