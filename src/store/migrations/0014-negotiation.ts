import { guarded, type Migration } from "./migration.ts";

/**
 * Offers that left through the guardrails, whether an offer still stands and whose payer it concerns; and what a second
 * person was asked to allow. Old rows are given their payer here, as the owner of the tables, whom no policy lets see rows
 * while it is forced on him; whether they stand is written when the night first looks at them.
 */
export const NEGOTIATION: Migration = {
  number: 14,
  name: "negotiation",
  sql: `
ALTER TABLE offer ADD COLUMN guarded boolean NOT NULL DEFAULT false;
ALTER TABLE offer ADD COLUMN state text NOT NULL DEFAULT 'open';
ALTER TABLE offer ADD COLUMN payer_key text NOT NULL DEFAULT '';
ALTER TABLE offer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE case_row NO FORCE ROW LEVEL SECURITY;
UPDATE offer o SET payer_key = c.payer_key FROM case_row c WHERE c.org = o.org AND c.id = o.case_id;
ALTER TABLE offer FORCE ROW LEVEL SECURITY;
ALTER TABLE case_row FORCE ROW LEVEL SECURITY;
-- How many messages left on a day, what a payer was offered before, and what the night lets expire.
CREATE INDEX offer_guarded ON offer (org, client, day) WHERE guarded;
CREATE INDEX offer_payer ON offer (org, client, payer_key, case_id);
CREATE INDEX offer_expires ON offer (org, expires) WHERE state = 'open' AND expires IS NOT NULL;

CREATE TABLE approval (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- The event of the case that asked for it.
  event integer NOT NULL,
  act text NOT NULL,
  amount bigint,
  asked_at timestamptz NOT NULL,
  asked_by uuid,
  -- Past this day what waits or was given stands no more, whatever the state says.
  ends date NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'given', 'refused', 'withdrawn', 'ended', 'used')),
  body text NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, case_id) REFERENCES case_row
);
CREATE INDEX approval_case ON approval (org, case_id);
CREATE INDEX approval_asked ON approval (org, asked_at, id);
CREATE INDEX approval_state ON approval (org, state, asked_at, id);
${guarded("approval", "none")}
`,
};
