import type { Sql } from "postgres";
import { sqlState } from "./sql-state.server";

/** The role as which the portal works: of the activity log it may read and add lines, and nothing else. */
export const PORTAL_ROLE = "atrium_app";

const NOT_ALLOWED = "42501";

/**
 * Makes the portal's role if it is not there and gives it what the portal needs of everything that this login owns; changes nothing that
 * is so already. False when the login may neither make the role nor take it: the tables' own guards must then do alone.
 */
export async function grantPortalRole(connection: Sql): Promise<boolean> {
  try {
    await connection.unsafe(makeRole);
    await connection.unsafe(grantRights);
    return true;
  } catch (error) {
    if (sqlState(error) === NOT_ALLOWED) return false;
    throw error;
  }
}

/** Roles belong to the whole server: another database's portal may be making it at this moment. */
const makeRole = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${PORTAL_ROLE}') THEN
    BEGIN
      CREATE ROLE ${PORTAL_ROLE} NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  BEGIN
    SET LOCAL ROLE ${PORTAL_ROLE};
    SET LOCAL ROLE NONE;
  EXCEPTION WHEN insufficient_privilege THEN
    EXECUTE format('GRANT ${PORTAL_ROLE} TO %I', current_user);
  END;
  SET LOCAL ROLE ${PORTAL_ROLE};
  SET LOCAL ROLE NONE;
END $$`;

/** The job library guards its tables by row, with a policy for nobody: the owner passes, the portal's role needs one of its own. */
const grantRights = `
DO $$
DECLARE
  thing record;
BEGIN
  FOR thing IN
    SELECT n.nspname AS schema FROM pg_namespace n
    WHERE n.nspname IN (current_schema(), 'graphile_worker') AND NOT has_schema_privilege('${PORTAL_ROLE}', n.oid, 'USAGE')
  LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO ${PORTAL_ROLE}', thing.schema);
  END LOOP;
  FOR thing IN
    SELECT c.oid, c.relkind, c.relrowsecurity, c.relname AS name, c.oid::regclass::text AS whole,
      c.relname IN ('activity', 'activity_heads') AND n.nspname = current_schema() AS is_log
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN (current_schema(), 'graphile_worker') AND c.relkind IN ('r', 'p', 'v', 'S')
      AND pg_has_role(current_user, c.relowner, 'USAGE')
  LOOP
    IF thing.relkind = 'S' THEN
      IF NOT has_sequence_privilege('${PORTAL_ROLE}', thing.oid, 'USAGE') THEN
        EXECUTE format('GRANT USAGE ON SEQUENCE %s TO ${PORTAL_ROLE}', thing.whole);
      END IF;
    ELSIF thing.is_log THEN
      IF has_table_privilege('${PORTAL_ROLE}', thing.oid, 'UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR (thing.name = 'activity_heads' AND has_table_privilege('${PORTAL_ROLE}', thing.oid, 'INSERT')) THEN
        EXECUTE format('REVOKE ALL ON %s FROM ${PORTAL_ROLE}', thing.whole);
      END IF;
      IF NOT has_table_privilege('${PORTAL_ROLE}', thing.oid, 'SELECT') THEN
        EXECUTE format('GRANT SELECT ON %s TO ${PORTAL_ROLE}', thing.whole);
      END IF;
      IF thing.name = 'activity' AND NOT has_table_privilege('${PORTAL_ROLE}', thing.oid, 'INSERT') THEN
        EXECUTE format('GRANT INSERT ON %s TO ${PORTAL_ROLE}', thing.whole);
      END IF;
    ELSIF NOT (has_table_privilege('${PORTAL_ROLE}', thing.oid, 'SELECT') AND has_table_privilege('${PORTAL_ROLE}', thing.oid, 'INSERT')
      AND has_table_privilege('${PORTAL_ROLE}', thing.oid, 'UPDATE') AND has_table_privilege('${PORTAL_ROLE}', thing.oid, 'DELETE')) THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO ${PORTAL_ROLE}', thing.whole);
    END IF;
    IF thing.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = thing.oid AND polname = '${PORTAL_ROLE}') THEN
      EXECUTE format('CREATE POLICY ${PORTAL_ROLE} ON %s TO ${PORTAL_ROLE} USING (true) WITH CHECK (true)', thing.whole);
    END IF;
  END LOOP;
  IF NOT has_function_privilege('${PORTAL_ROLE}', 'ensure_usage_partition(date)', 'EXECUTE') THEN
    GRANT EXECUTE ON FUNCTION ensure_usage_partition(date) TO ${PORTAL_ROLE};
  END IF;
  IF NOT has_function_privilege('${PORTAL_ROLE}', 'drop_usage_partition(date)', 'EXECUTE') THEN
    GRANT EXECUTE ON FUNCTION drop_usage_partition(date) TO ${PORTAL_ROLE};
  END IF;
  ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${PORTAL_ROLE};
  ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO ${PORTAL_ROLE};
END $$`;
