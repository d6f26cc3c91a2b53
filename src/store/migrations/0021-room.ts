import { guarded, type Migration } from "./migration.ts";

/**
 * Rooms shared with the other side. What happened in one are events of its case; the row is its door: digests of the link
 * and of the passcode, failed tries, the last look. A guest acts under a role of its own, which reaches the case of the room
 * named in the setting parley.room and the rows beside it, for as long as that room is not closed, and nothing else.
 */
export const ROOM: Migration = {
  number: 21,
  name: "room",
  sql: `
DO $$ BEGIN CREATE ROLE parley_guest NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'parley_guest', 'MEMBER') THEN EXECUTE format('GRANT parley_guest TO %I', current_user); END IF;
END $$;
GRANT USAGE ON SCHEMA public TO parley_guest;

CREATE FUNCTION parley_room() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('parley.room', true), '')::uuid $$;

CREATE TABLE room (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  -- The event of the case that opened it.
  event integer NOT NULL CHECK (event > 1),
  -- Who was asked in, for the access log.
  name text NOT NULL CHECK (name <> ''),
  -- SHA-256 of the secret in the link; scrypt of the passcode with its salt.
  link text NOT NULL UNIQUE,
  passcode text NOT NULL,
  failed integer NOT NULL DEFAULT 0 CHECK (failed >= 0),
  opened_at timestamptz NOT NULL,
  seen_at timestamptz,
  closed_at timestamptz,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, case_id) REFERENCES case_row
);
CREATE INDEX room_case ON room (org, case_id);
${guarded("room", "none")}

CREATE TABLE guest_session (
  org uuid NOT NULL,
  client uuid NOT NULL,
  id uuid NOT NULL,
  room uuid NOT NULL,
  -- SHA-256 of the cookie's value.
  token text NOT NULL UNIQUE,
  made_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (org, id),
  FOREIGN KEY (org, client) REFERENCES client,
  FOREIGN KEY (org, room) REFERENCES room
);
CREATE INDEX guest_session_room ON guest_session (org, room);
${guarded("guest_session", "none")}

ALTER TABLE access_log ADD COLUMN guest uuid CHECK (guest IS NULL OR person IS NULL);

-- Every policy of a guest goes through its own room, so a closed room reaches nothing.
CREATE POLICY guest ON room FOR SELECT TO parley_guest
  USING (org = (SELECT parley_org()) AND id = (SELECT parley_room()) AND closed_at IS NULL);
CREATE POLICY guest_seen ON room FOR UPDATE TO parley_guest
  USING (org = (SELECT parley_org()) AND id = (SELECT parley_room()) AND closed_at IS NULL)
  WITH CHECK (org = (SELECT parley_org()) AND id = (SELECT parley_room()));
GRANT SELECT (org, client, id, case_id, event, closed_at), UPDATE (seen_at) ON room TO parley_guest;

-- Beside reading its case a guest moves its version on, with each event it adds.
CREATE POLICY guest ON case_row FOR SELECT TO parley_guest
  USING (org = (SELECT parley_org()) AND id = (SELECT case_id FROM room));
CREATE POLICY guest_moves ON case_row FOR UPDATE TO parley_guest
  USING (org = (SELECT parley_org()) AND id = (SELECT case_id FROM room))
  WITH CHECK (org = (SELECT parley_org()) AND id = (SELECT case_id FROM room));
GRANT SELECT (org, client, id, version), UPDATE (version) ON case_row TO parley_guest;
CREATE POLICY guest ON case_opening FOR SELECT TO parley_guest
  USING (org = (SELECT parley_org()) AND case_id = (SELECT case_id FROM room));
GRANT SELECT ON case_opening TO parley_guest;
CREATE POLICY guest ON event FOR SELECT TO parley_guest
  USING (org = (SELECT parley_org()) AND subject = (SELECT case_id::text FROM room));
CREATE POLICY guest_adds ON event FOR INSERT TO parley_guest
  WITH CHECK (org = (SELECT parley_org()) AND subject = (SELECT case_id::text FROM room)
    AND client = (SELECT client FROM room) AND actor = (SELECT parley_room())::text
    AND type IN ('case room entered', 'case room moved', 'case agreement signed'));
GRANT SELECT, INSERT ON event TO parley_guest;
CREATE POLICY guest ON chain_head FOR SELECT TO parley_guest
  USING (org = (SELECT parley_org()) AND EXISTS (SELECT FROM room));
CREATE POLICY guest_moves ON chain_head FOR UPDATE TO parley_guest
  USING (org = (SELECT parley_org()) AND EXISTS (SELECT FROM room)) WITH CHECK (org = (SELECT parley_org()));
GRANT SELECT, UPDATE (seq, hash) ON chain_head TO parley_guest;
CREATE POLICY guest_adds ON access_log FOR INSERT TO parley_guest
  WITH CHECK (org = (SELECT parley_org()) AND client = (SELECT client FROM room) AND person IS NULL
    AND guest = (SELECT parley_room()) AND subject = (SELECT case_id::text FROM room));
GRANT INSERT ON access_log TO parley_guest;
`,
};
