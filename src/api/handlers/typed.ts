import type { z } from "@hono/zod-openapi";
import type { typedClaim, typedEob } from "#api/contract/typed.ts";
import { dayIn, usdIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { fileBy } from "#app/desk/import-batch.ts";
import { headerOf, keepMapping, mappingsOf } from "#app/desk/mapping.ts";
import { claimNumbered, type Kept, typeClaim, typeEob } from "#app/desk/typed.ts";
import { type Cents, cents, formatUsd, minus, showUsd, ZERO } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import type { Result } from "#base/result.ts";
import type { ClaimLine } from "#claim/claim.ts";
import { LIST_FIELDS, type ListField, type Mapping, NEEDED } from "#claim/list-columns.ts";
import { claimFrom } from "#claim/stored.ts";
import { balanceOf, type TypedEob } from "#claim/typed-eob.ts";

/** What is typed by hand, and which column of a list is which. */

const orAbsent = <T>(value: T | undefined, key: string): object => (value === undefined ? {} : { [key]: value });

type Line = z.output<typeof typedEob>["lines"][number];

const service = (l: Pick<Line, "code" | "modifiers" | "units" | "date" | "charge">, at: string) => ({
  code: l.code,
  modifiers: l.modifiers.filter((m) => m !== ""),
  units: l.units,
  date: dayIn(l.date, `${at}.date`),
  charge: usdIn(l.charge, `${at}.charge`),
});

/** The typed EOB in the values of the claim room. */
function eobOf(body: z.output<typeof typedEob>): TypedEob {
  return {
    claim: body.claim,
    payer: { name: body.payer, id: body.payerId },
    payerClaimNumber: body.payerNumber === "" ? undefined : body.payerNumber,
    trace: body.trace === "" ? undefined : body.trace,
    paidOn: dayIn(body.paidOn, "paidOn"),
    eobDay: body.receivedOn === undefined ? undefined : dayIn(body.receivedOn, "receivedOn"),
    status: body.status,
    paid: usdIn(body.paid, "paid"),
    ...orAbsent(body.patient === undefined ? undefined : usdIn(body.patient, "patient"), "patient"),
    remarks: body.remarks,
    lines: body.lines.map((l, i) => ({
      ...service(l, `lines.${i}`),
      ...orAbsent(l.allowed === undefined ? undefined : usdIn(l.allowed, `lines.${i}.allowed`), "allowed"),
      paid: usdIn(l.paid, `lines.${i}.paid`),
      adjustments: l.adjustments.map((a, k) => ({
        group: a.group,
        reason: a.reason,
        amount: usdIn(a.amount, `lines.${i}.adjustments.${k}.amount`),
      })),
      remarks: l.remarks,
    })),
  };
}

const lineOut = (l: ClaimLine) => ({
  code: l.code,
  modifiers: [...l.modifiers],
  units: l.units,
  date: l.date ?? "",
  charge: formatUsd(l.charge),
});

/** What of the total is not explained yet: charge less taken off less paid, over all lines. */
const outOf = (b: ReturnType<typeof balanceOf>): Cents =>
  cents(b.lines.reduce((sum, l) => sum + l.out, ZERO as bigint));

/** Refused with every fault by its field; nothing was kept. */
function keptOr(kept: Result<Kept, readonly Problem[]>): Kept {
  if (kept.ok) return kept.value;
  throw new Refused("not-valid", {
    detail: kept.error[0]?.message ?? "This cannot be kept.",
    fields: kept.error.map((p) => ({
      path: [p.at.line, p.at.column].filter((x) => x !== undefined).join("."),
      message: p.message,
    })),
  });
}

const saidOf = (kept: Kept): string =>
  kept.claim === undefined
    ? "Kept. No claim of that number is here yet; it is matched when one comes."
    : kept.case === undefined
      ? "Kept and matched. Nothing more is due on the claim, so no case is open."
      : `Kept and matched. ${showUsd(kept.evaluation?.stake ?? ZERO)} is at stake on its case.`;

const claimOf = (body: z.output<typeof typedClaim>) => ({
  claim: body.claim,
  form: body.form,
  payer: { name: body.payer, id: body.payerId },
  ...orAbsent(body.place === "" ? undefined : body.place, "place"),
  billing: { state: body.usState },
  lines: body.lines.map((l, i) => service(l, `lines.${i}`)),
});

const LABELS: Readonly<Partial<Record<ListField, string>>> = {
  claim: "Claim number",
  date: "Day of service",
  to: "Last day of service",
  code: "Procedure code",
  payerId: "Payer id",
  billingNpi: "Billing NPI",
  renderingNpi: "Rendering NPI",
  facilityNpi: "Facility NPI",
  tin: "Tax id",
  paidDate: "Day of payment",
  trace: "Check or EFT number",
  payerClaimNumber: "Payer's claim number",
};

const labelOf = (f: ListField): string => LABELS[f] ?? `${f.slice(0, 1).toUpperCase()}${f.slice(1)}`;

async function listFile(asked: Asked<"listColumns" | "saveMapping">) {
  const file = await asked.as((tx) => fileBy(tx, asked.params.file));
  if (file === undefined) throw new Refused("not-found", "There is no such file here.");
  const table = await headerOf(asked.hall.open.desk, asked.who.person.org, file);
  if (table === undefined) throw new Refused("not-now", "This file is no table with a header, so it has no columns.");
  return { file, table };
}

type Names = "balanceEob" | "typeEob" | "typeClaim" | "listColumns" | "saveMapping";

export const TYPED: HandlersOf<Names> = {
  balanceEob: async (asked) => {
    const eob = eobOf(asked.body);
    const b = balanceOf(eob);
    const known = await asked.as((tx) => claimNumbered(tx, asked.body.client, asked.body.claim));
    const lines = known === undefined ? [] : claimFrom(known.body).lines;
    return {
      balances: b.balanced,
      text: b.says.join(". "),
      out: formatUsd(outOf(b)),
      lines: b.lines.map((l) => ({
        line: l.line,
        out: formatUsd(l.out),
        text: l.out === 0n ? "Balances" : `Out by ${showUsd(l.out < 0n ? minus(ZERO, l.out) : l.out)}`,
      })),
      claim: known === undefined ? null : { number: asked.body.claim, case: known.case, lines: lines.map(lineOut) },
      problems: b.balanced ? [] : [...b.says],
    };
  },

  typeEob: async (asked) => {
    const { who, hall, body } = asked;
    const kept = keptOr(await typeEob(hall.open.desk, who.principal, body.client, eobOf(body), who.person.name));
    return { remittance: kept.id, case: kept.case ?? null, said: saidOf(kept) };
  },

  typeClaim: async (asked) => {
    const { who, hall, body } = asked;
    const kept = keptOr(await typeClaim(hall.open.desk, who.principal, body.client, claimOf(body), who.person.name));
    const e = kept.evaluation;
    return {
      claim: kept.id,
      case: kept.case ?? null,
      class: e?.class ?? "unknown",
      because: (e?.lines[0]?.because ?? []).map((x) => ({ ...x })),
    };
  },

  listColumns: async (asked) => {
    const { file, table } = await listFile(asked);
    const mappings = await asked.as((tx) => mappingsOf(tx, file.client));
    const mapping = mappings.saved(table.header);
    return {
      columns: table.header.map((name, i) => ({
        name,
        samples: table.rows
          .map((r) => r[i] ?? "")
          .filter((c) => c !== "")
          .slice(0, 3),
      })),
      fields: LIST_FIELDS.map((field) => ({ field, label: labelOf(field), needed: NEEDED.includes(field) })),
      mapping: mapping === undefined ? null : { ...mapping },
    };
  },

  saveMapping: async (asked) => {
    const { file, table } = await listFile(asked);
    const given = Object.entries(asked.body.mapping).filter(([, column]) => column !== "");
    const unknown = given.find(
      ([field, column]) => !LIST_FIELDS.some((f) => f === field) || !table.header.includes(column),
    );
    if (unknown !== undefined)
      throw new Refused("not-valid", {
        fields: [{ path: "mapping", message: "A column or a field of the mapping is not there." }],
      });
    const missing = NEEDED.filter((f) => !given.some(([field]) => field === f));
    if (missing.length > 0)
      throw new Refused("not-valid", {
        fields: missing.map((f) => ({ path: `mapping.${f}`, message: `${labelOf(f)} is needed.` })),
      });
    await asked.as((tx) => keepMapping(tx, file.client, table.header, Object.fromEntries(given) as Mapping));
    return undefined;
  },
};
