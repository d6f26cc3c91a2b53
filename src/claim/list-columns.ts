import { columnKey } from "./table.ts";

/** What a column of a claim list can hold. */
export const LIST_FIELDS = [
  "claim",
  "line",
  "date",
  "to",
  "code",
  "modifiers",
  "modifier1",
  "modifier2",
  "modifier3",
  "modifier4",
  "units",
  "charge",
  "place",
  "diagnosis",
  "payer",
  "payerId",
  "filing",
  "group",
  "billingNpi",
  "renderingNpi",
  "tin",
  "taxonomy",
  "facilityNpi",
  "state",
  "zip",
  "emergency",
  "allowed",
  "paid",
  "patient",
  "reasons",
  "remarks",
  "status",
  "paidDate",
  "trace",
  "payerClaimNumber",
] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** Without these a row says nothing Parley can use. */
export const NEEDED: readonly ListField[] = ["claim", "date", "code", "charge"];

/** Where each field stands in the header: a column position. */
export type Columns = Readonly<Partial<Record<ListField, number>>>;

/** Column names that billing systems and billers use, without case, blanks and punctuation. One line a field. */
const ALIASES: Readonly<Record<ListField, string>> = {
  claim:
    "claim claimid claimno claimnum claimnumber account accountno accountnumber acct acctno patientcontrolnumber pcn clm01 encounter encounterid encounternumber invoice invoicenumber visit visitid ticket voucher",
  line: "line lineno linenumber lineitem seq",
  date: "date dos dateofservice servicedate fromdate from dosfrom servicefrom datefrom begindate startdate servicedatefrom fromdos",
  to: "to todate dosto serviceto dateto enddate thru through servicedateto todos",
  code: "code cpt cptcode hcpcs hcpcscode procedure procedurecode proccode proc cpthcpcs servicecode",
  modifiers: "modifiers modifier mod mods",
  modifier1: "modifier1 mod1 m1",
  modifier2: "modifier2 mod2 m2",
  modifier3: "modifier3 mod3 m3",
  modifier4: "modifier4 mod4 m4",
  units: "units unit qty quantity days dayunits serviceunits unitsbilled",
  charge:
    "charge charges billed billedamount chargeamount amount amountbilled totalcharge billedcharge fee grosscharge linecharge",
  place: "place pos placeofservice",
  diagnosis: "diagnosis diagnoses dx dx1 icd icd10 diagnosiscode diagnosiscodes primarydiagnosis",
  payer:
    "payer payername insurance insurancename insurancecompany carrier carriername plan planname primaryinsurance primarypayer insurer",
  payerId: "payerid insuranceid carrierid payernumber electronicpayerid edipayerid",
  filing: "filing filingindicator claimfilingindicator filingcode financialclass insurancetype",
  group: "group groupno groupnumber planid",
  billingNpi: "billingnpi npi groupnpi billingprovidernpi",
  renderingNpi: "renderingnpi providernpi renderingprovidernpi",
  tin: "tin taxid ein billingtin",
  taxonomy: "taxonomy taxonomycode",
  facilityNpi: "facilitynpi servicefacilitynpi facility",
  state: "state servicestate facilitystate",
  zip: "zip zipcode facilityzip servicezip",
  emergency: "emergency emg er",
  allowed: "allowed allowedamount eligible allowedamt",
  paid: "paid paidamount payment paymentamount insurancepaid inspaid paidamt insurancepayment payerpaid",
  patient: "patient patientresponsibility ptresp patientresp patientamount patientdue patientbalance",
  reasons:
    "reasons reason reasoncode reasoncodes carc carcs adjustmentreason adjustmentcode adjustmentcodes denialcode denialreason adjustmentreasoncodes",
  remarks: "remarks remark remarkcode remarkcodes rarc rarcs",
  status: "status claimstatus clp02",
  paidDate: "paiddate paymentdate checkdate remitdate remittancedate eobdate eradate posteddate dateofpayment",
  trace: "trace check checkno checknumber eft eftnumber tracenumber checkeft",
  payerClaimNumber: "payerclaimnumber icn dcn payerclaimcontrolnumber payericn claimcontrolnumber",
};

const FIELD_OF: ReadonlyMap<string, ListField> = new Map(
  LIST_FIELDS.flatMap((field) => ALIASES[field].split(" ").map((alias) => [alias, field] as const)),
);

/** A mapping as saved or given: a field of a list to the name of the column that holds it. */
export type Mapping = Readonly<Partial<Record<ListField, string>>>;

/** Reads a mapping file: `{"columns": {"claim": "Acct #", ...}}`. Undefined when it is none. */
export function readMapping(json: unknown): Mapping | undefined {
  if (typeof json !== "object" || json === null || !("columns" in json)) return undefined;
  const columns = json.columns;
  if (typeof columns !== "object" || columns === null) return undefined;
  const mapping: Partial<Record<ListField, string>> = {};
  for (const [field, name] of Object.entries(columns)) {
    const known = LIST_FIELDS.find((f) => columnKey(f) === columnKey(field));
    if (known !== undefined && typeof name === "string" && name.trim() !== "") mapping[known] = name;
  }
  return Object.keys(mapping).length === 0 ? undefined : mapping;
}

/** The columns that a mapping names, in this header; a column that is not there is left out. */
export function columnsByMapping(header: readonly string[], mapping: Mapping): Columns {
  const keys = header.map(columnKey);
  const columns: Partial<Record<ListField, number>> = {};
  for (const field of LIST_FIELDS) {
    const name = mapping[field];
    const at = name === undefined ? -1 : keys.indexOf(columnKey(name));
    if (at >= 0) columns[field] = at;
  }
  return columns;
}

/** The columns that known names give; the first of two columns for one field counts. */
export function columnsByName(header: readonly string[]): Columns {
  const columns: Partial<Record<ListField, number>> = {};
  header.forEach((name, at) => {
    const field = FIELD_OF.get(columnKey(name));
    if (field !== undefined) columns[field] ??= at;
  });
  return columns;
}

export const missingFields = (columns: Columns): readonly ListField[] => NEEDED.filter((f) => columns[f] === undefined);

/** Whether a header is near enough to a claim list that its table deserves an explanation rather than "not read". */
export const resemblesList = (header: readonly string[]): boolean => {
  const columns = columnsByName(header);
  return Object.keys(columns).length >= 3 && (columns.claim !== undefined || columns.code !== undefined);
};

/** The same header whatever its case and blanks: what a saved mapping is found by. */
export const headerText = (header: readonly string[]): string => header.map(columnKey).join("|");

/** A mapping that repeats what the columns are, for saving. */
export function mappingOf(header: readonly string[], columns: Columns): Mapping {
  const mapping: Partial<Record<ListField, string>> = {};
  for (const field of LIST_FIELDS) {
    const at = columns[field];
    if (at !== undefined) mapping[field] = header[at] ?? "";
  }
  return mapping;
}
