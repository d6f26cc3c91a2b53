import { guarded, type Migration } from "./migration.ts";

/**
 * What came in: claims as billed, remittances and payments as paid, what Parley says of each claim. Bodies are the typed
 * records of src/claim and src/case as JSON text; beside them stands only what is searched, sorted or added up.
 * Rows read from a file have ids made of the file and their position in it, so reading it again adds nothing.
 */
export const CLAIM: Migration = {
  number: 3,
  name: "claim",
  sql: `
CREATE TABLE import_batch (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('reading', 'done', 'failed', 'undone')),
  started_at timestamptz NOT NULL,
  started_by uuid,
  ended_at timestamptz,
  files integer NOT NULL DEFAULT 0,
  claims integer NOT NULL DEFAULT 0,
  remittances integer NOT NULL DEFAULT 0,
  problems integer NOT NULL DEFAULT 0,
  -- SHA-256 over its rows, which its event holds too.
  digest text,
  body text,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX import_batch_started ON import_batch (org, client, started_at);
${guarded("import_batch", "none")}

CREATE TABLE source_file (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  batch uuid NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  kind text NOT NULL,
  bytes bigint NOT NULL CHECK (bytes >= 0),
  -- Rows of it before this byte are in; where reading goes on after it was broken off.
  read_to bigint NOT NULL DEFAULT 0,
  state text NOT NULL CHECK (state IN ('reading', 'read', 'refused', 'undone')),
  body text,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, batch) REFERENCES import_batch,
  UNIQUE (org, client, sha256)
);
CREATE INDEX source_file_batch ON source_file (org, batch);
${guarded("source_file", "none")}

CREATE TABLE claim (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('edi', 'list', 'typed')),
  -- The file and byte it was read from, or who typed it.
  file uuid,
  byte bigint,
  typed_by uuid,
  -- The practice's own number (patient control number), CLM01.
  number text NOT NULL,
  form text NOT NULL,
  payer_key text NOT NULL,
  payer_name text NOT NULL,
  us_state text,
  from_day date,
  to_day date,
  billed bigint NOT NULL,
  -- REF*F8: the payer's number of the claim it replaces or voids.
  replaces text,
  patient text,
  body text NOT NULL,
  PRIMARY KEY (org, id),
  CHECK ((source = 'typed') = (file IS NULL))
);
CREATE INDEX claim_number ON claim (org, number);
CREATE INDEX claim_client ON claim (org, client, from_day);
${guarded("claim", "none")}

CREATE TABLE payment (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('edi', 'typed')),
  file uuid,
  byte bigint,
  typed_by uuid,
  trace text,
  amount bigint,
  effective date,
  file_day date,
  payer_key text NOT NULL,
  payer_name text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (org, id),
  CHECK ((source = 'typed') = (file IS NULL))
);
CREATE INDEX payment_effective ON payment (org, client, effective);
CREATE INDEX payment_trace ON payment (org, trace);
${guarded("payment", "none")}

CREATE TABLE remittance (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('edi', 'typed')),
  file uuid,
  byte bigint,
  typed_by uuid,
  payment uuid,
  -- The claim it answers, once matched.
  claim uuid,
  -- CLP01, the practice's own number as the payer gives it back, and CLP07, the payer's number.
  number text NOT NULL,
  payer_number text,
  payer_key text NOT NULL,
  payer_name text NOT NULL,
  status text NOT NULL,
  billed bigint NOT NULL,
  paid bigint NOT NULL,
  -- Null when the payer left it empty, which is not zero.
  patient_owes bigint,
  from_day date,
  to_day date,
  body text NOT NULL,
  PRIMARY KEY (org, id),
  CHECK ((source = 'typed') = (file IS NULL))
);
CREATE INDEX remittance_number ON remittance (org, number);
CREATE INDEX remittance_payer_number ON remittance (org, payer_number) WHERE payer_number IS NOT NULL;
CREATE INDEX remittance_claim ON remittance (org, claim) WHERE claim IS NOT NULL;
CREATE INDEX remittance_payment ON remittance (org, payment) WHERE payment IS NOT NULL;
${guarded("remittance", "none")}

-- What Parley says of a claim as of a day; one row a claim, written over when it is evaluated again.
CREATE TABLE evaluation (
  org uuid NOT NULL,
  client uuid NOT NULL,
  claim uuid NOT NULL,
  as_of date NOT NULL,
  class text NOT NULL,
  payment_state text NOT NULL,
  flags text[] NOT NULL DEFAULT '{}',
  set_aside text,
  billed bigint NOT NULL,
  allowed bigint,
  paid bigint NOT NULL,
  patient_owes bigint NOT NULL,
  benchmark bigint,
  stake bigint NOT NULL,
  loss bigint NOT NULL,
  -- Verdict of the channel, and the right whose window closes next: first and last safe day, chance in thousandths.
  channel text NOT NULL,
  next_right text,
  safe_from date,
  safe_to date,
  chance_permille integer,
  -- The whole of it; null where it is worked out again from claim and remittances when somebody asks.
  body text,
  PRIMARY KEY (org, claim)
);
CREATE INDEX evaluation_client ON evaluation (org, client, class, stake);
CREATE INDEX evaluation_safe ON evaluation (org, safe_to) WHERE safe_to IS NOT NULL;
${guarded("evaluation", "none")}

-- A money map as drawn, so that a page of it is one read; of a client, or of the whole organization.
CREATE TABLE money_map (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  as_of date NOT NULL,
  made_at timestamptz NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  UNIQUE NULLS NOT DISTINCT (org, client, as_of)
);
${guarded("money_map", "private")}
`,
};
