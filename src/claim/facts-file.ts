import { type Problem, problem } from "#base/problem.ts";
import { Recall } from "#base/recall.ts";
import { factOf } from "#law/fact.ts";
import { asWritten, loosely } from "./control-number.ts";
import type { FactAnswer, FactScope } from "./fact-answer.ts";
import { isReceipt, withContested } from "./receipt-dispute.ts";
import { columnKey, type Row, type Table } from "./table.ts";
import { readWrittenDay } from "./written-day.ts";

export const FACT_COLUMNS = ["scope", "key", "fact", "value", "source", "date"] as const;
type Column = (typeof FACT_COLUMNS)[number];

const REQUIRED: readonly Column[] = ["scope", "key", "fact", "value"];
const SCOPES: ReadonlySet<string> = new Set<FactScope>(["claim", "plan", "facility", "payer"]);
const isScope = (text: string): text is FactScope => SCOPES.has(text);

/** Whether a header is that of a facts file. */
export function looksLikeFacts(header: readonly string[]): boolean {
  const names = new Set(header.map(columnKey));
  return REQUIRED.every((c) => names.has(c));
}

/** Where each column stands; -1 when it is absent. */
function columnsOf(header: readonly string[]): Readonly<Record<Column, number>> {
  const names = header.map(columnKey);
  const at = (c: Column): number => names.indexOf(c);
  return {
    scope: at("scope"),
    key: at("key"),
    fact: at("fact"),
    value: at("value"),
    source: at("source"),
    date: at("date"),
  };
}

type Report = (code: string, line: number, column: Column, message: string, severity?: "error") => void;

