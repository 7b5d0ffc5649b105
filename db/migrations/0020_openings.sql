CREATE TABLE "openings" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"input" jsonb NOT NULL,
	"digest" text NOT NULL,
	"draft_subject" text,
	"proposed_by" char(12) NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"approver_id" char(12),
	"good_until" timestamp (3) with time zone NOT NULL,
	"incident_id" char(12)
);
--> statement-breakpoint
ALTER TABLE "approvals" ALTER COLUMN "incident_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "opening_id" char(12);--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_approver_id_users_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "openings_by_digest" ON "openings" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "openings_waiting" ON "openings" USING btree ("proposed_at") WHERE incident_id is null;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_opening_id_openings_id_fk" FOREIGN KEY ("opening_id") REFERENCES "public"."openings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approvals_by_opening" ON "approvals" USING btree ("opening_id");--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_about_something" CHECK (incident_id is not null or opening_id is not null);