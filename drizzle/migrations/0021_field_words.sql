ALTER TABLE "users" RENAME COLUMN "leaves_at" TO "deletion_at";--> statement-breakpoint
ALTER INDEX "users_leaving_idx" RENAME TO "users_deletion_idx";--> statement-breakpoint
ALTER TABLE "sessions" RENAME COLUMN "acting_as" TO "impersonated_id";--> statement-breakpoint
ALTER TABLE "sessions" RENAME COLUMN "acting_until" TO "impersonation_until";--> statement-breakpoint
ALTER TABLE "sessions" RENAME COLUMN "acting_reason" TO "impersonation_reason";--> statement-breakpoint
ALTER TABLE "sessions" RENAME CONSTRAINT "sessions_acting_as_users_id_fk" TO "sessions_impersonated_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "users" RENAME COLUMN "anonymised_at" TO "anonymized_at";
