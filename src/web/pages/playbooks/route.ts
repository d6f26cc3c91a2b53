import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

/** Which playbook is open. */
export interface PlaybookSearch {
  readonly of?: string | undefined;
}

export const playbooksRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/playbooks",
  validateSearch: (search: Record<string, unknown>): PlaybookSearch => ({
    of: typeof search.of === "string" && /^[a-z-]{1,50}$/.test(search.of) ? search.of : undefined,
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "PlaybooksPage"),
});
