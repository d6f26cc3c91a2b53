import { type RemarkReading, readRemarks } from "#law/remark.ts";
import type { Remittance, RemittanceAdjustment, RemittanceLine } from "./claim.ts";

/** The reason and remark codes of a line, and what they mean for a right. */
export interface LineCodes {
  readonly carc: readonly string[];
  readonly rarc: readonly string[];
  /** "CO-45", "PR-1", "N877": as the map shows them. */
  readonly shown: readonly string[];
  readonly group: string | undefined;
  /** What the codes mean for a right. */
  readonly remarks: RemarkReading;
  /** A number of its own for each set of codes. */
  readonly serial: number;
}

/** The same few sets of codes come back on every page, so each set is read once. */
const MOST_KEPT = 20_000;
const readings = new Map<string, LineCodes>();
let serial = 0;

/** Reason and remark codes of a line: its own, and those of its claim. */
export function codesOf(pieces: readonly RemittanceLine[], remittance: Remittance | undefined): LineCodes {
  let reasons = "";
  let remarks = "";
  let group: string | undefined;
  let largest = 0n;
  const adjust = (all: readonly RemittanceAdjustment[]): void => {
    for (const a of all) {
      // A list may name the group and leave the reason out: then there is no code to show.
      if (a.reason !== "") reasons += `${a.group}-${a.reason} `;
      if (a.group !== "PR" && a.amount > largest) {
        largest = a.amount;
        group = a.group;
      }
    }
  };
  for (const piece of pieces) {
    adjust(piece.adjustments);
    for (const r of piece.remarks) remarks += `${r} `;
  }
  if (remittance !== undefined) {
    adjust(remittance.adjustments);
    for (const r of remittance.remarks) remarks += `${r} `;
  }
  const key = `${group}|${reasons}|${remarks}`;
  let found = readings.get(key);
  if (found === undefined) {
    serial += 1;
    found = readCodes(reasons, remarks, group, serial);
    if (readings.size >= MOST_KEPT) readings.clear();
    readings.set(key, found);
  }
  return found;
}

function readCodes(reasons: string, remarks: string, group: string | undefined, number: number): LineCodes {
  const adjustments = [...new Set(reasons.trim().split(" "))].filter((c) => c !== "");
  const rarc = [...new Set(remarks.trim().split(" "))].filter((c) => c !== "");
  const carc = [...new Set(adjustments.map((c) => c.slice(c.indexOf("-") + 1)))];
  return { carc, rarc, shown: [...adjustments, ...rarc], group, remarks: readRemarks({ carc, rarc }), serial: number };
}
