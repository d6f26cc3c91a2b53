import type { FieldId, Found, Sureness } from "./proposal-fields.ts";
import { lineSpan, type ProposalText, passage } from "./proposal-text.ts";

/** Numbers, names and addresses of a proposal: beside their labels, and a few by their form. */

interface Rule {
  readonly field: FieldId;
  readonly pattern: RegExp;
  readonly sure: Sureness;
  readonly why: string;
  /** A number holds a digit, so that "claim reviewed" is none. */
  readonly digit?: true;
}

const MARK = "(?:\\s(?:number|num\\.?|no\\.?|id|control number))?\\s{0,3}(?:[:#]\\s{0,3}){0,2}\\n?[ ]{0,20}";
const ID = "([A-Z0-9][A-Z0-9-]{2,29})(?![\\w/.]*[/.]\\d)";
const REST = "[ ]{0,3}([^\\n\\f|]{2,80}?)(?=[ ]{2,}|[\\n\\f|]|$)";
const PHONE = "(\\(?\\d{3}\\)?[ .-]{0,2}\\d{3}[ .-]\\d{4})";

const rule = (field: FieldId, pattern: string, why: string, sure: Sureness = "stated", digit?: true): Rule => ({
  field,
  pattern: new RegExp(pattern, "gim"),
  sure,
  why,
  ...(digit && { digit }),
});

const RULES: readonly Rule[] = [
  rule("claim", `\\b(?:claim|icn|dcn)${MARK}${ID}`, "after its label", "stated", true),
  rule(
    "account",
    `\\b(?:patient|pt\\.?|provider)?\\s?(?:account|acct\\.?|control)${MARK}${ID}`,
    "after its label",
    "stated",
    true,
  ),
  rule(
    "reference",
    `\\b(?:our |your )?(?:reference|ref\\.?|file|case|negotiation|proposal|tracking)${MARK}${ID}`,
    "after its label",
    "stated",
    true,
  ),
  rule(
    "payer",
    `^[ ]{0,20}(?:payer|payor|(?:health )?plan(?: name)?|insurer|carrier|insurance(?: company)?|client)\\s?[:#]${REST}`,
    "after its label",
  ),
  rule(
    "payer",
    "\\bon behalf of(?: our client)?,?\\s([A-Z][\\w&.' -]{1,60}?)(?=[,.;\\n\\f(]|\\s(?:to|for|in|and|we|regarding)\\b)",
    "in whose name it is sent",
    "likely",
  ),
  rule("vendor", `^[ ]{0,20}(?:from|sender|vendor|repricer|administrator|network)\\s?:${REST}`, "after its label"),
  rule(
    "contact",
    `^[ ]{0,20}(?:contact(?: person| name)?|negotiator|representative|analyst|specialist|attention|attn)\\s?:${REST}`,
    "after its label",
  ),
  rule(
    "contact",
    "^(?:sincerely|regards|respectfully|thank you),?[ ]{0,3}\\n\\s{0,40}?([^\\n\\f]{2,60})",
    "under the closing",
    "likely",
  ),
  rule("fax", `\\b(?:fax|facsimile|f)\\b[^\\d\\n(]{0,14}${PHONE}`, "after its label"),
  rule("phone", `\\b(?:phone|telephone|tel|call|ph|p)\\b[^\\d\\n(]{0,20}${PHONE}`, "after its label"),
  rule("email", "([\\w.+-]{1,60}@[\\w-]{1,60}(?:\\.[\\w-]{2,20}){1,4})", "by its form"),
];

function ruled(t: ProposalText, r: Rule): readonly Found[] {
  return [...t.text.matchAll(r.pattern)].flatMap((m): readonly Found[] => {
    const value = (m[1] ?? "").trim().replace(/[.,;:]+$/, "");
    if (value === "" || (r.digit && !/\d/.test(value)) || (r.digit && MONEY_OR_DAY.test(value))) return [];
    const from = m.index + m[0].lastIndexOf(m[1] ?? "");
    return [
      {
        field: r.field,
        value: calm(value),
        at: passage(t, from, from + (m[1] ?? "").length),
        sure: r.sure,
        why: r.why,
      },
    ];
  });
}

const MONEY_OR_DAY = /^\d{1,2}-\d{1,2}-\d{2,4}$|^\d{4}-\d{2}-\d{2}$/;
const calm = (text: string): string => text.replace(/\s+/g, " ");

/** A letter begins with whose it is: the first line that is words and no label. Nobody may rely on it. */
function letterhead(t: ProposalText): readonly Found[] {
  for (let n = 0; n < Math.min(t.lines.length, 6); n++) {
    const [from, to] = lineSpan(t, n);
    const line = t.text.slice(from, to).split(/[ ]{2,}|\|/)[0] ?? "";
    if (line.trim() === "" || line.length > 80 || /[:$@]|\d{3}|^\s*(?:fax|to|dear|re|date|page)\b/i.test(line))
      continue;
    return [
      {
        field: "vendor",
        value: calm(line.trim()),
        at: passage(t, from, from + line.length),
        sure: "unsure",
        why: "the first line, where a letterhead stands",
      },
    ];
  }
  return [];
}

/** Everything that names somebody or numbers something. */
export function namesFound(t: ProposalText): readonly Found[] {
  const found = RULES.flatMap((r) => ruled(t, r));
  return found.some((f) => f.field === "vendor") ? found : [...found, ...letterhead(t)];
}
