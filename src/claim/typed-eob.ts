import type { Day } from "#base/day.ts";
import { type Cents, cents, minus, showUsd, sum, ZERO } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import { patientResponsibility } from "./allowed.ts";
import type { Provider, Remittance, RemittanceAdjustment, RemittanceLine, Typist } from "./claim.ts";
import {
  Faults,
  revenueTyped,
  type TypedPayer,
  type TypedService,
  typedPayer,
  typedProvider,
  typedSource,
  upper,
} from "./typed.ts";

/**
 * A paper EOB as a person keys it. It is balanced while it is typed, line by line and in total, and only a balanced one
 * becomes a remittance: the same value that an 835 gives, with the person as its source.
 */

export interface TypedEobLine extends TypedService {
  readonly charge: Cents;
  /** What the payer counts as the price, where the EOB says it. */
  readonly allowed?: Cents | undefined;
  /** What was taken off, by group (CO, PR, OA, PI) and reason code. */
  readonly adjustments: readonly RemittanceAdjustment[];
  /** What the EOB says the patient owes on the line; it must be the sum of the PR adjustments. */
  readonly patient?: Cents | undefined;
  readonly paid: Cents;
  readonly remarks?: readonly string[] | undefined;
}

export interface TypedEob {
  /** The practice's own claim number. */
  readonly claim: string;
  readonly payer: TypedPayer;
  readonly payerClaimNumber?: string | undefined;
  /** Check or EFT number and its day; the EOB's own day. */
  readonly trace?: string | undefined;
  readonly paidOn?: Day | undefined;
  readonly eobDay?: Day | undefined;
  /** CLP02: 1 primary, 2 secondary, 3 tertiary, 4 denied, 22 reversal; 1 when absent. */
  readonly status?: string | undefined;
  readonly payee?: Provider | undefined;
  /** Totals as printed, to check the lines against. */
  readonly billed?: Cents | undefined;
  readonly paid?: Cents | undefined;
  readonly patient?: Cents | undefined;
  readonly remarks?: readonly string[] | undefined;
  readonly lines: readonly TypedEobLine[];
}

export interface LineBalance {
  /** Counted from 1. */
  readonly line: number;
  /** Charge less what was taken off less what was paid: above zero when something is still to be taken off. */
  readonly out: Cents;
  /** The patient's part as printed less the PR adjustments; zero when it is not printed. */
  readonly patientOut: Cents;
  /** Allowed as printed less paid and patient. Payers differ in what they count, so it is shown and stops nothing. */
  readonly allowedOut: Cents;
}

export interface EobBalance {
  readonly lines: readonly LineBalance[];
  readonly billed: Cents;
  readonly paid: Cents;
  readonly patient: Cents;
  readonly balanced: boolean;
  /** "Balances to the cent", or every sentence that says where it is out: "Out by $18.40 on line 2". */
  readonly says: readonly string[];
}

const size = (amount: Cents): Cents => (amount < 0n ? cents(-amount) : amount);

function lineBalance(l: TypedEobLine, i: number): LineBalance {
  const pr = patientResponsibility(l.adjustments);
  return {
    line: i + 1,
    out: cents(l.charge - sum(l.adjustments.map((a) => a.amount)) - l.paid),
    patientOut: l.patient === undefined ? ZERO : minus(l.patient, pr),
    allowedOut: l.allowed === undefined ? ZERO : cents(l.allowed - l.paid - pr),
  };
}

/** How an EOB balances as far as it is typed. Asked with every key, so it refuses nothing. */
export function balanceOf(eob: Pick<TypedEob, "lines" | "billed" | "paid" | "patient">): EobBalance {
  const lines = eob.lines.map(lineBalance);
  const billed = sum(eob.lines.map((l) => l.charge));
  const paid = sum(eob.lines.map((l) => l.paid));
  const patient = sum(eob.lines.map((l) => patientResponsibility(l.adjustments)));
  const says = lines.flatMap(({ line, out, patientOut }) => [
    ...(out === 0n ? [] : [`Out by ${showUsd(size(out))} on line ${line}`]),
    ...(patientOut === 0n ? [] : [`Patient out by ${showUsd(size(patientOut))} on line ${line}`]),
  ]);
  const totals = [
    ["billed", eob.billed, billed],
    ["paid", eob.paid, paid],
    ["patient", eob.patient, patient],
  ] as const;
  for (const [what, printed, added] of totals)
    if (printed !== undefined && printed !== added)
      says.push(`Total ${what} out by ${showUsd(size(minus(printed, added)))}: the lines add up to ${showUsd(added)}`);
  const balanced = says.length === 0 && lines.length > 0;
  return { lines, billed, paid, patient, balanced, says: balanced ? ["Balances to the cent"] : says };
}

