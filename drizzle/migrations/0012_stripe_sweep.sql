CREATE SEQUENCE "public"."stripe_reads" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "purchase_resolutions" (
	"purchase_id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"amount_nano" bigint NOT NULL,
	"reason" text NOT NULL,
	"resolved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "credit_purchases" ADD COLUMN "check_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "credit_purchases" ADD COLUMN "checks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_purchases" ADD COLUMN "reversals_read" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_resolutions" ADD CONSTRAINT "purchase_resolutions_purchase_id_credit_purchases_id_fk" FOREIGN KEY ("purchase_id") REFERENCES "public"."credit_purchases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_resolutions" ADD CONSTRAINT "purchase_resolutions_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credit_purchases_open_idx" ON "credit_purchases" USING btree ("check_at","created_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "credit_purchases_quarantined_idx" ON "credit_purchases" USING btree ("id") WHERE state = 'quarantined';