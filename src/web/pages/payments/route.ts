import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const paymentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/payments",
  component: lazyRouteComponent(() => import("./page.tsx"), "PaymentsPage"),
});
