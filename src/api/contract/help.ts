import { createRoute, z } from "@hono/zod-openapi";
import { moment, text } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** Whether an article of the help was any use, and what was missing. */

const article = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .openapi({ description: "Id of the article, as in its address." });

export const answerHelp = createRoute({
  method: "post",
  path: "/v1/help/feedback",
  tags: ["Help"],
  summary: "Say whether an article helped; one's answer before about it is replaced",
  request: {
    headers: idempotencyKey,
    body: body(z.object({ article, helped: z.boolean(), words: text(500).optional() })),
  },
  responses: { 200: json(z.object({ article, helped: z.boolean() }), "Kept."), ...refusals },
});

export const listHelpAnswers = createRoute({
  method: "get",
  path: "/v1/help/feedback",
  tags: ["Help"],
  summary: "What the organization's people said of each article, the least helpful first",
  responses: {
    200: json(
      z.object({
        rows: z.array(
          z.object({
            article,
            yes: z.int(),
            no: z.int(),
            said: z.array(z.object({ words: z.string(), helped: z.boolean(), at: moment, by: z.string() })),
          }),
        ),
      }),
      "Answers by article.",
    ),
    ...refusals,
  },
});
