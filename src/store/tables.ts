import type { ColumnType, Generated } from "kysely";
import type { Day } from "#base/day.ts";
import type { Amount, AmountOrNull, Count, Keyed, KeyedWhole, Maybe, Texts } from "./column.ts";
import type {
  ClaimAnswerTable,
  ClaimTable,
  EvaluationTable,
  ImportBatchTable,
  MoneyMapTable,
  PaymentTable,
  RemittanceTable,
  SentSetTable,
  SetAnswerTable,
  SourceFileTable,
} from "./tables-claim.ts";
import type { PackageApprovalTable, PackageCaseTable, PackageTable, SingleCaseTable } from "./tables-deal.ts";
import type { DirectoryContactTable, DirectoryEntryTable, DirectoryProofTable } from "./tables-directory.ts";
import type { ScimTables } from "./tables-scim.ts";
import type { WebhookDeliveryTable, WebhookTable } from "./tables-webhook.ts";

/** The tables of src/store/migrations as Kysely knows them; what their columns hold is said in column.ts. */

export const ROLES = ["owner", "director", "negotiator", "biller", "front desk", "compliance", "read-only"] as const;
export type Role = (typeof ROLES)[number];

export interface OrganizationTable extends KeyedWhole {
  name: string;
  made_at: string;
  legal_hold: Maybe<string>;
  removed_at: Maybe<string>;
}

export interface ClientTable extends Keyed {
  name: string;
  case_prefix: string;
  last_case: Generated<number>;
  made_at: string;
  legal_hold: Maybe<string>;
  removed_at: Maybe<string>;
}

export interface PersonTable extends KeyedWhole {
  id: string;
  login: string;
  name: string;
  email: string;
  made_at: string;
  left_at: Maybe<string>;
}

export interface MembershipTable extends KeyedWhole {
  id: string;
  person: string;
  role: Role;
  made_at: string;
}

export interface SettingTable extends KeyedWhole {
  id: string;
  name: string;
  body: string;
  version: Generated<number>;
  changed_at: string;
  changed_by: Maybe<string>;
}

export interface MappingTable extends KeyedWhole {
  id: string;
  name: string;
  header: string;
  body: string;
  changed_at: string;
  changed_by: Maybe<string>;
}

export interface SavedViewTable extends KeyedWhole {
  id: string;
  person: Maybe<string>;
  name: string;
  body: string;
  changed_at: string;
}

/** A case whose `due` is this day has nothing due: the last day Parley knows, so that it sorts last. */
export const NOTHING_DUE = "2199-12-31" as Day;

export interface CaseRowTable extends Keyed {
  id: string;
  number: string;
  claim: string;
  claim_number: string;
  version: Count;
  state: string;
  owner: Maybe<string>;
  class: string;
  flags: Texts;
  channel: string;
  payer_key: string;
  payer_name: string;
  us_state: Maybe<string>;
  patient: Maybe<string>;
  service_day: Maybe<Day>;
  billed: Amount;
  allowed: AmountOrNull;
  paid: Amount;
  stake: Amount;
  loss: Amount;
  due: Generated<Day>;
  due_why: Maybe<string>;
  snoozed_until: Maybe<Day>;
  hold: Maybe<string>;
  turn: Maybe<"ours" | "theirs" | "records">;
  last_offer: AmountOrNull;
  last_offer_by: Maybe<"us" | "them">;
  opened_at: string;
  closed_at: Maybe<string>;
  outcome: Maybe<string>;
  as_of: Generated<Day>;
  step: Maybe<string>;
  step_cite: Maybe<string>;
  benchmark: AmountOrNull;
  right_id: Maybe<string>;
  right_last: Maybe<Day>;
  right_assumed: Generated<boolean>;
  right_from: Maybe<Day>;
  asks: Generated<boolean>;
  uncounted: Generated<boolean>;
  /** Ids of whom a task or a question waits for, as of the row's day. */
  awaits: Texts;
  paid_wrong: Generated<boolean>;
  batch: Maybe<string>;
}

/** First event of a case's history, of an import or of one case. */
export interface CaseOpeningTable extends Keyed {
  case_id: string;
  batch: Maybe<string>;
  body: string;
}

interface OfCase extends Keyed {
  id: string;
  case_id: string;
}

/** Said or logged by hand at a moment; a later row that corrects it is named, and it is kept. */
interface Logged extends OfCase {
  at: string;
  by: Maybe<string>;
  superseded_by: Maybe<string>;
}

export interface TaskTable extends OfCase {
  text: string;
  due: Maybe<Day>;
  owner: Maybe<string>;
  call: Maybe<string>;
  made_at: string;
  made_by: Maybe<string>;
  done_at: Maybe<string>;
  done_by: Maybe<string>;
}

export interface NoteTable extends Logged {
  text: string;
}

export interface CallTable extends Logged {
  with_whom: string;
  reference: Maybe<string>;
  text: string;
  promise: Maybe<string>;
  promised_day: Maybe<Day>;
}

export interface FileLinkTable extends Logged {
  name: string;
  kind: string;
  sha256: string;
  bytes: Count;
}

