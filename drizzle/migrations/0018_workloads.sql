-- What runs for a member is a workload: what is desired of it, and what its backend was last seen to do.
ALTER TABLE "environments" RENAME TO "workloads";--> statement-breakpoint
ALTER TABLE "environment_runs" RENAME TO "workload_runs";--> statement-breakpoint
ALTER TABLE "environment_events" RENAME TO "workload_events";--> statement-breakpoint
ALTER SEQUENCE "environment_events_id_seq" RENAME TO "workload_events_id_seq";--> statement-breakpoint
ALTER TABLE "workload_runs" RENAME COLUMN "environment_id" TO "workload_id";--> statement-breakpoint
ALTER TABLE "workload_events" RENAME COLUMN "environment_id" TO "workload_id";--> statement-breakpoint
ALTER TABLE "workloads" RENAME COLUMN "server_name" TO "backend_name";--> statement-breakpoint
ALTER TABLE "workloads" RENAME COLUMN "server_path" TO "path";--> statement-breakpoint
ALTER TABLE "workloads" RENAME CONSTRAINT "environments_pkey" TO "workloads_pkey";--> statement-breakpoint
ALTER TABLE "workload_runs" RENAME CONSTRAINT "environment_runs_pkey" TO "workload_runs_pkey";--> statement-breakpoint
ALTER TABLE "workload_events" RENAME CONSTRAINT "environment_events_pkey" TO "workload_events_pkey";--> statement-breakpoint
ALTER TABLE "workloads" RENAME CONSTRAINT "environments_owner_id_users_id_fk" TO "workloads_owner_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "workloads" RENAME CONSTRAINT "environments_cluster_id_clusters_id_fk" TO "workloads_cluster_id_clusters_id_fk";--> statement-breakpoint
ALTER TABLE "workloads" RENAME CONSTRAINT "environments_size_id_sizes_id_fk" TO "workloads_size_id_sizes_id_fk";--> statement-breakpoint
ALTER TABLE "workload_runs" RENAME CONSTRAINT "environment_runs_environment_id_environments_id_fk" TO "workload_runs_workload_id_workloads_id_fk";--> statement-breakpoint
ALTER TABLE "workload_events" RENAME CONSTRAINT "environment_events_environment_id_environments_id_fk" TO "workload_events_workload_id_workloads_id_fk";--> statement-breakpoint
ALTER INDEX "environments_server_key" RENAME TO "workloads_backend_name_key";--> statement-breakpoint
ALTER INDEX "environments_owner_idx" RENAME TO "workloads_owner_idx";--> statement-breakpoint
ALTER INDEX "environment_runs_open_key" RENAME TO "workload_runs_open_key";--> statement-breakpoint
ALTER INDEX "environment_runs_environment_idx" RENAME TO "workload_runs_workload_idx";--> statement-breakpoint
ALTER INDEX "environment_runs_ended_idx" RENAME TO "workload_runs_ended_idx";--> statement-breakpoint
ALTER INDEX "environment_runs_environment_ended_idx" RENAME TO "workload_runs_workload_ended_idx";--> statement-breakpoint
ALTER INDEX "environment_events_environment_idx" RENAME TO "workload_events_workload_idx";--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "kind" text DEFAULT 'environment' NOT NULL;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "desired" text;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "desired_reason" text;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "desired_by" text;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "desired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "generation" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "has_failed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "observed" text;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "observed_reason" text;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "observed_at" timestamp with time zone;--> statement-breakpoint
-- Whether a start that was given up is really stopped is not known: it is looked at again, unless its owner has left. Who asked is known of nothing that is past.
UPDATE "workloads" SET
  desired = CASE WHEN state IN ('creating', 'running') THEN 'running' ELSE 'stopped' END,
  desired_reason = CASE WHEN state = 'running' AND reason = 'ready' THEN 'startRequested' WHEN state = 'creating' THEN 'startRequested' ELSE reason END,
  desired_at = state_changed_at,
  has_failed = state = 'failed',
  observed = CASE state WHEN 'running' THEN 'running' WHEN 'creating' THEN 'unknown' WHEN 'stopping' THEN 'running' 
    WHEN 'failed' THEN CASE WHEN EXISTS (SELECT FROM "assignments" a WHERE a.user_id = owner_id) THEN 'unknown' ELSE 'stopped' END ELSE 'stopped' END,
  observed_reason = CASE WHEN state = 'running' OR (state = 'creating' AND reason <> 'startRequested') THEN reason END,
  observed_at = state_changed_at;--> statement-breakpoint
