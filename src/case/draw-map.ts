import type { Day } from "#base/day.ts";
import { cents } from "#base/money.ts";
import { CLASSES, type ClaimEvaluation, FLAGS, type Flag, type LineClass, type LineEvaluation } from "./evaluation.ts";
import { earliestOf } from "./law-view.ts";
import type { AgingBucket, LeftOut, MapFile, MapQuestion, MoneyMap, Tally } from "./money-map.ts";

/**
 * Adds evaluated claims up into a money map, one at a time, holding only the totals, the questions and the few claims to
 * do first. Totals over classes are summed from lines, so they add up to the whole by construction.
 */
export interface MapDrawing {
  add(e: ClaimEvaluation): void;
  leaveOut(item: LeftOut): void;
  finish(rest: {
    readonly files: readonly MapFile[];
    readonly assumptions: readonly string[];
    readonly duplicateFiles: number;
  }): MoneyMap;
}

/** Classes whose dollars can still come in. */
const RECOVERABLE = new Set<LineClass>(["needs a fact", "denied", "unpaid", "underpaid"]);

interface MutableTally {
  claims: number;
  lines: number;
  stake: bigint;
}

const emptyTally = (): MutableTally => ({ claims: 0, lines: 0, stake: 0n });

const frozen = (t: MutableTally): Tally => ({ claims: t.claims, lines: t.lines, stake: cents(t.stake) });

const BUCKETS = [
  { label: "today", most: 1 },
  { label: "2 to 3 days", most: 3 },
  { label: "4 to 10 days", most: 10 },
  { label: "11 to 30 days", most: 30 },
  { label: "over 30 days", most: Number.POSITIVE_INFINITY },
] as const;
const SET_ASIDE: Readonly<Record<string, string>> = {
  duplicate: "Claims sent twice",
  replaced: "Claims replaced by a later one",
  voided: "Claims voided by a later one",
  void: "Requests to void a claim",
};
const NO_CLOCK = "no clock";
const EXPIRED = "expired";

/** The aging bucket of a line, or none when nothing of it is open. */
function bucketOf(line: LineEvaluation): string | undefined {
  if (line.stake === 0n || line.class === "paid in line" || line.class === "not this trade") return undefined;
  if (line.class === "expired") return EXPIRED;
  const days = earliestOf(line.rights)?.daysLeft;
  if (days === undefined) return NO_CLOCK;
  return BUCKETS.find((b) => days <= b.most)?.label;
}

interface QuestionTally {
  readonly question: MapQuestion;
  dollars: bigint;
  claims: number;
  lines: number;
}

const byLossThenStake = (a: ClaimEvaluation, b: ClaimEvaluation): number => {
  if (a.loss !== b.loss) return a.loss > b.loss ? -1 : 1;
  if (a.stake !== b.stake) return a.stake > b.stake ? -1 : 1;
  return a.claim < b.claim ? -1 : a.claim > b.claim ? 1 : 0;
};

/** Whether a claim belongs among those to do first: something of it can still come in. */
export const isWorthDoing = (e: ClaimEvaluation): boolean => e.stake !== 0n && RECOVERABLE.has(e.class);

/** Keeps the best `most` of a stream without sorting it all. */
function keepFirst(most: number): { offer(e: ClaimEvaluation): void; sorted(): readonly ClaimEvaluation[] } {
  let kept: ClaimEvaluation[] = [];
  const cut = (): void => {
    kept = kept.sort(byLossThenStake).slice(0, most);
  };
  return {
    offer(e) {
      if (!isWorthDoing(e)) return;
      kept.push(e);
      if (kept.length >= most * 4 + 64) cut();
    },
    sorted() {
      cut();
      return kept;
    },
  };
}

const record = <K extends string, V>(keys: readonly K[], make: () => V): Record<K, V> =>
  Object.fromEntries(keys.map((k) => [k, make()])) as Record<K, V>;

const mapRecord = <K extends string, V, W>(r: Record<K, V>, f: (v: V) => W): Record<K, W> =>
  Object.fromEntries(Object.entries(r).map(([k, v]) => [k, f(v as V)])) as Record<K, W>;

/** Counts lines by class, by flag and by days left. */
function tallyLines() {
  const byClass = record<LineClass, MutableTally>(CLASSES, emptyTally);
  const byFlag = record<Flag, MutableTally>(FLAGS, emptyTally);
  const aging = new Map<string, { lines: number; stake: bigint }>(
    [...BUCKETS.map((b) => b.label), NO_CLOCK, EXPIRED].map((label) => [label, { lines: 0, stake: 0n }]),
  );
  const sums = { lines: 0, stake: 0n, recoverable: 0n };
  const addLine = (line: LineEvaluation): void => {
    sums.lines++;
    sums.stake += line.stake;
    if (RECOVERABLE.has(line.class)) sums.recoverable += line.stake;
    const tally = byClass[line.class];
    tally.lines++;
    tally.stake += line.stake;
    for (const f of line.flags) {
      byFlag[f].lines++;
      byFlag[f].stake += line.stake;
    }
    const label = bucketOf(line);
    const bucket = label === undefined ? undefined : aging.get(label);
    if (bucket !== undefined) {
      bucket.lines++;
      bucket.stake += line.stake;
    }
  };
  return {
    add(e: ClaimEvaluation): void {
      byClass[e.class].claims++;
      for (const f of e.flags) byFlag[f].claims++;
      for (const line of e.lines) addLine(line);
    },
    totals: () => ({
      lines: sums.lines,
      recoverable: cents(sums.recoverable),
      stake: cents(sums.stake),
      byClass: mapRecord(byClass, frozen),
      byFlag: mapRecord(byFlag, frozen),
      aging: [...aging].map(([label, b]): AgingBucket => ({ label, lines: b.lines, stake: cents(b.stake) })),
    }),
  };
}

