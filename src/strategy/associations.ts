import { type Day, day } from "#base/day.ts";
import type { Source } from "./sourced.ts";

/** Professional associations by the playbook of their specialty: names and addresses alone, the source is the association's own site. */
export interface Association {
  readonly short: string;
  readonly name: string;
  readonly url: Source["url"];
  /** Ids of playbooks. */
  readonly of: readonly string[];
}

/** The day on which the names and addresses were written down. */
export const ASSOCIATIONS_AS_OF: Day = day("2026-11-23");

const ASSOCIATIONS: readonly Association[] = [
  { short: "ACEP", name: "American College of Emergency Physicians", url: "https://www.acep.org", of: ["emergency"] },
  { short: "AAEM", name: "American Academy of Emergency Medicine", url: "https://www.aaem.org", of: ["emergency"] },
  {
    short: "EDPMA",
    name: "Emergency Department Practice Management Association",
    url: "https://www.edpma.org",
    of: ["emergency"],
  },
  {
    short: "ASCA",
    name: "Ambulatory Surgery Center Association",
    url: "https://www.ascassociation.org",
    of: ["surgery-center"],
  },
  { short: "ASA", name: "American Society of Anesthesiologists", url: "https://www.asahq.org", of: ["anesthesia"] },
  {
    short: "AANA",
    name: "American Association of Nurse Anesthesiology",
    url: "https://www.aana.com",
    of: ["anesthesia"],
  },
  { short: "ACR", name: "American College of Radiology", url: "https://www.acr.org", of: ["radiology"] },
  { short: "RBMA", name: "Radiology Business Management Association", url: "https://www.rbma.org", of: ["radiology"] },
  { short: "CAP", name: "College of American Pathologists", url: "https://www.cap.org", of: ["pathology"] },
  { short: "ACLA", name: "American Clinical Laboratory Association", url: "https://www.acla.com", of: ["pathology"] },
  { short: "ACC", name: "American College of Cardiology", url: "https://www.acc.org", of: ["cardiology"] },
  { short: "AAN", name: "American Academy of Neurology", url: "https://www.aan.com", of: ["neurology"] },
  {
    short: "ASNM",
    name: "American Society of Neurophysiological Monitoring",
    url: "https://www.asnm.org",
    of: ["neurology"],
  },
  { short: "APA", name: "American Psychiatric Association", url: "https://www.psychiatry.org", of: ["behavioral"] },
  { short: "APA", name: "American Psychological Association", url: "https://www.apa.org", of: ["behavioral"] },
  { short: "AAMS", name: "Association of Air Medical Services", url: "https://aams.org", of: ["air-ambulance"] },
  { short: "SHM", name: "Society of Hospital Medicine", url: "https://www.hospitalmedicine.org", of: ["ancillary"] },
  { short: "SCCM", name: "Society of Critical Care Medicine", url: "https://www.sccm.org", of: ["ancillary"] },
  { short: "AAPA", name: "American Academy of Physician Associates", url: "https://www.aapa.org", of: ["ancillary"] },
];

/** Associations of the specialty that a playbook is for. */
export const associationsOf = (playbook: string): readonly Association[] =>
  ASSOCIATIONS.filter((a) => a.of.includes(playbook));
