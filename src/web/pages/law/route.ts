import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

/** Which day the register is read as of, for whom, and what is searched. Law holds no names, so words may stand here. */
export interface LawSearch {
  readonly asOf?: string | undefined;
  readonly of?: string | undefined;
  readonly q?: string | undefined;
  readonly rule?: string | undefined;
}

const text = (value: unknown, most: number): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= most ? value : undefined;

export const lawRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/law",
  validateSearch: (search: Record<string, unknown>): LawSearch => ({
    asOf: typeof search.asOf === "string" && /^\d{4}-\d{2}-\d{2}$/.test(search.asOf) ? search.asOf : undefined,
    of: text(search.of, 10),
    q: text(search.q, 100),
    rule: text(search.rule, 200),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "LawPage"),
});
