import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";
import { readList } from "./search.ts";

export const listsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/lists",
  validateSearch: readList,
  component: lazyRouteComponent(() => import("./page.tsx"), "ListsPage"),
});
