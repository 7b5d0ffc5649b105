CREATE TABLE "audience_services" (
	"audience_id" char(12) NOT NULL,
	"service_id" char(12) NOT NULL,
	CONSTRAINT "audience_services_audience_id_service_id_pk" PRIMARY KEY("audience_id","service_id")
);
--> statement-breakpoint
CREATE TABLE "audiences" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"support_url" text,
	"public_version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audiences_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "cadences" (
	"audience_id" char(12) NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"after_minutes" integer DEFAULT 0 NOT NULL,
	"every_minutes" integer NOT NULL,
	CONSTRAINT "cadences_audience_id_severity_status_after_minutes_pk" PRIMARY KEY("audience_id","severity","status","after_minutes")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"update_id" char(12) NOT NULL,
	"channel" text NOT NULL,
	"recipient_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"batch" integer NOT NULL,
	"address" text,
	"reason" text NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"provider_id" text,
	"failure" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"sending_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_update_id_channel_recipient_id_pk" PRIMARY KEY("update_id","channel","recipient_id"),
	CONSTRAINT "deliveries_addressed" CHECK (state in ('planned', 'suppressed') or address is not null)
);
--> statement-breakpoint
CREATE TABLE "fan_outs" (
	"update_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"channel" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"planned" integer NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"suppressed" integer DEFAULT 0 NOT NULL,
	"unknown" integer DEFAULT 0 NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "fan_outs_update_id_audience_id_channel_pk" PRIMARY KEY("update_id","audience_id","channel")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"public_version" bigint NOT NULL,
	"incident_id" char(12),
	"maintenance_id" char(12),
	"update_id" char(12),
	"actor_id" char(12),
	"at" timestamp (3) with time zone NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"told_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "incident_templates" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"words" text NOT NULL,
	"severity" text NOT NULL,
	"impact" text NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"severity" text NOT NULL,
	"impact" text NOT NULL,
	"next_update_by" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone NOT NULL,
	"monitoring_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"backfilled" boolean DEFAULT false NOT NULL,
	"drill" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"opened_by" char(12),
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "incidents_resolved_at" CHECK ((status = 'resolved') = (resolved_at is not null)),
	CONSTRAINT "incidents_promise" CHECK (status = 'resolved' or next_update_by is not null)
);
--> statement-breakpoint
CREATE TABLE "maintenance_services" (
	"maintenance_id" char(12) NOT NULL,
	"service_id" char(12) NOT NULL,
	CONSTRAINT "maintenance_services_maintenance_id_service_id_pk" PRIMARY KEY("maintenance_id","service_id")
);
--> statement-breakpoint
CREATE TABLE "maintenances" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"scheduled_for" timestamp (3) with time zone NOT NULL,
	"scheduled_until" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"sequence" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"scheduled_by" char(12),
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "maintenances_forward" CHECK (scheduled_until > scheduled_for)
);
--> statement-breakpoint
CREATE TABLE "service_groups" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_intervals" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"service_id" char(12) NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "service_intervals_forward" CHECK (ended_at is null or ended_at > started_at),
	CONSTRAINT "service_intervals_trouble" CHECK (state <> 'operational')
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"group_id" char(12),
	"name" text NOT NULL,
	"description" text,
	"position" integer NOT NULL,
	"state" text DEFAULT 'operational' NOT NULL,
	"start_date" date NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "personal_letters" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"failure" text,
	"provider_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"retryable" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscriber_incidents" (
	"subscriber_id" char(12) NOT NULL,
	"incident_id" char(12) NOT NULL,
	CONSTRAINT "subscriber_incidents_subscriber_id_incident_id_pk" PRIMARY KEY("subscriber_id","incident_id")
);
--> statement-breakpoint
CREATE TABLE "subscriber_services" (
	"subscriber_id" char(12) NOT NULL,
	"service_id" char(12) NOT NULL,
	CONSTRAINT "subscriber_services_subscriber_id_service_id_pk" PRIMARY KEY("subscriber_id","service_id")
);
--> statement-breakpoint
CREATE TABLE "subscribers" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"audience_id" char(12) NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"state" text NOT NULL,
	"scope" text NOT NULL,
	"detail" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscription_requests" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"audience_id" char(12) NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"wish" jsonb NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "subscription_requests_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "replaced_words" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"update_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"words" text NOT NULL,
	"html" text NOT NULL,
	"replaced_at" timestamp (3) with time zone NOT NULL,
	"replaced_by" char(12)
);
--> statement-breakpoint
CREATE TABLE "update_services" (
	"update_id" char(12) NOT NULL,
	"service_id" char(12) NOT NULL,
	"state" text NOT NULL,
	"previous_state" text NOT NULL,
	CONSTRAINT "update_services_update_id_service_id_pk" PRIMARY KEY("update_id","service_id")
);
--> statement-breakpoint
CREATE TABLE "update_words" (
	"update_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"words" text NOT NULL,
	"html" text NOT NULL,
	"corrected_at" timestamp (3) with time zone,
	CONSTRAINT "update_words_update_id_audience_id_pk" PRIMARY KEY("update_id","audience_id")
);
--> statement-breakpoint
CREATE TABLE "updates" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"incident_id" char(12),
	"maintenance_id" char(12),
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"severity" text,
	"impact" text,
	"next_update_by" timestamp (3) with time zone,
	"tell" boolean NOT NULL,
	"once_key" text,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"posted_by" char(12),
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "updates_once_key_unique" UNIQUE("once_key"),
	CONSTRAINT "updates_incident_number" UNIQUE("incident_id","number"),
	CONSTRAINT "updates_maintenance_number" UNIQUE("maintenance_id","number"),
	CONSTRAINT "updates_one_subject" CHECK ((incident_id is null) <> (maintenance_id is null))
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"user_id" char(12) NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token" text,
	"access_token" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"id_token" text,
	"session_state" text,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"user_id" char(12) NOT NULL,
	"subject" text NOT NULL,
	"fields" text NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "drafts_one_per_form" UNIQUE("user_id","subject")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified" timestamp (3) with time zone,
	"image" text,
	"role" text NOT NULL,
	"password_hash" text,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "verification_tokens_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
