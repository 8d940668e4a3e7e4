import type { SentResponse } from '../api.ts';
import type { Outbox } from './outbox.ts';

/** What was answered on this device, newest first. Of two states of one response the later one counts. */
export async function sent({ all }: Pick<Outbox, 'all'>, person?: string): Promise<SentResponse[]> {
  const copies = (await all())
    .filter((kept) => kept.person?.id === person)
    .map(({ response, stored = false }): [string, SentResponse] => {
      const { id, touchpoint, survey, shown, answers = [] } = response;
      const given = answers.flatMap(({ question, value }) => (value === null ? [] : [[question, value]]));
      return [id, { id, touchpoint, survey, shown, answers: Object.fromEntries(given), stored }];
    });
  return [...new Map(copies).values()]
    .filter(({ answers }) => Object.keys(answers).length > 0)
    .sort((a, b) => (a.shown < b.shown ? 1 : -1));
}

/**
 * Sends every response of this device once more with its answers withdrawn, which also takes the place of the copies. A
 * withdrawal is never older than what it withdraws; of two of one time the collector takes the withdrawal.
 */
export async function forget(
  { all, put }: Pick<Outbox, 'all' | 'put'>,
  now: number,
  who?: string,
): Promise<void> {
  const at = new Date(now).toISOString();
  const withdrawals = (await all())
    .filter((kept) => kept.person?.id === who)
    .map(({ person, response }) => {
      const answers = response.answers?.map((answer) => ({
        ...answer,
        value: null,
        at: `${answer.at}` > at ? `${answer.at}` : at,
      }));
      return put({ person, response: { ...response, ...(answers && { answers }) } });
    });
  await Promise.all(withdrawals);
}
