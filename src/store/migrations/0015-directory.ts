import { guarded, type Migration } from "./migration.ts";

/**
 * What a practice knows of payers, administrators, sponsors and vendors itself: of one client, or of the whole organization
 * so that all its people read it. An address is kept with every proof that it worked or did not; proofs are added and never
 * changed, because a dispute may hang on one.
 */
export const DIRECTORY: Migration = {
  number: 15,
  name: "directory",
  sql: `
CREATE TABLE directory_entry (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('payer', 'administrator', 'sponsor', 'repricer', 'network')),
  name text NOT NULL CHECK (name <> ''),
  -- The entry that Parley brings with it and that this one adds to: "claritev".
  extends text,
  -- Other names, payer ids, submission card, who may bind, notes, what was seen; JSON.
  body text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL,
  changed_by uuid,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX directory_entry_name ON directory_entry (org, name, id);
${guarded("directory_entry", "shared")}

CREATE TABLE directory_contact (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  entry uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'fax', 'phone', 'portal', 'mail')),
  address text NOT NULL CHECK (address <> ''),
  -- Whose it is, what it is for, and where it is from; JSON.
  body text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, entry) REFERENCES directory_entry
);
CREATE INDEX directory_contact_entry ON directory_contact (org, entry);
${guarded("directory_contact", "shared")}

CREATE TABLE directory_proof (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  contact uuid NOT NULL,
  day date NOT NULL,
  what text NOT NULL CHECK (what IN ('delivered', 'answered', 'signed for', 'bounced', 'refused', 'no longer theirs')),
  -- What shows it: a fax report, a reply, a receipt.
  source text NOT NULL CHECK (source <> ''),
  at timestamptz NOT NULL,
  by uuid,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, contact) REFERENCES directory_contact
);
CREATE INDEX directory_proof_contact ON directory_proof (org, contact, day);
${guarded("directory_proof", "shared", "SELECT, INSERT, DELETE")}
`,
};
