CREATE TABLE "counted_months" (
	"project" text collate "C" NOT NULL,
	"month" integer NOT NULL,
	"slot" smallint NOT NULL,
	"commits" bigint NOT NULL,
	CONSTRAINT "counted_months_project_month_slot_pk" PRIMARY KEY("project","month","slot")
);
--> statement-breakpoint
-- Every month that has cells has a row, so that counting all of them anew tells of each.
INSERT INTO "counted_months" ("project", "month", "slot", "commits")
	SELECT DISTINCT "project", (12 * (extract(year FROM "date") - 1970) + extract(month FROM "date") - 1)::int4, 0, 1
	FROM (SELECT DISTINCT regexp_replace("shard", '/[0-9]+$', '') AS "project", date '1970-01-01' + "day" AS "date" FROM "cells") AS "days";
--> statement-breakpoint
-- As for `counted`: rows that are written again and again.
ALTER TABLE "counted_months" SET (fillfactor = 20);
