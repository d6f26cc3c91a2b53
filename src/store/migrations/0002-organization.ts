import { guarded, type Migration } from "./migration.ts";

/** Who works here: the organization, its clients (practices), its people and what they may see. */
export const ORGANIZATION: Migration = {
  number: 2,
  name: "organization",
  sql: `
CREATE TABLE organization (
  org uuid PRIMARY KEY,
  client uuid CHECK (client IS NULL),
  name text NOT NULL CHECK (name <> ''),
  made_at timestamptz NOT NULL,
  -- Why nothing of it may be removed; null when nothing forbids it.
  legal_hold text CHECK (legal_hold <> ''),
  removed_at timestamptz
);
${guarded("organization", "shared", "SELECT, UPDATE (name)")}

-- The id of a client is the key that every row of its data carries.
CREATE TABLE client (
  org uuid NOT NULL REFERENCES organization,
  client uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  -- Cases are numbered by client: HR-2041.
  case_prefix text NOT NULL CHECK (case_prefix ~ '^[A-Z][A-Z0-9]{0,5}$'),
  last_case integer NOT NULL DEFAULT 0 CHECK (last_case >= 0),
  made_at timestamptz NOT NULL,
  legal_hold text CHECK (legal_hold <> ''),
  removed_at timestamptz,
  PRIMARY KEY (org, client),
  UNIQUE (org, case_prefix)
);
${guarded("client", "none")}

-- A person of the organization. \`login\` is the id the sign-in knows the person by; a person of two organizations is two rows.
CREATE TABLE person (
  org uuid NOT NULL REFERENCES organization,
  client uuid CHECK (client IS NULL),
  id uuid NOT NULL,
  login text NOT NULL CHECK (login <> ''),
  name text NOT NULL,
  email text NOT NULL,
  made_at timestamptz NOT NULL,
  left_at timestamptz,
  PRIMARY KEY (org, id),
  UNIQUE (org, login)
);
CREATE INDEX person_login ON person (login);
${guarded("person", "shared")}

-- What a person may do and for whom: one row with no client for all clients, or one row for each client.
CREATE TABLE membership (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  person uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'director', 'negotiator', 'biller', 'front desk', 'compliance', 'read-only')),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, person) REFERENCES person,
  UNIQUE NULLS NOT DISTINCT (org, person, client)
);
${guarded("membership", "private")}

-- The practice profile, contracts, security and whatever else is set once: of a client, or of the organization.
CREATE TABLE setting (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  body text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL,
  changed_by uuid,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  UNIQUE NULLS NOT DISTINCT (org, client, name)
);
${guarded("setting", "shared")}

-- A column mapping of a claim list, found again by the digest of the list's header.
CREATE TABLE mapping (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  name text NOT NULL,
  header text NOT NULL,
  body text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by uuid,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  UNIQUE NULLS NOT DISTINCT (org, client, header)
);
${guarded("mapping", "shared")}

CREATE TABLE saved_view (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  -- Null for a view that everybody who may see the row sees.
  person uuid,
  name text NOT NULL,
  body text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, person) REFERENCES person
);
CREATE INDEX saved_view_person ON saved_view (org, person);
${guarded("saved_view", "shared")}
-- A view of one's own, whatever clients it reaches over, is one's own to keep; what it shows is guarded by itself.
CREATE POLICY own ON saved_view TO parley_app
  USING (org = (SELECT parley_org()) AND client IS NULL AND person = (SELECT parley_person()))
  WITH CHECK (org = (SELECT parley_org()) AND client IS NULL AND person = (SELECT parley_person()));
`,
};
