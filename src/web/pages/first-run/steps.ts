import type { SettingsPart } from "#web/pages/settings/parts.ts";

/** Where a step of the first run is done, and what for. */
export interface Place {
  readonly name: string;
  readonly why?: string;
  readonly does: string;
  readonly to: "/import" | "/settings" | "/rates" | "/map";
  readonly part?: SettingsPart;
  /** The same with invented files. */
  readonly samples?: true;
}

const PLACES: Readonly<Record<string, Place>> = {
  practice: {
    name: "Your practice",
    why: "Its name and the letters its cases are numbered by.",
    does: "Name the practice",
    to: "/settings",
    part: "clients",
  },
  files: {
    name: "Sample or own files",
    why: "An 835 is enough to begin. Files never leave this machine.",
    does: "Add files",
    to: "/import",
    samples: true,
  },
  contracts: {
    name: "Contracts",
    why: "Without them Parley asks whether a payer is in network.",
    does: "List contracts",
    to: "/settings",
    part: "profile",
  },
  payers: {
    name: "Payers found",
    why: "Look over what the files said about each payer.",
    does: "See payers",
    to: "/map",
  },
  people: {
    name: "Who works here",
    why: "Everybody signs in as themselves; roles say what each may do.",
    does: "Invite people",
    to: "/settings",
    part: "people",
  },
  "second factor": {
    name: "Second factor",
    why: "A code from your phone beside the password.",
    does: "Set it up",
    to: "/settings",
    part: "security",
  },
  backup: {
    name: "Backup",
    why: "A copy somewhere else, and where the key is kept.",
    does: "Make a backup",
    to: "/settings",
    part: "data",
  },
};

/** The place of a step by the word the server has for it; an unknown one is done in Settings. */
export const placeOf = (step: string): Place =>
  PLACES[step] ?? {
    name: step.charAt(0).toUpperCase() + step.slice(1),
    does: "Open Settings",
    to: "/settings",
    part: "organization",
  };