ALTER TABLE "audience_services" ADD CONSTRAINT "audience_services_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audience_services" ADD CONSTRAINT "audience_services_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cadences" ADD CONSTRAINT "cadences_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fan_outs" ADD CONSTRAINT "fan_outs_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fan_outs" ADD CONSTRAINT "fan_outs_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_maintenance_id_maintenances_id_fk" FOREIGN KEY ("maintenance_id") REFERENCES "public"."maintenances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_opened_by_users_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_services" ADD CONSTRAINT "maintenance_services_maintenance_id_maintenances_id_fk" FOREIGN KEY ("maintenance_id") REFERENCES "public"."maintenances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_services" ADD CONSTRAINT "maintenance_services_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenances" ADD CONSTRAINT "maintenances_scheduled_by_users_id_fk" FOREIGN KEY ("scheduled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_intervals" ADD CONSTRAINT "service_intervals_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_group_id_service_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."service_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber_incidents" ADD CONSTRAINT "subscriber_incidents_subscriber_id_subscribers_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscribers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber_incidents" ADD CONSTRAINT "subscriber_incidents_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber_services" ADD CONSTRAINT "subscriber_services_subscriber_id_subscribers_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscribers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber_services" ADD CONSTRAINT "subscriber_services_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_requests" ADD CONSTRAINT "subscription_requests_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replaced_words" ADD CONSTRAINT "replaced_words_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replaced_words" ADD CONSTRAINT "replaced_words_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replaced_words" ADD CONSTRAINT "replaced_words_replaced_by_users_id_fk" FOREIGN KEY ("replaced_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_services" ADD CONSTRAINT "update_services_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_services" ADD CONSTRAINT "update_services_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_words" ADD CONSTRAINT "update_words_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_words" ADD CONSTRAINT "update_words_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_maintenance_id_maintenances_id_fk" FOREIGN KEY ("maintenance_id") REFERENCES "public"."maintenances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_posted_by_users_id_fk" FOREIGN KEY ("posted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_by_batch" ON "deliveries" USING btree ("update_id","channel","batch");--> statement-breakpoint
CREATE INDEX "deliveries_by_recipient" ON "deliveries" USING btree ("recipient_id");--> statement-breakpoint
CREATE INDEX "deliveries_sending" ON "deliveries" USING btree ("sending_at") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "events_by_version" ON "events" USING btree ("public_version");--> statement-breakpoint
CREATE INDEX "events_by_incident" ON "events" USING btree ("incident_id","id");--> statement-breakpoint
CREATE INDEX "events_untold" ON "events" USING btree ("id") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "incidents_by_start" ON "incidents" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" USING btree ("started_at") WHERE status <> 'resolved';--> statement-breakpoint
CREATE INDEX "maintenances_by_start" ON "maintenances" USING btree ("scheduled_for");--> statement-breakpoint
CREATE INDEX "service_intervals_by_service" ON "service_intervals" USING btree ("service_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "service_intervals_one_open" ON "service_intervals" USING btree ("service_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "subscriber_incidents_by_incident" ON "subscriber_incidents" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "subscriber_services_by_service" ON "subscriber_services" USING btree ("service_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscribers_one_per_address" ON "subscribers" USING btree ("audience_id","channel","address");--> statement-breakpoint
CREATE INDEX "subscribers_listening" ON "subscribers" USING btree ("audience_id","id") WHERE state = 'confirmed';--> statement-breakpoint
CREATE INDEX "subscription_requests_by_address" ON "subscription_requests" USING btree ("address","created_at");--> statement-breakpoint
CREATE INDEX "replaced_words_by_update" ON "replaced_words" USING btree ("update_id");--> statement-breakpoint
CREATE INDEX "update_services_by_service" ON "update_services" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "updates_by_time" ON "updates" USING btree ("posted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));