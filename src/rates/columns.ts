/**
 * The one table of column names. CMS spells the same column differently from year to year, stacks a name over several
 * header lines, and inserts columns (2026 has a PRIC IND); so columns are found by name, never by place.
 */

/** What a column means to Parley, by kind of file. */
export type RvuColumn =
  | "code"
  | "modifier"
  | "status"
  | "work"
  | "peNonFacility"
  | "naNonFacility"
  | "peFacility"
  | "naFacility"
  | "malpractice"
  | "pcTc"
  | "globalDays"
  | "preShare"
  | "intraShare"
  | "postShare"
  | "multipleProcedure"
  | "bilateral"
  | "assistant"
  | "coSurgeon"
  | "team"
  | "endoscopicBase"
  | "conversionFactor"
  | "imagingFamily"
  | "oppsPeNonFacility"
  | "oppsPeFacility"
  | "oppsMalpractice";

export type GpciColumn = "carrier" | "locality" | "work" | "workWithFloor" | "workWithoutFloor" | "pe" | "malpractice";

export type AnesColumn = "carrier" | "locality" | "factor";

export type BaseUnitColumn = "code" | "baseUnits";

export type OppscapColumn = "code" | "modifier" | "status" | "carrier" | "locality" | "facility" | "nonfacility";

export type ZipColumn = "zip" | "carrier" | "locality" | "plusFour" | "quarter";

export type ZipCbsaColumn = "zip" | "cbsa" | "division";

/** A name as it is compared: upper case letters and digits only, a leading year dropped. */
export const normalName = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(/^(?:CY)?20\d\d/, "");

/**
 * Each column's known names, as `normalName` leaves them. The first is today's CMS spelling. An asterisk stands
 * for anything: the header of the anesthesia factors ends in the year's national factor, an addendum's begins with its quarter.
 */
export interface ColumnNames {
  readonly names: readonly string[];
  readonly required: boolean;
  /** What to call it in a Problem. */
  readonly shown: string;
}

export const column = (shown: string, required: boolean, ...names: readonly string[]): ColumnNames => ({
  names,
  required,
  shown,
});

export const RVU_COLUMNS: Readonly<Record<RvuColumn, ColumnNames>> = {
  code: column("HCPCS", true, "HCPCS", "HCPCSCODE", "CPTHCPCS", "CODE"),
  modifier: column("MOD", true, "MOD", "MODIFIER"),
  status: column("STATUS CODE", true, "STATUSCODE", "STATUS", "PROCSTAT"),
  work: column("WORK RVU", true, "WORKRVU", "RVUWORK", "PHYSICIANWORKRVU"),
  peNonFacility: column("NON-FAC PE RVU", true, "NONFACPERVU", "NONFACILITYPERVU", "FULLYIMPLEMENTEDNONFACPERVU"),
  naNonFacility: column(
    "NON-FAC NA INDICATOR",
    false,
    "NONFACNAINDICATOR",
    "NONFACINDICATOR",
    "NONFACILITYNAINDICATOR",
  ),
  peFacility: column("FACILITY PE RVU", true, "FACILITYPERVU", "FACPERVU", "FULLYIMPLEMENTEDFACILITYPERVU"),
  naFacility: column("FACILITY NA INDICATOR", false, "FACILITYNAINDICATOR", "FACILITYINDICATOR", "FACNAINDICATOR"),
  malpractice: column("MP RVU", true, "MPRVU", "MALPRACTICERVU", "RVUMP"),
  pcTc: column("PCTC IND", true, "PCTCIND", "PCTCINDICATOR", "PCTC"),
  globalDays: column("GLOB DAYS", true, "GLOBDAYS", "GLOBALDAYS", "GLOBALSURGERY", "GLOBAL"),
  preShare: column("PRE OP", true, "PREOP", "PREOPERATIVEPERCENTAGE"),
  intraShare: column("INTRA OP", true, "INTRAOP", "INTRAOPERATIVEPERCENTAGE"),
  postShare: column("POST OP", true, "POSTOP", "POSTOPERATIVEPERCENTAGE"),
  multipleProcedure: column("MULT PROC", true, "MULTPROC", "MULTIPLEPROCEDURE"),
  bilateral: column("BILAT SURG", true, "BILATSURG", "BILATERALSURGERY"),
  assistant: column("ASST SURG", true, "ASSTSURG", "ASSISTANTATSURGERY", "ASSTATSURG"),
  coSurgeon: column("CO-SURG", true, "COSURG", "COSURGEONS"),
  team: column("TEAM SURG", true, "TEAMSURG", "TEAMSURGERY"),
  endoscopicBase: column("ENDO BASE", true, "ENDOBASE", "ENDOSCOPICBASECODE"),
  conversionFactor: column("CONV FACTOR", true, "CONVFACTOR", "CONVERSIONFACTOR", "CF"),
  imagingFamily: column("DIAGNOSTIC IMAGING FAMILY INDICATOR", false, "DIAGNOSTICIMAGINGFAMILYINDICATOR"),
  oppsPeNonFacility: column(
    "NON-FACILITY PE USED FOR OPPS PAYMENT AMOUNT",
    true,
    "NONFACILITYPEUSEDFOROPPSPAYMENTAMOUNT",
    "NONFACPEUSEDFOROPPSPAYMENTAMOUNT",
  ),
  oppsPeFacility: column(
    "FACILITY PE USED FOR OPPS PAYMENT AMOUNT",
    true,
    "FACILITYPEUSEDFOROPPSPAYMENTAMOUNT",
    "FACPEUSEDFOROPPSPAYMENTAMOUNT",
  ),
  oppsMalpractice: column("MP USED FOR OPPS PAYMENT AMOUNT", true, "MPUSEDFOROPPSPAYMENTAMOUNT"),
};

