import { type Cents, cents, ZERO } from "#base/money.ts";
import { CLASSES, type Flag, type LineClass } from "#case/evaluation.ts";
import type { AgingBucket, MapTotals } from "#case/money-map.ts";
import { bar, type Column, cell, count, counted, money, row, section, widest } from "./draw.ts";
import { type Look, paint, type Tone } from "./style.ts";

interface ClassLook {
  readonly word: string;
  /** Unicode, ASCII: one cell each, and no two classes share one. */
  readonly glyph: readonly [string, string];
  readonly tone: Tone;
}

export const CLASS_LOOK: Readonly<Record<LineClass, ClassLook>> = {
  underpaid: { word: "Underpaid", glyph: ["▾", "v"], tone: "underpaid" },
  denied: { word: "Denied", glyph: ["⊘", "x"], tone: "denied" },
  unpaid: { word: "Unpaid", glyph: ["◌", "o"], tone: "denied" },
  "needs a fact": { word: "Needs a fact", glyph: ["?", "?"], tone: "fact" },
  expired: { word: "Expired", glyph: ["╳", "#"], tone: "gone" },
  "paid in line": { word: "Paid in line", glyph: ["═", "="], tone: "paid" },
  unknown: { word: "No benchmark", glyph: ["○", "~"], tone: "quiet" },
  "not this trade": { word: "Not this trade", glyph: ["·", "."], tone: "quiet" },
};

/** As people look: what can come in first, what cannot last. */
const ORDER: readonly LineClass[] = [
  "underpaid",
  "denied",
  "unpaid",
  "needs a fact",
  "expired",
  "paid in line",
  "unknown",
  "not this trade",
];

export const classTag = (look: Look, c: LineClass): string => {
  const { glyph, word, tone } = CLASS_LOOK[c];
  return paint(look, tone, `${glyph[look.unicode ? 0 : 1]} ${word}`);
};

const most = (amounts: readonly Cents[]): Cents => amounts.reduce((a, b) => (b > a ? b : a), ZERO);

/** What stands in the dollar column: a class without a stake says why instead of $0. */
function dollars(look: Look, c: LineClass, stake: Cents): string {
  if (stake !== 0n) return money(look, stake);
  if (c === "unknown") return "not known";
  return c === "paid in line" ? "none due" : c === "not this trade" ? "apart" : "$0";
}

export function classTable(look: Look, totals: MapTotals, room: number): string[] {
  const shown = ORDER.filter((c) => totals.byClass[c].lines > 0);
  const sum = cents(CLASSES.reduce((a, c) => a + totals.byClass[c].stake, 0n));
  const amounts = shown.map((c) => dollars(look, c, totals.byClass[c].stake));
  const lines = shown.map((c) => counted(totals.byClass[c].lines, "line"));
  const claims = shown.map((c) => counted(totals.byClass[c].claims, "claim"));
  const columns: Column[] = [
    { title: "", align: "left", width: 16 },
    { title: "", align: "right", width: widest([...amounts, money(look, sum)], 9, 16) },
    { title: "", align: "right", width: widest([...lines, counted(totals.lines, "line")], 7, 16) },
    { title: "", align: "right", width: widest([...claims, counted(totals.claims, "claim")], 8, 16) },
  ];
  const used = columns.reduce((n, c) => n + c.width + 2, 0) + 2;
  const top = most(shown.map((c) => totals.byClass[c].stake));
  const rows = shown.map((c, i) => {
    const { tone, glyph, word } = CLASS_LOOK[c];
    const cells = [
      cell(`${glyph[look.unicode ? 0 : 1]} ${word}`, tone),
      cell(amounts[i] ?? "", totals.byClass[c].stake > 0n ? "strong" : "quiet"),
      cell(lines[i] ?? ""),
      cell(claims[i] ?? "", "quiet"),
    ];
    const drawing = bar(look, tone, totals.byClass[c].stake, top, Math.min(48, room - used - 1));
    return `${row(look, columns, cells)}${drawing === "" ? "" : `  ${drawing}`}`;
  });
  const total = row(look, columns, [
    cell("  Sum"),
    cell(money(look, sum), "strong"),
    cell(counted(totals.lines, "line")),
    cell(counted(totals.claims, "claim"), "quiet"),
  ]);
  return [section(look, "Classes", "every line in exactly one", room), ...rows, total];
}

/** Which buckets are about time running out; the words are those of the map. */
const bucketTone = (label: string): Tone =>
  label === "today" || /^(1|2) to 3/.test(label)
    ? "time"
    : label === "expired"
      ? "gone"
      : label === "no clock"
        ? "fact"
        : "link";

const bucketWords = (label: string): string =>
  label === "today"
    ? "last day today"
    : label === "expired"
      ? "expired"
      : label === "no clock"
        ? "no clock yet"
        : label;

export function agingTable(look: Look, aging: readonly AgingBucket[], room: number): string[] {
  const top = most(aging.map((b) => b.stake));
  const columns: Column[] = [
    { title: "", align: "left", width: 14 },
    {
      title: "",
      align: "right",
      width: widest(
        aging.map((b) => money(look, b.stake)),
        9,
        16,
      ),
    },
    {
      title: "",
      align: "right",
      width: widest(
        aging.map((b) => counted(b.lines, "line")),
        7,
        16,
      ),
    },
  ];
  const used = columns.reduce((n, c) => n + c.width + 2, 0) + 2;
  const rows = aging.map((b) => {
    const tone = bucketTone(b.label);
    const none = b.lines === 0;
    const cells = none
      ? [cell(bucketWords(b.label), "quiet"), cell("-", "quiet")]
      : [cell(bucketWords(b.label), tone), cell(money(look, b.stake), "strong"), cell(counted(b.lines, "line"))];
    const drawing = bar(look, tone, b.stake, top, Math.min(48, room - used - 1));
    return `${row(look, columns, cells)}${drawing === "" ? "" : `  ${drawing}`}`;
  });
  return [section(look, "Rights aging", "business days left, today counted", room), ...rows];
}

const FLAG_WORDS: Readonly<Record<Flag, string>> = {
  protected: "bills held back from patients by law",
  "asserted discount": "the payer claims a discount that no contract of yours is known for",
  "write-off guard": "would be posted as contractual",
  takeback: "money the payer took back",
  duplicate: "the payer says it had them before, or they came twice",
};

export function flagTable(look: Look, totals: MapTotals, room: number): string[] {
  const shown = (Object.keys(FLAG_WORDS) as Flag[]).filter(
    (f) => f !== "write-off guard" && totals.byFlag[f].lines > 0,
  );
  if (shown.length === 0) return [];
  const columns: Column[] = [
    { title: "", align: "left", width: 17 },
    {
      title: "",
      align: "right",
      width: widest(
        shown.map((f) => money(look, totals.byFlag[f].stake)),
        9,
        16,
      ),
    },
    {
      title: "",
      align: "right",
      width:
        widest(
          shown.map((f) => count(totals.byFlag[f].lines)),
          3,
          10,
        ) + 6,
    },
    { title: "", align: "left", width: Math.max(10, Math.min(70, room - 44)) },
  ];
  return [
    section(look, "Also marked", "these overlap the classes", room),
    ...shown.map((f) =>
      row(look, columns, [
        cell(f, "protected"),
        cell(money(look, totals.byFlag[f].stake)),
        cell(counted(totals.byFlag[f].lines, "line")),
        cell(FLAG_WORDS[f], "quiet"),
      ]),
    ),
  ];
}
