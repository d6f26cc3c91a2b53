import type { Day } from "#base/day.ts";
import { shownOn } from "#strategy/sourced.ts";
import { CLARITEV } from "./claritev.ts";
import { OTHER_VENDORS } from "./other-vendors.ts";
import { PAYERS } from "./payers.ts";
import type { PublicEntry } from "./vendor.ts";

/** Every entry that Parley brings with it, vendors before payers. */
export const PUBLIC_ENTRIES: readonly PublicEntry[] = [...CLARITEV, ...OTHER_VENDORS, ...PAYERS];

export const publicEntry = (id: string): PublicEntry | undefined => PUBLIC_ENTRIES.find((e) => e.id === id);

/** The entry as it may be shown on a day. */
export const entryOn = (entry: PublicEntry, on: Day): PublicEntry => ({
  ...entry,
  methods: shownOn(entry.methods, on),
  tactics: shownOn(entry.tactics, on),
});
