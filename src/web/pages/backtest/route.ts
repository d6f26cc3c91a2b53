import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";

export type Span = "quarter" | "year" | "all";

export const backtestRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/backtest",
  validateSearch: (search: Record<string, unknown>): { span?: Span | undefined } => ({
    span: search.span === "quarter" || search.span === "all" ? search.span : undefined,
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "BacktestPage"),
});
