import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "#web/shell/root.tsx";
import { readPart, type SettingsPart } from "./parts.ts";

export const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/settings",
  validateSearch: (search: Record<string, unknown>): { part?: SettingsPart | undefined } => ({
    part: readPart(search.part),
  }),
  component: lazyRouteComponent(() => import("./page.tsx"), "SettingsPage"),
});
