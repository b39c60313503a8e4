CREATE TABLE "dropped_usage_months" (
	"month" date PRIMARY KEY NOT NULL,
	"windows" bigint NOT NULL,
	"dropped_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE FUNCTION "drop_usage_partition"("month" date) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first date := date_trunc('month', month);
BEGIN
  IF first >= date_trunc('month', now() AT TIME ZONE 'UTC') - interval '2 months' THEN
    RAISE EXCEPTION 'the usage windows of % are too new to be dropped', first;
  END IF;
  EXECUTE format('DROP TABLE %I', 'usage_windows_' || to_char(first, 'YYYY_MM'));
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION "drop_usage_partition"(date) FROM PUBLIC;
