import { cents, formatUsd } from "#base/money.ts";

/** A value as JSON keeps it: amounts as texts, and nothing where a field is absent. */
export function plain(value: unknown): unknown {
  if (typeof value === "bigint") return formatUsd(cents(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, v]) => (v === undefined ? [] : [[key, plain(v)]])));
}
