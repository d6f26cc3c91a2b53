import type { Day } from "#base/day.ts";
import { sum } from "#base/money.ts";
import type { DemoAddress, DemoClaim, DemoLine, DemoPerson, DemoPractice } from "./model.ts";
import { closeSet, compact, composite, decimal, digits, segment } from "./segments.ts";

/** Writes the demo's claims as an 837P, implementation guide 005010X222A1. */
export const PROFESSIONAL_GUIDE = "005010X222A1";

export const SENDER = "DEMOPRACTICES";
export const RECEIVER = "DEMOCLEARING";

const addressOf = (a: DemoAddress): string => segment("N3", a.street) + segment("N4", a.city, a.state, a.zip);

const organization = (role: string, name: string, npi: string): string =>
  segment("NM1", role, "2", name, "", "", "", "", "XX", npi);

const person = (role: string, p: DemoPerson): string =>
  segment("NM1", role, "1", p.last, p.first, "", "", "", "XX", p.npi);

/** Loops 2000A and 2010AA: who bills. */
const billing = (p: DemoPractice): string =>
  segment("HL", "1", "", "20", "1") +
  segment("PRV", "BI", "PXC", p.taxonomy) +
  organization("85", p.name, p.npi) +
  addressOf(p.address) +
  segment("REF", "EI", p.tin) +
  segment("PER", "IC", "BILLING DESK", "TE", p.phone);

/** Loops 2000B, 2010BA and 2010BB: whose plan. Every demo patient is the subscriber. */
function subscriber(c: DemoClaim, hl: number): string {
  const p = c.patient;
  const payer = c.plan.payer;
  return (
    segment("HL", String(hl), "1", "22", "0") +
    segment("SBR", "P", "18", c.plan.group, "", "", "", "", "", c.plan.filing[0]) +
    segment("NM1", "IL", "1", p.last, p.first, "", "", "", "MI", p.member) +
    addressOf(p.address) +
    segment("DMG", "D8", compact(p.birth), p.sex) +
    (c.cause === undefined ? "" : segment("REF", "Y4", `CASE${c.id.replace("-", "")}`)) +
    segment("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.id) +
    addressOf(payer.address)
  );
}

function serviceLine(c: DemoClaim, l: DemoLine, number: number, day: string): string {
  const procedure = composite("HC", l.code, ...l.modifiers);
  return (
    segment("LX", String(number)) +
    segment("SV1", procedure, decimal(l.charge), l.unit, String(l.units), "", "", "1", "", c.emergency ? "Y" : "") +
    segment("DTP", "472", "D8", day) +
    segment("REF", "6R", l.control)
  );
}

/** Loop 2300 down to the last line. */
function claim(c: DemoClaim): string {
  const day = compact(c.service);
  const place = composite(c.site.place, "B", "1");
  const cause = c.cause === undefined ? "" : composite(c.cause, "", "", c.cause === "AA" ? c.site.state : "");
  const charge = decimal(sum(c.lines.map((l) => l.charge)));
  let text = segment("CLM", c.id, charge, "", "", place, "Y", "A", "Y", "Y", "", cause);
  if (c.cause !== undefined) text += segment("DTP", "439", "D8", day);
  if (c.site.place === "21") text += segment("DTP", "435", "D8", day);
  text += segment("HI", ...c.diagnoses.map((d, i) => composite(i === 0 ? "ABK" : "ABF", d)));
  text += person("82", c.rendering) + segment("PRV", "PE", "PXC", c.practice.taxonomy);
  const { facility } = c.site;
  if (facility !== undefined) text += organization("77", facility.name, facility.npi) + addressOf(facility.address);
  for (const [i, l] of c.lines.entries()) text += serviceLine(c, l, i + 1, day);
  return text;
}

/** One ST to SE of one practice's claims. `control` is ST02 and makes BHT03. */
export function professionalSet(
  practice: DemoPractice,
  claims: Iterable<DemoClaim>,
  day: Day,
  control: number,
): string {
  let body =
    segment("ST", "837", digits(control, 4), PROFESSIONAL_GUIDE) +
    segment("BHT", "0019", "00", `DEMO${compact(day)}${digits(control, 4)}`, compact(day), "0800", "CH") +
    segment("NM1", "41", "2", practice.name, "", "", "", "", "46", SENDER) +
    segment("PER", "IC", "BILLING DESK", "TE", practice.phone) +
    segment("NM1", "40", "2", "DEMO CLEARINGHOUSE", "", "", "", "", "46", RECEIVER) +
    billing(practice);
  let hl = 2;
  for (const c of claims) body += subscriber(c, hl++) + claim(c);
  return closeSet(body, control);
}
