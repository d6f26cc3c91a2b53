import { day } from "#base/day.ts";
import { type Cents, sum, usd } from "#base/money.ts";
import type { Claim, ClaimLine, Payer, Remittance, RemittanceAdjustment, RemittanceLine } from "./claim.ts";

/**
 * Invented claims and remittances for tests, written in a line each. Nothing here comes from a real file.
 */

export const PLAN: Payer = { key: "99001", name: "INVENTED HEALTH PLAN", id: "99001" };
export const OTHER_PLAN: Payer = { key: "second mutual", name: "SECOND MUTUAL" };
const DAY = day("2026-03-02");

/** `"99285-25 800.00 x2 c=A1 on=2026-03-02"`: code and modifiers, charge, units, control number, day. */
export function claimLine(text: string, number = 1): ClaimLine {
  const w = words(text);
  return {
    number,
    code: w.code,
    modifiers: w.modifiers,
    charge: w.charge,
    units: w.units,
    unit: "UN",
    emergency: false,
    date: w.date,
    ...(w.control !== undefined && { control: w.control }),
  };
}

/**
 * `"99285 800.00 paid=320.00 CO45=400.00 PR1=80.00 c=A1 b6=400.00 was=99284 on=2026-03-02"`: as a claim line, with what
 * was paid, the adjustments, AMT*B6 and the code that was submitted.
 */
export function paidLine(text: string): RemittanceLine {
  const w = words(text);
  const adjustments: RemittanceAdjustment[] = [];
  for (const [, group = "", reason = "", amount = "0"] of text.matchAll(/\b(CO|PR|OA|PI)([A-Z]?\d+)=(-?[\d.]+)/g))
    adjustments.push({ group, reason, amount: usd(amount) });
  const b6 = /\bb6=([\d.]+)/.exec(text)?.[1];
  const was = /\bwas=(\w+)/.exec(text)?.[1];
  return {
    code: w.code,
    modifiers: w.modifiers,
    charge: w.charge,
    paid: usd(/\bpaid=(-?[\d.]+)/.exec(text)?.[1] ?? "0"),
    units: w.units,
    date: w.date,
    adjustments,
    remarks: [],
    ...(w.control !== undefined && { control: w.control }),
    ...(b6 !== undefined && { allowedStated: usd(b6) }),
    ...(was !== undefined && { submittedCode: was, submittedModifiers: [] }),
  };
}

function words(text: string): Pick<ClaimLine, "code" | "modifiers" | "charge" | "units"> & {
  date: ReturnType<typeof day>;
  control: string | undefined;
} {
  const [procedure = "", charge = "0"] = text.split(" ");
  const [code = "", ...modifiers] = procedure.split("-");
  const on = /\bon=([\d-]+)/.exec(text)?.[1];
  return {
    code,
    modifiers,
    charge: usd(charge),
    units: /\bx([\d.]+)/.exec(text)?.[1] ?? "1",
    date: on === undefined ? DAY : day(on),
    control: /\bc=(\S+)/.exec(text)?.[1],
  };
}

let bytes = 0;

export function claim(id: string, lines: readonly string[], more: Partial<Claim> = {}): Claim {
  const built = lines.map((l, i) => claimLine(l, i + 1));
  const days = built.flatMap((l) => l.date ?? []).sort();
  bytes += 1000;
  return {
    id,
    source: { file: "invented.837", byte: bytes, segment: bytes },
    form: "professional",
    billed: sum(built.map((l) => l.charge)),
    payer: PLAN,
    billing: { npi: "1000000004" },
    causes: [],
    diagnoses: [],
    lines: built,
    from: days[0] ?? DAY,
    to: days[days.length - 1] ?? DAY,
    ...more,
  };
}

/** A remittance whose totals are the sums of its lines. Set `status`, `payer`, `payment` and amounts through `more`. */
export function remittance(id: string, lines: readonly string[], more: Partial<Remittance> = {}): Remittance {
  const built = lines.map(paidLine);
  const days = built.flatMap((l) => l.date ?? []).sort();
  bytes += 1000;
  return {
    id,
    source: { file: "invented.835", byte: bytes, segment: bytes },
    status: "1",
    billed: sum(built.map((l) => l.charge)),
    paid: sum(built.map((l) => l.paid)),
    payer: PLAN,
    payee: {},
    payment: { effective: day("2026-04-01"), fileDay: day("2026-04-01"), trace: "T1" },
    adjustments: [],
    remarks: [],
    lines: built,
    from: days[0] ?? DAY,
    to: days[days.length - 1] ?? DAY,
    payerClaimNumber: "P1",
    ...more,
  };
}

/** The payment of a later day, with its own trace. */
export const paidOn = (on: string): Pick<Remittance, "payment"> => ({
  payment: { effective: day(on), fileDay: day(on), trace: `T${on}` },
});

/** The reversal of a remittance: status 22, every amount opposite. */
export function reversalOf(r: Remittance, on: string, more: Partial<Remittance> = {}): Remittance {
  const no = (c: Cents): Cents => -c as Cents;
  const adjustments = (some: readonly RemittanceAdjustment[]): RemittanceAdjustment[] =>
    some.map((a) => ({ ...a, amount: no(a.amount) }));
  bytes += 1000;
  return {
    ...r,
    ...paidOn(on),
    source: { ...r.source, byte: bytes },
    status: "22",
    billed: no(r.billed),
    paid: no(r.paid),
    adjustments: adjustments(r.adjustments),
    lines: r.lines.map((l) => ({
      ...l,
      charge: no(l.charge),
      paid: no(l.paid),
      adjustments: adjustments(l.adjustments),
    })),
    ...more,
  };
}
