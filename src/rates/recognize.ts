import { type AscFile, ascFile, notAsc } from "./asc-columns.ts";
import {
  ANES_COLUMNS,
  type AnesColumn,
  BASE_UNIT_COLUMNS,
  type BaseUnitColumn,
  findHeader,
  GPCI_COLUMNS,
  type GpciColumn,
  type Header,
  normalName,
  RVU_COLUMNS,
  type RvuColumn,
  ZIP_CBSA_COLUMNS,
  ZIP_COLUMNS,
  type ZipCbsaColumn,
  type ZipColumn,
} from "./columns.ts";
import type { Records } from "./delimited.ts";
import { cut, RVU_LAYOUT, ZIP5_LAYOUT } from "./layouts.ts";
import { looksFixedAnes } from "./read-anes.ts";

/** What a file is, judged by its content first and its name second. */
export type Recognized =
  | { readonly kind: "rvu-columns"; readonly header: Header<RvuColumn> }
  | { readonly kind: "gpci-columns"; readonly header: Header<GpciColumn> }
  | { readonly kind: "zip-columns"; readonly header: Header<ZipColumn> }
  | { readonly kind: "zip-cbsa-columns"; readonly header: Header<ZipCbsaColumn> }
  | { readonly kind: "anes-columns"; readonly header: Header<AnesColumn> }
  | { readonly kind: "base-unit-columns"; readonly header: Header<BaseUnitColumn> }
  | { readonly kind: "asc-columns"; readonly file: AscFile }
  | { readonly kind: "rvu-fixed" }
  | { readonly kind: "gpci-fixed" }
  | { readonly kind: "zip-fixed" }
  | { readonly kind: "anes-fixed" }
  /** Known, and not read: `why` says the reason and what to do. */
  | { readonly kind: "not-an-input"; readonly why: string }
  | { readonly kind: "not-yet"; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

const ORACLE =
  "holds amounts CMS computed itself: Parley prices from the RVU and GPCI files and keeps this one only to check against, so it was not imported";
const notInput = (why: string): Recognized => ({ kind: "not-an-input", why });
const notYet = (why: string): Recognized => ({ kind: "not-yet", why });
const unknown = (why: string): Recognized => ({ kind: "unknown", why });

const COUNTIES = "lists the counties of each locality: no price needs it, so it was not imported";

/** File names that decide by themselves, whatever is inside. */
const BY_NAME: readonly (readonly [pattern: RegExp, what: Recognized])[] = [
  [/OPPSCAP/i, notInput(`the OPPSCAP file ${ORACLE}`)],
  [/PFALL|PFREV/i, notInput(`the payment amount file (PFALL, PFREV) ${ORACLE}`)],
  [/LOCCO/i, notYet(`this file ${COUNTIES}`)],
  [
    /\.(?:xlsx?|xlsm|docx?|pdf|rtf)$/i,
    notInput("an Office or PDF document: CMS publishes the same rows as .csv and .txt, import those"),
  ],
];

/** The name of the innermost file, without folders. */
const lastName = (path: readonly string[]): string => (path[path.length - 1] ?? "").split(/[\\/]/).pop() ?? "";

export function recognizeByName(path: readonly string[]): Recognized | undefined {
  // A gzip keeps the name outside: `inner` is what `unpack` calls a file wrapped twice.
  const name = lastName(path[path.length - 1] === "inner" ? path.slice(0, -1) : path).replace(/\.gz$/i, "");
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}

const FIXED_RVU = /^[A-Z0-9]{5}(?: {2}|26|TC|53)/;
const FIXED_GPCI = /^\s*\d{4,5}\s+[A-Z]{2}\s+\d{1,2}\s+\S.*\s\d\.\d{3}\s+\d\.\d{3}\s+\d\.\d{3}\s*$/;
const FIXED_ZIP5 = /^[A-Z]{2}\d{12}.{66,}$/;
const PAYMENT_ROW = /^"20\d\d","\d{5}","\d{2}","[A-Z0-9]{5}"/;

/** Whether a line has the conversion factor and status where the fixed-width relative value file has them. */
const looksFixedRvu = (line: string): boolean =>
  FIXED_RVU.test(line) &&
  /^[A-Z]$/.test(cut(line, RVU_LAYOUT.status)) &&
  /^\d+\.\d{4}$/.test(cut(line, RVU_LAYOUT.conversionFactor));

const looksFixedZip = (line: string): boolean =>
  FIXED_ZIP5.test(line) && /^[01]$/.test(cut(line, ZIP5_LAYOUT.plusFour));

function byLines(text: string): Recognized | undefined {
  const lines = text.slice(0, 64_000).split(/\r?\n/, 200);
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text))
    return unknown("a web page or XML, not a data file: the download went wrong, get it again");
  const hits = (test: (line: string) => boolean): boolean =>
    lines.filter(test).length >= Math.min(3, Math.max(1, lines.length - 12));
  if (lines.some((l) => PAYMENT_ROW.test(l))) return notInput(`the payment amount file (PFALL, PFREV) ${ORACLE}`);
  if (hits(looksFixedRvu)) return { kind: "rvu-fixed" };
  if (hits(looksFixedZip)) return { kind: "zip-fixed" };
  if (hits((l) => FIXED_GPCI.test(l))) return { kind: "gpci-fixed" };
  if (hits(looksFixedAnes)) return { kind: "anes-fixed" };
  return undefined;
}

