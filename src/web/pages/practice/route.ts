import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const practiceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/practice",
  component: lazyRouteComponent(() => import("./page.tsx"), "PracticePage"),
});
