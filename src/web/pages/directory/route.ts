import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

/** Which entry is open, and of which kind the list is. */
export interface DirectorySearch {
  readonly of?: string | undefined;
  readonly kind?: string | undefined;
}

const word = (value: unknown): string | undefined =>
  typeof value === "string" && /^[a-z0-9-]{1,60}$/.test(value) ? value : undefined;

export const directoryRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/directory",
  validateSearch: (search: Record<string, unknown>): DirectorySearch => ({
    of: word(search.of),
    kind: word(search.kind),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "DirectoryPage"),
});
