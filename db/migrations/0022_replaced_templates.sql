CREATE TABLE "replaced_templates" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"template_id" char(12) NOT NULL,
	"name" text NOT NULL,
	"words" text NOT NULL,
	"status" text NOT NULL,
	"replaced_at" timestamp (3) with time zone NOT NULL,
	"replaced_by" char(12)
);
--> statement-breakpoint
ALTER TABLE "replaced_templates" ADD CONSTRAINT "replaced_templates_template_id_word_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."word_templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replaced_templates" ADD CONSTRAINT "replaced_templates_replaced_by_users_id_fk" FOREIGN KEY ("replaced_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replaced_templates_by_template" ON "replaced_templates" USING btree ("template_id","id");