/** One row, or undefined when it answers nothing. An empty value is a question still open, and no Problem. */
function answerOf(
  file: string,
  row: Row,
  at: Readonly<Record<Column, number>>,
  report: Report,
): FactAnswer | undefined {
  const cell = (c: Column): string => (at[c] < 0 ? "" : (row.cells[at[c]] ?? "").trim());
  const value = cell("value");
  if (value === "") return undefined;
  const scope = cell("scope").toLowerCase();
  // A key that a spreadsheet would run as a formula is written with an apostrophe before it.
  const key = cell("key").replace(/^'(?=[=+\-@])/, "");
  const named = cell("fact").toLowerCase();
  const fact = factOf(named)?.id ?? named;
  if (!isScope(scope)) {
    report(
      "facts-scope",
      row.line,
      "scope",
      "The scope is claim, plan, facility or payer. The row is not used.",
      "error",
    );
    return undefined;
  }
  if (key === "") {
    report(
      "facts-key",
      row.line,
      "key",
      "The key is empty: say which claim, plan, facility or payer. The row is not used.",
      "error",
    );
    return undefined;
  }
  if (fact === "") {
    report("facts-fact", row.line, "fact", "The fact is not named. The row is not used.", "error");
    return undefined;
  }
  const written = cell("date");
  const date = written === "" ? undefined : readWrittenDay(written);
  if (written !== "" && date === undefined)
    report("facts-date", row.line, "date", "This is not a date; write it as 2026-01-31. The row is used without it.");
  if (cell("source") === "")
    report(
      "facts-source",
      row.line,
      "source",
      "Nobody is named as the source. Say who answered, so that the proof holds.",
    );
  return { scope, key, fact, value, source: cell("source"), file, line: row.line, ...(date !== undefined && { date }) };
}

/** Scope and key as they are looked up: case and blanks aside. */
function keyOf(scope: FactScope, key: string, form: (id: string) => string): string {
  const parts = scope === "plan" ? key.split("|").map((p) => form(p).toLowerCase()) : [form(key).toLowerCase()];
  return `${scope}\t${parts.join("|")}`;
}

/** Of two rows that answer the same question: the later date, else the later line. */
const laterOf = (a: FactAnswer, b: FactAnswer): FactAnswer =>
  a.date !== undefined && b.date !== undefined && a.date !== b.date ? (a.date > b.date ? a : b) : b;

/**
 * Reads the rows of a facts file. Columns scope, key, fact, value, source, date in any order; `value` stays as written,
 * because law knows what each fact may say. Two rows that disagree are settled by date, then by line, and reported; but
 * two sources that state different days of receipt are a dispute, which no date of a row settles, and both are kept.
 */
export function readFacts(table: Table): {
  readonly answers: readonly FactAnswer[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const report: Report = (code, line, column, message, severity) => {
    problems.push(problem(severity ?? "warning", code, { file: table.file, line, column }, message));
  };
  const at = columnsOf(table.header);
  for (const c of REQUIRED)
    if (at[c] < 0) report("facts-column", 1, c, "A facts file needs the columns scope, key, fact and value.", "error");
  if (problems.length > 0) return { answers: [], problems };
  const byQuestion = new Map<string, FactAnswer>();
  for (const row of table.rows) {
    const answer = answerOf(table.file, row, at, report);
    if (answer === undefined) continue;
    const asked = `${keyOf(answer.scope, answer.key, asWritten)}\t${answer.fact}`;
    const question = isReceipt(answer) ? `${asked}\t${answer.source.toLowerCase()}` : asked;
    const before = byQuestion.get(question);
    if (before === undefined) {
      byQuestion.set(question, answer);
      continue;
    }
    byQuestion.set(question, laterOf(before, answer));
    if (before.value.toLowerCase() !== answer.value.toLowerCase())
      report(
        "facts-conflict",
        row.line,
        "value",
        "Two rows answer this differently; the later date counts, else the later row.",
      );
  }
  const answers = [...byQuestion.values()];
  for (const line of disputedLines(answers))
    report(
      "receipt-disputed",
      line,
      "value",
      "Two sources state different days of receipt. Both clocks are kept, and safe is what both allow; take out the row that is shown to be wrong.",
    );
  return { answers, problems };
}

/** Lines of the rows that contest an earlier one. */
function disputedLines(answers: readonly FactAnswer[]): readonly number[] {
  const byKey = new Map<string, FactAnswer>();
  return answers.filter(isReceipt).flatMap((a) => {
    const key = keyOf(a.scope, a.key, asWritten);
    const whole = withContested(a, byKey.get(key));
    byKey.set(key, whole);
    return whole.against === undefined || whole.line !== a.line ? [] : [a.line];
  });
}

/** What a claim may be answered by, in the words of `AnswersFor`. */
interface Keys {
  readonly claim: string;
  readonly plan: string;
  readonly facility: string | undefined;
  readonly payer: string;
  /** The payer's name: a row may name the payer by it where the files have an id. */
  readonly payerName?: string | undefined;
}

/** Answers by claim; `unused` lists, after all claims were asked for, the rows that named none of them. */
export interface AnswersIndex {
  (keys: Keys): ReadonlyMap<string, FactAnswer>;
  unused(): readonly FactAnswer[];
}

const NONE: ReadonlyMap<string, FactAnswer> = new Map();

/**
 * Finds the answers for a claim by fact; the narrowest scope wins: claim, then plan, then facility, then payer. Keys
 * compare as written; only when that finds nothing, without leading zeros, which spreadsheets drop. Of several answers
 * lists (a file in the folder, a flag), the later one wins.
 */
export function answersIndex(answers: readonly FactAnswer[]): AnswersIndex {
  const exact = new Lookup(answers, asWritten);
  const loose = new Lookup(answers, loosely);
  const find = (scope: FactScope, ...keys: readonly (string | undefined)[]): ReadonlyMap<string, FactAnswer> => {
    for (const lookup of [exact, loose])
      for (const key of keys) {
        const found = key === undefined || key === "" ? undefined : lookup.find(scope, key);
        if (found !== undefined) return found;
      }
    return NONE;
  };
  const claimsToo = answers.some((a) => a.scope === "claim");
  const wider = new Recall<ReadonlyMap<string, FactAnswer>>(MOST_KEPT);
  const answersFor = (keys: Keys): ReadonlyMap<string, FactAnswer> => {
    if (answers.length === 0) return NONE;
    const { payer, payerName, facility, plan } = keys;
    // Thousands of claims share payer, facility and plan, so those three are looked up once.
    wider.by(payer).by(payerName).by(facility).by(plan);
    const shared = wider.answer(() => {
      const named =
        payerName === undefined || !plan.startsWith(payer) ? undefined : payerName + plan.slice(payer.length);
      return over(find("payer", payer, payerName), find("facility", facility), find("plan", plan, named));
    });
    const own = claimsToo ? find("claim", keys.claim) : NONE;
    return own.size === 0 ? shared : over(shared, own);
  };
  return Object.assign(answersFor, {
    unused: () => answers.filter((a) => !exact.wasFound(a) && !loose.wasFound(a)),
  });
}

/** The answers under one key, and whether any claim asked for them. */
interface Entry {
  readonly facts: Map<string, FactAnswer>;
  asked: boolean;
}

/** Answers by scope and key in one way of writing keys, which remembers the keys that were asked for. */
class Lookup {
  private readonly scopes = new Map<FactScope, Map<string, Entry>>();
  private readonly form: (id: string) => string;

  constructor(answers: readonly FactAnswer[], form: (id: string) => string) {
    this.form = form;
    for (const a of answers) {
      const keys = this.scopes.get(a.scope) ?? new Map<string, Entry>();
      this.scopes.set(a.scope, keys);
      const key = form(a.key);
      const entry = keys.get(key) ?? { facts: new Map<string, FactAnswer>(), asked: false };
      keys.set(key, entry);
      entry.facts.set(a.fact, withContested(a, entry.facts.get(a.fact)));
    }
  }

  find(scope: FactScope, key: string): ReadonlyMap<string, FactAnswer> | undefined {
    const entry = this.scopes.get(scope)?.get(this.form(key));
    if (entry !== undefined) entry.asked = true;
    return entry?.facts;
  }

  wasFound(a: FactAnswer): boolean {
    return this.scopes.get(a.scope)?.get(this.form(a.key))?.asked === true;
  }
}

const MOST_KEPT = 20_000;

/** Answers of several scopes as one; the later, narrower scope wins. */
function over(...scopes: readonly ReadonlyMap<string, FactAnswer>[]): ReadonlyMap<string, FactAnswer> {
  const some = scopes.filter((s) => s.size > 0);
  if (some.length <= 1) return some[0] ?? NONE;
  return new Map(some.flatMap((s) => [...s]));
}
