import { type Ratio, readRatio } from "#base/money.ts";
import type { RvuRow } from "./book.ts";

/**
 * What procedure modifiers do to one line's schedule amount. Effects between lines (ranking of multiple procedures,
 * endoscopy families, imaging and therapy reductions) are not here: they need the whole day.
 */
export type Effect =
  | { readonly does: "percent"; readonly ratio: Ratio; readonly says: string; readonly source: string }
  | { readonly does: "note"; readonly says: string; readonly source: string }
  | { readonly does: "refuse"; readonly says: string; readonly source: string };

/** Modifiers that select a row of the relative value file instead of changing an amount. */
export const ROW_MODIFIERS: readonly string[] = ["26", "TC", "53"];

const MANUAL_12 = "Medicare Claims Processing Manual, chapter 12";
const INDICATORS = "RVU file documentation, payment indicators";

const exact = (text: string): Ratio => readRatio(text) ?? { top: 1n, bottom: 1n };
const share = (hundredths: bigint): Ratio => ({ top: hundredths, bottom: 100n });
const whole = (r: Ratio): string => {
  const n = (r.top * 100_000n) / r.bottom;
  return `${n / 1000n}.${(n % 1000n).toString().padStart(3, "0")}`.replace(/\.?0+$/, "");
};

/** A ratio as people write it: `62.5%`. */
export const percentText = (r: Ratio): string => `${whole(r)}%`;

const unchanged = (says: string): Effect => ({ does: "note", says, source: `${MANUAL_12}; amount unchanged` });

/** Modifiers that leave the amount of their own line alone, and what they are for. */
const UNCHANGED: Readonly<Record<string, string>> = {
  "22": "modifier 22 asks for more because the service was unusually hard: priced by report, so the schedule amount stands unchanged",
  "24": "modifier 24: visit unrelated to the surgery in whose global period it falls; amount unchanged",
  "25": "modifier 25: visit beyond the procedure of the same day; amount unchanged",
  "27": "modifier 27: several outpatient visits in a day; amount unchanged",
  "51": "modifier 51 is informational: the reduction comes from ranking the day's procedures, never from the modifier",
  "57": "modifier 57: visit that led to the decision for surgery; amount unchanged",
  "58": "modifier 58: staged or related procedure, paid in full with a new global period",
  "59": "modifier 59: distinct service; passes an edit, amount unchanged",
  "76": "modifier 76: repeated by the same physician; amount unchanged",
  "77": "modifier 77: repeated by another physician; amount unchanged",
  "79": "modifier 79: unrelated procedure in a global period, paid in full with a new global period",
  "91": "modifier 91: repeated laboratory test; amount unchanged",
  "93": "modifier 93: audio-only telehealth; the place of service decides the practice expense",
  "95": "modifier 95: video telehealth; the place of service decides the practice expense",
  FQ: "modifier FQ: audio-only telehealth; the place of service decides the practice expense",
  GQ: "modifier GQ: store-and-forward telehealth; the place of service decides the practice expense",
  GT: "modifier GT: video telehealth; the place of service decides the practice expense",
  XE: "modifier XE: separate encounter; passes an edit, amount unchanged",
  XP: "modifier XP: separate practitioner; passes an edit, amount unchanged",
  XS: "modifier XS: separate structure; passes an edit, amount unchanged",
  XU: "modifier XU: unusual non-overlapping service; passes an edit, amount unchanged",
  LT: "modifier LT: left side; amount unchanged",
  RT: "modifier RT: right side; amount unchanged",
};

/** Anatomic and liability flags: they say where or under which rule, never how much. */
const FLAG = /^(?:E[1-4]|F[A1-9]|T[A1-9]|L[CDM]|R[CI]|G[ACGKNOPQUVXYZ]|KX|J[WZ]|QW|Q[56S]|P[OT]|A[GIQ]|33|32)$/;

/** Whether a modifier is known to leave the amount of its line alone. */
export const leavesAmount = (modifier: string): boolean => Object.hasOwn(UNCHANGED, modifier) || FLAG.test(modifier);

/** The note for a modifier that leaves the amount alone: what it is for, or that Parley does not know it. */
export function unpricedModifier(modifier: string): Effect {
  const known = UNCHANGED[modifier];
  if (known !== undefined) return unchanged(known);
  if (FLAG.test(modifier)) return unchanged(`modifier ${modifier} is a flag; amount unchanged`);
  return {
    does: "note",
    says: `modifier ${modifier} is not one Parley prices; amount left unchanged`,
    source: "none",
  };
}

const percentage = (ratio: Ratio, says: string, source: string): Effect => ({ does: "percent", ratio, says, source });

function bilateral(row: RvuRow): Effect {
  const source = `${INDICATORS}: bilateral surgery`;
  if (row.bilateral === "1") return percentage(exact("1.5"), "both sides (bilateral indicator 1)", source);
  if (row.bilateral === "3") return percentage(exact("2"), "both sides, each in full (bilateral indicator 3)", source);
  const why =
    row.bilateral === "2"
      ? "the amount is already for both sides (indicator 2)"
      : "the 150% rule does not apply to this code";
  return { does: "note", says: `both sides: ${why}; amount unchanged`, source };
}

function coSurgeon(row: RvuRow): Effect {
  const source = `${MANUAL_12}, section 40.8`;
  if (row.coSurgeon !== "1" && row.coSurgeon !== "2") {
    return { does: "refuse", says: "co-surgeons (modifier 62) are not paid for this code", source };
  }
  const proof = row.coSurgeon === "1" ? ", with documentation of the need" : "";
  return percentage(exact("0.625"), `modifier 62: one of two co-surgeons${proof}`, source);
}

