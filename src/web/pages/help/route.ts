import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

interface HelpSearch {
  /** The article that is open. */
  readonly article?: string | undefined;
}

export const helpRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/help",
  validateSearch: (search: Record<string, unknown>): HelpSearch => ({
    article:
      typeof search.article === "string" && /^[a-z0-9-]{1,60}$/.test(search.article) ? search.article : undefined,
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "HelpPage"),
});
