CREATE TABLE "audit" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"project" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"key" text collate "C" NOT NULL,
	"action" text collate "C" NOT NULL,
	"target" text collate "C",
	"status" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cells" (
	"shard" text collate "C" NOT NULL,
	"dimension" text collate "C" NOT NULL,
	"scale" text collate "C" NOT NULL,
	"day" integer NOT NULL,
	"touchpoint" text collate "C" NOT NULL,
	"survey" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"question" text collate "C" NOT NULL,
	"value" text collate "C" NOT NULL,
	"c0" integer NOT NULL,
	"c1" integer NOT NULL,
	"c2" integer NOT NULL,
	"c3" integer NOT NULL,
	"c4" integer NOT NULL,
	"c5" integer NOT NULL,
	"c6" integer NOT NULL,
	"c7" integer NOT NULL,
	"c8" integer NOT NULL,
	"c9" integer NOT NULL,
	"c10" integer NOT NULL,
	CONSTRAINT "cells_shard_dimension_scale_day_touchpoint_survey_version_question_value_pk" PRIMARY KEY("shard","dimension","scale","day","touchpoint","survey","version","question","value")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"project" text collate "C" NOT NULL,
	"response" text collate "C" NOT NULL,
	"touchpoint" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"account" text collate "C",
	"at" bigint NOT NULL,
	CONSTRAINT "claims_project_response_pk" PRIMARY KEY("project","response")
);
--> statement-breakpoint
CREATE TABLE "counted" (
	"project" text collate "C" NOT NULL,
	"slot" smallint NOT NULL,
	"commits" bigint NOT NULL,
	CONSTRAINT "counted_project_slot_pk" PRIMARY KEY("project","slot")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"project" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "erasures_project_kind_hash_pk" PRIMARY KEY("project","kind","hash")
);
--> statement-breakpoint
CREATE TABLE "exclusion_targets" (
	"project" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"target" text collate "C" NOT NULL,
	"exclusion" text collate "C" NOT NULL,
	CONSTRAINT "exclusion_targets_project_kind_target_exclusion_pk" PRIMARY KEY("project","kind","target","exclusion")
);
--> statement-breakpoint
CREATE TABLE "exclusions" (
	"project" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"by" text collate "C" NOT NULL,
	"note" text collate "C",
	"at" bigint NOT NULL,
	CONSTRAINT "exclusions_project_id_pk" PRIMARY KEY("project","id")
);
--> statement-breakpoint
CREATE TABLE "heartbeat" (
	"one" integer PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"hash" text collate "C" PRIMARY KEY NOT NULL,
	"project" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"scopes" text collate "C" NOT NULL,
	"source" text collate "C" NOT NULL,
	"created" bigint NOT NULL,
	"origins" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "members" (
	"project" text collate "C" NOT NULL,
	"account" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	CONSTRAINT "members_project_account_person_pk" PRIMARY KEY("project","account","person")
);
--> statement-breakpoint
CREATE TABLE "moments" (
	"project" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"person" text collate "C" NOT NULL,
	"touchpoint" text collate "C" NOT NULL,
	"facts" text collate "C",
	"made" bigint NOT NULL,
	"expires" bigint NOT NULL,
	"deleted" boolean DEFAULT false NOT NULL,
	"sequence" bigserial NOT NULL,
	CONSTRAINT "moments_project_id_pk" PRIMARY KEY("project","id")
);
--> statement-breakpoint
CREATE TABLE "programs" (
	"project" text collate "C" NOT NULL,
	"revision" integer NOT NULL,
	"document" text collate "C" NOT NULL,
	"created" bigint NOT NULL,
	CONSTRAINT "programs_project_revision_pk" PRIMARY KEY("project","revision")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"created" bigint NOT NULL,
	"erasure_key" text collate "C" NOT NULL,
	"has_exclusions" boolean DEFAULT false NOT NULL,
	"has_erasures" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "rates" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "rejected" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"project" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"id" text collate "C",
	"person" text collate "C",
	"code" text collate "C" NOT NULL,
	"detail" text collate "C" NOT NULL,
	"input" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "responses" (
	"shard" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"project" text collate "C" NOT NULL,
	"day" integer NOT NULL,
	"shown" bigint NOT NULL,
	"open" boolean NOT NULL,
	"sent" bigint,
	"received" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"touchpoint" text collate "C" NOT NULL,
	"person" text collate "C",
	"account" text collate "C",
	"dismissed" boolean NOT NULL,
	"verified" boolean NOT NULL,
	"excluded" boolean NOT NULL,
	"erased" bigint,
	CONSTRAINT "responses_shard_id_pk" PRIMARY KEY("shard","id")
);
--> statement-breakpoint
CREATE TABLE "segment_values" (
	"project" text collate "C" NOT NULL,
	"segment" text collate "C" NOT NULL,
	"value" text collate "C" NOT NULL,
	CONSTRAINT "segment_values_project_segment_value_pk" PRIMARY KEY("project","segment","value")
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"project" text collate "C" NOT NULL,
	"survey" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"content" text collate "C" NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "surveys_project_survey_version_pk" PRIMARY KEY("project","survey","version")
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"project" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"day" text collate "C" NOT NULL,
	"touchpoint" text collate "C" NOT NULL,
	"triggered" bigint NOT NULL,
	"gates" text collate "C" NOT NULL,
	CONSTRAINT "tallies_project_id_pk" PRIMARY KEY("project","id")
);
--> statement-breakpoint
CREATE TABLE "touchpoints" (
	"project" text collate "C" NOT NULL,
	"touchpoint" text collate "C" NOT NULL,
	"stage" text collate "C" NOT NULL,
	"pattern" text collate "C" NOT NULL,
	CONSTRAINT "touchpoints_project_touchpoint_pk" PRIMARY KEY("project","touchpoint")
);
--> statement-breakpoint
CREATE INDEX "audit_project" ON "audit" USING btree ("project","sequence");--> statement-breakpoint
CREATE INDEX "claims_person" ON "claims" USING btree ("project","person");--> statement-breakpoint
CREATE INDEX "claims_account" ON "claims" USING btree ("project","account");--> statement-breakpoint
CREATE INDEX "claims_at" ON "claims" USING btree ("at");--> statement-breakpoint
CREATE INDEX "erasures_at" ON "erasures" USING btree ("at");--> statement-breakpoint
CREATE INDEX "exclusion_targets_exclusion" ON "exclusion_targets" USING btree ("project","exclusion");--> statement-breakpoint
CREATE INDEX "keys_project" ON "keys" USING btree ("project");--> statement-breakpoint
CREATE INDEX "members_person" ON "members" USING btree ("project","person");--> statement-breakpoint
CREATE INDEX "moments_person" ON "moments" USING btree ("project","person");--> statement-breakpoint
CREATE INDEX "moments_expires" ON "moments" USING btree ("expires");--> statement-breakpoint
CREATE INDEX "moments_open" ON "moments" USING btree ("project","expires") WHERE not deleted;--> statement-breakpoint
CREATE INDEX "rejected_project" ON "rejected" USING btree ("project","sequence");--> statement-breakpoint
CREATE INDEX "rejected_person" ON "rejected" USING btree ("project","person") WHERE person is not null;--> statement-breakpoint
CREATE INDEX "rejected_at" ON "rejected" USING btree ("at");--> statement-breakpoint
CREATE INDEX "responses_open" ON "responses" USING btree ("shard","shown") WHERE open;--> statement-breakpoint
CREATE INDEX "responses_kept" ON "responses" USING btree ("shard","shown") WHERE erased is null;--> statement-breakpoint
CREATE INDEX "responses_person" ON "responses" USING btree ("project","person","shown") WHERE person is not null;--> statement-breakpoint
CREATE INDEX "responses_account" ON "responses" USING btree ("project","account","person","shown") WHERE account is not null;--> statement-breakpoint
-- Rows that are written again and again: room on their page, so that a new version of them needs no new index entries.
ALTER TABLE "cells" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);--> statement-breakpoint
ALTER TABLE "counted" SET (fillfactor = 20);--> statement-breakpoint
ALTER TABLE "responses" SET (fillfactor = 85);
