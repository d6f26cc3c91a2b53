/**
 * Where a service was given, as far as the fee schedule cares: in a facility that is paid for its own expense, or not.
 * It decides which practice expense counts.
 */
export type Setting = "facility" | "nonfacility";

/** Place-of-service codes paid at the facility rate: Medicare Claims Processing Manual, chapter 12, section 20.4.2, and chapter 26, section 10.5. */
const FACILITY = new Set([
  "02",
  "19",
  "21",
  "22",
  "23",
  "24",
  "26",
  "31",
  "34",
  "41",
  "42",
  "51",
  "52",
  "53",
  "56",
  "61",
]);

const PLACE = /^\d{1,2}$/;

/** The setting of a place-of-service code; undefined when it is not such a code. */
export function settingOfPlace(place: string): Setting | undefined {
  if (!PLACE.test(place)) return undefined;
  return FACILITY.has(place.padStart(2, "0")) ? "facility" : "nonfacility";
}

/** Reads `facility`, `nonfacility`, `Non-Facility`, `non facility`, `F` or `NF`. */
export function readSetting(text: string): Setting | undefined {
  const word = text.toLowerCase().replace(/[^a-z]/g, "");
  if (word === "facility" || word === "f" || word === "fac") return "facility";
  if (word === "nonfacility" || word === "nf" || word === "nonfac") return "nonfacility";
  return undefined;
}
