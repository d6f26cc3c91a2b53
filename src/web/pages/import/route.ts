import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

/** What is open on the page: the receipts of one import, a form for paper, or invented files. */
export interface ImportSearch {
  readonly import?: string;
  readonly type?: "eob" | "claim";
  readonly samples?: true;
}

const KEY = /^[0-9a-f-]{36}$/;

export const importRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/import",
  validateSearch: (search: Record<string, unknown>): ImportSearch => ({
    ...(typeof search.import === "string" && KEY.test(search.import) ? { import: search.import } : {}),
    ...(search.type === "eob" || search.type === "claim" ? { type: search.type } : {}),
    ...(search.samples === true ? { samples: true } : {}),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "ImportPage"),
});
