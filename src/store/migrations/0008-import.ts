import { guarded, type Migration } from "./migration.ts";

/**
 * The same rows as `guarded` lets through, less what an import that is not done has opened and evaluated: all of it
 * appears at once, when the import says that it is done.
 */
const shownWhenDone = (table: string): string => `
DROP POLICY reads ON ${table};
CREATE POLICY reads ON ${table} FOR SELECT TO parley_app USING (
  org = (SELECT parley_org()) AND ((SELECT parley_sees_all()) OR client = ANY ((SELECT parley_clients())::uuid[]))
  AND (batch IS NULL OR batch <> ALL ((SELECT parley_unfinished())::uuid[])));`;

/** What an import needs to be broken off, resumed, shown whole and taken back; and what later imports ask of earlier ones. */
export const IMPORT: Migration = {
  number: 8,
  name: "import",
  sql: `
ALTER TABLE import_batch DROP CONSTRAINT import_batch_state_check;
ALTER TABLE import_batch ADD CONSTRAINT import_batch_state_check
  CHECK (state IN ('open', 'reading', 'done', 'failed', 'undone'));
-- Whether what it opened and evaluated is still hidden: until it is done, and while it is being taken back.
ALTER TABLE import_batch ADD COLUMN hides boolean NOT NULL DEFAULT false;
CREATE INDEX import_batch_hides ON import_batch (org) WHERE hides;

ALTER TABLE source_file DROP CONSTRAINT source_file_state_check;
ALTER TABLE source_file ADD CONSTRAINT source_file_state_check
  CHECK (state IN ('waiting', 'reading', 'read', 'duplicate', 'refused', 'undone'));
ALTER TABLE source_file DROP CONSTRAINT source_file_org_client_sha256_key;
CREATE INDEX source_file_content ON source_file (org, client, sha256);
CREATE UNIQUE INDEX source_file_once ON source_file (org, client, sha256) WHERE state IN ('reading', 'read');

ALTER TABLE remittance DROP CONSTRAINT remittance_source_check;
ALTER TABLE remittance ADD CONSTRAINT remittance_source_check CHECK (source IN ('edi', 'list', 'typed'));

-- Own numbers past case, blanks and leading zeros, as src/claim/control-number.ts compares them.
CREATE FUNCTION parley_loosely(number text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT upper(regexp_replace(regexp_replace(number, '\\s+', '', 'g'), '^0+(?=.)', '')) $$;
CREATE INDEX claim_loosely ON claim (org, parley_loosely(number));
CREATE INDEX remittance_loosely ON remittance (org, parley_loosely(number));
CREATE INDEX remittance_alone ON remittance (org, client, from_day, billed) WHERE claim IS NULL;
CREATE INDEX claim_typed ON claim (org, typed_by) WHERE source = 'typed';
CREATE INDEX remittance_typed ON remittance (org, typed_by) WHERE source = 'typed';
CREATE INDEX claim_replaces ON claim (org, replaces) WHERE replaces IS NOT NULL;

-- The import being worked on by this transaction sees its own rows.
CREATE FUNCTION parley_unfinished() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(array_agg(id), '{}') FROM import_batch
    WHERE hides AND org = parley_org() AND id::text <> coalesce(current_setting('parley.import', true), '') $$;
ALTER TABLE evaluation ADD COLUMN batch uuid;
CREATE INDEX evaluation_batch ON evaluation (org, batch) WHERE batch IS NOT NULL;
ALTER TABLE case_row ADD COLUMN batch uuid;
${["evaluation", "case_row", "case_opening"].map(shownWhenDone).join("")}

-- Where an answer stands: the row of a facts file, or the event of a case.
ALTER TABLE fact_answer
  ADD COLUMN batch uuid,
  ADD COLUMN file text,
  ADD COLUMN line integer,
  ADD COLUMN case_id uuid,
  ADD COLUMN event integer;

-- What one import adds to, and takes from, the amounts its payers allowed the practice for one unit of a service:
-- "12500 3,13000 -1" are cents and how often. The own medians are made of the sums of all imports. The row without a
-- service holds the names under which a payer's id goes, as a JSON array.
CREATE TABLE own_allowed (
  org uuid NOT NULL,
  client uuid NOT NULL,
  batch uuid NOT NULL,
  payer_key text NOT NULL,
  service text NOT NULL,
  amounts text NOT NULL,
  PRIMARY KEY (org, client, batch, payer_key, service),
  FOREIGN KEY (org, client) REFERENCES client
);
${guarded("own_allowed", "none")}

-- Provider adjustments (PLB): money of a whole payment, often a takeback that names a claim of an earlier one.
CREATE TABLE provider_adjustment (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  file uuid NOT NULL,
  segment integer NOT NULL,
  reason text NOT NULL,
  reference text,
  amount bigint NOT NULL,
  -- The numbers it may name, loosely.
  names text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX provider_adjustment_client ON provider_adjustment (org, client);
CREATE INDEX provider_adjustment_file ON provider_adjustment (org, file);
${guarded("provider_adjustment", "none")}
`,
};
