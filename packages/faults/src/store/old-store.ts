import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProgram } from '@milepost/protocol';
import { buildCsat, buildProgram } from '@milepost/testkit';
import Database from 'better-sqlite3';
import { countResponses } from './counted.ts';

const migrations = join(import.meta.dirname, '../../../collector/migrations/sqlite');

interface Journal {
  entries: { tag: string; when: number }[];
}

/** Makes the file of a collector of before exclusions and erasing, with so many responses, and returns their ids. */
export function createOldStore(file: string, responses: number): string[] {
  const { entries } = JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8')) as Journal;
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program has faults');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  const insert = (table: string, row: Record<string, string | number | null>) =>
    database
      .prepare(
        `insert into ${table} (${Object.keys(row).join()}) values (${Object.keys(row)
          .map(() => '?')
          .join()})`,
      )
      .run(...Object.values(row));
  const ids = database.transaction(() => {
    database.exec(
      'create table __drizzle_migrations (id integer primary key, hash text, created_at numeric)',
    );
    for (const { tag, when } of entries.slice(0, 2)) {
      database.exec(readFileSync(join(migrations, `${tag}.sql`), 'utf8'));
      insert('__drizzle_migrations', { hash: tag, created_at: when });
    }
    const project = 'default';
    insert('projects', { id: project, name: 'Default', created: 0 });
    insert('programs', { project, revision: 1, document: JSON.stringify(program), created: 0 });
    for (const [survey, content] of Object.entries(program.surveys))
      insert('surveys', { project, survey, version: 1, content: JSON.stringify(content), revision: 1 });
    for (const [touchpoint, { stage, pattern }] of Object.entries(program.touchpoints))
      insert('touchpoints', { project, touchpoint, stage, pattern });
    const day = Math.floor(Date.parse('2026-11-22') / 86_400_000);
    const rows = Array.from({ length: responses }, (_, index) => {
      const state = buildCsat(1 + (index % 5), { shown: '2026-11-22T06:59:50.001Z' });
      const row = { id: state.id, bucket: 0, day, state: JSON.stringify(state) };
      const shown = Date.parse(state.shown);
      insert('responses', {
        project,
        ...row,
        shown,
        open: 1,
        sent: null,
        received: shown,
        touchpoint: state.touchpoint,
      });
      return { ...row, person: null, excluded: 0 as const, erased: null };
    });
    const scales = new Map([[JSON.stringify(['support-csat', 1, 'satisfaction']), '1..5']]);
    const rules = { segments: [], locales: new Set<string>(), scales, segmentValues: new Set<string>() };
    for (const [key, counts] of countResponses(rows, rules)) {
      const [bucket, dimension, scale, on, touchpoint, survey, version, question, value] = JSON.parse(key);
      const cell = {
        project,
        bucket,
        dimension,
        scale,
        day: on,
        touchpoint,
        survey,
        version,
        question,
        value,
      };
      insert('cells', { ...cell, ...Object.fromEntries(counts.map((count, slot) => [`c${slot}`, count])) });
    }
    return rows.map(({ id }) => id);
  })();
  database.close();
  return ids;
}
