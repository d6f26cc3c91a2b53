import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readSearch } from "#web/pages/queue/search.ts";
import { frameRoute } from "#web/shell/root.tsx";

export const boardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/board",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("./page.tsx"), "BoardPage"),
});
