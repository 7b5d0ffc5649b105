CREATE TABLE "counted_tries" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE INDEX "counted_tries_by_expiry" ON "counted_tries" USING btree ("expire");