ALTER TABLE "fan_outs" ADD COLUMN "complete" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "told_through" char(12);--> statement-breakpoint
CREATE INDEX "deliveries_merged" ON "deliveries" USING btree ("merged_into","recipient_id") WHERE state = 'merged';