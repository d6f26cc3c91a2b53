import { sum } from "#base/money.ts";
import { patientResponsibility } from "./allowed.ts";
import type { Claim, ClaimLine, Remittance, RemittanceLine } from "./claim.ts";
import type { MatchedLine } from "./match.ts";
import { type Piece, piecesOf, sharesOf } from "./pieces.ts";

/** CARCs that say the payment went to another service. */
const INCLUDED_ELSEWHERE = new Set(["97", "234"]);
const DUPLICATE = "18";

const codeKey = (code: string): string => code.trim().toUpperCase();

/** The code as it was billed: SVC06 when the payer changed it. */
const billedCode = (l: RemittanceLine): string => codeKey(l.submittedCode ?? l.code);

const modifierKey = (modifiers: readonly string[]): string => [...modifiers].map(codeKey).sort().join(" ");

const sameUnits = (a: string, b: string): boolean => a === b || Number(a) === Number(b);

const sameDay = (a: ClaimLine, b: RemittanceLine): boolean =>
  a.date === b.date || a.date === undefined || b.date === undefined;

/** A facility bills one procedure under several revenue codes: those must not differ where both sides name one. */
const sameRevenue = (a: ClaimLine, b: RemittanceLine): boolean =>
  a.revenue === b.revenue || a.revenue === undefined || b.revenue === undefined;

const has = (l: RemittanceLine, reasons: ReadonlySet<string>): boolean =>
  l.adjustments.some((a) => reasons.has(a.reason));

/** The steps that tie a piece to a billed line that has none yet, the surest first. */
const STEPS: readonly ((l: ClaimLine, p: RemittanceLine) => boolean)[] = [
  (l, p) =>
    codeKey(l.code) === billedCode(p) &&
    modifierKey(l.modifiers) === modifierKey(p.submittedModifiers ?? p.modifiers) &&
    l.date === p.date &&
    sameRevenue(l, p) &&
    sameUnits(l.units, p.units) &&
    l.charge === p.charge,
  (l, p) => codeKey(l.code) === billedCode(p) && l.date === p.date && sameRevenue(l, p) && l.charge === p.charge,
  (l, p) => codeKey(l.code) === billedCode(p) && sameDay(l, p) && l.charge === p.charge,
  (l, p) => codeKey(l.code) === codeKey(p.code) && sameDay(l, p) && l.charge === p.charge,
];

interface Table {
  readonly lines: readonly ClaimLine[];
  readonly pieces: Piece[];
  /** Billed line of each piece, -1 while it has none. */
  readonly to: number[];
  /** Pieces of each billed line. */
  readonly of: number[][];
  /** Bundled lines: the code that answered them together. */
  readonly into: (string | undefined)[];
}

function seat(t: Table, piece: number, line: number): void {
  t.to[piece] = line;
  t.of[line]?.push(piece);
}

const isFree = (t: Table): boolean => t.to.includes(-1);

/** REF 6R where the number is unique in the claim; LX01 stands in for it when the claim has none. */
function byControl(t: Table): void {
  const at = new Map<string, number>();
  const twice = new Set<string>();
  const numbered = t.lines.every((l) => l.control === undefined);
  t.lines.forEach((l, i) => {
    const key = (numbered ? String(l.number) : (l.control ?? "")).trim().toUpperCase();
    if (key === "") return;
    if (at.has(key)) twice.add(key);
    at.set(key, i);
  });
  t.pieces.forEach((p, i) => {
    if (p.to !== undefined) {
      seat(t, i, p.to);
      return;
    }
    const key = p.line.control?.trim().toUpperCase();
    const line = key === undefined || twice.has(key) ? undefined : at.get(key);
    if (line === undefined) return;
    // A bare line number is a weaker word than a control number: the code or the charge must agree.
    const l = t.lines[line];
    if (numbered && l !== undefined && codeKey(l.code) !== billedCode(p.line) && l.charge !== p.line.charge) return;
    seat(t, i, line);
  });
}

