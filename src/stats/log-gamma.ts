// Stirling's series: Abramowitz and Stegun 6.1.40.

const halfLogTau = 0.9189385332046728;

/** ln Gamma(x) for x > 0. @throws RangeError otherwise */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`ln Gamma of ${x}`);
  let product = 1;
  let shifted = x;
  for (; shifted < 10; shifted += 1) product *= shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    halfLogTau +
    stirlingRest(shifted) -
    Math.log(product)
  );
}

/** ln B(a, b). Where both are large ln Gamma would cancel, so that only the rests of Stirling's series are subtracted. */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  const sum = small + large;
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(sum);
  const rest = stirlingRest(large) - stirlingRest(sum);
  const shrink = (large - 0.5) * Math.log1p(-small / sum);
  if (small < 10) return logGamma(small) + rest + small - small * Math.log(sum) + shrink;
  return (
    halfLogTau -
    0.5 * Math.log(large) +
    stirlingRest(small) +
    rest +
    (small - 0.5) * Math.log(small / sum) +
    large * Math.log1p(-small / sum)
  );
}

/** ln Gamma(x) less its leading terms, for x >= 10; the first term left out is below 2e-15. */
function stirlingRest(x: number): number {
  const square = x * x;
  const series = [-691 / 360_360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];
  return series.reduce((sum, coefficient) => sum / square + coefficient, 0) / x;
}
