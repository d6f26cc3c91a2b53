import {
  ANESTHESIA,
  BLUEBONNET,
  CARDIOLOGY,
  CATSKILL,
  EMERGENCY,
  LABORATORY,
  OCOTILLO,
  office,
  PALO_VERDE,
  SAGUARO,
  SURGERY,
  site,
} from "./cast.ts";
import type { DemoPractice, DemoSite } from "./model.ts";

/**
 * What the practices do all day (the stories bill other codes, so that everyday history is not their benchmark): visits as lists of codes, and where. Codes are numbers only. `times` is the charge as a
 * multiple of the invented fee; codes without a fee have a charge of their own.
 */
export interface VisitLine {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
}

export interface Kind {
  readonly practice: DemoPractice;
  readonly emergency: boolean;
  readonly times: number;
  readonly sites: readonly [DemoSite, ...DemoSite[]];
  readonly visits: readonly [readonly VisitLine[], ...(readonly VisitLine[])[]];
  readonly diagnoses: readonly [string, ...string[]];
}

/** `"99285-25"`, `"88305 x3"`: code, modifiers, units. */
function line(text: string): VisitLine {
  const [procedure = "", count = "1"] = text.split(" x");
  const [code = "", ...modifiers] = procedure.split("-");
  return { code, modifiers, units: Number(count) };
}

export const visit = (...lines: readonly string[]): readonly VisitLine[] => lines.map(line);

const KINDS = {
  emergency: {
    practice: EMERGENCY,
    emergency: true,
    times: 11,
    sites: [site("23", SAGUARO), site("23", SAGUARO), site("23", BLUEBONNET), site("23", CATSKILL)],
    visits: [
      visit("99284-25", "12013", "93010"),
      visit("99283-25", "12013", "93010"),
      visit("99291-25", "31500", "36556", "93010"),
      visit("99291-25", "36556", "93010 x2", "12013-59"),
    ],
    diagnoses: ["R079", "S0181XA", "J9601", "R55", "S61411A"],
  },
  surgery: {
    practice: SURGERY,
    emergency: false,
    times: 8,
    sites: [site("21", SAGUARO), site("24", PALO_VERDE), site("22", SAGUARO), site("22", OCOTILLO)],
    visits: [
      visit("22612", "22842", "63047-59"),
      visit("27447-RT", "20985", "64447-59"),
      visit("27130-LT", "20985", "64447-59"),
      visit("29827-RT", "23430-59", "64447-59"),
      visit("47562", "49650-59", "64447-59"),
    ],
    diagnoses: ["M4316", "M1711", "M1612", "S83242A", "K8020"],
  },
  anesthesia: {
    practice: ANESTHESIA,
    emergency: false,
    times: 8,
    sites: [site("21", SAGUARO), site("22", SAGUARO), site("24", PALO_VERDE)],
    visits: [
      visit("00670-AA-P3 x235", "36620-59", "64447-59"),
      visit("01402-QK-P2 x142", "64447-59", "36620-59"),
      visit("00790-AA-P2 x95", "36620-59", "36556-59"),
    ],
    diagnoses: ["M4316", "M1711", "K8020"],
  },
  laboratory: {
    practice: LABORATORY,
    emergency: false,
    times: 7,
    sites: [site("22", BLUEBONNET), site("22", BLUEBONNET), site("21", BLUEBONNET)],
    visits: [
      visit("88305-26 x4", "88342-26", "88341-26 x3"),
      visit("88305 x6", "88342", "88341 x4"),
      visit("88305 x3", "88342", "80053", "85025"),
    ],
    diagnoses: ["C50911", "D0512", "K635", "C61"],
  },
  cardiology: {
    practice: CARDIOLOGY,
    emergency: false,
    times: 8,
    sites: [site("22", CATSKILL), site("21", CATSKILL), office("NY")],
    visits: [
      visit("93458-26", "92928-LD", "99223-25"),
      visit("78452", "93015", "99215-25"),
      visit("92928-LC", "93458-26-59", "93306-26", "93010"),
    ],
    diagnoses: ["I2510", "I214", "R079", "I350"],
  },
} as const satisfies Record<string, Kind>;

export const { emergency, surgery, anesthesia, laboratory, cardiology } = KINDS;

/** The mix of business: of every 20 claims 6 are emergency, 6 surgery, 2 anesthesia, 3 laboratory, 3 cardiology. */
export const MIX: readonly [Kind, ...Kind[]] = [
  surgery,
  surgery,
  emergency,
  laboratory,
  emergency,
  cardiology,
  emergency,
  surgery,
  anesthesia,
  emergency,
  cardiology,
  emergency,
  laboratory,
  surgery,
  surgery,
  anesthesia,
  cardiology,
  emergency,
  laboratory,
  surgery,
];

/** Charge, and what stands for the fee, of codes that the invented book does not price: cents for one unit or minute. */
export const UNPRICED: Readonly<Record<string, readonly [charge: bigint, fee: bigint]>> = {
  "00670": [2100n, 240n],
  "00790": [1900n, 215n],
  "01402": [2000n, 220n],
  "80053": [9600n, 1050n],
  "85025": [6400n, 750n],
};
