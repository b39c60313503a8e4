CREATE TABLE "changed_usage_days" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changed_usage_days_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"day" date NOT NULL
);
--> statement-breakpoint
CREATE INDEX "changed_usage_days_user_idx" ON "changed_usage_days" USING btree ("user_id");