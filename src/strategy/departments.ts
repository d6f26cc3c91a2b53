import { day } from "#base/day.ts";
import { departmentSays, RHODE_ISLAND_SAYS } from "./department-pages.ts";
import type { Source, Statement } from "./sourced.ts";

/**
 * The insurance department of each state and its own site: public facts. What a department asks of who complains is said where a
 * page of it was read (department-pages.ts, support.ts); of the others nothing but name and address is said.
 */

interface Department {
  readonly name: string;
  readonly url: Source["url"];
}

const DEPARTMENTS: Readonly<Record<string, Department>> = {
  AL: { name: "Alabama Department of Insurance", url: "https://aldoi.gov" },
  AZ: { name: "Arizona Department of Insurance and Financial Institutions", url: "https://difi.az.gov" },
  AR: { name: "Arkansas Insurance Department", url: "https://insurance.arkansas.gov" },
  CA: { name: "California Department of Insurance", url: "https://www.insurance.ca.gov" },
  CO: { name: "Colorado Division of Insurance", url: "https://doi.colorado.gov" },
  CT: { name: "Connecticut Insurance Department", url: "https://portal.ct.gov/cid" },
  DE: { name: "Delaware Department of Insurance", url: "https://insurance.delaware.gov" },
  DC: { name: "District of Columbia Department of Insurance, Securities and Banking", url: "https://disb.dc.gov" },
  FL: {
    name: "Florida Department of Financial Services, Division of Consumer Services",
    url: "https://www.myfloridacfo.com",
  },
  GA: { name: "Georgia Office of the Commissioner of Insurance and Safety Fire", url: "https://oci.georgia.gov" },
  HI: { name: "Hawaii Insurance Division", url: "https://cca.hawaii.gov/ins/" },
  ID: { name: "Idaho Department of Insurance", url: "https://doi.idaho.gov" },
  IL: { name: "Illinois Department of Insurance", url: "https://idoi.illinois.gov" },
  IA: { name: "Iowa Insurance Division", url: "https://iid.iowa.gov" },
  KS: { name: "Kansas Department of Insurance", url: "https://insurance.kansas.gov" },
  KY: { name: "Kentucky Department of Insurance", url: "https://insurance.ky.gov" },
  LA: { name: "Louisiana Department of Insurance", url: "https://www.ldi.la.gov" },
  ME: { name: "Maine Bureau of Insurance", url: "https://www.maine.gov/pfr/insurance/" },
  MD: { name: "Maryland Insurance Administration", url: "https://insurance.maryland.gov" },
  MA: { name: "Massachusetts Division of Insurance", url: "https://www.mass.gov/orgs/division-of-insurance" },
  MI: { name: "Michigan Department of Insurance and Financial Services", url: "https://www.michigan.gov/difs" },
  MN: { name: "Minnesota Department of Commerce", url: "https://mn.gov/commerce/" },
  MS: { name: "Mississippi Insurance Department", url: "https://www.mid.ms.gov" },
  MO: { name: "Missouri Department of Commerce and Insurance", url: "https://insurance.mo.gov" },
  MT: { name: "Montana Commissioner of Securities and Insurance", url: "https://csimt.gov" },
  NE: { name: "Nebraska Department of Insurance", url: "https://doi.nebraska.gov" },
  NV: { name: "Nevada Division of Insurance", url: "https://doi.nv.gov" },
  NH: { name: "New Hampshire Insurance Department", url: "https://insurance.nh.gov" },
  NJ: { name: "New Jersey Department of Banking and Insurance", url: "https://www.nj.gov/dobi/" },
  NM: { name: "New Mexico Office of Superintendent of Insurance", url: "https://www.osi.state.nm.us" },
  NC: { name: "North Carolina Department of Insurance", url: "https://www.ncdoi.gov" },
  ND: { name: "North Dakota Insurance Department", url: "https://www.insurance.nd.gov" },
  OK: { name: "Oklahoma Insurance Department", url: "https://www.oid.ok.gov" },
  OR: { name: "Oregon Division of Financial Regulation", url: "https://dfr.oregon.gov" },
  PA: { name: "Pennsylvania Insurance Department", url: "https://www.insurance.pa.gov" },
  RI: { name: "Rhode Island Department of Business Regulation, Insurance Division", url: "https://dbr.ri.gov" },
  SC: { name: "South Carolina Department of Insurance", url: "https://doi.sc.gov" },
  SD: { name: "South Dakota Division of Insurance", url: "https://dlr.sd.gov/insurance/" },
  TN: { name: "Tennessee Department of Commerce and Insurance", url: "https://www.tn.gov/commerce/insurance.html" },
  UT: { name: "Utah Insurance Department", url: "https://insurance.utah.gov" },
  VT: { name: "Vermont Department of Financial Regulation", url: "https://dfr.vermont.gov" },
  VA: { name: "Virginia Bureau of Insurance (State Corporation Commission)", url: "https://www.scc.virginia.gov" },
  WA: { name: "Washington Office of the Insurance Commissioner", url: "https://www.insurance.wa.gov" },
  WV: { name: "West Virginia Offices of the Insurance Commissioner", url: "https://www.wvinsurance.gov" },
  WI: { name: "Wisconsin Office of the Commissioner of Insurance", url: "https://oci.wi.gov" },
  WY: { name: "Wyoming Department of Insurance", url: "https://doi.wyo.gov" },
};

const unread = ({ name, url }: Department): Statement => ({
  text: "Regulates insurers of the state; the address is its own site. What it asks of a provider was not read for Parley.",
  source: { title: name, url, read: day("2026-11-23") },
  confidence: "known",
});

const said = (state: string, d: Department): readonly Statement[] => {
  const read = departmentSays(state);
  return read.length === 0 ? [unread(d)] : read;
};

const OHIC = {
  id: "rhode-island-ohic",
  name: "Rhode Island Office of the Health Insurance Commissioner",
  state: "RI",
  statements: RHODE_ISLAND_SAYS,
};

/** Each as a body that hears complaints, by state. */
export const STATE_DEPARTMENTS = [
  OHIC,
  ...Object.entries(DEPARTMENTS).map(([state, d]) => ({
    ...{ id: `${state.toLowerCase()}-insurance`, name: d.name, state, statements: said(state, d) },
  })),
];
