CREATE TABLE `counted_months` (
	`project` text NOT NULL,
	`month` integer NOT NULL,
	`counted` integer NOT NULL,
	PRIMARY KEY(`project`, `month`)
) WITHOUT ROWID;
--> statement-breakpoint
-- Every month that has cells has a row, so that counting all of them anew tells of each.
INSERT INTO `counted_months` (`project`, `month`, `counted`)
	SELECT DISTINCT `project`, 12 * (strftime('%Y', `day` * 86400, 'unixepoch') - 1970) + strftime('%m', `day` * 86400, 'unixepoch') - 1, 1
	FROM (SELECT DISTINCT `project`, `day` FROM `cells`);
