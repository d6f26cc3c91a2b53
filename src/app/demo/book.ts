import { type Day, plusDays } from "#base/day.ts";
import { DEMO_CARRIER, DEMO_LOCALITIES, INVENTED_ROWS, type InventedRow, inventedFactor } from "./fees.ts";
import { OLDEST_SERVICE } from "./when.ts";

/**
 * Writes the invented fee schedule in the layout CMS publishes, so that the demo can be priced by the same door as a real
 * release. Every file says in its name and in its first lines that it is invented.
 */
export const INVENTED = "INVENTED FOR DEMONSTRATION - NOT CMS DATA - DO NOT PRICE REAL CLAIMS WITH IT";

const fixed = (hundredths: number): string =>
  `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;

const factor = (year: number): string =>
  `${Math.floor(inventedFactor(year) / 10_000)}.${String(inventedFactor(year) % 10_000).padStart(4, "0")}`;

const csv = (row: readonly string[]): string => `${row.join(",")}\r\n`;
const blank = (n: number): readonly string[] => new Array<string>(n).fill("");

/** From 2026 CMS puts a pricing indicator after TEAM, the 23rd column. */
const widened = (year: number, row: readonly string[], cell: string): readonly string[] =>
  year >= 2026 ? [...row.slice(0, 23), cell, ...row.slice(23)] : row;

/** CMS's own column names, which stand over four lines, with an empty line for the setting above them. */
const HEADERS: readonly (readonly [row: readonly string[], pricing: string])[] = [
  [[...blank(28), "NON-FACILITY", "FACILITY", ""], ""],
  [[...blank(4), "NOT USED", ...blank(20), "PHYSICIAN", "", "DIAGNOSTIC", "PE USED", "PE USED", "MP USED"], ""],
  [
    [
      ...[...blank(4), "FOR", "", "", "NON-FAC", "", "FACILITY", ...blank(15)],
      ...["SUPERVISION OF", "", "IMAGING", "FOR OPPS", "FOR OPPS", "FOR OPPS"],
    ],
    "",
  ],
  [
    [
      ...[
        "",
        "",
        "",
        "STATUS",
        "MEDICARE",
        "WORK",
        "NON-FAC",
        "NA",
        "FACILITY",
        "NA",
        "MP",
        "NON-FACILITY",
        "FACILITY",
      ],
      ...["PCTC", "GLOB", "PRE", "INTRA", "POST", "MULT", "BILAT", "ASST", "CO-", "TEAM", "ENDO", "CONV", "DIAGNOSTIC"],
      ...["CALCULATION", "FAMILY", "PAYMENT", "PAYMENT", "PAYMENT"],
    ],
    "PRIC",
  ],
  [
    [
      ...["HCPCS", "MOD", "DESCRIPTION", "CODE", "PAYMENT", "RVU", "PE RVU", "INDICATOR", "PE RVU", "INDICATOR", "RVU"],
      ...["TOTAL", "TOTAL", "IND", "DAYS", "OP", "OP", "OP", "PROC", "SURG", "SURG", "SURG", "SURG", "BASE", "FACTOR"],
      ...["PROCEDURES", "FLAG", "INDICATOR", "AMOUNT", "AMOUNT", "AMOUNT"],
    ],
    "IND",
  ],
];

function bookRow(r: InventedRow, year: number): readonly string[] {
  const [
    code,
    modifier,
    status,
    work,
    nonFacility,
    facility,
    malpractice,
    pcTc,
    global,
    multiple,
    bilateral,
    assistant,
  ] = r;
  const unpriced = status === "A" ? "0" : "9";
  return widened(
    year,
    [
      ...[code, modifier, "", status, "", fixed(work), fixed(nonFacility), "", fixed(facility), "", fixed(malpractice)],
      ...[fixed(work + nonFacility + malpractice), fixed(work + facility + malpractice), pcTc, global],
      ...["0.00", "0.00", "0.00", multiple, bilateral, assistant, unpriced, unpriced, ""],
      ...[factor(year), "09", "0", "99", "0.00", "0.00", "0.00"],
    ],
    "",
  );
}

/** The letters of the four releases and the months CMS names them by. */
const RELEASES = [
  ["A", "January", "Jan"],
  ["B", "April", "Apr"],
  ["C", "July", "Jul"],
  ["D", "October", "Oct"],
] as const;

function relativeValues(year: number, quarter: number): { readonly path: string; readonly text: string } {
  const [, title, short] = RELEASES[quarter] ?? RELEASES[0];
  const schedule = year >= 2026 ? "_nonQPP" : "";
  const opening = [
    `${year} National Physician Fee Schedule Relative Value File ${title} Release`,
    INVENTED,
    "",
    "",
    "",
  ];
  return {
    path: `books/PPRRVU${year}_${short}${schedule}_INVENTED.csv`,
    text: [
      ...opening.map((line) => widened(year, ["", "", line, ...blank(28)], "")),
      ...HEADERS.map(([row, pricing]) => widened(year, row, pricing)),
      ...INVENTED_ROWS.map((r) => bookRow(r, year)),
    ]
      .map(csv)
      .join(""),
  };
}

const index = (thousandths: number): string => (thousandths / 1000).toFixed(3);

function indices(year: number): { readonly path: string; readonly text: string } {
  const name = "Medicare Administrative Contractor (MAC)";
  const columns = [`${year} PW GPCI (with 1.0 Floor)`, `${year} PE GPCI`, `${year} MP GPCI`];
  return {
    path: `books/GPCI${year}_INVENTED.csv`,
    text: [
      [`ADDENDUM E. CY ${year} GEOGRAPHIC PRACTICE COST INDICES BY LOCALITY. ${INVENTED}`, ...blank(6)],
      blank(7),
      [name, "State", "Locality Number", "Locality Name", ...columns],
      ...DEMO_LOCALITIES.map((l) => [DEMO_CARRIER, l.state, l.locality, l.name, ...l.gpci.map(index)]),
    ]
      .map(csv)
      .join(""),
  };
}

const quarterOf = (d: Day): number => Number(d.slice(0, 4)) * 4 + Math.floor((Number(d.slice(5, 7)) - 1) / 3);

/** One relative value file for every quarter that a service of the demo can fall in, and one GPCI file a year. */
export function inventedBooks(asOf: Day): readonly { readonly path: string; readonly text: string }[] {
  const [first, last] = [quarterOf(plusDays(asOf, -OLDEST_SERVICE)), quarterOf(asOf)];
  const quarters = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const years = [...new Set(quarters.map((q) => Math.floor(q / 4)))];
  return [...quarters.map((q) => relativeValues(Math.floor(q / 4), q % 4)), ...years.map(indices)];
}
