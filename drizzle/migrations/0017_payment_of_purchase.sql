CREATE TABLE "unapplied_payments" (
	"payment_intent_id" text PRIMARY KEY NOT NULL,
	"purchase_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"sent_back_minor" bigint DEFAULT 0 NOT NULL,
	"currency" text NOT NULL,
	"noticed_at" timestamp with time zone NOT NULL,
	"reversals_read" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "credit_purchases" ADD COLUMN "payment_intent_id" text;--> statement-breakpoint
ALTER TABLE "unapplied_payments" ADD CONSTRAINT "unapplied_payments_purchase_id_credit_purchases_id_fk" FOREIGN KEY ("purchase_id") REFERENCES "public"."credit_purchases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "unapplied_payments_waiting_idx" ON "unapplied_payments" USING btree ("noticed_at") WHERE sent_back_minor < amount_minor;