import type { z } from "@hono/zod-openapi";
import { need } from "#api/caller.ts";
import type { packageAct, packageRow, packageWhole, sheet } from "#api/contract/packages.ts";
import { dayIn, dayOrNot, usdIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import { listPackages, type MoveAsked, type PackageRow, packageOf, totalOf } from "#app/desk/package-rows.ts";
import { type Sheet, sheetOf } from "#app/desk/package-sheet.ts";
import { suggestedPackages } from "#app/desk/package-suggest.ts";
import { acceptPackage, counterPackage, endPackage, proposePackage } from "#app/desk/packages.ts";
import { type Cents, cents, formatUsd, sum } from "#base/money.ts";
import type { TenantTx } from "#store/store.ts";
import { BASES, type Basis } from "#strategy/package-split.ts";
import { actorOf } from "./cases.ts";

/** Deals over many cases. */

type RowOut = z.input<typeof packageRow>;
type SheetOut = z.input<typeof sheet>;
type WholeOut = z.input<typeof packageWhole>;

const orNull = (a: Cents | undefined): string | null => (a === undefined ? null : formatUsd(a));

/** Adds up what all have; nothing when one has none. */
const allOf = (amounts: readonly (Cents | undefined)[]): Cents | undefined =>
  amounts.every((a) => a !== undefined) ? sum(amounts as readonly Cents[]) : undefined;

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

function sheetOut(s: Sheet, basis: Basis, amount: Cents | undefined): SheetOut {
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
    floor: orNull(allOf(s.cases.map((c) => c.floor))),
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
  return await asked.as(async (tx) => {
    const row = await packageOf(tx, id, desk.today());
    if (row === undefined) throw noDeal();
    const live = row.state === "open" || row.state === "expired";
    const { cases, basis } = row.body;
    const made = live ? await sheetOf(tx, desk, { cases, basis, total: () => row.amount }) : undefined;
    if (made?.ok) await noteSheet(tx, made.value, asked.id);
    return {
      row: rowOut(row),
      moves: row.body.moves.map((m) => ({ ...m })),
      ended: row.body.ended,
      sheet: made?.ok ? sheetOut(made.value, basis, row.amount) : null,
      why: made === undefined || made.ok ? null : made.error.sentence,
    };
  });
}

async function act(asked: Asked<"actOnPackage">, given: ActIn): Promise<void> {
  const { who, hall, params, body } = asked;
  const { desk } = hall.open;
  const by = actorOf(who);
  switch (given.type) {
    case "counter":
      orRefuse(await asked.as((tx) => counterPackage(tx, desk, by, params.package, body.saw, moveIn(given.move))));
      return;
    case "accept":
      need(who, "enter agreements");
      orRefuse(await acceptPackage(desk, who.principal, by, params.package, acceptIn(given, body.saw)));
      return;
    default: {
      const state = given.type === "decline" ? "declined" : "withdrawn";
      orRefuse(await asked.as((tx) => endPackage(tx, desk, by, params.package, body.saw, state, given.reason)));
    }
  }
}

const acceptIn = (a: Extract<ActIn, { type: "accept" }>, saw: number) => ({
  saw,
  cases: a.cases.map((c) => ({ caseId: c.case, saw: c.saw })),
  due: dayIn(a.due, "act.due"),
  ...{ days: a.days, source: a.source, belowFloor: a.belowFloor },
});

type Names = "listPackages" | "weighPackage" | "getPackage" | "proposePackage" | "actOnPackage";

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
    const { cases, basis, asked: wanted } = asked.body;
    const total = wanted === undefined ? () => undefined : totalOf(askedIn(wanted));
    return await asked.as(async (tx) => {
      const made = orRefuse(await sheetOf(tx, asked.hall.open.desk, { cases, basis, total }));
      await noteSheet(tx, made, asked.id);
      return sheetOut(made, basis, total(made.anchors));
    });
  },

  getPackage: (asked) => wholeOf(asked, asked.params.package),

  proposePackage: async (asked) => {
    const { kind, name, cases, basis, move } = asked.body;
    const given = { kind, name, cases, basis, move: moveIn(move) };
    const id = orRefuse(await asked.as((tx) => proposePackage(tx, asked.hall.open.desk, actorOf(asked.who), given)));
    return await wholeOf(asked, id);
  },

  actOnPackage: async (asked) => {
    await act(asked, asked.body.act);
    return await wholeOf(asked, asked.params.package);
  },
};
