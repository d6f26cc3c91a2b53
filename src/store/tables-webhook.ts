import type { ColumnType, Generated } from "kysely";
import type { Count, KeyedWhole, Maybe, Texts } from "./column.ts";

/** Webhooks and what was sent to them. */

export interface WebhookTable extends KeyedWhole {
  id: string;
  address: string;
  kinds: Texts;
  /** Sealed with the organization's key. */
  secret: string;
  old_secret: Maybe<string>;
  old_until: Maybe<string>;
  /** The last event of the chain it was told of, or that is none of its kinds. */
  seq: Count;
  tries: Generated<number>;
  next_at: Maybe<string>;
  paused_at: Maybe<string>;
  paused_why: Maybe<string>;
  made_at: string;
}

export interface WebhookDeliveryTable extends KeyedWhole {
  id: string;
  webhook: string;
  seq: ColumnType<string | null, bigint | null | undefined, bigint | null>;
  type: string;
  at: string;
  attempt: number;
  status: Maybe<number>;
  fault: Maybe<string>;
  took_ms: number;
}
