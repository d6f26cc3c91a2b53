import { type Day, plusDays } from "#base/day.ts";
import {
  BLUEBONNET,
  CATSKILL,
  MERIDIAN,
  PALO_VERDE,
  PLANS,
  PRACTICES,
  SAGUARO,
  STARFIELD,
  STORY_PLANS,
} from "./cast.ts";
import { DEMO_CARRIER, DEMO_LOCALITIES } from "./fees.ts";
import type { DemoPlan } from "./model.ts";

/** What no EDI file holds: the profile of the demo group, and the facts somebody has already found out. */

/** The demo group aims at two and a half times the fee; Parley's own default is 150%. */
export const DEMO_PERCENT = 250;

/** The profile as its JSON file. Dates move with `asOf` so that the contract still binds and the ended one has ended. */
export function practiceFile(asOf: Day): string {
  const profile = {
    name: "FIVE INVENTED PRACTICES (SYNTHETIC)",
    npis: PRACTICES.map((p) => p.npi),
    tins: PRACTICES.map((p) => p.tin),
    specialties: PRACTICES.map((p) => p.specialty),
    localities: DEMO_LOCALITIES.map((l) => ({ carrier: DEMO_CARRIER, locality: l.locality, state: l.state })),
    contractsComplete: true,
    contracts: [
      {
        payer: MERIDIAN.id,
        network: "MERIDIAN CHOICE (SYNTHETIC)",
        from: plusDays(asOf, -1100),
      },
      {
        payer: STARFIELD.id,
        network: "STARFIELD PREFERRED (SYNTHETIC)",
        from: plusDays(asOf, -1500),
        until: plusDays(asOf, -700),
      },
    ],
    medicarePercent: DEMO_PERCENT,
    workRate: 0.1,
    letterhead: ["FIVE INVENTED PRACTICES", "10 INVENTED STREET", "PHOENIX AZ 85004", "602 555 0100"],
    signer: { name: "TEST SIGNER", title: "Director of Revenue Integrity" },
  };
  return `${JSON.stringify(profile, null, 2)}\n`;
}

/** Plan facts are keyed by payer and group, as the 837 writes them. */
const planKey = (p: DemoPlan): string => `${p.payer.id}|${p.group}`;

/** Answers as the practice wrote them down: most plans and facilities, one claim from its ID card, and not everything. */
export function factsFile(asOf: Day): string {
  const plans: readonly DemoPlan[] = [
    ...PLANS.AZ,
    ...PLANS.TX,
    ...PLANS.NY,
    STORY_PLANS.texasSelfFunded,
    STORY_PLANS.newYorkSelfFunded,
  ];
  const day = plusDays(asOf, -20);
  const rows = [
    ...plans.flatMap((p) =>
      p.funding === undefined ? [] : [["plan", planKey(p), "plan_funding", p.funding, "payer call", day]],
    ),
    ...[SAGUARO, BLUEBONNET, CATSKILL, PALO_VERDE].map((f) => [
      ...["facility", f.npi, "facility_in_network", "yes", "payer directory", day],
    ]),
    ["claim", "ED-1009", "plan_funding", STORY_PLANS.texasInsured.funding, "ID card marked TDI", day],
  ];
  return [["scope", "key", "fact", "value", "source", "date"], ...rows].map((r) => `${r.join(",")}\n`).join("");
}