const names = (records: Records): Set<string> => new Set(records.slice(0, 40).flatMap((r) => r.map(normalName)));

/** The anesthesia files: locality factors, which share no column with others but the place, and base units. */
function anesthesiaByColumns(head: Records, seen: ReadonlySet<string>): Recognized | undefined {
  const factors = findHeader(ANES_COLUMNS, head, 2);
  if (factors !== undefined && "factor" in factors.at) {
    return ["WORKGPCI", "PWGPCI", "GPCIWORK"].some((n) => seen.has(n))
      ? notInput(
          "a table of indices and anesthesia factors together, not a file CMS publishes: import the GPCI and ANES files",
        )
      : { kind: "anes-columns", header: factors };
  }
  const units = findHeader(BASE_UNIT_COLUMNS, head, 2);
  return units === undefined ? undefined : { kind: "base-unit-columns", header: units };
}

/** The files of the surgery center payment system. */
function ascByColumns(path: readonly string[], head: Records): Recognized | undefined {
  const against = notAsc(head);
  if (against !== undefined) return notInput(against);
  const file = ascFile(head, lastName(path));
  return file === undefined ? undefined : { kind: "asc-columns", file };
}

/** A kind is recognized by the columns nothing else has. */
function byColumns(path: readonly string[], records: Records): Recognized | undefined {
  const head = records.slice(0, 60);
  const rvu = findHeader(RVU_COLUMNS, head);
  if (rvu !== undefined && "code" in rvu.at) {
    const telling = [rvu.at.conversionFactor, rvu.at.globalDays, rvu.at.work, rvu.at.status].filter(
      (i) => i !== undefined,
    ).length;
    if (telling >= 3) return { kind: "rvu-columns", header: rvu };
  }
  const seen = names(head);
  const has = (...wanted: readonly string[]): boolean => wanted.every((w) => seen.has(w));
  if (has("HCPCS", "PROCSTAT")) return notInput(`the OPPSCAP file ${ORACLE}`);
  if (has("NONFACAMOUNT") || has("NONFACILITYFEESCHEDULEAMOUNT"))
    return notInput(`the payment amount file (PFALL, PFREV) ${ORACLE}`);
  const anesthesia = anesthesiaByColumns(head, seen);
  if (anesthesia !== undefined) return anesthesia;
  if (has("COUNTIES")) return notYet(`this file ${COUNTIES}`);
  const zip = findHeader(ZIP_COLUMNS, head);
  if (zip !== undefined && "zip" in zip.at && "carrier" in zip.at) return { kind: "zip-columns", header: zip };
  const market = findHeader(ZIP_CBSA_COLUMNS, head, 2);
  if (market !== undefined && "zip" in market.at && "cbsa" in market.at)
    return { kind: "zip-cbsa-columns", header: market };
  const asc = ascByColumns(path, head);
  if (asc !== undefined) return asc;
  const gpci = findHeader(GPCI_COLUMNS, head);
  const work = gpci?.at.work ?? gpci?.at.workWithFloor ?? gpci?.at.workWithoutFloor;
  if (gpci !== undefined && (work !== undefined || "pe" in gpci.at)) return { kind: "gpci-columns", header: gpci };
  return undefined;
}

/** What an inflated text is. `records` are its cells when it could be read as delimited text. */
export function recognize(path: readonly string[], text: string, records: Records | undefined): Recognized {
  return (
    recognizeByName(path) ??
    byLines(text) ??
    (records === undefined ? undefined : byColumns(path, records)) ??
    unknown(
      "not a file Parley knows: it reads the PPRRVU, GPCI, ZIP5 and ANES files CMS publishes, as csv or fixed width, and anesthesia base units and the ASC addenda AA, BB and FF, the wage index and a crosswalk of ZIP codes to CBSAs as csv, plain or in zip or gz",
    )
  );
}
