import { type Client, CollectorProblem, createClient } from '@milepost/client';
import { silence } from '../call-collector.ts';
import type { Connection } from '../connection.ts';
import { CommandFailed } from '../failure.ts';

const patienceMs = 30_000;

/**
 * Asks the collector of a connection one thing, for half a minute at most.
 *
 * @throws CommandFailed with what the collector says, or that nobody answers
 * @example
 * const table = await ask(connection(), (client, options) => client.scores({ metric: 'nps' }, options));
 */
export async function ask<T>(
  { url, key }: Connection,
  question: (client: Client, options: { signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    return await question(createClient({ url, key }), { signal });
  } catch (error) {
    if (!(error instanceof CollectorProblem)) throw silence(url, signal.aborted ? signal.reason : error);
    const { message, errors, code } = error;
    if (code === 'answer_unexpected')
      throw new CommandFailed(`${url} is no collector of this release: ${message}. Check MILEPOST_URL.`);
    throw new CommandFailed(
      [message, ...errors.map(({ path, message: fault }) => `  ${path} ${fault}`)].join('\n'),
    );
  }
}
