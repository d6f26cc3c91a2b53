import { type Day, day } from "#base/day.ts";
import type { Source } from "./sourced.ts";

/**
 * The medical association of a state: name and own site, each taken from a page of that site. Of a state whose association was
 * not read so, nothing is said and nothing guessed.
 */
export interface StateAssociation {
  readonly state: string;
  readonly short: string;
  readonly name: string;
  readonly url: Source["url"];
  /** The page of its own that was read, and the day it was. */
  readonly page: Source["url"];
  readonly read: Day;
}

const FIRST = day("2026-11-23");
const SECOND = day("2026-11-24");

type Own = Omit<StateAssociation, "state">;

const own = (short: string, name: string, url: Source["url"], path: string, read = FIRST): Own => ({
  ...{ short, name, url, read },
  page: `${url}${path}`,
});

const BY_STATE: Readonly<Record<string, Own>> = {
  AL: own("MASA", "Medical Association of the State of Alabama", "https://alabamamedicine.org", "/about"),
  AZ: own("ArMA", "Arizona Medical Association", "https://www.azmed.org", "/page/timeline"),
  CA: own("CMA", "California Medical Association", "https://www.cmadocs.org", "/economic-stability"),
  CO: own("CMS", "Colorado Medical Society", "https://www.cms.org", "/strategic-plan/"),
  CT: own("CSMS", "Connecticut State Medical Society", "https://csms.org", "/about/"),
  FL: own(
    "FMA",
    "Florida Medical Association",
    "https://www.flmedical.org",
    "/florida/Florida_Public/News/2023/2023_FMA_Legislative_Report.aspx",
  ),
  GA: own("MAG", "Medical Association of Georgia", "https://www.mag.org", "/about-us/mags-history/"),
  IA: own("IMS", "Iowa Medical Society", "https://iowamedical.org", "/advocacy/policy-forum"),
  IL: own("ISMS", "Illinois State Medical Society", "https://www.isms.org", "/about-isms/about-isms"),
  IN: own(
    "ISMA",
    "Indiana State Medical Association",
    "https://ismanet.org",
    "/ISMA/Resources/e-Reports/8-29-24/convention.aspx",
  ),
  KS: own("KMS", "Kansas Medical Society", "https://kmsonline.org", "/news-events"),
  KY: own(
    "KMA",
    "Kentucky Medical Association",
    "https://kyma.org",
    "/presidents-message-stepping-into-the-future-together",
  ),
  MA: own(
    "MMS",
    "Massachusetts Medical Society",
    "https://www.massmed.org",
    "/Annual-Meeting/An-Update-from-Your-President-on-the-2024-Annual-Meeting/",
  ),
  MD: own("MedChi", "MedChi, The Maryland State Medical Society", "https://www.medchi.org", "/About-MedChi"),
  MI: own(
    "MSMS",
    "Michigan State Medical Society",
    "https://www.msms.org",
    "/About-MSMS/News-Media/msms-a-legacy-of-leadership-in-michigan-medicine",
  ),
  MN: own(
    "MMA",
    "Minnesota Medical Association",
    "https://mnmed.org",
    "/insights/our-vow-protect-medicine-and-patient-health-minnesota-december-2024",
  ),
  MO: own("MSMA", "Missouri State Medical Association", "https://www.msma.org", "/Policies"),
  NC: own("NCMS", "North Carolina Medical Society", "https://ncmedsoc.org", "/about-us/"),
  NJ: own("MSNJ", "Medical Society of New Jersey", "https://msnj.org", "/page/CouncilsCommittees"),
  NY: own(
    "MSSNY",
    "Medical Society of the State of New York",
    "https://mssny.org",
    "/category/special-announcements/page/6",
  ),
  OH: own("OSMA", "Ohio State Medical Association", "http://www.osma.org", "/about-osma/"),
  OK: own(
    "OSMA",
    "Oklahoma State Medical Association",
    "https://www.okmed.org",
    "/web/Online/News/A-Post-Election-Message-from-OSMA-President-David-Holden.aspx",
  ),
  OR: own("OMA", "Oregon Medical Association", "https://www.theoma.org", "/oma/about/OMA/about.aspx"),
  PA: own("PAMED", "Pennsylvania Medical Society", "https://www.pamedsoc.org", "/about/pamed-celebrates-175-years"),
  SC: own("SCMA", "South Carolina Medical Association", "https://www.scmedical.org", "/about/"),
  TN: own("TMA", "Tennessee Medical Association", "https://www.tnmed.org", "/about-us/"),
  TX: own("TMA", "Texas Medical Association", "https://www.texmed.org", "/Advocacy/"),
  UT: own("UMA", "Utah Medical Association", "https://www.utahmed.org", "/WCM/wcm/Collegiality.aspx"),
  VA: own("MSV", "Medical Society of Virginia", "https://www.msv.org", "/history/"),
  WA: own("WSMA", "Washington State Medical Association", "https://wsma.org", "/wsma/about/who_we_are/who_we_are.aspx"),
  WI: own(
    "WisMed",
    "Wisconsin Medical Society",
    "https://www.wismed.org",
    "/wisconsin/wismed/about-us/governance/wismed/about-us/governance.aspx",
  ),
  AK: own(
    "ASMA",
    "Alaska State Medical Association",
    "https://asmadocs.org",
    "/Public/Resources/Advocacy/Public/Resources/Political.aspx?hkey=a3d68c51-5ef8-4965-839b-a13eb4ca84dd",
    SECOND,
  ),
  AR: own("AMS", "Arkansas Medical Society", "https://www.arkmed.org", "/advocacy/", SECOND),
  DC: own(
    "MSDC",
    "Medical Society of the District of Columbia",
    "https://www.msdc.org",
    "/physicians/news/2021/12/28/msdc-s-2021-annual-report-showcases-dc-physician-achievements",
    SECOND,
  ),
  DE: own(
    "MSD",
    "Medical Society of Delaware",
    "https://www.medicalsocietyofdelaware.org",
    "/delaware/CMMSD/Who_We_Are/CMMSD/Nav_Items/Who_We_Are/Who_we_are_landing_page.aspx?hkey=7509304e-38f7-4952-bfe9-7e35b211da24",
    SECOND,
  ),
  HI: own("HMA", "Hawaii Medical Association", "https://hawaiimedicalassociation.org", "/about/", SECOND),
  ID: own(
    "IMA",
    "Idaho Medical Association",
    "https://www.idmed.org",
    "/idaho/Idaho_Public/About_Us/Idaho_Public/About_Us/About_the_IMA.aspx?hkey=702c5e04-4ccf-4133-890a-6527aff800fd",
    SECOND,
  ),
  ME: own("MMA", "Maine Medical Association", "https://www.mainemed.com", "/advocacy", SECOND),
  NE: own(
    "NMA",
    "Nebraska Medical Association",
    "https://nebmed.org",
    "/ama-at-175-our-national-partner-contributing-to-nebraska-medical-associations-success/",
    SECOND,
  ),
  NH: own("NHMS", "New Hampshire Medical Society", "https://www.nhms.org", "/presidents-blog?page=1", SECOND),
  NM: own("NMMS", "New Mexico Medical Society", "https://www.nmms.org", "/1725-2/", SECOND),
  RI: own("RIMS", "Rhode Island Medical Society", "http://rimed.org", "/about-rims.asp", SECOND),
  SD: own("SDSMA", "South Dakota State Medical Association", "https://www.sdsma.org", "/Presidents-Page", SECOND),
  VT: own("VMS", "Vermont Medical Society", "https://vtmd.org", "/about-us/", SECOND),
  WV: own("WVSMA", "West Virginia State Medical Association", "https://www.wvsma.org", "/wvsma-news/", SECOND),
  WY: own("WMS", "Wyoming Medical Society", "https://www.wyomed.org", "/advocacy/policy-platforms/", SECOND),
};

/** All that were read, by state. */
export const STATE_ASSOCIATIONS: readonly StateAssociation[] = Object.entries(BY_STATE)
  .map(([state, of]) => ({ state, ...of }))
  .sort((a, b) => (a.state < b.state ? -1 : 1));

/** The association of a state, its letters in any case; undefined where none was read. */
export const stateAssociation = (state: string | undefined): StateAssociation | undefined =>
  STATE_ASSOCIATIONS.find((a) => a.state === state?.toUpperCase());
