import { expect, it } from 'vitest';
import { estimators } from './estimators.ts';
import { histogram } from './histogram.ts';

it('finds every metric under the name that its estimate has', () => {
  const scales = { nps: { id: '0..10', min: 0, max: 10 }, csat: { id: '1..5', min: 1, max: 5 } };
  expect(Object.keys(estimators)).toStrictEqual(Object.keys(scales));
  for (const [name, scale] of Object.entries(scales)) {
    const of = histogram(scale, Array(scale.max - scale.min + 1).fill(1));
    expect(estimators[name as keyof typeof scales](of).metric).toBe(name);
  }
});
