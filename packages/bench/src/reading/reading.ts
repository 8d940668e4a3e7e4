import { openStore } from '@milepost/collector';
import { type Listening, startMeasured } from '../intake/collector-process.ts';
import { load, read } from '../intake/intake.ts';
import { type Figure, figure } from '../intake/target.ts';
import { type Backend, type Filled, postgresBackend, sqliteBackend } from './backend.ts';
import { answerOf, exportOf, type Latency, latencyOf } from './latency.ts';
import type { Made } from './made-rows.ts';
import { madeAnswers, provedAlike } from './made-store.ts';
import { type Question, questionsOf } from './questions.ts';

/** Few enough to be counted again one by one. */
const proved = 5_000;

export interface ReadingOptions {
  /** Responses that are made up. */
  responses: number;
  /** Answers of a store that has cells alone; 0 for no such store. */
  cells: number;
}

/** What analysts ask, of made answers in SQLite and in PostgreSQL, each beside the same asked of the raw answers. */
export async function* readingFigures(
  options: ReadingOptions,
): AsyncGenerator<{ title: string; figures: Figure[] }> {
  for (const open of [sqliteBackend, postgresBackend]) {
    await using backend = await open();
    await prove(backend);
    yield {
      title: `reading, ${backend.name}, ${count(options.responses)} responses`,
      figures: await withStore(backend, { total: options.responses, cellsOnly: false }, answered),
    };
    if (options.cells > 0)
      yield {
        title: `reading, ${backend.name}, the cells alone of ${count(options.cells)} responses`,
        figures: await withStore(backend, { total: options.cells, cellsOnly: true }, cellsAlone),
      };
  }
}

interface Asking {
  backend: Backend;
  filled: Filled;
  made: Made;
  collector: Listening;
}

async function withStore(
  backend: Backend,
  { total, cellsOnly }: { total: number; cellsOnly: boolean },
  measure: (asking: Asking) => Promise<Figure[]>,
): Promise<Figure[]> {
  // What is counted lies in large arrays, which nobody asks for after this.
  const { counts, ...made } = madeAnswers(total, Date.now());
  const filled = await backend.fill(cellsOnly ? 'cells' : 'answers', { ...made, counts, cellsOnly });
  try {
    await using collector = await startMeasured(filled.store);
    return await measure({ backend, filled, made, collector });
  } finally {
    await filled.drop();
  }
}

/** Few responses, filled in the same way, are counted again one by one. */
async function prove(backend: Backend): Promise<void> {
  const made = madeAnswers(proved, Date.now());
  const filled = await backend.fill('proved', { ...made, cellsOnly: false });
  const store = await openStore(filled.setting, Date.now);
  try {
    await provedAlike(store, made);
  } finally {
    await store.close();
    await filled.drop();
  }
}

async function answered(asking: Asking): Promise<Figure[]> {
  const { backend, made, filled, collector } = asking;
  const figures: Figure[] = [];
  for (const question of questionsOf(backend.dialect, made.span)) {
    const latency = await latencyOf(collector, question.paths);
    figures.push(...latencies(question, latency), await besideRaw(asking, question, latency));
  }
  figures.push(...(await besideIntake(asking)));
  // A process of its own, whose memory is that of the export.
  await using fresh = await startMeasured(filled.store);
  const { lines, ms, peak } = await exportOf(fresh);
  figures.push(
    figure('export, responses', { value: (lines * 1_000) / ms, unit: '/s', target: 100_000, is: 'at least' }),
    figure('  most memory meanwhile', {
      value: (peak ?? Number.NaN) / 2 ** 20,
      unit: 'MB',
      target: 200,
      is: 'at most',
    }),
  );
  return figures;
}

function latencies({ name, target }: Question, { asked, p50, p99, processor }: Latency): Figure[] {
  const of = { unit: 'ms', target, is: 'at most' as const };
  return [
    figure(`${name}: p50 of ${asked}`, { ...of, value: p50 }),
    figure('  p99', { ...of, value: p99 }),
    figure('  processor time for one', { ...of, value: processor ?? Number.NaN }),
  ];
}

/** The same asked of the raw answers once, since that takes long; both have to find as many answers. */
async function besideRaw(
  { collector, filled }: Asking,
  { paths, raw }: Question,
  { p50 }: Latency,
): Promise<Figure> {
  const begun = performance.now();
  const rows = await filled.query<{ n: number | string }>(raw);
  const ms = performance.now() - begun;
  const found = rows.reduce((sum, { n }) => sum + Number(n), 0);
  const told = answersIn((await answerOf(collector.url, paths[0] ?? '')).text);
  if (told !== null && told !== found)
    throw new Error(`${paths[0]} tells of ${told} answers, and there are ${found}`);
  return figure('  the raw answers take', { value: ms / p50, unit: 'x', target: 1, is: 'at least' });
}

/** Answers in all rows of a table; null for what is no table, or keeps rows back. */
function answersIn(text: string): number | null {
  const { rows } = JSON.parse(text) as { rows?: { n: number | null }[] };
  return (
    rows?.reduce<number | null>((sum, { n }) => (sum === null || n === null ? null : sum + n), 0) ?? null
  );
}

/** Heavy questions all the time, while posts come in; beside the same posts alone. */
async function besideIntake({ collector, backend, made }: Asking): Promise<Figure[]> {
  const posts = { seconds: 6, rate: 200 };
  const quiet = await load(collector, posts);
  const stop = new AbortController();
  const heavy = questionsOf(backend.dialect, made.span)
    .filter(({ name }) => name.includes('crossed') || name.includes('hot spots'))
    .map(({ paths }) => read(collector, stop.signal, paths[0] ?? ''));
  const busy = await load(collector, posts);
  stop.abort();
  await Promise.all(heavy);
  return [
    figure('posts meanwhile, p50 to quiet', {
      value: busy.p50 / quiet.p50,
      unit: 'x',
      target: 3,
      is: 'at most',
    }),
    figure('  p99 to quiet', { value: busy.p99 / quiet.p99, unit: 'x', target: 3, is: 'at most' }),
    figure('  p99', { value: busy.p99, unit: 'ms', target: 50, is: 'at most' }),
  ];
}

/** Ten times the answers lie in as many cells, and are told as fast. */
async function cellsAlone(asking: Asking): Promise<Figure[]> {
  const [cells] = await asking.filled.query<{ n: number | string }>('select count(*) as n from cells');
  const figures = [
    figure('cells', { value: Number(cells?.n), unit: 'rows', target: 5_000_000, is: 'at most' }),
  ];
  const fromCells = questionsOf(asking.backend.dialect, asking.made.span).filter(
    ({ name }) => !name.includes('crossed'),
  );
  for (const question of fromCells)
    figures.push(...latencies(question, await latencyOf(asking.collector, question.paths)));
  return figures;
}

const count = (number: number) => number.toLocaleString('en');
