CREATE TABLE "provider_groups" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"provider_id" char(12) NOT NULL,
	"group_name" text NOT NULL,
	"role" text,
	"audience_id" char(12),
	CONSTRAINT "provider_groups_once" UNIQUE("provider_id","group_name","role","audience_id"),
	CONSTRAINT "provider_groups_one_of" CHECK (num_nonnulls("provider_groups"."role", "provider_groups"."audience_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "provider_members" (
	"subscriber_id" char(12) PRIMARY KEY NOT NULL,
	"provider_id" char(12) NOT NULL,
	"subject" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_providers" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"client_secret" text NOT NULL,
	"domains" text[] NOT NULL,
	"groups_claim" text DEFAULT 'groups' NOT NULL,
	"default_role" text,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_rules" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"sso_only" boolean DEFAULT false NOT NULL,
	CONSTRAINT "sign_in_rules_one" CHECK ("sign_in_rules"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "broke_glass" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "break_glass" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_groups" ADD CONSTRAINT "provider_groups_provider_id_sign_in_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."sign_in_providers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_groups" ADD CONSTRAINT "provider_groups_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_members" ADD CONSTRAINT "provider_members_subscriber_id_subscribers_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscribers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_members" ADD CONSTRAINT "provider_members_provider_id_sign_in_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."sign_in_providers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_members_by_person" ON "provider_members" USING btree ("provider_id","subject");