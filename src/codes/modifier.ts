/**
 * Modifiers that change what a line is worth, with why in our own words. The amount itself is the pricer's business.
 */
export type ModifierEffect =
  | "professional-part"
  | "technical-part"
  | "both-sides"
  | "reduced"
  | "stopped"
  | "surgery-only"
  | "after-surgery-only"
  | "before-surgery-only"
  | "assistant"
  | "two-surgeons"
  | "team"
  | "multiple"
  | "separate"
  | "increased"
  | "anesthesia"
  | "same-day-visit"
  | "bilateral-side"
  | "equipment"
  | "telehealth"
  | "repeat"
  | "other-clinician"
  | "discarded-drug";

export interface Modifier {
  readonly words: string;
  readonly effect: ModifierEffect;
}

const as = (effect: ModifierEffect, words: string): Modifier => ({ words, effect });

const MODIFIERS: Readonly<Record<string, Modifier>> = {
  "22": as("increased", "Much more work than usual"),
  "24": as("same-day-visit", "Visit unrelated to a recent operation"),
  "25": as("same-day-visit", "Separate visit on the day of a procedure"),
  "26": as("professional-part", "The clinician's part only"),
  "50": as("both-sides", "Done on both sides"),
  "51": as("multiple", "One of several procedures"),
  "52": as("reduced", "Less than the full service"),
  "53": as("stopped", "Stopped before the end"),
  "54": as("surgery-only", "The operation only"),
  "55": as("after-surgery-only", "Care after the operation only"),
  "56": as("before-surgery-only", "Care before the operation only"),
  "57": as("same-day-visit", "Visit that led to the operation"),
  "58": as("repeat", "Planned second stage"),
  "59": as("separate", "Separate from another service that day"),
  "62": as("two-surgeons", "Two surgeons share the work"),
  "66": as("team", "Surgical team"),
  "73": as("stopped", "Facility procedure stopped before anesthesia"),
  "74": as("stopped", "Facility procedure stopped after anesthesia"),
  "76": as("repeat", "Repeated by the same clinician"),
  "77": as("repeat", "Repeated by another clinician"),
  "78": as("repeat", "Unplanned return to the operating room"),
  "79": as("repeat", "Unrelated procedure after an operation"),
  "80": as("assistant", "Assistant surgeon"),
  "81": as("assistant", "Assistant surgeon, part of the time"),
  "82": as("assistant", "Assistant surgeon, no resident to hand"),
  "91": as("repeat", "Laboratory test repeated on purpose"),
  "93": as("telehealth", "By telephone"),
  "95": as("telehealth", "By video"),
  AA: as("anesthesia", "Anesthesiologist in person"),
  AD: as("anesthesia", "Anesthesiologist supervises more than four cases"),
  AS: as("assistant", "Assistant at surgery who is not a physician"),
  GC: as("other-clinician", "Resident under a teaching physician"),
  JW: as("discarded-drug", "Part of a drug thrown away"),
  JZ: as("discarded-drug", "No drug thrown away"),
  LT: as("bilateral-side", "Left side"),
  NU: as("equipment", "New equipment"),
  QK: as("anesthesia", "Anesthesiologist directs two to four cases"),
  QS: as("anesthesia", "Monitored anesthesia care"),
  QX: as("anesthesia", "Nurse anesthetist under direction"),
  QY: as("anesthesia", "Anesthesiologist directs one nurse anesthetist"),
  QZ: as("anesthesia", "Nurse anesthetist alone"),
  RR: as("equipment", "Rented equipment"),
  RT: as("bilateral-side", "Right side"),
  TC: as("technical-part", "The equipment and staff part only"),
  UE: as("equipment", "Used equipment"),
  XE: as("separate", "Separate visit"),
  XP: as("separate", "Separate clinician"),
  XS: as("separate", "Separate part of the body"),
  XU: as("separate", "Unusual service that does not overlap"),
};

export function modifierOf(code: string): Modifier | undefined {
  const plain = code.trim().toUpperCase();
  return Object.hasOwn(MODIFIERS, plain) ? MODIFIERS[plain] : undefined;
}
