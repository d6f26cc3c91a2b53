import { check } from "#base/check.ts";
import { type Cents, cents, divide } from "#base/money.ts";
import type { StateOfDemo } from "./model.ts";

/**
 * The invented fee schedule of the demo. Code numbers are real, every value is made up, and there are no descriptions:
 * the repository ships no CMS file. Never use it for a real claim.
 */

/** [code, modifier, status, work, non-facility PE, facility PE, malpractice, PC/TC, global, multiple, bilateral, assistant]; RVUs are hundredths. */
export type InventedRow = readonly [
  string,
  string,
  string,
  number,
  number,
  number,
  number,
  string,
  string,
  string,
  string,
  string,
];

export const INVENTED_ROWS: readonly InventedRow[] = [
  ["99283", "", "A", 165, 40, 40, 22, "0", "XXX", "0", "0", "0"],
  ["99284", "", "A", 300, 70, 70, 35, "0", "XXX", "0", "0", "0"],
  ["99285", "", "A", 450, 110, 110, 60, "0", "XXX", "0", "0", "0"],
  ["99291", "", "A", 510, 390, 160, 50, "0", "XXX", "0", "0", "0"],
  ["12002", "", "A", 130, 210, 60, 20, "0", "000", "2", "0", "1"],
  ["12013", "", "A", 140, 220, 70, 20, "0", "000", "2", "0", "1"],
  ["31500", "", "A", 330, 90, 90, 45, "0", "000", "0", "0", "1"],
  ["36556", "", "A", 200, 500, 60, 25, "0", "000", "2", "0", "0"],
  ["36620", "", "A", 110, 30, 30, 10, "0", "000", "0", "0", "0"],
  ["93042", "", "A", 20, 15, 15, 5, "2", "XXX", "0", "0", "0"],
  ["93010", "", "A", 20, 10, 10, 5, "2", "XXX", "0", "0", "0"],
  ["22612", "", "A", 3380, 2470, 2470, 1170, "0", "090", "2", "0", "2"],
  ["22842", "", "A", 1690, 910, 910, 545, "0", "ZZZ", "0", "0", "2"],
  ["63047", "", "A", 2080, 1950, 1950, 650, "0", "090", "2", "0", "2"],
  ["27447", "", "A", 2730, 2080, 2080, 545, "0", "090", "2", "1", "2"],
  ["27130", "", "A", 2795, 2015, 2015, 560, "0", "090", "2", "1", "2"],
  ["20985", "", "A", 260, 120, 120, 50, "0", "ZZZ", "0", "0", "0"],
  ["29827", "", "A", 1650, 1320, 1320, 330, "0", "090", "2", "1", "2"],
  ["23430", "", "A", 1080, 960, 960, 210, "0", "090", "2", "1", "2"],
  ["29881", "", "A", 740, 700, 700, 150, "0", "090", "2", "1", "1"],
  ["29870", "", "A", 540, 560, 560, 110, "0", "090", "2", "1", "1"],
  ["64721", "", "A", 510, 640, 590, 100, "0", "090", "2", "1", "1"],
  ["47562", "", "A", 1430, 910, 910, 350, "0", "090", "2", "0", "2"],
  ["49650", "", "A", 885, 635, 635, 220, "0", "090", "2", "1", "2"],
  ["64447", "", "A", 130, 210, 60, 15, "0", "000", "2", "1", "1"],
  ["00670", "", "J", 0, 0, 0, 0, "9", "XXX", "9", "9", "9"],
  ["00790", "", "J", 0, 0, 0, 0, "9", "XXX", "9", "9", "9"],
  ["01402", "", "J", 0, 0, 0, 0, "9", "XXX", "9", "9", "9"],
  ["88305", "", "A", 80, 150, 150, 4, "1", "XXX", "0", "0", "0"],
  ["88305", "26", "A", 80, 35, 35, 2, "1", "XXX", "0", "0", "0"],
  ["88305", "TC", "A", 0, 115, 115, 2, "1", "XXX", "0", "0", "0"],
  ["88342", "", "A", 75, 230, 230, 4, "1", "XXX", "0", "0", "0"],
  ["88342", "26", "A", 75, 30, 30, 2, "1", "XXX", "0", "0", "0"],
  ["88342", "TC", "A", 0, 200, 200, 2, "1", "XXX", "0", "0", "0"],
  ["88341", "", "A", 60, 210, 210, 4, "1", "ZZZ", "0", "0", "0"],
  ["88341", "26", "A", 60, 25, 25, 2, "1", "ZZZ", "0", "0", "0"],
  ["88341", "TC", "A", 0, 185, 185, 2, "1", "ZZZ", "0", "0", "0"],
  ["80053", "", "X", 0, 0, 0, 0, "9", "XXX", "9", "9", "9"],
  ["85025", "", "X", 0, 0, 0, 0, "9", "XXX", "9", "9", "9"],
  ["93000", "", "A", 20, 25, 25, 5, "4", "XXX", "0", "0", "0"],
  ["93015", "", "A", 80, 140, 140, 5, "4", "XXX", "6", "0", "0"],
  ["78452", "", "A", 145, 1180, 1180, 15, "1", "XXX", "6", "0", "0"],
  ["99215", "", "A", 290, 240, 120, 20, "0", "XXX", "0", "0", "0"],
  ["93306", "", "A", 150, 440, 440, 8, "1", "XXX", "6", "0", "0"],
  ["93306", "26", "A", 150, 55, 55, 5, "1", "XXX", "6", "0", "0"],
  ["93306", "TC", "A", 0, 385, 385, 3, "1", "XXX", "6", "0", "0"],
  ["93458", "", "A", 780, 2990, 2990, 155, "1", "000", "6", "0", "0"],
  ["93458", "26", "A", 780, 285, 285, 145, "1", "000", "6", "0", "0"],
  ["93458", "TC", "A", 0, 2705, 2705, 15, "1", "000", "6", "0", "0"],
  ["92928", "", "A", 1495, 545, 545, 340, "0", "000", "2", "0", "0"],
  ["99214", "", "A", 200, 180, 85, 15, "0", "XXX", "0", "0", "0"],
  ["99223", "", "A", 370, 150, 150, 30, "0", "XXX", "0", "0", "0"],
];

