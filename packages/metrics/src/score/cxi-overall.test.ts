import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present } from '../present.fixture.ts';
import { cxiBand, cxiOverall } from './cxi-overall.ts';

const net = fc.double({ min: -100, max: 100, noNaN: true });

describe('cxiOverall', () => {
  it('is the mean, between the lowest and the highest net score', () => {
    fc.assert(
      fc.property(fc.array(net, { minLength: 2, maxLength: 5 }), (nets) => {
        const overall = cxiOverall(nets);
        expect(overall).toBeCloseTo(nets.reduce((sum, each) => sum + each, 0) / nets.length, 10);
        expect(overall).toBeGreaterThanOrEqual(Math.min(...nets) - 1e-12);
        expect(overall).toBeLessThanOrEqual(Math.max(...nets) + 1e-12);
        expect(overall).not.toBe(-0);
      }),
    );
  });

  it.each([[[]], [[null, null]], [[80, null, 70]]])('is null of %o', (nets) => {
    expect(cxiOverall(nets)).toBeNull();
  });

  it.each([[[80]], [[null]]])('refuses %o, which is the score of a question', (nets) => {
    expect(() => cxiOverall(nets)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `An overall CXi is the mean of at least 2 net scores, but nets has 1 (${nets[0]}).`,
      }),
    );
  });

  it.each([101, -100.5, Number.NaN])('refuses a net score of %d, though another is missing', (wrong) => {
    expect(() => cxiOverall([null, wrong])).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A CXi score lies in -100 to 100, but it is ${wrong}.`,
      }),
    );
  });
});

describe('cxiBand', () => {
  it('never falls as the score rises', () => {
    const order = ['very_poor', 'poor', 'ok', 'good', 'excellent'];
    fc.assert(
      fc.property(net, net, (a, b) => {
        const [lower, higher] = [present(cxiBand(Math.min(a, b))), present(cxiBand(Math.max(a, b)))];
        expect(order.indexOf(lower)).toBeLessThanOrEqual(order.indexOf(higher));
      }),
    );
  });

  it.each([100.1, -101, Number.NaN, Number.NEGATIVE_INFINITY])('refuses %d', (score) => {
    expect(() => cxiBand(score)).toThrow(`A CXi score lies in -100 to 100, but it is ${score}.`);
  });
});
