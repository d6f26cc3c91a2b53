import * as acts from "./acts.ts";
import * as backtest from "./backtest.ts";
import * as batch from "./batch.ts";
import * as boards from "./boards.ts";
import * as cases from "./cases.ts";
import * as counterparty from "./counterparty.ts";
import * as denials from "./denials.ts";
import * as directory from "./directory.ts";
import * as eobs from "./eobs.ts";
import * as filing from "./filing.ts";
import * as help from "./help.ts";
import * as imports from "./imports.ts";
import * as learning from "./learning.ts";
import * as letters from "./letters.ts";
import * as lists from "./lists.ts";
import * as map from "./map.ts";
import * as negotiating from "./negotiation.ts";
import * as packages from "./packages.ts";
import * as payments from "./payments.ts";
import * as people from "./people.ts";
import * as playbooks from "./playbooks.ts";
import * as portfolio from "./portfolio.ts";
import * as prepared from "./prepared.ts";
import * as proposals from "./proposals.ts";
import * as queue from "./queue.ts";
import * as rooms from "./rooms.ts";
import * as scim from "./scim.ts";
import * as scimSettings from "./scim-settings.ts";
import * as settings from "./settings.ts";
import * as settlements from "./settlements.ts";
import * as signIn from "./sign-in.ts";
import * as singleCases from "./single-cases.ts";
import * as sparring from "./sparring.ts";
import * as standing from "./standing.ts";
import * as typed from "./typed.ts";
import * as webhooks from "./webhooks.ts";

/** Every route of the contract by its name. A handler that is missing here or there fails a test. */

type Routes<M> = { [K in keyof M as M[K] extends { method: string; path: string } ? K : never]: M[K] };

function routesOf<M extends object>(module: M): Routes<M> {
  const routes = Object.entries(module).filter(
    ([, v]) => typeof v === "object" && v !== null && "method" in v && "path" in v,
  );
  return Object.fromEntries(routes) as Routes<M>;
}

export const ROUTES = {
  ...routesOf(signIn),
  ...routesOf(people),
  ...routesOf(scim),
  ...routesOf(scimSettings),
  ...routesOf(imports),
  ...routesOf(map),
  ...routesOf(queue),
  ...routesOf(cases),
  ...routesOf(acts),
  ...routesOf(negotiating),
  ...routesOf(proposals),
  ...routesOf(letters),
  ...routesOf(settlements),
  ...routesOf(rooms),
  ...routesOf(filing),
  ...routesOf(packages),
  ...routesOf(singleCases),
  ...routesOf(eobs),
  ...routesOf(payments),
  ...routesOf(typed),
  ...routesOf(webhooks),
  ...routesOf(boards),
  ...routesOf(lists),
  ...routesOf(standing),
  ...routesOf(denials),
  ...routesOf(playbooks),
  ...routesOf(directory),
  ...routesOf(counterparty),
  ...routesOf(learning),
  ...routesOf(help),
  ...routesOf(portfolio),
  ...routesOf(prepared),
  ...routesOf(batch),
  ...routesOf(backtest),
  ...routesOf(sparring),
  ...routesOf(settings),
};

export type RouteName = keyof typeof ROUTES;
