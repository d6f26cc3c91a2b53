import type { RouteName } from "./contract/routes.ts";
import type { Handler } from "./handler.ts";
import { BOARDS } from "./handlers/boards.ts";
import { CASES } from "./handlers/cases.ts";
import { IMPORTS } from "./handlers/imports.ts";
import { PEOPLE } from "./handlers/people.ts";
import { QUEUE } from "./handlers/queue.ts";
import { SETTINGS } from "./handlers/settings.ts";
import { SIGN_IN } from "./handlers/sign-in.ts";
import { Refused } from "./refused.ts";

/** Routes of the contract that nothing answers yet. The list only gets shorter; a route missing everywhere is an error of types. */
export const LATER = [
  "listColumns",
  "saveMapping",
  "exportQueue",
  "doInBulk",
  "undoBulk",
  "listViews",
  "saveView",
  "removeView",
  "search",
  "getTimeline",
  "getEobs",
  "getPlan",
  "attachFile",
  "getFile",
  "getReport",
  "getNotice",
  "balanceEob",
  "typeEob",
  "typeClaim",
  "listPayments",
  "getData",
  "backUp",
  "exportAll",
  "removeClient",
] as const satisfies readonly RouteName[];

const notYet = async (): Promise<never> => {
  throw new Refused("not-ready", "This part of Parley is not there yet.");
};

const later = Object.fromEntries(LATER.map((name) => [name, notYet])) as Record<
  (typeof LATER)[number],
  () => Promise<never>
>;

/** Who answers each route. */
export const HANDLERS: { readonly [K in RouteName]: Handler<K> } = {
  ...later,
  ...SIGN_IN,
  ...IMPORTS,
  ...PEOPLE,
  ...BOARDS,
  ...QUEUE,
  ...CASES,
  ...SETTINGS,
};
