CREATE TABLE `account_sums` (
	`project` text NOT NULL,
	`bucket` integer NOT NULL,
	`scale` text NOT NULL,
	`month` integer NOT NULL,
	`touchpoint` text NOT NULL,
	`survey` text NOT NULL,
	`version` integer NOT NULL,
	`question` text NOT NULL,
	`account` text NOT NULL,
	`n` integer NOT NULL,
	`thirds` integer NOT NULL,
	`ninths` integer NOT NULL,
	PRIMARY KEY(`project`, `bucket`, `scale`, `month`, `touchpoint`, `survey`, `version`, `question`, `account`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `comments` (
	`id` integer PRIMARY KEY NOT NULL,
	`project` text NOT NULL,
	`bucket` integer NOT NULL,
	`response` text NOT NULL,
	`words` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `comments_response` ON `comments` (`project`,`bucket`,`response`);--> statement-breakpoint
ALTER TABLE `projects` ADD `counting` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `projects` ADD `changes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `responses` ADD `changed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `responses_place` ON `responses` (`project`,`bucket`,`touchpoint`,`day`,`shown`);--> statement-breakpoint
CREATE INDEX `responses_changed` ON `responses` (`project`,`changed`);--> statement-breakpoint
CREATE INDEX `tallies_day` ON `tallies` (`project`,`day`);--> statement-breakpoint
-- The words alone, as the collector splits them; that nothing splits them again, `ascii` sees to. `secure-delete` takes
-- the words of whoever is erased out of the index at once, not when it is next merged.
CREATE VIRTUAL TABLE `comment_words` USING fts5(`words`, content = 'comments', content_rowid = 'id', tokenize = 'ascii', detail = none);
--> statement-breakpoint
INSERT INTO `comment_words` (`comment_words`, `rank`) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER `comments_insert` AFTER INSERT ON `comments` BEGIN
	INSERT INTO `comment_words` (`rowid`, `words`) VALUES (new.`id`, new.`words`);
END;
--> statement-breakpoint
CREATE TRIGGER `comments_delete` AFTER DELETE ON `comments` BEGIN
	INSERT INTO `comment_words` (`comment_words`, `rowid`, `words`) VALUES ('delete', old.`id`, old.`words`);
END;
