import type { Day } from "#base/day.ts";
import type { Amount, Keyed, Maybe } from "./column.ts";

/** Deals over many cases, and single case agreements made before the service. */

/** A deal over many cases; `body` as src/app/desk/packages.ts writes it. */
export interface PackageTable extends Keyed {
  id: string;
  kind: "package" | "single case agreement";
  name: string;
  payer_key: string;
  payer_name: string;
  state: "draft" | "open" | "accepted" | "declined" | "withdrawn" | "expired";
  version: number;
  amount: Amount;
  expires: Maybe<Day>;
  cases: number;
  body: string;
  changed_at: string;
}

export interface PackageCaseTable extends Keyed {
  package: string;
  case_id: string;
  open: boolean;
}

/** A single case agreement made before the service; `body` as src/app/desk/single-cases.ts writes it. */
export interface SingleCaseTable extends Keyed {
  id: string;
  number: number;
  payer: string;
  patient: Maybe<string>;
  state: "draft" | "proposed" | "agreed" | "declined" | "withdrawn" | "ended";
  version: number;
  from_day: Day;
  to_day: Day;
  body: string;
  changed_at: string;
}

export interface PackageApprovalTable extends Keyed {
  id: string;
  package: string;
  act: "make offer" | "accept offer";
  amount: Amount;
  asked_at: string;
  asked_by: Maybe<string>;
  ends: Day;
  state: "waiting" | "given" | "refused" | "withdrawn" | "ended" | "used";
  body: string;
}