/** Adds the claims' questions up: one question may wait behind many claims. */
function tallyQuestions() {
  const questions = new Map<string, QuestionTally>();
  return {
    add(e: ClaimEvaluation): void {
      for (const q of e.questions) {
        const id = `${q.fact}|${q.scope}|${q.key}`;
        let t = questions.get(id);
        if (t === undefined) {
          const about = q.scope === "payer" || q.scope === "plan" ? e.payer : q.key;
          t = { question: { ...q, about, claims: 0 }, dollars: 0n, claims: 0, lines: 0 };
          questions.set(id, t);
        }
        t.dollars += q.dollars;
        t.lines += q.lines;
        t.claims++;
      }
    },
    ranked: () => rankQuestions(questions),
  };
}

/** What was left out, gathered by what and why. */
function tallyLeftOut() {
  const rows = new Map<string, { item: LeftOut; claims: number; billed: bigint }>();
  return {
    add(item: LeftOut): void {
      const id = `${item.what}|${item.because}`;
      const known = rows.get(id);
      if (known === undefined) rows.set(id, { item, claims: item.claims, billed: item.billed });
      else {
        known.claims += item.claims;
        known.billed += item.billed;
      }
    },
    sorted: (): readonly LeftOut[] =>
      [...rows.values()]
        .map((l) => ({ ...l.item, claims: l.claims, billed: cents(l.billed) }))
        .sort((a, b) => (a.billed === b.billed ? 0 : a.billed > b.billed ? -1 : 1)),
  };
}

/** Adds up the money of claims, line by line; a claim without lines adds its own amounts. */
function tallyClaims() {
  const n = { claims: 0, remittances: 0 };
  const unmatched = { claims: 0, remittances: 0 };
  const sums = { billed: 0n, allowed: 0n, paid: 0n, patient: 0n, loss: 0n, takenBack: 0n };
  return {
    add(e: ClaimEvaluation): void {
      n.claims++;
      n.remittances += e.remittances;
      if (e.unmatched === "claim") unmatched.claims++;
      if (e.unmatched === "remittance") unmatched.remittances++;
      sums.takenBack += e.takeback?.amount ?? 0n;
      if (e.lines.length === 0) sums.billed += e.billed;
      for (const l of e.lines) {
        sums.billed += l.billed;
        sums.allowed += l.allowed ?? 0n;
        sums.paid += l.paid;
        sums.patient += l.patient;
        sums.loss += l.loss?.amount ?? 0n;
      }
    },
    totals: () => ({ ...n, ...mapRecord(sums, cents), unmatched: { ...unmatched } }),
  };
}

function leftOutOf(e: ClaimEvaluation): LeftOut | undefined {
  if (e.setAside !== undefined) {
    const what = SET_ASIDE[e.setAside] ?? "Claims set aside";
    return { what, because: "another sending of the same claim counts", claims: 1, billed: e.billed };
  }
  if (e.class !== "not this trade") return undefined;
  return { what: e.payer, because: e.channel.because[0]?.text ?? "not this trade", claims: 1, billed: e.billed };
}

/** @param most how many claims to keep for the do-first list. */
export function drawMap(asOf: Day, most: number): MapDrawing {
  const lines = tallyLines();
  const claims = tallyClaims();
  const questions = tallyQuestions();
  const leftOut = tallyLeftOut();
  const first = keepFirst(most);
  const aside = { claims: 0, billed: 0n };
  return {
    leaveOut: (item) => leftOut.add(item),
    add(e) {
      const left = leftOutOf(e);
      if (left !== undefined) leftOut.add(left);
      if (e.setAside !== undefined) {
        aside.claims += 1;
        aside.billed += e.billed;
        return;
      }
      claims.add(e);
      lines.add(e);
      questions.add(e);
      first.offer(e);
    },
    finish: (rest) => ({
      asOf,
      totals: {
        ...claims.totals(),
        ...lines.totals(),
        setAside: { claims: aside.claims, billed: cents(aside.billed) },
        duplicateFiles: rest.duplicateFiles,
      },
      files: rest.files,
      questions: questions.ranked(),
      first: first.sorted(),
      leftOut: leftOut.sorted(),
      assumptions: rest.assumptions,
    }),
  };
}

function rankQuestions(questions: ReadonlyMap<string, QuestionTally>): readonly MapQuestion[] {
  return [...questions.values()]
    .map((t) => ({ ...t.question, dollars: cents(t.dollars), claims: t.claims, lines: t.lines }))
    .sort((a, b) => {
      if (a.dollars !== b.dollars) return a.dollars > b.dollars ? -1 : 1;
      const ka = `${a.fact}|${a.key}`;
      const kb = `${b.fact}|${b.key}`;
      return ka < kb ? -1 : ka > kb ? 1 : 0;
    });
}
