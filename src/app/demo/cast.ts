import type { DemoAddress, DemoFacility, DemoPayer, DemoPlan, DemoPractice, DemoSite } from "./model.ts";
import { npi } from "./rng.ts";

/**
 * The cast of the demo. Everybody and everything here is invented: provider ids begin with 2 and tax ids with 00, which
 * are not issued; telephone numbers are 555; payers carry "(SYNTHETIC)" in their names.
 */

const place = (street: string, city: string, state: DemoAddress["state"], zip: string): DemoAddress => ({
  street,
  city,
  state,
  zip,
});

const PHOENIX = ["PHOENIX", "AZ", "850040001"] as const;
const AUSTIN = ["AUSTIN", "TX", "787010001"] as const;
const ALBANY = ["ALBANY", "NY", "122070001"] as const;

const payer = (n: number, name: string, at: DemoAddress, statesAllowed: boolean): DemoPayer => ({
  id: `SYN0${n}`,
  name: `${name} (SYNTHETIC)`,
  tin: `100000010${n}`,
  address: at,
  statesAllowed,
});

export const NORTHFIELD = payer(1, "NORTHFIELD MUTUAL", place("1 INVENTED PLAZA", ...PHOENIX), true);
export const JUNIPER = payer(2, "JUNIPER RIDGE HEALTH PLAN", place("2 INVENTED PLAZA", ...PHOENIX), false);
export const LANTERN = payer(3, "LANTERN BENEFIT TRUST", place("3 INVENTED PLAZA", ...AUSTIN), true);
export const STARFIELD = payer(4, "STARFIELD PLAINS INSURANCE", place("4 INVENTED PLAZA", ...AUSTIN), true);
export const RIVERBEND = payer(5, "RIVERBEND EMPIRE ASSURANCE", place("5 INVENTED PLAZA", ...ALBANY), true);
export const MERIDIAN = payer(6, "MERIDIAN CHOICE NETWORK", place("6 INVENTED PLAZA", ...ALBANY), true);
export const COPPERLINE = payer(7, "COPPERLINE MEDICARE ADVANTAGE", place("7 INVENTED PLAZA", ...ALBANY), true);
export const WORKERS = payer(8, "INVENTED WORKERS FUND", place("8 INVENTED PLAZA", ...ALBANY), true);
export const AUTO = payer(9, "INVENTED AUTO CASUALTY", place("9 INVENTED PLAZA", ...PHOENIX), true);

const COMMERCIAL = ["CI", "12"] as const;
const plan = (of: DemoPayer, group: string, funding?: DemoPlan["funding"]): DemoPlan => ({
  payer: of,
  group,
  filing: COMMERCIAL,
  ...(funding !== undefined && { funding }),
});

/** Plans by the state their members live in. Those without `funding` are the open questions of the map. */
export const PLANS = {
  AZ: [
    plan(NORTHFIELD, "GRP10010", "fully_insured"),
    plan(NORTHFIELD, "GRP10020", "self_funded_erisa"),
    plan(JUNIPER, "GRP20010", "fully_insured"),
    plan(LANTERN, "GRP30010", "self_funded_erisa"),
  ],
  TX: [
    plan(STARFIELD, "GRP40010", "fully_insured"),
    plan(STARFIELD, "GRP40020"),
    plan(LANTERN, "GRP30020", "self_funded_erisa"),
    plan(NORTHFIELD, "GRP10030", "self_funded_erisa"),
  ],
  NY: [
    plan(RIVERBEND, "GRP50010", "fully_insured"),
    plan(RIVERBEND, "GRP50020"),
    plan(LANTERN, "GRP30030", "self_funded_erisa"),
    plan(MERIDIAN, "GRP60010", "fully_insured"),
  ],
} as const satisfies Record<string, readonly [DemoPlan, ...DemoPlan[]]>;

/** Plans of single stories. */
export const STORY_PLANS = {
  texasSelfFunded: plan(LANTERN, "GRP30808", "self_funded_erisa"),
  texasInsured: plan(STARFIELD, "GRP40909", "fully_insured"),
  newYorkUnknown: plan(RIVERBEND, "GRP51010"),
  newYorkSelfFunded: plan(LANTERN, "GRP31111", "self_funded_erisa"),
  advantage: { payer: COPPERLINE, group: "GRP71414", filing: ["16", "16"] },
  workers: { payer: WORKERS, group: "GRP82222", filing: ["WC", "WC"] },
  auto: { payer: AUTO, group: "GRP92525", filing: ["AM", "AM"] },
} as const satisfies Record<string, DemoPlan>;

