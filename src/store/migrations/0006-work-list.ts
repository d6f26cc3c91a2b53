import { guarded, type Migration } from "./migration.ts";

/**
 * What the work list asks of a case beside its figures, and the opening of cases in bulk: an import opens thousands, so
 * its one event in the chain holds the digest of these rows and each row is the first event of its case's own history.
 */
export const WORK_LIST: Migration = {
  number: 6,
  name: "work-list",
  sql: `
CREATE TABLE case_opening (
  org uuid NOT NULL,
  client uuid NOT NULL,
  case_id uuid NOT NULL,
  batch uuid,
  -- The event "opened" as JSON, as src/case/event.ts writes it.
  body text NOT NULL,
  PRIMARY KEY (org, case_id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX case_opening_batch ON case_opening (org, batch) WHERE batch IS NOT NULL;
${guarded("case_opening", "none")}

ALTER TABLE case_row DROP CONSTRAINT case_row_turn_check;
ALTER TABLE case_row ADD CONSTRAINT case_row_turn_check CHECK (turn IN ('ours', 'theirs', 'records'));
ALTER TABLE case_row
  -- The day these are said of; a night's run says them anew.
  ADD COLUMN as_of date NOT NULL DEFAULT '2000-01-01',
  ADD COLUMN step text,
  ADD COLUMN step_cite text,
  ADD COLUMN benchmark bigint,
  -- The right that ends first: its id and its last safe day.
  ADD COLUMN right_id text,
  ADD COLUMN right_last date,
  ADD COLUMN right_assumed boolean NOT NULL DEFAULT false,
  ADD COLUMN right_from date,
  -- A question decides dollars; a clock runs that nobody can count; money under an agreement is late, short or over.
  ADD COLUMN asks boolean NOT NULL DEFAULT false,
  ADD COLUMN uncounted boolean NOT NULL DEFAULT false,
  ADD COLUMN paid_wrong boolean NOT NULL DEFAULT false;
CREATE INDEX case_right ON case_row (org, right_last, id) WHERE right_last IS NOT NULL;
CREATE INDEX case_asks ON case_row (org, loss, id) WHERE asks;
CREATE INDEX case_paid_wrong ON case_row (org, loss, id) WHERE paid_wrong;
CREATE INDEX case_turn ON case_row (org, turn, loss, id);
`,
};
