ALTER TABLE "environment_runs" ADD COLUMN "last_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "environment_runs" ADD COLUMN "asks" integer DEFAULT 0 NOT NULL;