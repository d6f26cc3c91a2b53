import { type Day, plusDays } from "#base/day.ts";
import { type Cents, cents, times } from "#base/money.ts";
import { inventedFee } from "./fees.ts";
import type { DemoClaim, DemoLine, DemoPatient, DemoPerson, DemoPlan, DemoSite } from "./model.ts";
import { type Kind, UNPRICED, type VisitLine } from "./visits.ts";

/** From a visit to a billed claim. */

const FIRST_NAMES = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"] as const;

const HOME_CITY = { AZ: ["PHOENIX", "850040002"], TX: ["AUSTIN", "787010002"], NY: ["ALBANY", "122070002"] } as const;

/** An invented patient, the same one for the same number. */
export function patient(n: number, site: DemoSite, asOf: Day): DemoPatient {
  const [city, zip] = HOME_CITY[site.state];
  return {
    last: "TESTPATIENT",
    first: FIRST_NAMES[n % FIRST_NAMES.length] ?? "ONE",
    member: `SYN${String(n).padStart(9, "0")}`,
    // 20 to 79 years old, on a day that leap years cannot miss.
    birth: plusDays(asOf, -7300 - (n % 60) * 365),
    sex: n % 2 === 0 ? "F" : "M",
    address: { street: `${(n % 900) + 1} INVENTED LANE`, city, state: site.state, zip },
  };
}

/** The invented fee of one unit of a line, or what stands for it where the invented book has no price. */
export const feeFor = (line: Pick<VisitLine, "code" | "modifiers">, site: DemoSite, year: number): Cents =>
  inventedFee(line.code, line.modifiers, site.state, site.place, year) ?? cents(UNPRICED[line.code]?.[1] ?? 0n);

/** Anesthesia is billed in minutes. */
const isTimed = (code: string): boolean => code.startsWith("00") || code.startsWith("01");

/** Charges are whole dollars, as practices set them; minutes and small tests keep their cents. */
function chargeOf(line: VisitLine, kind: Kind, site: DemoSite, year: number): Cents {
  const own = UNPRICED[line.code];
  if (own !== undefined) return cents(own[0] * BigInt(line.units));
  const one = times(feeFor(line, site, year), { top: BigInt(kind.times), bottom: 100n }, "up");
  return cents(one * 100n * BigInt(line.units));
}

export interface Billing {
  readonly id: string;
  readonly kind: Kind;
  readonly visit: readonly VisitLine[];
  readonly plan: DemoPlan;
  readonly site: DemoSite;
  readonly service: Day;
  readonly sent: Day;
  readonly asOf: Day;
  /** Chooses the patient and the doctor. */
  readonly person: number;
  readonly diagnoses?: readonly [string, ...string[]];
  readonly emergency?: boolean;
  readonly cause?: "EM" | "AA";
  readonly priorAuthorization?: string;
}

/** The claim that the practice sends for a visit. */
export function bill(b: Billing): DemoClaim {
  const { kind } = b;
  const year = Number(b.service.slice(0, 4));
  const rendering: DemoPerson = kind.practice.people[b.person % kind.practice.people.length] ?? kind.practice.people[0];
  return {
    id: b.id,
    practice: kind.practice,
    plan: b.plan,
    site: b.site,
    patient: patient(b.person, b.site, b.asOf),
    rendering,
    service: b.service,
    sent: b.sent,
    emergency: b.emergency ?? kind.emergency,
    diagnoses: b.diagnoses ?? kind.diagnoses,
    lines: b.visit.map(
      (l, i): DemoLine => ({
        code: l.code,
        modifiers: l.modifiers,
        units: l.units,
        unit: isTimed(l.code) ? "MJ" : "UN",
        charge: chargeOf(l, kind, b.site, year),
        control: `${b.id}L${i + 1}`,
      }),
    ),
    ...(b.cause !== undefined && { cause: b.cause }),
    ...(b.priorAuthorization !== undefined && { priorAuthorization: b.priorAuthorization }),
  };
}
