import type { ColumnType, Generated } from "kysely";
import type { Day } from "#base/day.ts";
import type { Amount, AmountOrNull, Count, Keyed, KeyedWhole, Maybe, Texts } from "./column.ts";

/** Tables of what came in, as src/store/migrations/0003-claim.ts makes them. */

export interface ImportBatchTable extends Keyed {
  id: string;
  state: "open" | "reading" | "done" | "failed" | "undone";
  hides: Generated<boolean>;
  started_at: string;
  started_by: Maybe<string>;
  ended_at: Maybe<string>;
  files: Generated<number>;
  claims: Generated<number>;
  remittances: Generated<number>;
  problems: Generated<number>;
  digest: Maybe<string>;
  body: Maybe<string>;
}

export interface SourceFileTable extends Keyed {
  id: string;
  batch: string;
  name: string;
  sha256: string;
  kind: string;
  bytes: Count;
  read_to: Count;
  state: "waiting" | "reading" | "read" | "duplicate" | "refused" | "undone";
  body: Maybe<string>;
}

interface FromFile {
  file: Maybe<string>;
  byte: ColumnType<string | null, number | bigint | null | undefined, number | bigint | null>;
  typed_by: Maybe<string>;
}

export interface ClaimTable extends Keyed, FromFile {
  id: string;
  source: "edi" | "list" | "typed";
  number: string;
  /** The number past case, blanks and leading zeros (src/claim/control-number.ts); given by the database where it is not. */
  loose: Generated<string>;
  form: string;
  payer_key: string;
  payer_name: string;
  us_state: Maybe<string>;
  from_day: Maybe<Day>;
  to_day: Maybe<Day>;
  billed: Amount;
  replaces: Maybe<string>;
  patient: Maybe<string>;
  body: string;
}

export interface PaymentTable extends Keyed, FromFile {
  id: string;
  source: "edi" | "typed";
  trace: Maybe<string>;
  amount: AmountOrNull;
  effective: Maybe<Day>;
  file_day: Maybe<Day>;
  payer_key: string;
  payer_name: string;
  body: string;
}

export interface RemittanceTable extends Keyed, FromFile {
  id: string;
  source: "edi" | "list" | "typed";
  payment: Maybe<string>;
  claim: Maybe<string>;
  number: string;
  loose: Generated<string>;
  payer_number: Maybe<string>;
  payer_key: string;
  payer_name: string;
  status: string;
  billed: Amount;
  paid: Amount;
  patient_owes: AmountOrNull;
  from_day: Maybe<Day>;
  to_day: Maybe<Day>;
  body: string;
}

export interface ClaimAnswerTable extends Keyed {
  id: string;
  file: string;
  segment: number;
  /** The number of the claim it answers, loosely. */
  loose: string;
  from_day: Maybe<Day>;
  billed: AmountOrNull;
  day: Day;
  outcome: "accepted" | "rejected";
  category: string;
  code: Maybe<string>;
  payer_number: Maybe<string>;
}

export interface SentSetTable extends Keyed {
  id: string;
  file: string;
  segment: number;
  sender: Maybe<string>;
  interchange: string;
  /** GS06 and ST02 without leading zeros. */
  in_group: string;
  control: string;
  day: Maybe<Day>;
}

export interface SetAnswerTable extends Keyed {
  id: string;
  file: string;
  segment: number;
  receiver: Maybe<string>;
  in_group: string;
  /** Null where the whole group is answered. */
  control: Maybe<string>;
  day: Day;
  outcome: "accepted" | "accepted with errors" | "rejected";
  codes: string;
  errors: string;
}

export interface EvaluationTable extends Keyed {
  claim: string;
  as_of: Day;
  class: string;
  payment_state: string;
  flags: Texts;
  set_aside: Maybe<string>;
  billed: Amount;
  allowed: AmountOrNull;
  paid: Amount;
  patient_owes: Amount;
  benchmark: AmountOrNull;
  stake: Amount;
  loss: Amount;
  channel: string;
  next_right: Maybe<string>;
  safe_from: Maybe<Day>;
  safe_to: Maybe<Day>;
  chance_permille: Maybe<number>;
  body: Maybe<string>;
  /** The import that made the row; hidden until that is done. */
  batch: Maybe<string>;
}

export interface MoneyMapTable extends KeyedWhole {
  id: string;
  as_of: Day;
  made_at: string;
  body: string;
}
