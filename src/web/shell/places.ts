import type { GlyphName } from "#web/kit/glyph.tsx";
import type { KeyAct } from "./keymap.ts";

/** A page one can go to from anywhere: the navigation, the bottom bar, the palette and the G keys read this list. */
export interface PlaceToGo {
  readonly to: string;
  readonly name: string;
  readonly glyph: GlyphName;
  readonly group: "" | "Reference" | "Practice";
  readonly key?: KeyAct;
  /** Its word in the bottom bar of a narrow window, when it has a place there. */
  readonly narrow?: string;
}

export const PLACES: readonly PlaceToGo[] = [
  { to: "/map", name: "Money map", glyph: "map", group: "", key: "go to map", narrow: "Map" },
  { to: "/queue", name: "Queue", glyph: "queue", group: "", key: "go to queue", narrow: "Queue" },
  { to: "/team", name: "Team", glyph: "person", group: "" },
  { to: "/portfolio", name: "Portfolio", glyph: "rooms", group: "" },
  { to: "/cases", name: "Cases", glyph: "case", group: "" },
  { to: "/approvals", name: "Approvals", glyph: "approval", group: "" },
  { to: "/packages", name: "Packages", glyph: "settled", group: "" },
  { to: "/agreements", name: "Agreements", glyph: "paper", group: "" },
  { to: "/calendar", name: "Calendar", glyph: "calendar", group: "", key: "go to calendar", narrow: "Dates" },
  { to: "/payments", name: "Payments", glyph: "payments", group: "", key: "go to payments", narrow: "Paid" },
  { to: "/dashboard", name: "Dashboard", glyph: "dashboard", group: "", key: "go to dashboard" },
  { to: "/law", name: "Law register", glyph: "law", group: "Reference" },
  { to: "/rates", name: "Rates", glyph: "rates", group: "Reference" },
  { to: "/directory", name: "Directory", glyph: "directory", group: "Reference" },
  { to: "/scorecard", name: "Scorecard", glyph: "half", group: "Reference" },
  { to: "/playbooks", name: "Playbooks", glyph: "paper", group: "Reference" },
  { to: "/practice", name: "Practice games", glyph: "flip", group: "Reference" },
  { to: "/import", name: "Import", glyph: "in", group: "Practice" },
  { to: "/settings", name: "Settings", glyph: "settings", group: "Practice" },
  { to: "/help", name: "Help", glyph: "fact", group: "Practice", key: "go to help" },
];
