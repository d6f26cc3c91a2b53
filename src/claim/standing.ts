import type { Cents } from "#base/money.ts";
import { cents } from "#base/money.ts";
import { chain } from "./chain.ts";
import type { Claim, Payer, Remittance } from "./claim.ts";
import { nameKey } from "./from-x12.ts";
import type { Fate, Takeback } from "./match.ts";

/** What counts of everything that payers said about one claim. Positions are those of `remittances`. */
export interface Standing {
  /** In the order of payment. */
  readonly remittances: readonly Remittance[];
  readonly fates: readonly Fate[];
  readonly standing: readonly Remittance[];
  readonly apart: readonly Remittance[];
  readonly takeback?: Takeback;
  readonly notes: readonly string[];
}

/** Whose turn a payer has: 1 primary, 2 secondary, 3 tertiary. */
type Seat = 1 | 2 | 3;

/** CLP02 that names the turn; 4 (denied), 22 (reversal), 23 and 25 name none. */
const SEAT_OF_STATUS: ReadonlyMap<string, Seat> = new Map([
  ["1", 1],
  ["19", 1],
  ["2", 2],
  ["20", 2],
  ["3", 3],
  ["21", 3],
]);

const SEAT_OF_CLAIM: ReadonlyMap<string, Seat> = new Map([
  ["P", 1],
  ["S", 2],
  ["T", 3],
]);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In the order of payment: the day the money moved, the day of the file, the trace, then as written. */
export function byPayment(a: Remittance, b: Remittance): number {
  const day = (r: Remittance): string => r.payment.effective ?? r.payment.fileDay ?? "";
  return (
    compareText(day(a), day(b)) ||
    compareText(a.payment.fileDay ?? "", b.payment.fileDay ?? "") ||
    compareText(a.payment.trace ?? "", b.payment.trace ?? "") ||
    compareText(a.source.file, b.source.file) ||
    a.source.byte - b.source.byte
  );
}

/** Everything that makes two remittances the same sending: payer, trace, both claim numbers, and every amount. */
export function remittanceSignature(r: Remittance): string {
  const lines = r.lines.map((l) => `${l.code}/${l.control ?? ""}/${l.charge}/${l.paid}/${l.date ?? ""}`);
  return [
    r.payer.key,
    r.payment.trace ?? "",
    r.payment.effective ?? r.payment.fileDay ?? "",
    r.id.trim(),
    r.payerClaimNumber ?? "",
    r.status,
    r.billed,
    r.paid,
    r.patient ?? "",
    ...lines,
  ].join("|");
}

/** The same payer under an id in one file and a name in another. */
export const samePayer = (a: Payer, b: Payer): boolean =>
  a.key === b.key || (a.name !== "" && nameKey(a.name) === nameKey(b.name));

/** One payer in one turn: the remittances that can undo and replace each other. */
interface Bench {
  readonly payer: Payer;
  readonly seat: Seat;
  readonly members: number[];
}

const sameNumber = (a: Remittance, b: Remittance): boolean =>
  a.payerClaimNumber !== undefined && a.payerClaimNumber !== "" && a.payerClaimNumber === b.payerClaimNumber;

/** Seats every remittance: those that name their turn first, then denials and reversals beside what they speak of. */
function seatAll(all: readonly Remittance[], counted: readonly number[]): Bench[] {
  const benches: Bench[] = [];
  const at = (i: number): Remittance | undefined => all[i];
  const sit = (i: number, seat: Seat): void => {
    const r = at(i);
    if (r === undefined) return;
    const bench = benches.find(
      (b) => b.seat === seat && (samePayer(b.payer, r.payer) || b.members.some((m) => sameNumberAt(at(m), r))),
    );
    if (bench === undefined) benches.push({ payer: r.payer, seat, members: [i] });
    else bench.members.push(i);
  };
  const later: number[] = [];
  for (const i of counted) {
    const seat = SEAT_OF_STATUS.get(at(i)?.status ?? "");
    if (seat === undefined) later.push(i);
    else sit(i, seat);
  }
  for (const i of later) {
    const r = at(i);
    if (r === undefined) continue;
    const bench =
      benches.find((b) => b.members.some((m) => sameNumberAt(at(m), r))) ??
      benches.find((b) => samePayer(b.payer, r.payer) && b.members.some((m) => at(m)?.paid === cents(-r.paid))) ??
      benches.find((b) => samePayer(b.payer, r.payer));
    if (bench === undefined) sit(i, 1);
    else bench.members.push(i);
  }
  for (const b of benches) b.members.sort((x, y) => x - y);
  return benches;
}

