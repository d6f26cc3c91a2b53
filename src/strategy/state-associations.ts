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
  /** The page of its own that was read. */
  readonly page: Source["url"];
}

/** The day on which the pages were read. */
export const STATE_ASSOCIATIONS_READ: Day = day("2026-11-23");

type Own = Omit<StateAssociation, "state">;

const own = (short: string, name: string, url: Source["url"], path: string): Own => ({
  ...{ short, name, url },
  page: `${url}${path}`,
});

const BY_STATE: Readonly<Record<string, Own>> = {
  AL: own("MASA", "Medical Association of the State of Alabama", "https://alabamamedicine.org", "/about"),
  AZ: own("ArMA", "Arizona Medical Association", "https://www.azmed.org", "/page/timeline"),
  CA: own("CMA", "California Medical Association", "https://www.cmadocs.org", "/economic-stability"),
  CO: own("CMS", "Colorado Medical Society", "https://www.cms.org", "/strategic-plan/"),
  CT: own("CSMS", "Connecticut State Medical Society", "https://csms.org", "/about/"),
  GA: own("MAG", "Medical Association of Georgia", "https://www.mag.org", "/about-us/mags-history/"),
  IL: own("ISMS", "Illinois State Medical Society", "https://www.isms.org", "/about-isms/about-isms"),
  MA: own(
    "MMS",
    "Massachusetts Medical Society",
    "https://www.massmed.org",
    "/Annual-Meeting/An-Update-from-Your-President-on-the-2024-Annual-Meeting/",
  ),
  MD: own("MedChi", "MedChi, The Maryland State Medical Society", "https://www.medchi.org", "/About-MedChi"),
  NC: own("NCMS", "North Carolina Medical Society", "https://ncmedsoc.org", "/about-us/"),
  NJ: own("MSNJ", "Medical Society of New Jersey", "https://msnj.org", "/page/CouncilsCommittees"),
  NY: own(
    "MSSNY",
    "Medical Society of the State of New York",
    "https://mssny.org",
    "/category/special-announcements/page/6",
  ),
  OH: own("OSMA", "Ohio State Medical Association", "http://www.osma.org", "/about-osma/"),
  PA: own("PAMED", "Pennsylvania Medical Society", "https://www.pamedsoc.org", "/about/pamed-celebrates-175-years"),
  TN: own("TMA", "Tennessee Medical Association", "https://www.tnmed.org", "/about-us/"),
  TX: own("TMA", "Texas Medical Association", "https://www.texmed.org", "/Advocacy/"),
  WA: own("WSMA", "Washington State Medical Association", "https://wsma.org", "/wsma/about/who_we_are/who_we_are.aspx"),
};

/** All that were read, by state. */
export const STATE_ASSOCIATIONS: readonly StateAssociation[] = Object.entries(BY_STATE).map(([state, of]) => ({
  state,
  ...of,
}));

/** The association of a state, its letters in any case; undefined where none was read. */
export const stateAssociation = (state: string | undefined): StateAssociation | undefined =>
  STATE_ASSOCIATIONS.find((a) => a.state === state?.toUpperCase());
