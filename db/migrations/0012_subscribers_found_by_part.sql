-- Finds a part of an address among a million; trusted, so that the owner of a database may switch it on.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE INDEX "subscribers_by_address" ON "subscribers" USING btree ("audience_id","address");--> statement-breakpoint
CREATE INDEX "subscribers_by_part" ON "subscribers" USING gin ("address" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "subscribers_by_state" ON "subscribers" USING btree ("audience_id","state");