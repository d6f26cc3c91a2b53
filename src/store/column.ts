import type { ColumnType } from "kysely";

/**
 * What stands in a column, as wire.ts gives it: a whole number of 64 bits is text (write a bigint, read with BigInt), a
 * day is a `Day`, a moment is `2026-11-23T14:05:09.000Z`.
 */

export type Amount = ColumnType<string, bigint, bigint>;
export type AmountOrNull = ColumnType<string | null, bigint | null | undefined, bigint | null>;
export type Count = ColumnType<string, bigint | number, bigint | number>;
export type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;
export type Texts = ColumnType<readonly string[], readonly string[] | undefined, readonly string[]>;

/** Both keys of every row; `client` is null only where something belongs to the whole organization. */
export interface Keyed {
  org: string;
  client: string;
}

export interface KeyedWhole {
  org: string;
  client: Maybe<string>;
}
