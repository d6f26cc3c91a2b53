import type { Migration } from "./migration.ts";

/**
 * Two roles that nobody signs in as. Requests act as parley_app, which sees what the settings parley.org and
 * parley.clients of its transaction name, and nothing when they name nothing. parley_system acts for Parley itself where
 * no person asks: sign-in, jobs, export, removal. Neither owns a table or passes by a policy.
 */
export const ROLES: Migration = {
  number: 1,
  name: "roles",
  sql: `
DO $$ BEGIN CREATE ROLE parley_app NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE parley_system NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'parley_app', 'MEMBER') THEN EXECUTE format('GRANT parley_app TO %I', current_user); END IF;
  IF NOT pg_has_role(current_user, 'parley_system', 'MEMBER') THEN EXECUTE format('GRANT parley_system TO %I', current_user); END IF;
END $$;

GRANT USAGE ON SCHEMA public TO parley_app, parley_system;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

CREATE FUNCTION parley_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('parley.org', true), '')::uuid $$;
CREATE FUNCTION parley_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('parley.person', true), '')::uuid $$;
CREATE FUNCTION parley_sees_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('parley.clients', true), '') = '*' $$;
CREATE FUNCTION parley_clients() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN current_setting('parley.clients', true) = '*' THEN '{}'
    ELSE string_to_array(coalesce(current_setting('parley.clients', true), ''), ',') END::uuid[] $$;
`,
};
