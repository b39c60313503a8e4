ALTER TABLE "environments" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "image" text;