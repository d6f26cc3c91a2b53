import { guarded, type Migration } from "./migration.ts";

/**
 * Single case agreements made before the service. What happened to one are events of the chain under its id; the row is what
 * they make of it today. The patient stands in its own column, as on a claim, and in no event.
 */
export const SINGLE_CASE: Migration = {
  number: 25,
  name: "single case",
  sql: `
CREATE TABLE single_case (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  -- Counted within the organization: "SCA-7".
  number integer NOT NULL CHECK (number > 0),
  -- The payer's name or id, as claims name it.
  payer text NOT NULL CHECK (payer <> ''),
  patient text,
  state text NOT NULL CHECK (state IN ('draft', 'proposed', 'agreed', 'declined', 'withdrawn', 'ended')),
  version integer NOT NULL CHECK (version > 0),
  from_day date NOT NULL,
  to_day date NOT NULL,
  -- Rates, terms, searches, what was said and when; JSON.
  body text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, number),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX single_case_client ON single_case (org, client, state);
${guarded("single_case", "none")}
`,
};
