import type { HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { answerHelp, helpCounts } from "#app/desk/help-answers.ts";

/** What people say of the articles of the help. */

export const HELP: HandlersOf<"answerHelp" | "listHelpAnswers"> = {
  answerHelp: async ({ as, body }) => {
    orRefuse(await as((tx) => answerHelp(tx, body)));
    return { article: body.article, helped: body.helped };
  },

  listHelpAnswers: async ({ as, who }) => {
    // The words may be about a patient of any client.
    if (who.person.clients !== "all")
      throw new Refused("not-allowed", "Only somebody who works for all clients reads what everybody said.");
    return { rows: (await as(helpCounts)).map((r) => ({ ...r, said: r.said.map((s) => ({ ...s })) })) };
  },
};
