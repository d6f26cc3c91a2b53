import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#web/shell/root.tsx";

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  // Where to go afterwards: a path of our own, never another site.
  validateSearch: (search: Record<string, unknown>): { back?: string | undefined } => ({
    back: typeof search.back === "string" && /^\/(?!\/)/.test(search.back) ? search.back : undefined,
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "SignInPage"),
});

export const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/join",
  component: lazyRouteComponent(() => import("./join.tsx"), "JoinPage"),
});
