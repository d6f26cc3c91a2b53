import type { z } from "@hono/zod-openapi";
import type { act } from "#api/contract/acts.ts";
import { dayIn, dayOrNot, usdIn, wrong } from "#api/fields.ts";
import type { Person } from "#app/desk/people.ts";
import type { Act } from "#case/command.ts";
import type { Person as Named } from "#case/event.ts";
import { OUTCOMES } from "#case/event-lists.ts";
import { proveDeliveryIn, recordCounselIn, recordFilingIn, sendPaperIn } from "./filing-acts.ts";
import {
  acceptOfferIn,
  askApprovalIn,
  conditionsIn,
  logOfferIn,
  makeOfferIn,
  present,
  setFloorIn,
} from "./offers-acts.ts";

/** An act as it came in, in the words of the case. */

export type ActIn = z.output<typeof act>;

/** Somebody of the organization who works for the client. */
function namedIn(id: string, { people, client }: About, path: string): Named {
  const p = people.find((x) => x.id === id);
  const works = p !== undefined && (client === undefined || p.clients === "all" || p.clients.includes(client));
  if (!works) throw wrong(path, "Nobody of that key works for this client.");
  return { id: p.id, name: p.name };
}

/** Who works here, and the client of the case; undefined where cases of several are acted on. */
export interface About {
  readonly people: readonly Person[];
  readonly client: string | undefined;
}

type InOf<T extends ActIn["type"]> = Extract<ActIn, { type: T }>;

function taskIn(a: Pick<InOf<"add task">, "title" | "waits" | "due" | "for">, about: About) {
  const due = dayOrNot(a.due, "act.due");
  const whom = a.for === undefined ? undefined : namedIn(a.for, about, "act.for");
  return {
    title: a.title,
    waits: a.waits,
    ...(due !== undefined && { due }),
    ...(whom !== undefined && { for: whom }),
  };
}

function agreementIn(a: InOf<"enter agreement">): Extract<Act, { type: "enter agreement" }> {
  const { type, kind, basis, days, source, offer, replaces, terms, reason } = a;
  const conditions = conditionsIn(a.conditions);
  return {
    type,
    kind,
    basis,
    days,
    source,
    amount: usdIn(a.amount, "act.amount"),
    lines: a.lines.map((l, i) => ({ line: l.line, amount: usdIn(l.amount, `act.lines.${i}.amount`) })),
    agreed: dayIn(a.agreed, "act.agreed"),
    due: dayIn(a.due, "act.due"),
    ...(offer !== undefined && { offer }),
    ...(replaces !== undefined && { replaces }),
    ...(terms !== undefined && { terms }),
    ...(conditions !== undefined && { conditions }),
    ...(reason !== undefined && { reason }),
  };
}

function closeIn(a: InOf<"close">): Extract<Act, { type: "close" }> {
  const outcome = OUTCOMES.find((o) => o === a.outcome);
  if (outcome === undefined) throw wrong("act.outcome", `Choose one of: ${OUTCOMES.join(", ")}.`);
  const { reason } = a;
  return { type: "close", outcome, amount: usdIn(a.amount, "act.amount"), ...(reason !== undefined && { reason }) };
}

function callIn(a: InOf<"log call">): Extract<Act, { type: "log call" }> {
  const { promise, ...call } = a;
  return {
    ...present(call),
    ...(promise !== undefined && { promise: { what: promise.what, by: dayIn(promise.by, "act.promise.by") } }),
  };
}

/** Throws Refused when a day, an amount or a person of it is none. */
export function actIn(a: ActIn, about: About): Act {
  switch (a.type) {
    case "assign":
      return a.to === null ? { type: "assign" } : { type: "assign", to: namedIn(a.to, about, "act.to") };
    case "add task":
      return { type: a.type, ...taskIn(a, about) };
    case "change task":
      return { type: a.type, task: a.task, ...taskIn(a, about) };
    case "finish task":
      return { type: a.type, task: a.task, ...(a.how !== undefined && { how: a.how }) };
    case "ask colleague":
      return { ...a, to: namedIn(a.to, about, "act.to"), answerBy: dayIn(a.answerBy, "act.answerBy") };
    case "log call":
      return callIn(a);
    case "send paper":
      return sendPaperIn(a);
    case "prove delivery":
      return proveDeliveryIn(a);
    case "record filing":
      return recordFilingIn(a);
    case "record counsel":
      return recordCounselIn(a);
    case "log offer":
      return logOfferIn(a);
    case "make offer":
      return makeOfferIn(a);
    case "accept offer":
      return acceptOfferIn(a);
    case "set floor":
      return setFloorIn(a);
    case "ask approval":
      return askApprovalIn(a);
    case "withdraw offer":
      return { type: a.type, offer: a.offer, ...(a.reason !== undefined && { reason: a.reason }) };
    case "enter agreement":
      return agreementIn(a);
    case "snooze":
      return { type: a.type, until: dayIn(a.until, "act.until"), reason: a.reason };
    case "wake":
      return { type: a.type, why: "by hand" };
    case "release":
      return { type: a.type, ...(a.reason !== undefined && { reason: a.reason }) };
    case "close":
      return closeIn(a);
    default:
      return a;
  }
}