const GROUPS = new Set(["CO", "PR", "OA", "PI", "CR"]);
const REASON = /^[A-Z]?\d{1,3}$/;
const REMARK = /^[A-Z]{1,2}\d{1,4}$/;
const STATUS = new Set(["1", "2", "3", "4", "19", "20", "21", "22", "23"]);
const LINES = 999;

/** Reasons are looked up and matched without leading zeros. */
const reasonOf = (text: string): string => upper(text).replace(/^0+(?=\d)/, "");

function lineFaults(faults: Faults, l: TypedEobLine, line: number, on: Day): void {
  faults.service(l, line, on);
  for (const a of l.adjustments) {
    if (!GROUPS.has(upper(a.group)))
      faults.add("typed-group", "The group is CO, PR, OA or PI, as the EOB says.", line, "group");
    if (!REASON.test(reasonOf(a.reason)))
      faults.add("typed-reason", "A reason code is a number, sometimes after a letter.", line, "reason");
  }
  if ((l.remarks ?? []).some((r) => !REMARK.test(upper(r))))
    faults.add("typed-remark", "A remark code is a letter or two and a number.", line, "remarks");
}

function eobFaults(eob: TypedEob, by: Typist, entry: number): readonly Problem[] {
  const faults = new Faults(typedSource(by, entry));
  faults.need(eob.claim, "claim", "the claim number of the practice");
  faults.need(eob.payer.name + (eob.payer.id ?? ""), "payer", "the payer");
  if (eob.lines.length === 0) faults.add("typed-lines", "An EOB has at least one line.");
  if (eob.lines.length > LINES) faults.add("typed-lines", `An EOB has at most ${LINES} lines.`);
  if (!STATUS.has(eob.status ?? "1")) faults.add("typed-status", "The status is no claim status code.");
  for (const [column, d] of [["paidOn", eob.paidOn] as const, ["eobDay", eob.eobDay] as const])
    if (d !== undefined && eob.lines.some((l) => l.date !== undefined && d < l.date))
      faults.add("typed-date", "This day is before the service.", undefined, column);
  if (eob.eobDay !== undefined && eob.eobDay > by.on)
    faults.add("typed-date", "The EOB's day is still to come.", undefined, "eobDay");
  if ((eob.remarks ?? []).some((r) => !REMARK.test(upper(r))))
    faults.add("typed-remark", "A remark code is a letter or two and a number.", undefined, "remarks");
  eob.lines.forEach((l, i) => {
    lineFaults(faults, l, i + 1, by.on);
  });
  const balance = balanceOf(eob);
  if (!balance.balanced && eob.lines.length > 0)
    for (const says of balance.says) faults.add("eob-out-of-balance", `${says}.`);
  return faults.problems;
}

const lineOf = (l: TypedEobLine): RemittanceLine => ({
  code: upper(l.code),
  revenue: revenueTyped(l.code),
  modifiers: (l.modifiers ?? []).map(upper),
  charge: l.charge,
  paid: l.paid,
  units: l.units ?? "1",
  date: l.date,
  allowedStated: l.allowed,
  adjustments: l.adjustments
    .filter((a) => a.amount !== 0n)
    .map((a) => ({ group: upper(a.group), reason: reasonOf(a.reason), amount: a.amount })),
  remarks: (l.remarks ?? []).map(upper),
});

/**
 * The remittance of a keyed EOB, or everything that is wrong with it. `entry` tells the entries of one person and day
 * apart. An unprinted patient part stays absent, as an empty CLP05 does.
 */
export function remittanceTyped(eob: TypedEob, by: Typist, entry: number): Result<Remittance, readonly Problem[]> {
  const problems = eobFaults(eob, by, entry);
  if (problems.length > 0) return err(problems);
  const { billed, paid, patient } = balanceOf(eob);
  const days = eob.lines.flatMap((l) => l.date ?? []).sort();
  const said = eob.patient !== undefined || eob.lines.some((l) => l.patient !== undefined);
  return ok({
    id: eob.claim.trim(),
    source: typedSource(by, entry),
    status: eob.status ?? "1",
    billed,
    paid,
    patient: said || patient !== 0n ? patient : undefined,
    payerClaimNumber: eob.payerClaimNumber,
    payer: typedPayer(eob.payer),
    payee: typedProvider(eob.payee),
    from: days[0],
    to: days[days.length - 1],
    payment: { effective: eob.paidOn, fileDay: eob.eobDay, trace: eob.trace, amount: undefined },
    adjustments: [],
    remarks: (eob.remarks ?? []).map(upper),
    lines: eob.lines.map(lineOf),
  });
}
