import { guarded, type Migration } from "./migration.ts";

/**
 * Deals over many cases of one payer. What happened to one are events of the chain under its id; the row is what they make
 * of it today, and says whose cases it holds, so that a case is in one open deal at a time.
 */
export const PACKAGE: Migration = {
  number: 16,
  name: "package",
  sql: `
CREATE TABLE package (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('package', 'single case agreement')),
  name text NOT NULL CHECK (name <> ''),
  payer_key text NOT NULL,
  payer_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn', 'expired')),
  version integer NOT NULL CHECK (version > 0),
  -- What stands: the last amount that was proposed, and until when.
  amount bigint NOT NULL CHECK (amount > 0),
  expires date,
  cases integer NOT NULL CHECK (cases > 0),
  -- How it is split, and what was said on both sides; JSON.
  body text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX package_changed ON package (org, changed_at, id);
CREATE INDEX package_expires ON package (org, expires) WHERE state = 'open' AND expires IS NOT NULL;
${guarded("package", "none")}

CREATE TABLE package_case (
  org uuid NOT NULL,
  client uuid NOT NULL,
  package uuid NOT NULL,
  case_id uuid NOT NULL,
  open boolean NOT NULL,
  PRIMARY KEY (org, package, case_id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, package) REFERENCES package
);
CREATE UNIQUE INDEX package_case_open ON package_case (org, case_id) WHERE open;
${guarded("package_case", "none")}
`,
};
