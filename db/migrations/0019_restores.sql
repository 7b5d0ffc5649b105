CREATE TABLE "restores" (
	"id" char(12) PRIMARY KEY NOT NULL,
	"backup_at" timestamp (3) with time zone NOT NULL,
	"restored_at" timestamp (3) with time zone NOT NULL,
	"parked" integer NOT NULL,
	"untold" integer NOT NULL
);
