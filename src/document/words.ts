import { CHANNELS } from "#law/channels.ts";

/** The channel as people say it; an id that is no channel of law ("undetermined") reads as it is. */
export function channelName(id: string): string {
  const known = Object.entries(CHANNELS).find(([key]) => key === id);
  return known === undefined ? id.replaceAll("_", " ") : known[1].label;
}
