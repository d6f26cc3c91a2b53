import type { RvuColumn, ZipColumn } from "./columns.ts";

/**
 * Positions of fixed-width files, counted from 1 and both ends included, as the record layouts that CMS ships with the
 * files give them. A layout is a table: a new one is a new table.
 */
export type Span = readonly [from: number, to: number];

/** PPRRVU fixed width, calendar years 2014 to 2025 (RVU file documentation, record layout). */
export const RVU_LAYOUT: Readonly<Record<RvuColumn, Span>> = {
  code: [1, 5],
  modifier: [6, 7],
  status: [58, 58],
  work: [60, 65],
  peNonFacility: [67, 72],
  naNonFacility: [73, 74],
  peFacility: [76, 81],
  naFacility: [82, 83],
  malpractice: [85, 89],
  pcTc: [103, 103],
  globalDays: [104, 106],
  preShare: [107, 109],
  intraShare: [110, 112],
  postShare: [113, 115],
  multipleProcedure: [116, 116],
  bilateral: [117, 117],
  assistant: [118, 118],
  coSurgeon: [119, 119],
  team: [120, 120],
  endoscopicBase: [128, 132],
  conversionFactor: [133, 140],
  imagingFamily: [146, 147],
  oppsPeNonFacility: [152, 157],
  oppsPeFacility: [159, 164],
  oppsMalpractice: [166, 171],
};

/** ZIP code to carrier locality, five digits (ZIP5 record layout). */
export const ZIP5_LAYOUT: Readonly<Record<ZipColumn, Span>> = {
  zip: [3, 7],
  carrier: [8, 12],
  locality: [13, 14],
  plusFour: [21, 21],
  quarter: [76, 80],
};

export const cut = (line: string, [from, to]: Span): string => line.slice(from - 1, to).trim();
