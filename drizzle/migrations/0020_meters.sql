-- What was used stands in one array, each meter's quantity at the meter's position and no zeros at the end: a new meter is no column.
-- Each table is written anew once, all months of windows in one transaction: until it ends the disk holds the tables twice, and nobody else
-- reads or writes them. Nothing is rounded or summed.
ALTER TABLE "metered_segments" ADD COLUMN "kind" text DEFAULT 'workload' NOT NULL;--> statement-breakpoint
DROP INDEX "metered_segments_odd_idx";--> statement-breakpoint
ALTER TABLE "metered_segments"
  ALTER COLUMN "cpu_milli" TYPE bigint[] USING CASE
    WHEN gpus <> 0 THEN ARRAY[cpu_milli, memory_mib, gpus]::bigint[]
    WHEN memory_mib <> 0 THEN ARRAY[cpu_milli, memory_mib]::bigint[]
    WHEN cpu_milli <> 0 THEN ARRAY[cpu_milli]::bigint[]
    ELSE '{}'::bigint[] END,
  ALTER COLUMN "cpu_milli" SET DEFAULT '{}',
  DROP COLUMN "memory_mib",
  DROP COLUMN "gpus";--> statement-breakpoint
ALTER TABLE "metered_segments" RENAME COLUMN "cpu_milli" TO "held";--> statement-breakpoint
CREATE INDEX "metered_segments_odd_idx" ON "metered_segments" USING btree ("cluster_id") WHERE to_at is null and (user_id is null or held = '{}');--> statement-breakpoint
ALTER TABLE "usage_windows"
  ALTER COLUMN "cpu_micros" DROP DEFAULT,
  ALTER COLUMN "cpu_micros" TYPE bigint[] USING CASE
    WHEN gpu_ms <> 0 THEN ARRAY[cpu_micros, memory_mib_ms, gpu_ms]
    WHEN memory_mib_ms <> 0 THEN ARRAY[cpu_micros, memory_mib_ms]
    WHEN cpu_micros <> 0 THEN ARRAY[cpu_micros]
    ELSE '{}'::bigint[] END,
  ALTER COLUMN "cpu_micros" SET DEFAULT '{}',
  DROP COLUMN "memory_mib_ms",
  DROP COLUMN "gpu_ms";--> statement-breakpoint
ALTER TABLE "usage_windows" RENAME COLUMN "cpu_micros" TO "quantities";--> statement-breakpoint
ALTER TABLE "usage_days"
  ALTER COLUMN "cpu_micros" DROP DEFAULT,
  ALTER COLUMN "cpu_micros" TYPE bigint[] USING CASE
    WHEN gpu_ms <> 0 THEN ARRAY[cpu_micros, memory_mib_ms, gpu_ms]
    WHEN memory_mib_ms <> 0 THEN ARRAY[cpu_micros, memory_mib_ms]
    WHEN cpu_micros <> 0 THEN ARRAY[cpu_micros]
    ELSE '{}'::bigint[] END,
  ALTER COLUMN "cpu_micros" SET DEFAULT '{}',
  DROP COLUMN "memory_mib_ms",
  DROP COLUMN "gpu_ms";--> statement-breakpoint
ALTER TABLE "usage_days" RENAME COLUMN "cpu_micros" TO "quantities";--> statement-breakpoint
ANALYZE "metered_segments", "usage_windows", "usage_days";
