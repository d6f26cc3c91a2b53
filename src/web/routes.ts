import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { meQuery } from "./data/me.ts";
import { asProblem } from "./data/problem.ts";
import { agreementsRoute } from "./pages/agreements/route.ts";
import { approvalsRoute } from "./pages/approvals/route.ts";
import { backtestRoute } from "./pages/backtest/route.ts";
import { batchRoute } from "./pages/batch/route.ts";
import { boardRoute } from "./pages/board/route.ts";
import { calendarRoute } from "./pages/calendar/route.ts";
import { caseRoute } from "./pages/case/route.ts";
import { casesRoute } from "./pages/cases/route.ts";
import { dashboardRoute } from "./pages/dashboard/route.ts";
import { denialsRoute } from "./pages/denials/route.ts";
import { directoryRoute } from "./pages/directory/route.ts";
import { helpRoute } from "./pages/help/route.ts";
import { importRoute } from "./pages/import/route.ts";
import { kitRoute } from "./pages/kit/route.ts";
import { lawRoute } from "./pages/law/route.ts";
import { listsRoute } from "./pages/lists/route.ts";
import { mapRoute } from "./pages/map/route.ts";
import { monthEndRoute } from "./pages/month-end/route.ts";
import { packagesRoute } from "./pages/packages/route.ts";
import { paymentsRoute } from "./pages/payments/route.ts";
import { playbooksRoute } from "./pages/playbooks/route.ts";
import { portfolioRoute } from "./pages/portfolio/route.ts";
import { practiceRoute } from "./pages/practice/route.ts";
import { queueRoute } from "./pages/queue/route.ts";
import { ratesRoute } from "./pages/rates/route.ts";
import { roomRoute } from "./pages/room/route.ts";
import { scorecardRoute } from "./pages/scorecard/route.ts";
import { settingsRoute } from "./pages/settings/route.ts";
import { joinRoute, signInRoute } from "./pages/sign-in/route.ts";
import { teamRoute } from "./pages/team/route.ts";
import { NotFound } from "./shell/failed.tsx";
import { HOME_AT } from "./shell/home.ts";
import { frameRoute, rootRoute } from "./shell/root.tsx";

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  // Where the day of whoever is signed in begins; whoever signs in first comes back here.
  beforeLoad: async ({ context }) => {
    const me = await context.queries.ensureQueryData(meQuery).catch((thrown: unknown) => {
      throw redirect({ to: asProblem(thrown).is("not-signed-in") ? "/sign-in" : "/map" });
    });
    throw redirect(HOME_AT[me.home]);
  },
});

/** Any other address. */
const nowhereRoute = createRoute({ getParentRoute: () => frameRoute, path: "$", component: NotFound });

/** Every page by its address. A page is a folder of src/web/pages; its code is loaded when it is opened. */
const tree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  joinRoute,
  roomRoute,
  frameRoute.addChildren([
    mapRoute,
    queueRoute,
    boardRoute,
    teamRoute,
    portfolioRoute,
    batchRoute,
    casesRoute,
    caseRoute,
    approvalsRoute,
    calendarRoute,
    packagesRoute,
    agreementsRoute,
    paymentsRoute,
    dashboardRoute,
    denialsRoute,
    monthEndRoute,
    listsRoute,
    backtestRoute,
    lawRoute,
    ratesRoute,
    directoryRoute,
    scorecardRoute,
    playbooksRoute,
    practiceRoute,
    importRoute,
    settingsRoute,
    helpRoute,
    kitRoute,
    nowhereRoute,
  ]),
]);

export const makeRouter = (queries: QueryClient) =>
  createRouter({ routeTree: tree, context: { queries }, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
