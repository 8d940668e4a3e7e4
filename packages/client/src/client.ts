import type {
  AccountAnswer,
  accountQuery,
  CohortAnswer,
  cohortQuery,
  Erasure,
  ExclusionChange,
  ExclusionPage,
  ExclusionRequest,
  FunnelAnswer,
  funnelQuery,
  HotspotAnswer,
  hotspotQuery,
  ImportLine,
  ImportReport,
  KnownOfPerson,
  MomentRequest,
  OneAccountAnswer,
  oneAccountQuery,
  Program,
  ProgramInput,
  PushedProgram,
  RejectedPage,
  ResponsePage,
  RevisionPage,
  responseQuery,
  ScorecardAnswer,
  ScoreTable,
  scorecardQuery,
  scoreQuery,
  streamQuery,
  ToldMoment,
  TrendAnswer,
  trendQuery,
} from '@milepost/protocol';
import { type ExportParameters, readExport } from './export.ts';
import { readPages } from './pages.ts';
import { type Parameters, queryOf } from './parameters.ts';
import { type CallOptions, type ClientOptions, createRequest } from './request.ts';
import { readStream, type StreamedResponse } from './stream.ts';

export type ScoreParameters = Parameters<typeof scoreQuery>;
export type ScorecardParameters = Parameters<typeof scorecardQuery>;
export type HotspotParameters = Parameters<typeof hotspotQuery>;
export type TrendParameters = Parameters<typeof trendQuery>;
export type CohortParameters = Parameters<typeof cohortQuery>;
export type FunnelParameters = Parameters<typeof funnelQuery>;
export type AccountParameters = Parameters<typeof accountQuery>;
export type OneAccountParameters = Parameters<typeof oneAccountQuery>;
export type ResponseParameters = Parameters<typeof responseQuery>;
export type StreamParameters = Parameters<typeof streamQuery>;

/** What can be had as CSV, with its parameters. */
export interface CsvParameters {
  scores: ScoreParameters;
  hotspots: HotspotParameters;
  trends: TrendParameters;
  cohorts: CohortParameters;
  funnel: FunnelParameters;
  accounts: AccountParameters;
}

/**
 * Asks a collector as an analyst does. Every method rejects with a `CollectorProblem` when the collector refuses; only
 * `stream` tries anything twice.
 */
export interface Client {
  /** A metric with its interval, by period and group: how are we doing? */
  scores(parameters: ScoreParameters, options?: CallOptions): Promise<ScoreTable>;
  /** Every metric of every touchpoint and stage on one page. */
  scorecard(parameters?: ScorecardParameters, options?: CallOptions): Promise<ScorecardAnswer>;
  /** Groups that are clearly worse or better than the rest, or than before: where does it hurt? */
  hotspots(parameters: HotspotParameters, options?: CallOptions): Promise<HotspotAnswer>;
  /** When did it change? */
  trends(parameters: TrendParameters, options?: CallOptions): Promise<TrendAnswer>;
  /** Scores by vintage and age: are newer customers happier at the same age? */
  cohorts(parameters: CohortParameters, options?: CallOptions): Promise<CohortAnswer>;
  /** From trigger to completion: who is asked, and who answers? */
  funnel(parameters?: FunnelParameters, options?: CallOptions): Promise<FunnelAnswer>;
  /** A page of accounts with their class and reasons: who went silent? */
  accounts(parameters?: AccountParameters, options?: CallOptions): Promise<AccountAnswer>;
  account(id: string, parameters?: OneAccountParameters, options?: CallOptions): Promise<OneAccountAnswer>;
  /** Pages of responses, the newest first, each asked for when the one before was taken: what did people say? */
  responses(parameters?: ResponseParameters, options?: CallOptions): AsyncGenerator<ResponsePage>;
  /** Responses as they come, without an end; taken up again after a connection that broke. */
  stream(parameters?: StreamParameters, options?: CallOptions): AsyncGenerator<StreamedResponse>;
  /** Every response, a line each, as `POST /v1/import` takes it back. */
  export(parameters?: ExportParameters, options?: CallOptions): AsyncGenerator<ImportLine>;
  /** A table as CSV (RFC 4180). */
  csv<Name extends keyof CsvParameters>(
    name: Name,
    parameters: CsvParameters[Name],
    options?: CallOptions,
  ): Promise<string>;
  /** The program that is live. */
  program(options?: CallOptions): Promise<Program>;
  /** Revisions of the program with what each changed, the newest first. */
  revisions(parameters?: { before?: number }, options?: CallOptions): Promise<RevisionPage>;
  revision(number: number, options?: CallOptions): Promise<Program>;
  /** Replaces the program; `dryRun` only tells the difference. */
  putProgram(
    program: ProgramInput,
    parameters?: { dryRun?: boolean },
    options?: CallOptions,
  ): Promise<PushedProgram>;
  /** What was refused in the last seven days, and why. */
  rejected(parameters?: { before?: number }, options?: CallOptions): Promise<RejectedPage>;
  exclusions(parameters?: { after?: string }, options?: CallOptions): Promise<ExclusionPage>;
  /** Leaves answers out of the scores. */
  exclude(request: ExclusionRequest, options?: CallOptions): Promise<ExclusionChange>;
  /** Lets them count again. */
  liftExclusion(id: string, options?: CallOptions): Promise<ExclusionChange>;
  /** Everything that is known of a person. */
  person(id: string, options?: CallOptions): Promise<KnownOfPerson>;
  /** Takes a person out of everything; scale answers stay, nobody's, unless `answers` is `delete`. */
  erasePerson(
    id: string,
    parameters?: { answers?: 'keep' | 'delete' },
    options?: CallOptions,
  ): Promise<Erasure>;
  /** Has a person asked at the next visit. */
  addMoment(request: MomentRequest, options?: CallOptions): Promise<ToldMoment>;
  removeMoment(id: string, options?: CallOptions): Promise<void>;
  importLines(lines: readonly ImportLine[], options?: CallOptions): Promise<ImportReport>;
}

