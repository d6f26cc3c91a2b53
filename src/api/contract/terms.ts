import { z } from "@hono/zod-openapi";
import { PRECEDENTS, RELEASES } from "#case/event-lists.ts";
import { money, text } from "./form.ts";

/** What an offer asks beside its amount, and how it is split over lines. */
export const terms = z
  .strictObject({
    payWithin: z.int().min(1).max(365).optional().openapi({ description: "Business days from the agreement." }),
    interestWaived: z.boolean().optional(),
    release: z.enum(RELEASES).optional(),
    confidential: z.boolean().optional(),
    precedent: z.enum(PRECEDENTS).optional(),
    noBalanceBill: z.boolean().optional(),
    note: text(4000).optional(),
  })
  .openapi("OfferTerms");

export const lineSplit = z.array(z.object({ line: z.int().positive(), amount: money })).max(1000);
