UPDATE "subscribers" SET "person_id" = "id";--> statement-breakpoint
ALTER TABLE "subscribers" ALTER COLUMN "person_id" SET NOT NULL;--> statement-breakpoint
INSERT INTO "wordings" ("update_id", "audience_id", "channel", "subject", "html", "text", "frozen_at")
SELECT "update_id", "audience_id", "channel", "subject", "html", "text", "planned_at" FROM "fan_outs";--> statement-breakpoint
ALTER TABLE "fan_outs" DROP COLUMN "html";--> statement-breakpoint
ALTER TABLE "fan_outs" DROP COLUMN "text";
