import type { z } from "@hono/zod-openapi";
import { need } from "#api/caller.ts";
import type { singleCaseAct, singleCaseRow } from "#api/contract/single-cases.ts";
import { dayIn, usdIn, wrong } from "#api/fields.ts";
import type { Answer, Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { masked, noteReads } from "#app/desk/access.ts";
import { expectedOf } from "#app/desk/expected-allowed.ts";
import { printed } from "#app/desk/papers.ts";
import { profileOf } from "#app/desk/settings.ts";
import {
  claimByNumber,
  payerKeyOf,
  type SingleCaseUse,
  singleCaseShown,
  type UnderAgreement,
  usagesOf,
} from "#app/desk/single-case-claims.ts";
import { enterSingleCase } from "#app/desk/single-case-enter.ts";
import { paperOfSingleCase } from "#app/desk/single-case-paper.ts";
import { listSingleCases, type SingleCase, type SingleCaseWords } from "#app/desk/single-case-rows.ts";
import { actOnSingleCase, changeSingleCase, makeSingleCase, type SingleCaseAct } from "#app/desk/single-cases.ts";
import { type Cents, cents, formatUsd, ZERO } from "#base/money.ts";
import { type AgreedRate, isPercent, type RatePrice, singleCaseWorth } from "#case/single-case.ts";
import { serviceOf } from "#claim/history.ts";
import { readProfile } from "#claim/profile-file.ts";
import { moneyJson } from "#document/wording.ts";
import type { TenantTx } from "#store/store.ts";
import { actorOf } from "./cases.ts";
import { orRefusePaper, savedAs } from "./cases-papers.ts";

/** Single case agreements made before the service. */

type RowOut = z.input<typeof singleCaseRow>;
type Whole = Exclude<Answer<"getSingleCase">, Response>;
type WordsIn = Asked<"makeSingleCase">["body"]["words"];
type ActIn = z.output<typeof singleCaseAct>;

const noAgreement = (): Refused => new Refused("not-found", "There is no such agreement.");

/** "62.5" as hundredths of a percent. */
const hundredthsIn = (percent: string): number => Math.round(Number(percent) * 100);

function priceIn(r: WordsIn["rates"][number], i: number): RatePrice {
  const at = `words.rates.${i}`;
  if (r.basis === "percent of billed" || r.basis === "percent of Medicare") {
    if (r.percent === null) throw wrong(`${at}.percent`, "Say what percent.");
    return { basis: r.basis, hundredths: hundredthsIn(r.percent) };
  }
  if (r.amount === null) throw wrong(`${at}.amount`, "Say the amount.");
  return { basis: r.basis, amount: usdIn(r.amount, `${at}.amount`) };
}

function wordsIn({ rates, searches, ...w }: WordsIn): SingleCaseWords {
  return {
    ...w,
    ...{ from: dayIn(w.from, "words.from"), to: dayIn(w.to, "words.to") },
    rates: rates.map(
      (r, i): AgreedRate => ({
        ...{ code: r.code, modifiers: r.modifiers, price: priceIn(r, i), units: r.units ?? undefined },
      }),
    ),
    searches: searches.map((s, i) => ({
      ...s,
      on: dayIn(s.on, `words.searches.${i}.on`),
      ...{ miles: s.miles, waitDays: s.waitDays },
    })),
  };
}

const rateOut = ({ code, modifiers, price, units }: AgreedRate): Whole["words"]["rates"][number] => ({
  ...{ code, modifiers: [...modifiers], basis: price.basis, units: units ?? null },
  amount: isPercent(price) ? null : formatUsd(price.amount),
  percent: isPercent(price) ? String(price.hundredths / 100) : null,
});

/** What answered claims were allowed less than they are due. */
const shortOf = (use: SingleCaseUse | undefined): Cents =>
  (use?.claims ?? [])
    .flatMap((c) => c.due.lines)
    .reduce<Cents>((t, l) => (l.difference !== undefined && l.difference < 0n ? cents(t - l.difference) : t), ZERO);

function rowOut(s: SingleCase, use: SingleCaseUse | undefined, seesPatients: boolean): RowOut {
  return {
    ...{ id: s.id, client: s.client, name: s.name, payer: s.payer, state: s.state, version: s.version },
    ...{ patient: masked(s.patient, seesPatients), from: s.from, to: s.to, changedAt: s.changedAt },
    ...{ worth: moneyJson(singleCaseWorth(s.rates)), claims: use?.claims.length ?? 0 },
    ...{ due: formatUsd(use?.total.due ?? ZERO), short: formatUsd(shortOf(use)), renew: [...(use?.renew ?? [])] },
  };
}

const underOut = (u: UnderAgreement): Whole["claims"][number] => ({
  ...{ claim: u.id, number: u.number, from: u.from ?? null, tie: u.tie.by, doubt: u.tie.doubt ?? null },
  ...{ due: formatUsd(u.due.due), allowed: moneyJson(u.due.allowed), state: u.due.state },
  ...{ case: u.case === undefined ? null : { ...u.case }, onCase: u.onCase },
  lines: u.due.lines.map((l) => ({
    ...{ line: l.line, due: moneyJson(l.due), allowed: moneyJson(l.allowed), difference: moneyJson(l.difference) },
    ...{ state: l.state, working: l.working },
  })),
});

const wordsOut = (s: SingleCase, seesPatients: boolean): Whole["words"] => ({
  ...{ payer: s.payer, patient: masked(s.patient, seesPatients), member: masked(s.member, seesPatients) },
  ...{ from: s.from, to: s.to, authorization: s.authorization, planPerson: s.planPerson, claimsTo: s.claimsTo },
  ...{ fileWithin: s.fileWithin, payWithin: s.payWithin, days: s.days, because: s.because, note: s.note },
  rates: s.rates.map(rateOut),
  searches: s.searches.map(({ miles, waitDays, ...x }) => ({
    ...x,
    ...(miles !== undefined && { miles }),
    ...(waitDays !== undefined && { waitDays }),
  })),
});

/** What the plan allowed the practice for one unit of each service before. */
async function usualOf(tx: TenantTx, s: SingleCase): Promise<readonly Whole["use"][number]["usual"][]> {
  const payer = await payerKeyOf(tx, s);
  const asked = s.rates.map(({ code, modifiers }) => ({ service: serviceOf({ code, modifiers }), payer }));
  const found = await expectedOf(tx, s.client, asked);
  return found.map((e) =>
    e === undefined
      ? null
      : { low: formatUsd(e.low), middle: formatUsd(e.middle), high: formatUsd(e.high), says: e.says },
  );
}

const wholeOf = ({ as, hall, who, id }: Pick<Asked, "as" | "hall" | "who" | "id">, key: string): Promise<Whole> =>
  as(async (tx) => {
    const found = await singleCaseShown(tx, hall.open.desk, key);
    if (found === undefined) throw noAgreement();
    const { agreement: s, use } = found;
    const usual = await usualOf(tx, s);
    await noteReads(tx, "single case agreement", [{ client: s.client, subject: s.id }], id);
    const sees = who.may.has("see patients");
    return {
      ...{ row: rowOut(s, use, sees), words: wordsOut(s, sees), agreedOn: s.agreedOn, source: s.source },
      renews: s.renews,
      use: use.total.rates.map((r, i) => ({
        ...{ used: r.used, left: r.left ?? null, nearlyUsed: r.nearlyUsed, worth: moneyJson(r.worth) },
        usual: usual[i] ?? null,
      })),
      claims: use.claims.map(underOut),
      notCounted: use.notCounted,
      leftOut: use.leftOut.map((c) => ({ claim: c.id, number: c.number })),
      log: s.log.map((l) => ({ ...l })),
    };
  });

function actIn(a: Exclude<ActIn, { type: "enter" | "count in" }>): SingleCaseAct {
  switch (a.type) {
    case "propose":
      return { type: a.type, way: a.way, to: a.to };
    case "agree":
      return { type: a.type, on: dayIn(a.on, "act.on"), source: a.source, authorization: a.authorization };
    case "end":
      return { type: a.type, on: dayIn(a.on, "act.on"), reason: a.reason };
    default:
      return a;
  }
}

/** Writing it down as agreed, and what follows from that, is for those who enter agreements. */
const BINDS: readonly ActIn["type"][] = ["agree", "end", "reopen", "enter"];

async function act(asked: Asked<"actOnSingleCase">): Promise<void> {
  const { who, hall, params, body } = asked;
  const { desk } = hall.open;
  if (BINDS.includes(body.act.type)) need(who, "enter agreements");
  if (body.act.type === "enter") {
    const { claims } = body.act;
    orRefuse(await enterSingleCase(desk, who.principal, actorOf(who), params.agreement, { saw: body.saw, claims }));
    return;
  }
  const wanted = body.act;
  const by = { saw: body.saw, by: who.person.name, mayApprove: who.may.has("approve offers") };
  await asked.as(async (tx) => {
    const made: SingleCaseAct =
      wanted.type === "count in"
        ? { type: wanted.type, claim: orRefuse(await claimByNumber(tx, params.agreement, wanted.number)) }
        : actIn(wanted);
    orRefuse(await actOnSingleCase(tx, desk.today(), params.agreement, { ...by, act: made }));
  });
}

async function paper(asked: Asked<"writeSingleCase">): Promise<Response> {
  const { hall, params, query, id } = asked;
  const made = await asked.as(async (tx) => {
    const found = await singleCaseShown(tx, hall.open.desk, params.agreement);
    if (found === undefined) throw noAgreement();
    const { agreement } = found;
    await noteReads(tx, "single case agreement paper", [{ client: agreement.client, subject: agreement.id }], id);
    const { body } = await profileOf(tx, agreement.client);
    const profile = body === undefined ? undefined : readProfile(body, "practice profile").profile;
    return paperOfSingleCase(agreement, profile, hall.open.desk.today());
  });
  const done = orRefusePaper(made);
  if (query.format === "json")
    return new Response(done.text, { headers: savedAs(`${done.name}.json`, "application/json") });
  return new Response(Uint8Array.from(await printed(done)), {
    headers: savedAs(`${done.name}.pdf`, "application/pdf"),
  });
}

type Names =
  | "listSingleCases"
  | "makeSingleCase"
  | "getSingleCase"
  | "changeSingleCase"
  | "actOnSingleCase"
  | "writeSingleCase";

export const SINGLE_CASES: HandlersOf<Names> = {
  listSingleCases: ({ as, hall, who, query, id }) =>
    as(async (tx) => {
      const all = await listSingleCases(tx, query.client);
      const uses = await usagesOf(tx, hall.open.desk, all);
      await noteReads(
        tx,
        "single case agreements",
        all.map((s) => ({ client: s.client, subject: s.id })),
        id,
      );
      return { rows: all.map((s) => rowOut(s, uses.get(s.id), who.may.has("see patients"))) };
    }),

  makeSingleCase: async (asked) => {
    const { body, hall, who } = asked;
    const given = { ...wordsIn(body.words), client: body.client, renews: body.renews };
    const made = await asked.as((tx) => makeSingleCase(tx, hall.open.desk.today(), who.person.name, given));
    return await wholeOf(asked, orRefuse(made));
  },

  getSingleCase: (asked) => wholeOf(asked, asked.params.agreement),

  changeSingleCase: async (asked) => {
    const { body, hall, who, params } = asked;
    // Whoever is shown no name would write over it what stands in its place.
    need(who, "see patients");
    const given = { saw: body.saw, words: wordsIn(body.words) };
    const today = hall.open.desk.today();
    orRefuse(await asked.as((tx) => changeSingleCase(tx, today, who.person.name, params.agreement, given)));
    return await wholeOf(asked, params.agreement);
  },

  actOnSingleCase: async (asked) => {
    await act(asked);
    return await wholeOf(asked, asked.params.agreement);
  },

  writeSingleCase: paper,
};
