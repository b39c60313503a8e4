ALTER TABLE "clusters" ADD COLUMN "hub_state" text;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "hub_version" text;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "hub_checked_at" timestamp with time zone;