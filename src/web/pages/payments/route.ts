import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";
import { type PaymentState, readState } from "./states.ts";

export const paymentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/payments",
  validateSearch: (search: Record<string, unknown>): { state?: PaymentState | undefined } => ({
    state: readState(search.state),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "PaymentsPage"),
});
