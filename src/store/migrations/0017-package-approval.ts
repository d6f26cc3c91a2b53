import { guarded, type Migration } from "./migration.ts";

/**
 * What a second person is asked to allow of a deal over many cases, before it is said. A deal whose first word still waits
 * for that person is a draft: it holds its cases, and nothing of it has left.
 */
export const PACKAGE_APPROVAL: Migration = {
  number: 17,
  name: "package approval",
  sql: `
ALTER TABLE package DROP CONSTRAINT package_state_check;
ALTER TABLE package ADD CONSTRAINT package_state_check
  CHECK (state IN ('draft', 'open', 'accepted', 'declined', 'withdrawn', 'expired'));
-- What was said to a payer before, and how many words left on a day.
CREATE INDEX package_payer ON package (org, client, payer_key);

CREATE TABLE package_approval (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  package uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('make offer', 'accept offer')),
  amount bigint NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid,
  -- Past this day what waits or was given stands no more, whatever the state says.
  ends date NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'given', 'refused', 'withdrawn', 'ended', 'used')),
  -- What is asked for with its terms, what nothing proves, and who decided it; JSON.
  body text NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, package) REFERENCES package
);
CREATE INDEX package_approval_of ON package_approval (org, package);
CREATE INDEX package_approval_asked ON package_approval (org, asked_at, id);
${guarded("package_approval", "none")}
`,
};
