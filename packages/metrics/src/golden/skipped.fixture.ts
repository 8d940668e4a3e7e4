/** Rows of a method that the package does not have, by id, and why not. */
export const skippedRows: Record<string, string> = {
  'jeffreys-13-16': 'a cross-check: Jeffreys intervals of shares; Wilson serves the product',
  'plusfour-19-20-85': 'a cross-check: plus-four intervals; Wilson serves the product',
  'wilsoncc-52-100': 'a cross-check: with the continuity correction Wilson is wider than its confidence',
  'adjwald-4-5': 'a cross-check: Agresti-Coull intervals; Wilson serves the product',
  'adjwald-7-10': 'a cross-check: Agresti-Coull intervals; Wilson serves the product',
  'poisson-ratio': 'a cross-check: rates of events; Milepost has answers, which have a base',
  'poisson-one': 'a cross-check: rates of events; Milepost has answers, which have a base',
  'goodman-snp': 'a cross-check: simultaneous intervals of all categories; a score is one number',
  'goodman-nps': 'a cross-check: simultaneous intervals of all categories; a score is one number',
  'ces-cys-index': 'a cross-check: net effort, of boxes 6-7 and 1-3; the score is the share of 5-7',
  'sv-forecast': 'a cross-check: a sales forecast of three inputs, none of which is an answer',
  'sfo-2018': 'needs the survey file: asserted in sfo.test.ts where the file is at hand',
  'sfo-2018-hotspots': 'needs the survey file: asserted in sfo.test.ts where the file is at hand',
  'sfo-2018-weighted-se': 'needs the survey file: asserted in sfo.test.ts where the file is at hand',
};

/** What other rows say besides, by name or by id and name, and why the package does not state it. */
export const skippedNames: Record<string, string> = {
  jsMathRound: 'what Math.round makes of it, which rounds halves up',
  se: 'of the plain Wald interval',
  wald95: 'collapses to a point when all agree; adjusted Wald serves the product',
  waldSE: 'of the plain Wald test, which raises false alarms when a small group meets a large one',
  waldP: 'of the plain Wald test, which raises false alarms when a small group meets a large one',
  adjWaldZ: 'of an unpooled test; the pooled one holds its level',
  adjWaldP: 'of an unpooled test; the pooled one holds its level',
  adjWald3U95: 'a cross-check: three answers shared evenly',
  adjWald3T_nMinus1_95: 'a cross-check: divided by n - 1',
  scoreTango95: 'a cross-check: iterative score interval',
  agrestiCoull95: 'a cross-check: Wilson serves the product',
  agrestiCoull95unclipped: 'a cross-check: Wilson serves the product',
  jeffreys95: 'a cross-check: Jeffreys intervals of shares',
  agrestiCaffo95: 'a cross-check: Newcombe serves the product',
  miettinenNurminen95approx: 'a cross-check: Newcombe serves the product',
  p_fisher: 'a cross-check: exact and conservative',
  p_pooled: 'a cross-check: without the N - 1 correction',
  z_pooled: 'a cross-check: without the N - 1 correction',
  binomialPluginLowerP: 'takes the earlier rate as known',
  fisherOneSidedP: 'a cross-check: exact and conservative',
  'binomtest-682-925.p': 'a test against a fixed share; the product compares with what was measured',
  bonferroniRejected: 'a cross-check: Holm rejects at least as much at the same level',
};

/** Published results that are wrong and must not come out, and the fact that stands instead. */
export const mistakes: Record<string, { instead: string; because: string }> = {
  formbricksScore: { instead: 'ourScore', because: 'counts dismissed surveys as answers' },
  rustCrateScore: { instead: 'ourScore', because: 'rounds the two percentages before it subtracts them' },
  publishedN: { instead: 'actualN', because: 'the published counts add up to another number' },
  publishedMean: { instead: 'actualMean', because: 'divides by the wrong number of answers' },
};
