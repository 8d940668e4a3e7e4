import { expect, expectTypeOf, test } from 'vitest';
import { type Client, createClient } from './index.ts';

const client: Client = createClient({
  url: 'https://cx.example.com',
  key: 'mp_sec_0123456789abcdefghij',
  fetch: async () => Response.json({}),
});

test('a parameter that is misspelt, or of another type, does not compile', async () => {
  // @ts-expect-error metric is required
  await client.scores({});
  // @ts-expect-error there is no such metric
  await client.scores({ metric: 'npz' });
  // @ts-expect-error misspelt
  await client.scores({ metric: 'nps', form: '2026-01-01' });
  // @ts-expect-error csv is another method
  await client.scores({ metric: 'nps', format: 'csv' });
  // @ts-expect-error a number
  await client.scores({ metric: 'nps', confidence: '0.9' });
  // @ts-expect-error by is required
  await client.hotspots({ metric: 'nps' });
  // @ts-expect-error an interval of trends is a day, a week or a month
  await client.trends({ metric: 'nps', interval: 'year' });
  // @ts-expect-error scorecards are not to be had as CSV
  await client.csv('scorecard', {});
  expect(client).toBeDefined();
});

test('answers are typed', () => {
  expectTypeOf(client.scores).returns.resolves.toHaveProperty('rows');
  expectTypeOf<Awaited<ReturnType<Client['scores']>>['rows'][number]['score']>().toEqualTypeOf<
    number | null
  >();
  expectTypeOf<Awaited<ReturnType<Client['hotspots']>>['rows'][number]['flag']>().toEqualTypeOf<
    'hot' | 'bright' | 'none'
  >();
  expectTypeOf(client.responses({ score: '0..6', text: 'wait' })).toExtend<
    AsyncIterable<{ next: string | null }>
  >();
});
