import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { funnelRates } from './funnel-rates.ts';

const funnel = fc.integer({ min: 1 }).chain((shown) => {
  const part = fc.nat({ max: shown });
  return fc.record({ started: part, completed: part, dismissed: part }).map((of) => ({
    ...of,
    shown,
    dismissed: Math.min(of.dismissed, shown - of.completed),
  }));
});
const none = { shown: 0, started: 0, completed: 0, dismissed: 0 };

describe('funnelRates', () => {
  it('has the base "shown" for every rate, in 0..1', () => {
    fc.assert(
      fc.property(funnel, ({ shown, started, completed, dismissed }) => {
        const rates = funnelRates({ shown, started, completed, dismissed });
        expect(rates).toStrictEqual({
          answerRate: started / shown,
          completionRate: completed / shown,
          dismissRate: dismissed / shown,
        });
        for (const rate of Object.values(rates)) expect(rate).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has no rate when nothing was shown', () => {
    expect(funnelRates(none)).toStrictEqual({ answerRate: null, completionRate: null, dismissRate: null });
  });

  it.each([
    ['started', 11],
    ['completed', 11],
    ['dismissed', 11],
    ['started', -1],
    ['completed', 0.5],
    ['dismissed', Number.NaN],
  ])('refuses %s of %d among 10 shown, and names both', (name, count) => {
    expect(() => funnelRates({ ...none, shown: 10, [name]: count })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The counts of a funnel must be whole numbers from 0 to shown, but ${name} is ${count} and shown is 10.`,
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d shown', (shown) => {
    expect(() => funnelRates({ ...none, shown })).toThrow(`but shown is ${shown} and shown is ${shown}.`);
  });

  it('refuses prompts that were both completed and dismissed', () => {
    expect(() => funnelRates({ shown: 10, started: 9, completed: 6, dismissed: 5 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'A prompt is completed or dismissed, not both, but completed is 6, dismissed 5 and shown 10.',
      }),
    );
  });
});
