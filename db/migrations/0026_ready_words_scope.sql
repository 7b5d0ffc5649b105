ALTER TABLE "replaced_templates" ADD COLUMN "scope_kept" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "replaced_templates" ADD COLUMN "audience_id" char(12);--> statement-breakpoint
ALTER TABLE "replaced_templates" ADD COLUMN "incident_type" text;--> statement-breakpoint
ALTER TABLE "replaced_templates" ADD CONSTRAINT "replaced_templates_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;