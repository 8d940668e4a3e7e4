CREATE TABLE "account_sums" (
	"shard" text collate "C" NOT NULL,
	"scale" text collate "C" NOT NULL,
	"touchpoint" text collate "C" NOT NULL,
	"month" integer NOT NULL,
	"survey" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"question" text collate "C" NOT NULL,
	"account" text collate "C" NOT NULL,
	"n" bigint NOT NULL,
	"thirds" bigint NOT NULL,
	"ninths" bigint NOT NULL,
	CONSTRAINT "account_sums_key" PRIMARY KEY("shard","scale","touchpoint","month","survey","version","question","account")
);
--> statement-breakpoint
ALTER TABLE "cells" DROP CONSTRAINT "cells_shard_dimension_scale_day_touchpoint_survey_version_question_value_pk";--> statement-breakpoint
ALTER TABLE "cells" ADD CONSTRAINT "cells_key" PRIMARY KEY("shard","dimension","scale","touchpoint","day","survey","version","question","value");--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "counting" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "words" "tsvector";--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "changed" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
CREATE INDEX "responses_place" ON "responses" USING btree ("shard","touchpoint","day");--> statement-breakpoint
CREATE INDEX "responses_words" ON "responses" USING gin ("words") WITH (fastupdate=false) WHERE words is not null;--> statement-breakpoint
CREATE INDEX "responses_changed" ON "responses" USING btree ("project","changed","id");--> statement-breakpoint
CREATE INDEX "tallies_day" ON "tallies" USING btree ("project","day");--> statement-breakpoint
-- As for the cells: rows that are written again and again.
ALTER TABLE "account_sums" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