const facility = (nine: string, name: string, at: DemoAddress): DemoFacility => ({ npi: npi(nine), name, address: at });

export const SAGUARO = facility("290000101", "SAGUARO GENERAL HOSPITAL", place("100 INVENTED AVE", ...PHOENIX));
export const BLUEBONNET = facility("290000102", "BLUEBONNET REGIONAL HOSPITAL", place("200 INVENTED AVE", ...AUSTIN));
export const CATSKILL = facility("290000103", "CATSKILL MEMORIAL HOSPITAL", place("300 INVENTED AVE", ...ALBANY));
export const PALO_VERDE = facility("290000104", "PALO VERDE SURGERY CENTER", place("400 INVENTED AVE", ...PHOENIX));
/** Nobody has said yet whether this one participates: the largest question of the map. */
export const OCOTILLO = facility("290000105", "OCOTILLO OUTPATIENT CENTER", place("500 INVENTED AVE", ...PHOENIX));

export const site = (pos: string, at: DemoFacility): DemoSite => ({
  place: pos,
  state: at.address.state,
  facility: at,
});
export const office = (state: DemoSite["state"]): DemoSite => ({ place: "11", state });

const person = (nine: string, last: string, first: string) => ({ last, first, npi: npi(nine) });

export const EMERGENCY: DemoPractice = {
  prefix: "ED",
  name: "DESERT LANTERN EMERGENCY PHYSICIANS",
  npi: npi("210000001"),
  tin: "000000101",
  taxonomy: "207P00000X",
  phone: "6025550101",
  address: place("10 INVENTED STREET", ...PHOENIX),
  specialty: "emergency medicine",
  people: [person("220000011", "TESTDOCTOR", "ADA"), person("220000012", "TESTDOCTOR", "BORIS")],
};
export const SURGERY: DemoPractice = {
  prefix: "SC",
  name: "PALO VERDE SURGERY CENTER GROUP",
  npi: npi("210000002"),
  tin: "000000102",
  taxonomy: "207X00000X",
  phone: "6025550102",
  address: place("20 INVENTED STREET", ...PHOENIX),
  specialty: "orthopaedic surgery",
  people: [person("220000021", "TESTSURGEON", "CLEO"), person("220000022", "TESTSURGEON", "DAN")],
};
export const ANESTHESIA: DemoPractice = {
  prefix: "AN",
  name: "HIGH MESA ANESTHESIA",
  npi: npi("210000003"),
  tin: "000000103",
  taxonomy: "207L00000X",
  phone: "6025550103",
  address: place("30 INVENTED STREET", ...PHOENIX),
  specialty: "anesthesiology",
  people: [person("220000031", "TESTANESTHETIST", "EVE"), person("220000032", "TESTANESTHETIST", "FAY")],
};
export const LABORATORY: DemoPractice = {
  prefix: "LB",
  name: "BRAZOS PATHOLOGY LABORATORY",
  npi: npi("210000004"),
  tin: "000000104",
  taxonomy: "207ZP0102X",
  phone: "5125550104",
  address: place("40 INVENTED STREET", ...AUSTIN),
  specialty: "pathology",
  people: [person("220000041", "TESTPATHOLOGIST", "GUS"), person("220000042", "TESTPATHOLOGIST", "HAL")],
};
export const CARDIOLOGY: DemoPractice = {
  prefix: "CD",
  name: "HUDSON BEND CARDIOLOGY",
  npi: npi("210000005"),
  tin: "000000105",
  taxonomy: "207RC0000X",
  phone: "5185550105",
  address: place("50 INVENTED STREET", ...ALBANY),
  specialty: "cardiology",
  people: [person("220000051", "TESTCARDIOLOGIST", "IDA"), person("220000052", "TESTCARDIOLOGIST", "JON")],
};

export const PRACTICES = [EMERGENCY, SURGERY, ANESTHESIA, LABORATORY, CARDIOLOGY] as const;
