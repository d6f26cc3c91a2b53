import type { Generated } from "kysely";
import type { Day } from "#base/day.ts";
import type { KeyedWhole, Maybe } from "./column.ts";

/** Tables of the directory, as src/store/migrations/0015-directory.ts makes them. */

export interface DirectoryEntryTable extends KeyedWhole {
  id: string;
  kind: "payer" | "administrator" | "sponsor" | "repricer" | "network";
  name: string;
  extends: Maybe<string>;
  body: string;
  version: Generated<number>;
  changed_at: string;
  changed_by: Maybe<string>;
}

export interface DirectoryContactTable extends KeyedWhole {
  id: string;
  entry: string;
  channel: "email" | "fax" | "phone" | "portal" | "mail";
  address: string;
  body: string;
  made_at: string;
  made_by: Maybe<string>;
}

export interface DirectoryProofTable extends KeyedWhole {
  id: string;
  contact: string;
  day: Day;
  what: "delivered" | "answered" | "signed for" | "bounced" | "refused" | "no longer theirs";
  source: string;
  at: string;
  by: Maybe<string>;
}
