CREATE TABLE "wish_counts" (
	"audience_id" char(12) NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"paused" boolean NOT NULL,
	"scope" text NOT NULL,
	"detail" text NOT NULL,
	"chosen" text NOT NULL,
	"people" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "told_by" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "then_by" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "next_looked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "instead_of" char(12);--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "merged_into_recipient" char(12);--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "chosen" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "update_words" ADD COLUMN "given" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "update_words" ADD COLUMN "next_update_by" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "repeats" char(12);--> statement-breakpoint
CREATE INDEX "deliveries_next_way" ON "deliveries" USING btree ("update_id") WHERE then_by <> '{}' and next_looked_at is null and state in ('failed', 'bounced', 'suppressed');--> statement-breakpoint
CREATE FUNCTION "wish_chosen"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE subscribers s SET chosen = coalesce(
    (SELECT string_agg(v.service_id, ',' ORDER BY v.service_id) FROM subscriber_services v WHERE v.subscriber_id = s.id), '')
  WHERE s.id IN (SELECT c.subscriber_id FROM changed c);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "wish_counts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO wish_counts (audience_id, channel, state, paused, scope, detail, chosen, people)
    SELECT audience_id, channel, state, paused_at IS NOT NULL, scope, detail,
      CASE WHEN scope = 'chosen_services' THEN chosen ELSE '' END, count(*)
    FROM after GROUP BY 1, 2, 3, 4, 5, 6, 7;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO wish_counts (audience_id, channel, state, paused, scope, detail, chosen, people)
    SELECT audience_id, channel, state, paused_at IS NOT NULL, scope, detail,
      CASE WHEN scope = 'chosen_services' THEN chosen ELSE '' END, -count(*)
    FROM before GROUP BY 1, 2, 3, 4, 5, 6, 7;
  ELSE
    INSERT INTO wish_counts (audience_id, channel, state, paused, scope, detail, chosen, people)
    SELECT audience_id, channel, state, paused_at IS NOT NULL, scope, detail,
      CASE WHEN scope = 'chosen_services' THEN chosen ELSE '' END, sum(n)
    FROM (SELECT a.*, 1 AS n FROM after a UNION ALL SELECT b.*, -1 AS n FROM before b) changed
    GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(n) <> 0;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
UPDATE "subscribers" s SET "chosen" = v.chosen FROM (
  SELECT subscriber_id, string_agg(service_id, ',' ORDER BY service_id) AS chosen FROM subscriber_services GROUP BY 1) v
WHERE v.subscriber_id = s.id;--> statement-breakpoint
INSERT INTO "wish_counts" ("audience_id", "channel", "state", "paused", "scope", "detail", "chosen", "people")
SELECT audience_id, channel, state, paused_at IS NOT NULL, scope, detail,
  CASE WHEN scope = 'chosen_services' THEN chosen ELSE '' END, count(*)
FROM subscribers GROUP BY 1, 2, 3, 4, 5, 6, 7;--> statement-breakpoint
CREATE TRIGGER "wish_counts_added" AFTER INSERT ON "subscribers" REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION "wish_counts"();--> statement-breakpoint
CREATE TRIGGER "wish_counts_changed" AFTER UPDATE ON "subscribers" REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION "wish_counts"();--> statement-breakpoint
CREATE TRIGGER "wish_counts_removed" AFTER DELETE ON "subscribers" REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION "wish_counts"();--> statement-breakpoint
CREATE TRIGGER "wish_chosen_added" AFTER INSERT ON "subscriber_services" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "wish_chosen"();--> statement-breakpoint
CREATE TRIGGER "wish_chosen_removed" AFTER DELETE ON "subscriber_services" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "wish_chosen"();
