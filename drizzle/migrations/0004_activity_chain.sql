-- Nor is anything emptied at one stroke.
CREATE TRIGGER "activity_never_emptied" BEFORE TRUNCATE ON "activity" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activity_heads_stay" BEFORE DELETE OR TRUNCATE ON "activity_heads" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
INSERT INTO "activity_heads" ("chain", "place", "hash") SELECT chain, 0, sha256('') FROM generate_series(0, 31) AS chain;
--> statement-breakpoint
-- A line as it is hashed: everything it says, in the one text that jsonb has for it. No setting of a session changes it.
CREATE FUNCTION "activity_text"("line" activity) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(
    line.chain, line.place, line.id, extract(epoch FROM line.at), line.actor_id, line.on_behalf_of, line.subject_id, line.action,
    line.target_kind, line.target_id, line.before, line.after, line.outcome, line.request_id, line.key_id, line.address)::text
$$;
--> statement-breakpoint
-- Puts every new line at the end of a chain: its hash covers it and its predecessor's hash. A transaction takes a chain that no other
-- one holds, and stays in it: writers do not wait for each other, and no two chains are ever locked by one transaction, so that none
-- waits for another in a circle. Only when all are taken does it wait for one.
CREATE FUNCTION "chain_activity"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine smallint := nullif(current_setting('atrium.activity_chain', true), '')::smallint;
  head activity_heads;
BEGIN
  IF mine IS NOT NULL THEN
    SELECT * INTO head FROM activity_heads WHERE chain = mine FOR UPDATE;
  ELSE
    SELECT * INTO head FROM activity_heads ORDER BY chain LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      SELECT * INTO head FROM activity_heads WHERE chain = pg_backend_pid() % 32 FOR UPDATE;
    END IF;
    PERFORM set_config('atrium.activity_chain', head.chain::text, true);
  END IF;
  NEW.chain := head.chain;
  NEW.place := head.place + 1;
  NEW.hash := sha256(head.hash || convert_to(activity_text(NEW), 'UTF8'));
  UPDATE activity_heads SET place = NEW.place, hash = NEW.hash WHERE chain = head.chain;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- What was recorded before there were chains becomes the beginning of the first.
ALTER TABLE "activity" DISABLE TRIGGER "activity_append_only";
--> statement-breakpoint
DO $$
DECLARE
  head activity_heads;
  line activity;
BEGIN
  SELECT * INTO STRICT head FROM activity_heads WHERE chain = 0;
  FOR line IN SELECT * FROM activity ORDER BY id LOOP
    line.chain := 0;
    line.place := head.place + 1;
    head.hash := sha256(head.hash || convert_to(activity_text(line), 'UTF8'));
    head.place := line.place;
    UPDATE activity SET chain = line.chain, place = line.place, hash = head.hash WHERE id = line.id;
  END LOOP;
  UPDATE activity_heads SET place = head.place, hash = head.hash WHERE chain = 0;
END $$;
--> statement-breakpoint
ALTER TABLE "activity" ENABLE TRIGGER "activity_append_only";
--> statement-breakpoint
CREATE TRIGGER "activity_chained" BEFORE INSERT ON "activity" FOR EACH ROW EXECUTE FUNCTION chain_activity();
--> statement-breakpoint
-- Lists are read newest first, by whom, to whom, what, to which thing, with which key, and what did not go well.
DROP INDEX "activity_subject_idx";
--> statement-breakpoint
DROP INDEX "activity_actor_idx";
--> statement-breakpoint
DROP INDEX "activity_action_idx";
--> statement-breakpoint
CREATE INDEX "activity_at_idx" ON "activity" USING btree ("at","id");
--> statement-breakpoint
CREATE INDEX "activity_subject_idx" ON "activity" USING btree ("subject_id","at","id");
--> statement-breakpoint
CREATE INDEX "activity_actor_idx" ON "activity" USING btree ("actor_id","at","id");
--> statement-breakpoint
CREATE INDEX "activity_action_idx" ON "activity" USING btree ("action","at","id");
--> statement-breakpoint
CREATE INDEX "activity_target_idx" ON "activity" USING btree ("target_id","at","id");
--> statement-breakpoint
CREATE INDEX "activity_behalf_idx" ON "activity" USING btree ("on_behalf_of","at","id") WHERE on_behalf_of is not null;
--> statement-breakpoint
CREATE INDEX "activity_key_idx" ON "activity" USING btree ("key_id","at","id") WHERE key_id is not null;
--> statement-breakpoint
CREATE INDEX "activity_outcome_idx" ON "activity" USING btree ("outcome","at","id") WHERE outcome <> 'success';
--> statement-breakpoint
-- The portal runs as a role that makes no tables; of months it makes them through this alone.
CREATE OR REPLACE FUNCTION "ensure_usage_partition"("month" date) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first date := date_trunc('month', month);
  name text := 'usage_windows_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF usage_windows FOR VALUES FROM (%L) TO (%L)',
      name, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
  END IF;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION "ensure_usage_partition"(date) FROM PUBLIC;
