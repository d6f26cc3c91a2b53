import { Chains } from "./column.ts";
import type { TiedBy } from "./match.ts";
import { type ClaimIndex, REVERSAL, type RemittanceIndex } from "./match-index.ts";
import { type Nearests, nearestFor, WHY } from "./nearest.ts";
import { type Asides, cancels, correctionsByPayerNumber, counting, keepAnswered, setAsides } from "./set-aside.ts";

/** Codes of `TiedBy` in `Ties.by`. */
export const TIED_BY: readonly TiedBy[] = ["none", "control-number", "line-control", "code-date-charge"];
const BY_NUMBER = 1;
const BY_LINE_CONTROL = 2;
const BY_LINES = 3;

/** Which remittance answers which claim, by their rows in the two indexes. */
export interface Ties {
  readonly asides: Asides;
  /** Per remittance: its claim, or -1; and which rule tied it, an index into `TIED_BY`. */
  readonly claimOf: Int32Array;
  readonly by: Uint8Array;
  /** Per remittance: the next of the same row of the map, or -1. */
  readonly next: Int32Array;
  /** Per claim: its first remittance, or -1. */
  readonly firstOf: Int32Array;
  /** First remittances of the rows that have no claim. */
  readonly alone: Int32Array;
  /** For unmatched claims (by claim) and for the rows without a claim (by their first remittance). */
  readonly nearestRemittance: Nearests;
  readonly nearestClaim: Nearests;
}

/** How many lines of the two agree by REF 6R or by code, day and charge. */
export function sharedLines(c: ClaimIndex, claim: number, r: RemittanceIndex, remittance: number): number {
  const to = c.firstLine.at(claim + 1);
  const end = r.firstLine.at(remittance + 1);
  let shared = 0;
  for (let j = r.firstLine.at(remittance); j < end; j++) {
    for (let i = c.firstLine.at(claim); i < to; i++) {
      const control = r.lineControl.at(j);
      if ((control !== 0 && control === c.lineControl.at(i)) || r.lineKey.at(j) === c.lineKey.at(i)) {
        shared++;
        break;
      }
    }
  }
  return shared;
}

const samePayer = (c: ClaimIndex, i: number, r: RemittanceIndex, j: number): boolean =>
  (c.payerKey.at(i) !== 0 && c.payerKey.at(i) === r.payerKey.at(j)) ||
  (c.payerName.at(i) !== 0 && c.payerName.at(i) === r.payerName.at(j));

/** Both name their payer and neither id nor name agrees. */
const otherPayer = (c: ClaimIndex, i: number, r: RemittanceIndex, j: number): boolean =>
  c.payerKey.at(i) !== 0 && r.payerKey.at(j) !== 0 && !samePayer(c, i, r, j);

const sameBilled = (c: ClaimIndex, i: number, r: RemittanceIndex, j: number): boolean =>
  c.billed.at(i) === Math.abs(r.billed.at(j));

/** How well a remittance fits a claim of the same number; 0 when nothing but the number agrees. */
function agreement(c: ClaimIndex, i: number, r: RemittanceIndex, j: number): number {
  const day = c.day.at(i) !== 0 && c.day.at(i) === r.day.at(j);
  return sharedLines(c, i, r, j) * 8 + (day ? 4 : 0) + (sameBilled(c, i, r, j) ? 4 : 0);
}

/** Among claims of one number, what else speaks for one: payer, turn, and that it counts. */
function lean(c: ClaimIndex, i: number, r: RemittanceIndex, j: number, asides: Asides): number {
  const seat = r.seatOf(j);
  return (samePayer(c, i, r, j) ? 2 : 0) + (seat !== 0 && seat === c.seat.at(i) ? 2 : 0) + (asides.as[i] === 0 ? 1 : 0);
}

/** An order of claims that does not depend on the files they came in. */
const isBefore = (c: ClaimIndex, a: number, b: number): boolean =>
  c.signatureHigh.at(a) !== c.signatureHigh.at(b)
    ? c.signatureHigh.at(a) < c.signatureHigh.at(b)
    : c.signatureLow.at(a) < c.signatureLow.at(b);

interface Work {
  readonly c: ClaimIndex;
  readonly r: RemittanceIndex;
  readonly asides: Asides;
  readonly claimOf: Int32Array;
  readonly by: Uint8Array;
  readonly nearestClaim: Nearests;
}

/**
 * Step 1: CLP01 is CLM01, as written; only when no claim is so written, past case, blanks and leading zeros. Where
 * several claims have the number the one that fits best is taken, and none when nothing else agrees.
 */
