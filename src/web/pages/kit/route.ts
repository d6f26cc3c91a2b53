import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const kitRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/kit",
  validateSearch: (search: Record<string, unknown>): { rows: number } => ({
    rows: Math.min(100_000, Math.max(1, Math.trunc(Number(search.rows ?? 24)) || 24)),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "KitPage"),
});
