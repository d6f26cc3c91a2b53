import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

/** What is open on the page: the receipts of one import, a form for paper, or invented files. */
export interface ImportSearch {
  readonly import?: string | undefined;
  readonly type?: "eob" | "claim" | undefined;
  readonly samples?: true | undefined;
}

const KEY = /^[0-9a-f-]{36}$/;

export const importRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/import",
  validateSearch: (search: Record<string, unknown>): ImportSearch => ({
    import: typeof search.import === "string" && KEY.test(search.import) ? search.import : undefined,
    type: search.type === "eob" || search.type === "claim" ? search.type : undefined,
    samples: search.samples === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "ImportPage"),
});
