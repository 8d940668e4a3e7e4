import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridStatistic } from './chi-squared.fixture.ts';
import { sampledFrom, sticky, variantFor } from './sampling.ts';

const people = Array.from({ length: 100_000 }, (_, index) => `u-${index}`);
const anyText = fc.string({ unit: 'binary' });
const probability = fc.double({ min: 0, max: 1, noNaN: true });
const day = 24 * 3_600_000;
const now = Date.UTC(2026, 10, 22, 12);
const instant = fc.integer({ min: 0, max: 2 * now });
const never = Number.POSITIVE_INFINITY;

interface Draw {
  at?: number;
  redrawAfter?: number;
}

const inSample = (
  subject: string,
  touchpoint: string,
  { sample, at = now, ...rest }: Draw & { sample: number },
) => sampledFrom({ subject, touchpoint, sample, ...rest }, at) === at;
const chosen = (touchpoint: string, draw: Draw & { sample: number }) =>
  people.filter((person) => inSample(person, touchpoint, draw));

/** Expects a share of people to be what chance makes of it. */
function expectShare(count: number, { of, share }: { of: number; share: number }): void {
  expect(Math.abs(count - of * share)).toBeLessThan(3.5 * Math.sqrt(of * share * (1 - share)));
}

describe('a sample', () => {
  it('has nobody at 0 and everybody at 1', () => {
    fc.assert(
      fc.property(anyText, anyText, instant, (person, touchpoint, at) => {
        expect(inSample(person, touchpoint, { sample: 0, at })).toBe(false);
        expect(inSample(person, touchpoint, { sample: 1, at })).toBe(true);
        expect(sampledFrom({ subject: person, touchpoint, sample: 0, redrawAfter: day }, at)).toBe(never);
      }),
    );
    expect(chosen('t', { sample: 0 })).toHaveLength(0);
    expect(chosen('t', { sample: 1 })).toHaveLength(people.length);
  });

  it('is drawn once for good: whoever is in it stays, and nobody comes later', () => {
    fc.assert(
      fc.property(anyText, probability, instant, instant, (subject, sample, one, other) => {
        const draw = { subject, touchpoint: 't', sample };
        const lasts = sampledFrom(draw, one) === one;
        expect(sampledFrom(draw, other)).toBe(lasts ? other : never);
      }),
    );
  });

  it('draws the line at the hash of person, touchpoint and epoch, so that no release asks others', () => {
    const line = sticky('u-17\nticket_closed\n0');
    expect(inSample('u-17', 'ticket_closed', { sample: line })).toBe(false);
    expect(inSample('u-17', 'ticket_closed', { sample: line + 2 ** -32 })).toBe(true);
    const sample = sticky('u-17\nticket_closed\n3');
    const inFourth = { at: 3 * day, redrawAfter: day };
    expect(inSample('u-17', 'ticket_closed', { sample, ...inFourth })).toBe(false);
    expect(inSample('u-17', 'ticket_closed', { sample: sample + 2 ** -32, ...inFourth })).toBe(true);
  });

  it('keeps whoever is in a smaller sample in a larger one', () => {
    fc.assert(
      fc.property(anyText, probability, probability, instant, (person, a, b, at) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const early = sampledFrom({ subject: person, touchpoint: 't', sample: more, redrawAfter: day }, at);
        const late = sampledFrom({ subject: person, touchpoint: 't', sample: less, redrawAfter: day }, at);
        expect(early).toBeLessThanOrEqual(late);
      }),
    );
  });

  it.each([0.01, 0.1, 0.25, 0.5, 0.9])('has a share of %d of the people', (share) => {
    expectShare(chosen('ticket_closed', { sample: share }).length, { of: people.length, share });
    const redrawn = chosen('ticket_closed', { sample: share, redrawAfter: 30 * day });
    expectShare(redrawn.length, { of: people.length, share });
  });

  it('still has 10 % of the people after 10 triggers, not 65 %', () => {
    const triggers = Array.from({ length: 10 }, (_, nth) => now + nth * day);
    const asked = people.filter((person) =>
      triggers.some((at) => inSample(person, 'ticket_closed', { sample: 0.1, at })),
    );
    expectShare(asked.length, { of: people.length, share: 0.1 });
  });

  it('has other people at another touchpoint', () => {
    const first = chosen('ticket_closed', { sample: 0.1 });
    const both = first.filter((person) => inSample(person, 'relationship', { sample: 0.1 }));
    expectShare(both.length, { of: first.length, share: 0.1 });
  });

  it.each([
    ['ticket_closed', 'relationship'],
    ['t1', 't2'],
    ['a', 'aa'],
    ['checkout', 'Checkout'],
  ])('is independent between the touchpoints %s and %s', (one, other) => {
    const pairs = people.map((person): [number, number] => [
      sticky(`${person}\n${one}\n0`),
      sticky(`${person}\n${other}\n0`),
    ]);
    expect(gridStatistic(pairs)).toBeLessThan(499);
  });

  it('tells the person from the touchpoint', () => {
    const swapped = people.filter(
      (person) => inSample(person, 't', { sample: 0.5 }) !== inSample('t', person, { sample: 0.5 }),
    );
    expectShare(swapped.length, { of: people.length, share: 0.5 });
  });
});

