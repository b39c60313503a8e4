-- Months of usage_windows. What falls outside every month lands in the default partition, which a check watches.
CREATE TABLE "usage_windows_default" PARTITION OF "usage_windows" DEFAULT;
--> statement-breakpoint
CREATE FUNCTION "ensure_usage_partition"("month" date) RETURNS void LANGUAGE plpgsql AS $$
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
SELECT ensure_usage_partition((date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead))::date)
FROM generate_series(-4, 3) AS ahead;
--> statement-breakpoint
-- The ledger and the activity log are append-only, whoever asks.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER "ledger_transactions_append_only" BEFORE UPDATE OR DELETE ON "ledger_transactions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "ledger_entries_append_only" BEFORE UPDATE OR DELETE ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activity_append_only" BEFORE UPDATE OR DELETE ON "activity" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_not_zero" CHECK ("amount_nano" <> 0);
--> statement-breakpoint
CREATE FUNCTION "ledger_must_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount_nano) FROM ledger_entries WHERE transaction_id = NEW.transaction_id) <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "ledger_entries_balanced" AFTER INSERT ON "ledger_entries"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
--> statement-breakpoint
-- The balance of every ledger account moves in the same transaction as its entries.
CREATE FUNCTION "move_ledger_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_balances AS b (ledger_account, amount_nano)
  SELECT ledger_account, sum(amount_nano) FROM added GROUP BY ledger_account ORDER BY ledger_account
  ON CONFLICT (ledger_account) DO UPDATE SET amount_nano = b.amount_nano + excluded.amount_nano;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "ledger_entries_move_balance" AFTER INSERT ON "ledger_entries"
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION move_ledger_balance();
--> statement-breakpoint
ALTER TABLE "clusters" ADD CONSTRAINT "clusters_room" CHECK ("member_count" BETWEEN 0 AND "max_members");
