import type { Remittance, RemittanceAdjustment } from "./claim.ts";
import type { Fate } from "./match.ts";

/**
 * Reversals and corrections of one payer in one turn (guide 835, section on reversals and corrections: the first
 * payment is reversed whole with status 22 and opposite amounts, then the claim is reported again). Payers that correct
 * without a reversal are read by what the answer says.
 */

const REVERSAL = "22";
/** Predetermination: a price, not a payment. */
const PRICING_ONLY = "25";

const sameNumber = (a: Remittance, b: Remittance): boolean =>
  a.payerClaimNumber !== undefined && a.payerClaimNumber !== "" && a.payerClaimNumber === b.payerClaimNumber;

const opposite = (a: bigint, b: bigint): boolean => a === -b;

const samePayment = (a: Remittance, b: Remittance): boolean =>
  a.payment.trace !== undefined && a.payment.trace === b.payment.trace;

/** How well a payment fits a reversal; 0 means it is not the one. */
function fits(reversal: Remittance, r: Remittance, isEarlier: boolean): number {
  const number = sameNumber(reversal, r);
  const paid = opposite(reversal.paid, r.paid);
  const billed = opposite(reversal.billed, r.billed);
  // Some payers leave the reversal's charge positive; then only the payment tells.
  if (!number && !(paid && (billed || reversal.billed === r.billed))) return 0;
  return (
    (number ? 8 : 0) + (paid ? 4 : 0) + (billed ? 2 : 0) + (isEarlier ? 16 : 0) + (samePayment(reversal, r) ? 0 : 1)
  );
}

/** Undoes, in the order of payment, what each reversal names. A reversal of a reversal brings the payment back. */
function undo(all: readonly Remittance[], members: readonly number[], fates: Fate[], notes: string[]): void {
  const targetOf = new Map<number, number>();
  for (const i of members) {
    const reversal = all[i];
    if (reversal?.status !== REVERSAL) continue;
    const positive = reversal.paid > 0n || (reversal.paid === 0n && reversal.billed > 0n);
    const undone = positive ? lastOpposite(all, members, fates, i) : undefined;
    if (undone !== undefined) {
      const back = targetOf.get(undone);
      fates[undone] = { what: "reversed", because: "this reversal was itself reversed", by: i };
      fates[i] = { what: "reversal", because: "it undoes a reversal", by: undone };
      if (back !== undefined) fates[back] = { what: "stands", because: "its reversal was undone", by: i };
      continue;
    }
    let best = -1;
    let score = 0;
    for (const j of members) {
      const r = all[j];
      if (r === undefined || j === i || r.status === REVERSAL || fates[j]?.what !== "stands") continue;
      const s = fits(reversal, r, j < i);
      if (s > 0 && s >= score) {
        best = j;
        score = s;
      }
    }
    const target = all[best];
    if (target === undefined) {
      fates[i] = { what: "reversal", because: "it undoes a payment that is not in these files" };
      notes.push("A reversal undoes a payment that is not in these files.");
      continue;
    }
    if (!opposite(reversal.paid, target.paid))
      notes.push("A reversal names a payment of another amount; it is read as undoing the whole of it.");
    targetOf.set(i, best);
    fates[best] = { what: "reversed", because: "a reversal undid it", by: i };
    fates[i] = { what: "reversal", because: "it undoes a payment", by: best };
  }
}

/** The latest earlier reversal that still works and whose amounts are opposite to those of reversal `i`. */
function lastOpposite(
  all: readonly Remittance[],
  members: readonly number[],
  fates: readonly Fate[],
  i: number,
): number | undefined {
  const reversal = all[i];
  let found: number | undefined;
  for (const j of members) {
    const r = all[j];
    if (j >= i || r?.status !== REVERSAL || fates[j]?.what !== "reversal" || reversal === undefined) continue;
    if (opposite(r.paid, reversal.paid) && opposite(r.billed, reversal.billed)) found = j;
  }
  return found;
}

const adjustmentsOf = (r: Remittance): RemittanceAdjustment[] => [
  ...r.adjustments,
  ...r.lines.flatMap((l) => l.adjustments),
];

/** Paid nothing because the payer took it for a second sending (CARC 18): it says nothing new about the claim. */
function answersAsDuplicate(r: Remittance): boolean {
  if (r.paid !== 0n) return false;
  if (r.adjustments.some((a) => a.reason === "18")) return true;
  return r.lines.length > 0 && r.lines.every((l) => l.adjustments.some((a) => a.reason === "18"));
}

/** A payment on top of an earlier one says so with CARC B13 (previously paid). */
const addsToEarlier = (r: Remittance): boolean => adjustmentsOf(r).some((a) => a.reason === "B13");

const lineKeys = (r: Remittance): string[] =>
  r.lines.map((l) => l.control ?? `${l.submittedCode ?? l.code}/${l.date ?? ""}/${l.charge}`);

/** Whether `b` answers every line that `a` answered. A payer that splits a claim answers other lines each time. */
export function coversAgain(a: Remittance, b: Remittance): "all" | "some" | "none" {
  if (a.lines.length === 0 || b.lines.length === 0)
    return a.billed === b.billed && (a.from === undefined || b.from === undefined || a.from === b.from)
      ? "all"
      : "none";
  const left = new Map<string, number>();
  for (const k of lineKeys(b)) left.set(k, (left.get(k) ?? 0) + 1);
  let shared = 0;
  for (const k of lineKeys(a)) {
    const n = left.get(k) ?? 0;
    if (n === 0) continue;
    left.set(k, n - 1);
    shared++;
  }
  return shared === a.lines.length ? "all" : shared > 0 ? "some" : "none";
}

function whyReplaced(earlier: Remittance, later: Remittance): string {
  if (later.frequency === "7") return "a correction (frequency 7) replaced it";
  if (earlier.paid === 0n) return "a later answer on the same lines replaced it";
  return "a later answer on the same lines replaced it without a reversal";
}

/** Among what is left, a later full answer on the same lines replaces the earlier one. */
function replace(all: readonly Remittance[], members: readonly number[], fates: Fate[], notes: string[]): void {
  const live = members.filter((i) => fates[i]?.what === "stands");
  for (let k = 0; k < live.length; k++) {
    const i = live[k];
    const later = i === undefined ? undefined : all[i];
    if (i === undefined || later === undefined) continue;
    for (let e = 0; e < k; e++) {
      const j = live[e];
      const earlier = j === undefined ? undefined : all[j];
      if (j === undefined || earlier === undefined || fates[j]?.what !== "stands") continue;
      const again = coversAgain(earlier, later);
      if (again === "none" || addsToEarlier(later)) continue;
      if (answersAsDuplicate(later)) {
        fates[i] = {
          what: "answered as duplicate",
          because: "the payer took it for a second sending (CARC 18)",
          by: j,
        };
        break;
      }
      if (again === "some") {
        notes.push("Two remittances answer some of the same lines without a reversal; both are counted.");
        continue;
      }
      const because = whyReplaced(earlier, later);
      if (because.endsWith("without a reversal"))
        notes.push("A payment was followed by another on the same lines without a reversal; the later one counts.");
      fates[j] = { what: "replaced", because, by: i };
    }
  }
}

/** Sets the fates of one payer's remittances (`members`, in the order of payment) and adds what had to be decided. */
export function chain(all: readonly Remittance[], members: readonly number[], fates: Fate[], notes: string[]): void {
  for (const i of members)
    if (all[i]?.status === PRICING_ONLY)
      fates[i] = { what: "no payment", because: "a predetermination prices a claim and pays nothing" };
  undo(all, members, fates, notes);
  replace(all, members, fates, notes);
}
