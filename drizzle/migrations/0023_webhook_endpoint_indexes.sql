DROP INDEX "webhook_endpoints_events_idx";--> statement-breakpoint
CREATE INDEX "webhook_endpoints_everybody_idx" ON "webhook_endpoints" USING btree ("created_at") WHERE hears_everybody;
