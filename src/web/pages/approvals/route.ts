import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";
import { readState } from "./approval-words.ts";

export const approvalsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/approvals",
  validateSearch: (search: Record<string, unknown>): { state?: ReturnType<typeof readState> } => ({
    state: readState(search.state),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "ApprovalsPage"),
});
