import { type Day, dayNumber, readDay } from "#base/day.ts";
import { showDate } from "#web/kit/day-words.ts";

/** Moments of the wire (UTC) as people read them where they are. */

const MOMENT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,3})?Z$/;

/** Milliseconds since 1970; undefined when the text is no moment. */
export function msOf(moment: string): number | undefined {
  const found = MOMENT.exec(moment);
  const day = readDay(found?.[1] ?? "");
  if (found === null || day === undefined) return undefined;
  const [, , h, m, s] = found;
  return ((dayNumber(day) * 24 + Number(h)) * 60 + Number(m)) * 60_000 + Number(s) * 1000;
}

/** Now, by the clock of this machine. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

const TIME = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
export const clockTime = (ms: number): string => TIME.format(ms);

/** "20 s ago", "4 min ago", "3 h ago", "2 days ago". A clock that is behind says "just now". */
export function ago(ms: number, now: number): string {
  const s = Math.floor((now - ms) / 1000);
  if (s < 5) return "just now";
  if (s < 60) return `${s} s ago`;
  if (s < 3600) return `${Math.floor(s / 60)} min ago`;
  if (s < 48 * 3600) return `${Math.floor(s / 3600)} h ago`;
  return `${Math.floor(s / 86_400)} days ago`;
}

/** "Today, 8:42", "Nov 16", "Nov 16, 2025". */
export function whenOf(on: Day, at: string, today: Day): string {
  const ms = msOf(at);
  if (on === today) return ms === undefined ? "Today" : `Today, ${clockTime(ms)}`;
  return on.slice(0, 4) === today.slice(0, 4) ? showDate(on) : `${showDate(on)}, ${on.slice(0, 4)}`;
}
