import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const ratesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/rates",
  component: lazyRouteComponent(() => import("./page.tsx"), "RatesPage"),
});
