import { type ColumnNames, column, findHeader, type Header, normalName } from "./columns.ts";
import type { Records } from "./delimited.ts";

/**
 * The columns of CMS's surgery center addenda. Their names carry the quarter or year ("April 2026 Payment Rate", "Final CY
 * 2026 Payment Rate"), so all but the code are known by how they end. The descriptor is not among them: it is never read.
 */
export type AscColumn = "code" | "discounted" | "indicator" | "weight" | "rate";
export type DeviceColumn = "code" | "amount";
export type WageColumn = "cbsa" | "index";

const CODE = column("HCPCS Code", true, "HCPCSCODE", "HCPCS", "CPTHCPCS", "CPTHCPCSCODE");

const BOTH = {
  code: CODE,
  indicator: column("Payment Indicator", true, "*PAYMENTINDICATOR"),
  weight: column("Payment Weight", false, "*PAYMENTWEIGHT"),
  rate: column("Payment Rate", true, "*PAYMENTRATE"),
} as const;

export const ASC_SURGERY: Readonly<Record<AscColumn, ColumnNames>> = {
  ...BOTH,
  discounted: column(
    "Subject to Multiple Procedure Discounting",
    true,
    "*MULTIPLEPROCEDUREDISCOUNTING",
    "*MULTIPLEPROCEDUREDISCOUNT",
  ),
};

export const ASC_ANCILLARY: Readonly<Record<Exclude<AscColumn, "discounted">, ColumnNames>> = BOTH;

export const ASC_DEVICES: Readonly<Record<DeviceColumn, ColumnNames>> = {
  code: CODE,
  amount: column("Device Offset Amount", true, "*DEVICEOFFSETAMOUNT*", "*DEVICEPORTION", "*DEVICEPORTIONAMOUNT"),
};

export const ASC_WAGES: Readonly<Record<WageColumn, ColumnNames>> = {
  cbsa: column("CBSA", true, "CBSA", "CBSANO", "CBSACODE", "CBSANUMBER", "GEOGRAPHICCBSA"),
  index: column("Wage Index", true, "WI2*", "WAGEINDEX", "ASCWAGEINDEX", "GEOGRAPHICWAGEINDEX", "*ASCWAGEINDEX"),
};

/** A file of the surgery center system, by its columns. */
export type AscFile =
  | { readonly of: "asc-aa"; readonly header: Header<AscColumn> }
  | { readonly of: "asc-bb"; readonly header: Header<Exclude<AscColumn, "discounted">> }
  | { readonly of: "asc-ff"; readonly header: Header<DeviceColumn> }
  | { readonly of: "asc-wages"; readonly header: Header<WageColumn> };

const SAYS_AA = /ADDENDUM[\s_-]*AA(?![A-Z])|(?:^|[^A-Z])AA(?:[^A-Z]|$)/i;

/** Why a file that looks like one of these is none that Parley prices by; undefined when nothing speaks against it. */
export function notAsc(head: Records): string | undefined {
  const names = new Set(head.flatMap((r) => r.map(normalName)));
  const some = (test: (n: string) => boolean): boolean => [...names].some(test);
  if (names.has("SI") && some((n) => n.includes("DEVICEOFFSET"))) {
    return "Addendum P of the hospital outpatient schedule: the device parts of a surgery center are in ASC Addendum FF, import that";
  }
  if (names.has("CBSA") && some((n) => n.includes("RECLASSIFIED"))) {
    return "a wage index table of hospitals, with reclassifications that surgery centers do not have: import the ASC wage index file";
  }
  const indicator = some((n) => n.endsWith("PAYMENTINDICATOR"));
  return indicator && !some((n) => n.endsWith("PAYMENTRATE") || n.endsWith("PAYMENTWEIGHT"))
    ? "an ASC addendum without rates (such as DD1 or EE): no price needs it, so it was not imported"
    : undefined;
}

/** Which surgery center file the columns are of. `name` is the file's own, for a file whose telling column is missing. */
export function ascFile(head: Records, name: string): AscFile | undefined {
  const surgery = findHeader(ASC_SURGERY, head);
  if (surgery !== undefined && "indicator" in surgery.at && ("rate" in surgery.at || "weight" in surgery.at)) {
    const isSurgery =
      "discounted" in surgery.at || head.some((r) => r.some((c) => SAYS_AA.test(c))) || SAYS_AA.test(name);
    if (isSurgery) return { of: "asc-aa", header: surgery };
    const ancillary = findHeader(ASC_ANCILLARY, head);
    return ancillary === undefined ? undefined : { of: "asc-bb", header: ancillary };
  }
  const devices = findHeader(ASC_DEVICES, head, 2);
  if (devices !== undefined) return { of: "asc-ff", header: devices };
  const wages = findHeader(ASC_WAGES, head, 2);
  return wages === undefined ? undefined : { of: "asc-wages", header: wages };
}
