CREATE SEQUENCE "public"."outbox_positions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "outbox" (
	"activity_id" bigint PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"position" bigint
);
--> statement-breakpoint
CREATE TABLE "outbox_consumers" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_position_key" ON "outbox" USING btree ("position") WHERE position is not null;--> statement-breakpoint
CREATE INDEX "outbox_unsequenced_idx" ON "outbox" USING btree ("activity_id") WHERE position is null;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_fact_key" ON "webhook_deliveries" USING btree ("endpoint_id","activity_id");--> statement-breakpoint
-- Deliveries of what was recorded before are there already: the webhooks go on with the next fact.
INSERT INTO "outbox_consumers" ("name", "position") VALUES ('webhooks', 0);
