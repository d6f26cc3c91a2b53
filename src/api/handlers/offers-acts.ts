import type { z } from "@hono/zod-openapi";
import type { act, askedAct } from "#api/contract/acts.ts";
import type { terms as termsForm } from "#api/contract/terms.ts";
import { dayIn, dayOrNot, usdIn } from "#api/fields.ts";
import type { Act } from "#case/command.ts";
import type { AskedAct, Conditions } from "#case/event.ts";

/** Acts on offers and approvals as they came in, in the words of the case. */

type ActIn = z.output<typeof act>;
type InOf<T extends ActIn["type"]> = Extract<ActIn, { type: T }>;
type OfType<T extends Act["type"]> = Extract<Act, { type: T }>;

type Optional<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
type Present<T> = Omit<T, Optional<T>> & { [K in Optional<T>]?: Exclude<T[K], undefined> };

/** Fields that were given: what is undefined was not. */
export const present = <T extends object>(of: T): Present<T> =>
  Object.fromEntries(Object.entries(of).filter(([, v]) => v !== undefined)) as Present<T>;

const linesIn = (lines: readonly { readonly line: number; readonly amount: string }[], path: string) =>
  lines.map((l, i) => ({ line: l.line, amount: usdIn(l.amount, `${path}.${i}.amount`) }));

export const conditionsIn = (terms: z.output<typeof termsForm> | undefined): Conditions | undefined =>
  terms === undefined || Object.keys(terms).length === 0 ? undefined : present(terms);

type Offered = Pick<InOf<"make offer">, "final" | "answers" | "lines" | "expires">;

const offeredIn = ({ final, answers, lines, expires }: Offered, at: string) =>
  present({
    // Not said to be the last is as if nothing was said.
    final: final === true ? true : undefined,
    answers,
    lines: lines === undefined ? undefined : linesIn(lines, `${at}.lines`),
    expires: dayOrNot(expires, `${at}.expires`),
  });

export function logOfferIn(a: InOf<"log offer">): OfType<"log offer"> {
  const { type, from, way, terms, source, move, waives } = a;
  return {
    ...{ type, from, way, amount: usdIn(a.amount, "act.amount"), made: dayIn(a.made, "act.made") },
    ...offeredIn(a, "act"),
    ...present({
      terms: typeof terms === "string" ? terms : undefined,
      conditions: typeof terms === "string" ? undefined : conditionsIn(terms),
      source,
      move,
      waives,
    }),
  };
}

export function makeOfferIn(a: InOf<"make offer">): OfType<"make offer"> {
  const { type, way, reasons, request, note } = a;
  return {
    ...{ type, way, reasons, amount: usdIn(a.amount, "act.amount") },
    ...offeredIn(a, "act"),
    ...present({ conditions: conditionsIn(a.terms), request, note }),
  };
}

export function acceptOfferIn(a: InOf<"accept offer">): OfType<"accept offer"> {
  const { type, offer, days, source, request, patient } = a;
  return {
    ...{ type, offer, days, source, due: dayIn(a.due, "act.due"), lines: linesIn(a.lines, "act.lines") },
    ...present({ request, patient: patient === undefined ? undefined : usdIn(patient, "act.patient") }),
  };
}

function asksIn(a: z.output<typeof askedAct>): AskedAct {
  const { type, offer, forum, way, reasons } = a;
  const amount = a.amount === undefined ? undefined : usdIn(a.amount, "act.act.amount");
  return {
    type,
    ...offeredIn(a, "act.act"),
    ...present({ amount, offer, forum, way, reasons, conditions: conditionsIn(a.terms) }),
  };
}

export const askApprovalIn = ({ type, act: asked, note }: InOf<"ask approval">): OfType<"ask approval"> => ({
  type,
  asks: asksIn(asked),
  ...present({ note }),
});

export const setFloorIn = ({ type, amount, reason, request }: InOf<"set floor">): OfType<"set floor"> => ({
  ...{ type, reason, amount: usdIn(amount, "act.amount") },
  ...present({ request }),
});
