ALTER TABLE "clusters" ADD COLUMN "hopsworks_state" text;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "hopsworks_checked_at" timestamp with time zone;