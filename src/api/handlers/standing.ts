import type { z } from "@hono/zod-openapi";
import type { getStanding } from "#api/contract/standing.ts";
import { dayIn, usdIn, wrong } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse } from "#api/refused.ts";
import { actOnCase } from "#app/desk/case-acts.ts";
import { rowOf } from "#app/desk/case-sheet.ts";
import { submissionCards } from "#app/desk/counterparty.ts";
import { errorWords } from "#app/desk/set-answers.ts";
import { type Standing, type StatusEntry, standingOf } from "#app/desk/standing.ts";
import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, ZERO } from "#base/money.ts";
import { type Benefits, benefitsText, type Limit, leftOf } from "#claim/benefits.ts";
import { statusText } from "#claim/claim-status.ts";
import { actorOf, noCase, noteCase } from "./cases.ts";

/** Where a claim stands with its plan, and which benefits the plan stated. */

type Out = z.input<(typeof getStanding)["responses"][200]["content"]["application/json"]["schema"]>;
type OfCase = Asked<"getStanding" | "noteStatus" | "noteBenefits">;

const usd = (amount: Cents | undefined): string | null => (amount === undefined ? null : formatUsd(amount));
const limitOut = (l: Limit | undefined) =>
  l === undefined ? null : { amount: formatUsd(l.amount), met: formatUsd(l.met), left: formatUsd(leftOf(l)) };

function benefitsOut(benefits: Standing["benefits"]): Out["benefits"] {
  if (benefits === undefined) return null;
  const { is, ...said } = benefits;
  return {
    ...said,
    covered: is.covered,
    asOf: is.asOf,
    deductible: limitOut(is.deductible),
    coinsurance: is.coinsurance ?? null,
    outOfPocket: limitOut(is.outOfPocket),
    method: is.method ?? null,
    inNetworkDeductibleLeft: usd(is.inNetworkDeductibleLeft),
    inNetworkCoinsurance: is.inNetworkCoinsurance ?? null,
    inNetworkCopay: usd(is.inNetworkCopay),
  };
}

function patientOut(patient: Standing["patient"]): Out["patient"] {
  if (patient === undefined) return null;
  if (!patient.known) return { maximum: null, recognized: null, missing: [...patient.missing], cites: [] };
  return {
    maximum: formatUsd(patient.maximum),
    recognized: formatUsd(patient.recognized),
    missing: [],
    cites: [...patient.cites],
  };
}

const entryOut = ({ set, reference, ...e }: StatusEntry): Out["status"]["entries"][number] => ({
  ...e,
  reference: reference ?? null,
  set:
    set === undefined
      ? null
      : { outcome: set.outcome, errors: set.errors.map((at) => ({ words: errorWords(at), where: at.where })) },
});

const show = (asked: OfCase): Promise<Out> =>
  asked.as(async (tx) => {
    const found = await standingOf(tx, asked.params.case, asked.hall.open.desk.today());
    if (found === undefined) throw noCase();
    await noteCase(tx, "standing", found.row, asked.id);
    const { now, entries } = found.status;
    return {
      status: { now: now ?? null, entries: entries.map(entryOut) },
      benefits: benefitsOut(found.benefits),
      patient: patientOut(found.patient),
      submission: [...(await submissionCards(tx, found.row))],
    };
  });

/** Keeps what was said as an answer of the case about its own claim. */
async function keep(
  asked: Asked<"noteStatus" | "noteBenefits">,
  fact: "claim_status" | "oon_benefits",
  value: string,
): Promise<void> {
  const row = await asked.as((tx) => rowOf(tx, asked.params.case));
  if (row === undefined) throw noCase();
  const { saw, source } = asked.body;
  const act = { type: "answer fact", fact, scope: "claim", key: row.claim_number, value, source } as const;
  const { desk } = asked.hall.open;
  orRefuse(await actOnCase(desk, asked.who.principal, actorOf(asked.who), { caseId: row.id, saw, act }));
}

/** A day that has come: nobody knows the status of tomorrow. */
function past(text: string, path: string, today: Day): Day {
  const day = dayIn(text, path);
  if (day > today) throw wrong(path, "This day has not come yet.");
  return day;
}

function limitIn(body: object, name: "deductible" | "outOfPocket"): Limit | undefined {
  const given = body as Readonly<Record<string, string | undefined>>;
  const [amount, met] = [given[name], given[`${name}Met`]];
  if (amount === undefined && met !== undefined) throw wrong(name, "Write the whole amount beside what of it is met.");
  return amount === undefined
    ? undefined
    : { amount: usdIn(amount, name), met: met === undefined ? ZERO : usdIn(met, `${name}Met`) };
}

function benefitsIn({ body, hall }: Asked<"noteBenefits">): Benefits {
  const deductible = limitIn(body, "deductible");
  const outOfPocket = limitIn(body, "outOfPocket");
  const { coinsurance, method, inNetworkCoinsurance, inNetworkDeductibleLeft: left, inNetworkCopay: copay } = body;
  return {
    covered: body.covered,
    asOf: past(body.asOf, "asOf", hall.open.desk.today()),
    ...(deductible !== undefined && { deductible }),
    ...(outOfPocket !== undefined && { outOfPocket }),
    ...(coinsurance !== undefined && { coinsurance }),
    ...(method !== undefined && { method }),
    ...(inNetworkCoinsurance !== undefined && { inNetworkCoinsurance }),
    ...(left !== undefined && { inNetworkDeductibleLeft: usdIn(left, "inNetworkDeductibleLeft") }),
    ...(copay !== undefined && { inNetworkCopay: usdIn(copay, "inNetworkCopay") }),
  };
}

export const STANDING: HandlersOf<"getStanding" | "noteStatus" | "noteBenefits"> = {
  getStanding: show,

  noteStatus: async (asked) => {
    const { status, reference } = asked.body;
    const day = past(asked.body.day, "day", asked.hall.open.desk.today());
    await keep(asked, "claim_status", statusText({ status, day, ...(reference !== undefined && { reference }) }));
    return await show(asked);
  },

  noteBenefits: async (asked) => {
    await keep(asked, "oon_benefits", benefitsText(benefitsIn(asked)));
    return await show(asked);
  },
};
