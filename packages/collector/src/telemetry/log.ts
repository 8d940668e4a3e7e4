import { destination, type Logger, pino } from 'pino';

/**
 * The log: JSON, a line each, on stderr. What people answered, who they are, and every key stay out of it; an unexpected
 * error is therefore told by its kind and where it was thrown, since its message may repeat what came.
 */
export function createLog(level: string): Logger {
  return pino(
    { level, base: null, serializers: { err: (error) => errorForLog(error) } },
    destination({ fd: 2, sync: true }),
  );
}

interface LoggedError {
  type: string;
  code?: string;
  at: string[];
  cause?: LoggedError;
}

const deepestCause = 3;

/** An error as it may be logged. */
export function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const { code } = error as NodeJS.ErrnoException;
  return {
    type: error.constructor.name,
    ...(typeof code === 'string' && { code }),
    at: framesOf(error),
    ...(error.cause !== undefined && depth < deepestCause && { cause: errorForLog(error.cause, depth + 1) }),
  };
}

/** The places of a stack; the message stands before them and may have lines of its own. */
function framesOf({ stack = '', message }: Error): string[] {
  const after = message === '' ? 0 : stack.indexOf(message) + message.length;
  return stack
    .slice(after)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '));
}
