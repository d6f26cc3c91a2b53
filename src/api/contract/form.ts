import { z } from "@hono/zod-openapi";

/** The forms that values have on the wire: amounts as text with two decimals, days and moments as text, unknown as null. */

/** `"1250.00"`, `"-3.05"`: US dollars, exact. */
export const usd = z
  .string()
  .regex(/^-?\d{1,16}\.\d{2}$/)
  .openapi("Usd", { example: "1250.00", description: "US dollars, exact to the cent." });

/** An amount as people type it: `1250`, `1250.5`. */
export const money = z.string().regex(/^\d{1,13}(\.\d{1,2})?$/);

/** `2026-11-23`. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .openapi("Day", { example: "2026-11-23", description: "A day of the calendar, without a clock." });

/** `2026-11-23T14:05:09.000Z`. */
export const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/)
  .openapi("Moment", { example: "2026-11-23T14:05:09.000Z", description: "A moment in UTC." });

export const id = z.uuid().openapi("Id", { description: "A key made by Parley; it tells nothing." });

/** Case number as people say it: `HR-2041`. */
export const caseNumber = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{0,5}-[1-9]\d{0,8}$/)
  .openapi("CaseNumber", { example: "HR-2041" });

export const text = (most: number) => z.string().trim().min(1).max(most);

/** Where something stands in what a user gave. */
export const place = z
  .object({
    file: z.string(),
    byte: z.int().optional(),
    segment: z.int().optional(),
    loop: z.string().optional(),
    element: z.string().optional(),
    line: z.int().optional(),
    column: z.string().optional(),
  })
  .openapi("Place");

export const problemOfInput = z
  .object({ code: z.string(), severity: z.enum(["error", "warning"]), at: place, message: z.string() })
  .openapi("InputProblem", { description: "Something wrong with a file, where, and what to do." });

/** One reason with its source, as a person reads it. */
export const because = z.object({ text: z.string(), source: z.string().optional() }).openapi("Because");

export const person = z.object({ id, name: z.string(), initials: z.string() }).openapi("PersonName");

/** The clients a page is about: one, or, absent, all that the person may see. */
export const ofClient = z.object({ client: id.optional().openapi({ description: "One client; all when absent." }) });

export const cursor = z.string().max(500).openapi({ description: "Where the page before this one ended." });

export const page = { cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(500).default(50) };

/** A page of a list, and where the next begins; null on the last. */
export const pageOf = <T extends z.ZodType>(of: T) => z.object({ rows: z.array(of), next: cursor.nullable() });