describe('a sample that is drawn again', () => {
  const redrawAfter = 30 * day;
  /** The first instants of ten draws in a row. */
  const draws = Array.from({ length: 10 }, (_, nth) => (Math.floor(now / redrawAfter) + nth) * redrawAfter);

  it('stays the same until it is drawn again', () => {
    for (const person of people.slice(0, 1_000))
      for (const start of draws) {
        const at = (instant: number) => inSample(person, 't', { sample: 0.5, at: instant, redrawAfter });
        expect(at(start + redrawAfter - 1)).toBe(at(start));
        expect(at(start + redrawAfter / 2)).toBe(at(start));
      }
  });

  it.each([0.1, 0.5])('of a share of %d reaches 1 - (1 - share)^10 of the people in ten draws', (sample) => {
    const reached = people.filter((person) =>
      draws.some((at) => inSample(person, 't', { sample, at, redrawAfter })),
    );
    expectShare(reached.length, { of: people.length, share: 1 - (1 - sample) ** 10 });
  });

  it.each([
    [0, 1],
    [8, 9],
    [9, 10],
    [1_000, 1_001],
    [19, 91],
  ])('is independent between the draws %d and %d', (one, other) => {
    const pairs = people.map((person): [number, number] => [
      sticky(`${person}\nticket_closed\n${one}`),
      sticky(`${person}\nticket_closed\n${other}`),
    ]);
    expect(gridStatistic(pairs)).toBeLessThan(499);
  });

  it('names the first instant at which a person belongs to it', () => {
    const hour = 3_600_000;
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom(0.1, 0.3, 0.9),
        fc.integer({ min: 1, max: 30 }),
        fc.nat({ max: 400 }),
        (subject, sample, hours, start) => {
          const draw = { subject, touchpoint: 't', sample, redrawAfter: hours * hour };
          const first = sampledFrom(draw, start * hour + 1);
          // Hour by hour, as somebody would look it up who knows the draws only.
          const belongs = (at: number) =>
            sticky(`${subject}\nt\n${Math.floor(at / (hours * hour))}`) < sample;
          let plain = start * hour + 1;
          while (!belongs(plain)) plain = (Math.floor(plain / hour) + 1) * hour;
          expect(first).toBe(plain);
        },
      ),
    );
  });
});

describe('variants', () => {
  const variants: [survey: string, below: number][] = [
    ['short', 0.2],
    ['long', 0.5],
  ];
  const spec = { survey: 'usual', variants };
  const surveyOf = (person: string) => variantFor(person, 'ticket_closed', spec);

  it('get their shares of the people, and the usual survey the rest', () => {
    const shares = { short: 0.2, long: 0.3, usual: 0.5 };
    for (const [survey, share] of Object.entries(shares)) {
      const count = people.filter((person) => surveyOf(person) === survey).length;
      expectShare(count, { of: people.length, share });
    }
  });

  it('stay with a person', () => {
    fc.assert(
      fc.property(anyText, anyText, (person, touchpoint) => {
        const survey = variantFor(person, touchpoint, spec);
        expect(['usual', 'short', 'long']).toContain(survey);
        expect(variantFor(person, touchpoint, spec)).toBe(survey);
      }),
    );
  });

  it('keep their people when another one is added at the end', () => {
    const more = { survey: 'usual', variants: [...variants, ['brief', 0.75] as [string, number]] };
    const moved = people.filter((person) => {
      const [before, after] = [surveyOf(person), variantFor(person, 'ticket_closed', more)];
      if (after !== before) expect([before, after]).toEqual(['usual', 'brief']);
      return after !== before;
    });
    expectShare(moved.length, { of: people.length, share: 0.25 });
  });

  it('leave the usual survey to nobody when their shares add up to 1, and to everybody without any', () => {
    const whole: [string, number][] = [
      ['short', 0.3],
      ['long', 1],
    ];
    expect(
      people.some((person) => variantFor(person, 't', { survey: 'usual', variants: whole }) === 'usual'),
    ).toBe(false);
    expect(variantFor('u-17', 't', { survey: 'usual' })).toBe('usual');
  });

  it('are drawn apart from the sample and from those of another touchpoint', () => {
    const pairs = (one: string, other: string) =>
      people.map((person): [number, number] => [sticky(`${person}\n${one}`), sticky(`${person}\n${other}`)]);
    expect(gridStatistic(pairs('t\n0', 't\nvariant'))).toBeLessThan(499);
    expect(gridStatistic(pairs('t\n688', 't\nvariant'))).toBeLessThan(499);
    expect(gridStatistic(pairs('t\nvariant', 's\nvariant'))).toBeLessThan(499);
    const sampled = people.filter((person) => inSample(person, 'ticket_closed', { sample: 0.1 }));
    const short = sampled.filter((person) => surveyOf(person) === 'short');
    expectShare(short.length, { of: sampled.length, share: 0.2 });
  });
});
