import { FEDERAL } from "#base/calendar.ts";
import { type Day, dayFrom, MONTHS, plusDays } from "#base/day.ts";
import type { FieldId, Found } from "./proposal-fields.ts";
import { labelsIn, lastBefore, type ProposalText, passage } from "./proposal-text.ts";

/** Days of a proposal, written as Americans write them, and what each is for. */

const MONTH = MONTHS.map((m) => `${m}|${m.slice(0, 3)}\\.?`).join("|");
const DAY = new RegExp(
  `(?<![\\d/-])(?:(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4}|\\d{2})|(\\d{4})-(\\d{2})-(\\d{2})|(${MONTH})\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s(\\d{4}))(?![\\d/-]\\d|\\d)`,
  "gi",
);

interface Token {
  readonly from: number;
  readonly to: number;
  readonly day: Day;
  /** A year of two digits is read as 20xx, which nobody wrote. */
  readonly short: boolean;
}

function tokensOf(t: ProposalText): readonly Token[] {
  return [...t.text.matchAll(DAY)].flatMap((m): readonly Token[] => {
    const [, m1, d1, y1, y2, m2, d2, name, d3, y3] = m;
    const month =
      name === undefined
        ? 0
        : MONTHS.findIndex((x) => x.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1;
    const year = y1 === undefined ? Number(y2 ?? y3) : y1.length === 2 ? 2000 + Number(y1) : Number(y1);
    const day = dayFrom(
      year,
      m1 === undefined ? (m2 === undefined ? month : Number(m2)) : Number(m1),
      Number(d1 ?? d2 ?? d3),
    );
    if (day === undefined || year < 2000 || year > 2099) return [];
    return [{ from: m.index, to: m.index + m[0].length, day, short: y1?.length === 2 }];
  });
}

type DayField = Extract<FieldId, "dated" | "served" | "expires" | "signBy">;

const UNTIL = "(?:by|before|until|through|thru|no later than|on or before)";
/** In this order: a label inside an earlier one is not looked for again. */
const LABELS: readonly (readonly [DayField | "other", RegExp])[] = [
  ["served", /\b(?:dates? of service|service dates?|dos|from date)\b/gi],
  [
    "other",
    /\b(?:date of birth|dob|birth ?date|received(?: date)?|admi(?:t|ssion)(?: date)?|discharge(?: date)?|paid on)\b/gi,
  ],
  [
    "signBy",
    new RegExp(`\\b(?:sign(?:ed|ature)?|return(?:ed)?|execut(?:ed?|ion))\\b[^\\f]{0,60}?\\b${UNTIL}\\b`, "gi"),
  ],
  [
    "expires",
    new RegExp(
      `\\b(?:expir(?:es?|ation|ing)(?: date| on)?|(?:valid|good|open|effective|stands?|available)\\s${UNTIL}|(?:respond|response|reply|accept(?:ed|ance)?|counter)\\b[^\\f]{0,40}?\\b${UNTIL}|(?:response )?deadline|offer ends?(?: on)?)\\b`,
      "gi",
    ),
  ],
  ["dated", /\b(?:(?:letter |fax |sent )?date|dated|sent)\b(?=\s{0,3}:?)/gi],
];

const REACH = 40;
const HEAD_LINES = 12;

/** Every day whose label says what it is for; of a day alone near the top, that it dates the letter. */
export function daysFound(t: ProposalText): readonly Found[] {
  const labels = labelsIn(t, LABELS);
  const tokens = tokensOf(t);
  const before = lastBefore(labels);
  const found = tokens.flatMap((token, i): readonly Found[] => {
    const at = passage(t, token.from, token.to);
    const label = before(token.from);
    const last = tokens[i - 1];
    const near =
      label !== undefined && token.from - label.to <= REACH && !(last !== undefined && last.from >= label.to);
    const year = token.short ? ", its year read as 20 and two digits" : "";
    if (near && label.field !== "other")
      return [
        {
          field: label.field,
          value: token.day,
          at,
          sure: token.short ? "likely" : "stated",
          why: `after "${t.text.slice(label.from, label.to).replace(/\s+/g, " ")}"${year}`,
        },
      ];
    if (near || at.line > HEAD_LINES || !aloneOnLine(t, token)) return [];
    return [{ field: "dated", value: token.day, at, sure: "likely", why: `alone on a line near the top${year}` }];
  });
  return [...found, ...relative(t, found)];
}

/** No line that holds a day alone is longer; only so much is looked at on either side. */
const LINE_MOST = 200;

function aloneOnLine(t: ProposalText, { from, to }: Token): boolean {
  const before =
    t.text
      .slice(Math.max(0, from - LINE_MOST), from)
      .split("\n")
      .at(-1) ?? "";
  const [after = ""] = t.text.slice(to, to + LINE_MOST).split("\n");
  return before.length < LINE_MOST && before.trim() === "" && after.trim() === "";
}

const WITHIN =
  /\b(?:respond|response|reply|accept(?:ed|ance)?|sign(?:ed)?|return(?:ed)?|valid|expires?|open)\b[^.\f]{0,60}?\b(?:within|for|in)\s(\d{1,3})\s(business\s|working\s|calendar\s)?days?\b/gi;

/** "Valid for 10 business days": a day only where the letter has one, and even then a person must look. */
function relative(t: ProposalText, found: readonly Found[]): readonly Found[] {
  const dates = new Set(found.filter((f) => f.field === "dated").map((f) => f.value));
  const [dated] = dates;
  if (dates.size !== 1 || dated === undefined) return [];
  return [...t.text.matchAll(WITHIN)].map((m): Found => {
    const n = Number(m[1]);
    const business = /business|working/i.test(m[2] ?? "");
    const day = business ? FEDERAL.nthAfter(dated as Day, Math.max(1, n)) : plusDays(dated as Day, n);
    return {
      field: /^(?:sign|return)/i.test(m[0]) ? "signBy" : "expires",
      value: day,
      at: passage(t, m.index, m.index + m[0].length),
      sure: "unsure",
      why: `${n} ${business ? "business" : "calendar"} days counted from the day of the letter, ${dated}`,
    };
  });
}
