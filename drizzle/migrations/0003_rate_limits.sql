-- Counts of the rate limiter, in the shape that its library wants. Unlogged: a count is worth less than a write to disk, and after a
-- crash everybody may begin anew.
CREATE UNLOGGED TABLE "rate_limits" (
  "key" varchar(255) PRIMARY KEY,
  "points" integer NOT NULL DEFAULT 0,
  "expire" bigint
);
--> statement-breakpoint
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits" ("expire");
