import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { type CxiAnswers, cxi, cxiComposite, cxiQuestion } from './cxi.ts';
import { cxiOverall } from './cxi-overall.ts';

const composites = { id: '-3..3', min: -3, max: 3 };
const questions = { id: '1..5', min: 1, max: 5 };
const answer = fc.integer({ min: 1, max: 5 });
const respondent = fc.record({ needs: answer, ease: answer, enjoyment: answer });
const counted = (values: readonly (number | null)[], scale: { id: string; min: number; max: number }) =>
  histogram(
    scale,
    Array.from(
      { length: scale.max - scale.min + 1 },
      (_, index) => values.filter((value) => value === scale.min + index).length,
    ),
  );

describe('cxi', () => {
  it('is the mean of the net scores of those who answered all three questions', () => {
    fc.assert(
      fc.property(fc.array(respondent, { minLength: 1, maxLength: 40 }), (all) => {
        const nets = (['needs', 'ease', 'enjoyment'] as const).map(
          (item) =>
            cxiQuestion(
              counted(
                all.map((given) => given[item]),
                questions,
              ),
            ).score,
        );
        expect(cxi(counted(all.map(cxiComposite), composites)).score).toBeCloseTo(
          cxiOverall(nets) ?? Number.NaN,
          10,
        );
      }),
    );
  });

  it('is exactly 0 when the composites cancel out', () => {
    const { score, moments } = cxi(histogram(composites, [1, 0, 0, 0, 1, 1, 0]));
    expect(score).toBe(0);
    expect(moments.sum).toBe(0);
  });

  // Computed with numpy: 3/4 respondents at -3, 3/2 at 0 and 3/4 at 3 appended as weights, mean and standard error
  // (divided by n), divided by 3, z = 1.959963984540054.
  it('has the interval of the composites with three more', () => {
    const { low, high } = cxi(histogram(composites, [2, 3, 5, 10, 20, 30, 30]));
    expect(low).toBeCloseTo(39.86939128114187, 10);
    expect(high).toBeCloseTo(59.159734932450355, 10);
  });

  it('is wider than if the three answers of a person were three persons', () => {
    const alike = cxi(histogram(composites, [10, 0, 0, 0, 0, 0, 30]));
    const apart = cxiQuestion(histogram(questions, [30, 0, 0, 0, 90]));
    expect(alike.score).toBe(apart.score);
    expect((alike.high ?? 0) - (alike.low ?? 0)).toBeGreaterThan((apart.high ?? 0) - (apart.low ?? 0));
  });

  it('refuses a question, and a question refuses it, with the name of the function for them', () => {
    expect(() => cxi(histogram(questions, [1, 1, 1, 1, 1]))).toThrow(
      '`cxiQuestion` is the score of one question',
    );
    expect(() => cxiQuestion(histogram(composites, [1, 1, 1, 1, 1, 1, 1]))).toThrow(
      '`cxi` is the overall score',
    );
  });
});

describe('cxiComposite', () => {
  it('adds up the signs around 3', () => {
    fc.assert(
      fc.property(respondent, (given) => {
        const all = Object.values(given);
        const good = all.filter((value) => value >= 4).length;
        const bad = all.filter((value) => value <= 2).length;
        expect(cxiComposite(given)).toBe(good - bad);
      }),
    );
  });

  it.each<CxiAnswers>([
    {},
    { needs: 5, ease: 5 },
    { needs: 5, ease: 5, enjoyment: null },
    { needs: undefined, ease: 5, enjoyment: 5 },
  ])('is null for %o', (given) => {
    expect(cxiComposite(given)).toBeNull();
  });

  it.each([0, 6, 2.5, Number.NaN])('refuses an answer of %d, though another is missing', (value) => {
    expect(() => cxiComposite({ needs: null, ease: value })).toThrow(
      expect.objectContaining({
        code: 'value_out_of_scale',
        message: `A CXi answer must be an integer 1 to 5, but ease is ${value}.`,
      }),
    );
  });
});
