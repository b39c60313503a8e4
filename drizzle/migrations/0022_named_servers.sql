ALTER TABLE "clusters" ADD COLUMN "named_servers" boolean;--> statement-breakpoint
ALTER TABLE "workloads" ADD COLUMN "deleted_at" timestamp with time zone;
