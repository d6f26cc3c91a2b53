import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readList } from "#web/pages/lists/search.ts";
import { frameRoute } from "#web/shell/root.tsx";

export interface DenialSearch {
  readonly reasonCode?: string | undefined;
  readonly payer?: string | undefined;
  readonly code?: string | undefined;
}

export const denialsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/denials",
  validateSearch: (given: Record<string, unknown>): DenialSearch => {
    const { reasonCode, payer, code } = readList(given);
    return { reasonCode, payer, code };
  },
  component: lazyRouteComponent(() => import("./page.tsx"), "DenialsPage"),
});
