import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SuccessEvidence, successVector } from './success-vector.ts';

const answer = fc.double({ min: 1, max: 5, noNaN: true });
const answers = fc.record({ tools: answer, investment: answer, desire: answer });
const milestones = fc
  .integer({ min: 1, max: 50 })
  .chain((milestonesDue) =>
    fc.nat({ max: milestonesDue }).map((milestonesMet) => ({ milestonesMet, milestonesDue })),
  );
const middling = { tools: 3, investment: 3, desire: 3, milestonesMet: 1, milestonesDue: 1 };

describe('successVector', () => {
  it('lies in 0..1, no further than the milestones prove', () => {
    fc.assert(
      fc.property(answers, milestones, (of, met) => {
        const { subjective, adherence, vector } = successVector({ ...of, ...met });
        expect(subjective).toBeLessThanOrEqual(1);
        expect(vector).toBeGreaterThanOrEqual(0);
        expect(vector).not.toBe(-0);
        expect(vector).toBeLessThanOrEqual(Math.min(subjective, adherence ?? 0));
      }),
    );
  });

  it('is 1 with the best answers and every milestone met, and 0 with the worst or with none', () => {
    const best = { tools: 5, investment: 5, desire: 5, milestonesMet: 7, milestonesDue: 7 };
    expect(successVector(best).vector).toBe(1);
    expect(successVector({ ...best, milestonesMet: 0 }).vector).toBe(0);
    expect(successVector({ ...best, tools: 1, investment: 1, desire: 1 }).vector).toBe(0);
  });

  it('proves nothing where no milestone was due', () => {
    const none = { ...middling, milestonesMet: 0, milestonesDue: 0 };
    expect(successVector({ ...none, previousVector: 0.5, nrr: 120, nrrTarget: 100 })).toStrictEqual({
      subjective: 0.5,
      adherence: null,
      vector: null,
      direction: null,
      divergence: null,
    });
  });

  it.each([
    [0.4, 'up'],
    [0.5, 'flat'],
    [0.5 + 1e-12, 'flat'],
    [0.495, 'up'],
    [0.6, 'down'],
    [null, null],
    [undefined, null],
  ])('after %s is heading %s', (previousVector, direction) => {
    const of = previousVector === undefined ? middling : { ...middling, previousVector };
    expect(successVector(of).direction).toBe(direction);
  });

  it.each<[Partial<SuccessEvidence>, boolean | null]>([
    [{ previousVector: 0.6, nrr: 105, nrrTarget: 105 }, true],
    [{ previousVector: 0.6, nrr: 104, nrrTarget: 105 }, false],
    [{ previousVector: 0.4, nrr: 105, nrrTarget: 105 }, false],
    [{ previousVector: 0.5, nrr: 105, nrrTarget: 105 }, false],
    [{ previousVector: null, nrr: 105, nrrTarget: 105 }, null],
    [{ previousVector: 0.6, nrr: null, nrrTarget: 105 }, null],
    [{ previousVector: 0.6, nrr: 105 }, null],
  ])('with %j has the divergence %s', (evidence, divergence) => {
    expect(successVector({ ...middling, ...evidence }).divergence).toBe(divergence);
  });

  it.each<[Partial<SuccessEvidence>, string]>([
    [{ tools: 0.9 }, 'tools must lie in 1..5, but it is 0.9.'],
    [{ investment: 6 }, 'investment must lie in 1..5, but it is 6.'],
    [{ desire: Number.NaN }, 'desire must lie in 1..5, but it is NaN.'],
    [{ previousVector: 60 }, 'previousVector must lie in 0..1, but it is 60.'],
    [{ nrr: -1 }, 'nrr must lie in 0..9007199254740991, but it is -1.'],
    [{ nrrTarget: Number.NaN }, 'nrrTarget must lie in 0..9007199254740991, but it is NaN.'],
    [
      { milestonesMet: 2 },
      'Milestones need whole numbers with 0 <= milestonesMet <= milestonesDue, but milestonesMet is 2 and milestonesDue is 1.',
    ],
    [
      { milestonesMet: 0.5 },
      'Milestones need whole numbers with 0 <= milestonesMet <= milestonesDue, but milestonesMet is 0.5 and milestonesDue is 1.',
    ],
  ])('refuses %j', (evidence, message) => {
    expect(() => successVector({ ...middling, ...evidence })).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message }),
    );
  });
});
