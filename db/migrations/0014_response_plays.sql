CREATE TABLE "play_addresses" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	CONSTRAINT "play_addresses_once" UNIQUE("channel","address")
);
--> statement-breakpoint
CREATE TABLE "play_runs" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"incident_id" char(12) NOT NULL,
	"play_id" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"template_id" char(12),
	"ran_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "play_runs_once" UNIQUE("incident_id","play_id")
);
--> statement-breakpoint
CREATE TABLE "play_sets" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"plays" jsonb NOT NULL,
	"reason" text NOT NULL,
	"written_by" char(12),
	"written_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "play_sets_version_unique" UNIQUE("version")
);
--> statement-breakpoint
CREATE TABLE "summons" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"run_id" char(12) NOT NULL,
	"incident_id" char(12) NOT NULL,
	"role" text NOT NULL,
	"people" jsonb NOT NULL,
	"answer_seconds" integer NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"acknowledged_by" char(12)
);
--> statement-breakpoint
CREATE TABLE "summons_calls" (
	"summons_id" char(12) NOT NULL,
	"user_id" char(12) NOT NULL,
	"place" integer NOT NULL,
	"called_at" timestamp (3) with time zone NOT NULL,
	"answer_by" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "summons_calls_summons_id_user_id_pk" PRIMARY KEY("summons_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "play_runs" ADD CONSTRAINT "play_runs_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "play_sets" ADD CONSTRAINT "play_sets_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "summons" ADD CONSTRAINT "summons_run_id_play_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."play_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "summons" ADD CONSTRAINT "summons_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "summons" ADD CONSTRAINT "summons_acknowledged_by_users_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "summons_calls" ADD CONSTRAINT "summons_calls_summons_id_summons_id_fk" FOREIGN KEY ("summons_id") REFERENCES "public"."summons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "summons_calls" ADD CONSTRAINT "summons_calls_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "summons_waiting" ON "summons" USING btree ("incident_id","role") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "summons_due" ON "summons" USING btree ("due_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "summons_by_incident" ON "summons" USING btree ("incident_id","started_at");--> statement-breakpoint
CREATE INDEX "summons_calls_by_user" ON "summons_calls" USING btree ("user_id");