CREATE TABLE "activity" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" text,
	"subject_id" text,
	"action" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "billing_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"mode" text NOT NULL,
	"currency" text NOT NULL,
	"stripe_customer_id" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "billing_accounts_user_id_unique" UNIQUE("user_id"),
	CONSTRAINT "billing_accounts_stripe_customer_id_unique" UNIQUE("stripe_customer_id")
);
--> statement-breakpoint
CREATE TABLE "credit_purchases" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"state" text NOT NULL,
	"session_id" text,
	"checkout_url" text,
	"client_key" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "credit_purchases_session_id_unique" UNIQUE("session_id")
);
--> statement-breakpoint
CREATE TABLE "ledger_balances" (
	"ledger_account" text PRIMARY KEY NOT NULL,
	"amount_nano" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"transaction_id" text NOT NULL,
	"ledger_account" text NOT NULL,
	"amount_nano" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_transactions" (
	"id" text PRIMARY KEY NOT NULL,
	"idem_key" text NOT NULL,
	"kind" text NOT NULL,
	"account_id" text NOT NULL,
	"subject" text,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_transactions_idem_key_unique" UNIQUE("idem_key")
);
--> statement-breakpoint
CREATE TABLE "price_books" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"currency" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	CONSTRAINT "price_books_version_unique" UNIQUE("version"),
	CONSTRAINT "price_books_valid_from_unique" UNIQUE("valid_from")
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"price_book_id" text NOT NULL,
	"meter" text NOT NULL,
	"nano" bigint NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "prices_price_book_id_meter_pk" PRIMARY KEY("price_book_id","meter")
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"object_id" text,
	"api_version" text,
	"payload" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "usage_totals" (
	"account_id" text NOT NULL,
	"period" date NOT NULL,
	"meter" text NOT NULL,
	"price_book_id" text NOT NULL,
	"quantity" bigint DEFAULT 0 NOT NULL,
	"rated_nano" bigint DEFAULT 0 NOT NULL,
	"posted_nano" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_totals_account_id_period_meter_price_book_id_pk" PRIMARY KEY("account_id","period","meter","price_book_id")
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"user_id" text PRIMARY KEY NOT NULL,
	"cluster_id" text NOT NULL,
	"hub_username" text NOT NULL,
	"hopsworks_username" text,
	"hopsworks_project" text,
	"assigned_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clusters" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hopsworks_url" text NOT NULL,
	"hopsworks_key_sealed" text NOT NULL,
	"hopsworks_key_last4" text NOT NULL,
	"hopsworks_idp_client_id" text NOT NULL,
	"hub_api_url" text NOT NULL,
	"hub_public_url" text NOT NULL,
	"hub_token_sealed" text NOT NULL,
	"hub_state" text,
	"hub_version" text,
	"hub_checked_at" timestamp with time zone,
	"is_simulated" boolean DEFAULT false NOT NULL,
	"accepts_members" boolean DEFAULT true NOT NULL,
	"max_members" integer NOT NULL,
	"member_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "clusters_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "placement_steps" (
	"user_id" text NOT NULL,
	"step" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"failure_code" text,
	CONSTRAINT "placement_steps_user_id_step_pk" PRIMARY KEY("user_id","step")
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"user_id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "cron_runs" (
	"task" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"report" jsonb,
	"error" text,
	CONSTRAINT "cron_runs_task_window_start_pk" PRIMARY KEY("task","window_start")
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"worker_id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "environment_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"environment_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"reason_params" jsonb
);
--> statement-breakpoint
CREATE TABLE "environment_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"environment_id" text NOT NULL,
	"cpu_milli" integer NOT NULL,
	"memory_mib" integer NOT NULL,
	"gpus" integer NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ready_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"asks" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "environments" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"cluster_id" text NOT NULL,
	"backend" text NOT NULL,
	"server_name" text DEFAULT '' NOT NULL,
	"name" text NOT NULL,
	"size_id" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"reason_params" jsonb,
	"state_changed_at" timestamp with time zone NOT NULL,
	"server_path" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sizes" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"cpu_milli" integer NOT NULL,
	"memory_mib" integer NOT NULL,
	"gpus" integer DEFAULT 0 NOT NULL,
	"position" integer NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "sizes_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"is_admin" boolean DEFAULT false NOT NULL,
	"suspended_at" timestamp with time zone,
	"suspended_reason" text,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "collector_runs" (
	"cluster_id" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"seen" integer,
	"unattributed" integer,
	"failure_code" text,
	CONSTRAINT "collector_runs_cluster_id_window_start_pk" PRIMARY KEY("cluster_id","window_start")
);
--> statement-breakpoint
CREATE TABLE "metered_segments" (
	"id" text PRIMARY KEY NOT NULL,
	"cluster_id" text NOT NULL,
	"source_uid" text NOT NULL,
	"user_id" text,
	"environment_id" text,
	"cpu_milli" integer NOT NULL,
	"memory_mib" integer NOT NULL,
	"gpus" integer NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone,
	"end_evidence" text,
	"last_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_days" (
	"day" date NOT NULL,
	"user_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"price_book_id" text NOT NULL,
	"cpu_micros" bigint DEFAULT 0 NOT NULL,
	"memory_mib_ms" bigint DEFAULT 0 NOT NULL,
	"gpu_ms" bigint DEFAULT 0 NOT NULL,
	"running_ms" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_days_user_id_day_environment_id_price_book_id_pk" PRIMARY KEY("user_id","day","environment_id","price_book_id")
);
--> statement-breakpoint
CREATE TABLE "usage_windows" (
	"window_start" timestamp with time zone NOT NULL,
	"cluster_id" text NOT NULL,
	"segment_id" text NOT NULL,
	"user_id" text,
	"environment_id" text,
	"cpu_micros" bigint DEFAULT 0 NOT NULL,
	"memory_mib_ms" bigint DEFAULT 0 NOT NULL,
	"gpu_ms" bigint DEFAULT 0 NOT NULL,
	"running_ms" bigint DEFAULT 0 NOT NULL,
	"is_final" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "usage_windows_window_start_cluster_id_segment_id_pk" PRIMARY KEY("window_start","cluster_id","segment_id")
) PARTITION BY RANGE ("window_start");
--> statement-breakpoint
ALTER TABLE "billing_accounts" ADD CONSTRAINT "billing_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_purchases" ADD CONSTRAINT "credit_purchases_account_id_billing_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."billing_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_ledger_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."ledger_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_account_id_billing_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."billing_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_price_book_id_price_books_id_fk" FOREIGN KEY ("price_book_id") REFERENCES "public"."price_books"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_totals" ADD CONSTRAINT "usage_totals_account_id_billing_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."billing_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_totals" ADD CONSTRAINT "usage_totals_price_book_id_price_books_id_fk" FOREIGN KEY ("price_book_id") REFERENCES "public"."price_books"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_cluster_id_clusters_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."clusters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_steps" ADD CONSTRAINT "placement_steps_user_id_placements_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."placements"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_events" ADD CONSTRAINT "environment_events_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_runs" ADD CONSTRAINT "environment_runs_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environments" ADD CONSTRAINT "environments_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environments" ADD CONSTRAINT "environments_cluster_id_clusters_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."clusters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environments" ADD CONSTRAINT "environments_size_id_sizes_id_fk" FOREIGN KEY ("size_id") REFERENCES "public"."sizes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collector_runs" ADD CONSTRAINT "collector_runs_cluster_id_clusters_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."clusters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metered_segments" ADD CONSTRAINT "metered_segments_cluster_id_clusters_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."clusters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_subject_idx" ON "activity" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "activity_actor_idx" ON "activity" USING btree ("actor_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_purchases_client_key" ON "credit_purchases" USING btree ("account_id","client_key");--> statement-breakpoint
CREATE INDEX "credit_purchases_account_idx" ON "credit_purchases" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "ledger_entries_transaction_idx" ON "ledger_entries" USING btree ("transaction_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_account_idx" ON "ledger_entries" USING btree ("ledger_account","id");--> statement-breakpoint
CREATE INDEX "ledger_transactions_account_idx" ON "ledger_transactions" USING btree ("account_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "stripe_events_waiting_idx" ON "stripe_events" USING btree ("received_at") WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX "usage_totals_period_idx" ON "usage_totals" USING btree ("period");--> statement-breakpoint
CREATE INDEX "usage_totals_unposted_idx" ON "usage_totals" USING btree ("account_id") WHERE rated_nano <> posted_nano;--> statement-breakpoint
CREATE UNIQUE INDEX "assignments_hub_username_key" ON "assignments" USING btree ("cluster_id","hub_username");--> statement-breakpoint
CREATE INDEX "placements_state_idx" ON "placements" USING btree ("state","requested_at");--> statement-breakpoint
CREATE INDEX "environment_events_environment_idx" ON "environment_events" USING btree ("environment_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "environment_runs_open_key" ON "environment_runs" USING btree ("environment_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "environment_runs_environment_idx" ON "environment_runs" USING btree ("environment_id","requested_at");--> statement-breakpoint
CREATE INDEX "environment_runs_ended_idx" ON "environment_runs" USING btree ("ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "environments_server_key" ON "environments" USING btree ("cluster_id","owner_id","server_name");--> statement-breakpoint
CREATE INDEX "environments_owner_idx" ON "environments" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "environments_active_idx" ON "environments" USING btree ("state","id") WHERE state in ('creating', 'running', 'stopping');--> statement-breakpoint
CREATE INDEX "identities_user_idx" ON "identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_idx" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "users_created_idx" ON "users" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "collector_runs_window_idx" ON "collector_runs" USING btree ("window_start");--> statement-breakpoint
CREATE UNIQUE INDEX "metered_segments_source_key" ON "metered_segments" USING btree ("cluster_id","source_uid");--> statement-breakpoint
CREATE INDEX "metered_segments_open_idx" ON "metered_segments" USING btree ("cluster_id") WHERE to_at is null;--> statement-breakpoint
CREATE INDEX "metered_segments_ended_idx" ON "metered_segments" USING btree ("cluster_id","to_at");--> statement-breakpoint
CREATE INDEX "metered_segments_environment_idx" ON "metered_segments" USING btree ("environment_id","from_at");--> statement-breakpoint
CREATE INDEX "usage_days_day_idx" ON "usage_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "usage_windows_user_idx" ON "usage_windows" USING btree ("user_id","window_start");