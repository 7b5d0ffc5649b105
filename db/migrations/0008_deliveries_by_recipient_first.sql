DROP INDEX "deliveries_by_recipient";--> statement-breakpoint
DROP INDEX "deliveries_sending";--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_update_id_channel_recipient_id_pk";--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_recipient_id_channel_update_id_pk" PRIMARY KEY("recipient_id","channel","update_id");