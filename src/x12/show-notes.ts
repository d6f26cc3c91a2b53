/** How an element is said in words: an amount of dollars, a day, a count, or its own text. */
export type Form = "amount" | "day" | "text";

/** What is worth saying of a segment, in our own words: element, label, form. */
export const NOTES: Readonly<Record<string, readonly (readonly [element: number, label: string, form: Form])[]>> = {
  ISA: [[13, "interchange", "text"]],
  GS: [
    [4, "made", "day"],
    [8, "guide", "text"],
  ],
  ST: [[2, "number", "text"]],
  BHT: [[4, "made", "day"]],
  BPR: [
    [2, "pays", "amount"],
    [16, "on", "day"],
  ],
  TRN: [[2, "is", "text"]],
  CLM: [[2, "charge", "amount"]],
  DTP: [[3, "on", "day"]],
  DTM: [[2, "on", "day"]],
  AMT: [[2, "of", "amount"]],
  DMG: [[2, "born", "day"]],
  SV1: [
    [2, "charge", "amount"],
    [4, "units", "text"],
  ],
  SV2: [
    [3, "charge", "amount"],
    [5, "units", "text"],
  ],
  SVD: [[2, "paid", "amount"]],
  CLP: [
    [3, "charge", "amount"],
    [4, "paid", "amount"],
    [5, "patient", "amount"],
  ],
  SVC: [
    [2, "charge", "amount"],
    [3, "paid", "amount"],
  ],
  CAS: [
    [3, "first", "amount"],
    [6, "second", "amount"],
    [9, "third", "amount"],
  ],
  PLB: [
    [4, "amount", "amount"],
    [6, "second", "amount"],
  ],
  SE: [[1, "segments", "text"]],
};
