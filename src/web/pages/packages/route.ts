import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

interface PackagesSearch {
  /** Key of the deal that is open. */
  readonly deal?: string | undefined;
  /** Whether a new one is made of the cases that were carried here. */
  readonly make?: boolean | undefined;
}

export const packagesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/packages",
  validateSearch: (s: Record<string, unknown>): PackagesSearch => ({
    ...(typeof s.deal === "string" && { deal: s.deal }),
    ...((s.make === true || s.make === "true") && { make: true }),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "PackagesPage"),
});
