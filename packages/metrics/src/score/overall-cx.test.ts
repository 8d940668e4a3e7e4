import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { ces } from './ces.ts';
import { csat } from './csat.ts';
import { effort } from './effort.ts';
import { nps } from './nps.ts';
import { overallCx } from './overall-cx.ts';

const loyal = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3]));
const satisfied = csat(histogram({ id: '1..2', min: 1, max: 2 }, [2, 8]));
const easy = ces(histogram({ id: '1..7', min: 1, max: 7 }, [6, 0, 0, 0, 0, 0, 4]));
const hard = effort(histogram({ id: '1..5:effort', min: 1, max: 5 }, [1, 1, 0, 0, 0]));
const all = { nps: loyal, csat: satisfied, ces: easy };

describe('overallCx', () => {
  it('counts each a third, from one end of its range to the other', () => {
    const { score, components } = overallCx(all);
    expect(score).toBeCloseTo((75 + 80 + 40) / 3, 12);
    expect(components.nps).toMatchObject({ actual: 50, worst: -100, best: 100 });
    expect(components.csat).toMatchObject({ actual: 80, worst: 0, best: 100 });
    expect(components.ces).toMatchObject({ actual: 40, worst: 0, best: 100 });
  });

  it('takes less effort for better on CES 1.0', () => {
    const { components } = overallCx({ ...all, ces: hard });
    expect(components.ces).toMatchObject({ actual: 1.5, worst: 5, best: 1 });
    expect(components.ces.weighted).toBeCloseTo((0.875 * 100) / 3, 12);
  });

  it('takes weights and ranges', () => {
    const options = { weights: { nps: 50, csat: 30, ces: 20 }, ranges: { nps: { worst: 0, best: 50 } } };
    expect(overallCx(all, options).score).toBeCloseTo(50 + 24 + 8, 12);
  });

  it.each([null, csat(histogram({ id: '1..2', min: 1, max: 2 }, [0, 0]))])(
    'has no score without a CSAT, and still shows the others',
    (missing) => {
      const { score, components } = overallCx({ ...all, csat: missing });
      expect(score).toBeNull();
      expect(components.csat.weighted).toBeNull();
      expect(components.nps.weighted).toBe(25);
    },
  );

  it('refuses an estimate in the place of another', () => {
    expect(() => overallCx({ ...all, csat: loyal })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'Overall CX needs an estimate of csat as csat, but it is one of nps.',
      }),
    );
  });
});