function byNumber(w: Work, chains: Chains): void {
  const { c, r } = w;
  for (let j = 0; j < r.length; j++) {
    const first = r.looseHigh.at(j) === 0 ? -1 : chains.first(r.looseHigh.at(j), r.looseLow.at(j));
    if (first < 0) continue;
    let written = false;
    for (let i = first; i >= 0 && !written; i = chains.next(i)) written = c.written.at(i) === r.written.at(j);
    let best = -1;
    let score = -1;
    let count = 0;
    let fits = 0;
    for (let i = first; i >= 0; i = chains.next(i)) {
      if (written && c.written.at(i) !== r.written.at(j)) continue;
      if (cancels(w.asides, i)) continue;
      if (counting(w.asides, i) === i) count++;
      const f = agreement(c, i, r, j);
      const s = f * 8 + lean(c, i, r, j, w.asides);
      if (s > score || (s === score && isBefore(c, i, best))) [best, score, fits] = [i, s, f];
    }
    if (best >= 0 && (count <= 1 || fits > 0)) {
      w.claimOf[j] = counting(w.asides, best);
      w.by[j] = BY_NUMBER;
    } else if (best >= 0) w.nearestClaim.note(j, best, WHY.sameNumberOtherVisit);
  }
}

/**
 * A number used for several visits may have one claim here and remittances of others. When some of a claim's remittances
 * fit it and one agrees in nothing but the number, that one is let go.
 */
function letGo(w: Work): void {
  const { c, r } = w;
  const fits = new Uint8Array(c.length);
  for (let j = 0; j < r.length; j++) {
    const i = w.claimOf[j] ?? -1;
    if (i >= 0 && agreement(c, i, r, j) > 0) fits[i] = 1;
  }
  for (let j = 0; j < r.length; j++) {
    const i = w.claimOf[j] ?? -1;
    if (i < 0 || fits[i] === 0 || r.status.at(j) === REVERSAL || agreement(c, i, r, j) > 0) continue;
    if (r.lines(j) === 0 && r.day.at(j) === 0) continue;
    w.claimOf[j] = -1;
    w.by[j] = 0;
    w.nearestClaim.note(j, i, WHY.sameNumberOtherVisit);
  }
}

/**
 * For each key that some remittance asks for, the one claim that has it; -1 when none has; when several have, the first
 * of them less than -1: `-2 - row`.
 */
function uniqueClaims(
  c: ClaimIndex,
  wanted: Iterable<number>,
  each: (row: number, put: (key: number) => void) => void,
): Map<number, number> {
  const found = new Map<number, number>();
  for (const key of wanted) if (key !== 0) found.set(key, -1);
  for (let i = 0; i < c.length; i++)
    each(i, (key) => {
      const before = found.get(key);
      if (before !== undefined) found.set(key, before === -1 || before === i ? i : before >= 0 ? -2 - before : before);
    });
  return found;
}

function* controlsOf(r: RemittanceIndex, rows: readonly number[]): Generator<number> {
  for (const j of rows) for (let k = r.firstLine.at(j); k < r.firstLine.at(j + 1); k++) yield r.controlKey(k);
}

/** Step 2: a line control number (REF 6R) that one claim only has. */
function byLineControl(w: Work, open: readonly number[]): void {
  const { c, r } = w;
  const claims = uniqueClaims(c, controlsOf(r, open), (i, put) => {
    if (w.asides.as[i] !== 0) return;
    for (let k = c.firstLine.at(i); k < c.firstLine.at(i + 1); k++) put(c.controlKey(k));
  });
  for (const j of open) {
    for (let k = r.firstLine.at(j); k < r.firstLine.at(j + 1); k++) {
      const i = claims.get(r.controlKey(k)) ?? -1;
      if (i < -1) w.nearestClaim.note(j, -2 - i, WHY.lineControlOfSeveral);
      if (i < 0) continue;
      w.claimOf[j] = i;
      w.by[j] = BY_LINE_CONTROL;
      break;
    }
  }
}

/** What one payer said under one number. */
const groupOf = (r: RemittanceIndex, j: number): string =>
  `${r.looseHigh.at(j)} ${r.looseLow.at(j)} ${r.payerKey.at(j)}`;

/** Step 3: all lines agree by code, day, units and charge, and on both sides only one has them. */
function byLines(w: Work, open: readonly number[], isAnswered: (claim: number) => boolean): void {
  const { c, r } = w;
  const once = new Map<number, number>();
  for (const j of open) {
    const key = r.allLines.at(j);
    if (r.lines(j) === 0 || r.status.at(j) === REVERSAL) continue;
    const before = once.get(key);
    // A correction repeats the lines under the same number; only another number makes it doubtful.
    if (before === undefined) once.set(key, j);
    else if (before >= 0 && groupOf(r, before) !== groupOf(r, j)) once.set(key, -2);
  }
  const claims = uniqueClaims(c, once.keys(), (i, put) => {
    if (w.asides.as[i] === 0 && c.lines(i) > 0 && !isAnswered(i)) put(c.allLines.at(i));
  });
  for (const [key, j] of once) {
    const i = claims.get(key) ?? -1;
    if (i === -1) continue;
    if (i < -1 || j === -2) {
      const first = i < -1 ? -2 - i : i;
      for (const k of open) if (r.allLines.at(k) === key) w.nearestClaim.note(k, first, WHY.linesOfSeveral);
      continue;
    }
    const npi = r.npi.at(j) !== 0 && c.npi.at(i) !== 0 && r.npi.at(j) !== c.npi.at(i);
    if (otherPayer(c, i, r, j)) w.nearestClaim.note(j, i, WHY.linesOfOtherPayer);
    else if (npi) w.nearestClaim.note(j, i, WHY.linesOfOtherProvider);
    else if (!sameBilled(c, i, r, j) || c.lines(i) !== r.lines(j)) w.nearestClaim.note(j, i, WHY.linesOtherTotal);
    else {
      w.claimOf[j] = i;
      w.by[j] = BY_LINES;
    }
  }
}

