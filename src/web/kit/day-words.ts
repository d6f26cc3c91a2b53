import { type Day, MONTHS, weekday } from "#base/day.ts";

/** Days as people read them. Built from the text of the day: no clock and no time zone is asked. */

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const monthOf = (d: Day): string => MONTHS[Number(d.slice(5, 7)) - 1] ?? "";
const dateOf = (d: Day): number => Number(d.slice(8, 10));

/** `Nov`. */
export const showMonth = (d: Day): string => monthOf(d).slice(0, 3);

/** `Fri, Nov 27`: in work. */
export const showDay = (d: Day): string => `${(WEEKDAYS[weekday(d)] ?? "").slice(0, 3)}, ${showMonth(d)} ${dateOf(d)}`;

/** `Nov 27`: where the weekday tells nothing. */
export const showDate = (d: Day): string => `${showMonth(d)} ${dateOf(d)}`;

/** `Nov 27, 2026`: where the year may be another. */
export const showDateOfYear = (d: Day): string => `${showDate(d)}, ${d.slice(0, 4)}`;

/** `Friday, November 27`: read aloud. */
export const sayDay = (d: Day): string => `${WEEKDAYS[weekday(d)] ?? ""}, ${monthOf(d)} ${dateOf(d)}`;
