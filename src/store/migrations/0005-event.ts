import { guarded, type Migration } from "./migration.ts";

/** What happened, for ever: one chain of hashes an organization (chain.ts), and who looked at whom. */
export const EVENT: Migration = {
  number: 5,
  name: "event",
  sql: `
-- The end of an organization's chain. Whoever appends locks this row first, so that events have one order.
CREATE TABLE chain_head (
  org uuid PRIMARY KEY REFERENCES organization,
  client uuid CHECK (client IS NULL),
  seq bigint NOT NULL CHECK (seq >= 0),
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$')
);
${guarded("chain_head", "shared", "SELECT, UPDATE (seq, hash)")}
-- Everybody of the organization appends to its one chain, whatever clients they see.
CREATE POLICY moves ON chain_head FOR UPDATE TO parley_app
  USING (org = (SELECT parley_org())) WITH CHECK (org = (SELECT parley_org()));

CREATE TABLE event (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  seq bigint NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  actor text NOT NULL,
  subject text,
  type text NOT NULL,
  -- Canonical JSON and its salt; both null once erased, which leaves digest and hash as they were.
  body text,
  salt text,
  digest text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (org, seq),
  FOREIGN KEY (org, client) REFERENCES client,
  CHECK ((body IS NULL) = (salt IS NULL))
);
CREATE INDEX event_subject ON event (org, subject, seq) WHERE subject IS NOT NULL;
CREATE INDEX event_client ON event (org, client, seq);
${guarded("event", "private", "SELECT, INSERT")}
REVOKE UPDATE, DELETE ON event FROM parley_system;
GRANT UPDATE (body, salt) ON event TO parley_system;

CREATE FUNCTION parley_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.body IS NOT NULL AND NEW.body IS NULL AND NEW.salt IS NULL
    AND (OLD.org, OLD.seq, OLD.at, OLD.actor, OLD.type, OLD.digest, OLD.previous, OLD.hash)
      = (NEW.org, NEW.seq, NEW.at, NEW.actor, NEW.type, NEW.digest, NEW.previous, NEW.hash)
    AND OLD.client IS NOT DISTINCT FROM NEW.client AND OLD.subject IS NOT DISTINCT FROM NEW.subject
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'an event stays as it was written' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION parley_event_stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION parley_event_stays();

-- Who read what of a patient. Added to and read; never changed.
CREATE TABLE access_log (
  org uuid NOT NULL REFERENCES organization,
  client uuid,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  person uuid,
  act text NOT NULL,
  subject text NOT NULL,
  request text,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client
);
CREATE INDEX access_log_subject ON access_log (org, subject, at);
CREATE INDEX access_log_person ON access_log (org, person, at);
CREATE INDEX access_log_at ON access_log (org, at);
${guarded("access_log", "private", "SELECT, INSERT")}
REVOKE UPDATE ON access_log FROM parley_system;

-- The answer to a write that named a key, so that the same request asked again is answered and not done again.
CREATE TABLE idempotency_key (
  org uuid NOT NULL REFERENCES organization,
  client uuid CHECK (client IS NULL),
  person uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  -- Digest of method, path and body: the same key for another request is refused.
  request text NOT NULL,
  status integer,
  body text,
  at timestamptz NOT NULL,
  PRIMARY KEY (org, person, key)
);
CREATE INDEX idempotency_key_at ON idempotency_key (at);
${guarded("idempotency_key", "private")}
CREATE POLICY own ON idempotency_key TO parley_app
  USING (org = (SELECT parley_org()) AND person = (SELECT parley_person()))
  WITH CHECK (org = (SELECT parley_org()) AND person = (SELECT parley_person()));
`,
};
