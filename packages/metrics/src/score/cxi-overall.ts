import { MetricsError } from '../metrics-error.ts';

export type CxiBand = 'excellent' | 'good' | 'ok' | 'poor' | 'very_poor';

/**
 * The overall CXi-style score from the net scores of its questions, their mean, in -100..100; null when one of them is
 * null, and when there is none. It has no interval: that needs the answers of each respondent (`cxi`).
 *
 * Source: US General Services Administration (2016), Digging into the Data of Our Customer Survey, digital.gov.
 *
 * @param nets - One for each question, at least two.
 * @throws MetricsError `argument_invalid` when there is only one, and when one is not a number from -100 to 100.
 * @example
 * cxiOverall([87, 82, 89]); // 86
 * cxiOverall([87, null, 89]); // null
 */
export function cxiOverall(nets: readonly (number | null)[]): number | null {
  if (nets.length === 1)
    throw new MetricsError(
      'argument_invalid',
      `An overall CXi is the mean of at least 2 net scores, but nets has 1 (${nets[0]}).`,
    );
  let sum = 0;
  let missing = nets.length === 0;
  for (const net of nets) {
    if (net === null) missing = true;
    else sum += checkedNet(net);
  }
  // Adding 0 turns -0 into 0.
  return missing ? null : sum / nets.length + 0;
}

/**
 * What a CXi-style score is called: excellent from 85 up, good from 75, ok from 65, poor from 55, very poor below.
 * Nothing is rounded first: 84.9 is good. Null when there is no score.
 *
 * @throws MetricsError `argument_invalid` when the score is not a number from -100 to 100.
 * @example
 * cxiBand(85); // 'excellent'
 * cxiBand(84.9); // 'good'
 * cxiBand(null); // null
 */
export function cxiBand(score: number | null): CxiBand | null {
  if (score === null) return null;
  checkedNet(score);
  if (score >= 85) return 'excellent';
  if (score >= 75) return 'good';
  if (score >= 65) return 'ok';
  return score >= 55 ? 'poor' : 'very_poor';
}

function checkedNet(net: number): number {
  if (!(Math.abs(net) <= 100))
    throw new MetricsError('argument_invalid', `A CXi score lies in -100 to 100, but it is ${net}.`);
  return net;
}
