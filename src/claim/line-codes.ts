import { Recall } from "#base/recall.ts";
import { groupMeaning, looksContractual, reasonMeaning, remarkMeaning } from "#codes/adjustment.ts";
import { type RemarkReading, readRemarks } from "#law/remark.ts";
import type { Remittance, RemittanceAdjustment, RemittanceLine } from "./claim.ts";

/** The reason and remark codes of a line, and all that follows from them alone. */
export interface LineCodes {
  readonly carc: readonly string[];
  readonly rarc: readonly string[];
  /** "CO-45", "PR-1", "N877": as the map shows them. */
  readonly shown: readonly string[];
  /** The plain words of `shown`, as far as there are any. */
  readonly reasons: readonly string[];
  readonly group: string | undefined;
  /** A price reason under CO: most systems post it as a contractual write-off. */
  readonly contractual: boolean;
  /** The same under any group but the patient's. */
  readonly postedAway: boolean;
  /** What the codes mean for a right. */
  readonly remarks: RemarkReading;
  /** "remark codes N860 N877", as the source of what they say. */
  readonly remarkSource: string;
  /** A number of its own for each set of codes. */
  readonly serial: number;
}

/** The same few sets of codes come back on every page, so each set is read once. */
const readings = new Recall<LineCodes>(60_000);
let serial = 0;

/** Reason and remark codes of a line: its own, and those of its claim. */
export function codesOf(pieces: readonly RemittanceLine[], remittance: Remittance | undefined): LineCodes {
  const group = largestGroup(pieces, remittance);
  readings.by(group);
  for (let i = 0; i < pieces.length; i++) byReasons(pieces[i]?.adjustments ?? NONE);
  if (remittance !== undefined) byReasons(remittance.adjustments);
  // Between reasons and remarks, so that no remark is taken for a group.
  readings.by(undefined);
  for (let i = 0; i < pieces.length; i++) byRemarks(pieces[i]?.remarks ?? NONE);
  if (remittance !== undefined) byRemarks(remittance.remarks);
  return readings.answer(readCodes, pieces, remittance, group);
}

const NONE: readonly never[] = [];

// Indexed loops: these run for every code of every line, where an iterator made for each list is a tenth of all garbage.

/** A list may name the group and leave the reason out: then there is no code to show. */
function byReasons(adjustments: readonly RemittanceAdjustment[]): void {
  for (let i = 0; i < adjustments.length; i++) {
    const a = adjustments[i];
    if (a !== undefined && a.reason !== "") readings.by(a.group).by(a.reason);
  }
}

function byRemarks(remarks: readonly string[]): void {
  for (let i = 0; i < remarks.length; i++) readings.by(remarks[i]);
}

/** The group of the largest adjustment that is not the patient's. */
function largestGroup(pieces: readonly RemittanceLine[], remittance: Remittance | undefined): string | undefined {
  let largest: RemittanceAdjustment | undefined;
  for (let i = 0; i < pieces.length; i++) largest = largestOf(pieces[i]?.adjustments ?? NONE, largest);
  return largestOf(remittance?.adjustments ?? NONE, largest)?.group;
}

function largestOf(
  adjustments: readonly RemittanceAdjustment[],
  before: RemittanceAdjustment | undefined,
): RemittanceAdjustment | undefined {
  let largest = before;
  for (let i = 0; i < adjustments.length; i++) {
    const a = adjustments[i];
    if (a !== undefined && a.group !== "PR" && a.amount > (largest?.amount ?? 0n)) largest = a;
  }
  return largest;
}

const once = (codes: readonly string[]): readonly string[] => [...new Set(codes)].filter((c) => c !== "");

function readCodes(
  pieces: readonly RemittanceLine[],
  remittance: Remittance | undefined,
  group: string | undefined,
): LineCodes {
  const sides = remittance === undefined ? pieces : [...pieces, remittance];
  const adjustments = sides.flatMap((s) => s.adjustments).filter((a) => a.reason !== "");
  const rarc = once(sides.flatMap((s) => s.remarks));
  const carc = once(adjustments.map((a) => a.reason));
  const shown = [...once(adjustments.map((a) => `${a.group}-${a.reason}`)), ...rarc];
  const priced = adjustments.filter((a) => looksContractual("CO", a.reason)).map((a) => a.group);
  serial += 1;
  return {
    carc,
    rarc,
    shown,
    reasons: shown.map(plainWords).filter((t) => t !== undefined),
    group,
    contractual: priced.includes("CO"),
    // Systems post 45 and its kin away under any group but the patient's.
    postedAway: priced.some((g) => g === "CO" || g === "PI" || g === "OA"),
    remarks: readRemarks({ carc, rarc }),
    remarkSource: `remark codes ${rarc.join(" ")}`,
    serial,
  };
}

/** "CO-45: above the plan's price (write-off under a contract or law)"; undefined for a code nobody has words for. */
function plainWords(code: string): string | undefined {
  const dash = code.indexOf("-");
  if (dash < 0) {
    const remark = remarkMeaning(code);
    return remark === undefined ? undefined : `${code}: ${remark.words} (${ANSWERS[remark.answer]})`;
  }
  const reason = reasonMeaning(code.slice(dash + 1));
  const group = groupMeaning(code.slice(0, dash));
  if (reason === undefined) return undefined;
  return `${code}: ${reason.words} (${ANSWERS[reason.answer]}${group === undefined ? "" : `; ${group.words.toLowerCase()}`})`;
}

/** What a code asks of the biller, in a word. */
const ANSWERS = {
  patient: "the patient's share",
  contractual: "posted as contractual",
  fix: "fixable",
  argue: "arguable",
  elsewhere: "another payer or period",
  price: "a price",
  none: "information",
} as const;
