import { cents, formatUsd } from "#base/money.ts";

/** A value as JSON keeps it: amounts as texts, and nothing where a field is absent. */
export function plain(value: unknown): unknown {
  if (typeof value === "bigint") return formatUsd(cents(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  // An import makes thousands: no lists of pairs on the way.
  const all: Record<string, unknown> = {};
  for (const [key, v] of Object.entries(value)) if (v !== undefined) all[key] = plain(v);
  return all;
}
