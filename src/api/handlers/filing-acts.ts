import type { z } from "@hono/zod-openapi";
import type { act } from "#api/contract/acts.ts";
import { dayIn, usdIn } from "#api/fields.ts";
import type { Act } from "#case/command.ts";
import { present } from "./offers-acts.ts";

/** Acts on papers that were sent and disputes that were filed, in the words of the case. */

type ActIn = z.output<typeof act>;
type InOf<T extends ActIn["type"]> = Extract<ActIn, { type: T }>;
type OfType<T extends Act["type"]> = Extract<Act, { type: T }>;

export const sendPaperIn = ({ to, ...a }: InOf<"send paper">): OfType<"send paper"> =>
  present({ ...a, day: dayIn(a.day, "act.day"), to: present(to) });

export const proveDeliveryIn = (a: InOf<"prove delivery">): OfType<"prove delivery"> =>
  present({ ...a, day: dayIn(a.day, "act.day") });

export const recordCounselIn = ({ amount, cost, ...a }: InOf<"record counsel">): OfType<"record counsel"> => ({
  ...{ ...a, day: dayIn(a.day, "act.day") },
  ...{ amount: usdIn(amount, "act.amount"), cost: usdIn(cost, "act.cost") },
});

const moneyOrNot = (amount: string | undefined, path: string) =>
  amount === undefined ? undefined : usdIn(amount, path);

export const recordFilingIn = ({ fee, finalOffer, ...a }: InOf<"record filing">): OfType<"record filing"> =>
  present({
    ...{ ...a, day: dayIn(a.day, "act.day") },
    fee: moneyOrNot(fee, "act.fee"),
    finalOffer: moneyOrNot(finalOffer, "act.finalOffer"),
  });
