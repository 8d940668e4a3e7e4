import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const collector = join(import.meta.dirname, '../packages/collector');

/** Puts the page of `GET /docs` among the collector's assets: who installs the package gets no other copy of it. */
const { resolve } = createRequire(join(collector, 'package.json'));
const scalar = dirname(resolve('@scalar/api-reference'));
const { version, license } = JSON.parse(readFileSync(join(scalar, '../package.json'), 'utf8')) as {
  version: string;
  license: string;
};
const from = `/*! @scalar/api-reference ${version}, ${license}, https://github.com/scalar/scalar */\n`;
const content = readFileSync(join(scalar, 'browser/standalone.js'), 'utf8');
writeFileSync(join(collector, 'assets/docs/reference.js'), from + content);
