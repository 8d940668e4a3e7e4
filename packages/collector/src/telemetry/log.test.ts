import { pino } from 'pino';
import { expect, test } from 'vitest';
import { errorForLog } from './log.ts';

test('an unexpected error is told by its kind, its code and its places, and by nothing that it says', () => {
  const cause = Object.assign(new SyntaxError('Unexpected token "secret\n    at secret (x:1:1)"'), {
    code: 'E1',
  });
  const error = Object.assign(new TypeError('secret\nsecret', { cause }), {
    detail: 'secret',
    params: ['secret'],
  });
  const told = errorForLog(error);
  expect(JSON.stringify(told)).not.toContain('secret');
  expect(told).toMatchObject({ type: 'TypeError', cause: { type: 'SyntaxError', code: 'E1' } });
  expect(told.at[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
});

test.each(['secret', { secret: 'secret' }, null, undefined])(
  'what is thrown and no error is told by its type: %j',
  (thrown) => {
    expect(errorForLog(thrown)).toEqual({ type: typeof thrown, at: [] });
  },
);

test('causes that go round end', () => {
  const error = new Error('one');
  error.cause = error;
  expect(JSON.stringify(errorForLog(error)).split('"type"')).toHaveLength(5);
});

test('an error whose name was set by what came is told by its class', () => {
  const error = Object.assign(new Error(''), { name: 'secret', code: { secret: 1 } });
  const lines: string[] = [];
  pino(
    { base: null, serializers: { err: (one) => errorForLog(one) } },
    { write: (line) => lines.push(line) },
  ).error({
    err: error,
  });
  expect(lines.join('')).not.toContain('"type":"secret"');
});
