import { z } from 'zod';

/**
 * Members by name, at most so many. They are counted before any is looked at, so that a flood costs nothing; and
 * `__proto__`, which zod would leave out without a word, is refused.
 */
export function dictionary<Key extends z.ZodType<string, string>, Value extends z.ZodType>(
  key: Key,
  value: Value,
  { atMost }: { atMost: number },
) {
  const record = z.record(key, value).meta({ maxProperties: atMost });
  const guarded = z.preprocess((input, { issues }) => {
    if (typeof input !== 'object' || input === null) return input;
    if (Object.keys(input).length > atMost)
      issues.push({ code: 'custom', input, message: `must have at most ${atMost} entries` });
    if (Object.hasOwn(input, '__proto__'))
      issues.push({
        code: 'custom',
        input,
        path: ['__proto__'],
        message: 'must have another name: this one is not allowed',
      });
    return input;
  }, record);
  return guarded as z.ZodType<z.output<typeof record>, z.input<typeof record>>;
}
