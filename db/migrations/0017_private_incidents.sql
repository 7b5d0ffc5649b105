ALTER TABLE "incident_audiences" ADD COLUMN "let_in_by" char(12);--> statement-breakpoint
ALTER TABLE "incident_audiences" ADD COLUMN "let_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "private_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "awaits_update" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "incident_audiences" ADD CONSTRAINT "incident_audiences_let_in_by_users_id_fk" FOREIGN KEY ("let_in_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;