export interface OfferTable extends Logged {
  side: "us" | "them";
  amount: Amount;
  day: Day;
  expires: Maybe<Day>;
  how: Maybe<string>;
  text: Maybe<string>;
  guarded: Generated<boolean>;
  state: Generated<string>;
  payer_key: Generated<string>;
}

/** What a second person was asked; `body` as src/app/desk/approvals.ts writes it. */
export interface ApprovalTable extends OfCase {
  event: number;
  act: string;
  amount: AmountOrNull;
  asked_at: string;
  asked_by: Maybe<string>;
  ends: Day;
  state: "waiting" | "given" | "refused" | "withdrawn" | "ended" | "used";
  body: string;
}

export interface AgreementTable extends Logged {
  amount: Amount;
  day: Day;
  pay_by: Maybe<Day>;
  body: string;
}

export interface ExpectedPaymentTable extends OfCase {
  agreement: Maybe<string>;
  amount: Amount;
  due: Day;
  received: ColumnType<string, bigint | undefined, bigint>;
  received_day: Maybe<Day>;
  remittance: Maybe<string>;
  state: "expected" | "late" | "short" | "paid" | "over" | "dropped";
}

export interface FactAnswerTable extends KeyedWhole {
  id: string;
  scope: "claim" | "plan" | "facility" | "payer";
  key: string;
  fact: string;
  value: string;
  source: string;
  day: Maybe<Day>;
  at: string;
  by: Maybe<string>;
  superseded_by: Maybe<string>;
  batch: Maybe<string>;
  file: Maybe<string>;
  line: Maybe<number>;
  case_id: Maybe<string>;
  event: Maybe<number>;
}

/** What an import adds to the amounts payers allowed; `amounts` as src/app/desk/history-own.ts writes it. */
export interface OwnAllowedTable extends Keyed {
  batch: string;
  payer_key: string;
  service: string;
  amounts: string;
}

export interface ProviderAdjustmentTable extends Keyed {
  id: string;
  file: string;
  segment: number;
  reason: string;
  reference: Maybe<string>;
  amount: Amount;
  names: Texts;
}

export interface ChainHeadTable extends KeyedWhole {
  seq: Count;
  hash: string;
}

export interface EventTable extends KeyedWhole {
  seq: Count;
  at: string;
  actor: string;
  subject: Maybe<string>;
  type: string;
  body: Maybe<string>;
  salt: Maybe<string>;
  digest: string;
  previous: string;
  hash: string;
}

export interface AccessLogTable extends KeyedWhole {
  id: string;
  at: string;
  person: Maybe<string>;
  /** The room of a guest who read; nobody is both. */
  guest: Maybe<string>;
  act: string;
  subject: string;
  request: Maybe<string>;
}

export interface RoomTable extends Keyed {
  id: string;
  case_id: string;
  /** The event of the case that opened it. */
  event: number;
  name: string;
  /** Digests of the secret in the link and of the passcode. */
  link: string;
  passcode: string;
  failed: Generated<number>;
  opened_at: string;
  seen_at: Maybe<string>;
  closed_at: Maybe<string>;
}

export interface GuestSessionTable extends Keyed {
  id: string;
  room: string;
  /** Digest of the cookie's value. */
  token: string;
  made_at: string;
  ends_at: string;
}

export interface IdempotencyKeyTable extends KeyedWhole {
  person: string;
  key: string;
  request: string;
  status: Maybe<number>;
  body: Maybe<string>;
  at: string;
}

export interface Tables extends ScimTables {
  organization: OrganizationTable;
  client: ClientTable;
  person: PersonTable;
  membership: MembershipTable;
  setting: SettingTable;
  mapping: MappingTable;
  saved_view: SavedViewTable;
  import_batch: ImportBatchTable;
  source_file: SourceFileTable;
  claim: ClaimTable;
  payment: PaymentTable;
  remittance: RemittanceTable;
  evaluation: EvaluationTable;
  money_map: MoneyMapTable;
  case_row: CaseRowTable;
  case_opening: CaseOpeningTable;
  task: TaskTable;
  note: NoteTable;
  call: CallTable;
  file_link: FileLinkTable;
  offer: OfferTable;
  agreement: AgreementTable;
  expected_payment: ExpectedPaymentTable;
  approval: ApprovalTable;
  package: PackageTable;
  package_case: PackageCaseTable;
  package_approval: PackageApprovalTable;
  single_case: SingleCaseTable;
  fact_answer: FactAnswerTable;
  own_allowed: OwnAllowedTable;
  provider_adjustment: ProviderAdjustmentTable;
  claim_answer: ClaimAnswerTable;
  sent_set: SentSetTable;
  set_answer: SetAnswerTable;
  directory_entry: DirectoryEntryTable;
  directory_contact: DirectoryContactTable;
  directory_proof: DirectoryProofTable;
  chain_head: ChainHeadTable;
  event: EventTable;
  access_log: AccessLogTable;
  idempotency_key: IdempotencyKeyTable;
  room: RoomTable;
  guest_session: GuestSessionTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
}
