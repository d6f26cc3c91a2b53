import type { Insertable } from "kysely";
import type { Day } from "#base/day.ts";
import { loosely } from "#claim/control-number.ts";
import type { Tables } from "#store/tables.ts";
import { idAt } from "#store/uuid.ts";
import { bare } from "#store/wire.ts";
import type { SetContext } from "#x12/context.ts";
import type { ElementError, GroupAnswer, SegmentError, SetAnswer } from "#x12/model.ts";

/** Rows of sets of claims that were sent (837), and of what was answered to them (999). */

interface Keys {
  readonly org: string;
  readonly client: string;
  readonly file: string;
}

/** A place that a 999 found wrong. What a file has in the place of a code or an id is left out: it may be anything. */
export interface SetError {
  /** Id of the segment, and its place counted from the ST, which is 1. */
  readonly segment: string;
  readonly position?: number;
  readonly loop?: string;
  /** IK304, or IK403 where an element is named. */
  readonly code?: string;
  readonly element?: number;
  readonly component?: number;
}

/** A set may name thousands; these are shown, and each 999 is kept whole. */
const ERRORS_KEPT = 20;

const CODE = /^[A-Z]?\d{1,2}$/;
const codeIn = (text: string | undefined): { readonly code?: string } =>
  text !== undefined && CODE.test(text) ? { code: text } : {};

const textOf = (text: string | undefined): string | null =>
  text === undefined || text.trim() === "" ? null : bare(text.trim());

const numberOf = (control: string): string => bare(loosely(control));

/** Undefined of a set that is not of claims, or whose numbers nobody could answer by. */
export function sentSetRow(c: SetContext, at: Keys): Insertable<Tables["sent_set"]> | undefined {
  if (c.kind !== "837" || c.group === undefined || c.group === "" || c.set === "") return undefined;
  return {
    ...at,
    id: idAt(at.file, c.byte),
    segment: c.segment,
    sender: textOf(c.sender),
    interchange: numberOf(c.interchange),
    in_group: numberOf(c.group),
    control: numberOf(c.set),
    day: c.fileDay ?? null,
  };
}

function errorsOf(s: SegmentError): readonly SetError[] {
  const place = {
    segment: /^[A-Z][A-Z0-9]{1,2}$/.test(s.segment) ? s.segment : "a segment",
    ...(s.position !== undefined && { position: s.position }),
    ...(s.loop !== undefined && /^\d{4}[A-Z]{0,2}$/.test(s.loop) && { loop: s.loop }),
  };
  if (s.elements.length === 0) return [{ ...place, ...codeIn(s.error) }];
  return s.elements.map((e: ElementError) => ({
    ...place,
    ...codeIn(e.error),
    ...(e.element !== undefined && { element: e.element }),
    ...(e.component !== undefined && { component: e.component }),
  }));
}

/** A status that takes a set and names errors in it. */
const WITH_ERRORS = "E";

function rowOf(
  a: SetAnswer | GroupAnswer,
  at: Keys,
  context: SetContext,
  of: { readonly group: string; readonly control: string | null; readonly errors: readonly SetError[] },
): Insertable<Tables["set_answer"]> | undefined {
  const day: Day | undefined = context.fileDay;
  if (a.outcome === undefined || day === undefined || of.group === "") return undefined;
  const codes = [a.status, ...a.errors].filter((c) => c !== undefined && /^[A-Z]?\d{0,2}$/.test(c));
  return {
    ...at,
    id: idAt(at.file, a.span.from),
    segment: a.span.segment,
    receiver: textOf(context.receiver),
    in_group: numberOf(of.group),
    control: of.control,
    day,
    outcome: a.outcome === "accepted" && a.status === WITH_ERRORS ? "accepted with errors" : a.outcome,
    codes: codes.join(" "),
    errors: JSON.stringify(of.errors),
  };
}

/** Undefined of an answer without a verdict, of another kind of set, or in a file that says no day. */
export function setAnswerRow(
  a: SetAnswer,
  at: Keys,
  context: SetContext,
): Insertable<Tables["set_answer"]> | undefined {
  if (a.kind !== "837" || a.control === "") return undefined;
  const errors = a.segments.flatMap(errorsOf).slice(0, ERRORS_KEPT);
  return rowOf(a, at, context, { group: a.group, control: numberOf(a.control), errors });
}

/** The verdict on a whole group, which counts for those of its sets that the same 999 says nothing else of. */
export function groupAnswerRow(
  a: GroupAnswer,
  at: Keys,
  context: SetContext,
): Insertable<Tables["set_answer"]> | undefined {
  if (a.kind !== "HC") return undefined;
  return rowOf(a, at, context, { group: a.control, control: null, errors: [] });
}
