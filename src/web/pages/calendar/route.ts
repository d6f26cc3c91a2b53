import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export const calendarRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/calendar",
  component: lazyRouteComponent(() => import("./page.tsx"), "CalendarPage"),
});
