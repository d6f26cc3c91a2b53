import type { Me } from "#web/data/words.ts";

/** Where a day may begin: the page of each home, and its name. */

export type Home = Me["home"];

interface At {
  readonly name: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

export const HOME_AT: Readonly<Record<Home, At>> = {
  map: { name: "Money map", to: "/map" },
  dashboard: { name: "Dashboard", to: "/dashboard" },
  "my day": { name: "My day", to: "/queue", search: { tab: "my day" } },
  "needs a fact": { name: "Needs a fact", to: "/queue", search: { tab: "needs a fact" } },
  portfolio: { name: "Portfolio", to: "/portfolio" },
  approvals: { name: "Approvals", to: "/approvals" },
  calendar: { name: "Calendar", to: "/calendar" },
  payments: { name: "Payments", to: "/payments" },
  import: { name: "Import", to: "/import" },
  audit: { name: "Audit", to: "/settings", search: { part: "audit" } },
};

const HOMES = Object.keys(HOME_AT) as readonly Home[];
/** What an address without these words means. */
const UNSAID: Readonly<Record<string, unknown>> = { tab: "my day" };

/** The home that the page at an address is; undefined for a page where no day begins. */
export const homeAt = (path: string, search: Readonly<Record<string, unknown>>): Home | undefined =>
  HOMES.find((home) => {
    const at = HOME_AT[home];
    return at.to === path && Object.entries(at.search ?? {}).every(([k, v]) => (search[k] ?? UNSAID[k]) === v);
  });
