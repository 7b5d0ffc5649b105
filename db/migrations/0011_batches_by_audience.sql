DROP INDEX "deliveries_by_batch";--> statement-breakpoint
CREATE INDEX "deliveries_by_batch" ON "deliveries" USING btree ("update_id","audience_id","channel","batch");