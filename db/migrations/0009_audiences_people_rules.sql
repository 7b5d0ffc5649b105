CREATE TABLE "audience_approvals" (
	"audience_id" char(12) NOT NULL,
	"incident_type" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "audience_approvals_audience_id_incident_type_pk" PRIMARY KEY("audience_id","incident_type")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"incident_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"words" text NOT NULL,
	"incident_revision" integer NOT NULL,
	"role" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" char(12) NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"decide_by" timestamp (3) with time zone,
	"decided_by" char(12),
	"decided_at" timestamp (3) with time zone,
	"reason" text,
	"token_hash" text,
	"used_for" char(12),
	CONSTRAINT "approvals_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "incident_audiences" (
	"incident_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"business_impact" text,
	"next_update_by" timestamp (3) with time zone,
	"last_said_at" timestamp (3) with time zone,
	CONSTRAINT "incident_audiences_incident_id_audience_id_pk" PRIMARY KEY("incident_id","audience_id")
);
--> statement-breakpoint
CREATE TABLE "incident_role_holders" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"incident_id" char(12) NOT NULL,
	"role" text NOT NULL,
	"user_id" char(12) NOT NULL,
	"offered_by" char(12),
	"offered_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"escalations" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presences" (
	"incident_id" char(12) NOT NULL,
	"user_id" char(12) NOT NULL,
	"writing" text,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "presences_incident_id_user_id_pk" PRIMARY KEY("incident_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "promise_warnings" (
	"incident_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"promise" timestamp (3) with time zone NOT NULL,
	"stage" text NOT NULL,
	"user_id" char(12),
	"warned_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "promise_warnings_incident_id_audience_id_promise_stage_pk" PRIMARY KEY("incident_id","audience_id","promise","stage")
);
--> statement-breakpoint
CREATE TABLE "audience_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"audience_id" char(12) NOT NULL,
	"email" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "customer_reports" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"incident_id" char(12),
	"account" text,
	"symptom" text NOT NULL,
	"reported_by" char(12),
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question_askers" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"question_id" char(12),
	"incident_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"email" text NOT NULL,
	"was_joining" boolean DEFAULT false NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"incident_id" char(12) NOT NULL,
	"audience_id" char(12) NOT NULL,
	"words" text NOT NULL,
	"same_as" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answer" text,
	"answer_html" text,
	"answered_by" char(12),
	"answered_at" timestamp (3) with time zone,
	"in_update_id" char(12),
	"folded_into" char(12)
);
--> statement-breakpoint
CREATE TABLE "rule_firings" (
	"rule_id" text NOT NULL,
	"subject_id" char(12) NOT NULL,
	"occurrence" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rule_firings_rule_id_subject_id_occurrence_pk" PRIMARY KEY("rule_id","subject_id","occurrence")
);
--> statement-breakpoint
CREATE TABLE "rule_sets" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"rules" jsonb NOT NULL,
	"checks" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"dry_run" jsonb,
	"reason" text NOT NULL,
	"written_by" char(12),
	"written_at" timestamp (3) with time zone NOT NULL,
	"reviewed_by" char(12),
	"reviewed_at" timestamp (3) with time zone,
	"active_from" timestamp (3) with time zone,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "rule_sets_version_unique" UNIQUE("version")
);
--> statement-breakpoint
CREATE TABLE "word_templates" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"audience_id" char(12),
	"incident_type" text,
	"words" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"archived_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "audiences" ADD COLUMN "may_expect_resolution" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "audiences" ADD COLUMN "tone" text;--> statement-breakpoint
ALTER TABLE "audiences" ADD COLUMN "account" text;--> statement-breakpoint
ALTER TABLE "audiences" ADD COLUMN "channels" text[] DEFAULT '{"email"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "audiences" ADD COLUMN "lint" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "audiences" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audiences" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "type" text DEFAULT 'availability' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "codename" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "released_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "released_by" char(12);--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "regions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "bridge_url" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "chat_url" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "publish_decision" jsonb;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "kind" text DEFAULT 'subscriber' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "group_name" text;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "regions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "no_change" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "audience_approvals" ADD CONSTRAINT "audience_approvals_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_audiences" ADD CONSTRAINT "incident_audiences_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_audiences" ADD CONSTRAINT "incident_audiences_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_role_holders" ADD CONSTRAINT "incident_role_holders_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_role_holders" ADD CONSTRAINT "incident_role_holders_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_role_holders" ADD CONSTRAINT "incident_role_holders_offered_by_users_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_warnings" ADD CONSTRAINT "promise_warnings_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_warnings" ADD CONSTRAINT "promise_warnings_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promise_warnings" ADD CONSTRAINT "promise_warnings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audience_links" ADD CONSTRAINT "audience_links_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_reports" ADD CONSTRAINT "customer_reports_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_reports" ADD CONSTRAINT "customer_reports_reported_by_users_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_askers" ADD CONSTRAINT "question_askers_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_askers" ADD CONSTRAINT "question_askers_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_askers" ADD CONSTRAINT "question_askers_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_in_update_id_updates_id_fk" FOREIGN KEY ("in_update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_reviewed_by_users_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_templates" ADD CONSTRAINT "word_templates_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approvals_by_incident" ON "approvals" USING btree ("incident_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_role_held" ON "incident_role_holders" USING btree ("incident_id","role") WHERE accepted_at is not null and ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "incident_role_offered" ON "incident_role_holders" USING btree ("incident_id","role") WHERE accepted_at is null and ended_at is null;--> statement-breakpoint
CREATE INDEX "incident_roles_by_user" ON "incident_role_holders" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audience_links_by_end" ON "audience_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "customer_reports_by_time" ON "customer_reports" USING btree ("at");--> statement-breakpoint
CREATE INDEX "question_askers_by_incident" ON "question_askers" USING btree ("incident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "questions_once" ON "questions" USING btree ("incident_id","audience_id","same_as");--> statement-breakpoint
CREATE INDEX "questions_open" ON "questions" USING btree ("incident_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_sets_one_active" ON "rule_sets" USING btree ((state)) WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "word_templates_by_status" ON "word_templates" USING btree ("status");--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_released_by_users_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;