/** One step of `STEPS`: each free piece takes the first billed line that has none. */
function byStep(t: Table, agrees: (l: ClaimLine, p: RemittanceLine) => boolean): void {
  t.pieces.forEach((p, i) => {
    if (t.to[i] !== -1) return;
    const line = t.lines.findIndex((l, k) => t.of[k]?.length === 0 && agrees(l, p.line));
    if (line >= 0) seat(t, i, line);
  });
}

/** Several pieces of one code whose charges add up to a billed line: the payer split it. */
function bySplit(t: Table): void {
  t.lines.forEach((l, k) => {
    if (t.of[k]?.length !== 0) return;
    const free = t.pieces.flatMap((p, i) =>
      t.to[i] === -1 && billedCode(p.line) === codeKey(l.code) && sameDay(l, p.line) ? [i] : [],
    );
    if (free.length < 2) return;
    if (sum(free.map((i) => t.pieces[i]?.line.charge ?? l.charge)) !== l.charge) return;
    for (const i of free) seat(t, i, k);
  });
}

/**
 * A code that answers the charges of several billed lines together: the payer bundled them under it. `own` is the line a
 * control number or a code already gave it; its charge must then be part of the sum.
 */
function byBundle(t: Table): void {
  const answers = t.pieces.length;
  for (let i = 0; i < answers; i++) {
    const p = t.pieces[i];
    const own = t.to[i] ?? -1;
    if (p === undefined || p.to !== undefined || (own >= 0 && !isShort(t, i, own))) continue;
    const lines = t.lines.flatMap((l, k) => (k === own || (isOpen(t, k) && sameDay(l, p.line)) ? [k] : []));
    if (lines.length < 2 || sum(lines.map((k) => t.lines[k]?.charge ?? p.line.charge)) !== p.line.charge) continue;
    shareBundle(t, i, lines);
  }
}

/** Lines that charge nothing only report something and are in no bundle. */
const isOpen = (t: Table, k: number): boolean =>
  t.of[k]?.length === 0 && t.into[k] === undefined && (t.lines[k]?.charge ?? 0n) > 0n;

/** The only answer of a line, for more than the line charged. */
const isShort = (t: Table, piece: number, line: number): boolean =>
  t.of[line]?.length === 1 && (t.pieces[piece]?.line.charge ?? 0n) > (t.lines[line]?.charge ?? 0n);

/** Each line of a bundle gets its share of the answer, by charge and exactly to the cent, so that none seems unpaid. */
function shareBundle(t: Table, i: number, lines: readonly number[]): void {
  const billed = lines.flatMap((k) => t.lines[k] ?? []);
  const answer = t.pieces[i]?.line;
  if (answer === undefined) return;
  sharesOf(answer, billed).forEach((share, n) => {
    const k = lines[n] ?? 0;
    t.into[k] = codeKey(answer.code);
    if (n > 0) {
      t.pieces.push(share);
      t.to.push(-1);
      seat(t, t.pieces.length - 1, k);
      return;
    }
    t.pieces[i] = share;
    if (t.to[i] !== k) seat(t, i, k);
  });
}

/** Further pieces of a code that fit under the charge of a billed line which already has some. */
function byRest(t: Table): void {
  t.pieces.forEach((p, i) => {
    if (t.to[i] !== -1) return;
    const line = t.lines.findIndex((l, k) => {
      const own = t.of[k] ?? [];
      if (own.length === 0 || codeKey(l.code) !== billedCode(p.line) || !sameDay(l, p.line)) return false;
      return sum(own.map((j) => t.pieces[j]?.line.charge ?? l.charge)) + p.line.charge <= l.charge;
    });
    if (line >= 0) seat(t, i, line);
  });
}

/** Second answers on a line that has one, word for word: a line paid twice keeps both, and says so. */
function byRepeat(t: Table): void {
  t.pieces.forEach((p, i) => {
    if (t.to[i] !== -1) return;
    const line = t.lines.findIndex((l) => STEPS.some((agrees) => agrees(l, p.line)));
    if (line >= 0) seat(t, i, line);
  });
}

