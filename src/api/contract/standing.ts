import { createRoute, z } from "@hono/zod-openapi";
import { CLAIM_STATUSES } from "#claim/claim-status.ts";
import { oneCase } from "./cases.ts";
import { submission } from "./directory.ts";
import { day, money, text, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** Where a claim stands with its plan, and which benefits the plan stated: what files show, and what is noted by hand. */

const status = z.enum(CLAIM_STATUSES);
const limit = z.object({ amount: usd, met: usd, left: usd });

const standing = z
  .object({
    status: z.object({
      now: status.nullable(),
      entries: z.array(
        z.object({
          status,
          day,
          reference: z.string().nullable(),
          source: z.string(),
          /** Of a 999, which answers the set of the claim: what became of it, and the errors it names. */
          set: z
            .object({
              outcome: z.enum(["accepted", "accepted with errors", "rejected"]),
              errors: z.array(
                z.object({ words: z.string(), where: z.enum(["this claim", "another claim", "unknown"]) }),
              ),
            })
            .nullable(),
        }),
      ),
    }),
    benefits: z
      .object({
        covered: z.boolean(),
        asOf: day,
        days: z.int(),
        /** Asked longer ago than benefits are good for. */
        old: z.boolean(),
        source: z.string(),
        by: z.string(),
        deductible: limit.nullable(),
        coinsurance: z.int().nullable(),
        outOfPocket: limit.nullable(),
        method: z.string().nullable(),
        inNetworkDeductibleLeft: usd.nullable(),
        inNetworkCoinsurance: z.int().nullable(),
        inNetworkCopay: usd.nullable(),
      })
      .nullable(),
    /** The most a protected patient may be asked to pay; null while the claim is not protected. */
    patient: z
      .object({
        maximum: usd.nullable(),
        recognized: usd.nullable(),
        missing: z.array(z.string()),
        cites: z.array(z.string()),
      })
      .nullable(),
    submission: z
      .array(submission.extend({ of: z.string() }))
      .openapi({ description: "How claims reach the payer and by when, as the practice wrote it down." }),
  })
  .openapi("Standing");

export const getStanding = createRoute({
  method: "get",
  path: "/v1/cases/{case}/standing",
  tags: ["Cases"],
  summary: "Status with the plan, and benefits as they were stated",
  request: { params: oneCase },
  responses: { 200: json(standing, "Where it stands."), ...refusals },
});

const percent = z.int().min(0).max(100);
const source = text(400);
const saw = z.int().min(0);

export const noteStatus = createRoute({
  method: "post",
  path: "/v1/cases/{case}/status",
  tags: ["Cases"],
  summary: "Note where the claim stands, as somebody said; kept as an answer of the case",
  request: {
    params: oneCase,
    headers: idempotencyKey,
    body: body(z.object({ saw, status, day, reference: text(100).optional(), source })),
  },
  responses: { 201: json(standing, "Noted."), ...refusals },
});

export const noteBenefits = createRoute({
  method: "post",
  path: "/v1/cases/{case}/benefits",
  tags: ["Cases"],
  summary: "Note the benefits that the plan stated; kept as an answer of the case, with its day",
  request: {
    params: oneCase,
    headers: idempotencyKey,
    body: body(
      z.object({
        saw,
        source,
        covered: z.boolean(),
        asOf: day,
        deductible: money.optional(),
        deductibleMet: money.optional(),
        coinsurance: percent.optional(),
        outOfPocket: money.optional(),
        outOfPocketMet: money.optional(),
        method: text(200).optional(),
        inNetworkDeductibleLeft: money.optional(),
        inNetworkCoinsurance: percent.optional(),
        inNetworkCopay: money.optional(),
      }),
    ),
  },
  responses: { 201: json(standing, "Noted."), ...refusals },
});
