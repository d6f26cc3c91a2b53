import { guarded, type Migration } from "./migration.ts";

/**
 * People from a directory (SCIM): the tokens it comes with, the people it says there are, its groups and who is in them. What
 * a person may do stays in membership, which is written from the groups; here is only what the directory said.
 */
export const SCIM: Migration = {
  number: 24,
  name: "scim",
  sql: `
CREATE TABLE scim_token (
  org uuid NOT NULL REFERENCES organization,
  client uuid CHECK (client IS NULL),
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  -- SHA-256 of what the directory sends: 32 random bytes need no slower one.
  digest text NOT NULL UNIQUE CHECK (digest ~ '^[0-9a-f]{64}$'),
  made_at timestamptz NOT NULL,
  made_by uuid,
  -- What whoever made it was then: with it a directory does no more than they could by hand.
  role text NOT NULL CHECK (role IN ('owner', 'director', 'negotiator', 'biller', 'front desk', 'compliance', 'read-only')),
  ends_at timestamptz,
  used_at timestamptz,
  PRIMARY KEY (org, id)
);
${guarded("scim_token", "private")}

CREATE TABLE scim_person (
  org uuid NOT NULL,
  client uuid CHECK (client IS NULL),
  person uuid NOT NULL,
  user_name text NOT NULL CHECK (user_name <> ''),
  external_id text,
  -- Names and addresses as the directory gave them.
  body text NOT NULL,
  active boolean NOT NULL,
  -- What they may do was given by hand before the directory knew them, and none of their groups has said otherwise.
  by_hand boolean NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  made_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (org, person),
  FOREIGN KEY (org, person) REFERENCES person
);
CREATE UNIQUE INDEX scim_person_name ON scim_person (org, lower(user_name));
${guarded("scim_person", "private")}

CREATE TABLE scim_group (
  org uuid NOT NULL REFERENCES organization,
  client uuid CHECK (client IS NULL),
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  external_id text,
  -- What who is in it may do, and for which clients (null: all); no role while nobody said.
  role text CHECK (role IN ('owner', 'director', 'negotiator', 'biller', 'front desk', 'compliance', 'read-only')),
  clients uuid[],
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  made_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (org, id)
);
CREATE UNIQUE INDEX scim_group_name ON scim_group (org, lower(name));
${guarded("scim_group", "private")}

CREATE TABLE scim_member (
  org uuid NOT NULL,
  client uuid CHECK (client IS NULL),
  group_id uuid NOT NULL,
  person uuid NOT NULL,
  PRIMARY KEY (org, group_id, person),
  FOREIGN KEY (org, group_id) REFERENCES scim_group ON DELETE CASCADE,
  FOREIGN KEY (org, person) REFERENCES scim_person ON DELETE CASCADE
);
CREATE INDEX scim_member_person ON scim_member (org, person);
${guarded("scim_member", "private")}
`,
};
