import type { Migration } from "./migration.ts";

/**
 * What a large import waits for, less: a row of `case_row` stood in 23 indexes, and each costs as much as the row itself.
 *
 * Own numbers past case, blanks and leading zeros are a column now, given by who writes the row and else by a trigger. An
 * index over a function was never used under row-level security, because a policy comes before a function that could leak.
 *
 * The queue of one client walks the index of all clients and leaves the others out, or sorts what `case_client_new` finds
 * when the client has few cases. What hardly any row is (owned, snoozed, waiting for another) is indexed for those alone.
 */
export const BULK: Migration = {
  number: 10,
  name: "bulk",
  sql: `
${["claim", "remittance"]
  .map(
    (table) => `
ALTER TABLE ${table} ADD COLUMN loose text NOT NULL GENERATED ALWAYS AS (parley_loosely(number)) STORED;
ALTER TABLE ${table} ALTER COLUMN loose DROP EXPRESSION;
DROP INDEX ${table}_number;
DROP INDEX ${table}_loosely;
CREATE INDEX ${table}_loose ON ${table} (org, loose);`,
  )
  .join("")}
CREATE FUNCTION parley_give_loose() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN NEW.loose := parley_loosely(NEW.number); RETURN NEW; END $$;
CREATE TRIGGER loose BEFORE INSERT ON claim FOR EACH ROW WHEN (NEW.loose IS NULL) EXECUTE FUNCTION parley_give_loose();
CREATE TRIGGER loose BEFORE INSERT ON remittance
  FOR EACH ROW WHEN (NEW.loose IS NULL) EXECUTE FUNCTION parley_give_loose();

-- Nothing asks evaluations by these; an undo goes by the ids of the files it takes back.
DROP INDEX evaluation_client;
DROP INDEX evaluation_safe;
DROP INDEX evaluation_batch;

DROP INDEX case_client_loss;
DROP INDEX case_client_due;
DROP INDEX case_client_stake;
DROP INDEX case_client_billed;
-- Names are searched by a pattern, which no index answers under a policy.
DROP INDEX case_patient;
DROP INDEX case_owner;
CREATE INDEX case_owner ON case_row (org, owner, loss, id) WHERE owner IS NOT NULL;
DROP INDEX case_state;
CREATE INDEX case_state ON case_row (org, state, loss, id) WHERE state <> 'open';
DROP INDEX case_turn;
CREATE INDEX case_turn ON case_row (org, turn, loss, id) WHERE turn <> 'ours';

-- Claims and evaluations never asked the client's row either: the policies say whose row it is.
ALTER TABLE case_row DROP CONSTRAINT case_row_org_client_fkey;
ALTER TABLE case_row DROP CONSTRAINT case_row_org_claim_fkey;
ALTER TABLE case_opening DROP CONSTRAINT case_opening_org_client_fkey;
`,
};