/** What is tied by its lines draws along the others of its number and payer: its reversal, its correction. */
function drawAlong(w: Work, open: readonly number[]): void {
  const { r } = w;
  const leads = new Map<string, number>();
  for (const j of open) if ((w.claimOf[j] ?? -1) >= 0) leads.set(groupOf(r, j), j);
  if (leads.size === 0) return;
  for (const j of open) {
    if ((w.claimOf[j] ?? -1) >= 0) continue;
    const lead = leads.get(groupOf(r, j));
    if (lead === undefined || (r.day.at(lead) !== r.day.at(j) && r.status.at(j) !== REVERSAL)) continue;
    w.claimOf[j] = w.claimOf[lead] ?? -1;
    w.by[j] = w.by[lead] ?? 0;
  }
}

const untied = (w: Work): number[] => {
  const open: number[] = [];
  for (let j = 0; j < w.r.length; j++) if ((w.claimOf[j] ?? -1) < 0) open.push(j);
  return open;
};

/** Remittances without a claim make one row for each number and day of service. */
function rowsAlone(w: Work, next: Int32Array): Int32Array {
  const { r } = w;
  const heads: number[] = [];
  const tails = new Map<string, number>();
  for (const j of untied(w)) {
    const number = r.looseHigh.at(j) === 0 ? `row ${j}` : `${r.looseHigh.at(j)} ${r.looseLow.at(j)}`;
    const key = `${number} ${r.day.at(j)}`;
    const tail = tails.get(key);
    if (tail === undefined) heads.push(j);
    else next[tail] = j;
    tails.set(key, j);
  }
  return Int32Array.from(heads);
}

/** Ties every remittance to at most one claim, and says what came nearest for the rest. */
export function tie(c: ClaimIndex, r: RemittanceIndex, nearests: (rows: number) => Nearests): Ties {
  const chains = new Chains(
    c.length,
    (i) => c.looseHigh.at(i),
    (i) => c.looseLow.at(i),
  );
  const asides = setAsides(c, chains);
  const w: Work = {
    c,
    r,
    asides,
    claimOf: new Int32Array(r.length).fill(-1),
    by: new Uint8Array(r.length),
    nearestClaim: nearests(r.length),
  };
  byNumber(w, chains);
  letGo(w);
  const answered = new Uint8Array(c.length);
  for (const i of w.claimOf) if (i >= 0) answered[i] = 1;
  const open = c.length === 0 ? [] : untied(w);
  if (open.length > 0) {
    byLineControl(w, open);
    for (const i of w.claimOf) if (i >= 0) answered[i] = 1;
    byLines(w, untied(w), (i) => answered[i] === 1);
    drawAlong(w, open);
  }
  correctByPayerNumber(w);
  const next = new Int32Array(r.length).fill(-1);
  const alone = rowsAlone(w, next);
  const firstOf = new Int32Array(c.length).fill(-1);
  // From the last to the first, so that each list begins with the remittance read first.
  for (let j = r.length - 1; j >= 0; j--) {
    const i = w.claimOf[j] ?? -1;
    if (i < 0) continue;
    const target = counting(asides, i);
    keepAnswered(asides, target);
    w.claimOf[j] = target;
    next[j] = firstOf[target] ?? -1;
    firstOf[target] = j;
  }
  const nearestRemittance = nearests(c.length);
  nearestFor({ c, r, asides, firstOf, alone, next, nearestClaim: w.nearestClaim, nearestRemittance });
  return {
    asides,
    claimOf: w.claimOf,
    by: w.by,
    next,
    firstOf,
    alone,
    nearestRemittance,
    nearestClaim: w.nearestClaim,
  };
}

function correctByPayerNumber(w: Work): void {
  let any = false;
  for (let i = 0; i < w.c.length && !any; i++) any = w.c.replaces.at(i) !== 0;
  if (!any) return;
  const byNumber = new Map<number, number>();
  for (let j = 0; j < w.r.length; j++) {
    const i = w.claimOf[j] ?? -1;
    const number = w.r.payerClaimNumber.at(j);
    if (i >= 0 && number !== 0) byNumber.set(number, i);
  }
  correctionsByPayerNumber(w.c, w.asides, (number) => byNumber.get(number) ?? -1);
}
