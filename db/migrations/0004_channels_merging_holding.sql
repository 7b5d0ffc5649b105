CREATE TABLE "wordings" (
	"update_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"channel" text NOT NULL,
	"also" text[] DEFAULT '{}' NOT NULL,
	"subject" text NOT NULL,
	"html" text,
	"text" text NOT NULL,
	"frozen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "wordings_update_id_audience_id_channel_also_pk" PRIMARY KEY("update_id","audience_id","channel","also")
);
--> statement-breakpoint
CREATE TABLE "senders" (
	"name" text PRIMARY KEY NOT NULL,
	"next_turn_at" timestamp (3) with time zone,
	"told_per_second" double precision,
	"paused_until" timestamp (3) with time zone,
	"paused_since" timestamp (3) with time zone,
	"paused_why" text,
	"faults_in_row" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_addressed";--> statement-breakpoint
DROP INDEX "deliveries_by_recipient";--> statement-breakpoint
DROP INDEX "incidents_open";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "also" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "merged_into" char(12);--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "held_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "held_why" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "trying_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "fan_outs" ADD COLUMN "batches" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "fan_outs" ADD COLUMN "held" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "fan_outs" ADD COLUMN "merged" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "fan_outs" ADD COLUMN "undone" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "fan_outs" ADD COLUMN "started_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_letters" ADD COLUMN "channel" text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "person_id" char(12);--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "contact" text;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "quiet_from" integer;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "quiet_until" integer;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "quiet_zone" text;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "quiet_breaks" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "failures_in_row" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "failing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "secret_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "secret_rotated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "subscription_requests" ADD COLUMN "contact" text;--> statement-breakpoint
ALTER TABLE "subscription_requests" ADD COLUMN "person_id" char(12);--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "undo_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "undone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "undone_by" char(12);--> statement-breakpoint
ALTER TABLE "wordings" ADD CONSTRAINT "wordings_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wordings" ADD CONSTRAINT "wordings_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_merged_into_updates_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_undone_by_users_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("recipient_id") WHERE state in ('planned', 'held');--> statement-breakpoint
CREATE INDEX "deliveries_held" ON "deliveries" USING btree ("held_until") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "subscribers_by_person" ON "subscribers" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "deliveries_by_recipient" ON "deliveries" USING btree ("recipient_id","sending_at");--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" USING btree ("started_at") WHERE status <> 'resolved' and withdrawn_at is null;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_addressed" CHECK (state in ('planned', 'held', 'suppressed', 'merged', 'undone') or address is not null);