export const GPCI_COLUMNS: Readonly<Record<GpciColumn, ColumnNames>> = {
  carrier: column(
    "MAC",
    true,
    "MEDICAREADMINISTRATIVECONTRACTORMAC",
    "MEDICAREADMINISTRATIVECONTRACTOR",
    "MAC",
    "CARRIER",
    "CARRIERNUMBER",
    "CONTRACTOR",
  ),
  locality: column("Locality Number", true, "LOCALITYNUMBER", "LOCALITY"),
  work: column("PW GPCI", false, "PWGPCI", "WORKGPCI", "GPCIWORK", "GPCIPW"),
  workWithFloor: column("PW GPCI (with 1.0 Floor)", false, "PWGPCIWITH10FLOOR", "WORKGPCIWITH10FLOOR"),
  workWithoutFloor: column("PW GPCI (without 1.0 Floor)", false, "PWGPCIWITHOUT10FLOOR", "WORKGPCIWITHOUT10FLOOR"),
  pe: column("PE GPCI", true, "PEGPCI", "GPCIPE"),
  malpractice: column("MP GPCI", true, "MPGPCI", "GPCIMP"),
};

export const ANES_COLUMNS: Readonly<Record<AnesColumn, ColumnNames>> = {
  carrier: column("Contractor", true, "CONTRACTOR", "CONTRACTORNUMBER", "MAC", "CARRIER", "CARRIERNUMBER"),
  locality: column("Locality", true, "LOCALITY", "LOCALITYNUMBER"),
  factor: column(
    "National Anes CF",
    true,
    "NATIONALANESCF*",
    "ANESTHESIACONVFACTOR*",
    "ANESTHESIACONVERSIONFACTOR*",
    "ANESCONVFACTOR*",
    "ANESCF*",
    "ANESTHESIACF*",
  ),
};

export const BASE_UNIT_COLUMNS: Readonly<Record<BaseUnitColumn, ColumnNames>> = {
  code: column("HCPCS", true, "HCPCS", "HCPCSCODE", "CPTCODE", "CPT", "CPTHCPCS", "CPTHCPCSCODE", "CODE"),
  baseUnits: column(
    "Base Units",
    true,
    "BASEUNITS",
    "BASEUNIT",
    "BASEUNITVALUE",
    "ANESTHESIABASEUNITS",
    "ANESTHESIABASEUNIT",
    "ANESBASEUNITS",
  ),
};

export const OPPSCAP_COLUMNS: Readonly<Record<OppscapColumn, ColumnNames>> = {
  code: column("HCPCS", true, "HCPCS"),
  modifier: column("MOD", true, "MOD"),
  status: column("PROCSTAT", true, "PROCSTAT"),
  carrier: column("CARRIER", true, "CARRIER"),
  locality: column("LOCALITY", true, "LOCALITY"),
  facility: column("FACILITY PRICE", true, "FACILITYPRICE"),
  // Without its second i in CMS's own files.
  nonfacility: column("NON-FACILTY PRICE", true, "NONFACILTYPRICE", "NONFACILITYPRICE"),
};

