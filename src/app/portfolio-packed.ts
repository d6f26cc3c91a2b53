import type { Portfolio } from "./portfolio.ts";

const AMOUNT = "$cents";

/** A portfolio as text with its amounts whole, for who asked from another process. */
export const pack = (portfolio: Portfolio): string =>
  JSON.stringify(portfolio, (_, value: unknown) => (typeof value === "bigint" ? { [AMOUNT]: String(value) } : value));

/** The portfolio that was packed by a Parley of the same version. */
export const unpack = (packed: string): Portfolio =>
  JSON.parse(packed, (_, value: unknown) =>
    value !== null && typeof value === "object" && AMOUNT in value ? BigInt(String(value[AMOUNT])) : value,
  ) as Portfolio;
