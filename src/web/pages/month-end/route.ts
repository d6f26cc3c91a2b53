import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readPeriod } from "#web/pages/lists/search.ts";
import { frameRoute } from "#web/shell/root.tsx";

export const monthEndRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/month-end",
  validateSearch: readPeriod,
  component: lazyRouteComponent(() => import("./page.tsx"), "MonthEndPage"),
});