/**
 * A client of a collector, for Node and browsers.
 *
 * @example
 * const client = createClient({ url: 'https://cx.example.com', key: 'mp_sec_…' });
 * const { rows } = await client.scores({ metric: 'nps', interval: 'month', by: 'touchpoint' });
 * for (const { period, group, score, low, high } of rows) console.log(period, group, score, low, high);
 */
export function createClient(options: ClientOptions): Client {
  const request = createRequest(options);
  const { reconnectMs = 1_000 } = options;
  const get =
    <P extends object, T>(path: string) =>
    (parameters?: P, call?: CallOptions) =>
      request.json<T>(`${path}${queryOf(parameters ?? {})}`, call);
  const at = (path: string, id: string | number) => `${path}/${encodeURIComponent(id)}`;
  const send = <T>(method: 'PUT' | 'POST' | 'DELETE', path: string, { body, ...call }: Sent) =>
    request.json<T>(path, {
      ...call,
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      }),
    });
  return {
    scores: get('/v1/scores'),
    scorecard: get('/v1/scorecard'),
    hotspots: get('/v1/hotspots'),
    trends: get('/v1/trends'),
    cohorts: get('/v1/cohorts'),
    funnel: get('/v1/funnel'),
    accounts: get('/v1/accounts'),
    account: (id, parameters = {}, call) =>
      request.json(`${at('/v1/accounts', id)}${queryOf(parameters)}`, call),
    responses: (parameters = {}, call = {}) =>
      readPages<ResponsePage>(request, { path: '/v1/responses', parameters, options: call }),
    stream: (parameters = {}, call = {}) =>
      readStream({
        request,
        path: `/v1/responses/stream${queryOf(parameters)}`,
        reconnectMs,
        options: call,
      }),
    export: (parameters = {}, call = {}) => readExport(request, parameters, call),
    csv: async (name, parameters, call) =>
      (await request(`/v1/${name}${queryOf({ ...parameters, format: 'csv' })}`, call)).text(),
    program: (call) => request.json('/v1/program', call),
    revisions: get('/v1/program/versions'),
    revision: (number, call) => request.json(at('/v1/program/versions', number), call),
    putProgram: (program, parameters = {}, call = {}) =>
      send('PUT', `/v1/program${queryOf(parameters)}`, { ...call, body: program }),
    rejected: get('/v1/rejected'),
    exclusions: get('/v1/exclusions'),
    exclude: (exclusion, call = {}) => send('POST', '/v1/exclusions', { ...call, body: exclusion }),
    liftExclusion: (id, call = {}) => send('DELETE', at('/v1/exclusions', id), call),
    person: (id, call) => request.json(at('/v1/people', id), call),
    erasePerson: (id, parameters = {}, call = {}) =>
      send('DELETE', `${at('/v1/people', id)}${queryOf(parameters)}`, call),
    addMoment: (moment, call = {}) => send('POST', '/v1/moments', { ...call, body: moment }),
    removeMoment: async (id, call = {}) => {
      await request(at('/v1/moments', id), { ...call, method: 'DELETE' });
    },
    importLines: (lines, call = {}) =>
      request.json('/v1/import', {
        ...call,
        method: 'POST',
        body: lines.map((line) => JSON.stringify(line)).join('\n'),
        headers: { 'Content-Type': 'application/x-ndjson' },
      }),
  };
}

interface Sent extends CallOptions {
  body?: object;
}
