import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { meQuery } from "#web/data/me.ts";
import { asProblem } from "#web/data/problem.ts";
import { GlyphSheet } from "#web/kit/glyph.tsx";
import { RevealPlace } from "#web/kit/reveal.tsx";
import { LiveRegions } from "./announce.tsx";
import { NotFound, PageFailed } from "./failed.tsx";
import { Frame } from "./frame.tsx";
import { ToastPlace } from "./toast.tsx";

function Root() {
  return (
    <>
      <GlyphSheet />
      <Outlet />
      <RevealPlace />
      <ToastPlace />
      <LiveRegions />
    </>
  );
}

export const rootRoute = createRootRouteWithContext<{ readonly queries: QueryClient }>()({ component: Root });

/**
 * Pages of somebody who is signed in stand inside the frame; the others beside it. A page asks for its own data; who is
 * looking is asked here, once, and whoever is nobody is sent to sign in and comes back afterwards.
 */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "frame",
  component: Frame,
  errorComponent: PageFailed,
  notFoundComponent: NotFound,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(meQuery);
    } catch (thrown) {
      if (asProblem(thrown).is("not-signed-in")) throw redirect({ to: "/sign-in", search: { back: location.href } });
      throw thrown;
    }
  },
});