export const ZIP_COLUMNS: Readonly<Record<ZipColumn, ColumnNames>> = {
  zip: column("ZIP CODE", true, "ZIPCODE", "ZIP"),
  carrier: column("CARRIER", true, "CARRIER", "MAC"),
  locality: column("LOCALITY", true, "LOCALITY", "PRICINGLOCALITY"),
  plusFour: column("PLUS 4 FLAG", true, "PLUS4FLAG", "PLUSFOURFLAG"),
  quarter: column("YEAR/QTR", false, "YEARQTR", "YEARQUARTER"),
};

/** A crosswalk, such as HUD's ZIP_CBSA file; its ratios of addresses are not read. */
export const ZIP_CBSA_COLUMNS: Readonly<Record<ZipCbsaColumn, ColumnNames>> = {
  zip: column("ZIP", true, "ZIP", "ZIPCODE", "ZIP5", "ZCTA", "ZCTA5"),
  cbsa: column("CBSA", true, "CBSA", "CBSACODE", "CBSANUMBER"),
  division: column("CBSADIV", false, "CBSADIV", "CBSADIVISION", "METROPOLITANDIVISION", "METROPOLITANDIVISIONCODE"),
};

/** Where each column stands in a header. */
export interface Header<C extends string> {
  /** Index of the first data record. */
  readonly dataFrom: number;
  readonly at: Readonly<Partial<Record<C, number>>>;
  /** Shown names of required columns that are not there. */
  readonly missing: readonly string[];
  /** Shown names of columns that stand there twice; the first counts. */
  readonly twice: readonly string[];
}

const filled = (record: readonly string[]): number => record.filter((c) => c.trim() !== "").length;

/**
 * Names of columns whose label is stacked over several lines: everything above `last` is joined downwards, leaving out
 * title lines, which fill a single cell.
 */
function stacked(records: readonly (readonly string[])[], last: number): string[] {
  const bottom = records[last] ?? [];
  const above = records.slice(Math.max(0, last - 12), last).filter((r) => filled(r) > 1);
  return bottom.map((cell, i) => normalName([...above.map((r) => r[i] ?? ""), cell].join(" ")));
}

/** Whether a name is written so; an asterisk before or after it stands for anything. */
function isNamed(n: string, name: string): boolean {
  const [before, after] = [name.startsWith("*"), name.endsWith("*")];
  const bare = name.slice(before ? 1 : 0, after ? -1 : undefined);
  if (before) return after ? n.includes(bare) : n.endsWith(bare);
  return after ? n.startsWith(bare) : n === name;
}

/** Where a name stands: everywhere it is written so. */
function indexesOf(name: string, names: readonly string[]): number[] {
  const is = (n: string): boolean => isNamed(n, name);
  return names.flatMap((n, i) => (is(n) ? [i] : []));
}

function locate<C extends string>(
  columns: Readonly<Record<C, ColumnNames>>,
  names: readonly string[],
): Omit<Header<C>, "dataFrom"> {
  const at: Partial<Record<C, number>> = {};
  const missing: string[] = [];
  const twice: string[] = [];
  for (const key of Object.keys(columns) as C[]) {
    const c = columns[key];
    const hits = c.names.map((n) => indexesOf(n, names)).find((h) => h.length > 0);
    if (hits === undefined) {
      if (c.required) missing.push(c.shown);
      continue;
    }
    at[key] = hits[0] ?? 0;
    if (hits.length > 1) twice.push(c.shown);
  }
  return { at, missing, twice };
}

/** How far down a header may stand; CMS's own is on line ten. */
const DEEPEST_HEADER = 40;

/**
 * Finds the header of a delimited file: the line among the first forty whose cells, alone or stacked under the lines
 * above, name the most known columns. Undefined when none names at least `fewest`.
 */
export function findHeader<C extends string>(
  columns: Readonly<Record<C, ColumnNames>>,
  records: readonly (readonly string[])[],
  fewest = 3,
): Header<C> | undefined {
  let best: Header<C> | undefined;
  let most = fewest - 1;
  for (let i = 0; i < Math.min(records.length, DEEPEST_HEADER); i++) {
    const record = records[i] ?? [];
    if (filled(record) < fewest) continue;
    for (const names of [record.map(normalName), stacked(records, i)]) {
      const located = locate(columns, names);
      const known = Object.keys(located.at).length;
      if (known > most) {
        most = known;
        best = { ...located, dataFrom: i + 1 };
      }
    }
  }
  return best;
}
