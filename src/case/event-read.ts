import { type Place, type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import { BODIES, type CaseEvent, envelope, eventJson, FORM, isEventType } from "./event.ts";

/** Reading events as they are stored, and making sure that what is to be stored can be read again. */

interface Misread {
  readonly issues: readonly { readonly path: readonly PropertyKey[] }[];
}

/** Where it is wrong, by field: "finding.lines.0.paid". */
const placesOf = (error: Misread): string =>
  [...new Set(error.issues.map((i) => i.path.map(String).join(".") || "the event itself"))].slice(0, 5).join(", ");

/**
 * Reads a stored event. What is not one of Parley's events is a Problem that names the place and never the value: a type
 * or form nobody knows was written by a newer Parley or by another hand.
 */
export function readEvent(json: unknown, at: Place): Result<CaseEvent, Problem> {
  const wrong = (code: string, message: string): Result<never, Problem> => err(problem("error", code, at, message));
  const read = envelope.safeParse(json);
  if (!read.success) return wrong("event-unreadable", `An event of a case is not whole: ${placesOf(read.error)}.`);
  const { type, form, by, at: when, on } = read.data;
  if (!isEventType(type))
    return wrong("event-type-unknown", "This type of event is not known. A newer Parley may have written it; update.");
  if (form !== FORM)
    return wrong("event-form-unknown", "This form of event is not known. A newer Parley may have written it; update.");
  const body = BODIES[type].safeParse(read.data.body);
  if (!body.success) return wrong("event-unreadable", `An event "${type}" is not whole: ${placesOf(body.error)}.`);
  // The body is of the type it was read by, which the compiler cannot follow through the table.
  return ok({ type, form, by, at: when, on, body: body.data } as CaseEvent);
}

/**
 * The event as it will be read again, field by field in the order of its body; or the fields that could not be stored:
 * empty or overlong text, a figure out of range.
 */
export function asStored(event: CaseEvent): Result<CaseEvent, string> {
  const stamped = envelope.safeParse(eventJson(event));
  if (!stamped.success) return err(placesOf(stamped.error));
  const { by, at, on, body } = stamped.data;
  const read = BODIES[event.type].safeParse(body);
  // The body is of the type it was read by, which the compiler cannot follow through the table.
  return read.success
    ? ok({ type: event.type, form: FORM, by, at, on, body: read.data } as CaseEvent)
    : err(placesOf(read.error));
}
