import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const queueRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/queue",
  component: lazyRouteComponent(() => import("./page.tsx"), "QueuePage"),
});
