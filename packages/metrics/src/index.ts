// What every score is made of

export type { Estimate, Method, Metric } from './estimate.ts';
export { type Histogram, histogram, mergeHistograms, type Scale, total } from './histogram.ts';
export { MetricsError, type MetricsErrorCode } from './metrics-error.ts';
export { addMoments, type Moments, mean, momentsOf, variance } from './moments.ts';
export { type NetCounts, net, netMoments, netVariance } from './net.ts';
export { type Precision, type PrecisionOptions, precision } from './precision.ts';
export { roundHalfAway } from './round.ts';

// Scores

export { ces, cesMean } from './score/ces.ts';
export { type CsatCategory, csat, csatCategory, csatCounts } from './score/csat.ts';
export { type CxiAnswers, cxi, cxiComposite, cxiQuestion } from './score/cxi.ts';
export { type CxiBand, cxiBand, cxiOverall } from './score/cxi-overall.ts';
export { effort } from './score/effort.ts';
export { type Estimator, estimators } from './score/estimators.ts';
export { type NpsCategory, nps, npsCategory, npsCounts } from './score/nps.ts';
export { type CxMetric, type OverallCxOptions, overallCx } from './score/overall-cx.ts';
export { pmf } from './score/pmf.ts';
export { type RatingOptions, rating } from './score/rating.ts';
export {
  type Scorecard,
  type ScorecardComponent,
  type ScorecardRange,
  scorecard,
  type WeightedComponent,
} from './score/scorecard.ts';
export { thumbs } from './score/thumbs.ts';

// Intervals

export { adjustedWald } from './interval/adjusted-wald.ts';
export { clopperPearson } from './interval/clopper-pearson.ts';
export type { Bounds, Interval, IntervalOptions } from './interval/interval.ts';
export type { ProportionCounts } from './interval/proportion.ts';
export { tInterval } from './interval/t-interval.ts';
export { wilson } from './interval/wilson.ts';

// Comparing

export { benjaminiHochberg } from './compare/benjamini-hochberg.ts';
export { type Difference, difference } from './compare/difference.ts';
export { holm } from './compare/holm.ts';
export { type ChiSquaredTest, homogeneity } from './compare/homogeneity.ts';
export { type Hotspot, type HotspotsOptions, hotspots, type Segment } from './compare/hotspots.ts';
export { nMinusOneChiSquared } from './compare/n-minus-one-chi-squared.ts';
export { netDifference } from './compare/net-difference.ts';
export { newcombe } from './compare/newcombe.ts';
export type { ZTest } from './compare/p-value.ts';
export { pooledTest } from './compare/pooled-test.ts';
export { shareMoments } from './compare/share-moments.ts';
export { type TrendOptions, trend } from './compare/trend.ts';
export { type WelchTest, welch } from './compare/welch.ts';

// Watching over time

export {
  type BernoulliCusum,
  type BernoulliCusumOptions,
  bernoulliCusum,
} from './watch/bernoulli-cusum.ts';
export { type Cusum, type CusumOptions, cusum } from './watch/cusum.ts';
export { type Ewma, type EwmaOptions, ewma } from './watch/ewma.ts';
export type { WatchOptions } from './watch/period.ts';
export {
  type CusumRunLengthOptions,
  cusumRunLength,
  type EwmaRunLengthOptions,
  ewmaRunLength,
} from './watch/run-length.ts';
export type { Side, Signal } from './watch/signal.ts';
export { standardError } from './watch/standard-error.ts';

// Samples: planning, weights, clusters

export { type AccountWeighted, accountWeighted } from './sample/account-weighted.ts';
export { borrowedEffect, type Covering, coveringOf } from './sample/borrowed-effect.ts';
export { type ClusteredEstimate, type ClusterOptions, clusterRobust } from './sample/cluster-robust.ts';
export { type EffectiveEstimate, effectiveMoments } from './sample/effective-moments.ts';
export { kishEffectiveSize, type Weighting } from './sample/kish-effective-size.ts';
export {
  answersNeeded,
  type MeanPlan,
  marginOf,
  marginReached,
  type NetPlan,
  type Plan,
  type SharePlan,
} from './sample/planning.ts';
export { type Margins, type RakeCell, type RakeOptions, rake } from './sample/rake.ts';
export { type Stratum, type WeightedEstimate, weighted } from './sample/weighted.ts';
export { type DesignEffect, withDesignEffect } from './sample/with-design-effect.ts';

// Funnel

export { type FunnelCounts, type FunnelRates, funnelRates } from './funnel/funnel-rates.ts';
export { type NonResponseBounds, type NonResponseOptions, nonResponseBounds } from './funnel/non-response.ts';

// Accounts

export type { AccountEvidence, AccountSignal } from './account/account-evidence.ts';
export type { AccountClass, AccountReason } from './account/account-rules.ts';
export { type AccountSettings, defaultAccountSettings } from './account/account-settings.ts';
export { type ClassifiedAccount, classifyAccounts } from './account/classify-accounts.ts';
export {
  type CohortRevenue,
  type EarnedGrowth,
  earnedGrowth,
  grr,
  type KeptRevenue,
  nrr,
  type RevenueGrowth,
} from './account/revenue.ts';
export { type Prompts, type Silence, silence } from './account/silence.ts';
export { type SuccessEvidence, type SuccessVector, successVector } from './account/success-vector.ts';

// Distributions

export { type BetaShape, betaCdf, betaQuantile } from './distribution/beta.ts';
export { type BetaBinomialShape, betaBinomialCdf } from './distribution/beta-binomial.ts';
export { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from './distribution/chi-squared.ts';
export { normalCdf, normalQuantile } from './distribution/normal.ts';
export { studentTCdf, studentTQuantile } from './distribution/student-t.ts';