function assistant(row: RvuRow, modifier: string): Effect {
  const source = `${MANUAL_12}, section ${modifier === "AS" ? "110.2" : "20.4.3"}`;
  if (row.assistant !== "0" && row.assistant !== "2") {
    return { does: "refuse", says: "an assistant at surgery is not paid for this code", source };
  }
  const proof = row.assistant === "0" ? ", with documentation of the need" : "";
  return modifier === "AS"
    ? percentage(exact("0.136"), `modifier AS: non-physician assistant at surgery, 85% of 16%${proof}`, source)
    : percentage(exact("0.16"), `modifier ${modifier}: assistant at surgery${proof}`, source);
}

function split(row: RvuRow, modifier: string): Effect {
  const source = `${MANUAL_12}, section 40.2; shares from the RVU row`;
  const hasSplit = row.preShare + row.intraShare + row.postShare > 0n;
  if (modifier === "78") {
    return hasSplit
      ? percentage(
          share(row.intraShare),
          "modifier 78: return to the operating room, intraoperative share only",
          source,
        )
      : { does: "note", says: "modifier 78: the code has no split, so the full amount stands", source };
  }
  if (!hasSplit) {
    return {
      does: "refuse",
      says: `modifier ${modifier} divides a global surgery, and this code has no shares to divide`,
      source,
    };
  }
  if (modifier === "54")
    return percentage(
      share(row.preShare + row.intraShare),
      "modifier 54: surgery only, pre- and intraoperative share",
      source,
    );
  if (modifier === "55")
    return percentage(
      share(row.postShare),
      "modifier 55: postoperative care only, all days (divide by days when shared)",
      source,
    );
  return percentage(share(row.preShare), "modifier 56: preoperative care only", source);
}

/**
 * Reductions of the technical component for old imaging equipment, in percent taken off: film (FX), computed radiography
 * (FY, 7% through 2022), computed tomography below the NEMA standard (CT).
 */
function equipment(row: RvuRow, modifier: "FX" | "FY" | "CT", year: number): Effect {
  const source = modifier === "CT" ? "42 USC 1395m(p)" : "42 USC 1395w-4(b)(9)";
  const off = modifier === "FX" ? 20n : modifier === "CT" ? 15n : year < 2023 ? 7n : 10n;
  if (row.modifier === "TC" || row.pcTc === "3") {
    return percentage(share(100n - off), `modifier ${modifier}: technical component less ${off}%`, source);
  }
  const says =
    row.modifier === "26"
      ? `modifier ${modifier} reduces the technical component only; amount unchanged`
      : `modifier ${modifier} takes ${off}% off the technical part of this amount, which is not taken off here: price 26 and TC apart`;
  return { does: "note", says, source };
}

function one(row: RvuRow, modifier: string, year: number): Effect {
  switch (modifier) {
    case "FX":
    case "FY":
    case "CT":
      return equipment(row, modifier, year);
    case "50":
      return bilateral(row);
    case "52":
    case "53":
      return {
        does: "refuse",
        says: `modifier ${modifier} (${modifier === "52" ? "reduced" : "discontinued"} service) is priced by report: the schedule gives no amount`,
        source: `${MANUAL_12}, section 20.4.6`,
      };
    case "54":
    case "55":
    case "56":
    case "78":
      return split(row, modifier);
    case "62":
      return coSurgeon(row);
    case "66":
      return {
        does: "refuse",
        says: "team surgery (modifier 66) is priced by report",
        source: `${MANUAL_12}, section 40.8`,
      };
    case "80":
    case "81":
    case "82":
    case "AS":
      return assistant(row, modifier);
    case "CO":
    case "CQ":
      return percentage(exact("0.85"), `modifier ${modifier}: given in part by a therapy assistant`, "42 USC 1395m(v)");
    default:
      return unpricedModifier(modifier);
  }
}

const ASSISTANTS: readonly string[] = ["80", "81", "82", "AS"];

/**
 * Why the modifiers of one line cannot all be true, or undefined. One person assisted, and was a physician (80, 81, 82)
 * or was not (AS); whoever assisted was no co-surgeon (62) on the same line.
 */
export function contradictionOf(modifiers: readonly string[]): string | undefined {
  const given = ASSISTANTS.filter((m) => modifiers.includes(m));
  if (given.length > 1) {
    return `modifiers ${given.join(" and ")} contradict each other: one line is for one assistant at surgery`;
  }
  return given.length === 1 && modifiers.includes("62")
    ? `modifiers 62 and ${given[0]} contradict each other: a surgeon is a co-surgeon or an assistant, not both`
    : undefined;
}

const NO_EFFECTS: readonly Effect[] = [];

/**
 * The effects of a line's modifiers on the amount of `row` in a schedule `year`, in the order written. RT with LT on one line means both
 * sides, as modifier 50 does. A repeated modifier counts once.
 */
export function effectsOf(row: RvuRow, modifiers: readonly string[], year: number): readonly Effect[] {
  if (modifiers.length === 0) return NO_EFFECTS;
  const sides = modifiers.includes("RT") && modifiers.includes("LT");
  const effects: Effect[] = [];
  if (sides || modifiers.includes("50")) effects.push(bilateral(row));
  for (const m of new Set(modifiers)) {
    const done = m === row.modifier || m === "50" || (sides && (m === "RT" || m === "LT"));
    if (!done) effects.push(one(row, m, year));
  }
  return effects;
}