/** Invented places: carrier 99001, whose number no contractor has. Indices are thousandths. */
export const DEMO_CARRIER = "99001";
export const DEMO_LOCALITIES: readonly {
  state: StateOfDemo;
  locality: string;
  name: string;
  gpci: readonly [number, number, number];
}[] = [
  { state: "AZ", locality: "01", name: "DEMO ARIZONA", gpci: [1000, 970, 850] },
  { state: "TX", locality: "02", name: "DEMO TEXAS", gpci: [1010, 1000, 900] },
  { state: "NY", locality: "03", name: "DEMO NEW YORK", gpci: [1040, 1120, 1300] },
];

/**
 * The invented conversion factor of a year, in ten-thousandths of a dollar. It lies far from any that CMS has published,
 * and odd and even years differ so that a price of the wrong year shows.
 */
export const inventedFactor = (year: number): number => (year % 2 === 0 ? 440000 : 430000);

const byKey = new Map(INVENTED_ROWS.map((r) => [`${r[0]} ${r[1]}`, r]));

/** POS codes of the demo that pay the facility practice expense. */
const FACILITY = new Set(["21", "22", "23", "24"]);

/**
 * The invented fee of a code for one unit, exact and rounded half up once at the end; undefined for a code that the
 * invented book does not price. Test material: Parley prices the written book with its own pricer.
 */
export function inventedFee(
  code: string,
  modifiers: readonly string[],
  state: StateOfDemo,
  place: string,
  year: number,
): Cents | undefined {
  const component = modifiers.find((m) => m === "26" || m === "TC") ?? "";
  const row = byKey.get(`${code} ${component}`) ?? byKey.get(`${code} `);
  const at = DEMO_LOCALITIES.find((l) => l.state === state);
  check(row !== undefined && at !== undefined, "the demo bills a code or works in a state its book does not know");
  if (row[2] !== "A") return undefined;
  const pe = FACILITY.has(place) ? row[5] : row[4];
  const weighted = row[3] * at.gpci[0] + pe * at.gpci[1] + row[6] * at.gpci[2];
  // Hundredths x thousandths x ten-thousandths of a dollar is 1e9 to the dollar, 1e7 to the cent.
  return cents(divide(BigInt(weighted) * BigInt(inventedFactor(year)), 10_000_000n, "half-up"));
}
