import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";
import { readSearch } from "./search.ts";

export const queueRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/queue",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("./page.tsx"), "QueuePage"),
});
