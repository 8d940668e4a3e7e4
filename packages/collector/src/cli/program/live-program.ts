import { z } from 'zod';
import { CollectorRefused, callCollector } from '../call-collector.ts';
import type { Connection } from '../connection.ts';

/** The document that a collector asks by. */
export interface LiveProgram {
  document: unknown;
  /** What `If-Match` takes. */
  tag: string;
}

/**
 * The program of a collector, or null before the first push.
 *
 * @throws CommandFailed
 */
export async function liveProgram(connection: Connection): Promise<LiveProgram | null> {
  try {
    const { body, tag } = await callCollector(connection, { path: '/v1/program', answer: z.unknown() });
    return { document: body, tag: tag ?? '*' };
  } catch (error) {
    if (error instanceof CollectorRefused && error.code === 'program_missing') return null;
    throw error;
  }
}
