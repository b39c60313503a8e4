CREATE INDEX "environments_active_cluster_idx" ON "environments" USING btree ("cluster_id") WHERE state in ('creating', 'running', 'stopping');--> statement-breakpoint
CREATE INDEX "environments_active_newest_idx" ON "environments" USING btree ("id") WHERE state in ('creating', 'running', 'stopping');--> statement-breakpoint
CREATE INDEX "environments_failed_idx" ON "environments" USING btree ("id") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "users_present_idx" ON "users" USING btree ("id") WHERE anonymised_at is null;--> statement-breakpoint
CREATE INDEX "users_name_idx" ON "users" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "users_email_idx" ON "users" USING btree ("email","id");--> statement-breakpoint
CREATE INDEX "collector_runs_done_idx" ON "collector_runs" USING btree ("cluster_id","started_at") WHERE state = 'done';--> statement-breakpoint
CREATE INDEX "metered_segments_odd_idx" ON "metered_segments" USING btree ("cluster_id") WHERE to_at is null and (user_id is null or (cpu_milli = 0 and memory_mib = 0));