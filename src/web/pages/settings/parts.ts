/** The parts of Settings by their word in the address. */
export const PARTS = [
  { part: "organization", name: "Organization" },
  { part: "clients", name: "Clients" },
  { part: "people", name: "People" },
  { part: "authority", name: "Authority" },
  { part: "security", name: "Security" },
  { part: "keys", name: "Keys and webhooks" },
  { part: "profile", name: "Profile and contracts" },
  { part: "learning", name: "Learning" },
  { part: "data", name: "Data" },
  { part: "audit", name: "Audit" },
] as const;

export type SettingsPart = (typeof PARTS)[number]["part"];

export const readPart = (given: unknown): SettingsPart | undefined => PARTS.find((p) => p.part === given)?.part;
