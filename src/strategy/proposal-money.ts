import { formatUsd, readUsd } from "#base/money.ts";
import type { FieldId, Found, Sureness } from "./proposal-fields.ts";
import { NEAR } from "./proposal-fields.ts";
import { type Label, labelsIn, lastBefore, lineAt, lineSpan, type ProposalText, passage } from "./proposal-text.ts";

/**
 * Amounts and percents of a proposal. An amount counts when a label says what it is: before it in the sentence, above it
 * in a column, or right behind it. An amount without a label is nobody's.
 */

/** Dollars with cents or a dollar sign, not part of a longer figure: a form that is not American is not guessed at. */
const AMOUNT =
  /(?<![\w.,$])(?:\$\s?\d{1,3}(?:,\d{3}){1,3}(?:\.\d{2})?|\$\s?\d{1,10}(?:\.\d{2})?|\d{1,3}(?:,\d{3}){0,3}\.\d{2}|\d{4,10}\.\d{2})(?![\d%]|[.,]\d|\w| ?(?:percent|million|thousand)\b)/g;

type MoneyField = Extract<FieldId, "billed" | "proposed" | "discount" | "paid" | "patient"> | "other";

/** In this order: the first that fits at a place names it. */
const LABELS: readonly (readonly [MoneyField, RegExp])[] = [
  ["discount", /\b(?:discount(?:ed by| amount| of)?|savings?|reduction|reduced by|write[- ]?off|adjustment)\b/gi],
  [
    "paid",
    /\b(?:already paid|previous(?:ly)? (?:paid|payment)|prior payment|initial payment|paid to date|amount paid|paid amount)\b/gi,
  ],
  [
    "patient",
    /\b(?:patient|member)(?:'s|’s)?(?: cost)? (?:responsibility|share|liability|owes)\b|\b(?:deductible|co-?pay(?:ment)?|co-?insurance|cost[- ]sharing?)\b/gi,
  ],
  [
    "billed",
    /\b(?:(?:total |original )?billed(?: charges?| amount)?|(?:total|gross|original) charges?|charged? amount|charges?(?= of| :|:))\b/gi,
  ],
  [
    "proposed",
    /\b(?:propos(?:ed?|al|es|ing)(?: (?:total )?(?:reimbursement|payment|amount|rate|allowance|settlement))?|(?:our |this |total )?(?:offer|settlement)(?:ed|ing)?(?: amount| price)?|negotiated (?:amount|rate|payment)|agreed(?:[- ]upon)? (?:amount|rate|price)|reimbursement(?: amount)?|recommended (?:payment|allowance|amount)|(?:will|would|can|to) (?:pay|accept|reimburse)|counter(?:offer|proposal|ed?)?)\b/gi,
  ],
  [
    "other",
    /\b(?:medicare|qpa|qualifying payment amount|allowed(?: amount)?|usual and customary|ucr|fee|interest|balance|total due|network rate|median)\b/gi,
  ],
];

/** Right behind an amount: what it is offered as. */
const BEHIND = /^\s{0,3}(?:as|in) (?:full|final|complete|payment|total)\b[^.\n]{0,40}/i;

interface Token {
  readonly from: number;
  readonly to: number;
  readonly value: string;
}

const tokensOf = (t: ProposalText): readonly Token[] =>
  [...t.text.matchAll(AMOUNT)].flatMap((m) => {
    const read = readUsd(m[0].replace(/[$,\s]/g, ""));
    return read.ok ? [{ from: m.index, to: m.index + m[0].length, value: formatUsd(read.value) }] : [];
  });

interface Lined {
  readonly labels: readonly Label<MoneyField>[];
  readonly tokens: readonly Token[];
}

/**
 * A head of columns holds two labels and no amount, and no sentence: what stands beside its labels begins with a capital.
 * So many labels, so many amounts in each row below it.
 */
function isHead(t: ProposalText, line: number, { labels, tokens }: Lined): boolean {
  if (labels.length < 2 || tokens.length > 0) return false;
  const [from, to] = lineSpan(t, line);
  let rest = "";
  let at = from;
  for (const l of labels) {
    rest += ` ${t.text.slice(at, l.from)}`;
    at = l.to;
  }
  return !/(?:^|\s)[a-z]/.test(`${rest} ${t.text.slice(at, to)}`);
}
const TOTAL = /\b(?:grand )?totals?\b/i;

function byLine(
  t: ProposalText,
  labels: readonly Label<MoneyField>[],
  tokens: readonly Token[],
): ReadonlyMap<number, Lined> {
  const lines = new Map<number, { labels: Label<MoneyField>[]; tokens: Token[] }>();
  const of = (at: number) => {
    const n = lineAt(t, at);
    const line = lines.get(n) ?? { labels: [], tokens: [] };
    lines.set(n, line);
    return line;
  };
  for (const l of labels) of(l.from).labels.push(l);
  for (const k of tokens) of(k.from).tokens.push(k);
  return lines;
}

const isMoney = (f: MoneyField): f is Exclude<MoneyField, "other"> => f !== "other";

/** Rows under a head of columns: each amount is what its column says. Gives the tokens it has placed. */
function columns(t: ProposalText, lines: ReadonlyMap<number, Lined>, out: Found[]): ReadonlySet<Token> {
  const placed = new Set<Token>();
  for (const [head, lined] of lines) {
    if (!isHead(t, head, lined)) continue;
    for (let n = head + 1; ; n++) {
      const row = lines.get(n);
      if (row === undefined || row.tokens.length === 0) break;
      for (const k of row.tokens) placed.add(k);
      // A row of another width says nothing about whose amount is whose, so nothing is said of it.
      if (row.tokens.length !== lined.labels.length) continue;
      const isTotal = TOTAL.test(t.text.slice(...lineSpan(t, n)));
      const only = (lines.get(n + 1)?.tokens.length ?? 0) === 0 && n === head + 1;
      row.tokens.forEach((k, i) => {
        const label = lined.labels[i] as Label<MoneyField>;
        if (!isMoney(label.field)) return;
        const why = `in the column "${t.text.slice(label.from, label.to)}"${isTotal ? ", row of the total" : ""}`;
        const found = {
          field: label.field,
          value: k.value,
          at: passage(t, k.from, k.to),
          sure: "stated",
          why,
        } as const;
        out.push(isTotal || only ? found : { ...found, row: true });
      });
    }
  }
  return placed;
}

/** The label an amount in a sentence goes with: the nearest before it with no other amount between. */
function labelBefore(
  t: ProposalText,
  label: Label<MoneyField> | undefined,
  tokens: readonly Token[],
  i: number,
): Label<MoneyField> | undefined {
  const token = tokens[i] as Token;
  const last = tokens[i - 1];
  if (label === undefined || token.from - label.to > NEAR) return undefined;
  if (last !== undefined && last.to > label.from) return undefined;
  // A blank line between them ends the thought.
  return /\n\s*\n|\f/.test(t.text.slice(label.to, token.from)) ? undefined : label;
}

/** Every amount whose label says what it is. */
export function moneyFound(t: ProposalText): readonly Found[] {
  const labels = labelsIn(t, LABELS);
  const tokens = tokensOf(t);
  const out: Found[] = [];
  const placed = columns(t, byLine(t, labels, tokens), out);
  const before = lastBefore(labels);
  tokens.forEach((token, i) => {
    if (placed.has(token)) return;
    const at = passage(t, token.from, token.to);
    const behind = BEHIND.exec(t.text.slice(token.to, token.to + 80));
    const label = labelBefore(t, before(token.from), tokens, i);
    if (label !== undefined && isMoney(label.field)) {
      const gap = t.text.slice(label.to, token.from);
      const sure: Sureness = /^\s*(?:of|is|at|amount|[:=-])*\s*$/i.test(gap) ? "stated" : "likely";
      out.push({
        field: label.field,
        value: token.value,
        at,
        sure,
        why: `after "${t.text.slice(label.from, label.to)}"`,
      });
    } else if (behind !== null && label === undefined)
      out.push({ field: "proposed", value: token.value, at, sure: "likely", why: `before "${behind[0].trim()}"` });
  });
  return out;
}

const BASES =
  "(?:(?:the|your|our|total|provider's|current) ){0,2}(billed(?: charges?| amount)?|charges?|medicare(?: allowable| rates?| fee schedule)?|qpa|qualifying payment amount|allowed(?: amount)?|ucr|usual and customary(?: rates?| charges?)?)";
const NUMBER = "(?<![\\d.,])(\\d{1,3}(?:\\.\\d{1,2})?)\\s?(?:%|percent\\b)";
const PERCENTS: readonly (readonly ["of" | "off", RegExp])[] = [
  ["of", new RegExp(`${NUMBER}\\s(?:of|x)\\s${BASES}\\b`, "gi")],
  [
    "off",
    new RegExp(`${NUMBER}\\s(?:off|discount|reduction|savings)\\b(?:\\s(?:(?:off|from|of|on)\\s)?${BASES}\\b)?`, "gi"),
  ],
  [
    "off",
    new RegExp(
      `\\b(?:discount|reduction)\\s(?:of|:|is)\\s{0,3}${NUMBER}(?:\\s(?:off|from|of|on)\\s${BASES}\\b)?`,
      "gi",
    ),
  ],
];

const BASE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/billed|charge/i, "billed"],
  [/medicare/i, "Medicare"],
  [/qpa|qualifying/i, "QPA"],
  [/allowed/i, "allowed"],
  [/ucr|usual/i, "usual and customary"],
];

/** Percents with what they are of: "40% of billed", "60% off billed"; "35% off" where nothing says of what. */
export const percentsFound = (t: ProposalText): readonly Found[] =>
  PERCENTS.flatMap(([kind, pattern]) =>
    [...t.text.matchAll(pattern)].map((m): Found => {
      const base = BASE_WORDS.find(([is]) => is.test(m[2] ?? ""))?.[1];
      return {
        field: "percent",
        value: `${m[1]}% ${kind}${base === undefined ? "" : ` ${base}`}`,
        at: passage(t, m.index, m.index + m[0].length),
        sure: base === undefined ? "unsure" : "stated",
        why: base === undefined ? "it does not say of what" : `in "${m[0].replace(/\s+/g, " ")}"`,
      };
    }),
  );
