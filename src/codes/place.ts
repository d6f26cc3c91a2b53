/** Where care was given, by the two digits of a professional claim, with Parley's own short names. */
export interface Place {
  readonly name: string;
  /** The fee schedule pays the practice expense of a facility here. */
  readonly facility: boolean;
}

const office = (name: string): Place => ({ name, facility: false });
const facility = (name: string): Place => ({ name, facility: true });

const PLACES: Readonly<Record<string, Place>> = {
  "01": office("Pharmacy"),
  "02": facility("Telehealth, patient not at home"),
  "03": office("School"),
  "04": office("Shelter"),
  "05": office("Indian Health Service, free-standing"),
  "06": office("Indian Health Service, with a provider"),
  "07": office("Tribal, free-standing"),
  "08": office("Tribal, with a provider"),
  "09": office("Prison"),
  "10": office("Telehealth, patient at home"),
  "11": office("Office"),
  "12": office("Home"),
  "13": office("Assisted living"),
  "14": office("Group home"),
  "15": office("Mobile unit"),
  "16": office("Temporary lodging"),
  "17": office("Retail clinic"),
  "18": office("Worksite"),
  "19": facility("Hospital outpatient, off campus"),
  "20": office("Urgent care"),
  "21": facility("Hospital inpatient"),
  "22": facility("Hospital outpatient, on campus"),
  "23": facility("Emergency room"),
  "24": facility("Surgery center"),
  "25": office("Birthing center"),
  "26": facility("Military hospital or clinic"),
  "27": office("Street outreach"),
  "31": facility("Skilled nursing facility"),
  "32": office("Nursing facility"),
  "33": office("Custodial care"),
  "34": facility("Hospice"),
  "41": facility("Ambulance, land"),
  "42": facility("Ambulance, air or water"),
  "49": office("Independent clinic"),
  "50": office("Federally qualified health center"),
  "51": facility("Psychiatric hospital"),
  "52": facility("Psychiatric day hospital"),
  "53": facility("Community mental health center"),
  "54": office("Intermediate care facility"),
  "55": office("Residential substance use treatment"),
  "56": facility("Psychiatric residential treatment"),
  "57": office("Outpatient substance use treatment"),
  "58": office("Opioid treatment program"),
  "60": office("Mass immunization"),
  "61": facility("Inpatient rehabilitation"),
  "62": office("Outpatient rehabilitation"),
  "65": office("Dialysis"),
  "66": office("PACE center"),
  "71": office("Public health clinic"),
  "72": office("Rural health clinic"),
  "81": office("Laboratory"),
  "99": office("Other place"),
};

/** Reads one digit too, as some systems drop the leading zero. */
const two = (code: string): string => code.trim().padStart(2, "0");

export const placeOf = (code: string): Place | undefined =>
  Object.hasOwn(PLACES, two(code)) ? PLACES[two(code)] : undefined;

/** Whether the facility practice expense is paid at this place; undefined for a code that is no place. */
export const isFacilityPlace = (code: string): boolean | undefined => placeOf(code)?.facility;

/** Hospitals, their departments and surgery centers: the facilities whose visits the federal Act can protect. */
const VISIT_FACILITIES: ReadonlySet<string> = new Set(["19", "21", "22", "23", "24", "51"]);
export const isVisitFacility = (code: string): boolean => VISIT_FACILITIES.has(two(code));

export const PLACE_CODES: readonly string[] = Object.keys(PLACES).sort();
