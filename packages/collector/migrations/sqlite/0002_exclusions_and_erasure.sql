CREATE TABLE `erasures` (
	`project` text NOT NULL,
	`kind` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`project`, `kind`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `erasures_at` ON `erasures` (`at`);--> statement-breakpoint
CREATE TABLE `exclusion_targets` (
	`project` text NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`exclusion` text NOT NULL,
	PRIMARY KEY(`project`, `kind`, `target`, `exclusion`)
);
--> statement-breakpoint
CREATE INDEX `exclusion_targets_exclusion` ON `exclusion_targets` (`project`,`exclusion`);--> statement-breakpoint
CREATE TABLE `exclusions` (
	`project` text NOT NULL,
	`id` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`note` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`project`, `id`)
);
--> statement-breakpoint
CREATE TABLE `audit` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`at` integer NOT NULL,
	`key` text NOT NULL,
	`action` text NOT NULL,
	`target` text,
	`status` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_project` ON `audit` (`project`,`sequence`);--> statement-breakpoint
CREATE TABLE `heartbeat` (
	`one` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rejected` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`at` integer NOT NULL,
	`id` text,
	`person` text,
	`code` text NOT NULL,
	`detail` text NOT NULL,
	`input` text
);
--> statement-breakpoint
CREATE INDEX `rejected_project` ON `rejected` (`project`,`sequence`);--> statement-breakpoint
CREATE INDEX `rejected_at` ON `rejected` (`at`);--> statement-breakpoint
DROP INDEX `responses_open`;--> statement-breakpoint
DROP INDEX `responses_person`;--> statement-breakpoint
DROP INDEX `responses_account`;--> statement-breakpoint
ALTER TABLE `responses` ADD `verified` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `responses` ADD `excluded` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `responses` ADD `erased` integer;--> statement-breakpoint
CREATE INDEX `responses_shown` ON `responses` (`project`,`bucket`,`open`,`shown`) WHERE open = 1 or erased is null;--> statement-breakpoint
CREATE INDEX `responses_person` ON `responses` (`project`,`person`,`shown`,`touchpoint`,`dismissed`,`received`,`verified`) WHERE person is not null;--> statement-breakpoint
CREATE INDEX `responses_account` ON `responses` (`project`,`account`,`person`,`shown`,`verified`) WHERE account is not null;--> statement-breakpoint
ALTER TABLE `keys` ADD `origins` text;--> statement-breakpoint
ALTER TABLE `projects` ADD `erasure_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `projects` ADD `has_exclusions` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `projects` ADD `has_erasures` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `members_person` ON `members` (`project`,`person`);--> statement-breakpoint
UPDATE `projects` SET `erasure_key` = lower(hex(randomblob(32)));
