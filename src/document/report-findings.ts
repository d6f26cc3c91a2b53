import { type Cents, cents, showUsd } from "#base/money.ts";
import type { ClaimEvaluation, Flag, LineClass, LineEvaluation } from "#case/evaluation.ts";
import { linesWords, sentence } from "./wording.ts";

/** What was found on a claim, in plain words: one finding for all lines of which the same is true. */
export interface Finding {
  readonly n: number;
  readonly title: string;
  readonly text: string;
  readonly lines: readonly number[];
}

type Draft = Omit<Finding, "n">;

/** What a class says of lines. `one` and `many` follow "Line 2" and "Lines 2 and 3". */
const SAID: Readonly<Record<LineClass, readonly [one: string, many: string]>> = {
  "not this trade": ["is not this trade.", "are not this trade."],
  "needs a fact": ["waits for a fact.", "wait for a fact."],
  expired: ["has lost its right.", "have lost their right."],
  denied: ["was denied.", "were denied."],
  unpaid: ["was not answered.", "were not answered."],
  underpaid: ["was paid under the benchmark.", "were paid under the benchmark."],
  "paid in line": ["was paid in line.", "were paid in line."],
  unknown: ["has no benchmark.", "have no benchmark."],
};

const FLAG_SAID: Readonly<Record<Flag, readonly [title: string, text: string]>> = {
  protected: ["The No Surprises Act protects the patient here.", "The patient owes the in-network share and no more."],
  "asserted discount": [
    "A discount was taken without a contract.",
    "The payer calls a reduction contractual, and no contract with it is known. Ask under which one.",
  ],
  "write-off guard": [
    "Do not write this off.",
    "A billing system would post the reduction as contractual, while a right to dispute it is alive.",
  ],
  takeback: ["The payer took money back.", ""],
  duplicate: ["The claim was sent more than once.", "It counts once."],
};

const shareOf = (allowed: Cents, benchmark: Cents): string => `${(allowed * 100n + benchmark / 2n) / benchmark}%`;

/** How far the lines stand from their benchmark, in dollars and percent. */
function gap(lines: readonly LineEvaluation[]): string {
  let allowed = 0n;
  let benchmark = 0n;
  let stake = 0n;
  for (const l of lines) {
    if (l.benchmark === undefined || l.allowed === undefined) continue;
    allowed += l.allowed;
    benchmark += l.benchmark.amount;
    stake += l.stake;
  }
  if (benchmark <= 0n) return "";
  const share = shareOf(cents(allowed), cents(benchmark));
  return `Allowed ${showUsd(cents(allowed))} of a benchmark of ${showUsd(cents(benchmark))}, which is ${share}; ${showUsd(cents(stake))} at stake.`;
}

const ends = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What is true of some lines only, each with its lines; without them where it is true of all. */
function remarksOf(lines: readonly LineEvaluation[]): readonly string[] {
  const by = new Map<string, number[]>();
  for (const l of lines) for (const b of l.because) by.set(b.text, [...(by.get(b.text) ?? []), l.number]);
  return [...by].map(([text, numbers]) =>
    ends(numbers.length === lines.length ? sentence(text) : `${linesWords(numbers)}: ${text}`),
  );
}

/** Lines of one class with the same codes and the same remarks of ours are one finding. */
function byClass(e: ClaimEvaluation): readonly Draft[] {
  const groups = new Map<string, LineEvaluation[]>();
  for (const l of e.lines) {
    const key = JSON.stringify([l.class, l.codes, l.reasons]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [l]);
    else group.push(l);
  }
  return [...groups.values()].map((lines) => {
    const [first] = lines as [LineEvaluation, ...LineEvaluation[]];
    const numbers = lines.map((l) => l.number);
    const said = SAID[first.class][lines.length === 1 ? 0 : 1];
    const unexplained = first.codes.filter((c) => !first.reasons.some((r) => r.startsWith(`${c}:`)));
    const parts = [
      gap(lines),
      ...remarksOf(lines),
      ...first.reasons.map(ends),
      ...(unexplained.length === 0 ? [] : [`Also ${unexplained.join(", ")}.`]),
    ];
    return { title: `${linesWords(numbers)} ${said}`, text: parts.filter((p) => p !== "").join(" "), lines: numbers };
  });
}

function byFlag(e: ClaimEvaluation): readonly Draft[] {
  return e.flags.map((flag) => {
    const [title, text] = FLAG_SAID[flag];
    const lines = e.lines.filter((l) => l.flags.includes(flag)).map((l) => l.number);
    const which = lines.length === 0 || lines.length === e.lines.length ? "" : `${linesWords(lines)}.`;
    const taken =
      flag === "takeback" && e.takeback !== undefined ? `${showUsd(e.takeback.amount)}, by ${e.takeback.how}.` : "";
    return { title, text: [text, taken, which].filter((p) => p !== "").join(" "), lines };
  });
}

/** Every finding of a claim, numbered. */
export function findingsOf(e: ClaimEvaluation): readonly Finding[] {
  const notes: readonly Draft[] = e.notes.map((text) => ({ title: ends(sentence(text)), text: "", lines: [] }));
  const none: readonly Draft[] =
    e.lines.length > 0
      ? []
      : [{ title: "No line is known.", text: "The files hold no service line of this claim.", lines: [] }];
  return [...byClass(e), ...none, ...byFlag(e), ...notes].map((f, i) => ({ n: i + 1, ...f }));
}