const sameNumberAt = (a: Remittance | undefined, b: Remittance): boolean => a !== undefined && sameNumber(a, b);

/**
 * The bench that answers this claim: its own payer in its own turn, else its own payer, else any payer in its turn (the
 * name in an 835 need not be the name in the 837), the latest first. Without a claim, the lowest turn that is there.
 */
function mainBench(benches: readonly Bench[], claim: Claim | undefined): Bench | undefined {
  const lastOf = (b: Bench): number => b.members[b.members.length - 1] ?? -1;
  const latest = (some: readonly Bench[]): Bench | undefined =>
    [...some].sort((a, b) => a.seat - b.seat || lastOf(b) - lastOf(a))[0];
  if (claim === undefined) return latest(benches);
  const seat = SEAT_OF_CLAIM.get(claim.responsibility ?? "P") ?? 1;
  const own = benches.filter((b) => samePayer(b.payer, claim.payer));
  return latest(own.filter((b) => b.seat === seat)) ?? latest(own) ?? latest(benches.filter((b) => b.seat === seat));
}

/** A reversal that moved money and after which nothing stands. */
function takebackOf(bench: Bench, fates: readonly Fate[], all: readonly Remittance[]): Takeback | undefined {
  if (bench.members.some((i) => fates[i]?.what === "stands")) return undefined;
  let taken = 0n;
  for (const i of bench.members) {
    const paid = all[i]?.paid ?? 0n;
    if (fates[i]?.what === "reversal" && paid < 0n) taken -= paid;
  }
  const amount: Cents = cents(taken);
  return amount > 0n ? { how: "reversal without a correction", amount } : undefined;
}

const STANDS: Fate = { what: "stands", because: "the latest answer" };
const ONE: readonly Fate[] = [STANDS];
const NO_NOTES: readonly string[] = [];
/** A lone payment or denial of these statuses answers a primary claim, whoever the payer is. */
const PRIMARY: ReadonlySet<string> = new Set(["1", "4", "19"]);

/** The usual case, one answer to a primary claim, needs no thought. */
function alone(tied: readonly Remittance[], claim: Claim | undefined): Standing | undefined {
  const [r] = tied;
  if (r === undefined) return { remittances: [], fates: [], standing: [], apart: [], notes: NO_NOTES };
  if (tied.length > 1 || !PRIMARY.has(r.status) || (claim?.responsibility ?? "P") !== "P") return undefined;
  return { remittances: tied, fates: ONE, standing: tied, apart: [], notes: NO_NOTES };
}

/**
 * What stands: a reversal (22) undoes the payment it names, a correction replaces, a repeat counts once, and another
 * payer's answer is kept apart. `tied` are all the remittances of one claim, in any order.
 */
export function standingOf(tied: readonly Remittance[], claim?: Claim): Standing {
  const simple = alone(tied, claim);
  if (simple !== undefined) return simple;
  const all = [...tied].sort(byPayment);
  const fates: Fate[] = all.map(() => STANDS);
  const notes: string[] = [];
  const seen = new Map<string, number>();
  const counted: number[] = [];
  all.forEach((r, i) => {
    const key = remittanceSignature(r);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, i);
      counted.push(i);
    } else fates[i] = { what: "repeat", because: "the same remittance was read before; it counts once", by: first };
  });
  if (counted.length < all.length) notes.push("The same remittance was read more than once; it counts once.");
  const benches = seatAll(all, counted);
  for (const b of benches) chain(all, b.members, fates, notes);
  const main = mainBench(benches, claim);
  const apart: Remittance[] = [];
  for (const b of benches) {
    if (b === main) continue;
    for (const i of b.members) {
      const r = all[i];
      if (r === undefined || fates[i]?.what !== "stands") continue;
      apart.push(r);
      fates[i] = { what: "other payer", because: "another payer's answer is kept apart from the claim's own" };
    }
  }
  if (apart.length > 0) notes.push("Another payer answered too; its amounts are kept apart.");
  const takeback = main === undefined ? undefined : takebackOf(main, fates, all);
  return {
    remittances: all,
    fates,
    standing: all.filter((_, i) => fates[i]?.what === "stands"),
    apart,
    notes,
    ...(takeback !== undefined && { takeback }),
  };
}
