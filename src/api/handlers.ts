import type { RouteName } from "./contract/routes.ts";
import type { Handler } from "./handler.ts";
import { BACKTEST } from "./handlers/backtest.ts";
import { BATCH } from "./handlers/batch.ts";
import { BOARDS } from "./handlers/boards.ts";
import { CASES } from "./handlers/cases.ts";
import { CASE_HISTORY } from "./handlers/cases-history.ts";
import { CASE_PAPERS } from "./handlers/cases-papers.ts";
import { COUNTERPARTY } from "./handlers/counterparty.ts";
import { DATA } from "./handlers/data.ts";
import { DENIALS } from "./handlers/denials.ts";
import { DIRECTORY } from "./handlers/directory.ts";
import { FILING } from "./handlers/filing.ts";
import { HELP } from "./handlers/help.ts";
import { IMPORTS } from "./handlers/imports.ts";
import { LEARNING } from "./handlers/learning.ts";
import { LETTERS } from "./handlers/letters.ts";
import { LIST_HANDLERS } from "./handlers/lists.ts";
import { NEGOTIATION } from "./handlers/negotiation.ts";
import { PACKAGES } from "./handlers/packages.ts";
import { PEOPLE } from "./handlers/people.ts";
import { PLAYBOOK_HANDLERS } from "./handlers/playbooks.ts";
import { PORTFOLIO } from "./handlers/portfolio.ts";
import { PREPARED } from "./handlers/prepared.ts";
import { PROPOSALS } from "./handlers/proposals.ts";
import { QUEUE } from "./handlers/queue.ts";
import { QUEUE_ACTS } from "./handlers/queue-acts.ts";
import { GUEST, ROOMS } from "./handlers/rooms.ts";
import { SCIM } from "./handlers/scim.ts";
import { SCIM_SETTINGS } from "./handlers/scim-settings.ts";
import { SETTINGS } from "./handlers/settings.ts";
import { SETTLEMENTS } from "./handlers/settlements.ts";
import { SIGN_IN } from "./handlers/sign-in.ts";
import { SINGLE_CASES } from "./handlers/single-cases.ts";
import { SPARRING } from "./handlers/sparring.ts";
import { STANDING } from "./handlers/standing.ts";
import { TYPED } from "./handlers/typed.ts";
import { WEBHOOKS } from "./handlers/webhooks.ts";

/** Who answers each route. */
export const HANDLERS: { readonly [K in RouteName]: Handler<K> } = {
  ...SIGN_IN,
  ...IMPORTS,
  ...PEOPLE,
  ...SCIM,
  ...SCIM_SETTINGS,
  ...BOARDS,
  ...LIST_HANDLERS,
  ...STANDING,
  ...DENIALS,
  ...PORTFOLIO,
  ...PREPARED,
  ...BATCH,
  ...BACKTEST,
  ...SPARRING,
  ...QUEUE,
  ...QUEUE_ACTS,
  ...CASES,
  ...CASE_HISTORY,
  ...CASE_PAPERS,
  ...PROPOSALS,
  ...ROOMS,
  ...GUEST,
  ...LETTERS,
  ...SETTLEMENTS,
  ...FILING,
  ...PACKAGES,
  ...SINGLE_CASES,
  ...NEGOTIATION,
  ...SETTINGS,
  ...TYPED,
  ...DATA,
  ...PLAYBOOK_HANDLERS,
  ...DIRECTORY,
  ...COUNTERPARTY,
  ...LEARNING,
  ...HELP,
  ...WEBHOOKS,
};
