import { cite, usc } from "#base/cite.ts";
import { day } from "#base/day.ts";

/** Relief given to many at once. Every period may be extended but the thirty days to pay a determination. */
export const NOT_EXTENDABLE = {
  steps: ["award_payment"],
  cites: [usc(42, "300gg-111(c)(9)")],
} as const;

export const MASS_EXTENSIONS = [
  {
    names: ["helene", "milton"],
    label: "Hurricanes of 2024",
    lastDay: day("2025-06-13"),
    oneUsePerItem: true,
    cites: [cite("CMS notice of 2024-11-22"), usc(42, "300gg-111(c)(9)")],
    confidence: "verified",
  },
] as const;
