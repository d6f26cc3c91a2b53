import { guarded, type Migration } from "./migration.ts";

const ROW = `
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,`;

const KEYS = `
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, case_id) REFERENCES case_row`;

/** The live view of every case and of what was done on it: made from the events, and made again from zero when asked. */
export const CASE: Migration = {
  number: 4,
  name: "case",
  sql: `
CREATE TABLE case_row (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL CHECK (number ~ '^[A-Z][A-Z0-9]{0,5}-[1-9][0-9]*$'),
  claim uuid NOT NULL,
  claim_number text NOT NULL,
  -- Sequence number of the case's last event: who changes a case says which state they saw.
  version bigint NOT NULL,
  state text NOT NULL,
  owner uuid,
  class text NOT NULL,
  flags text[] NOT NULL DEFAULT '{}',
  channel text NOT NULL,
  payer_key text NOT NULL,
  payer_name text NOT NULL,
  us_state text,
  patient text,
  service_day date,
  billed bigint NOT NULL,
  allowed bigint,
  paid bigint NOT NULL,
  stake bigint NOT NULL DEFAULT 0,
  loss bigint NOT NULL DEFAULT 0,
  -- The last day of what comes next, and what that is; 2199-12-31 when nothing is due, so that it sorts last.
  due date NOT NULL DEFAULT '2199-12-31',
  due_why text,
  snoozed_until date,
  hold text,
  turn text CHECK (turn IN ('ours', 'theirs')),
  last_offer bigint,
  last_offer_by text CHECK (last_offer_by IN ('us', 'them')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  outcome text,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, claim) REFERENCES claim,
  FOREIGN KEY (org, owner) REFERENCES person,
  UNIQUE (org, number),
  UNIQUE (org, claim)
);
-- A queue page is one walk along one of these, in either direction, for one client or for all.
CREATE INDEX case_loss ON case_row (org, loss, id);
CREATE INDEX case_client_loss ON case_row (org, client, loss, id);
CREATE INDEX case_due ON case_row (org, due, id);
CREATE INDEX case_client_due ON case_row (org, client, due, id);
CREATE INDEX case_stake ON case_row (org, stake, id);
CREATE INDEX case_client_stake ON case_row (org, client, stake, id);
CREATE INDEX case_owner ON case_row (org, owner, loss, id);
CREATE INDEX case_class ON case_row (org, class, loss, id);
CREATE INDEX case_payer ON case_row (org, payer_key, loss, id);
CREATE INDEX case_state ON case_row (org, state, loss, id);
CREATE INDEX case_claim_number ON case_row (org, claim_number);
CREATE INDEX case_patient ON case_row (org, lower(patient) COLLATE "C") WHERE patient IS NOT NULL;
CREATE INDEX case_snoozed ON case_row (org, snoozed_until) WHERE snoozed_until IS NOT NULL;
${guarded("case_row", "none")}

CREATE TABLE task (${ROW}
  text text NOT NULL,
  due date,
  owner uuid,
  -- What made it: a person, or a call whose promise it watches.
  call uuid,
  made_at timestamptz NOT NULL,
  made_by uuid,
  done_at timestamptz,
  done_by uuid,${KEYS}
);
CREATE INDEX task_case ON task (org, case_id);
CREATE INDEX task_due ON task (org, due) WHERE done_at IS NULL;
CREATE INDEX task_owner ON task (org, owner, due) WHERE done_at IS NULL;
${guarded("task", "none")}

CREATE TABLE note (${ROW}
  text text NOT NULL,
  at timestamptz NOT NULL,
  by uuid,
  superseded_by uuid,${KEYS}
);
CREATE INDEX note_case ON note (org, case_id);
${guarded("note", "none")}

CREATE TABLE call (${ROW}
  with_whom text NOT NULL,
  reference text,
  text text NOT NULL,
  promise text,
  promised_day date,
  at timestamptz NOT NULL,
  by uuid,
  superseded_by uuid,${KEYS}
);
CREATE INDEX call_case ON call (org, case_id);
${guarded("call", "none")}

CREATE TABLE file_link (${ROW}
  name text NOT NULL,
  kind text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL CHECK (bytes >= 0),
  at timestamptz NOT NULL,
  by uuid,
  superseded_by uuid,${KEYS}
);
CREATE INDEX file_link_case ON file_link (org, case_id);
CREATE INDEX file_link_content ON file_link (org, sha256);
${guarded("file_link", "none")}

CREATE TABLE offer (${ROW}
  side text NOT NULL CHECK (side IN ('us', 'them')),
  amount bigint NOT NULL CHECK (amount >= 0),
  day date NOT NULL,
  expires date,
  how text,
  text text,
  at timestamptz NOT NULL,
  by uuid,
  superseded_by uuid,${KEYS}
);
CREATE INDEX offer_case ON offer (org, case_id, day);
${guarded("offer", "none")}

CREATE TABLE agreement (${ROW}
  amount bigint NOT NULL CHECK (amount >= 0),
  day date NOT NULL,
  pay_by date,
  body text NOT NULL,
  at timestamptz NOT NULL,
  by uuid,
  superseded_by uuid,${KEYS}
);
CREATE INDEX agreement_case ON agreement (org, case_id);
${guarded("agreement", "none")}

-- What an agreement or an award says will come, and what came.
CREATE TABLE expected_payment (${ROW}
  agreement uuid,
  amount bigint NOT NULL CHECK (amount >= 0),
  due date NOT NULL,
  received bigint NOT NULL DEFAULT 0,
  received_day date,
  remittance uuid,
  state text NOT NULL CHECK (state IN ('expected', 'late', 'short', 'paid', 'over', 'dropped')),${KEYS},
  FOREIGN KEY (org, agreement) REFERENCES agreement
);
CREATE INDEX expected_payment_case ON expected_payment (org, case_id);
CREATE INDEX expected_payment_due ON expected_payment (org, state, due);
${guarded("expected_payment", "none")}

-- Answers to questions: for a claim, a plan, a facility or a payer; of a client, or known to the whole organization.
CREATE TABLE fact_answer (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  scope text NOT NULL CHECK (scope IN ('claim', 'plan', 'facility', 'payer')),
  key text NOT NULL,
  fact text NOT NULL,
  value text NOT NULL,
  source text NOT NULL,
  day date,
  at timestamptz NOT NULL,
  by uuid,
  superseded_by uuid,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX fact_answer_key ON fact_answer (org, scope, key);
${guarded("fact_answer", "shared")}
`,
};
