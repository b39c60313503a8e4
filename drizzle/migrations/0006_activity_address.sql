-- The log is also read by where something came from.
CREATE INDEX "activity_address_idx" ON "activity" USING btree ("address","at","id") WHERE address is not null;