ALTER TABLE "workloads" ALTER COLUMN "desired" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "workloads" ALTER COLUMN "desired_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "workloads" ALTER COLUMN "observed" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "workloads" ALTER COLUMN "observed_at" SET NOT NULL;--> statement-breakpoint
-- Its indexes go with it.
ALTER TABLE "workloads" DROP COLUMN "state";--> statement-breakpoint
ALTER TABLE "workloads" DROP COLUMN "reason";--> statement-breakpoint
ALTER TABLE "workloads" DROP COLUMN "state_changed_at";--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "state" text GENERATED ALWAYS AS (case when desired = 'running' then case observed when 'running' then 'running' else 'creating' end
          when has_failed then 'failed' when observed = 'stopped' then 'stopped' else 'stopping' end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "reason" text GENERATED ALWAYS AS (coalesce(observed_reason, desired_reason)) STORED;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "state_changed_at" timestamp with time zone GENERATED ALWAYS AS (greatest(desired_at, observed_at)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "workloads" ADD CONSTRAINT "workloads_desired_by_users_id_fk" FOREIGN KEY ("desired_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "workloads_active_idx" ON "workloads" USING btree ("state","id") WHERE state in ('creating', 'running', 'stopping');--> statement-breakpoint
CREATE INDEX "workloads_active_cluster_idx" ON "workloads" USING btree ("cluster_id") WHERE state in ('creating', 'running', 'stopping');--> statement-breakpoint
CREATE INDEX "workloads_active_newest_idx" ON "workloads" USING btree ("id") WHERE state in ('creating', 'running', 'stopping');--> statement-breakpoint
CREATE INDEX "workloads_failed_idx" ON "workloads" USING btree ("id") WHERE state = 'failed';--> statement-breakpoint
-- The name that a hub's backend gives each run: whose, which server, and since when, as in a URL.
ALTER TABLE "workload_runs" ADD COLUMN "backend_run_id" text;--> statement-breakpoint
CREATE FUNCTION pg_temp.url_encoded("given" text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg(CASE
    WHEN octet_length(convert_to(c, 'UTF8')) = 1 AND c ~ '[A-Za-z0-9_.!~*''()-]' THEN c
    ELSE (SELECT string_agg('%' || upper(lpad(to_hex(get_byte(convert_to(c, 'UTF8'), i)), 2, '0')), '' ORDER BY i)
      FROM generate_series(0, octet_length(convert_to(c, 'UTF8')) - 1) i) END, '' ORDER BY n), '')
  FROM unnest(string_to_array(given, NULL)) WITH ORDINALITY AS letters(c, n)
$$;--> statement-breakpoint
UPDATE "workload_runs" r SET backend_run_id =
  CASE WHEN u.anonymised_at IS NOT NULL THEN 'deleted-' || u.id ELSE pg_temp.url_encoded(a.hub_username) END
  || '/' || pg_temp.url_encoded(w.backend_name) || '@' || to_char(r.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
FROM "workloads" w JOIN "users" u ON u.id = w.owner_id LEFT JOIN "assignments" a ON a.user_id = w.owner_id AND a.cluster_id = w.cluster_id
WHERE w.id = r.workload_id AND r.started_at IS NOT NULL;--> statement-breakpoint
-- Waiting looks at environments: the next look at each cluster finds what they were to find. The queue is not there yet on an empty database.
DO $$
BEGIN
  IF to_regclass('graphile_worker._private_jobs') IS NOT NULL THEN
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
    WHERE t.id = j.task_id AND t.identifier = 'reconcile_environment' AND j.locked_at IS NULL;
  END IF;
END $$;--> statement-breakpoint
-- What was written anew has no statistics: without them the first look at each cluster is planned as if there were nothing.
ANALYZE "workloads", "workload_runs", "workload_events";
