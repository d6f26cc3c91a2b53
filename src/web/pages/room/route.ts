import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#web/shell/root.tsx";

/** Beside the frame: who comes here is nobody of the organization. */
export const roomRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/room",
  component: lazyRouteComponent(() => import("./page.tsx"), "RoomPage"),
});
