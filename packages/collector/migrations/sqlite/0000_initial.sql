CREATE TABLE `cells` (
	`project` text NOT NULL,
	`bucket` integer NOT NULL,
	`dimension` text NOT NULL,
	`scale` text NOT NULL,
	`day` integer NOT NULL,
	`touchpoint` text NOT NULL,
	`survey` text NOT NULL,
	`version` integer NOT NULL,
	`question` text NOT NULL,
	`value` text NOT NULL,
	`c0` integer NOT NULL,
	`c1` integer NOT NULL,
	`c2` integer NOT NULL,
	`c3` integer NOT NULL,
	`c4` integer NOT NULL,
	`c5` integer NOT NULL,
	`c6` integer NOT NULL,
	`c7` integer NOT NULL,
	`c8` integer NOT NULL,
	`c9` integer NOT NULL,
	`c10` integer NOT NULL,
	PRIMARY KEY(`project`, `bucket`, `dimension`, `scale`, `day`, `touchpoint`, `survey`, `version`, `question`, `value`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `keys` (
	`hash` text PRIMARY KEY NOT NULL,
	`project` text NOT NULL,
	`kind` text NOT NULL,
	`scopes` text NOT NULL,
	`source` text NOT NULL,
	`created` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `programs` (
	`project` text NOT NULL,
	`revision` integer NOT NULL,
	`document` text NOT NULL,
	`created` integer NOT NULL,
	PRIMARY KEY(`project`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `projects` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `responses` (
	`project` text NOT NULL,
	`bucket` integer NOT NULL,
	`id` text NOT NULL,
	`day` integer NOT NULL,
	`shown` integer NOT NULL,
	`open` integer NOT NULL,
	`sent` integer,
	`received` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`project`, `bucket`, `id`)
);
--> statement-breakpoint
CREATE INDEX `responses_open` ON `responses` (`project`,`bucket`,`shown`) WHERE open = 1;--> statement-breakpoint
CREATE TABLE `segment_values` (
	`project` text NOT NULL,
	`segment` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`project`, `segment`, `value`)
);
--> statement-breakpoint
CREATE TABLE `surveys` (
	`project` text NOT NULL,
	`survey` text NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`project`, `survey`, `version`)
);
--> statement-breakpoint
CREATE TABLE `tallies` (
	`project` text NOT NULL,
	`id` text NOT NULL,
	`day` text NOT NULL,
	`touchpoint` text NOT NULL,
	`triggered` integer NOT NULL,
	`gates` text NOT NULL,
	PRIMARY KEY(`project`, `id`)
);
--> statement-breakpoint
CREATE TABLE `touchpoints` (
	`project` text NOT NULL,
	`touchpoint` text NOT NULL,
	`stage` text NOT NULL,
	`pattern` text NOT NULL,
	PRIMARY KEY(`project`, `touchpoint`)
);
