ALTER TABLE "users" ADD COLUMN "suspension_stops_at" timestamp with time zone;--> statement-breakpoint
-- Whoever is suspended already is given the time that a suspension gives.
UPDATE "users" SET "suspension_stops_at" = now() + interval '30 minutes' WHERE "suspended_at" IS NOT NULL;