interface How {
  readonly how: MatchedLine["how"];
  readonly into: string | undefined;
}

const only = (how: MatchedLine["how"]): How => ({ how, into: undefined });

function howOf(t: Table, k: number, pieces: readonly RemittanceLine[]): How {
  const line = t.lines[k];
  const into = t.into[k];
  if (into !== undefined) return { how: "bundled", into };
  const [first] = pieces;
  if (first === undefined || line === undefined) return only("unanswered");
  if (pieces.every((p) => p.paid === 0n && p.adjustments.some((a) => a.reason === DUPLICATE))) return only("duplicate");
  if (pieces.length > 1) {
    const twice = pieces.every((p) => p.charge === line.charge && codeKey(p.code) === codeKey(line.code));
    return only(twice ? "duplicate" : "split");
  }
  const nothing = first.paid === 0n && patientResponsibility(first.adjustments) === 0n;
  if (nothing && has(first, INCLUDED_ELSEWHERE)) {
    return { how: "bundled", into: bundledInto(t, k, first) };
  }
  return only(codeKey(first.code) === codeKey(line.code) ? "same" : "recoded");
}

/** SVC01 when it differs from SVC06; else the one paid code of that day; else unknown. */
function bundledInto(t: Table, k: number, p: RemittanceLine): string | undefined {
  if (p.submittedCode !== undefined && codeKey(p.submittedCode) !== codeKey(p.code)) return codeKey(p.code);
  const paid = new Set<string>();
  t.pieces.forEach((other, i) => {
    if (t.to[i] !== k && other.line.paid > 0n && other.line.date === p.date) paid.add(codeKey(other.line.code));
  });
  const [only] = paid;
  return paid.size === 1 ? only : undefined;
}

function matchedLine(t: Table, line: ClaimLine, k: number): MatchedLine {
  const paid: RemittanceLine[] = [];
  let allocated: true | undefined;
  for (const i of t.of[k] ?? []) {
    const piece = t.pieces[i];
    if (piece === undefined) continue;
    paid.push(piece.line);
    if (piece.allocated) allocated = true;
  }
  const { how, into } = howOf(t, k, paid);
  return { line, paid, how, into, allocated };
}

/**
 * Ties what stands to the billed lines: by REF 6R, then by code, modifiers, date, units and charge, then by less, then
 * splits, bundles, new codes and repeats. Every piece of every standing remittance is in exactly one matched line, so the
 * lines add up to what stands.
 */
export function matchLines(claim: Claim | undefined, standing: readonly Remittance[], notes: string[]): MatchedLine[] {
  const lines = claim?.lines ?? [];
  const pieces = standing.flatMap((r) => piecesOf(r, lines, notes));
  const t: Table = {
    lines,
    pieces,
    to: pieces.map(() => -1),
    of: lines.map(() => []),
    into: lines.map(() => undefined),
  };
  if (lines.length > 0 && pieces.length > 0) byControl(t);
  const unanswered = t.of.some((own) => own.length === 0);
  if (unanswered && !isFree(t)) byBundle(t);
  if (lines.length > 0 && isFree(t)) {
    for (const agrees of STEPS) byStep(t, agrees);
    bySplit(t);
    byBundle(t);
    // One code and one day are enough when only the charge moved, as after a repricing.
    byStep(t, (l, p) => codeKey(l.code) === billedCode(p) && sameDay(l, p));
    byRest(t);
    // Another code for the same charge on the same day: the payer recoded it.
    byStep(t, (l, p) => l.charge === p.charge && sameDay(l, p) && l.charge !== 0n);
    byRepeat(t);
  }
  const unbilled = t.pieces.flatMap((p, i): MatchedLine[] =>
    t.to[i] === -1
      ? [{ line: undefined, paid: [p.line], how: "unbilled", into: undefined, allocated: p.allocated || undefined }]
      : [],
  );
  return [...lines.map((l, k) => matchedLine(t, l, k)), ...unbilled];
}
