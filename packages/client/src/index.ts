export {
  type AccountParameters,
  type Client,
  type CohortParameters,
  type CsvParameters,
  createClient,
  type FunnelParameters,
  type HotspotParameters,
  type OneAccountParameters,
  type ResponseParameters,
  type ScorecardParameters,
  type ScoreParameters,
  type StreamParameters,
  type TrendParameters,
} from './client.ts';
export type { ExportParameters } from './export.ts';
export { CollectorProblem, type CollectorProblemCode } from './problem.ts';
export type { CallOptions, ClientOptions } from './request.ts';
export type { StreamedResponse } from './stream.ts';
