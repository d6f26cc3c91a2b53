import * as z from "zod";
import { type Day, readDay } from "#base/day.ts";
import { type Cents, formatUsd, readUsd } from "#base/money.ts";
import { CLASSES } from "./evaluation.ts";

/** What bodies of events are made of: amounts, days, people, rights and findings, each read strictly as it is written. */

export const text = (most: number) => z.string().min(1).max(most);
export const words = text(4_000);
export const name = text(200);
/** What files say and may leave empty. */
export const said = z.string().max(1_000);
export const shape = <S extends z.core.$ZodShape>(fields: S) => z.strictObject(fields).readonly();
export const list = <T extends z.ZodType>(of: T, most = 1_000) => z.array(of).max(most).readonly();

export const day = z.custom<Day>((v) => typeof v === "string" && v.length === 10 && readDay(v) !== undefined);

/** Cents in an event, `"1250.00"` in JSON; only as Parley writes it, so that what is read is written back the same. */
export const money = z.string().transform((t, context): Cents => {
  const read = readUsd(t);
  if (read.ok && formatUsd(read.value) === t) return read.value;
  context.addIssue({ code: "custom", message: "not an amount" });
  return z.NEVER;
});

/** The number of an event of the same case. */
export const number = z.int().positive();
export const line = z.int().positive();

export const person = shape({ id: name, name });
export type Person = z.output<typeof person>;

/** Who did it: a person of the organization, a rule of Parley that ran by itself, or a guest of a room. */
export const actor = shape({ kind: z.enum(["person", "rule", "guest"]), id: name, name });
export type Actor = z.output<typeof actor>;

export const right = shape({
  id: name,
  channel: name,
  label: name,
  state: z.enum(["open", "not yet open", "expired", "unknown"]),
  safe: z.tuple([day, day]).readonly().exactOptional(),
  assumed: z.boolean(),
  cite: said,
  confidence: z.enum(["verified", "known", "unsure"]),
});
/** A right as the evaluation found it. Its days stand; whether it is open depends on the day that asks. */
export type CaseRight = z.output<typeof right>;

export const findingLine = shape({
  number: line,
  code: said,
  class: z.enum(CLASSES),
  billed: money,
  allowed: money.exactOptional(),
  paid: money,
  stake: money,
  /** The right that ends first, its last safe day, and the chance per thousand that it pays: what the loss is made of. */
  loss: shape({ right: name, last: day, chancePermille: z.int().min(0).max(1_000), amount: money }).exactOptional(),
});

export const question = shape({
  fact: name,
  scope: z.enum(["claim", "plan", "facility", "payer"]),
  key: said,
  question: text(1_000),
  dollars: money,
});

export const finding = shape({
  asOf: day,
  class: z.enum(CLASSES),
  payment: z.enum(["unpaid", "denied", "underpaid", "paid in line", "unknown"]),
  billed: money,
  allowed: money.exactOptional(),
  paid: money,
  patient: money,
  stake: money,
  loss: money,
  channel: shape({ verdict: name, missing: list(name) }),
  rights: list(right),
  questions: list(question),
  lines: list(findingLine),
});
/** What `evaluate` said of the claim on a day, as far as a case acts on it. */
export type CaseFinding = z.output<typeof finding>;

/** Long enough for the days of one right over all lines of a claim. */
export const figure = text(20_000);
export const change = shape({ what: name, from: figure.exactOptional(), to: figure.exactOptional() });
/** What an evaluation says otherwise than the one before: `{ what: "stake", from: "600.00", to: "812.00" }`. */
export type Change = z.output<typeof change>;

export const rightEnding = shape({ id: name, label: name, last: day, cite: said });
/** A right that still may be used, by its last safe day. */
export type RightEnding = z.output<typeof rightEnding>;
