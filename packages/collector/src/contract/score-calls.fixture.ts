import type { Person, Response } from '@milepost/protocol';
import { buildEnvelope, type TestCollector } from '@milepost/testkit';
import { expect } from 'vitest';

/** So many of something, made one by one. */
export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

/** Posts responses of one person. */
export async function record(collector: TestCollector, responses: Response[], person: Person = {}) {
  const { body } = await collector.post(buildEnvelope({ responses, person }));
  expect(body).toMatchObject({ accepted: responses.length, rejected: [] });
}

/** Scores by a query as it stands in an address. */
export const read = (collector: TestCollector, query: string) =>
  collector.request<{ rows: { n: number }[] } & string>(`/v1/scores?${query}`, {
    headers: { Authorization: `Bearer ${collector.secretKey}` },
  });
