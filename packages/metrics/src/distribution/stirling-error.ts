/**
 * What Stirling's formula leaves out, for x > 0:
 *
 *     ln gamma(x + 1) = ln sqrt(2 pi x) + x ln x - x + stirlingError(x)
 *
 * Absolute error below 1e-14.
 *
 * Source: C. Loader (2000), Fast and Accurate Computation of Binomial Probabilities, Lucent Technologies.
 */
export function stirlingError(x: number): number {
  let at = x;
  let error = 0;
  // gamma(x + 2) = (x + 1) gamma(x + 1) leads up to where the series of DLMF 5.11.1 has enough digits.
  for (; at < 10; at += 1) error += (at + 0.5) * Math.log1p(1 / at) - 1;
  const square = 1 / (at * at);
  const series =
    1 / 12 -
    square *
      (1 / 360 -
        square *
          (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360 - square / 156)))));
  return error + series / at;
}
