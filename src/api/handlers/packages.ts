import type { z } from "@hono/zod-openapi";
import { need } from "#api/caller.ts";
import type { packageAct, packageRow, packageWhole, sheet } from "#api/contract/packages.ts";
import { dayIn, dayOrNot, usdIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import { rowOf } from "#app/desk/case-sheet.ts";
import { acceptPackage, askAccept, takingOf } from "#app/desk/package-accept.ts";
import { approvalsOfDeal, decideForDeal, withdrawForDeal } from "#app/desk/package-approvals.ts";
import { dealShown } from "#app/desk/package-approvals-list.ts";
import { type DealRefusal, type DealWord, dealFloor, dealRefusals } from "#app/desk/package-guards.ts";
import { letterOfDeal } from "#app/desk/package-letter.ts";
import {
  dealOf,
  listPackages,
  type Move,
  type MoveAsked,
  membersOf,
  type PackageRow,
  packageOf,
  totalOf,
} from "#app/desk/package-rows.ts";
import { type Sheet, sheetOf } from "#app/desk/package-sheet.ts";
import { suggestedPackages } from "#app/desk/package-suggest.ts";
import { dealGround } from "#app/desk/package-terms.ts";
import { askCounter, counterPackage, endPackage, proposePackage } from "#app/desk/packages.ts";
import { agreementsOfClaim } from "#app/desk/single-case-claims.ts";
import { type Cents, cents, formatUsd, sum, usd } from "#base/money.ts";
import type { Conditions } from "#case/event.ts";
import type { TenantTx } from "#store/store.ts";
import { BASES, type Basis } from "#strategy/package-split.ts";
import { type OfferWorth, type TermsGround, worthOfTerms } from "#strategy/terms-worth.ts";
import { actorOf, noCase, noteCase } from "./cases.ts";
import { orRefusePaper, paperOut } from "./cases-papers.ts";
import { dealApprovalOut } from "./negotiation-out.ts";
import { conditionsIn } from "./offers-acts.ts";

/** Deals over many cases. */

type RowOut = z.input<typeof packageRow>;
type SheetOut = z.input<typeof sheet>;
type WholeOut = z.input<typeof packageWhole>;

const orNull = (a: Cents | undefined): string | null => (a === undefined ? null : formatUsd(a));

const rowOut = (r: PackageRow): RowOut => ({
  ...{ id: r.id, client: r.client, kind: r.kind, name: r.name, payer: r.payer, state: r.state, version: r.version },
  ...{ amount: formatUsd(r.amount), expires: r.expires, cases: r.cases, changedAt: r.changedAt },
  lastFrom: r.body.moves.at(-1)?.from ?? "us",
});

const lineOut = (l: Sheet["cases"][number]["lines"][number]) => ({
  ...{ line: l.line, code: l.code, service: l.service, belowFloor: l.belowFloor, atCharge: l.atCharge },
  ...{ billed: formatUsd(l.billed), patient: formatUsd(l.patient), stake: formatUsd(l.stake) },
  ...{ allowed: orNull(l.allowed), fair: orNull(l.fair), floor: orNull(l.floor), share: orNull(l.share) },
});

const guardsOut = (refused: readonly DealRefusal[]): SheetOut["refused"] =>
  refused.map(({ guard, says, liftedBy, cases }) => ({ guard, says, liftedBy: liftedBy ?? null, cases: [...cases] }));

const worthOut = ({ amount, worth, terms }: OfferWorth): NonNullable<SheetOut["worth"]> => ({
  ...{ amount: formatUsd(amount), worth: formatUsd(worth) },
  terms: terms.map(({ term, label, dollars, source }) => ({ term, label, dollars: orNull(dollars), source })),
});

/** What is shown beside a split: what stands in its way, and its terms in dollars. */
interface Beside {
  readonly refused: readonly DealRefusal[];
  readonly worth: OfferWorth | undefined;
}

function sheetOut(s: Sheet, basis: Basis, amount: Cents | undefined, { refused, worth }: Beside): SheetOut {
  const lines = s.cases.flatMap((c) => c.lines);
  return {
    ...{ client: s.client, payer: s.payerName, amount: orNull(amount), fault: s.fault ?? null, basis },
    anchors: BASES.map((b) => ({ basis: b, amount: orNull(s.anchors[b]) })),
    cases: s.cases.map((c) => ({
      ...{ case: c.row.id, number: c.row.number, version: c.version },
      billed: formatUsd(cents(sum(c.lines.map((l) => l.billed)))),
      stake: formatUsd(cents(sum(c.lines.map((l) => l.stake)))),
      ...{ floor: orNull(c.floor), share: orNull(c.share) },
      belowFloor: c.lines.some((l) => l.belowFloor),
      lines: c.lines.map(lineOut),
    })),
    floor: orNull(dealFloor(s)),
    ...{ refused: guardsOut(refused), worth: worth === undefined ? null : worthOut(worth) },
    belowFloor: lines.filter((l) => l.belowFloor).length,
  };
}

type AskedIn = { readonly amount: string } | { readonly percent: string; readonly of: Basis };

/** "42.5" as hundredths of a percent. */
function hundredthsIn(percent: string): number {
  const [whole = "0", part = ""] = percent.split(".");
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

const askedIn = (a: AskedIn) =>
  "amount" in a ? { amount: usdIn(a.amount, "asked.amount") } : { of: a.of, hundredths: hundredthsIn(a.percent) };

type ActIn = z.output<typeof packageAct>;

const moveIn = (m: Extract<ActIn, { type: "counter" }>["move"]): MoveAsked => ({
  ...{ from: m.from, asked: askedIn(m.asked), way: m.way, note: m.note, belowFloor: m.belowFloor },
  ...{ made: dayIn(m.made, "move.made"), expires: dayOrNot(m.expires, "move.expires") },
  ...{ terms: conditionsIn(m.terms) ?? {}, request: m.request },
});

/** The refusals of a word that can be split; none where it cannot. */
const refusedOf = (s: Sheet, word: Omit<DealWord, "allowed">, person: string | undefined): readonly DealRefusal[] =>
  s.fault === undefined && s.cases.every((c) => c.share !== undefined)
    ? dealRefusals(s, { ...word, allowed: [] }, person)
    : [];

const moveOut = (m: Move, ground: TermsGround | undefined): WholeOut["moves"][number] => ({
  ...{ from: m.from, amount: m.amount, percent: m.percent, made: m.made, expires: m.expires, way: m.way },
  ...{ note: m.note, belowFloor: m.belowFloor, by: m.by, terms: m.terms },
  worth: ground === undefined ? null : worthOut(worthOfTerms(usd(m.amount), m.terms, ground)),
});

const noDeal = (): Refused => new Refused("not-found", "There is no such deal.");

/** Every case of a deal that is shown was read. */
const noteSheet = (tx: TenantTx, s: Sheet, request: string): Promise<void> =>
  noteReads(
    tx,
    "package",
    s.cases.map((c) => ({ client: s.client, subject: c.row.id })),
    request,
  );

async function wholeOf(asked: Pick<Asked, "as" | "hall" | "id">, id: string): Promise<WholeOut> {
  const { desk } = asked.hall.open;
  const today = desk.today();
  return await asked.as(async (tx) => {
    const row = await packageOf(tx, id, today);
    if (row === undefined) throw noDeal();
    const live = row.state === "open" || row.state === "expired" || row.state === "draft";
    const { cases, basis } = row.body;
    const made = live ? await sheetOf(tx, desk, { cases, basis, total: () => row.amount }) : undefined;
    if (made?.ok) await noteSheet(tx, made.value, asked.id);
    const ground = made?.ok ? await dealGround(tx, made.value, today) : undefined;
    const word = takingOf(row);
    const beside = (s: Sheet): Beside => ({
      refused: row.state === "draft" ? [] : refusedOf(s, word, tx.principal.person),
      worth: ground && worthOfTerms(row.amount, word.terms, ground),
    });
    const approvals = await approvalsOfDeal(tx, id, today);
    return {
      row: rowOut(row),
      moves: row.body.moves.map((m) => moveOut(m, ground)),
      approvals: (await dealShown(tx, approvals, today)).map(dealApprovalOut),
      ended: row.body.ended,
      members: (await membersOf(tx, row)).map(({ id: of, number, share }) => ({
        ...{ case: of, number, share: share === undefined ? null : formatUsd(share) },
      })),
      sheet: made?.ok ? sheetOut(made.value, basis, row.amount, beside(made.value)) : null,
      why: made === undefined || made.ok ? null : made.error.sentence,
    };
  });
}

type OneAct<T extends ActIn["type"]> = Extract<ActIn, { type: T }>;

/** What a second person gives or refuses; whoever asked takes it back. */
async function actOnApproval(
  { as, who, hall, params }: Asked<"actOnPackage">,
  given: OneAct<"approve" | "refuse approval" | "withdraw approval">,
): Promise<void> {
  const today = hall.open.desk.today();
  const deal = params.package;
  if (given.type === "withdraw approval") {
    orRefuse(await as((tx) => withdrawForDeal(tx, today, deal, given.request)));
    return;
  }
  need(who, "approve offers");
  const { request } = given;
  const decided = given.type === "approve" ? { request, attested: given.attested } : { request, reason: given.reason };
  orRefuse(await as((tx) => decideForDeal(tx, today, actorOf(who), deal, decided)));
}

async function act(asked: Asked<"actOnPackage">, given: ActIn): Promise<void> {
  const { who, hall, params, body } = asked;
  const { desk } = hall.open;
  const by = actorOf(who);
  const { saw } = body;
  const id = params.package;
  switch (given.type) {
    case "counter":
      orRefuse(await asked.as((tx) => counterPackage(tx, desk, by, id, saw, moveIn(given.move))));
      return;
    case "ask counter":
      orRefuse(await asked.as((tx) => askCounter(tx, desk, by, id, saw, moveIn(given.move), given.note)));
      return;
    case "ask accept":
      need(who, "enter agreements");
      orRefuse(
        await asked.as((tx) => askAccept(tx, desk, by, id, { saw, belowFloor: given.belowFloor, note: given.note })),
      );
      return;
    case "accept":
      need(who, "enter agreements");
      orRefuse(await acceptPackage(desk, who.principal, by, id, acceptIn(given, saw)));
      return;
    case "approve":
    case "refuse approval":
    case "withdraw approval":
      await actOnApproval(asked, given);
      return;
    default: {
      const state = given.type === "decline" ? "declined" : "withdrawn";
      orRefuse(await asked.as((tx) => endPackage(tx, desk, by, id, saw, state, given.reason)));
    }
  }
}

const acceptIn = (a: Extract<ActIn, { type: "accept" }>, saw: number) => ({
  saw,
  cases: a.cases.map((c) => ({ caseId: c.case, saw: c.saw })),
  due: dayIn(a.due, "act.due"),
  ...{ days: a.days, source: a.source, belowFloor: a.belowFloor, request: a.request },
});

/** What weighing an amount as our own word would meet. */
async function weigh(tx: TenantTx, asked: Asked<"weighPackage">, total: ReturnType<typeof totalOf>): Promise<SheetOut> {
  const { desk } = asked.hall.open;
  const { cases, basis, terms: asks, deal } = asked.body;
  const made = orRefuse(await sheetOf(tx, desk, { cases, basis, total }));
  await noteSheet(tx, made, asked.id);
  const amount = total(made.anchors);
  if (amount === undefined) return sheetOut(made, basis, amount, { refused: [], worth: undefined });
  const terms: Conditions = conditionsIn(asks) ?? {};
  const row = deal === undefined ? undefined : await packageOf(tx, deal, desk.today());
  const last = row?.body.moves.findLast((m) => m.from === "us");
  const before = last && usd(last.amount);
  const word = { type: "make offer", amount, terms, before, taken: false } as const;
  const ground = await dealGround(tx, made, desk.today());
  return sheetOut(made, basis, amount, {
    refused: refusedOf(made, word, tx.principal.person),
    worth: worthOfTerms(amount, terms, ground),
  });
}

/** The deal of a case as its page shows it. */
async function dealOfCase(tx: TenantTx, { hall, params, id }: Asked<"getCaseDeal">) {
  const row = await rowOf(tx, params.case);
  if (row === undefined) throw noCase();
  await noteCase(tx, "deal", row, id);
  const deal = await dealOf(tx, params.case, hall.open.desk.today());
  const agreements = (await agreementsOfClaim(tx, row)).map((a) => ({ ...a }));
  if (deal === undefined) return { deal: null, agreements };
  const lines = deal.body.split?.find((s) => s.case === params.case)?.lines;
  const share = lines === undefined ? null : formatUsd(cents(sum(lines.map((l) => usd(l.amount)))));
  const { client: _, version: __, payer: ___, expires: ____, changedAt: _____, ...shown } = rowOut(deal);
  return { deal: { ...shown, share }, agreements };
}

const linesOf = (given: string | undefined): readonly string[] =>
  (given ?? "").split("\n").flatMap((l) => (l.trim() === "" ? [] : [l.trim()]));

async function letter(asked: Asked<"writePackageLetter">): Promise<Response> {
  const { hall, who, params, body } = asked;
  const as = <T>(work: (tx: TenantTx) => Promise<T>) => asked.as(work);
  const made = orRefusePaper(
    await letterOfDeal(hall.open.desk, as, who.principal.org, params.package, linesOf(body.because)),
  );
  const read = made.cases.map((c) => ({ client: c.client, subject: c.id }));
  await asked.as((tx) => noteReads(tx, "package letter", read, asked.id));
  return await paperOut(asked, made.paper, body.format);
}

type Names =
  | "listPackages"
  | "weighPackage"
  | "getPackage"
  | "proposePackage"
  | "actOnPackage"
  | "getCaseDeal"
  | "writePackageLetter";

export const PACKAGES: HandlersOf<Names> = {
  listPackages: async (asked) => {
    const { client } = asked.query;
    const { rows, suggested } = await asked.as(async (tx) => ({
      rows: await listPackages(tx, asked.hall.open.desk.today(), client),
      suggested: await suggestedPackages(tx, client),
    }));
    return {
      rows: rows.map(rowOut),
      suggested: suggested.map((p) => ({
        ...{ client: p.client, payer: p.payerName, family: p.family, cases: [...p.cases], stake: formatUsd(p.stake) },
        missing: { from: p.missing[0], to: p.missing[1] },
      })),
    };
  },

  weighPackage: async (asked) => {
    const { asked: wanted } = asked.body;
    const total = wanted === undefined ? () => undefined : totalOf(askedIn(wanted));
    return await asked.as((tx) => weigh(tx, asked, total));
  },

  getPackage: (asked) => wholeOf(asked, asked.params.package),

  proposePackage: async (asked) => {
    const { kind, name, cases, basis, move, ask } = asked.body;
    const given = { kind, name, cases, basis, move: moveIn(move), ask: ask && { note: ask.note } };
    const id = orRefuse(await asked.as((tx) => proposePackage(tx, asked.hall.open.desk, actorOf(asked.who), given)));
    return await wholeOf(asked, id);
  },

  actOnPackage: async (asked) => {
    await act(asked, asked.body.act);
    return await wholeOf(asked, asked.params.package);
  },

  getCaseDeal: (asked) => asked.as((tx) => dealOfCase(tx, asked)),

  writePackageLetter: letter,
};
