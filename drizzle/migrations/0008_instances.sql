CREATE TABLE "instances" (
	"id" text PRIMARY KEY NOT NULL,
	"lock_number" integer GENERATED ALWAYS AS IDENTITY (sequence name "instances_lock_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "idempotent_requests" ADD COLUMN "instance_id" text;--> statement-breakpoint
ALTER TABLE "worker_heartbeats" ADD COLUMN "instance_id" text;