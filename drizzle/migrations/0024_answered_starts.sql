-- Whether a backend ever answered a request for a start. Of requests that are past nobody knows, but that what it named was answered.
ALTER TABLE "workload_runs" ADD COLUMN "answered_at" timestamp with time zone;
