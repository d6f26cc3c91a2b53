import { z } from "@hono/zod-openapi";
import { CLASSES, FLAGS } from "#case/evaluation.ts";
import { because, day, usd } from "./form.ts";

/** A claim as `parley map --json` writes it, key for key: the same words in a file, on the wire and on screen. */

export const lineClass = z.enum(CLASSES).openapi("LineClass");
export const flag = z.enum(FLAGS).openapi("Flag");
const payment = z.enum(["unpaid", "denied", "underpaid", "paid in line", "unknown"]);
const confidence = z.string();
const safe = z.tuple([day, day]).nullable();

export const right = z
  .object({
    id: z.string(),
    channel: z.string(),
    label: z.string(),
    state: z.string(),
    safe,
    daysLeft: z.int().nullable(),
    assumed: z.boolean(),
    starts: z.object({ day, source: z.string() }).nullable(),
    disputed: z
      .array(z.object({ received: day, source: z.string(), safe: z.array(day), state: z.string() }))
      .optional(),
    cite: z.string(),
    confidence,
  })
  .openapi("Right");

export const channel = z
  .object({
    verdict: z.string(),
    candidates: z.array(
      z.object({ channel: z.string(), because: z.array(because), cites: z.array(z.string()), confidence }),
    ),
    missing: z.array(z.string()),
    because: z.array(because),
    facts: z.array(because),
  })
  .openapi("Channel");

export const line = z
  .object({
    line: z.int(),
    code: z.string(),
    modifiers: z.array(z.string()),
    units: z.string(),
    date: day.nullable(),
    billed: usd,
    allowed: usd.nullable(),
    allowedFrom: z.string().nullable(),
    paid: usd,
    patient: usd,
    payment,
    rightsState: z.enum(["open", "not yet open", "expired", "none"]),
    class: lineClass,
    flags: z.array(flag),
    stake: usd,
    benchmark: usd.nullable(),
    benchmarkFrom: z.string().nullable(),
    channel: z.object({ verdict: z.string(), missing: z.array(z.string()) }),
    rights: z.array(z.object({ id: z.string(), safe, daysLeft: z.int().nullable(), assumed: z.boolean() })),
    loss: usd,
    lossFrom: z.string().nullable(),
    codes: z.array(z.string()),
    how: z.string(),
    because: z.array(because),
  })
  .openapi("Line");

export const evaluation = z
  .object({
    claim: z.string(),
    payer: z.string(),
    payerKey: z.string(),
    state: z.string().nullable(),
    dateOfService: day.nullable(),
    billed: usd,
    allowed: usd.nullable(),
    paid: usd,
    patient: usd,
    payment,
    class: lineClass,
    flags: z.array(flag),
    stake: usd,
    benchmark: usd.nullable(),
    channel,
    rights: z.array(right),
    loss: usd,
    lines: z.array(line),
    questions: z.array(z.string()),
    notes: z.array(z.string()),
    sources: z.array(z.string()),
    match: z.string(),
    takeback: z.object({ how: z.string(), amount: usd }).nullable(),
  })
  .openapi("Evaluation");

export const question = z
  .object({
    fact: z.string(),
    scope: z.enum(["claim", "plan", "facility", "payer"]),
    key: z.string(),
    about: z.string(),
    question: z.string(),
    values: z
      .array(z.string())
      .openapi({ description: "Answers that law understands; empty for a day, an amount or words." }),
    dollars: usd,
    claims: z.int(),
    lines: z.int(),
  })
  .openapi("Question");

const tally = z.object({ claims: z.int(), lines: z.int(), stake: usd });
const tallies = z.record(z.string(), tally);

export const totals = z
  .object({
    claims: z.int(),
    remittances: z.int(),
    lines: z.int(),
    billed: usd,
    allowed: usd,
    paid: usd,
    patient: usd,
    recoverable: usd,
    stake: usd,
    loss: usd,
    takenBack: usd,
    byClass: tallies,
    byFlag: tallies,
    aging: z.array(z.object({ label: z.string(), lines: z.int(), stake: usd })),
    duplicateFiles: z.int(),
    setAside: z.object({ claims: z.int(), billed: usd }),
    unmatched: z.object({ claims: z.int(), remittances: z.int() }),
  })
  .openapi("MapTotals");
