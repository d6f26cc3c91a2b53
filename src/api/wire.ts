import { cents, formatUsd } from "#base/money.ts";

/** A value of the rooms below as it goes out: cents as `"1250.00"`, and null where there is nothing. */
export type Wire<T> = T extends bigint
  ? string
  : T extends undefined
    ? null
    : T extends string | number | boolean
      ? T
      : T extends readonly (infer U)[]
        ? Wire<U>[]
        : T extends object
          ? { [K in keyof T]-?: Wire<T[K]> }
          : T;

export function wire<T>(value: T): Wire<T> {
  // Each branch gives what the type says of it, which the compiler cannot follow.
  if (typeof value === "bigint") return formatUsd(cents(value)) as Wire<T>;
  if (value === undefined || value === null) return null as Wire<T>;
  if (Array.isArray(value)) return value.map(wire) as Wire<T>;
  if (typeof value !== "object") return value as Wire<T>;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, wire(v)])) as Wire<T>;
}
