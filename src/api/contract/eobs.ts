import { createRoute, z } from "@hono/zod-openapi";
import { oneCase } from "./cases.ts";
import { day, id, usd } from "./form.ts";
import { json, refusals } from "./problem.ts";

export const nextAct = z.object({ tag: z.string(), act: z.string() });
const adjustment = z.object({
  code: z.string(),
  amount: usd,
  meaning: z.string(),
  owes: z.string(),
  /** What to do about it, in our words; null where nothing is to be done. */
  next: nextAct.nullable(),
});

/** A remittance as the paper EOB would show it, its segments beside each row. */
export const eob = z
  .object({
    remittance: id,
    file: id.nullable(),
    typedBy: z.string().nullable(),
    payer: z.string(),
    trace: z.string().nullable(),
    paidOn: day.nullable(),
    payerNumber: z.string().nullable(),
    status: z.string(),
    fate: z.object({ what: z.string(), because: z.string() }),
    billed: usd,
    paid: usd,
    patient: usd.nullable(),
    adjustments: z.array(adjustment),
    remarks: z.array(z.object({ code: z.string(), meaning: z.string() })),
    lines: z.array(
      z.object({
        code: z.string(),
        modifiers: z.array(z.string()),
        units: z.string(),
        date: day.nullable(),
        charge: usd,
        takenOff: usd,
        allowed: usd.nullable(),
        patient: usd,
        paid: usd,
        adjustments: z.array(adjustment),
        remarks: z.array(z.object({ code: z.string(), meaning: z.string() })),
        segments: z.array(z.object({ segment: z.int(), text: z.string() })),
      }),
    ),
    balance: z.object({ balances: z.boolean(), out: usd, text: z.string() }),
    segments: z.array(z.object({ segment: z.int(), text: z.string() })),
  })
  .openapi("Eob");

export const getEobs = createRoute({
  method: "get",
  path: "/v1/cases/{case}/eobs",
  tags: ["Cases"],
  summary: "What the payer said, remittance by remittance, newest last",
  request: { params: oneCase },
  responses: { 200: json(z.object({ rows: z.array(eob) }), "Remittances."), ...refusals },
});
