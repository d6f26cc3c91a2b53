import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";
import { MINUTES_MOST } from "./minutes.ts";

/** Minutes of staff and the payer are in the address, so that a week can be sent to a colleague. */
export interface PortfolioSearch {
  readonly minutes?: number | undefined;
  readonly payer?: string | undefined;
}

function minutesIn(value: unknown): number | undefined {
  const n = Number(value);
  return Number.isInteger(n) && n >= 0 && n <= MINUTES_MOST && value !== "" && value !== null ? n : undefined;
}

export const portfolioRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/portfolio",
  validateSearch: (search: Record<string, unknown>): PortfolioSearch => ({
    minutes: minutesIn(search.minutes),
    payer: typeof search.payer === "string" ? search.payer : undefined,
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "PortfolioPage"),
});
