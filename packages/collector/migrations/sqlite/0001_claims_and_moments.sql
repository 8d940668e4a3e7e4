CREATE TABLE `claims` (
	`project` text NOT NULL,
	`response` text NOT NULL,
	`touchpoint` text NOT NULL,
	`person` text NOT NULL,
	`account` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`project`, `response`)
);
--> statement-breakpoint
CREATE INDEX `claims_person` ON `claims` (`project`,`person`);--> statement-breakpoint
CREATE INDEX `claims_account` ON `claims` (`project`,`account`);--> statement-breakpoint
CREATE INDEX `claims_at` ON `claims` (`at`);--> statement-breakpoint
CREATE TABLE `members` (
	`project` text NOT NULL,
	`account` text NOT NULL,
	`person` text NOT NULL,
	PRIMARY KEY(`project`, `account`, `person`)
);
--> statement-breakpoint
CREATE TABLE `moments` (
	`project` text NOT NULL,
	`id` text NOT NULL,
	`person` text NOT NULL,
	`touchpoint` text NOT NULL,
	`facts` text,
	`made` integer NOT NULL,
	`expires` integer NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`project`, `id`)
);
--> statement-breakpoint
CREATE INDEX `moments_person` ON `moments` (`project`,`person`);--> statement-breakpoint
CREATE INDEX `moments_expires` ON `moments` (`expires`);--> statement-breakpoint
CREATE INDEX `moments_open` ON `moments` (`project`,`expires`) WHERE deleted = 0;--> statement-breakpoint
ALTER TABLE `projects` ADD `counted` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `responses` ADD `touchpoint` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `responses` ADD `person` text;--> statement-breakpoint
ALTER TABLE `responses` ADD `account` text;--> statement-breakpoint
ALTER TABLE `responses` ADD `dismissed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- What stands in the states of before. A time-out and a superseded prompt are no dismissals (see `fateOf`), and neither
-- is what was closed after an answer.
UPDATE `responses` SET
	`touchpoint` = json_extract(`state`, '$.touchpoint'),
	`person` = json_extract(`state`, '$.person.id'),
	`account` = json_extract(`state`, '$.person.account'),
	`dismissed` = json_extract(`state`, '$.completed') IS NULL
		AND coalesce(json_extract(`state`, '$.dismissed.reason') NOT IN ('timeout', 'superseded'), 0)
		AND NOT EXISTS (
			SELECT 1 FROM json_each(`state`, '$.answers') AS `answer` WHERE json_extract(`answer`.`value`, '$.value') IS NOT NULL
		);
--> statement-breakpoint
CREATE INDEX `responses_person` ON `responses` (`project`,`person`,`shown`,`touchpoint`,`dismissed`,`received`) WHERE person is not null;--> statement-breakpoint
CREATE INDEX `responses_account` ON `responses` (`project`,`account`,`person`,`shown`) WHERE account is not null;--> statement-breakpoint
ALTER TABLE `surveys` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- A survey got its next version whenever its content was another than in the last revision that had it.
UPDATE `surveys` SET `revision` = (
	SELECT `revision` FROM (
		SELECT `revision`, row_number() OVER (ORDER BY `revision`) AS `version` FROM (
			SELECT `programs`.`revision`, `part`.`value` AS `content`,
				lag(`part`.`value`) OVER (ORDER BY `programs`.`revision`) AS `before`
			FROM `programs`, json_each(`programs`.`document`, '$.surveys') AS `part`
			WHERE `programs`.`project` = `surveys`.`project` AND `part`.`key` = `surveys`.`survey`
		) WHERE `content` IS NOT `before`
	) AS `brought` WHERE `brought`.`version` = `surveys`.`version`
);
