import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../random.fixture.ts';
import { type Prompts, silence } from './silence.ts';

const prompts = (max: number) =>
  fc.nat({ max }).chain((shown) => fc.nat({ max: shown }).map((answered) => ({ answered, shown })));
const earlier = prompts(60);
const latest = prompts(30).filter(({ shown }) => shown > 0);

/** The chance of at most so many answers, one prompt after the other: each answer makes the next one likelier. */
function urn(before: Prompts, now: Prompts): number {
  let chances = [1];
  for (let drawn = 0; drawn < now.shown; drawn++) {
    const hit = (hits: number) => (before.answered + 0.5 + hits) / (before.shown + 1 + drawn);
    chances = Array.from(
      { length: drawn + 2 },
      (_, hits) => (chances[hits] ?? 0) * (1 - hit(hits)) + (chances[hits - 1] ?? 0) * hit(hits - 1),
    );
  }
  return chances.slice(0, now.answered + 1).reduce((sum, chance) => sum + chance);
}

/** How often each number of hits comes in n trials of a rate. */
function binomial(n: number, rate: number): number[] {
  let chances = [1];
  for (let trial = 0; trial < n; trial++)
    chances = Array.from(
      { length: trial + 2 },
      (_, hits) => (chances[hits] ?? 0) * (1 - rate) + (chances[hits - 1] ?? 0) * rate,
    );
  return chances;
}

/** Exactly how often accounts that always answer at this rate have a p of at most alpha. */
function falseAlarms(rate: number, alpha: number, [n0, n1]: readonly [number, number]): number {
  const before = binomial(n0, rate);
  const now = binomial(n1, rate);
  let share = 0;
  for (const [x0, chance] of before.entries())
    for (const [x1, other] of now.entries()) {
      const { p } = silence({ answered: x0, shown: n0 }, { answered: x1, shown: n1 });
      if (p !== null && p <= alpha) share += chance * other;
    }
  return share;
}

describe('silence', () => {
  it('is the chance that an urn gives, which learns from every prompt', () => {
    fc.assert(
      fc.property(earlier, latest, (before, now) => {
        const { p, power } = silence(before, now);
        expect(p).toBeCloseTo(urn(before, now), 12);
        expect(power).toBeCloseTo(urn(before, { ...now, answered: 0 }), 12);
      }),
    );
  });

  it('is above 0 and up to 1, and never below that of a complete silence', () => {
    fc.assert(
      fc.property(earlier, latest, (before, now) => {
        const { p, power } = silence(before, now);
        expect(power).toBeGreaterThan(0);
        expect(p).toBeGreaterThanOrEqual(power ?? 0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('rises with every late answer, up to 1 when all were answered', () => {
    fc.assert(
      fc.property(earlier, fc.integer({ min: 1, max: 30 }), (before, shown) => {
        const all = Array.from(
          { length: shown + 1 },
          (_, answered) => silence(before, { answered, shown }).p ?? 0,
        );
        expect(all).toStrictEqual(all.toSorted((a, b) => a - b));
        expect(all.at(-1)).toBe(1);
      }),
    );
  });

  it('is the surer the more prompts go unanswered', () => {
    fc.assert(
      fc.property(earlier, fc.integer({ min: 1, max: 30 }), (before, shown) => {
        const few = silence(before, { answered: 0, shown }).power ?? 0;
        expect(silence(before, { answered: 0, shown: shown + 1 }).power).toBeLessThan(few);
      }),
    );
  });

  it('knows nothing when nothing was shown lately, and little when nothing was shown earlier', () => {
    expect(silence({ answered: 30, shown: 50 }, { answered: 0, shown: 0 })).toStrictEqual({
      p: null,
      power: null,
    });
    expect(silence({ answered: 0, shown: 0 }, { answered: 0, shown: 1 }).p).toBeCloseTo(0.5, 12);
  });

  it('cries wolf no more often than it says, of accounts of all kinds that have not changed', () => {
    const random = seeded(1946);
    const hits = (n: number, rate: number) =>
      Array.from({ length: n }, random).filter((u) => u < rate).length;
    const drawn = Array.from({ length: 20_000 }, () => {
      // A draw from Beta(1/2, 1/2).
      const rate = Math.sin((Math.PI / 2) * random()) ** 2;
      const n0 = 10 + Math.floor(random() * 50);
      const n1 = 5 + Math.floor(random() * 20);
      return silence({ answered: hits(n0, rate), shown: n0 }, { answered: hits(n1, rate), shown: n1 }).p ?? 1;
    });
    for (const alpha of [0.01, 0.05, 0.1]) {
      const share = drawn.filter((p) => p <= alpha).length / drawn.length;
      expect(share).toBeLessThanOrEqual(alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / drawn.length));
    }
  });

  it.each([
    [10, 5],
    [20, 8],
    [50, 10],
    [100, 20],
  ] as const)(
    'cries wolf no more often than it says at any one rate, of %d earlier and %d late prompts',
    (n0, n1) => {
      for (const rate of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
        for (const alpha of [0.01, 0.05, 0.1])
          expect(falseAlarms(rate, alpha, [n0, n1])).toBeLessThanOrEqual(alpha);
    },
  );

  it.each([
    [6, 5, 1, 5],
    [3, 5, 2, 1],
    [-1, 5, 1, 5],
    [1, 5, 0.5, 5],
    [1, 5, 0, Number.NaN],
  ])('refuses %d of %d and %d of %d', (x0, n0, x1, n1) => {
    expect(() => silence({ answered: x0, shown: n0 }, { answered: x1, shown: n1 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'Prompts need whole numbers with 0 <= answered <= shown, but earlier ' +
          `${x0} of ${n0} were answered, and lately ${x1} of ${n1}.`,
      }),
    );
  });
});
