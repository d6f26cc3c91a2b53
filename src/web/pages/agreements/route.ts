import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

interface AgreementsSearch {
  /** Key of the agreement that is open. */
  readonly agreement?: string | undefined;
  /** Whether a new one is written; with an agreement, one that continues it. */
  readonly make?: boolean | undefined;
  /** Whether the words of the open one are changed. */
  readonly change?: boolean | undefined;
}

export const agreementsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/agreements",
  validateSearch: (s: Record<string, unknown>): AgreementsSearch => ({
    ...(typeof s.agreement === "string" && { agreement: s.agreement }),
    ...((s.make === true || s.make === "true") && { make: true }),
    ...((s.change === true || s.change === "true") && { change: true }),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "AgreementsPage"),
});
