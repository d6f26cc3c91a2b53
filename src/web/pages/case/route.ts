import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";
import { readCaseSearch } from "./tab-list.ts";

export const caseRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/cases/$case",
  validateSearch: readCaseSearch,
  component: lazyRouteComponent(() => import("./page.tsx"), "CasePage"),
});
